import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AreaCentiSqm, Fen, PayableBps } from "../../src/money/contract";
import {
  afterAmount,
  afterAmountPerSqm,
  afterRate,
  afterRateOnList,
  bpsWithin,
  forUnits,
  isLess,
  leastAtFloor,
  leastRateFor,
  listPriceHeldAtFloor,
  MAX_AREA_CENTI_SQM,
  MAX_FEN,
  millionthsOf,
  priceOfArea,
  type RoundingUnit,
  shareAfterRate,
  shareAfterRateOnList,
  wholeList,
} from "../../src/money/fen";
import { yuan } from "../../src/money/print";

const fen = fc.nat(MAX_FEN);
const bps = fc.integer({ min: 1, max: 10_000 });
const unit = fc.constantFrom<RoundingUnit>("fen", "yuan", "yuanDown");

describe("a price by area", () => {
  test.each([
    { area: 130_00, price: 3_400_00, expected: 442_000_00, why: "the plan's own home" },
    { area: 1, price: 49, expected: 0, why: "0.49 fen: down" },
    { area: 1, price: 50, expected: 1, why: "half a fen: up" },
    { area: 1_00, price: MAX_FEN, expected: MAX_FEN, why: "the greatest amount itself" },
    { area: 1_01, price: MAX_FEN, expected: null, why: "above it" },
    { area: MAX_AREA_CENTI_SQM, price: MAX_FEN, expected: null, why: "a product no number holds exactly" },
  ])("$area × $price: $why", ({ area, price, expected }) => {
    expect(priceOfArea(area, price)).toBe(expected);
  });
});

describe("one step, rounded once", () => {
  test.each<{ running: number; payableBps: number; unit: RoundingUnit; expected: number; why: string }>([
    { running: 1_234_567_89, payableBps: 9850, unit: "fen", expected: 1_216_049_37, why: "1,216,049.37165 to the fen" },
    { running: 1_234_567_89, payableBps: 9850, unit: "yuan", expected: 1_216_049_00, why: "the same to the yuan" },
    { running: 1, payableBps: 5000, unit: "fen", expected: 1, why: "half a fen goes up" },
    { running: 1, payableBps: 4999, unit: "fen", expected: 0, why: "just under half goes down" },
    { running: 1_00, payableBps: 5000, unit: "yuan", expected: 1_00, why: "half a yuan goes up" },
    { running: 99, payableBps: 5000, unit: "yuan", expected: 0, why: "49.5 fen go down to the yuan at once, not over 50 fen" },
    { running: 1_99, payableBps: 10_000, unit: "yuanDown", expected: 1_00, why: "down, however near" },
    { running: MAX_FEN, payableBps: 9999, unit: "fen", expected: 99_990_000_000, why: "the greatest amount" },
  ])("$running × $payableBps to $unit: $why", ({ running, payableBps, unit: to, expected }) => {
    expect(afterRate(running, payableBps, to)).toBe(expected);
  });

  test.each([
    { running: 433_160_00, list: 442_000_00, payableBps: 9800, expected: 424_320_00, why: "2% of the list price" },
    { running: 1_00, list: 442_000_00, payableBps: 9800, expected: 0, why: "never under nothing" },
    { running: 3, list: 1, payableBps: 5000, expected: 3, why: "2.5 fen go up" },
  ])("$payableBps of the list price $list: $why", ({ running, list, payableBps, expected }) => {
    expect(afterRateOnList(running, list, payableBps, "fen")).toBe(expected);
  });

  test.each([
    { running: 5_000_01, amount: 5_000_00, expected: 1, why: "one fen more than the amount" },
    { running: 5_000_00, amount: 5_000_00, expected: 0, why: "as much as the amount" },
    { running: 4_999_99, amount: 5_000_00, expected: 0, why: "less than the amount: nothing is owed back" },
  ])("$running − $amount: $why", ({ running, amount, expected }) => {
    expect(afterAmount(running, amount, "fen")).toBe(expected);
  });

  test.each<{ running: number; area: number; perSqm: number; unit: RoundingUnit; expected: number; why: string }>([
    { running: 603_236_00, area: 118_35, perSqm: 50_00, unit: "yuan", expected: 597_319_00, why: "597,318.50: half a yuan goes up" },
    { running: 603_236_00, area: 118_35, perSqm: 50_00, unit: "yuanDown", expected: 597_318_00, why: "or down" },
    { running: 1_00, area: 118_35, perSqm: 50_00, unit: "fen", expected: 0, why: "never under nothing" },
  ])("$perSqm off per ㎡ to $unit: $why", ({ running, area, perSqm, unit: to, expected }) => {
    expect(afterAmountPerSqm(running, area, perSqm, to)).toBe(expected);
  });

  test("is never more than half a unit away from the exact product", () => {
    fc.assert(
      fc.property(fen, bps, unit, (running, payableBps, to) => {
        const exact = BigInt(running) * BigInt(payableBps);
        const off = BigInt(afterRate(running, payableBps, to)) * 10_000n - exact;
        const whole = to === "fen" ? 10_000n : 1_000_000n;

        return to === "yuanDown" ? off <= 0n && -off < whole : 2n * off <= whole && 2n * off > -whole;
      }),
    );
  });

  test("a lower price before leaves no higher price after", () => {
    fc.assert(
      fc.property(fen, fen, bps, unit, (a, b, payableBps, to) => {
        return afterRate(Math.min(a, b), payableBps, to) <= afterRate(Math.max(a, b), payableBps, to);
      }),
    );
  });
});

describe("the floor", () => {
  test.each([
    { list: 442_000_00, floor: 9550, expected: 422_110_00, why: "divides evenly" },
    { list: 1, floor: 1, expected: 1, why: "up to the next whole fen" },
    { list: 0, floor: 9550, expected: 0, why: "of nothing" },
  ])("$floor of $list: $why", ({ list, floor, expected }) => {
    expect(leastAtFloor(list, floor)).toBe(expected);
  });

  test("is the least amount that keeps payable × 10000 ≥ floor × list", () => {
    fc.assert(
      fc.property(fen, bps, (list, floor) => {
        const least = BigInt(leastAtFloor(list, floor));
        const needed = BigInt(list) * BigInt(floor);

        return least * 10_000n >= needed && (least - 1n) * 10_000n < needed;
      }),
    );
  });

  test.each([
    { amount: 5_000_00, floor: 9550, expected: 111_111_12, why: "5,000 is 4.5% of 111,111.11…: from 111,111.12 on it fits" },
    { amount: 5_000_00, floor: 10_000, expected: null, why: "nothing may come off" },
  ])("an amount of $amount with a floor of $floor: $why", ({ amount, floor, expected }) => {
    expect(listPriceHeldAtFloor(amount, floor)).toBe(expected);
    if (expected === null) return;
    expect(expected - amount).toBeGreaterThanOrEqual(leastAtFloor(expected, floor));
    expect(expected - 1 - amount).toBeLessThan(leastAtFloor(expected - 1, floor));
  });
});

describe("exact shares of the list price", () => {
  const both = shareAfterRate(shareAfterRate(wholeList, 9800), 9700);

  test.each([
    { share: both, bps: 9506, millionths: 950_600, why: "0.98 × 0.97" },
    {
      share: shareAfterRateOnList(shareAfterRateOnList(wholeList, 9800), 9800),
      bps: 9600,
      millionths: 960_000,
      why: "twice 2% of the list",
    },
    { share: shareAfterRateOnList(shareAfterRateOnList(wholeList, 4000), 4000), bps: 0, millionths: 0, why: "twice 60%: nothing is left" },
    { share: shareAfterRate(both, 9999), bps: 9505, millionths: 950_504, why: "rounded down, so that it never looks better than it is" },
  ])("$why", ({ share, bps: within, millionths }) => {
    expect(bpsWithin(share)).toBe(within);
    expect(millionthsOf(share)).toBe(millionths);
  });

  test("are compared as fractions", () => {
    expect(isLess(both, wholeList)).toBe(true);
    expect(isLess(both, shareAfterRate(shareAfterRate(wholeList, 9700), 9800))).toBe(false);
  });

  test("the least rate that keeps the floor does, and one point less does not", () => {
    fc.assert(
      fc.property(bps, bps, (payableBps, floor) => {
        const least = leastRateFor(shareAfterRate(wholeList, payableBps), floor) ?? 0;

        return payableBps * least >= floor * 10_000 && payableBps * (least - 1) < floor * 10_000;
      }),
    );
    expect(leastRateFor({ numerator: 0n, denominator: 1n }, 9500)).toBeNull();
  });
});

test("many homes at the greatest amount are still exact", () => {
  expect(forUnits(MAX_FEN, 10_000)).toBe(1_000_000_000_000_000);
});

test.each([
  { amount: 0, expected: "0.00" },
  { amount: 5, expected: "0.05" },
  { amount: 999_99, expected: "999.99" },
  { amount: 1_000_00, expected: "1,000.00" },
  { amount: 422_110_00, expected: "422,110.00" },
  { amount: MAX_FEN, expected: "1,000,000,000.00" },
])("$amount fen in a sentence are $expected", ({ amount, expected }) => {
  expect(yuan(amount)).toBe(expected);
});

test.each([
  { shape: Fen, value: 0, ok: true, why: "nothing is an amount" },
  { shape: Fen, value: -1, ok: false, why: "a negative one is not" },
  { shape: Fen, value: 0.5, ok: false, why: "half a fen" },
  { shape: Fen, value: MAX_FEN, ok: true, why: "the limit" },
  { shape: Fen, value: MAX_FEN + 1, ok: false, why: "above the limit" },
  { shape: PayableBps, value: 0, ok: false, why: "nothing to pay" },
  { shape: PayableBps, value: 1, ok: true, why: "the lowest rate" },
  { shape: PayableBps, value: 10_000, ok: true, why: "no discount" },
  { shape: PayableBps, value: 10_001, ok: false, why: "more than the price" },
  { shape: AreaCentiSqm, value: 0, ok: false, why: "no area" },
  { shape: AreaCentiSqm, value: MAX_AREA_CENTI_SQM, ok: true, why: "the limit" },
])("$value: $why", ({ shape, value, ok }) => {
  expect(shape.safeParse(value).success).toBe(ok);
});
