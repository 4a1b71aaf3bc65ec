import { Link } from "wouter";
import type { DueLead } from "../../../api/leads";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { TextButton } from "../../../ui/TextButton";
import { leadName, stepWords } from "../words";
import styles from "./day.module.css";

interface DueRowProps {
  lead: DueLead;
  today: string;
  several: boolean;
  onRecord: () => void;
}

/** Who follows: the name, what was meant to be done, and the button that records it out of turn. */
export function DueRow({ lead, today, several, onRecord }: DueRowProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const name = leadName(t, lead);
  return (
    <li className={styles.row}>
      <span className={styles.rowWords}>
        <Link href={paths.lead(tenant, lead.campaignId, lead.id)}>{name}</Link>
        <small>
          {lead.next && <span className={lead.next.on < today ? styles.lateWords : ""}>{stepWords(t, lead.next, today)}</span>}
          <span className="dim">
            {dotted([several && lead.campaignName, lead.accountName ?? t(`leads.source.${lead.source}`)], language)}
          </span>
        </small>
      </span>
      <TextButton label={t("leads.contact.title", { name })} onClick={onRecord}>
        {t("leads.contact.act")}
      </TextButton>
    </li>
  );
}
