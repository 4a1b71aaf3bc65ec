import type { SpecialTerms, SpecialToDecide } from "../../api/specials";
import { useLanguage, useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";
import deals from "../deals/deals.module.css";
import { TableLines } from "../specials/TableLines";
import { effectWords, isOfSigned, termsWords } from "../specials/words";
import styles from "./approvals.module.css";

/** What a special price would be, and what was answered instead. */
export function SpecialPanel({ special }: { special: SpecialToDecide }) {
  const t = useT();
  const { terms, counterTerms, state } = special;
  const isSigned = isOfSigned(special);
  return (
    <Panel title={t("approvals.special.terms")}>
      {counterTerms && state === "approved" && (
        <Terms label={t("approvals.special.agreed")} terms={counterTerms} asked={terms} isSigned={isSigned} />
      )}
      <Terms label={t("approvals.special.asked")} terms={terms} isSigned={isSigned} />
      {counterTerms && state !== "approved" && (
        <Terms label={t("approvals.special.offered")} terms={counterTerms} asked={terms} isSigned={isSigned} />
      )}
    </Panel>
  );
}

function Terms({ label, terms, asked, isSigned }: { label: string; terms: SpecialTerms; asked?: SpecialTerms; isSigned: boolean }) {
  const t = useT();
  const language = useLanguage();
  return (
    <div className={styles.said}>
      <h3>{label}</h3>
      <p>
        <b>{effectWords(t, language, terms)}</b>
      </p>
      <TableLines terms={terms} asked={asked} />
      <p className={`sub ${deals.capital}`}>{termsWords(t, language, terms, isSigned)}</p>
    </div>
  );
}
