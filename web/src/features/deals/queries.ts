import { keepPreviousData, skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import {
  type DealConditions,
  type DealPlace,
  listCommissionLines,
  listDeals,
  previewCancellation,
  previewSupplement,
  previewUnsigning,
  readAttributions,
  readDeal,
  readLedger,
  readProofs,
  readSupplements,
  type SupplementAsked,
} from "../../api/deals";
import { useTenant } from "../../app/session";
import { PREVIEW, useActing } from "../../lib/useActing";
import { useSettled } from "../../lib/useSettled";

const campaignKey = (tenant: string, campaign: string) => ["agency", tenant, "campaigns", campaign] as const;
const dealsKey = (tenant: string, campaign: string) => [...campaignKey(tenant, campaign), "deals"] as const;
const dealKey = ({ tenant, campaign, deal }: DealPlace) => [...dealsKey(tenant, campaign), deal] as const;

/** How often a page asks again while prices follow the facts. */
const SETTLING_ASKED_EVERY_MS = 2_000;

/** The deals of a campaign as they are asked for, page by page; while they are asked for otherwise the last ones stay. */
export function useDeals(campaign: string, asked: DealConditions) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    queryKey: [...dealsKey(tenant, campaign), "list", asked],
    queryFn: ({ pageParam }) => listDeals(tenant, campaign, asked, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** A deal; while its prices are being settled it is asked again until they stand. */
export function useDeal(at: DealPlace) {
  return useQuery({
    queryKey: dealKey(at),
    queryFn: () => readDeal(at),
    refetchInterval: ({ state }) => (state.data?.isSettling ? SETTLING_ASKED_EVERY_MS : false),
  });
}

export function useLedger(at: DealPlace) {
  return useQuery({ queryKey: [...dealKey(at), "ledger"], queryFn: () => readLedger(at) });
}

export function useProofs(at: DealPlace) {
  return useQuery({ queryKey: [...dealKey(at), "proofs"], queryFn: () => readProofs(at) });
}

/** What cancelling on a day would do. It is reckoned anew each time the page is opened: what it shows must not be old. */
export function useCancellationPreview(at: DealPlace, cancelledOn: string) {
  return useQuery({
    queryKey: [...dealKey(at), "cancellation", cancelledOn],
    queryFn: ({ signal }) => previewCancellation(at, cancelledOn, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    meta: PREVIEW,
  });
}

/** What taking the signing back would do, reckoned anew each time it is asked. */
export function useUnsigningPreview(at: DealPlace) {
  return useQuery({
    queryKey: [...dealKey(at), "unsigning"],
    queryFn: ({ signal }) => previewUnsigning(at, signal),
    staleTime: 0,
    gcTime: 0,
    meta: PREVIEW,
  });
}

export function useAttributions(at: DealPlace) {
  return useQuery({ queryKey: [...dealKey(at), "attributions"], queryFn: () => readAttributions(at) });
}

/** What an agency's commissions are computed from, all of it. */
export function useCommissionLines(campaign: string) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: [...dealsKey(tenant, campaign), "commission-lines"],
    queryFn: () => listCommissionLines(tenant, campaign),
  });
}

export function useSupplements(at: DealPlace) {
  return useQuery({ queryKey: [...dealKey(at), "supplements"], queryFn: () => readSupplements(at) });
}

/** What a supplement would do, once nobody has changed its entries for a moment. @param typed null while something is missing */
export function useSupplementPreview(at: DealPlace, typed: SupplementAsked | null) {
  const asked = useSettled(typed);
  const query = useQuery({
    queryKey: [...dealKey(at), "supplement", asked],
    queryFn: asked === null ? skipToken : ({ signal }) => previewSupplement(at, asked, signal),
    placeholderData: (before, beforeQuery) => (kindIn(beforeQuery?.queryKey) === asked?.change.kind ? before : undefined),
    staleTime: 0,
    gcTime: 0,
    meta: PREVIEW,
  });
  return { query, isPassing: query.isPlaceholderData || JSON.stringify(asked) !== JSON.stringify(typed) };
}

const kindIn = (key: readonly unknown[] | undefined) => (key?.at(-1) as SupplementAsked | null | undefined)?.change.kind;

/**
 * Runs an act on a campaign's deals and asks again for what it may have changed: deals, engagements, the unit's state.
 * Also when somebody was faster, so that the refusal is read beside what is there now.
 */
export function useDealAct(campaign: string) {
  const { tenant } = useTenant();
  return useActing(
    [
      dealsKey(tenant, campaign),
      [...campaignKey(tenant, campaign), "engagements"],
      ["agency", tenant, "projects"],
      ["agency", tenant, "audit"],
    ],
    [
      "not-found",
      "stale",
      "wrong-state",
      "already-signed",
      "already-completed",
      "not-signed",
      "already-decided",
      "deal-cancelled",
      "unit-taken",
      "engagement-settled",
    ],
  );
}
