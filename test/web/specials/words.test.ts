import { describe, expect, test } from "vitest";
import type { SpecialToDecide } from "../../../web/src/api/specials";
import type { StatementDeal } from "../../../web/src/api/statement";
import { emptyTerms, type TermsValues, termsOf, valuesOf } from "../../../web/src/features/specials/terms";
import { effectWords, isOfSigned, type SpecialTable, tableWords, termsWords } from "../../../web/src/features/specials/words";
import { causesOf } from "../../../web/src/features/statement/causes";
import { wordsIn } from "../words";

const rate = {
  effect: { kind: "rate", payableBps: 9900 },
  replacesGroup: true,
  floorBps: null,
  counts: true,
  validUntil: "2008-07-31",
} as const;
const table: SpecialTable = {
  kind: "tiers",
  tiers: [
    { fromUnits: 15, payableBps: 9700 },
    { fromUnits: 9, payableBps: 9800 },
  ],
  commitment: { units: 15, by: "2008-07-10", fallback: { kind: "rate", payableBps: 9900 } },
};
const t = wordsIn("zh-Hant", "specials", "statement");
const empty = emptyTerms("2008-07-31");

describe("the terms in words", () => {
  test.each([
    { terms: rate, effect: "9.9折", rest: "代替團購·計入套數·2008-07-31 前（含當日）簽約有效" },
    {
      terms: { ...rate, effect: { kind: "amount", amountFen: 5_000_00 }, replacesGroup: false, counts: false, floorBps: 9550 } as const,
      effect: "減 ¥5,000.00",
      rest: "與團購並用·最低為原價的 95.5%·不計套數·2008-07-31 前（含當日）簽約有效",
    },
    {
      terms: { ...rate, effect: { kind: "final", payableFen: 420_000_00 } } as const,
      effect: "一口價 ¥420,000.00",
      rest: "代替團購·計入套數·2008-07-31 前（含當日）簽約有效",
    },
  ])("$effect", ({ terms, effect, rest }) => {
    expect(effectWords(t, "zh-Hant", terms)).toBe(effect);
    expect(termsWords(t, "zh-Hant", terms)).toBe(rest);
  });
});

test.each([
  { scope: "deal", signed: [true], is: true, why: "a home that is signed" },
  { scope: "deal", signed: [false], is: false, why: "one that is not" },
  { scope: "engagement", signed: [true], is: false, why: "an engagement, where others may still sign" },
] as const)("for a signed home the last day to sign at it is not said: $why", ({ scope, signed, is }) => {
  const evaluation = { homes: signed.map((isSigned) => ({ isSigned })) } as SpecialToDecide["evaluation"];
  expect(isOfSigned({ scope, evaluation })).toBe(is);
  expect(termsWords(t, "zh-Hant", rate, is).includes("簽約有效")).toBe(!is);
});

describe("an own table, line by line as it is read to a buyer", () => {
  const tiers = ["滿 9 套 9.8折", "滿 15 套 9.7折"];
  const committed = "承諾 2008-07-10 前（含當日）滿 15 套，達到後才按檔位";

  test.each<{ of: SpecialTable; lines: string[]; why: string }>([
    { of: table, lines: [...tiers, committed, "達到前，以及到期未達到，按 9.9折"], why: "with a commitment and what is given until then" },
    {
      of: { ...table, commitment: { units: 15, by: "2008-07-10", fallback: null } },
      lines: [...tiers, committed, "達到前，以及到期未達到，按原政策，不另優惠"],
      why: "nothing until then",
    },
    {
      of: { kind: "tiers", tiers: [{ fromUnits: 3, perSqmFen: 100_00 }], commitment: null },
      lines: ["滿 3 套 每 ㎡ 減 ¥100.00"],
      why: "without a commitment, per ㎡",
    },
  ])("$why", ({ of, lines }) => expect(tableWords(t, "zh-Hant", of)).toEqual(lines));

  test("in short: the furthest tier", () => expect(effectWords(t, "zh-Hant", { effect: table })).toBe("自訂檔位，滿 15 套 9.7折"));
});

describe("what the form says", () => {
  test.each<{ values: Partial<TermsValues>; terms: object | null; why: string }>([
    { values: { payableBps: 9900 }, terms: rate, why: "a rate" },
    { values: {}, terms: null, why: "nothing filled in yet" },
    { values: { kind: "amount", payableBps: 9900 }, terms: null, why: "an amount is asked for and only a rate stands there" },
    {
      values: { kind: "final", payableFen: 420_000_00 },
      terms: { ...rate, effect: { kind: "final", payableFen: 420_000_00 } },
      why: "a final price",
    },
    { values: { payableBps: 9900, validUntil: null }, terms: null, why: "without its last day" },
    {
      values: { payableBps: 9900, way: "stacks", counts: false },
      terms: { ...rate, replacesGroup: false, counts: false },
      why: "on top, not counting",
    },
  ])("$why", ({ values, terms }) => {
    expect(termsOf({ ...empty, ...values })).toEqual(terms);
  });

  const tabled: TermsValues = valuesOf({ ...rate, effect: table });

  test.each<{ change: Partial<TermsValues>; says: object | null; why: string }>([
    { change: {}, says: table, why: "an own table" },
    { change: { isCommitted: false }, says: { ...table, commitment: null }, why: "without its commitment" },
    {
      change: { fallback: null },
      says: { ...table, commitment: { units: 15, by: "2008-07-10", fallback: null } },
      why: "nothing until then",
    },
    { change: { units: null }, says: null, why: "so many units are not said" },
    { change: { by: null }, says: null, why: "its last day is not said" },
    { change: { fallback: { kind: "amount", value: null } }, says: null, why: "what is given until then is not said" },
    {
      change: { table: { ...tabled.table, tiers: [{ id: "t0", fromUnits: 9, value: null }] } },
      says: null,
      why: "a tier is not filled in",
    },
  ])("$why", ({ change, says }) => {
    expect(termsOf({ ...tabled, ...change })?.effect ?? null).toEqual(says);
  });

  test("homes at an own table count, whatever was ticked before", () => {
    expect(termsOf({ ...tabled, counts: false })?.counts).toBe(true);
  });

  test("a counter-offer begins with what was asked", () => {
    expect(termsOf(valuesOf(rate))).toEqual(rate);
  });
});

test("a line of the statement names the special price that lowered it", () => {
  const because = { kind: "special", specialId: "s", number: 3, day: "2008-07-12" } as const;
  const line = { id: "2", kind: "adjustment", amountFen: -4_331_60, because, postedOn: "2008-07-12", state: "provisional" };
  const deal = {
    id: "d",
    building: "1棟",
    unitNumber: "0903",
    state: "signed",
    signedOn: "2008-06-03",
    cancelledOn: null,
    price: { standing: "counted", because, tier: null },
  };
  const item = { deal, lines: [{ ...line, id: "1", kind: "base", because: null }, line] } as unknown as StatementDeal;
  const signedLater = { ...item, deal: { ...deal, signedOn: "2008-07-13" } } as StatementDeal;

  expect(causesOf(t, "zh-Hant", item, [item]).map(({ words }) => words)).toContain("特批第 3 號核准");
  expect(causesOf(t, "zh-Hant", item, [item])[0]?.words).toBe("簽約，首次計入");
  expect(causesOf(t, "zh-Hant", signedLater, [signedLater])[0]?.words, "signed when it had its yes").toBe("簽約，按特批第 3 號");
});
