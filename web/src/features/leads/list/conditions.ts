import type { LeadConditions, LeadSource, LeadState } from "../../../api/leads";
import { SOURCES, STATES } from "../words";

/** What one looks at: all, what soon runs out, whom nobody has shown the site, what anybody may pick, one's own. */
export const VIEWS = ["all", "expiring", "unvisited", "pool", "mine"] as const;
export type View = (typeof VIEWS)[number];

export interface Asked {
  view: View;
  state: LeadState | null;
  source: LeadSource | null;
  engagement: string | null;
  /** A member's id, or `none`. */
  owner: string | null;
  sort: "newest" | "next";
}

/** What a list of leads is asked for, as its address says it. */
export function askedIn(search: URLSearchParams): Asked {
  return {
    view: VIEWS.find((known) => known === search.get("view")) ?? "all",
    state: STATES.find((known) => known === search.get("state")) ?? null,
    source: SOURCES.find((known) => known === search.get("source")) ?? null,
    engagement: search.get("engagement"),
    owner: search.get("owner"),
    sort: search.get("sort") === "next" ? "next" : "newest",
  };
}

/** The same as the API is asked: the pool and what runs out go by their own order, whatever else is asked. */
export function conditionsOf({ view, state, source, engagement, owner, sort }: Asked): LeadConditions {
  return {
    ...(view === "expiring" || view === "pool" ? { sort: "free" } : { sort }),
    ...(view === "expiring" && { expiring: "48" }),
    ...(view === "pool" && { pool: "1" }),
    ...(view === "unvisited" && { unvisited: "1" }),
    ...(view === "mine" ? { owner: "me" } : owner && view !== "pool" && { owner }),
    ...(state && { state }),
    ...(source && { source }),
    ...(engagement && { engagement }),
  };
}

/** No conditions, in the address; the order stays. */
export const CLEARED = { view: null, state: null, source: null, engagement: null, owner: null };
