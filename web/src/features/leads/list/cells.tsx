import type { Lead } from "../../../api/leads";
import { useT } from "../../../i18n/useT";
import { NOTHING } from "../../../lib/format";
import styles from "../leads.module.css";
import { stepWords } from "../words";

/** Whose somebody is; another's without a name to who is not told it. */
export function OwnerOf({ lead }: { lead: Lead }) {
  const t = useT();
  if (lead.ownerName !== null && lead.standing !== "free") return lead.ownerName;
  return <span className="dim">{lead.standing === "protected" ? t("leads.standing.protected") : NOTHING}</span>;
}

/** What comes next: the step, why they were lost, or that anybody may have them. */
export function NextOf({ lead, today }: { lead: Lead; today: string }) {
  const t = useT();
  if (lead.state === "lost" && lead.lostBecause) return t(`leads.lost.${lead.lostBecause}`);
  if (lead.standing === "free") return lead.groupName ? t("leads.freeOf", { group: lead.groupName }) : t("leads.free");
  if (!lead.next) return NOTHING;
  const words = stepWords(t, lead.next, today);
  return lead.next.on < today ? <span className={styles.late}>{words}</span> : words;
}
