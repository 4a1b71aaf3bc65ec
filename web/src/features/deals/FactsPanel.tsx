import type { ReactNode } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import type { Deal } from "../../api/deals";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { area, tableTime } from "../../lib/format";
import { Panel } from "../../ui/Panel";
import { DocumentLink } from "../approvals/DocumentLink";
import styles from "./deals.module.css";
import { entryWords } from "./words";

interface FactsPanelProps {
  campaign: CampaignDetail;
  deal: Deal;
  signBy: string | null;
  /** What may be done about the signing. */
  actions: ReactNode;
}

/** The days of a deal, its contract, and how it is paid. What is not known or does not apply is left out. */
export function FactsPanel({ campaign: { catalogue, zone, decider }, deal, signBy, actions }: FactsPanelProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const confirmed =
    deal.signedOn === null
      ? null
      : deal.signingConfirmedAt === null
        ? t(decider === "developer" ? "deals.facts.developerConfirms" : "deals.facts.financeConfirms")
        : t("deals.facts.confirmedBy", { name: deal.signingConfirmedByName ?? "", time: tableTime(deal.signingConfirmedAt, zone) });
  const facts: [string, ReactNode][] = [
    [t("deals.subscribedOn"), deal.subscribedOn],
    [t("deals.facts.signBy"), signBy],
    [t("deals.signedOn"), deal.signedOn],
    [t("deals.contractNumber"), deal.contractNumber],
    [t("deals.facts.signedBy"), deal.signedByName],
    [t("deals.facts.confirmation"), confirmed],
    [t("deals.facts.confirmedWith"), deal.signingDocument && <DocumentLink agency={tenant} file={deal.signingDocument} />],
    [t("deals.facts.completedOn"), deal.completedOn],
    [t("deals.cancelledOn"), deal.cancelledOn],
    [t("deals.facts.why"), deal.cancelReason],
    [t("deals.facts.cancelledWith"), deal.cancellationDocument && <DocumentLink agency={tenant} file={deal.cancellationDocument} />],
    [t("deals.paymentMethod"), entryWords(catalogue.paymentMethods, deal.paymentMethod, language)],
    [t("deals.credential"), entryWords(catalogue.credentials, deal.credential, language)],
    [t("deals.facts.category"), entryWords(catalogue.categories, deal.category, language)],
    [t("deals.facts.referral"), t(deal.referralId === null ? "deals.facts.notReferred" : "deals.facts.referred")],
    [t("deals.facts.product"), entryWords(catalogue.products, deal.product, language)],
    [t("deals.facts.area"), deal.areaCentiSqm === null ? null : area(deal.areaCentiSqm)],
    [t("deals.facts.seller"), deal.sellerName],
  ];

  return (
    <Panel title={t("deals.facts.title")} actions={actions}>
      <dl className={styles.facts}>
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
