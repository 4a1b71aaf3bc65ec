import type { QuoteLine } from "../../../../src/policies/quoting/contract";
import { money } from "../../lib/format";
import { payablePercent } from "../../lib/rate";

const MINUS = "−";

/**
 * How a line of a quote comes about, as a buyer can follow it: `433,160.00 × 98%`, `433,160.00 − 5,000.00`. A rate that
 * was taken of the list price reads `433,160.00 − 442,000.00 × 2%`.
 *
 * @returns null for a line that is no product: where the floor holds, and rounding
 */
export function working({ payableBps, amountFen, beforeFen, afterFen }: QuoteLine, listPriceFen: number): string | null {
  if (amountFen !== null) return `${money(beforeFen)} ${MINUS} ${money(amountFen)}`;
  if (payableBps === null) return null;

  const ofRunning = Math.abs((beforeFen * payableBps) / 10_000 - afterFen);
  const ofList = Math.abs(beforeFen - (listPriceFen * (10_000 - payableBps)) / 10_000 - afterFen);
  if (ofRunning <= ofList) return `${money(beforeFen)} × ${payablePercent(payableBps)}`;

  return `${money(beforeFen)} ${MINUS} ${money(listPriceFen)} × ${payablePercent(10_000 - payableBps)}`;
}
