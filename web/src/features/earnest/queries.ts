import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import type { DeskPlace } from "../../api/desk";
import { type EarnestDeposit, type EarnestState, listEarnest, readEarnest } from "../../api/earnest";
import { useActing } from "../../lib/useActing";

const keyOf = ({ kind, tenant, agency, campaign }: DeskPlace) =>
  kind === "agency" ? [kind, tenant, "campaigns", campaign, "earnest"] : [kind, tenant, "desk", agency, campaign, "earnest"];

/** A campaign's earnest money, the latest reported first; of one state, or of all. */
export function useEarnest(at: DeskPlace, state: EarnestState | null, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...keyOf(at), "list", state],
    queryFn: ({ pageParam }) => listEarnest(at, state, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled,
  });
}

/** The deposits of a lead, in the order named; those that are here. */
export function useDeposits(at: DeskPlace, ids: string[]) {
  return useQueries({
    queries: ids.map((id) => ({ queryKey: [...keyOf(at), "one", id], queryFn: () => readEarnest(at, id) })),
    combine: (answers) => ({
      deposits: answers.flatMap(({ data }): EarnestDeposit[] => (data ? [data] : [])),
      failed: answers.find(({ isError, data }) => isError && data === undefined) ?? null,
      isPending: answers.some(({ isPending }) => isPending),
    }),
  });
}

/** Runs an act on earnest money and asks again for all that follows it: whether somebody is sincere, what waits at the desk. */
export function useEarnestAct(at: DeskPlace) {
  const of = at.kind === "agency" ? ["agency", at.tenant, "campaigns", at.campaign] : [at.kind, at.tenant, "desk"];
  return useActing(
    [of, [at.kind, at.tenant, "audit"]],
    ["stale", "not-found", "conflict", "wrong-state", "already-decided", "maker-is-checker", "developer-confirms"],
  );
}
