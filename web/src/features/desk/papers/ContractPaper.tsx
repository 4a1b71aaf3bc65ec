import type { ReactNode } from "react";
import type { DeskPlace, HandedDeal } from "../../../api/desk";
import { fileDoorOf } from "../../../api/files";
import { useT } from "../../../i18n/useT";
import { moneyAlone, tableTime } from "../../../lib/format";
import { Panel } from "../../../ui/Panel";
import { DocumentLink } from "../../approvals/DocumentLink";
import styles from "../desk.module.css";

interface ContractPaperProps {
  at: DeskPlace;
  deal: HandedDeal;
  zone: string;
}

/** 合同: what was signed, for how much, who of finance has seen it, and with what it was cancelled. */
export function ContractPaper({ at, deal, zone }: ContractPaperProps) {
  const t = useT();
  const confirmed =
    deal.signingConfirmedAt === null
      ? t("desk.papers.waitsConfirmation")
      : t("deals.facts.confirmedBy", { name: deal.signingConfirmedByName ?? "", time: tableTime(deal.signingConfirmedAt, zone) });
  const facts: [string, ReactNode][] = [
    [t("desk.papers.list"), moneyAlone(deal.listPriceFen)],
    [t("deals.subscribedOn"), deal.subscribedOn],
    [t("deals.signedOn"), deal.signedOn],
    [t("deals.contractNumber"), deal.contractNumber],
    [t("deals.contractPrice"), deal.contractPriceFen === null ? null : moneyAlone(deal.contractPriceFen)],
    [t("deals.facts.confirmation"), deal.signedOn === null ? null : confirmed],
    [t("desk.papers.confirmedWith"), deal.signingDocument && <DocumentLink {...fileDoorOf(at)} file={deal.signingDocument} />],
    [t("deals.cancelledOn"), deal.cancelledOn],
    [t("deals.facts.cancelledWith"), deal.cancellationDocument && <DocumentLink {...fileDoorOf(at)} file={deal.cancellationDocument} />],
  ];

  return (
    <Panel title={t("desk.papers.contract")} note={deal.signedOn === null && t("desk.papers.notSigned")}>
      <dl className={styles.sums}>
        {facts.map(
          ([label, words]) =>
            words !== null && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{words}</dd>
              </div>
            ),
        )}
      </dl>
    </Panel>
  );
}
