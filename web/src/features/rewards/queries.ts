import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { EngagementPlace } from "../../api/engagements";
import { type Claim, type ClaimPlace, type ClaimState, listClaims, listOwnDeals, readClaim, readRewards } from "../../api/rewards";
import { useTenant } from "../../app/session";
import { useActing } from "../../lib/useActing";

const campaignKey = (tenant: string, campaign: string) => ["agency", tenant, "campaigns", campaign] as const;

/** The claims of a campaign, page by page, the latest first. */
export function useClaims(campaign: string, state: ClaimState | null) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    queryKey: [...campaignKey(tenant, campaign), "claims", "list", state],
    queryFn: ({ pageParam }) => listClaims(tenant, campaign, state, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function useClaim(at: ClaimPlace) {
  return useQuery({ queryKey: [...campaignKey(at.tenant, at.campaign), "claims", at.claim], queryFn: () => readClaim(at) });
}

/** How often a page asks again while rewards follow the facts. */
const SETTLING_ASKED_EVERY_MS = 2_000;

/** What an engagement has earned; asked again while it could not follow the facts. */
export function useRewards(at: EngagementPlace, enabled = true) {
  return useQuery({
    queryKey: [...campaignKey(at.tenant, at.campaign), "engagements", at.engagement, "rewards"],
    enabled,
    queryFn: () => readRewards(at),
    refetchInterval: ({ state }) => (state.data?.isSettling ? SETTLING_ASKED_EVERY_MS : false),
  });
}

/** The homes that somebody who is paid buys themselves; asked for when a claim is about to be paid. */
export function useOwnDeals(tenant: string, { campaignId, engagementId, personId }: Claim, enabled: boolean) {
  return useQuery({
    queryKey: [...campaignKey(tenant, campaignId), "deals", "own", engagementId, personId],
    queryFn: () => listOwnDeals(tenant, campaignId, engagementId, personId),
    enabled,
  });
}

/** Runs an act on a campaign's rewards and asks everything of the campaign again; also when somebody was faster. */
export function useRewardAct(campaign: string) {
  const { tenant } = useTenant();
  return useActing(
    [campaignKey(tenant, campaign), ["agency", tenant, "audit"], ["agency", tenant, "approvals"]],
    [
      "stale",
      "not-found",
      "already-decided",
      "wrong-state",
      "rewards-held",
      "recipient-held",
      "nothing-to-claim",
      "claim-outdated",
      "write-off-above-open",
      "write-off-pending",
      "still-settling",
    ],
  );
}
