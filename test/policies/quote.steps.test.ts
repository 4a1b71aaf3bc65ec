import { describe, expect, test } from "vitest";
import type { PolicyTerms, RegularStep } from "../../src/policies/contract";
import type { SpecialPrice } from "../../src/policies/quoting/contract";
import { type Home, quote } from "../../src/policies/quoting/rules";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { amount, bare, chamberMember, home130, listedAt, rate, step } from "./sample-terms";

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
