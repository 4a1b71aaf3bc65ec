import { describe, expect, test } from "vitest";
import { plan2008Catalogue, plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { type CheckedAgainst, check, mayBeSubmitted } from "../../src/policies/checking/rules";
import type { GroupTable, PolicyTerms, RegularStep, Tier } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { findingsIn } from "../../src/policies/wording/findings/rules";

const against: CheckedAgainst = { ...plan2008Window, effectiveFrom: plan2008Window.startsOn, exampleListPriceFen: 442_000_00 };
const catalogue = plan2008Catalogue;

const [accounts] = plan.groupTables as [GroupTable];
const [lumpSum, mortgage] = plan.regular as [RegularStep, RegularStep];
const withTiers = (...tiers: Tier[]): PolicyTerms => ({ ...plan, groupTables: [{ ...accounts, tiers }] });
const nine: Tier = { fromUnits: 9, payableBps: 9800 };
const step = (id: string, changes: Partial<RegularStep>): RegularStep => ({
  ...lumpSum,
  id,
  names: { "zh-Hant": id },
  when: {},
  ...changes,
});
const withSteps = (...regular: RegularStep[]): PolicyTerms => ({ ...plan, regular });

/** What is found beyond the reminder that the plan itself draws, as `severity code pointer`. */
const found = (terms: PolicyTerms, changes: Partial<CheckedAgainst> = {}) =>
  check(terms, catalogue, { ...against, ...changes })
    .filter(({ facts }) => facts.code !== "reward-held")
    .map(({ severity, pointer, facts }) => `${severity} ${facts.code} ${pointer}`);

test("the plan may be submitted, with one reminder", () => {
  const findings = check(plan, catalogue, against);

  expect(findings.map(({ facts }) => facts)).toEqual([{ code: "reward-held", categories: ["state-enterprise", "public-body"] }]);
  expect(mayBeSubmitted(findings)).toBe(true);
});

describe("a home that counts from its subscription", () => {
  test.each<{ why: string; terms: Partial<PolicyTerms>; findings: string[] }>([
    { why: "the tier falls with it", terms: { retroactive: true, onDrop: "reverse" }, findings: [] },
    {
      why: "never signed, it leaves its tier to the others",
      terms: { onDrop: "keep" },
      findings: ["warning unsigned-keeps-tier /countBasis"],
    },
    {
      why: "the tier of a signing day never falls, whatever is chosen for a fall",
      terms: { retroactive: false, onDrop: "reverse" },
      findings: ["warning unsigned-keeps-tier /countBasis"],
    },
    { why: "counted from signing there is nothing to say", terms: { countBasis: "signed", onDrop: "keep" }, findings: [] },
  ])("$why", ({ terms, findings }) => {
    expect(found({ ...plan, countBasis: "subscribed", ...terms })).toEqual(findings);
  });

  test("is said in a sentence", () => {
    const terms: PolicyTerms = { ...plan, countBasis: "subscribed" };
    const [finding] = findingsIn({ language: "zh-Hant", catalogue }, terms, check(terms, catalogue, against));

    expect(finding?.detail).toBe("認購即計入，之後沒有簽約的，仍替其餘各戶保住折扣。要隨之回落，請選「同享新檔」與「隨套數回落」。");
  });
});

describe("tiers", () => {
  test.each<{ why: string; tiers: Tier[]; findings: string[] }>([
    { why: "the second lower", tiers: [nine, { fromUnits: 20, payableBps: 9799 }], findings: [] },
    {
      why: "the second as high: it does nothing",
      tiers: [nine, { fromUnits: 20, payableBps: 9800 }],
      findings: ["warning tier-unreachable /groupTables/0/tiers/1/payableBps"],
    },
    {
      why: "the second higher: more units cost more",
      tiers: [nine, { fromUnits: 20, payableBps: 9801 }],
      findings: ["error tier-rises /groupTables/0/tiers/1/payableBps"],
    },
    {
      why: "typed in another order",
      tiers: [{ fromUnits: 20, payableBps: 9801 }, nine],
      findings: ["error tier-rises /groupTables/0/tiers/0/payableBps"],
    },
    {
      why: "higher than one before the last",
      tiers: [nine, { fromUnits: 12, payableBps: 9850 }, { fromUnits: 20, payableBps: 9820 }],
      findings: ["error tier-rises /groupTables/0/tiers/1/payableBps", "error tier-rises /groupTables/0/tiers/2/payableBps"],
    },
    {
      why: "a first tier without a discount",
      tiers: [{ fromUnits: 9, payableBps: 10_000 }],
      findings: ["warning tier-unreachable /groupTables/0/tiers/0/payableBps"],
    },
    {
      why: "an amount that falls",
      tiers: [
        { fromUnits: 9, amountFen: 2 },
        { fromUnits: 20, amountFen: 1 },
      ],
      findings: ["error tier-rises /groupTables/0/tiers/1/amountFen"],
    },
    {
      why: "an amount per ㎡ that grows",
      tiers: [
        { fromUnits: 9, perSqmFen: 1 },
        { fromUnits: 20, perSqmFen: 2 },
      ],
      findings: [],
    },
  ])("$why", ({ tiers, findings }) => {
    expect(found(withTiers(...tiers))).toEqual(findings);
  });
});

describe("the words of the campaign", () => {
  test.each<{ why: string; terms: PolicyTerms; findings: string[] }>([
    {
      why: "a category that is gone",
      terms: { ...plan, groupTables: [{ ...accounts, categories: [...accounts.categories, "club"] }] },
      findings: ["error unknown-code /groupTables/0/categories/8"],
    },
    {
      why: "a product that is gone",
      terms: { ...plan, countedProducts: ["residence", "villa"] },
      findings: ["error unknown-code /countedProducts/1"],
    },
    {
      why: "a payment method that is gone",
      terms: withSteps(step("a", { when: { paymentMethods: ["barter"] } })),
      findings: ["error unknown-code /regular/0/when/paymentMethods/0"],
    },
    {
      why: "a credential that is gone",
      terms: { ...plan, credentialRules: [{ id: "documents", credentials: ["teacher", "nurse"], tiers: [nine] }] },
      findings: ["error unknown-code /credentialRules/0/credentials/1"],
    },
    {
      why: "a category without a rule",
      terms: { ...plan, groupTables: [{ ...accounts, categories: accounts.categories.filter((code) => code !== "bank") }] },
      findings: ["warning category-without-rule /groupTables"],
    },
    { why: "no product named", terms: { ...plan, pricedProducts: [] }, findings: ["warning products-not-named /pricedProducts"] },
    {
      why: "a step for homes that are not priced",
      terms: withSteps(step("a", { when: { products: ["parking"] } })),
      findings: ["warning step-without-product /regular/0/when/products"],
    },
  ])("$why", ({ terms, findings }) => {
    expect(found(terms)).toEqual(findings);
  });
});

describe("dates", () => {
  const from = (day: string) => step("a", { when: { from: day } });
  const until = (day: string) => step("a", { when: { until: day } });

  test.each<{ why: string; step: RegularStep; findings: string[] }>([
    { why: "from the first day", step: from("2008-05-15"), findings: [] },
    { why: "from the day before", step: from("2008-05-14"), findings: ["warning dates-outside-campaign /regular/0/when/from"] },
    { why: "from the last day", step: from("2008-07-15"), findings: [] },
    { why: "from the day after", step: from("2008-07-16"), findings: ["error step-outside-campaign /regular/0/when/from"] },
    { why: "until the last day", step: until("2008-07-15"), findings: [] },
    { why: "until the day after", step: until("2008-07-16"), findings: ["warning dates-outside-campaign /regular/0/when/until"] },
    { why: "until the first day", step: until("2008-05-15"), findings: [] },
    { why: "until the day before", step: until("2008-05-14"), findings: ["error step-outside-campaign /regular/0/when/until"] },
  ])("a step $why", ({ step: dated, findings }) => {
    expect(found(withSteps(dated))).toEqual(findings);
  });

  test.each<{ effectiveFrom: string | null; findings: string[]; why: string }>([
    { effectiveFrom: "2008-07-15", findings: [], why: "on the last day" },
    { effectiveFrom: "2008-07-16", findings: ["error effective-outside-campaign /effectiveFrom"], why: "after it" },
    { effectiveFrom: "2008-05-01", findings: [], why: "before the first: from then on" },
    { effectiveFrom: null, findings: [], why: "not yet set" },
  ])("a version that starts $why", ({ effectiveFrom, findings }) => {
    expect(found(plan, { effectiveFrom })).toEqual(findings);
  });

  test.each<{ why: string; until: string; findings: string[] }>([
    { why: "on its first day", until: "2008-06-01", findings: [] },
    { why: "the day before it", until: "2008-05-31", findings: ["warning step-before-version /regular/0/when/until"] },
  ])("a step that ends $why, in a version from June on", ({ until: last, findings }) => {
    expect(found(withSteps(until(last)), { effectiveFrom: "2008-06-01" })).toEqual(findings);
  });

  test("what nobody can get any more is not held against the floor", () => {
    const early = step("early", { when: { until: "2008-05-31" }, effect: { kind: "rate", payableBps: 9000 } });
    const floored = { ...withSteps(early), floorBps: 9550 };
    const codes = (effectiveFrom: string) => found(floored, { effectiveFrom }).filter((one) => one.includes("combination-below-floor"));

    expect(codes("2008-05-31")).not.toEqual([]);
    expect(codes("2008-06-01")).toEqual([]);
  });

  const june = { from: "2008-06-01", until: "2008-06-30" };
  test.each<{ why: string; other: Partial<RegularStep>; findings: string[] }>([
    { why: "the next month", other: { when: { from: "2008-07-01" } }, findings: [] },
    { why: "from its last day", other: { when: { from: "2008-06-30" } }, findings: ["warning windows-overlap /regular/1/when/from"] },
    { why: "until its first day", other: { when: { until: "2008-06-01" } }, findings: ["warning windows-overlap /regular/1/when/until"] },
    { why: "the same month, for another way to pay", other: { when: { ...june, paymentMethods: ["mortgage"] } }, findings: [] },
    { why: "the same month, as an alternative", other: { when: june, exclusionGroup: "one" }, findings: [] },
    { why: "always: meant to come on top", other: { when: {} }, findings: [] },
  ])("two steps, one in June, the other $why", ({ other, findings }) => {
    const first = step("june", { when: { ...june, paymentMethods: ["lump-sum"] }, exclusionGroup: "one" });
    const alone = other.exclusionGroup ? [] : ["warning exclusion-alone /regular/0/exclusionGroup"];

    expect(found(withSteps(first, step("other", other)))).toEqual([...findings, ...alone]);
  });
});

test("exclusion groups that stand apart or alone", () => {
  const one = { exclusionGroup: "one" };

  expect(found(withSteps(step("a", one), step("b", one), step("c", {})))).toEqual([]);
  expect(found(withSteps(step("a", one), step("b", {}), step("c", one)))).toEqual(["warning exclusion-apart /regular/2/exclusionGroup"]);
  expect(found(withSteps(step("a", one), step("b", {})))).toEqual(["warning exclusion-alone /regular/0/exclusionGroup"]);
});

describe("rewards", () => {
  const [cash] = plan.rewardRules;
  const withReward = (changes: object): PolicyTerms => ({ ...plan, rewardRules: cash ? [{ ...cash, ...changes }] : [] });

  test.each<{ why: string; terms: PolicyTerms; findings: string[] }>([
    {
      why: "without a success rule",
      terms: withReward({ success: null }),
      findings: ["error reward-without-success /rewardRules/0/success"],
    },
    {
      why: "as much for more units",
      terms: withReward({
        tiers: [
          { fromUnits: 1, amountFen: 5 },
          { fromUnits: 9, amountFen: 5 },
        ],
      }),
      findings: ["warning reward-not-rising /rewardRules/0/tiers/1/amountFen"],
    },
    {
      why: "more for more units",
      terms: withReward({
        tiers: [
          { fromUnits: 9, amountFen: 6 },
          { fromUnits: 1, amountFen: 5 },
        ],
      }),
      findings: [],
    },
  ])("$why", ({ terms, findings }) => {
    expect(found(terms)).toEqual(findings);
  });
});

describe("the floor", () => {
  const late: PolicyTerms = { ...withTiers(nine, { fromUnits: 20, payableBps: 9700 }), floorBps: 9550 };

  test("says the sum, what becomes of it, and two ways out", () => {
    const [finding] = findingsIn({ language: "zh-Hant", catalogue }, late, check(late, catalogue, against));

    expect(finding).toEqual({
      severity: "error",
      code: "combination-below-floor",
      pointer: "/groupTables/0/tiers/1/payableBps",
      detail: "一次性付款 9.8折 × 團購 9.7折，只付原價的 95.06%，低於底價 95.5%：應付 420,165.20 會停在 422,110.00。",
      remedies: [
        { label: "底價改 95%", patch: { pointer: "/floorBps", value: 9500 } },
        { label: "這檔改 9.75折", patch: { pointer: "/groupTables/0/tiers/1/payableBps", value: 9750 } },
      ],
    });
    expect(mayBeSubmitted(check(late, catalogue, against))).toBe(false);
  });

  test.each<{ why: string; terms: PolicyTerms; findings: string[] }>([
    { why: "0.98 × 0.98 is 96.04%: on the floor", terms: { ...plan, floorBps: 9604 }, findings: [] },
    {
      why: "a basis point above it: category and credential",
      terms: { ...plan, floorBps: 9605 },
      findings: [
        "error combination-below-floor /groupTables/0/tiers/0/payableBps",
        "error combination-below-floor /credentialRules/0/tiers/0/payableBps",
      ],
    },
    {
      why: "regular steps alone",
      terms: { ...withSteps(step("a", {}), step("b", { applyTo: "list" })), groupTables: [], credentialRules: [], floorBps: 9601 },
      findings: ["error combination-below-floor /regular/1/effect/payableBps", "warning category-without-rule /groupTables"],
    },
    {
      why: "2% + 2% of the list price are exactly 96%",
      terms: { ...withSteps(step("a", {}), step("b", { applyTo: "list" })), groupTables: [], credentialRules: [], floorBps: 9600 },
      findings: ["warning category-without-rule /groupTables"],
    },
    {
      why: "steps that never meet: one by mortgage, one at once",
      terms: { ...withSteps(lumpSum, mortgage), groupTables: [], credentialRules: [], floorBps: 9800 },
      findings: ["warning category-without-rule /groupTables"],
    },
    {
      why: "steps that never meet: one in May, one in July",
      terms: {
        ...withSteps(step("may", { when: { until: "2008-05-31" } }), step("july", { when: { from: "2008-07-01" } })),
        groupTables: [],
        credentialRules: [],
        floorBps: 9800,
      },
      findings: ["warning category-without-rule /groupTables"],
    },
    {
      why: "alternatives do not add up",
      terms: {
        ...withSteps(step("a", { exclusionGroup: "one" }), step("b", { exclusionGroup: "one" })),
        groupTables: [],
        credentialRules: [],
        floorBps: 9800,
      },
      findings: ["warning category-without-rule /groupTables"],
    },
    {
      why: "the better of two alternatives counts, wherever it stands",
      terms: {
        ...withSteps(
          step("a", { exclusionGroup: "one" }),
          step("b", { exclusionGroup: "one", effect: { kind: "rate", payableBps: 9700 } }),
        ),
        groupTables: [],
        credentialRules: [],
        floorBps: 9701,
      },
      findings: ["error combination-below-floor /regular/1/effect/payableBps", "warning category-without-rule /groupTables"],
    },
    {
      why: "a step that starts on the last day meets one that never ends",
      terms: {
        ...withSteps(step("a", {}), step("b", { when: { from: "2008-07-15" } })),
        groupTables: [],
        credentialRules: [],
        floorBps: 9605,
      },
      findings: ["error combination-below-floor /regular/1/effect/payableBps", "warning category-without-rule /groupTables"],
    },
    {
      why: "a step that starts when the campaign is over meets nobody",
      terms: {
        ...withSteps(step("a", {}), step("b", { when: { from: "2008-07-16" } })),
        groupTables: [],
        credentialRules: [],
        floorBps: 9605,
      },
      findings: ["error step-outside-campaign /regular/1/when/from", "warning category-without-rule /groupTables"],
    },
    {
      why: "a tier that a better credential always replaces",
      terms: {
        ...withSteps(step("a", { when: { credentials: ["teacher"] } })),
        credentialRules: [{ id: "documents", credentials: ["teacher"], tiers: [{ fromUnits: 1, payableBps: 9750 }] }],
        floorBps: 9555,
      },
      findings: [],
    },
    {
      why: "an amount off, which depends on the home",
      terms: { ...withSteps(step("a", { effect: { kind: "amount", amountFen: 5_000_00 } })), floorBps: 9550 },
      findings: ["warning amount-held-at-floor /regular/0/effect/amountFen"],
    },
  ])("$why", ({ terms, findings }) => {
    expect(found(terms).toSorted()).toEqual(findings.toSorted());
  });

  test("offers no tier where the regular steps are too low by themselves", () => {
    const low: PolicyTerms = { ...withSteps(step("a", { effect: { kind: "rate", payableBps: 9000 } })), floorBps: 9500 };
    const remedies = check(low, catalogue, against).flatMap((finding) => finding.remedies.map(({ change }) => change));

    expect(remedies).toEqual(["floor", "floor", "floor"]);
  });
});
