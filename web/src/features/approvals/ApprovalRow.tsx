import { memo } from "react";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { Mark } from "../../ui/Mark";
import styles from "./approvals.module.css";
import { type ApprovalLine, nameOf, stateWords } from "./lines";

/** The words of one line of the inbox: what it is, whose, how it stands. */
export const ApprovalRow = memo(function ApprovalRow({ line }: { line: ApprovalLine }) {
  const t = useT();
  const language = useLanguage();
  const { subject, place, makerName, submittedAt } = line;
  const { tone, sign, word } = stateWords(line, place.kind);
  const time = tableTime(submittedAt, HOUSE_ZONE);
  return (
    <>
      <span className={styles.rowHead}>
        <b>{nameOf(t, line)}</b>
        <Mark tone={tone} sign={t(sign)} word={t(word)} />
      </span>
      <span className={styles.rowLine}>
        {dotted([subject.projectName, place.kind === "developer" ? subject.agencyName : subject.campaignName], language)}
      </span>
      <span className={styles.rowLine}>
        <span>{makerName ? t("approvals.submittedBy", { name: makerName, time }) : t("approvals.submitted", { time })}</span>
      </span>
    </>
  );
});
