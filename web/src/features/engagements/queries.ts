import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import {
  type EngagementConditions,
  type EngagementPlace,
  listEngagements,
  listReferrals,
  readEngagement,
  readTrail,
} from "../../api/engagements";
import { readStatement } from "../../api/statement";
import { useTenant } from "../../app/session";
import { useActing } from "../../lib/useActing";

const campaignKey = (tenant: string, campaign: string) => ["agency", tenant, "campaigns", campaign] as const;
const engagementsKey = (tenant: string, campaign: string) => [...campaignKey(tenant, campaign), "engagements"] as const;
const engagementKey = ({ tenant, campaign, engagement }: EngagementPlace) => [...engagementsKey(tenant, campaign), engagement] as const;

const paged = { initialPageParam: null as string | null, getNextPageParam: ({ next }: { next: string | null }) => next };

/** The accounts in a campaign as they are asked for, page by page; while they are asked for otherwise the last ones stay. */
export function useEngagements(campaign: string, asked: EngagementConditions) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    ...paged,
    queryKey: [...engagementsKey(tenant, campaign), "list", asked],
    queryFn: ({ pageParam }) => listEngagements(tenant, campaign, asked, pageParam),
    placeholderData: keepPreviousData,
  });
}

export function useEngagement(at: EngagementPlace) {
  return useQuery({ queryKey: engagementKey(at), queryFn: () => readEngagement(at) });
}

/** How often a page asks again while prices follow the facts. */
const SETTLING_ASKED_EVERY_MS = 2_000;

/** The statement; while its prices are being settled it is asked again until they stand. */
export function useStatement(at: EngagementPlace) {
  return useQuery({
    queryKey: [...engagementKey(at), "statement"],
    queryFn: () => readStatement(at),
    refetchInterval: ({ state }) => (state.data?.isSettling ? SETTLING_ASKED_EVERY_MS : false),
  });
}

export function useTrail(at: EngagementPlace, enabled = true) {
  return useQuery({ queryKey: [...engagementKey(at), "key-person"], queryFn: () => readTrail(at), enabled });
}

export function useReferrals(at: EngagementPlace) {
  return useInfiniteQuery({
    ...paged,
    queryKey: [...engagementKey(at), "referrals"],
    queryFn: ({ pageParam }) => listReferrals(at, pageParam),
  });
}

/**
 * Runs an act on a campaign's engagements and asks again for what it may have changed; also when somebody was faster, so
 * that the refusal is read beside what is there now.
 */
export function useEngagementAct(campaign: string) {
  const { tenant } = useTenant();
  return useActing(
    [engagementsKey(tenant, campaign), ["agency", tenant, "audit"], ["agency", tenant, "approvals"]],
    [
      "stale",
      "not-found",
      "conflict",
      "already-decided",
      "engagement-settled",
      "wrong-state",
      "line-not-final",
      "correction-pending",
      "correction-too-late",
      "reward-claimed",
      "referral-used",
    ],
  );
}
