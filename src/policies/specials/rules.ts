import type { PolicyTerms } from "../contract";
import type { SpecialPrice } from "../quoting/contract";
import { type Buyer, type Home, type PricedQuote, quote } from "../quoting/rules";

/**
 * What a home costs a buyer for whom special prices were approved: the lowest of the prices that each of them gives.
 *
 * @returns `special` is the one that gave the price, the first of equals; null where none lowers it
 */
export function quoteWith<S extends SpecialPrice>(
  terms: PolicyTerms,
  home: Home,
  buyer: Buyer,
  countedUnits: number,
  specials: readonly S[],
): { priced: PricedQuote; special: S | null } {
  const [first = { priced: quote(terms, home, buyer, countedUnits), special: null }, ...others] = specials.map((special) => {
    const priced = quote(terms, home, buyer, countedUnits, special);

    return { priced, special: priced.lines.some(({ step }) => step === "special") ? special : null };
  });

  return others.reduce((best, one) => (one.priced.payableFen < best.priced.payableFen ? one : best), first);
}
