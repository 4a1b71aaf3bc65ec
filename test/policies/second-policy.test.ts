import { describe, expect, test } from "vitest";
import { PolicyTerms } from "../../src/policies/contract";
import { type Buyer, type Home, quote } from "../../src/policies/quoting/rules";

/**
 * A policy unlike the plan's: three tiers in fen per square metre, whole yuan, a floor, and an early-bird rate or an
 * amount for returning customers, whichever is better.
 */
const riverside = PolicyTerms.parse({
  rounding: "yuan",
  floorBps: 9000,
  pricedProducts: ["flat"],
  countedProducts: ["flat", "parking"],
  regular: [
    {
      id: "at-once",
      names: { "zh-Hant": "一次性" },
      when: { paymentMethods: ["lump-sum"] },
      exclusionGroup: null,
      applyTo: "running",
      effect: { kind: "rate", payableBps: 9750 },
    },
    {
      id: "early",
      names: { "zh-Hant": "早鳥" },
      when: { until: "2026-03-15" },
      exclusionGroup: "welcome",
      applyTo: "running",
      effect: { kind: "rate", payableBps: 9900 },
    },
    {
      id: "returning",
      names: { "zh-Hant": "老業主" },
      when: { credentials: ["owner"] },
      exclusionGroup: "welcome",
      applyTo: "running",
      effect: { kind: "amount", amountFen: 3_000_00 },
    },
  ],
  groupTables: [
    {
      id: "factories",
      categories: ["factory"],
      tiers: [
        { fromUnits: 10, perSqmFen: 120_00 },
        { fromUnits: 3, perSqmFen: 50_00 },
        { fromUnits: 6, perSqmFen: 80_00 },
      ],
    },
  ],
  credentialRules: [],
  retroactive: true,
  onDrop: "reverse",
  countBasis: "signed",
  signWithinDays: 10,
  rewardRules: [],
});

/** 118.35 ㎡ at 5,280.55 yuan/㎡ are 624,953.09. */
const flat: Home = { listPriceFen: 624_953_09, areaCentiSqm: 118_35, product: "flat" };
const worker: Buyer = { category: "factory", paymentMethod: "lump-sum", credential: null, on: "2026-03-10" };

describe("step by step", () => {
  test.each<{ why: string; buyer?: Partial<Buyer>; home?: Partial<Home>; units: number; lines: [step: string, afterFen: number][] }>([
    {
      why: "two units: 609,329.26 and 603,235.71 to the yuan",
      units: 2,
      lines: [
        ["at-once", 609_329_00],
        ["early", 603_236_00],
      ],
    },
    {
      why: "three: 5,917.50 off leave 597,318.50, half up",
      units: 3,
      lines: [
        ["at-once", 609_329_00],
        ["early", 603_236_00],
        ["factories", 597_319_00],
      ],
    },
    {
      why: "five: still the first tier",
      units: 5,
      lines: [
        ["at-once", 609_329_00],
        ["early", 603_236_00],
        ["factories", 597_319_00],
      ],
    },
    {
      why: "six: 9,468.00 off",
      units: 6,
      lines: [
        ["at-once", 609_329_00],
        ["early", 603_236_00],
        ["factories", 593_768_00],
      ],
    },
    {
      why: "nine: still the second",
      units: 9,
      lines: [
        ["at-once", 609_329_00],
        ["early", 603_236_00],
        ["factories", 593_768_00],
      ],
    },
    {
      why: "ten: 14,202.00 off",
      units: 10,
      lines: [
        ["at-once", 609_329_00],
        ["early", 603_236_00],
        ["factories", 589_034_00],
      ],
    },
    {
      why: "the early rate is 6,093, more than 3,000",
      buyer: { credential: "owner" },
      units: 1,
      lines: [
        ["at-once", 609_329_00],
        ["early", 603_236_00],
      ],
    },
    {
      why: "a day late only the amount is left",
      buyer: { credential: "owner", on: "2026-03-16" },
      units: 1,
      lines: [
        ["at-once", 609_329_00],
        ["returning", 606_329_00],
      ],
    },
    { why: "a day late without the credential neither is", buyer: { on: "2026-03-16" }, units: 1, lines: [["at-once", 609_329_00]] },
    {
      why: "for a cheap home 3,000 are more than 1%",
      buyer: { credential: "owner" },
      home: { listPriceFen: 200_000_00 },
      units: 1,
      lines: [
        ["at-once", 195_000_00],
        ["returning", 192_000_00],
      ],
    },
    {
      why: "no step at all: the fen of the list price go",
      buyer: { paymentMethod: "mortgage", on: "2026-03-16" },
      units: 1,
      lines: [["rounding", 624_953_00]],
    },
    {
      why: "a small price: 91.791% of it is left, the floor of 9折 is not touched",
      home: { listPriceFen: 300_000_00 },
      units: 10,
      lines: [
        ["at-once", 292_500_00],
        ["early", 289_575_00],
        ["factories", 275_373_00],
      ],
    },
    {
      why: "a smaller one is held at 9折, up to the yuan",
      home: { listPriceFen: 200_000_50 },
      units: 10,
      lines: [
        ["at-once", 195_000_00],
        ["early", 193_050_00],
        ["factories", 178_848_00],
        ["floor", 180_000_45],
        ["rounding", 180_001_00],
      ],
    },
    { why: "parking counts, but is not priced", home: { listPriceFen: 88_000_50, product: "parking" }, units: 10, lines: [] },
  ])("$why", ({ buyer, home, units, lines }) => {
    const priced = quote(riverside, { ...flat, ...home }, { ...worker, ...buyer }, units);

    expect(priced.lines.map(({ ruleId, step, afterFen }) => [ruleId ?? step, afterFen])).toEqual(lines);
  });
});

test("a tier per square metre shows what it takes off this home", () => {
  expect(quote(riverside, flat, worker, 6).tier).toEqual({ fromUnits: 6, payableBps: null, amountFen: 9_468_00, source: "category" });
});

test("the next tier is reckoned in the same yuan", () => {
  expect(quote(riverside, flat, worker, 5).nextTier).toEqual({
    fromUnits: 6,
    moreUnits: 1,
    savesOthersFen: 5 * 3_551_00,
    savesAllFen: 6 * 3_551_00,
  });
});

test("without an area it says so, below the first tier too when the next one needs it", () => {
  const unmeasured = { ...flat, areaCentiSqm: null };

  expect(quote(riverside, unmeasured, worker, 3).why).toContainEqual({ step: "group", ruleId: "factories", code: "area-needed" });
  expect(quote(riverside, unmeasured, worker, 2).why).toContainEqual({ step: "group", ruleId: "factories", code: "area-needed" });
  expect(quote(riverside, flat, worker, 3).why.map(({ code }) => code)).not.toContain("area-needed");
});
