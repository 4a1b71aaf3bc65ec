import { describe, expect, test } from "vitest";
import { equalShares, parseShare, shareNumber, shortOfWhole } from "../../../web/src/features/deals/subscribing/shares";

describe("equal shares", () => {
  test.each([
    { n: 1, shares: [10_000], why: "one buyer has it all" },
    { n: 2, shares: [5_000, 5_000], why: "half each" },
    { n: 3, shares: [3_334, 3_333, 3_333], why: "what does not divide is the first one's" },
    { n: 4, shares: [2_500, 2_500, 2_500, 2_500], why: "a quarter each" },
  ])("of $n: $why", ({ n, shares }) => {
    expect(equalShares(n)).toEqual(shares);
    expect(shortOfWhole(equalShares(n))).toBe(0);
  });
});

describe("a share as it is typed", () => {
  test.each([
    { text: "50", bps: 5_000, why: "whole percent" },
    { text: "33.34%", bps: 3_334, why: "two decimals and the sign" },
    { text: "１００", bps: 10_000, why: "the whole, in full-width digits" },
    { text: "100.01", bps: null, why: "more than the whole" },
    { text: "0.01", bps: 1, why: "the least" },
    { text: "0", bps: null, why: "nothing is no share" },
    { text: "33.333", bps: null, why: "three decimals are no basis points" },
    { text: "half", bps: null, why: "a word" },
  ])("$text: $why", ({ text, bps }) => {
    expect(parseShare(text)).toBe(bps);
    if (bps !== null) expect(parseShare(shareNumber(bps))).toBe(bps);
  });
});

test.each([
  { shares: [5_000, 4_900], by: -100, why: "one percent is missing" },
  { shares: [5_000, 5_001], by: 1, why: "a basis point too much" },
  { shares: [5_000, null], by: -5_000, why: "one not filled in counts as nothing" },
])("shares miss the whole by $by: $why", ({ shares, by }) => {
  expect(shortOfWhole(shares)).toBe(by);
});
