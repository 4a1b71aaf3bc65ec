/**
 * Exact money. Every product of amounts, rates and areas is taken here, in BigInt, and rounded once,
 * to the unit the caller names. Nothing else in the product multiplies money or rounds it.
 *
 * Source: docs/pricing.md, "Exactness".
 */

/** The greatest single amount, in fen. */
export const MAX_FEN = 100_000_000_000;

/** The greatest floor area: one million square metres. */
export const MAX_AREA_CENTI_SQM = 100_000_000;

/** `fen` and `yuan` round half up, `yuanDown` rounds down to whole yuan. */
export type RoundingUnit = "fen" | "yuan" | "yuanDown";

/** Price per m² × area, half up to the fen; null when the amount passes {@link MAX_FEN}. */
export function priceOfArea(areaCentiSqm: number, pricePerSqmFen: number): number | null {
  const fen = roundedHalfUp(BigInt(areaCentiSqm) * BigInt(pricePerSqmFen), 100n);

  return fen > BigInt(MAX_FEN) ? null : Number(fen);
}

/** running × payable rate. */
export function afterRate(runningFen: number, payableBps: number, unit: RoundingUnit): number {
  return inUnit(BigInt(runningFen) * BigInt(payableBps), 10_000n, unit);
}

/** running − list × (1 − payable rate), never under 0. */
export function afterRateOnList(runningFen: number, listFen: number, payableBps: number, unit: RoundingUnit): number {
  return inUnit(BigInt(runningFen) * 10_000n - BigInt(listFen) * BigInt(10_000 - payableBps), 10_000n, unit);
}

/** running − amount, never under 0. */
export function afterAmount(runningFen: number, amountFen: number, unit: RoundingUnit): number {
  return inUnit(BigInt(runningFen) - BigInt(amountFen), 1n, unit);
}

/** running − area × amount per m², never under 0. */
export function afterAmountPerSqm(runningFen: number, areaCentiSqm: number, perSqmFen: number, unit: RoundingUnit): number {
  return inUnit(BigInt(runningFen) * 100n - BigInt(areaCentiSqm) * BigInt(perSqmFen), 100n, unit);
}

/** The least whole amount in fen with amount × 10000 ≥ floor × list. */
export function leastAtFloor(listFen: number, floorBps: number): number {
  return Number((BigInt(listFen) * BigInt(floorBps) + 9_999n) / 10_000n);
}

/** The same amount for a number of homes. */
export function forUnits(fen: number, units: number): number {
  return Number(BigInt(fen) * BigInt(units));
}

/** An amount brought to the unit: itself with `fen`, whole yuan with the others. */
export function roundedTo(fen: number, unit: RoundingUnit): number {
  return inUnit(BigInt(fen), 1n, unit);
}

export function downToYuan(fen: number): number {
  return fen - (fen % 100);
}

export function upToYuan(fen: number): number {
  return downToYuan(fen + 99);
}

function inUnit(numerator: bigint, denominator: bigint, unit: RoundingUnit): number {
  if (numerator <= 0n) return 0;

  switch (unit) {
    case "fen":
      return Number(roundedHalfUp(numerator, denominator));
    case "yuan":
      return Number(roundedHalfUp(numerator, denominator * 100n) * 100n);
    case "yuanDown":
      return Number((numerator / (denominator * 100n)) * 100n);
  }
}

/** numerator ÷ denominator for a numerator of 0 or more; exactly half goes up. */
function roundedHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator * 2n + denominator) / (denominator * 2n);
}

/** An exact part of the list price, 1 at most: what rates alone leave of it, whatever the price. */
export type Share = { numerator: bigint; denominator: bigint };

export const wholeList: Share = { numerator: 1n, denominator: 1n };

/** share × payable rate. */
export function shareAfterRate({ numerator, denominator }: Share, payableBps: number): Share {
  return { numerator: numerator * BigInt(payableBps), denominator: denominator * 10_000n };
}

/** share − (1 − payable rate), never under 0. */
export function shareAfterRateOnList({ numerator, denominator }: Share, payableBps: number): Share {
  const left = numerator * 10_000n - denominator * BigInt(10_000 - payableBps);

  return { numerator: left < 0n ? 0n : left, denominator: denominator * 10_000n };
}

export function isLess(a: Share, b: Share): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}

/** The greatest whole number of basis points that is not above the share. */
export function bpsWithin({ numerator, denominator }: Share): number {
  return Number((numerator * 10_000n) / denominator);
}

/** The least payable rate that keeps share × rate at the floor; above 10000 where none does, null where nothing is left. */
export function leastRateFor({ numerator, denominator }: Share, floorBps: number): number | null {
  if (numerator === 0n) return null;
  const needed = BigInt(floorBps) * denominator;

  return Number((needed + numerator - 1n) / numerator);
}

/** The share in millionths, rounded down: 95.06% is 950600. */
export function millionthsOf({ numerator, denominator }: Share): number {
  return Number((numerator * 1_000_000n) / denominator);
}

/** Below this list price an amount off alone goes under the floor; null with a floor of the whole list price. */
export function listPriceHeldAtFloor(amountFen: number, floorBps: number): number | null {
  const off = BigInt(10_000 - floorBps);

  return off === 0n ? null : Number((BigInt(amountFen) * 10_000n + off - 1n) / off);
}
