import type { Catalogue } from "../../campaigns/catalogue/contract";
import type { PolicyTerms } from "../contract";
import type { NextTier } from "../quoting/contract";
import { type Buyer, type Home, type Price, quote, thresholds } from "../quoting/rules";

/** One row of 購房優惠情況明細表 before it is put into words: the price while the count lies between the two numbers. */
export type PricedRow = Price & {
  fromUnits: number;
  toUnits: number | null;
  listPriceFen: number;
  afterRegularFen: number;
  regularSavedFen: number;
  /** Of the last count of the row; null for the open one. */
  nextTier: NextTier | null;
  atNextTier: Price | null;
};

export type PricedTable = { paymentMethod: string; rows: PricedRow[] };

/**
 * 購房優惠情況明細表: what one home costs a buyer of one category or credential, for each payment method and each range
 * of counted units. Ranges in which nothing differs are one; the last one is open.
 */
export function priceList(terms: PolicyTerms, home: Home, buyer: Omit<Buyer, "paymentMethod">, paymentMethods: string[]): PricedTable[] {
  return paymentMethods.map((paymentMethod) => ({ paymentMethod, rows: rowsOf(terms, home, { ...buyer, paymentMethod }) }));
}

/** The category that a price list is for when nobody names one: the first with tiers, else the first. */
export function usualCategory({ groupTables }: PolicyTerms, { categories }: Catalogue): string | undefined {
  const codes = categories.map(({ code }) => code);

  return codes.find((code) => groupTables.some((table) => table.categories.includes(code))) ?? codes[0];
}

function rowsOf(terms: PolicyTerms, home: Home, buyer: Buyer): PricedRow[] {
  const starts = [...new Set([1, ...thresholds(terms, home, buyer)])];
  const prices = starts.map((fromUnits) => ({ fromUnits, price: quote(terms, home, buyer, fromUnits) }));
  const distinct = prices.filter(({ price }, index) => !index || differs(price, prices[index - 1]?.price));

  return distinct.map(({ fromUnits, price }, index) => {
    const toUnits = (distinct[index + 1]?.fromUnits ?? 0) - 1;
    const last = toUnits > 0 ? quote(terms, home, buyer, toUnits) : null;
    const afterRegularFen = price.lines.findLast(({ step }) => step === "regular")?.afterFen ?? home.listPriceFen;

    return {
      fromUnits,
      toUnits: last && toUnits,
      listPriceFen: home.listPriceFen,
      afterRegularFen,
      regularSavedFen: home.listPriceFen - afterRegularFen,
      lines: price.lines,
      payableFen: price.payableFen,
      savedFen: price.savedFen,
      tier: price.tier,
      stopsAtFloor: price.stopsAtFloor,
      why: price.why,
      nextTier: last?.nextTier ?? null,
      atNextTier: last?.atNextTier ?? null,
    };
  });
}

/** A tier that changes neither the rate nor the price is no row of its own. */
function differs(price: Price, before: Price | undefined): boolean {
  return (
    price.payableFen !== before?.payableFen ||
    price.tier?.payableBps !== before.tier?.payableBps ||
    price.tier?.amountFen !== before.tier?.amountFen
  );
}
