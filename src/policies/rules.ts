import type { BusinessDay } from "../time/contract";
import type { PolicyVersionSummary } from "./contract";

/**
 * The version that prices a subscription on a day: of those published the one with the latest effective-from day not
 * after it. Null before the first. A superseded version prices none: another took over all its days.
 */
export function versionInForce<V extends Pick<PolicyVersionSummary, "status" | "effectiveFrom">>(
  versions: V[],
  day: BusinessDay,
): V | null {
  return versions
    .filter(({ status, effectiveFrom }) => status === "published" && effectiveFrom !== null && effectiveFrom <= day)
    .reduce<V | null>((latest, next) => (latest && (next.effectiveFrom ?? "") < (latest.effectiveFrom ?? "") ? latest : next), null);
}
