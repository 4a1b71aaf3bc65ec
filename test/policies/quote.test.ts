import { describe, expect, test } from "vitest";
import { plan2008SampleHome, plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { priceOfArea } from "../../src/money/fen";
import type { PolicyTerms, RegularStep } from "../../src/policies/contract";
import { type Buyer, type Home, quote, type SpecialPrice } from "../../src/policies/quoting/rules";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";

const { areaCentiSqm, pricePerSqmFen, product } = plan2008SampleHome;
const home130: Home = { listPriceFen: priceOfArea(areaCentiSqm, pricePerSqmFen) ?? 0, areaCentiSqm, product };
const chamberMember: Buyer = { category: "chamber", paymentMethod: "lump-sum", credential: null, on: plan2008Window.startsOn };
const byMortgage: Buyer = { ...chamberMember, paymentMethod: "mortgage" };
const teacher: Buyer = { ...chamberMember, credential: "teacher" };

const listedAt = (listPriceFen: number): Home => ({ listPriceFen, areaCentiSqm: null, product: null });

const step = (id: string, changes: Partial<RegularStep>): RegularStep => ({
  id,
  names: { "zh-Hant": id },
  when: {},
  exclusionGroup: null,
  applyTo: "running",
  effect: { kind: "rate", payableBps: 9800 },
  ...changes,
});
const fiveThousandOff = step("five-thousand", { effect: { kind: "amount", amountFen: 5_000_00 } });
const noGroup: Partial<PolicyTerms> = { groupTables: [], credentialRules: [] };

describe("the worked cases of docs/pricing.md", () => {
  test.each<{
    why: string;
    terms: PolicyTerms;
    home?: Home;
    buyer?: Buyer;
    units: number;
    after: number;
    group: number | null;
    payable: number;
    saved: number;
  }>([
    {
      why: "the plan's own example: nine units, paid at once",
      terms: plan,
      units: 9,
      after: 433_160_00,
      group: 9800,
      payable: 424_496_80,
      saved: 17_503_20,
    },
    {
      why: "one short of the tier: the payment discount alone",
      terms: plan,
      units: 8,
      after: 433_160_00,
      group: null,
      payable: 433_160_00,
      saved: 8_840_00,
    },
    {
      why: "two steps of 2% of the list price",
      terms: { ...plan, ...noGroup, regular: [step("a", { applyTo: "list" }), step("b", { applyTo: "list" })] },
      units: 9,
      after: 424_320_00,
      group: null,
      payable: 424_320_00,
      saved: 17_680_00,
    },
    {
      why: "odd fen, each step to the fen",
      terms: { ...plan, regular: [step("a", { effect: { kind: "rate", payableBps: 9850 } })] },
      home: listedAt(1_234_567_89),
      units: 9,
      after: 1_216_049_37,
      group: 9800,
      payable: 1_191_728_38,
      saved: 42_839_51,
    },
    {
      why: "the same, each step to the yuan",
      terms: { ...plan, rounding: "yuan", regular: [step("a", { effect: { kind: "rate", payableBps: 9850 } })] },
      home: listedAt(1_234_567_89),
      units: 9,
      after: 1_216_049_00,
      group: 9800,
      payable: 1_191_728_00,
      saved: 42_839_89,
    },
    {
      why: "a teacher in a chamber of nine: 9.8折 once",
      terms: plan,
      buyer: teacher,
      units: 9,
      after: 433_160_00,
      group: 9800,
      payable: 424_496_80,
      saved: 17_503_20,
    },
    {
      why: "floor 9550, 5,000 off, then the tier: 419,596.80 would be under it",
      terms: { ...plan, floorBps: 9550, regular: [...plan.regular, fiveThousandOff] },
      units: 9,
      after: 428_160_00,
      group: 9800,
      payable: 422_110_00,
      saved: 19_890_00,
    },
    {
      why: "by mortgage while nine count",
      terms: plan,
      buyer: byMortgage,
      units: 9,
      after: 437_580_00,
      group: 9800,
      payable: 428_828_40,
      saved: 13_171_60,
    },
  ])("$why", ({ terms, home = home130, buyer = chamberMember, units, after, group, payable, saved }) => {
    const priced = quote(terms, home, buyer, units);

    expect(priced.lines.filter((line) => line.step === "regular").at(-1)?.afterFen).toBe(after);
    expect(priced.tier?.payableBps ?? null).toBe(group);
    expect(priced.payableFen).toBe(payable);
    expect(priced.savedFen).toBe(saved);
  });

  test.each<{ why: string; special: SpecialPrice; units: number; payable: number }>([
    {
      why: "a special 9.9 instead of the group, before the tier",
      special: { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: true, floorBps: null },
      units: 8,
      payable: 428_828_40,
    },
    {
      why: "then the tier is reached: the buyer gets the lower",
      special: { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: true, floorBps: null },
      units: 9,
      payable: 424_496_80,
    },
    {
      why: "the same special, stacking",
      special: { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: false, floorBps: null },
      units: 9,
      payable: 420_251_83,
    },
  ])("$why", ({ special, units, payable }) => {
    expect(quote(plan, home130, chamberMember, units, special).payableFen).toBe(payable);
  });
});

test("the next tier", () => {
  expect(quote(plan, home130, chamberMember, 8).nextTier).toEqual({
    fromUnits: 9,
    moreUnits: 1,
    savesOthersFen: 69_305_60,
    savesAllFen: 77_968_80,
  });
});
