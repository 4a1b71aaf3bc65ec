import { useState } from "react";
import type { DeskPlace } from "../../api/desk";
import type { EarnestDeposit } from "../../api/earnest";
import { fileDoorOf } from "../../api/files";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf, moneyAlone } from "../../lib/format";
import { lazyDialog } from "../../ui/lazyDialog";
import { Mark } from "../../ui/Mark";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { TextButton } from "../../ui/TextButton";
import { DocumentLink } from "../approvals/DocumentLink";
import styles from "./earnest.module.css";
import { actsOn, type DepositAct, EARNEST_TONES } from "./words";

const DepositDialog = lazyDialog(() => import("./DepositDialog"));

interface DepositRowProps {
  deposit: EarnestDeposit;
  at: DeskPlace;
  campaign: { zone: string; startsOn: string; endsOn: string };
  /** Whose money it is, where the page does not say so: by the ends of the name alone. */
  named?: boolean;
  records: boolean;
  decides: boolean;
}

/** One payment of earnest money: how much, when, by which paper, how far it is, and what may be done about it. */
export function DepositRow({ deposit, at, campaign, named = false, records, decides }: DepositRowProps) {
  const t = useT();
  const language = useLanguage();
  const [doing, setDoing] = useState<DepositAct | null>(null);
  const amount = moneyAlone(deposit.amountFen);
  const acts = actsOn(deposit, { records, decides });
  const day = (instant: string) => dayOf(instant, campaign.zone);
  const who = deposit.leadName ?? t("earnest.erased");
  const label = (act: DepositAct) => t(`earnest.act.${act}`, { amount });

  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.amount}>
          {named && <b className={styles.name}>{who}</b>}
          <b className={deposit.state === "confirmed" ? "final" : deposit.state === "refunded" ? "fulfilled" : "provisional"}>{amount}</b>
        </span>
        <Mark tone={EARNEST_TONES[deposit.state]} sign={t(`earnest.sign.${deposit.state}`)} word={t(`earnest.state.${deposit.state}`)} />
      </div>
      <ul className={styles.words}>
        <li>{dotted([t("earnest.paidOn", { day: deposit.paidOn }), t("earnest.number", { number: deposit.documentNumber })], language)}</li>
        <li>{t("earnest.reportedBy", { name: deposit.reportedByName, day: day(deposit.reportedAt) })}</li>
        {deposit.decidedByName && deposit.decidedAt && (
          <li>
            {deposit.refusedBecause === null
              ? t("earnest.confirmedBy", { name: deposit.decidedByName, day: day(deposit.decidedAt) })
              : t("earnest.refusedBy", { name: deposit.decidedByName, day: day(deposit.decidedAt), reason: deposit.refusedBecause })}
          </li>
        )}
        {deposit.refundAskedByName && deposit.refundAskedAt && (
          <li>
            {t("earnest.refundAskedBy", {
              name: deposit.refundAskedByName,
              day: day(deposit.refundAskedAt),
              reason: deposit.refundBecause ?? "",
            })}
          </li>
        )}
        {deposit.refundedOn && (
          <li>
            {t("earnest.refundedBy", {
              name: deposit.refundedByName ?? "",
              day: deposit.refundedOn,
              number: deposit.refundDocumentNumber ?? "",
            })}
          </li>
        )}
      </ul>
      {deposit.document && <DocumentLink {...fileDoorOf(at)} file={deposit.document} what={t("earnest.slip")} />}
      {deposit.refundDocument && <DocumentLink {...fileDoorOf(at)} file={deposit.refundDocument} what={t("earnest.refundSlip")} />}
      {acts.length > 0 && (
        <div className={styles.acts}>
          {acts.map((act) =>
            act === "confirmation" || act === "refund" ? (
              <ReasonedButton key={act} sends variant="filled" size="xs" onClick={() => setDoing(act)}>
                {label(act)}
              </ReasonedButton>
            ) : (
              <TextButton key={act} sends danger={act !== "keeping"} onClick={() => setDoing(act)}>
                {label(act)}
              </TextButton>
            ),
          )}
        </div>
      )}
      {doing && <DepositDialog act={doing} deposit={deposit} at={at} campaign={campaign} onClose={() => setDoing(null)} />}
    </li>
  );
}
