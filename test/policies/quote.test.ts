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
const rate = (payableBps: number) => ({ effect: { kind: "rate", payableBps } }) as const;
const amount = (amountFen: number) => ({ effect: { kind: "amount", amountFen } }) as const;
const noGroup = { groupTables: [], credentialRules: [] } satisfies Partial<PolicyTerms>;
const bare: PolicyTerms = { ...plan, ...noGroup, regular: [] };
const withSecondTier: PolicyTerms = {
  ...plan,
  groupTables: [
    {
      id: "accounts",
      categories: ["chamber"],
      tiers: [
        { fromUnits: 20, payableBps: 9700 },
        { fromUnits: 9, payableBps: 9800 },
      ],
    },
  ],
};

describe("the worked cases", () => {
  type Case = {
    why: string;
    terms: PolicyTerms;
    home?: Home;
    buyer?: Buyer;
    units: number;
    after: number;
    group: number | null;
    payable: number;
    saved: number;
  };

  test.each<Case>([
    {
      why: "nine units, paid at once: the plan's own example",
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
      why: "past the last threshold nothing more is given",
      terms: plan,
      units: 10_000,
      after: 433_160_00,
      group: 9800,
      payable: 424_496_80,
      saved: 17_503_20,
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
      terms: { ...plan, regular: [step("a", rate(9850))] },
      home: listedAt(1_234_567_89),
      units: 9,
      after: 1_216_049_37,
      group: 9800,
      payable: 1_191_728_38,
      saved: 42_839_51,
    },
    {
      why: "the same, each step to the yuan",
      terms: { ...plan, rounding: "yuan", regular: [step("a", rate(9850))] },
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
      why: "a teacher alone: the credential's tier from the first home",
      terms: plan,
      buyer: teacher,
      units: 1,
      after: 433_160_00,
      group: 9800,
      payable: 424_496_80,
      saved: 17_503_20,
    },
    {
      why: "floor 9550, 5,000 off, then the tier: 419,596.80 would be under it",
      terms: { ...plan, floorBps: 9550, regular: [...plan.regular, step("five-thousand", amount(5_000_00))] },
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
    {
      why: "a tier of 9.7折 in its place",
      terms: { ...plan, groupTables: [{ id: "accounts", categories: ["chamber"], tiers: [{ fromUnits: 9, payableBps: 9700 }] }] },
      units: 9,
      after: 433_160_00,
      group: 9700,
      payable: 420_165_20,
      saved: 21_834_80,
    },
  ])("$why", ({ terms, home = home130, buyer = chamberMember, units, after, group, payable, saved }) => {
    const priced = quote(terms, home, buyer, units);

    expect(priced.lines.findLast((line) => line.step === "regular")?.afterFen).toBe(after);
    expect(priced.tier?.payableBps ?? null).toBe(group);
    expect(priced.payableFen).toBe(payable);
    expect(priced.savedFen).toBe(saved);
  });

  test("mixed versions: each deal at the whole count by its own version", () => {
    const later: PolicyTerms = {
      ...plan,
      groupTables: [{ id: "accounts", categories: ["chamber"], tiers: [{ fromUnits: 10, payableBps: 9700 }] }],
    };

    expect(quote(plan, home130, chamberMember, 9).payableFen).toBe(424_496_80);
    expect(quote(later, home130, chamberMember, 9).payableFen).toBe(433_160_00);
  });

  test("the lines of the plan's own example", () => {
    const nothing = { amountFen: null, perSqmFen: null };

    expect(quote(plan, home130, chamberMember, 9).lines).toEqual([
      { step: "regular", ruleId: "lump-sum", payableBps: 9800, ...nothing, beforeFen: 442_000_00, afterFen: 433_160_00 },
      { step: "group", ruleId: "accounts", payableBps: 9800, ...nothing, beforeFen: 433_160_00, afterFen: 424_496_80 },
    ]);
  });
});

describe("a special price", () => {
  const special = (changes: Partial<SpecialPrice>): SpecialPrice => ({
    effect: { kind: "rate", payableBps: 9900 },
    replacesGroup: true,
    floorBps: null,
    ...changes,
  });
  const floored: PolicyTerms = { ...plan, floorBps: 9700 };

  test.each<{ why: string; terms: PolicyTerms; special: SpecialPrice; units: number; payable: number; steps: string[] }>([
    {
      why: "9.9折 instead of the group, before the tier",
      terms: plan,
      special: special({}),
      units: 8,
      payable: 428_828_40,
      steps: ["regular", "special"],
    },
    {
      why: "then the tier is reached: the buyer gets the lower",
      terms: plan,
      special: special({}),
      units: 9,
      payable: 424_496_80,
      steps: ["regular", "group"],
    },
    {
      why: "the same, stacking",
      terms: plan,
      special: special({ replacesGroup: false }),
      units: 9,
      payable: 420_251_83,
      steps: ["regular", "group", "special"],
    },
    {
      why: "10,000 off",
      terms: plan,
      special: special({ effect: { kind: "amount", amountFen: 10_000_00 } }),
      units: 9,
      payable: 423_160_00,
      steps: ["regular", "special"],
    },
    {
      why: "a final price",
      terms: plan,
      special: special({ effect: { kind: "final", payableFen: 420_000_00 } }),
      units: 9,
      payable: 420_000_00,
      steps: ["regular", "special"],
    },
    {
      why: "a final price above what the buyer pays anyway does nothing",
      terms: plan,
      special: special({ effect: { kind: "final", payableFen: 433_160_00 } }),
      units: 8,
      payable: 433_160_00,
      steps: ["regular"],
    },
    {
      why: "the version's floor holds the group, not the special",
      terms: floored,
      special: special({ effect: { kind: "rate", payableBps: 9500 } }),
      units: 9,
      payable: 411_502_00,
      steps: ["regular", "special"],
    },
    {
      why: "stacking starts from the price before the floor: 424,496.80, not 428,740.00",
      terms: floored,
      special: special({ replacesGroup: false }),
      units: 9,
      payable: 420_251_83,
      steps: ["regular", "group", "special"],
    },
    {
      why: "its own floor: 95% of 442,000 instead of 411,502.00",
      terms: plan,
      special: special({ effect: { kind: "rate", payableBps: 9500 }, floorBps: 9500 }),
      units: 9,
      payable: 419_900_00,
      steps: ["regular", "special", "floor"],
    },
    {
      why: "its own floor above the group's price: the group's price",
      terms: plan,
      special: special({ effect: { kind: "rate", payableBps: 9500 }, floorBps: 9700 }),
      units: 9,
      payable: 424_496_80,
      steps: ["regular", "group"],
    },
    {
      why: "to the yuan, with its own line",
      terms: { ...plan, rounding: "yuan" },
      special: special({ effect: { kind: "final", payableFen: 420_000_50 } }),
      units: 9,
      payable: 420_001_00,
      steps: ["regular", "special", "rounding"],
    },
  ])("$why", ({ terms, special: approved, units, payable, steps }) => {
    const priced = quote(terms, home130, chamberMember, units, approved);

    expect(priced.payableFen).toBe(payable);
    expect(priced.lines.map((line) => line.step)).toEqual(steps);
    expect(priced.tier === null).toBe(!steps.includes("group"));
  });

  test("is for homes too that the version does not price", () => {
    const parking: Home = { ...home130, product: "parking" };

    expect(quote(plan, parking, chamberMember, 9, special({})).payableFen).toBe(437_580_00);
  });
});

describe("conditions and kinds of home", () => {
  const spring = step("spring", { when: { from: "2008-06-01", until: "2008-06-30" } });
  const forTeachers = step("teachers", { when: { credentials: ["teacher"] } });
  const forShops = step("shops", { when: { products: ["shop"] } });

  test.each<{ why: string; terms: PolicyTerms; home?: Home; buyer?: Partial<Buyer>; payable: number; code?: string }>([
    {
      why: "the day before the window",
      terms: { ...bare, regular: [spring] },
      buyer: { on: "2008-05-31" },
      payable: 442_000_00,
      code: "before-window",
    },
    { why: "its first day", terms: { ...bare, regular: [spring] }, buyer: { on: "2008-06-01" }, payable: 433_160_00 },
    { why: "its last day", terms: { ...bare, regular: [spring] }, buyer: { on: "2008-06-30" }, payable: 433_160_00 },
    { why: "the day after", terms: { ...bare, regular: [spring] }, buyer: { on: "2008-07-01" }, payable: 442_000_00, code: "after-window" },
    { why: "without the credential", terms: { ...bare, regular: [forTeachers] }, payable: 442_000_00, code: "credential" },
    {
      why: "with another one",
      terms: { ...bare, regular: [forTeachers] },
      buyer: { credential: "civil-servant" },
      payable: 442_000_00,
      code: "credential",
    },
    { why: "with the credential", terms: { ...bare, regular: [forTeachers] }, buyer: { credential: "teacher" }, payable: 433_160_00 },
    { why: "another kind of home", terms: { ...bare, regular: [forShops] }, payable: 442_000_00, code: "product" },
    {
      why: "a home whose kind is not said",
      terms: { ...bare, regular: [forShops] },
      home: { ...home130, product: null },
      payable: 442_000_00,
      code: "product",
    },
    { why: "the kind of home", terms: { ...bare, regular: [forShops] }, home: { ...home130, product: "shop" }, payable: 433_160_00 },
    { why: "another way to pay", terms: plan, buyer: { paymentMethod: "barter" }, payable: 442_000_00, code: "payment-method" },
    {
      why: "特價房 gets nothing",
      terms: plan,
      home: { ...home130, product: "special-price" },
      buyer: { credential: "teacher" },
      payable: 442_000_00,
      code: "product-not-priced",
    },
    { why: "nor does parking", terms: plan, home: { ...home130, product: "parking" }, payable: 442_000_00, code: "product-not-priced" },
    {
      why: "unless the version says so",
      terms: { ...plan, pricedProducts: ["parking"] },
      home: { ...home130, product: "parking" },
      payable: 433_160_00,
    },
    {
      why: "a version that names none prices all",
      terms: { ...plan, pricedProducts: [] },
      home: { ...home130, product: "parking" },
      payable: 433_160_00,
    },
    {
      why: "a home not priced is not rounded either",
      terms: { ...plan, rounding: "yuan" },
      home: { ...home130, listPriceFen: 88_000_50, product: "parking" },
      payable: 88_000_50,
      code: "product-not-priced",
    },
    {
      why: "priced, but not counted: said",
      terms: { ...plan, countedProducts: ["shop"] },
      payable: 433_160_00,
      code: "product-not-counted",
    },
    { why: "a category without a rule", terms: plan, buyer: { category: "club" }, payable: 433_160_00, code: "category-without-rule" },
  ])("$why", ({ terms, home = home130, buyer, payable, code }) => {
    const priced = quote(terms, home, { ...chamberMember, ...buyer }, 8);

    expect(priced.payableFen).toBe(payable);
    if (code) expect(priced.why.map((why) => why.code)).toContain(code);
  });

  test("says what is missing to the first tier, and what lost to a better one", () => {
    const both: PolicyTerms = {
      ...plan,
      credentialRules: [{ id: "documents", credentials: ["teacher"], tiers: [{ fromUnits: 1, payableBps: 9900 }] }],
    };

    expect(quote(both, home130, teacher, 8).why).toContainEqual({
      step: "group",
      ruleId: "accounts",
      code: "below-first-tier",
      fromUnits: 9,
      moreUnits: 1,
    });
    expect(quote(both, home130, teacher, 9).why).toContainEqual({
      step: "group",
      ruleId: "documents",
      code: "lost-to-better",
      winnerId: "accounts",
    });
    expect(quote(both, home130, teacher, 8).tier?.source).toBe("credential");
    expect(quote(both, home130, teacher, 9).tier?.source).toBe("category");
  });
});

describe("exclusion groups", () => {
  const early = step("early", { exclusionGroup: "either", ...rate(9900) });
  const loyal = step("loyal", { exclusionGroup: "either", ...amount(5_000_00) });
  const terms = (...regular: RegularStep[]): PolicyTerms => ({ ...bare, regular });

  test.each<{ why: string; terms: PolicyTerms; home: Home; payable: number; taken: string[] }>([
    { why: "5,000 is more than 1% of 442,000", terms: terms(early, loyal), home: home130, payable: 437_000_00, taken: ["loyal"] },
    {
      why: "as much as 1% of 500,000: the first of the list",
      terms: terms(early, loyal),
      home: listedAt(500_000_00),
      payable: 495_000_00,
      taken: ["early"],
    },
    { why: "1% of 500,100 is a yuan more", terms: terms(early, loyal), home: listedAt(500_100_00), payable: 495_099_00, taken: ["early"] },
    { why: "1% of 499,900 is a yuan less", terms: terms(early, loyal), home: listedAt(499_900_00), payable: 494_900_00, taken: ["loyal"] },
    {
      why: "an alternative whose conditions fail is none",
      terms: terms(early, { ...loyal, when: { credentials: ["teacher"] } }),
      home: home130,
      payable: 437_580_00,
      taken: ["early"],
    },
    {
      why: "apart in the list: reckoned where the first of them stands",
      terms: terms(early, step("two", {}), { ...loyal, ...rate(9000) }),
      home: listedAt(1_000_00),
      payable: 882_00,
      taken: ["loyal", "two"],
    },
    {
      why: "two groups, one of each",
      terms: terms(early, loyal, step("a", { exclusionGroup: "other" }), step("b", { exclusionGroup: "other", ...rate(9700) })),
      home: listedAt(1_000_000_00),
      payable: 960_300_00,
      taken: ["early", "b"],
    },
  ])("$why", ({ terms: version, home, payable, taken }) => {
    const priced = quote(version, home, chamberMember, 1);

    expect(priced.payableFen).toBe(payable);
    expect(priced.lines.map((line) => line.ruleId)).toEqual(taken);
  });
});

describe("whole yuan", () => {
  test.each<{ why: string; terms: PolicyTerms; list: number; payable: number; steps: string[] }>([
    {
      why: "a list price with fen and no step: down, up would pass it",
      terms: { ...bare, rounding: "yuan" },
      list: 442_000_50,
      payable: 442_000_00,
      steps: ["rounding"],
    },
    {
      why: "a step that half up would bring above the list price",
      terms: { ...bare, rounding: "yuan", regular: [step("a", rate(9999))] },
      list: 100_60,
      payable: 100_00,
      steps: ["regular"],
    },
    {
      why: "a floor with fen: up, down would go under it",
      terms: { ...bare, rounding: "yuan", floorBps: 9550, regular: [step("a", rate(9000))] },
      list: 442_001_00,
      payable: 422_111_00,
      steps: ["regular", "floor", "rounding"],
    },
    {
      why: "the same, always down",
      terms: { ...bare, rounding: "yuanDown", floorBps: 9550, regular: [step("a", rate(9000))] },
      list: 442_001_00,
      payable: 422_111_00,
      steps: ["regular", "floor", "rounding"],
    },
    {
      why: "rounding down under the floor comes back above it",
      terms: { ...bare, rounding: "yuanDown", floorBps: 9550, regular: [step("a", rate(9550))] },
      list: 442_001_00,
      payable: 422_111_00,
      steps: ["regular", "floor", "rounding"],
    },
    {
      why: "no whole yuan between floor and list price: the fen stay",
      terms: { ...bare, rounding: "yuan", floorBps: 10_000 },
      list: 100_60,
      payable: 100_60,
      steps: [],
    },
    { why: "whole already", terms: { ...bare, rounding: "yuan" }, list: 442_000_00, payable: 442_000_00, steps: [] },
  ])("$why", ({ terms, list, payable, steps }) => {
    const priced = quote(terms, listedAt(list), chamberMember, 1);

    expect(priced.payableFen).toBe(payable);
    expect(priced.lines.map((line) => line.step)).toEqual(steps);
  });
});

describe("the next tier", () => {
  type Case = { why: string; terms: PolicyTerms; buyer?: Buyer; units: number; next: object | null };

  test.each<Case>([
    {
      why: "one short of nine",
      terms: plan,
      units: 8,
      next: { fromUnits: 9, moreUnits: 1, savesOthersFen: 69_305_60, savesAllFen: 77_968_80 },
    },
    { why: "on the last threshold there is none", terms: plan, units: 9, next: null },
    {
      why: "held at the floor: 422,110.00 instead of 420,165.20",
      terms: { ...withSecondTier, floorBps: 9550 },
      units: 9,
      next: { fromUnits: 20, moreUnits: 11, savesOthersFen: 21_481_20, savesAllFen: 47_736_00 },
    },
    { why: "at the floor already nothing is gained", terms: { ...withSecondTier, floorBps: 9700 }, units: 9, next: null },
    {
      why: "the tier after next, where the next gives nothing",
      terms: {
        ...withSecondTier,
        credentialRules: [{ id: "documents", credentials: ["teacher"], tiers: [{ fromUnits: 1, payableBps: 9750 }] }],
      },
      buyer: teacher,
      units: 8,
      next: { fromUnits: 20, moreUnits: 12, savesOthersFen: 17_326_40, savesAllFen: 43_316_00 },
    },
    {
      why: "not retroactive: those in keep theirs, the newcomers save",
      terms: { ...plan, retroactive: false },
      units: 8,
      next: { fromUnits: 9, moreUnits: 1, savesOthersFen: 0, savesAllFen: 8_663_20 },
    },
    { why: "none for a category without a rule", terms: plan, buyer: { ...chamberMember, category: "club" }, units: 1, next: null },
  ])("$why", ({ terms, buyer = chamberMember, units, next }) => {
    expect(quote(terms, home130, buyer, units).nextTier).toEqual(next);
  });

  test("says what a home costs there and whether it stops at the floor", () => {
    const next = quote({ ...withSecondTier, floorBps: 9550 }, home130, chamberMember, 9).atNextTier;

    expect(next).toMatchObject({ payableFen: 422_110_00, stopsAtFloor: true, tier: { fromUnits: 20, payableBps: 9700 } });
  });
});
