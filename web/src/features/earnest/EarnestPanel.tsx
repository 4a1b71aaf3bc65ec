import { useState } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import type { LeadDetail } from "../../api/leads";
import { useCan, useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { EmptyState, ErrorState } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { DepositRow } from "./DepositRow";
import styles from "./earnest.module.css";
import { useDeposits } from "./queries";

const ReportEarnestDialog = lazyDialog(() => import("./ReportEarnestDialog"));

interface EarnestPanelProps {
  campaign: CampaignDetail;
  lead: LeadDetail;
  name: string;
}

/** 誠意金 of a lead: what was paid and how far it is, and what may be done about it. */
export function EarnestPanel({ campaign, lead, name }: EarnestPanelProps) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const at = { kind: "agency" as const, tenant, agency: tenant, campaign: campaign.id };
  const [reporting, setReporting] = useState(false);
  const { deposits, failed } = useDeposits(
    at,
    lead.deposits.map(({ id }) => id),
  );
  const mayReport = can("earnest:record") && lead.may.contact && lead.mergedInto === null && lead.state !== "signed";

  return (
    <Panel
      title={t("earnest.title")}
      actions={
        mayReport && (
          <TextButton sends onClick={() => setReporting(true)}>
            {t("earnest.report")}
          </TextButton>
        )
      }
      flush
    >
      {lead.deposits.length === 0 && <EmptyState fact={t("earnest.none")} />}
      {failed && <ErrorState what={t("earnest.notLoaded")} error={failed.error} onRetry={failed.refetch} reads />}
      <ul className={styles.list}>
        {deposits.map((deposit) => (
          <DepositRow
            key={deposit.id}
            deposit={deposit}
            at={at}
            campaign={campaign}
            records={can("earnest:record")}
            decides={can("earnest:confirm") && campaign.decider === "agency"}
          />
        ))}
      </ul>
      {reporting && <ReportEarnestDialog campaign={campaign} lead={{ id: lead.id, name }} onClose={() => setReporting(false)} />}
    </Panel>
  );
}
