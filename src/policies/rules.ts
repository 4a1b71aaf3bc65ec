import type { BusinessDay } from "../time/contract";
import type { PolicyTerms, PolicyVersionSummary, Tier } from "./contract";

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

/** What stands for a rule's id where a tier comes from a key person's own table: no code, so no rule has it. */
export const OWN_TIERS = "own purchase";

/** The tiers that a category's key person has for an own purchase; null where that has the category's first tier at least. */
export function ownTiersOf({ rewardRules }: PolicyTerms, category: string | null): Tier[] | null {
  const rule = rewardRules.find(({ categories }) => category !== null && categories.includes(category));

  return typeof rule?.ownPurchase === "object" ? rule.ownPurchase.tiers : null;
}
