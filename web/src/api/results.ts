import type { Figures, Measure, MeasureId, Results } from "../../../src/results/contract";
import { call } from "./client";
import { tenantPath } from "./shell";

export type { Figures, Measure, MeasureId, Results };

/** Business days, both included; null is open. */
export interface Span {
  from: string | null;
  to: string | null;
}

/** What a campaign has come to; days that a fact has just touched are reckoned first. */
export function readResults(agency: string, campaign: string, { from, to }: Span): Promise<Results> {
  const search = new URLSearchParams();
  if (from) search.set("from", from);
  if (to) search.set("to", to);
  return call(`${tenantPath("agency", agency)}/campaigns/${encodeURIComponent(campaign)}/results${search.size ? `?${search}` : ""}`);
}
