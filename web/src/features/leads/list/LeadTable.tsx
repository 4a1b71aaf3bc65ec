import { Checkbox } from "@mantine/core";
import { memo } from "react";
import { Link } from "wouter";
import type { Lead } from "../../../api/leads";
import { paths } from "../../../app/paths";
import { useT } from "../../../i18n/useT";
import { NOTHING } from "../../../lib/format";
import { usePhone } from "../../../ui/usePhone";
import { ProtectionClock, ReportClock, VisitClock } from "../LeadClocks";
import { LeadMark } from "../LeadMark";
import styles from "../leads.module.css";
import { leadName } from "../words";
import { NextOf, OwnerOf } from "./cells";
import { LeadCards } from "./LeadCards";
import type { Selection } from "./useSelection";

export interface LeadRowsProps {
  tenant: string;
  campaign: string;
  rows: Lead[];
  /** The campaign's present day. */
  today: string;
  /** Null for who may not act on many at once. */
  selection: Selection | null;
}

/** 登記客戶 in a table with the three clocks side by side; cards on a phone. */
export function LeadTable(props: LeadRowsProps) {
  return usePhone() ? <LeadCards {...props} /> : <Rows {...props} />;
}

function Rows({ rows, selection, ...place }: LeadRowsProps) {
  const t = useT();
  const all = rows.every(({ id }) => selection?.has(id));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.frame} aria-label={t("leads.title")} tabIndex={0}>
      <table className={styles.table}>
        <caption className="unseen">{t("leads.title")}</caption>
        <thead>
          <tr className={styles.over}>
            {selection && <td />}
            <td colSpan={5} />
            <th colSpan={3} scope="colgroup">
              <span>{t("leads.clocks")}</span>
            </th>
            <td colSpan={2} />
          </tr>
          <tr>
            {selection && (
              <th scope="col" className={styles.pick}>
                <Checkbox
                  aria-label={t("leads.bulk.all")}
                  checked={rows.length > 0 && all}
                  indeterminate={!all && rows.some(({ id }) => selection.has(id))}
                  onChange={() => selection.toggleAll(rows)}
                />
              </th>
            )}
            {(["person", "phone", "source", "account", "state", "report", "protection", "visit", "owner", "next"] as const).map(
              (column) => (
                <th key={column} scope="col">
                  {t(`leads.column.${column}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((lead) => (
            <Row key={lead.id} lead={lead} {...place} isPicked={selection?.has(lead.id) ?? false} onPick={selection?.toggle ?? null} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps extends Omit<LeadRowsProps, "rows" | "selection"> {
  lead: Lead;
  isPicked: boolean;
  onPick: ((lead: Lead) => void) | null;
}

const Row = memo(function Row({ lead, tenant, campaign, today, isPicked, onPick }: RowProps) {
  const t = useT();
  const name = leadName(t, lead);
  return (
    <tr data-picked={isPicked || undefined}>
      {onPick && (
        <td className={styles.pick}>
          <Checkbox aria-label={t("leads.bulk.one", { name })} checked={isPicked} onChange={() => onPick(lead)} />
        </td>
      )}
      <td>
        <Link href={paths.lead(tenant, campaign, lead.id)} data-lead={lead.id} className={lead.isGone ? styles.goneName : ""}>
          {name}
        </Link>
      </td>
      <td className="sub nowrap">
        {lead.phoneMasked ?? NOTHING}
        {lead.isNumberMasked && <small className={styles.incomplete}>{t("leads.incomplete")}</small>}
      </td>
      <td>{t(`leads.source.${lead.source}`)}</td>
      <td className={styles.account}>{lead.accountName ?? NOTHING}</td>
      <td>
        <LeadMark state={lead.state} />
      </td>
      <td className="nowrap">
        <ReportClock lead={lead} />
      </td>
      <td className="nowrap">
        <ProtectionClock lead={lead} />
      </td>
      <td className="nowrap">
        <VisitClock lead={lead} />
      </td>
      <td className="nowrap">
        <OwnerOf lead={lead} />
      </td>
      <td className={`sub ${styles.next}`}>
        <NextOf lead={lead} today={today} />
      </td>
    </tr>
  );
});
