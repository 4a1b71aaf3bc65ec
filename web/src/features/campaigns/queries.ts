import { skipToken, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { type CampaignDetail, type CampaignStatus, listCampaigns, listCampaignTemplates, readCampaign } from "../../api/campaigns";
import { useTenant } from "../../app/session";

const listKey = (tenant: string) => ["agency", tenant, "campaigns"] as const;

/** The campaigns this person may see, page by page, newest first. */
export function useCampaigns(status: CampaignStatus | null) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    queryKey: [...listKey(tenant), "list", status],
    queryFn: ({ pageParam }) => listCampaigns(tenant, status, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function useCampaign(campaign: string) {
  const { tenant } = useTenant();
  return useQuery({ queryKey: [...listKey(tenant), campaign], queryFn: () => readCampaign(tenant, campaign) });
}

/** A campaign that an address may name; it need not stand on the first page of the list. `null`: none is named. */
export function useNamedCampaign(campaign: string | null) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: [...listKey(tenant), campaign],
    queryFn: campaign === null ? skipToken : () => readCampaign(tenant, campaign),
  });
}

export function useCampaignTemplates() {
  const { tenant } = useTenant();
  return useQuery({ queryKey: ["agency", tenant, "campaign-templates"], queryFn: () => listCampaignTemplates(tenant) });
}

/** Takes the answer of an edit, and asks again for the lists it stands in. */
export function useCampaignChanged() {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  return async (campaign: CampaignDetail) => {
    await queries.invalidateQueries({ queryKey: listKey(tenant) });
    queries.setQueryData([...listKey(tenant), campaign.id], campaign);
  };
}
