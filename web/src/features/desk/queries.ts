import { skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import {
  type DeskPlace,
  listConfirmed,
  listDifferences,
  listPaidClaims,
  listSharedCampaigns,
  readHandedClaim,
  readHandedDeal,
  readSettlement,
  readWaiting,
} from "../../api/desk";
import { useTenant } from "../../app/session";
import { useActing } from "../../lib/useActing";

const keyOf = ({ kind, tenant, agency, campaign }: DeskPlace) =>
  kind === "agency" ? [kind, tenant, "campaigns", campaign, "waiting"] : [kind, tenant, "desk", agency, campaign];

export function useWaiting(at: DeskPlace) {
  return useQuery({ queryKey: keyOf(at), queryFn: () => readWaiting(at) });
}

/** The signings that finance has confirmed, page by page, the latest first. */
export function useConfirmed(at: DeskPlace) {
  return useInfiniteQuery({
    queryKey: [...keyOf(at), "confirmed"],
    queryFn: ({ pageParam }) => listConfirmed(at, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** Final differences, page by page; the first has the sums. */
export function useDifferences(at: DeskPlace, state: "open" | "done") {
  return useInfiniteQuery({
    queryKey: [...keyOf(at), "differences", state],
    queryFn: ({ pageParam }) => listDifferences(at, state, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** The papers of a deal, as its developer's finance looks them up. */
export function useHandedDeal(at: DeskPlace, deal: string) {
  return useQuery({ queryKey: [...keyOf(at), "deals", deal], queryFn: () => readHandedDeal(at, deal) });
}

/** What a developer's finance has paid, page by page. */
export function usePaidClaims(at: DeskPlace) {
  return useInfiniteQuery({
    queryKey: [...keyOf(at), "claims", "paid"],
    queryFn: ({ pageParam }) => listPaidClaims(at, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function useHandedClaim(at: DeskPlace, claim: string) {
  return useQuery({ queryKey: [...keyOf(at), "claims", claim], queryFn: () => readHandedClaim(at, claim) });
}

/** A settlement as a developer's finance looks at it before its yes. */
export function useSettlement(at: DeskPlace, engagement: string) {
  return useQuery({ queryKey: [...keyOf(at), "settlement", engagement], queryFn: () => readSettlement(at, engagement) });
}

/** The campaigns of a linked agency; none is asked for while no agency is chosen. */
export function useSharedCampaigns(agency: string | null) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: ["developer", tenant, "desk", agency, "campaigns"],
    queryFn: agency === null ? skipToken : () => listSharedCampaigns(tenant, agency),
  });
}

/** Runs an act at the desk and asks again for what waits and how much that is, also when somebody was faster. */
export function useDeskAct(at: DeskPlace) {
  return useActing(
    [at.kind === "agency" ? [at.kind, at.tenant, "campaigns", at.campaign] : [at.kind, at.tenant, "desk"], [at.kind, at.tenant, "audit"]],
    ["already-decided", "claim-outdated", "not-found", "stale", "wrong-state"],
  );
}
