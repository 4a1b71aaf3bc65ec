import type { EngagementConditions, EngagementSort } from "../../api/engagements";
import { orderIn, type Way } from "../../lib/conditions";
import { searchOf } from "../accounts/search";

export const STAGES = ["open", "settled", "approved"] as const;

/** The way in which each order is first asked for; the first order goes without saying. */
export const ENGAGEMENT_WAYS: Record<EngagementSort, Way> = { opened: "desc", signed: "desc", owed: "desc" };

/** What a list of engagements is asked for, as its address says it; a category is one of those known. */
export function conditionsIn(search: URLSearchParams, categories: readonly { code: string }[]): EngagementConditions {
  const { sort, way } = orderIn(search, ENGAGEMENT_WAYS);
  return {
    search: searchOf(search.get("q") ?? ""),
    category: categories.find(({ code }) => code === search.get("category"))?.code ?? null,
    stage: STAGES.find((known) => known === search.get("stage")) ?? null,
    sort,
    order: way,
  };
}

/** No conditions, in the address; the order stays. */
export const CLEARED = { q: null, category: null, stage: null };
