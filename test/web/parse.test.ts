import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaNumber, money } from "../../web/src/lib/format";
import { parseArea, parseCount, parseMoney } from "../../web/src/lib/parse";
import { discountWords, payablePercent } from "../../web/src/lib/rate";

describe("money as people type it", () => {
  test.each([
    { text: "1,000", fen: 100_000, why: "separators are ignored" },
    { text: "１０００．５", fen: 100_050, why: "a Chinese keyboard's full-width digits" },
    { text: " ¥442000 ", fen: 44_200_000, why: "the sign and spaces" },
    { text: "44.2萬", fen: 44_200_000, why: "萬 as the trade says prices" },
    { text: "44.2万元", fen: 44_200_000, why: "the simplified word, with 元" },
    { text: "1000元", fen: 100_000, why: "with the unit" },
    { text: "0.000001萬", fen: 1, why: "the least that is still a fen" },
    { text: "0.0000001萬", fen: null, why: "less than a fen" },
    { text: "10.55", fen: 1_055, why: "two decimals" },
    { text: "10.555", fen: null, why: "three decimals are no yuan" },
    { text: "1000000000", fen: 100_000_000_000, why: "the greatest amount" },
    { text: "1000000000.01", fen: null, why: "a fen above it" },
    { text: "-5", fen: null, why: "no negative prices" },
    { text: "abc", fen: null, why: "not a number" },
    { text: "", fen: null, why: "nothing" },
  ])("$text: $why", ({ text, fen }) => {
    expect(parseMoney(text)).toBe(fen);
  });

  test("what is printed is read back as the same amount", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (fen) => parseMoney(money(fen)) === fen));
  });
});

describe("areas and counts", () => {
  test.each([
    { text: "130", centi: 13_000, why: "whole metres" },
    { text: "130.5㎡", centi: 13_050, why: "with the sign" },
    { text: "130.555", centi: null, why: "three decimals" },
    { text: "0", centi: null, why: "nothing is no area" },
    { text: "0.01", centi: 1, why: "the least" },
    { text: "1000000", centi: 100_000_000, why: "the greatest" },
    { text: "1000000.01", centi: null, why: "above it" },
  ])("$text ㎡: $why", ({ text, centi }) => {
    expect(parseArea(text)).toBe(centi);
  });

  test("an area that is printed is read back", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 ** 8 }), (centi) => parseArea(areaNumber(centi)) === centi));
  });

  test.each([
    { text: "9", n: 9, why: "a number" },
    { text: "9 套", n: 9, why: "with its measure word" },
    { text: "0", n: null, why: "below the least" },
    { text: "1", n: 1, why: "the least" },
    { text: "1000000", n: 1_000_000, why: "the greatest" },
    { text: "1000001", n: null, why: "above it" },
    { text: "9.5", n: null, why: "no halves" },
  ])("$text units: $why", ({ text, n }) => {
    expect(parseCount(text)).toBe(n);
  });
});

describe("rates in words", () => {
  test.each([
    { bps: 9_800, hant: "9.8折", hans: "9.8折", en: "2% off", percent: "98%" },
    { bps: 9_500, hant: "9.5折", hans: "9.5折", en: "5% off", percent: "95%" },
    { bps: 9_000, hant: "9折", hans: "9折", en: "10% off", percent: "90%" },
    { bps: 8_850, hant: "8.85折", hans: "8.85折", en: "11.5% off", percent: "88.5%" },
    { bps: 9_999, hant: "9.999折", hans: "9.999折", en: "0.01% off", percent: "99.99%" },
    { bps: 10_000, hant: "無折扣", hans: "无折扣", en: "no discount", percent: "100%" },
  ])("$bps is $hant", ({ bps, hant, hans, en, percent }) => {
    expect(discountWords(bps, "zh-Hant")).toBe(hant);
    expect(discountWords(bps, "zh-Hans")).toBe(hans);
    expect(discountWords(bps, "en")).toBe(en);
    expect(payablePercent(bps)).toBe(percent);
  });
});
