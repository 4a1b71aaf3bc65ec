import type { BusinessDay } from "../time/contract";
import type { PolicyVersionSummary } from "./contract";

/**
 * The version that prices a subscription on a day: of those published (or since superseded) the one with the latest
 * effective-from day not after it, of two with the same day the later number. Null before the first.
 */
export function versionInForce<V extends Pick<PolicyVersionSummary, "status" | "effectiveFrom" | "number">>(
  versions: V[],
  day: BusinessDay,
): V | null {
  return versions
    .filter((version) => startsBy(version, day))
    .reduce<V | null>((latest, next) => (latest && isBefore(next, latest) ? latest : next), null);
}

type Starting = { effectiveFrom: BusinessDay | null; number: number };

function startsBy({ status, effectiveFrom }: Pick<PolicyVersionSummary, "status" | "effectiveFrom">, day: BusinessDay): boolean {
  return (status === "published" || status === "superseded") && effectiveFrom !== null && effectiveFrom <= day;
}

function isBefore(a: Starting, b: Starting): boolean {
  return a.effectiveFrom === b.effectiveFrom ? a.number < b.number : (a.effectiveFrom ?? "") < (b.effectiveFrom ?? "");
}
