import type { Waiting } from "../../api/desk";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { moneyAlone } from "../../lib/format";
import { MarkSign } from "../../ui/Mark";
import styles from "./desk.module.css";
import { aboveDue, offRule, waitsForReceipt } from "./weighing";

/** Whose home a contract is of, and what the rule asked for it: a mistyped price stands out. */
export function WeighedSigning({ signing }: { signing: Waiting["signings"][number] }) {
  const t = useT();
  const off = offRule(signing);
  return (
    <>
      <Whose sold={signing} />
      <small>
        {signing.ruleFen === null ? t("desk.weigh.noRule") : t("desk.weigh.rule", { amount: moneyAlone(signing.ruleFen) })}
        {off === 0 && t("desk.weigh.asRule")}
      </small>
      {off !== null && off !== 0 && (
        <Off>{t(off > 0 ? "desk.weigh.aboveRule" : "desk.weigh.belowRule", { amount: moneyAlone(Math.abs(off)) })}</Off>
      )}
    </>
  );
}

/** Whose home a line of money is of, what the home costs and what came in so far. */
export function WeighedEntry({ entry, entries }: { entry: Waiting["entries"][number]; entries: Waiting["entries"] }) {
  const t = useT();
  const language = useLanguage();
  const above = aboveDue(entry);
  const { payableFen, listPriceFen, confirmedFen } = entry;
  return (
    <>
      <Whose sold={entry} />
      <small>
        {dotted(
          [
            payableFen === null
              ? t("desk.weigh.list", { amount: moneyAlone(listPriceFen) })
              : t("desk.weigh.payable", { amount: moneyAlone(payableFen) }),
            t("desk.weigh.confirmed", { amount: moneyAlone(confirmedFen) }),
          ],
          language,
        )}
      </small>
      {above > 0 && waitsForReceipt(entry, entries) && <small>{t("desk.weigh.receiptFirst")}</small>}
      {above > 0 && !waitsForReceipt(entry, entries) && (
        <Off>{t(entry.kind === "receipt" ? "desk.weigh.aboveDue" : "desk.weigh.aboveIn", { amount: moneyAlone(above) })}</Off>
      )}
    </>
  );
}

function Whose({ sold: { accountName, buyerName, buyers } }: { sold: Waiting["signings"][number] | Waiting["entries"][number] }) {
  const t = useT();
  const language = useLanguage();
  const buyer = buyerName ?? t("rewards.erased");
  return (
    <small>
      {dotted([accountName ?? t("rewards.channel"), buyers > 1 ? t("desk.weigh.buyers", { name: buyer, n: buyers }) : buyer], language)}
    </small>
  );
}

function Off({ children }: { children: string }) {
  const t = useT();
  return (
    <small className={styles.off}>
      <MarkSign tone="bad" sign={t("desk.weigh.sign")} />
      {children}
    </small>
  );
}
