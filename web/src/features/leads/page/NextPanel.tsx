import type { LeadDetail } from "../../../api/leads";
import { useLanguage, useT } from "../../../i18n/useT";
import { Panel } from "../../../ui/Panel";
import { EmptyState } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import { stepInFull } from "../words";
import styles from "./page.module.css";

interface NextPanelProps {
  lead: LeadDetail;
  today: string;
  /** Null for who may only look. */
  acts: { onDone: () => void; onPlan: () => void } | null;
}

/** What comes next, and the two things that can be done about it: it is done, or it is for another day. */
export function NextPanel({ lead, today, acts }: NextPanelProps) {
  const t = useT();
  const language = useLanguage();
  const { next, nextNote } = lead;
  return (
    <Panel
      title={t("leads.column.next")}
      actions={
        acts && (
          <>
            {next && (
              <TextButton sends onClick={acts.onDone}>
                {t("leads.step.done")}
              </TextButton>
            )}
            <TextButton sends onClick={acts.onPlan}>
              {t(next ? "leads.step.move" : "leads.step.plan")}
            </TextButton>
          </>
        )
      }
    >
      {next ? (
        <>
          <p className={next.on < today ? styles.late : styles.nextStep}>
            {stepInFull(t, next, language)}
            {next.on < today && <span>{t("leads.step.late")}</span>}
          </p>
          {nextNote && <p className={styles.note}>{nextNote}</p>}
        </>
      ) : (
        <EmptyState fact={t("leads.step.none")} />
      )}
    </Panel>
  );
}
