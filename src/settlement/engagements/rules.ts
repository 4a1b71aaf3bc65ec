import type { PolicyTerms, Tier } from "../../policies/contract";
import { tierAt } from "../../policies/quoting/tiers/rules";

interface Counting {
  category: string | null;
  credential: string | null;
}

/** The tiers of a category, or of the credential where there is no category, the lowest first; none where the terms give none. */
export function tiersOf(terms: PolicyTerms, { category, credential }: Counting): Tier[] {
  const rule =
    category === null
      ? terms.credentialRules.find(({ credentials }) => credential !== null && credentials.includes(credential))
      : terms.groupTables.find(({ categories }) => categories.includes(category));

  return (rule?.tiers ?? []).toSorted((one, other) => one.fromUnits - other.fromUnits);
}

/** Where a count stands among the tiers: what it has reached, and how many more reach the next. */
export function tierStanding(
  terms: PolicyTerms,
  of: Counting,
  units: number,
): { tier: Tier | null; next: { tier: Tier; moreUnits: number } | null } {
  const tiers = tiersOf(terms, of);
  const next = tiers.find(({ fromUnits }) => fromUnits > units);

  return { tier: tierAt(tiers, units), next: next ? { tier: next, moreUnits: next.fromUnits - units } : null };
}
