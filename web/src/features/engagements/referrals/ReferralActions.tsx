import { useState } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { EngagementPlace } from "../../../api/engagements";
import { useCan } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayInCampaign } from "../../../lib/format";
import { PlusIcon } from "../../../ui/icons";
import { lazyDialog } from "../../../ui/lazyDialog";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { useOnline } from "../../../ui/useOnline";
import { useTrail } from "../queries";

const RecordDialog = lazyDialog(() => import("./RecordDialog"));

interface ReferralActionsProps {
  at: EngagementPlace;
  campaign: CampaignDetail;
  today: string;
  variant?: "filled" | "default";
}

/** The button that records recommendations; it says why it cannot be used before there is a key person. */
export function ReferralActions({ at, campaign, today, variant = "filled" }: ReferralActionsProps) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const { data: trail } = useTrail(at);
  const [recording, setRecording] = useState(false);
  if (!can("person:edit") || !trail) return null;

  const reason = !online
    ? t("engagements.offline")
    : campaign.status === "archived"
      ? t("engagements.archived")
      : trail.recognitions.length === 0
        ? t("engagements.referrals.noKeyPerson")
        : null;
  return (
    <>
      <ReasonedButton variant={variant} leftSection={<PlusIcon size={14} />} reason={reason} onClick={() => setRecording(true)}>
        {t("engagements.referrals.record")}
      </ReasonedButton>
      {recording && (
        <RecordDialog at={at} trail={trail} today={today} begin={dayInCampaign(campaign, new Date())} onClose={() => setRecording(false)} />
      )}
    </>
  );
}
