import { useState } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import { confirmFirstVisit, type Engagement, type EngagementPlace } from "../../../api/engagements";
import { useCan } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayInCampaign } from "../../../lib/format";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { lazyDialog } from "../../../ui/lazyDialog";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useEngagementAct, useTrail } from "../queries";

const FirstVisitDialog = lazyDialog(() => import("./FirstVisitDialog"));
const ChangeDialog = lazyDialog(() => import("./ChangeDialog"));
const WithdrawVisitDialog = lazyDialog(() => import("./WithdrawVisitDialog"));

export interface KeyPersonProps {
  at: EngagementPlace;
  engagement: Engagement;
  campaign: CampaignDetail;
  /** Business day there. */
  today: string;
}

/** What comes next for the key person: report the first visit, have it confirmed, change who it is. */
export function KeyPersonActions({ at, engagement, campaign, today }: KeyPersonProps) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const { data: trail } = useTrail(at);
  const [doing, setDoing] = useState<"report" | "confirm" | "withdraw" | "change" | null>(null);
  const reason = !online ? t("engagements.offline") : campaign.status === "archived" ? t("engagements.archived") : null;
  const begin = dayInCampaign(campaign, new Date());
  const visit = trail?.firstVisit ?? null;
  const named = visit ? `${visit.post} ${visit.name ?? t("engagements.erased")}` : "";
  if (!trail || engagement.accountId === null) return null;

  return (
    <>
      {!visit && can("account:edit") && (
        <ReasonedButton variant="filled" reason={reason} onClick={() => setDoing("report")}>
          {t("engagements.visit.report")}
        </ReasonedButton>
      )}
      {visit && visit.confirmedAt === null && can("account:edit") && (
        <ReasonedButton reason={reason} onClick={() => setDoing("withdraw")}>
          {t("engagements.visit.withdraw")}
        </ReasonedButton>
      )}
      {visit && visit.confirmedAt === null && can("key-person:decide") && (
        <ReasonedButton variant="filled" reason={reason} onClick={() => setDoing("confirm")}>
          {t("engagements.visit.confirm")}
        </ReasonedButton>
      )}
      {trail.recognitions.length > 0 && can("key-person:decide") && (
        <ReasonedButton variant="filled" reason={reason} onClick={() => setDoing("change")}>
          {t("engagements.change.open")}
        </ReasonedButton>
      )}
      {doing === "report" && (
        <FirstVisitDialog at={at} account={engagement.accountId} today={today} begin={begin} onClose={() => setDoing(null)} />
      )}
      {doing === "withdraw" && <WithdrawVisitDialog at={at} named={named} onClose={() => setDoing(null)} />}
      {doing === "change" && (
        <ChangeDialog at={at} account={engagement.accountId} trail={trail} today={today} begin={begin} onClose={() => setDoing(null)} />
      )}
      <ConfirmDialog
        opened={doing === "confirm"}
        onClose={() => setDoing(null)}
        title={t("engagements.visit.confirm")}
        act={t("engagements.visit.confirmAct", { name: visit?.name ?? visit?.post ?? "" })}
        onConfirm={async () => {
          await act(() => confirmFirstVisit(at));
          toast(t("engagements.visit.confirmed", { name: visit?.name ?? "" }));
        }}
      >
        <p>{visit && t("engagements.visit.confirmWhat", { named, day: visit.visitedOn, by: visit.reportedByName })}</p>
      </ConfirmDialog>
    </>
  );
}
