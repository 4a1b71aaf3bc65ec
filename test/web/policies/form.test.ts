import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyTerms } from "../../../src/policies/contract";
import { plan2008Terms } from "../../../src/policies/templates/plan-2008";
import { newOwnTable } from "../../../web/src/features/policies/edits";
import { draftOf, formOf, isSaved, type PolicyForm } from "../../../web/src/features/policies/form";
import { anyTerms } from "../../policies/arbitrary";

const form = formOf({ effectiveFrom: "2008-05-15", terms: plan2008Terms });
const [step] = form.regular;
const [table] = form.groupTables;
const [rule] = form.rewardRules;
if (!step || !table || !rule) throw new Error("the plan has a step, a table and a reward");

describe("terms and the form of them", () => {
  test("what is read into the form is what it sends, whatever the policy", () => {
    fc.assert(
      fc.property(anyTerms, fc.option(fc.constant("2026-03-05"), { nil: null }), (terms, effectiveFrom) => {
        expect(draftOf(formOf({ effectiveFrom, terms })).draft).toEqual({ effectiveFrom, terms });
      }),
    );
  });

  test("a key person's own table, and none", () => {
    const own = { ...newOwnTable("t0"), tiers: [{ id: "t0", fromUnits: 1, value: 50_00 }], kind: "perSqm" as const };
    const { draft } = draftOf({ ...form, rewardRules: [{ ...rule, own }] });

    expect(draft?.terms.rewardRules[0]?.ownPurchase).toEqual({ tiers: [{ fromUnits: 1, perSqmFen: 50_00 }] });
    expect(draft && formOf(draft).rewardRules[0]?.own).toEqual(own);
    expect(draftOf({ ...form, rewardRules: [{ ...rule, own: null }] }).draft?.terms).toEqual(plan2008Terms);
  });

  test("the plan's own terms, rewards and all", () => {
    expect(draftOf(form).draft?.terms).toEqual(plan2008Terms);
  });

  test.each([
    { tiers: [{ fromUnits: 9, amountFen: 5_000_00 }], kind: "amount", value: 5_000_00, why: "yuan off" },
    { tiers: [{ fromUnits: 9, perSqmFen: 50_00 }], kind: "perSqm", value: 50_00, why: "yuan off each ㎡" },
    { tiers: [{ fromUnits: 9, payableBps: 9800 }], kind: "rate", value: 9800, why: "a rate" },
  ])("a table says once what its tiers give: $why", ({ tiers, kind, value }) => {
    const terms: PolicyTerms = { ...plan2008Terms, groupTables: [{ id: "accounts", categories: ["chamber"], tiers }] };
    const [its] = formOf({ effectiveFrom: null, terms }).groupTables;
    expect(its).toMatchObject({ kind, tiers: [{ fromUnits: 9, value }] });
  });
});

describe("what is missing before it can be sent", () => {
  const without: { change: Partial<PolicyForm>; missing: string[]; why: string }[] = [
    { change: {}, missing: [], why: "nothing" },
    { change: { effectiveFrom: null }, missing: [], why: "the day: a draft may wait for it" },
    { change: { floor: { none: true, bps: null } }, missing: [], why: "no floor is wanted" },
    { change: { floor: { none: false, bps: null } }, missing: ["floorBps"], why: "a floor that cannot be read is not no floor" },
    { change: { signWithinDays: null }, missing: ["signWithinDays"], why: "days" },
    {
      change: { regular: [{ ...step, names: { "zh-Hant": " " }, effect: { kind: "rate", value: null } }] },
      missing: ["regular/lump-sum/names", "regular/lump-sum/effect"],
      why: "a step just added: its name and what it gives",
    },
    {
      change: { regular: [{ ...step, when: { units: "1棟", buildings: null, signedWithinDays: null, membership: true } }] },
      missing: ["regular/lump-sum/when/buildings", "regular/lump-sum/when/units", "regular/lump-sum/when/signedWithinDays"],
      why: "conditions that were begun: left out, the step would be for every home",
    },
    {
      change: { groupTables: [{ ...table, codes: [], tiers: [{ id: "new", fromUnits: null, value: null }] }] },
      missing: ["groupTables/accounts/codes", "groupTables/accounts/tiers/new/fromUnits", "groupTables/accounts/tiers/new/value"],
      why: "a table for nobody, with an empty tier",
    },
    {
      change: {
        rewardRules: [
          {
            ...rule,
            categories: [],
            handoverDays: null,
            claimableAfterDays: null,
            tiers: [{ id: "new", fromUnits: null, amountFen: null }],
          },
        ],
      },
      missing: [
        "rewardRules/cash/categories",
        "rewardRules/cash/tiers/new/fromUnits",
        "rewardRules/cash/tiers/new/amountFen",
        "rewardRules/cash/handoverDays",
        "rewardRules/cash/claimableAfterDays",
      ],
      why: "a reward of nothing for nobody",
    },
    {
      change: { rewardRules: [{ ...rule, own: newOwnTable("new") }] },
      missing: ["rewardRules/cash/own/new/value"],
      why: "a table of the key person's own, from one unit on as it begins: what it gives",
    },
    {
      change: { rewardRules: [{ ...rule, own: { ...newOwnTable("new"), tiers: [{ id: "new", fromUnits: null, value: 9800 }] } }] },
      missing: ["rewardRules/cash/own/new/fromUnits"],
      why: "and from how many units",
    },
  ];

  test.each(without)("$why", ({ change, missing }) => {
    const { draft, missing: found } = draftOf({ ...form, ...change });
    expect(found ?? []).toEqual(missing);
    expect(draft === null).toBe(missing.length > 0);
  });

  test("names go without spaces around them, and a language left blank is left out", () => {
    const named = { ...step, names: { "zh-Hant": " 一次性付款 ", en: " One-off", "zh-Hans": "  " } };
    const { draft } = draftOf({ ...form, regular: [named] });
    expect(draft?.terms.regular[0]?.names).toEqual({ "zh-Hant": "一次性付款", en: "One-off" });
  });
});

describe("whether the API has these words already", () => {
  const saved = { effectiveFrom: "2008-05-15", terms: plan2008Terms };

  test.each([
    { change: {}, same: true, why: "untouched" },
    { change: { effectiveFrom: "2008-05-16" }, same: false, why: "another day" },
    { change: { onDrop: "reverse" as const }, same: false, why: "another choice" },
    { change: { floor: { none: false, bps: null } }, same: false, why: "not even complete" },
  ])("$why", ({ change, same }) => {
    expect(isSaved({ ...form, ...change }, saved)).toBe(same);
  });

  test("the order of fields does not matter", () => {
    const reversed = Object.fromEntries(Object.entries(plan2008Terms).reverse()) as PolicyTerms;
    expect(isSaved(form, { ...saved, terms: reversed })).toBe(true);
  });
});
