import type { DealConditions, DealSort } from "../../../api/deals";
import { orderIn, type Way } from "../../../lib/conditions";
import { STATES } from "../words";

/** The way in which each order is first asked for; the first order goes without saying. */
export const DEAL_WAYS: Record<DealSort, Way> = { subscribed: "desc", unit: "asc", payable: "desc", due: "desc" };

/** What a list of deals is asked for, as its address says it. */
export function conditionsIn(search: URLSearchParams): DealConditions {
  const { sort, way } = orderIn(search, DEAL_WAYS);
  return {
    search: search.get("q")?.trim().slice(0, 40) || null,
    engagement: search.get("engagement"),
    building: search.get("building"),
    state: STATES.find((known) => known === search.get("state")) ?? null,
    sort,
    order: way,
  };
}

/** No conditions, in the address; the order stays. */
export const CLEARED = { q: null, engagement: null, building: null, state: null };
