import { Checkbox } from "@mantine/core";
import { memo } from "react";
import { Link } from "wouter";
import type { Lead } from "../../../api/leads";
import { paths } from "../../../app/paths";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { TellingClock } from "../LeadClocks";
import { LeadMark } from "../LeadMark";
import styles from "../leads.module.css";
import { leadName } from "../words";
import { NextOf } from "./cells";
import type { LeadRowsProps } from "./LeadTable";

/** A phone's list: name and mark, where they come from and whose they are, the one clock that matters and the next step. */
export function LeadCards({ rows, selection, ...place }: LeadRowsProps) {
  const t = useT();
  return (
    <ul className={styles.cards} aria-label={t("leads.title")}>
      {rows.map((lead) => (
        <li key={lead.id} className={styles.cardRow}>
          {selection?.isOn && (
            <Checkbox
              aria-label={t("leads.bulk.one", { name: leadName(t, lead) })}
              checked={selection.has(lead.id)}
              onChange={() => selection.toggle(lead)}
            />
          )}
          <LeadCard lead={lead} {...place} />
        </li>
      ))}
    </ul>
  );
}

interface CardProps extends Omit<LeadRowsProps, "rows" | "selection"> {
  lead: Lead;
}

const LeadCard = memo(function LeadCard({ lead, tenant, campaign, today }: CardProps) {
  const t = useT();
  const language = useLanguage();
  const owner = lead.standing === "free" ? null : (lead.ownerName ?? (lead.standing === "protected" && t("leads.standing.protected")));
  return (
    <Link href={paths.lead(tenant, campaign, lead.id)} className={styles.card} data-lead={lead.id}>
      <span className={styles.cardHead}>
        <b>{leadName(t, lead)}</b>
        <LeadMark state={lead.state} />
      </span>
      <span className={styles.cardMeta}>
        {dotted([lead.accountName ?? t("leads.noAccount"), t(`leads.source.${lead.source}`), owner], language)}
      </span>
      <span className={styles.cardFoot}>
        <span>
          <TellingClock lead={lead} />
        </span>
        <span className="sub">
          <NextOf lead={lead} today={today} />
        </span>
      </span>
    </Link>
  );
});
