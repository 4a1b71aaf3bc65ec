import { Link } from "wouter";
import type { CampaignDetail } from "../../../api/campaigns";
import type { PolicyVersionDetail } from "../../../api/policies";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { tableTime } from "../../../lib/format";
import { Finding } from "../../../ui/Finding";
import styles from "./layout.module.css";

/** What was said when the version came back, and where it stands now. */
export function StatusNote({ detail, campaign }: { detail: PolicyVersionDetail; campaign: CampaignDetail }) {
  const t = useT();
  const { tenant } = useTenant();
  const { status, approval, inForce, effectiveFrom } = detail;
  const timeOf = (instant: string | null) => (instant ? tableTime(instant, campaign.zone) : "");

  if (approval && (status === "returned" || (status === "draft" && approval.state === "returned"))) {
    return (
      <Finding kind="remark">
        <b>{t("policies.status.returnedBy", { name: approval.deciderName ?? "", time: timeOf(approval.decidedAt) })}</b>
        <p className={styles.remark}>{approval.remark}</p>
      </Finding>
    );
  }
  if (status === "submitted" && approval) {
    return (
      <Finding kind="draft">
        {t(campaign.decider === "developer" ? "policies.status.waitsDeveloper" : "policies.status.waitsFinance", {
          name: approval.makerName,
          time: timeOf(approval.submittedAt),
          developer: campaign.developerName,
        })}{" "}
        <Link href={paths.approval(tenant, approval.id)}>{t("policies.status.toApproval")}</Link>
        {approval.note && <p className={styles.remark}>{t("policies.status.note", { note: approval.note })}</p>}
      </Finding>
    );
  }
  if (status === "approved" && approval) {
    return (
      <Finding kind="success">
        {t("policies.status.approvedBy", { name: approval.deciderName ?? "", time: timeOf(approval.decidedAt), day: effectiveFrom ?? "" })}
        {approval.remark && <p className={styles.remark}>{approval.remark}</p>}
      </Finding>
    );
  }
  if (status === "published" && inForce?.until) return <Finding kind="draft">{t("policies.status.until", { day: inForce.until })}</Finding>;
  if (status === "superseded") return <Finding kind="draft">{t("policies.status.superseded.say")}</Finding>;
  return null;
}
