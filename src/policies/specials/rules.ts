import type { PolicyTerms } from "../contract";
import type { SpecialPrice } from "../quoting/contract";
import { type Buyer, type Home, type Price, type PricedQuote, quote } from "../quoting/rules";

/** A price, and the special price that gave it, the first of equals; null where none lowers it. */
export interface Given<P extends Price, S> {
  priced: P;
  special: S | null;
}

/** What a home costs a buyer for whom special prices were approved: the lowest of the prices that each of them gives. */
export function quoteWith<S extends SpecialPrice>(
  terms: PolicyTerms,
  home: Home,
  buyer: Buyer,
  countedUnits: number,
  specials: readonly S[],
): Given<PricedQuote, S> {
  return lowest((special) => quote(terms, home, buyer, countedUnits, special), specials);
}

/** The lowest of the prices that each of some special prices gives; `priceOf(null)` where there are none. */
export function lowest<P extends Price, S>(priceOf: (special: S | null) => P, specials: readonly S[]): Given<P, S> {
  const [first = { priced: priceOf(null), special: null }, ...others] = specials.map((special) => {
    const priced = priceOf(special);

    return { priced, special: priced.lines.some(({ step }) => step === "special") ? special : null };
  });

  return others.reduce((best, one) => (one.priced.payableFen < best.priced.payableFen ? one : best), first);
}
