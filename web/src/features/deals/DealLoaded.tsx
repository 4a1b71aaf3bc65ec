import type { ReactNode } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail, DealPlace } from "../../api/deals";
import { useT } from "../../i18n/useT";
import { PageNotYet } from "../../ui/PageNotYet";
import { useCampaign } from "../campaigns/queries";
import { useDeal } from "./queries";

interface DealLoadedProps {
  at: DealPlace;
  /** Over what did not load. */
  title: string;
  back: string;
  task?: boolean;
  shape?: "form";
  children: (campaign: CampaignDetail, deal: DealDetail, query: ReturnType<typeof useDeal>) => ReactNode;
}

/** What a page of one deal begins with: the deal and its campaign. */
export function DealLoaded({ at, title, back, task = false, shape, children }: DealLoadedProps) {
  const t = useT();
  const campaign = useCampaign(at.campaign);
  const deal = useDeal(at);
  if (campaign.data && deal.data) return children(campaign.data, deal.data, deal);

  return <PageNotYet title={title} back={back} task={task} what={t("deals.dealNotLoaded")} queries={[deal, campaign]} shape={shape} />;
}
