import { describe, expect, test } from "vitest";
import type { PolicyTerms } from "../../src/policies/contract";
import { type Buyer, type Home, quote } from "../../src/policies/quoting/rules";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { amount, bare, chamberMember, home130, listedAt, noGroup, rate, step } from "./sample-terms";

const byMortgage: Buyer = { ...chamberMember, paymentMethod: "mortgage" };
const teacher: Buyer = { ...chamberMember, credential: "teacher" };
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
