import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plan2008Catalogue as catalogue, plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { type Language, languages } from "../../src/i18n/names";
import { check } from "../../src/policies/checking/rules";
import type { PolicyTerms } from "../../src/policies/contract";
import { Quote, type SpecialPrice } from "../../src/policies/quoting/contract";
import { type Buyer, type Home, quote } from "../../src/policies/quoting/rules";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { findingsIn } from "../../src/policies/wording/findings/rules";
import { quoteIn } from "../../src/policies/wording/quotes/rules";
import { anyBuyer, anyHome, anySpecial, anyTerms, anyUnits, campaign, campaignWindow } from "./arbitrary";

const home: Home = { listPriceFen: 442_000_00, areaCentiSqm: 130_00, product: "residence" };
const buyer: Buyer = { category: "chamber", paymentMethod: "lump-sum", credential: null, on: "2008-06-01" };
const ask = (language: Language, terms: PolicyTerms, changes: Partial<Buyer & Home> = {}, units = 9, special: SpecialPrice | null = null) =>
  quoteIn(
    { language, catalogue },
    terms,
    { ...home, ...changes },
    quote(terms, { ...home, ...changes }, { ...buyer, ...changes }, units, special),
  );

const steps: PolicyTerms["regular"] = [
  {
    id: "a",
    names: { "zh-Hant": "開盤", en: "Opening" },
    when: {},
    exclusionGroup: null,
    applyTo: "list",
    effect: { kind: "rate", payableBps: 9850 },
  },
  {
    id: "b",
    names: { "zh-Hant": "認籌", en: "Queue" },
    when: {},
    exclusionGroup: null,
    applyTo: "running",
    effect: { kind: "amount", amountFen: 5_000_00 },
  },
  {
    id: "c",
    names: { "zh-Hant": "大戶型", en: "Large home" },
    when: {},
    exclusionGroup: null,
    applyTo: "running",
    effect: { kind: "perSqm", perSqmFen: 50_00 },
  },
];

describe("the lines of a quote", () => {
  test.each<{ language: Language; labels: string[] }>([
    { language: "zh-Hant", labels: ["一次性付款 9.8折", "團購 9.8折"] },
    { language: "zh-Hans", labels: ["一次性付款 9.8折", "团购 9.8折"] },
    { language: "en", labels: ["One-off payment 2% off", "Group 2% off"] },
  ])("in $language", ({ language, labels }) => {
    expect(ask(language, plan).lines.map(({ label }) => label)).toEqual(labels);
  });

  test.each<{ why: string; language: Language; terms: PolicyTerms; labels: string[] }>([
    {
      why: "every kind of effect, the floor, the yuan",
      language: "zh-Hant",
      terms: { ...plan, rounding: "yuan", floorBps: 9999, regular: steps },
      labels: [
        "開盤 9.85折（按原價）",
        "認籌 5,000.00 元優惠",
        "大戶型 每㎡ 50.00 元優惠",
        "團購 9.8折",
        "停在底價（原價的 99.99%）",
        "取整到元",
      ],
    },
    {
      why: "the same in English",
      language: "en",
      terms: { ...plan, rounding: "yuan", floorBps: 9999, regular: steps },
      labels: [
        "Opening 1.5% off (of the list price)",
        "Queue 5,000.00 yuan off",
        "Large home 50.00 yuan off per ㎡",
        "Group 2% off",
        "Held at the floor (99.99% of the list price)",
        "Rounded to whole yuan",
      ],
    },
  ])("$why", ({ language, terms, labels }) => {
    expect(ask(language, terms, { listPriceFen: 442_001_00 }).lines.map(({ label }) => label)).toEqual(labels);
  });

  test("each comes with its sum", () => {
    const terms: PolicyTerms = { ...plan, rounding: "yuan", floorBps: 9999, regular: steps };

    expect(ask("zh-Hant", terms, { listPriceFen: 442_001_00 }).lines.map(({ working }) => working)).toEqual([
      "442,001.00 − 442,001.00 × 1.5%",
      "435,371.00 − 5,000.00",
      "430,371.00 − 130.00 ㎡ × 50 元/㎡",
      "423,871.00 × 98%",
      "442,001.00 × 99.99%",
      "441,956.80",
    ]);
  });

  test("a credential's tier is called by the credentials, a special 特批 with its own floor", () => {
    const special: SpecialPrice = { effect: { kind: "rate", payableBps: 9500 }, replacesGroup: true, floorBps: 9500 };

    expect(ask("zh-Hant", plan, { credential: "teacher" }, 1).lines.at(-1)?.label).toBe("教師、公務員 9.8折");
    expect(
      ask("zh-Hant", plan, {}, 9, special)
        .lines.slice(1)
        .map(({ label }) => label),
    ).toEqual(["特批 9.5折", "停在特批的底價"]);
  });
});

describe("why something does not apply", () => {
  test.each<{ why: string; language: Language; changes: Partial<Buyer & Home>; units?: number; detail: string }>([
    { why: "another payment method", language: "zh-Hant", changes: {}, detail: "按揭付款：限按揭付款" },
    { why: "no credential", language: "zh-Hant", changes: {}, detail: "教師、公務員：須有教師、公務員憑證" },
    { why: "one unit short", language: "zh-Hant", changes: {}, units: 8, detail: "團購：滿 9 套起適用，還差 1 套" },
    { why: "one unit short, in English", language: "en", changes: {}, units: 8, detail: "Group: Starts at 9 homes, 1 short" },
    {
      why: "not better than the category's tier",
      language: "zh-Hant",
      changes: { credential: "teacher" },
      detail: "教師、公務員：已取更優惠的團購",
    },
    { why: "特價房", language: "zh-Hans", changes: { product: "special-price" }, detail: "常规折扣：这类产品不在优惠范围" },
    { why: "a category without a rule", language: "zh-Hant", changes: { category: "club" }, detail: "團購：這類單位沒有團購折扣" },
  ])("$why", ({ language, changes, units, detail }) => {
    const colon = language === "en" ? ": " : "：";

    expect(ask(language, plan, changes, units).why?.map((why) => why.label + colon + why.detail)).toContain(detail);
  });

  test("dates are named", () => {
    const dated = (when: object): PolicyTerms => ({ ...plan, regular: plan.regular.map((step) => ({ ...step, when })) });

    expect(ask("zh-Hant", dated({ from: "2008-06-02" })).why?.[0]?.detail).toBe("2008-06-02 起才適用");
    expect(ask("zh-Hant", dated({ until: "2008-05-31" })).why?.[0]?.detail).toBe("只到 2008-05-31");
  });
});

test("findings are one sentence in each language, without a place left open", () => {
  const terms: PolicyTerms = {
    ...plan,
    floorBps: 9600,
    regular: [
      ...plan.regular,
      { ...steps[1], id: "b", when: { from: "2008-05-01", until: "2008-06-10" } } as PolicyTerms["regular"][number],
    ],
    groupTables: [
      {
        id: "accounts",
        categories: ["chamber", "club"],
        tiers: [
          { fromUnits: 9, payableBps: 9700 },
          { fromUnits: 20, payableBps: 9800 },
        ],
      },
    ],
  };
  const found = check(terms, catalogue, { ...plan2008Window, effectiveFrom: "2008-08-01", exampleListPriceFen: null });

  expect(findingsIn({ language: "en", catalogue }, terms, found).map(({ detail }) => detail)).toEqual([
    "Category “club” is not set up in this campaign.",
    "It would start after the campaign has ended (2008-07-15).",
    "This day lies outside the campaign (2008-05-15 to 2008-07-15).",
    "From 20 units 2% off, yet from 9 units 3% off: more units would cost more.",
    "No group discount for: Market traders, Factory or mine, State enterprise and others, 7 in all.",
    "One-off payment 2% off × Group 3% off leaves 95.06% of the list price, under the floor of 96%.",
    "For a home listed under 125,000.00 yuan this alone is held at the floor.",
    "Rewards of key persons are held until compliance decides: State enterprise, Public body.",
  ]);
});

test("every quote goes out in the documented shape, every text filled in", () => {
  fc.assert(
    fc.property(
      anyTerms,
      anyHome,
      anyBuyer,
      anyUnits,
      fc.option(anySpecial, { nil: null }),
      fc.constantFrom(...languages),
      (terms, anyOne, who, units, special, language) => {
        const lexicon = { language, catalogue: campaign };
        const worded = quoteIn(lexicon, terms, anyOne, quote(terms, anyOne, who, units, special));
        const findings = findingsIn(
          lexicon,
          terms,
          check(terms, campaign, { ...campaignWindow, effectiveFrom: null, exampleListPriceFen: 100_000_00 }),
        );

        expect(Quote.parse(worded)).toEqual(worded);
        expect(JSON.stringify([worded, findings])).not.toMatch(/\{\w+\}|quote\.|check\.|word\.|undefined/);
      },
    ),
    { numRuns: 300 },
  );
});
