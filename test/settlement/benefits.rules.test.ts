import { describe, expect, test } from "vitest";
import { plan2008Catalogue } from "../../src/campaigns/templates/plan-2008";
import type { PolicyTerms, RegularStep } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { actsOn, type BenefitsInputs, benefitsOf, stateOf, wordsUsed } from "../../src/settlement/benefits/rules";

const june: BenefitsInputs = { category: "chamber", credential: null, from: "2008-06-02", until: "2008-06-30" };
const step = (id: string, when: RegularStep["when"]): RegularStep => ({ ...(plan.regular[0] as RegularStep), id, when });
const tiered: PolicyTerms = {
  ...plan,
  groupTables: [
    {
      id: "all",
      categories: ["chamber"],
      tiers: [
        { fromUnits: 20, payableBps: 9600 },
        { fromUnits: 9, payableBps: 9800 },
      ],
    },
  ],
};

describe("the group discounts of a paper", () => {
  test.each<{ why: string; terms?: PolicyTerms; inputs: Partial<BenefitsInputs>; tiers: [string, number, number][] }>([
    { why: "a chamber's, as the plan has it", inputs: {}, tiers: [["category", 9, 9800]] },
    {
      why: "every tier, rising, however they were typed",
      terms: tiered,
      inputs: {},
      tiers: [
        ["category", 9, 9800],
        ["category", 20, 9600],
      ],
    },
    {
      why: "a teacher of a chamber: both, of which one is given",
      inputs: { credential: "teacher" },
      tiers: [
        ["category", 9, 9800],
        ["credential", 1, 9800],
      ],
    },
    { why: "a credential's channel has no category", inputs: { category: null, credential: "teacher" }, tiers: [["credential", 1, 9800]] },
    { why: "a category without a table has nothing", terms: tiered, inputs: { category: "factory" }, tiers: [] },
    { why: "nobody of neither", inputs: { category: null }, tiers: [] },
  ])("$why", ({ terms = plan, inputs, tiers }) => {
    const found = benefitsOf(terms, { ...june, ...inputs }).tiers;

    expect(found.map(({ source, fromUnits, effect }) => [source, fromUnits, effect.kind === "rate" && effect.payableBps])).toEqual(tiers);
  });
});

describe("the regular discounts of a paper", () => {
  test.each<{ why: string; when: RegularStep["when"]; inputs?: Partial<BenefitsInputs>; has: boolean }>([
    { why: "on a payment method, which is still open", when: { paymentMethods: ["lump-sum"] }, has: true },
    { why: "on a kind of home, which is still open", when: { products: ["shop"] }, has: true },
    {
      why: "on the home, the membership and the day of signing, all still open",
      when: { buildings: ["1"], units: [{ building: "1", number: "0301" }], membership: true, signedWithinDays: 7 },
      has: true,
    },
    { why: "for a document that the buyer has", when: { credentials: ["teacher"] }, inputs: { credential: "teacher" }, has: true },
    { why: "for a document that the buyer has not", when: { credentials: ["teacher"] }, has: false },
    { why: "whose window ends on the first day", when: { until: "2008-06-02" }, has: true },
    { why: "whose window ended the day before", when: { until: "2008-06-01" }, has: false },
    { why: "whose window begins on the last day", when: { from: "2008-06-30" }, has: true },
    { why: "whose window begins a day after", when: { from: "2008-07-01" }, has: false },
  ])("$why: $has", ({ when, inputs, has }) => {
    const { regular } = benefitsOf({ ...plan, regular: [step("it", when)] }, { ...june, ...inputs });

    expect(regular.map(({ id }) => id)).toEqual(has ? ["it"] : []);
  });
});

test.each([
  { retroactive: true, onDrop: "keep" as const, said: "keep" },
  { retroactive: true, onDrop: "reverse" as const, said: "reverse" },
  { retroactive: false, onDrop: "reverse" as const, said: null },
])("what a fall of the count does: $retroactive, $onDrop", ({ said, ...terms }) => {
  expect(benefitsOf({ ...plan, ...terms }, june).onDrop).toBe(said);
});

test("a paper takes along the words that it needs, and no others", () => {
  const terms = {
    ...plan,
    pricedProducts: [],
    countedProducts: ["top-apartment"],
    regular: [step("it", { paymentMethods: ["lump-sum"] })],
  };
  const inputs = { ...june, credential: "teacher" };
  const words = wordsUsed(plan2008Catalogue, inputs, benefitsOf(terms, inputs));

  expect(Object.fromEntries(Object.entries(words).map(([list, entries]) => [list, entries.map(({ code }) => code)]))).toEqual({
    categories: ["chamber"],
    credentials: ["teacher"],
    paymentMethods: ["lump-sum"],
    products: ["top-apartment"],
  });
});

describe("its life", () => {
  test.each([
    { state: "issued" as const, isUsed: false, today: "2008-06-30", is: "issued", acts: ["confirm", "void"], why: "good on its last day" },
    {
      state: "issued" as const,
      isUsed: false,
      today: "2008-07-01",
      is: "expired",
      acts: ["confirm", "void"],
      why: "a signature of its days may be typed later",
    },
    { state: "confirmed" as const, isUsed: false, today: "2008-06-30", is: "confirmed", acts: ["void"], why: "signed" },
    { state: "confirmed" as const, isUsed: false, today: "2008-07-01", is: "expired", acts: ["void"], why: "signed and never used" },
    { state: "confirmed" as const, isUsed: true, today: "2008-07-01", is: "used", acts: [], why: "used in time it does not run out" },
    { state: "void" as const, isUsed: false, today: "2008-06-03", is: "void", acts: [], why: "taken back" },
    { state: "expired" as const, isUsed: false, today: "2008-06-03", is: "expired", acts: [], why: "closed by the next one" },
  ])("$state on $today: $why", ({ state, isUsed, today, is, acts }) => {
    expect(stateOf(state, "2008-06-30", isUsed, today)).toBe(is);
    expect(actsOn(state, isUsed)).toEqual(acts);
  });
});
