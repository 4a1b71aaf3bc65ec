import { keepPreviousData, skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import {
  type CampaignPlace,
  countLeads,
  type LeadConditions,
  type LeadPlace,
  type LeadSearch,
  listLeads,
  listLookalikes,
  listVisits,
  readDay,
  readLead,
  searchLeads,
} from "../../api/leads";
import { useTenant } from "../../app/session";
import { useActing } from "../../lib/useActing";

const leadsKey = ({ tenant, campaign }: CampaignPlace) => ["agency", tenant, "campaigns", campaign, "leads"] as const;
const dayKey = (tenant: string) => ["agency", tenant, "leads", "day"] as const;
const leadKey = (at: LeadPlace) => [...leadsKey(at), "one", at.lead] as const;

const paged = { initialPageParam: null as string | null, getNextPageParam: ({ next }: { next: string | null }) => next };

/** A campaign's leads as they are asked for; while they are asked for otherwise the last ones stay. */
export function useLeads(at: CampaignPlace, asked: LeadConditions, enabled: boolean) {
  return useInfiniteQuery({
    ...paged,
    queryKey: [...leadsKey(at), "list", asked],
    queryFn: ({ pageParam }) => listLeads(at, asked, pageParam),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useLeadCounts(at: CampaignPlace) {
  return useQuery({ queryKey: [...leadsKey(at), "counts"], queryFn: () => countLeads(at) });
}

/** Who fits a name, a whole phone or a receipt; forgotten with the page, since it names somebody. */
export function useFoundLeads(at: CampaignPlace, asked: LeadSearch | null) {
  return useQuery({
    queryKey: [...leadsKey(at), "found", asked],
    queryFn: asked ? ({ signal }) => searchLeads(at, asked, signal) : skipToken,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export function useLead(at: LeadPlace) {
  return useQuery({ queryKey: leadKey(at), queryFn: () => readLead(at) });
}

export function useLookalikes(at: LeadPlace, enabled: boolean) {
  return useQuery({ queryKey: [...leadKey(at), "lookalikes"], queryFn: () => listLookalikes(at), enabled });
}

export function useVisits(at: CampaignPlace, enabled: boolean) {
  return useInfiniteQuery({
    ...paged,
    queryKey: [...leadsKey(at), "visits"],
    queryFn: ({ pageParam }) => listVisits(at, pageParam),
    enabled,
  });
}

export function useDay() {
  const { tenant } = useTenant();
  return useQuery({ queryKey: dayKey(tenant), queryFn: () => readDay(tenant) });
}

/** Runs an act on a campaign's leads and asks again for all it may have changed; also when somebody was faster. */
export function useLeadAct(campaign: string) {
  const { tenant } = useTenant();
  return useActing(
    [leadsKey({ tenant, campaign }), dayKey(tenant), ["agency", tenant, "audit"]],
    [
      "stale",
      "not-found",
      "conflict",
      "wrong-state",
      "not-your-lead",
      "lead-merged",
      "lead-not-free",
      "lead-yours",
      "lead-protected",
      "leads-refused",
      "already-decided",
      "merge-moved-on",
      "number-whole",
    ],
  );
}
