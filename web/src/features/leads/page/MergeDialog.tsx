import { useState } from "react";
import { useLocation } from "wouter";
import { type Lead, type LeadDetail, type Lookalike, mergeLeads } from "../../../api/leads";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayOf, NOTHING } from "../../../lib/format";
import { HOUSE_ZONE } from "../../../lib/zone";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Segmented } from "../../../ui/Segmented";
import { toast } from "../../../ui/toast";
import { useLeadAct } from "../queries";
import { leadName } from "../words";
import styles from "./page.module.css";

interface MergeDialogProps {
  lead: LeadDetail;
  other: Lookalike;
  onClose: () => void;
}

/** Two leads side by side: which stays, what goes over to it, and what stays as it was. It can be undone. */
export default function MergeDialog({ lead, other, onClose }: MergeDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const run = useLeadAct(lead.campaignId);
  const [kept, setKept] = useState<"this" | "other">("this");
  const [stays, goes]: [Lead, Lead] = kept === "this" ? [lead, other] : [other, lead];
  const rows: [label: string, of: (each: Lead) => string][] = [
    [t("leads.column.phone"), (each) => each.phoneMasked ?? NOTHING],
    [t("leads.column.source"), (each) => t(`leads.source.${each.source}`)],
    [t("leads.column.account"), (each) => each.accountName ?? NOTHING],
    [t("leads.column.state"), (each) => t(`leads.state.${each.state}`)],
    [t("leads.column.owner"), (each) => each.ownerName ?? NOTHING],
    [t("leads.merge.registered"), (each) => dayOf(each.createdAt, HOUSE_ZONE)],
    [t("leads.merge.touches"), (each) => String(each.touches)],
    [t("leads.contactsMade"), (each) => String(each.contacts)],
  ];

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("leads.merge.title")}
      act={t("leads.merge.act", { from: leadName(t, goes), to: leadName(t, stays) })}
      onConfirm={async () => {
        const at = { tenant, campaign: lead.campaignId, lead: stays.id };
        const answer = await run(() => mergeLeads(at, stays.version, { otherId: goes.id, otherVersion: goes.version }));
        toast(t("leads.merge.done", { name: leadName(t, answer) }));
        navigate(paths.lead(tenant, lead.campaignId, answer.id));
      }}
    >
      <table className={styles.compared}>
        <caption className="unseen">{t("leads.merge.title")}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("leads.merge.first", { name: leadName(t, lead) })}</th>
            <th scope="col">{t("leads.merge.second", { name: leadName(t, other) })}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, of]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td data-kept={kept === "this" || undefined}>{of(lead)}</td>
              <td data-kept={kept === "other" || undefined}>{of(other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Segmented
        label={t("leads.merge.keeps")}
        options={[
          { value: "this", label: t("leads.merge.first", { name: leadName(t, lead) }) },
          { value: "other", label: t("leads.merge.second", { name: leadName(t, other) }) },
        ]}
        value={kept}
        onChange={setKept}
      />
      <p>{t("leads.merge.say", { from: leadName(t, goes), to: leadName(t, stays) })}</p>
    </ConfirmDialog>
  );
}
