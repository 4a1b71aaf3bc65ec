import { describe, expect, test } from "vitest";
import { plan2008Catalogue as catalogue, plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { type CheckedAgainst, check, type KnownHomes } from "../../src/policies/checking/rules";
import { compare } from "../../src/policies/comparing/rules";
import type { Conditions, PolicyTerms } from "../../src/policies/contract";
import { priceList } from "../../src/policies/pricelist/rules";
import { type Buyer, type Home, quote } from "../../src/policies/quoting/rules";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { changesIn } from "../../src/policies/wording/changes/rules";
import { findingsIn } from "../../src/policies/wording/findings/rules";
import { notesIn } from "../../src/policies/wording/pricelist/rules";
import { quoteIn } from "../../src/policies/wording/quotes/rules";
import { termsIn } from "../../src/policies/wording/terms/rules";
import { bare, chamberMember, home130, rate, step } from "./sample-terms";

const listFen = 442_000_00;
const reducedFen = 433_160_00; // 9.8折
const only = (when: Conditions): PolicyTerms => ({ ...bare, regular: [step("early", { when })] });
const unit = (building: string, number: string) => ({ building, number });

describe("a step applies when what it asks is known and so", () => {
  test.each<{ why: string; when: Conditions; home?: Partial<Home>; buyer?: Partial<Buyer>; code: string | null }>([
    { why: "the building", when: { buildings: ["1", "2"] }, home: { building: "2" }, code: null },
    { why: "another building", when: { buildings: ["1", "2"] }, home: { building: "3" }, code: "building" },
    { why: "a building that only begins like it", when: { buildings: ["1"] }, home: { building: "11" }, code: "building" },
    { why: "no building chosen yet", when: { buildings: ["1", "2"] }, code: "fact-unknown" },
    { why: "a home of the list", when: { units: [unit("1", "0301")] }, home: { building: "1", unitNumber: "0301" }, code: null },
    { why: "its neighbour", when: { units: [unit("1", "0301")] }, home: { building: "1", unitNumber: "0302" }, code: "unit" },
    { why: "the same number next door", when: { units: [unit("1", "0301")] }, home: { building: "2", unitNumber: "0301" }, code: "unit" },
    {
      why: "a building with homes of the list, the home open",
      when: { units: [unit("1", "0301")] },
      home: { building: "1" },
      code: "fact-unknown",
    },
    { why: "a building without any", when: { units: [unit("1", "0301")] }, home: { building: "2" }, code: "unit" },
    { why: "no home chosen yet", when: { units: [unit("1", "0301")] }, code: "fact-unknown" },
    {
      why: "a number without its building is no home",
      when: { units: [unit("1", "0301")] },
      home: { unitNumber: "0301" },
      code: "fact-unknown",
    },
    {
      why: "in the list, and not in the building that is asked too",
      when: { units: [unit("1", "0301")], buildings: ["2"] },
      home: { building: "1", unitNumber: "0301" },
      code: "building",
    },
    { why: "a member", when: { membership: true }, buyer: { membership: true }, code: null },
    { why: "somebody whose proof was refused", when: { membership: true }, buyer: { membership: false }, code: "membership" },
    { why: "somebody nobody has checked", when: { membership: true }, code: "fact-unknown" },
    { why: "signed on the last day", when: { signedWithinDays: 3 }, buyer: { signedWithinDays: 3 }, code: null },
    { why: "signed a day later", when: { signedWithinDays: 3 }, buyer: { signedWithinDays: 4 }, code: "signed-late" },
    {
      why: "signed on the day of subscription, the only one that will do",
      when: { signedWithinDays: 0 },
      buyer: { signedWithinDays: 0 },
      code: null,
    },
    { why: "on the next day", when: { signedWithinDays: 0 }, buyer: { signedWithinDays: 1 }, code: "signed-late" },
    { why: "not signed yet", when: { signedWithinDays: 3 }, code: "fact-unknown" },
    { why: "a policy that asks nothing of it does not mind", when: {}, code: null },
    {
      why: "what can never be met is said before what is open",
      when: { membership: true, signedWithinDays: 3 },
      buyer: { signedWithinDays: 4 },
      code: "signed-late",
    },
  ])("$why: $code", ({ when, home, buyer, code }) => {
    const priced = quote(only(when), { ...home130, ...home }, { ...chamberMember, ...buyer }, 1);

    expect(priced.payableFen).toBe(code === null ? reducedFen : listFen);
    expect(priced.why.find(({ ruleId }) => ruleId === "early")?.code ?? null).toBe(code);
  });

  test("of alternatives the one that applies, whatever better one is not known", () => {
    const terms: PolicyTerms = {
      ...bare,
      regular: [
        step("early", { when: { signedWithinDays: 3 }, exclusionGroup: "one", ...rate(9700) }),
        step("any", { exclusionGroup: "one", ...rate(9800) }),
      ],
    };

    expect(quote(terms, home130, chamberMember, 1).payableFen).toBe(reducedFen);
    expect(quote(terms, home130, { ...chamberMember, signedWithinDays: 3 }, 1).payableFen).toBe(428_740_00);
  });
});

describe("in words", () => {
  const all: Conditions = { buildings: ["1", "2"], units: [unit("1", "0301"), unit("2", "0502")], membership: true, signedWithinDays: 7 };
  const told = (language: "zh-Hant" | "zh-Hans" | "en", when: Conditions, home: Partial<Home> = {}, buyer: Partial<Buyer> = {}) => {
    const [is, who] = [
      { ...home130, ...home },
      { ...chamberMember, ...buyer },
    ];
    return quoteIn({ language, catalogue }, only(when), is, quote(only(when), is, who, 1)).why?.find(({ label }) => label === "early")
      ?.detail;
  };

  test.each([
    ["zh-Hant", "符合以下條件即適用：樓棟 1、2、指定房源 1 0301、2 0502、須核驗單位身份、認購後 7 天內簽約"],
    ["zh-Hans", "符合以下条件即适用：楼栋 1、2、指定房源 1 0301、2 0502、须核验单位身份、认购后 7 天内签约"],
    ["en", "Applies if: building 1, 2, homes 1 0301, 2 0502, membership proved, signed within 7 days of subscription"],
  ] as const)("what a buyer may still meet, in %s", (language, detail) => {
    expect(told(language, all)).toBe(detail);
  });

  test("what is known already is not asked again", () => {
    expect(told("zh-Hant", all, { building: "1", unitNumber: "0301" }, { signedWithinDays: 0 })).toBe("符合以下條件即適用：須核驗單位身份");
  });

  test.each<{ why: string; when: Conditions; home?: Partial<Home>; buyer?: Partial<Buyer>; detail: string }>([
    { why: "the building", when: all, home: { building: "3" }, detail: "限樓棟 1、2" },
    { why: "the home", when: all, home: { building: "1", unitNumber: "0302" }, detail: "限指定的 2 套房源" },
    { why: "the membership", when: all, buyer: { membership: false }, detail: "須核驗單位身份" },
    { why: "the signing", when: all, buyer: { signedWithinDays: 8 }, detail: "限認購後 7 天內簽約" },
    { why: "a signing at once", when: { signedWithinDays: 0 }, buyer: { signedWithinDays: 1 }, detail: "限認購當日簽約" },
  ])("what is not met: $why", ({ when, home, buyer, detail }) => {
    expect(told("zh-Hant", when, home, buyer)).toBe(detail);
  });

  test("who decides sees every home of a list, a sentence the first and how many", () => {
    const units = Array.from({ length: 7 }, (_, at) => unit("1", `030${at + 1}`));
    const [regular] = termsIn({ language: "zh-Hant", catalogue }, only({ units }));

    expect(regular?.lines[0]?.detail).toContain("1 0306、1 0307");
    expect(told("zh-Hant", { units })).toBe("符合以下條件即適用：指定房源 1 0301、1 0302、1 0303 等 7 套");
  });

  test("a price list says under which conditions it would be less", () => {
    const lexicon = { language: "zh-Hant", catalogue } as const;
    const notes = (buyer: Partial<Buyer>) => {
      const [table] = priceList(only({ signedWithinDays: 7 }), home130, { ...chamberMember, ...buyer }, ["lump-sum"]);
      const why = table?.rows.flatMap((row) => row.why) ?? [];
      return notesIn(lexicon, only({ signedWithinDays: 7 }), { category: "chamber", credential: null, agencyName: "代理", told: {}, why });
    };

    expect(notes({})).toContain("early 9.8折：認購後 7 天內簽約。符合者另享，未計入上表。");
    expect(notes({ signedWithinDays: 7 }).join()).not.toContain("未計入上表");
    expect(notes({ signedWithinDays: 8 }).join(), "it can never be").not.toContain("未計入上表");
  });

  test.each<{ why: string; before: Conditions; after: Conditions; said: string[] }>([
    { why: "a condition comes", before: {}, after: { membership: true }, said: ["early的條件由「不限」改為「須核驗單位身份」"] },
    {
      why: "days to sign",
      before: { signedWithinDays: 7 },
      after: { signedWithinDays: 0 },
      said: ["early的條件由「認購後 7 天內簽約」改為「認購當日簽約」"],
    },
    {
      why: "a building",
      before: { buildings: ["1", "2"] },
      after: { buildings: ["2"] },
      said: ["early的條件由「樓棟 1、2」改為「樓棟 2」"],
    },
    { why: "buildings in another order", before: { buildings: ["1", "2"] }, after: { buildings: ["2", "1"] }, said: [] },
    {
      why: "a list of homes comes",
      before: {},
      after: { units: [unit("1", "0301")] },
      said: ["early的條件由「不限」改為「指定房源 1 0301」"],
    },
    {
      why: "one home for another: both are named",
      before: { units: [unit("1", "0301"), unit("1", "0302")] },
      after: { units: [unit("1", "0303"), unit("1", "0302")] },
      said: ["early的指定房源加入 1 0303、移出 1 0301"],
    },
    {
      why: "the same homes in another order",
      before: { units: [unit("1", "1"), unit("1", "2")] },
      after: { units: [unit("1", "2"), unit("1", "1")] },
      said: [],
    },
  ])("a comparison: $why", ({ before, after, said }) => {
    const sentences = changesIn({ language: "zh-Hant", catalogue }, compare(only(before), only(after)));

    expect(sentences.map(({ sentence }) => sentence)).toEqual(said);
  });
});

describe("the self-check", () => {
  const against: CheckedAgainst = { ...plan2008Window, effectiveFrom: null, exampleListPriceFen: null };
  const homes: KnownHomes = {
    buildings: ["1"],
    units: [
      { building: "1", number: "0301", product: "residence" },
      { building: "1", number: "0101", product: "shop" },
      { building: "1", number: "0401", product: "special-price" },
    ],
  };
  const found = (terms: PolicyTerms, known: KnownHomes | null) =>
    check(terms, catalogue, { ...against, homes: known }).filter(({ pointer }) => pointer.startsWith("/regular"));
  const withStep = (when: Conditions): PolicyTerms => ({ ...plan, regular: [step("early", { when })] });

  test.each<{ why: string; when: Conditions; known?: KnownHomes | null; said: string[] }>([
    { why: "a building and a home that are there", when: { buildings: ["1"], units: [unit("1", "0301")] }, said: [] },
    { why: "a building that is not", when: { buildings: ["1", "9"] }, said: ["/regular/0/when/buildings 房源表裡沒有樓棟 9。"] },
    { why: "no unit entered at all: nobody knows", when: { buildings: ["9"], units: [unit("9", "1")] }, known: null, said: [] },
    {
      why: "a home that is not",
      when: { units: [unit("1", "0301"), unit("1", "0999")] },
      said: ["/regular/0/when/units 房源表裡沒有 1 0999。"],
    },
    {
      why: "a home outside the buildings, whether units are known or not",
      when: { buildings: ["2"], units: [unit("1", "0301")] },
      known: null,
      said: ["/regular/0/when/units 1 0301 的樓棟或產品不合這一步的其他條件，或產品不在優惠範圍，享受不到這一步。"],
    },
    {
      why: "a shop where only residences get it, and a kind that is not priced",
      when: { products: ["residence"], units: [unit("1", "0301"), unit("1", "0101"), unit("1", "0401")] },
      said: ["/regular/0/when/units 1 0101、1 0401 的樓棟或產品不合這一步的其他條件，或產品不在優惠範圍，享受不到這一步。"],
    },
  ])("$why", ({ when, known = homes, said }) => {
    const terms = withStep(when);
    const findings = findingsIn({ language: "zh-Hant", catalogue }, terms, found(terms, known));

    expect(findings.map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual(said);
    expect(findings.every(({ severity }) => severity === "warning")).toBe(true);
  });

  const two = (one: Conditions, other: Conditions): PolicyTerms => ({
    ...bare,
    floorBps: 9700,
    regular: [step("a", { when: one }), step("b", { when: other })],
  });

  // 9.8 × 9.8 leaves 96.04%, under a floor of 97%; one of them alone does not.
  test.each<{ why: string; terms: PolicyTerms; known?: KnownHomes | null; isUnder: boolean }>([
    { why: "for a member who signs at once both apply", terms: two({ membership: true }, { signedWithinDays: 0 }), isUnder: true },
    { why: "in one building both", terms: two({ buildings: ["1", "2"] }, { buildings: ["2", "3"] }), isUnder: true },
    { why: "two buildings: never both", terms: two({ buildings: ["1"] }, { buildings: ["2"] }), isUnder: false },
    { why: "a home in the building", terms: two({ buildings: ["1"] }, { units: [unit("1", "0301")] }), isUnder: true },
    { why: "a home in another", terms: two({ buildings: ["2"] }, { units: [unit("1", "0301")] }), isUnder: false },
    {
      why: "two lists with a home in common",
      terms: two({ units: [unit("1", "1"), unit("1", "2")] }, { units: [unit("1", "2")] }),
      isUnder: true,
    },
    { why: "two lists without", terms: two({ units: [unit("1", "1")] }, { units: [unit("1", "2")] }), isUnder: false },
    { why: "a shop for all that is known", terms: two({ products: ["shop"] }, { units: [unit("1", "0301")] }), known: null, isUnder: true },
    { why: "a residence, as the units say", terms: two({ products: ["shop"] }, { units: [unit("1", "0301")] }), isUnder: false },
    { why: "a shop, as the units say", terms: two({ products: ["shop"] }, { units: [unit("1", "0101")] }), isUnder: true },
  ])("the lowest price there can be: $why", ({ terms, known = homes, isUnder }) => {
    expect(found(terms, known).some(({ facts }) => facts.code === "combination-below-floor")).toBe(isUnder);
  });

  test.each<{ why: string; one: Conditions; other: Conditions; meets: boolean }>([
    { why: "one building", one: { buildings: ["1"] }, other: { buildings: ["1", "2"] }, meets: true },
    { why: "two buildings", one: { buildings: ["1"] }, other: { buildings: ["2"] }, meets: false },
    { why: "a building and any", one: { buildings: ["1"] }, other: {}, meets: true },
    { why: "a home of the building", one: { buildings: ["1"] }, other: { units: [unit("1", "1")] }, meets: true },
    { why: "a home of another", one: { units: [unit("1", "1")] }, other: { buildings: ["2"] }, meets: false },
    { why: "homes of two lists", one: { units: [unit("1", "1")] }, other: { units: [unit("1", "2")] }, meets: false },
  ])("two dated steps that overlap: $why", ({ one, other, meets }) => {
    const dated = (when: Conditions): Conditions => ({ from: "2008-06-01", ...when });
    const terms: PolicyTerms = { ...bare, regular: [step("a", { when: dated(one) }), step("b", { when: dated(other) })] };

    expect(check(terms, catalogue, against).some(({ facts }) => facts.code === "windows-overlap")).toBe(meets);
  });
});
