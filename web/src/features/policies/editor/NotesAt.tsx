import { useT } from "../../../i18n/useT";
import { Finding } from "../../../ui/Finding";
import { isWithin, type PlacedFinding, withNumber } from "../places";
import { useDesk, useNotes } from "./desk";
import styles from "./notes.module.css";

interface NotesAtProps {
  /** Says what was found at this place and below it. */
  place: string;
  /** Only at the place itself: what lies below says its own. */
  exactly?: boolean;
}

/** What the self-check found here and what the API would not take, each with the changes that put it right. */
export function NotesAt({ place, exactly = false }: NotesAtProps) {
  const { findings, refusals } = useNotes();
  const isHere = (note: { place: string }) => (exactly ? note.place === place : isWithin(note.place, place));
  const found = findings.filter(isHere);
  const refused = refusals.filter(isHere);
  if (found.length + refused.length === 0) return null;

  return (
    <div className={styles.notes}>
      {refused.map(({ place: at, detail }) => (
        <Finding key={`${at}${detail}`} kind="error" announce="status">
          {detail}
        </Finding>
      ))}
      {found.map((finding) => (
        <Finding key={`${finding.place}${finding.detail}`} kind={finding.severity === "error" ? "error" : "remark"}>
          {finding.detail}
          <Remedies finding={finding} />
        </Finding>
      ))}
    </div>
  );
}

/** 可以 底價改 95%，或 這檔改 9.75折: each changes the draft at once. */
function Remedies({ finding: { remedies } }: { finding: PlacedFinding }) {
  const t = useT();
  const { change, editable } = useDesk();
  if (!editable || remedies.length === 0) return null;

  return (
    <span className={styles.remedies}>
      {t("policies.remedyLead")}
      {remedies.map(({ label, place, value }, at) => (
        <span key={label}>
          {at > 0 && t("policies.remedyOr")}
          <button type="button" className={styles.remedy} onClick={() => change((form) => withNumber(form, place, value))}>
            {label}
          </button>
        </span>
      ))}
      {t("policies.remedyEnd")}
    </span>
  );
}
