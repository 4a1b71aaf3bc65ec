import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Catalogue } from "../../src/campaigns/catalogue/contract";
import { plan2008Catalogue } from "../../src/campaigns/templates/plan-2008";
import { PolicyTerms } from "../../src/policies/contract";
import { QuoteRequest } from "../../src/policies/quoting/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { anyTerms } from "./arbitrary";

type Json = Record<string, unknown>;

/** Every issue as our code (zod's own where it is not ours) and a JSON pointer. */
function refusal(shape: PolicyShape, value: unknown): string | undefined {
  return shape
    .safeParse(value)
    .error?.issues.map((issue) => `${issue.code === "custom" ? issue.params?.code : issue.code} /${issue.path.join("/")}`)
    .join(", ");
}
type PolicyShape = typeof PolicyTerms | typeof QuoteRequest | typeof Catalogue;

const [lumpSum, mortgage] = plan.regular;
const [accounts] = plan.groupTables;
const [documents] = plan.credentialRules;
const [cash] = plan.rewardRules;
const withOwn = (...tiers: Json[]) => ({ ...plan, rewardRules: [{ ...cash, ownPurchase: { tiers } }] });
const withTiers = (...tiers: Json[]) => ({ ...plan, groupTables: [{ ...accounts, tiers }] });
const place = (building: string, number: string) => ({ building, number });
const withWhen = (when: Json) => ({ ...plan, regular: [{ ...lumpSum, when }] });

test("the plan and its words are well formed", () => {
  expect(PolicyTerms.parse(plan)).toEqual(plan);
  expect(Catalogue.parse(plan2008Catalogue)).toEqual(plan2008Catalogue);
});

test("so is every policy that the properties are tried on", () => {
  fc.assert(fc.property(anyTerms, (terms) => PolicyTerms.safeParse(terms).success));
});

describe("terms are refused", () => {
  test.each<{ why: string; terms: unknown; at: string }>([
    {
      why: "two tiers from nine",
      terms: withTiers({ fromUnits: 9, payableBps: 9800 }, { fromUnits: 12, payableBps: 9750 }, { fromUnits: 9, payableBps: 9700 }),
      at: "duplicate-threshold /groupTables/0/tiers/2/fromUnits",
    },
    {
      why: "a rate and an amount in one table",
      terms: withTiers({ fromUnits: 9, payableBps: 9800 }, { fromUnits: 20, amountFen: 1 }),
      at: "mixed-tier-kinds /groupTables/0/tiers/1/amountFen",
    },
    { why: "a tier that takes off nothing", terms: withTiers({ fromUnits: 9 }), at: "tier-effect /groupTables/0/tiers/0" },
    {
      why: "a tier that takes off in two ways",
      terms: withTiers({ fromUnits: 9, payableBps: 9800, perSqmFen: 1 }),
      at: "tier-effect /groupTables/0/tiers/0",
    },
    { why: "a table without tiers", terms: withTiers(), at: "too_small /groupTables/0/tiers" },
    {
      why: "a threshold of nought",
      terms: withTiers({ fromUnits: 0, payableBps: 9800 }),
      at: "too_small /groupTables/0/tiers/0/fromUnits",
    },
    { why: "a rate of nought", terms: withTiers({ fromUnits: 9, payableBps: 0 }), at: "too_small /groupTables/0/tiers/0/payableBps" },
    {
      why: "a rate above the price",
      terms: withTiers({ fromUnits: 9, payableBps: 10_001 }),
      at: "too_big /groupTables/0/tiers/0/payableBps",
    },
    {
      why: "a rate in words",
      terms: withTiers({ fromUnits: 9, payableBps: "9800" }),
      at: "invalid_type /groupTables/0/tiers/0/payableBps",
    },
    { why: "half a unit", terms: withTiers({ fromUnits: 9.5, payableBps: 9800 }), at: "invalid_type /groupTables/0/tiers/0/fromUnits" },
    {
      why: "an unknown field",
      terms: withTiers({ fromUnits: 9, payableBps: 9800, percent: 98 }),
      at: "unrecognized_keys /groupTables/0/tiers/0",
    },
    {
      why: "a category in two tables",
      terms: { ...plan, groupTables: [accounts, { ...accounts, id: "more", categories: ["club", "bank"] }] },
      at: "duplicate-category /groupTables/1/categories/1",
    },
    {
      why: "a category twice in one table",
      terms: { ...plan, groupTables: [{ ...accounts, categories: ["bank", "bank"] }] },
      at: "duplicate-code /groupTables/0/categories/1",
    },
    {
      why: "a credential in two rules",
      terms: { ...plan, credentialRules: [documents, { ...documents, id: "more" }] },
      at: "duplicate-credential /credentialRules/1/credentials/0, duplicate-credential /credentialRules/1/credentials/1",
    },
    {
      why: "a category in two reward rules",
      terms: { ...plan, rewardRules: [cash, { ...cash, id: "more", categories: ["bank"] }] },
      at: "duplicate-category /rewardRules/1/categories/0",
    },
    {
      why: "two rewards from one unit",
      terms: {
        ...plan,
        rewardRules: [
          {
            ...cash,
            tiers: [
              { fromUnits: 1, amountFen: 1 },
              { fromUnits: 1, amountFen: 2 },
            ],
          },
        ],
      },
      at: "duplicate-threshold /rewardRules/0/tiers/1/fromUnits",
    },
    {
      why: "a negative reward",
      terms: { ...plan, rewardRules: [{ ...cash, tiers: [{ fromUnits: 1, amountFen: -1 }] }] },
      at: "too_small /rewardRules/0/tiers/0/amountFen",
    },
    {
      why: "two tiers of a key person's own from one unit",
      terms: withOwn({ fromUnits: 1, payableBps: 9900 }, { fromUnits: 1, payableBps: 9800 }),
      at: "duplicate-threshold /rewardRules/0/ownPurchase/tiers/1/fromUnits",
    },
    {
      why: "tiers of two kinds in a key person's own table",
      terms: withOwn({ fromUnits: 1, payableBps: 9900 }, { fromUnits: 2, amountFen: 5_000_00 }),
      at: "mixed-tier-kinds /rewardRules/0/ownPurchase/tiers/1/amountFen",
    },
    {
      why: "a tier of a key person's own that takes off nothing",
      terms: withOwn({ fromUnits: 1 }),
      at: "tier-effect /rewardRules/0/ownPurchase/tiers/0",
    },
    { why: "a table of a key person's own without a tier", terms: withOwn(), at: "too_small /rewardRules/0/ownPurchase/tiers" },
    {
      why: "an own purchase that nobody has heard of",
      terms: { ...plan, rewardRules: [{ ...cash, ownPurchase: "second-tier" }] },
      at: "invalid_union /rewardRules/0/ownPurchase",
    },
    {
      why: "two steps with one id",
      terms: { ...plan, regular: [lumpSum, { ...mortgage, id: "lump-sum" }] },
      at: "duplicate-id /regular/1/id",
    },
    {
      why: "a window that ends before it starts",
      terms: withWhen({ from: "2008-06-02", until: "2008-06-01" }),
      at: "reversed-window /regular/0/when/until",
    },
    { why: "a day that does not exist", terms: withWhen({ from: "2007-02-29" }), at: "invalid_format /regular/0/when/from" },
    { why: "a condition met by nobody", terms: withWhen({ paymentMethods: [] }), at: "too_small /regular/0/when/paymentMethods" },
    { why: "a condition without facts", terms: withWhen({ building: "1" }), at: "unrecognized_keys /regular/0/when" },
    { why: "a product twice", terms: { ...plan, pricedProducts: ["shop", "shop"] }, at: "duplicate-code /pricedProducts/1" },
    {
      why: "an effect of no kind",
      terms: { ...plan, regular: [{ ...lumpSum, effect: { kind: "gift" } }] },
      at: "invalid_union /regular/0/effect/kind",
    },
    {
      why: "an amount off above the limit",
      terms: { ...plan, regular: [{ ...lumpSum, effect: { kind: "amount", amountFen: 100_000_000_001 } }] },
      at: "too_big /regular/0/effect/amountFen",
    },
    {
      why: "a name of ten thousand characters",
      terms: { ...plan, regular: [{ ...lumpSum, names: { "zh-Hant": "折".repeat(10_000) } }] },
      at: "too_big /regular/0/names/zh-Hant",
    },
    {
      why: "a name that cannot be printed",
      terms: { ...plan, regular: [{ ...lumpSum, names: { "zh-Hant": "一\u0000" } }] },
      at: "control-character /regular/0/names/zh-Hant",
    },
    {
      why: "one home twice in a list, once full-width",
      terms: withWhen({ units: [place("1", "0301"), place("１", "0301")] }),
      at: "duplicate-unit /regular/0/when/units/1/number",
    },
    { why: "one building twice", terms: withWhen({ buildings: ["1", " 1"] }), at: "duplicate-code /regular/0/when/buildings/1" },
    { why: "a list of no homes", terms: withWhen({ units: [] }), at: "too_small /regular/0/when/units" },
    {
      why: "more homes than a list may have",
      terms: withWhen({ units: Array.from({ length: 301 }, (_, at) => place("1", `${at}`)) }),
      at: "too_big /regular/0/when/units",
    },
    { why: "only for who is no member", terms: withWhen({ membership: false }), at: "invalid_value /regular/0/when/membership" },
    { why: "signed within less than a day", terms: withWhen({ signedWithinDays: -1 }), at: "too_small /regular/0/when/signedWithinDays" },
    { why: "signed within more than a year", terms: withWhen({ signedWithinDays: 366 }), at: "too_big /regular/0/when/signedWithinDays" },
    { why: "a code with capitals", terms: { ...plan, pricedProducts: ["TOP"] }, at: "invalid_format /pricedProducts/0" },
    { why: "an unknown rounding", terms: { ...plan, rounding: "jiao" }, at: "invalid_value /rounding" },
  ])("$why", ({ terms, at }) => {
    expect(refusal(PolicyTerms, terms)).toBe(at);
  });

  test.each<{ why: string; terms: unknown }>([
    { why: "a window of one day", terms: withWhen({ from: "2008-06-01", until: "2008-06-01" }) },
    {
      why: "as many homes as a list may have",
      terms: withWhen({ units: Array.from({ length: 300 }, (_, at) => place("1", `${at}`)) }),
    },
    { why: "signed on the day of subscription", terms: withWhen({ signedWithinDays: 0 }) },
    { why: "tiers in any order", terms: withTiers({ fromUnits: 20, payableBps: 9700 }, { fromUnits: 9, payableBps: 9800 }) },
    { why: "a reward nobody has finished", terms: { ...plan, rewardRules: [{ ...cash, success: null }] } },
    {
      why: "a key person's own tiers in any order",
      terms: withOwn({ fromUnits: 9, perSqmFen: 20_00 }, { fromUnits: 1, perSqmFen: 10_00 }),
    },
    { why: "no rules at all", terms: { ...plan, regular: [], groupTables: [], credentialRules: [], rewardRules: [] } },
  ])("but not $why", ({ terms }) => {
    expect(refusal(PolicyTerms, terms)).toBeUndefined();
  });

  test("whatever is put at any one place, without an exception", () => {
    const places = ["rounding", "floorBps", "pricedProducts", "regular", "groupTables", "credentialRules", "rewardRules"];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        PolicyTerms.safeParse({ ...plan, [place]: value });
      }),
    );
  });
});

describe("a request for a quote", () => {
  const asked = { category: "chamber", countedUnits: 9, paymentMethod: "lump-sum" };
  const measured = { areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 };

  test.each<{ why: string; request: Json; at?: string }>([
    { why: "the list price", request: { listPriceFen: 442_000_00 } },
    { why: "area and price", request: measured },
    { why: "all three, agreeing", request: { ...measured, listPriceFen: 442_000_00 } },
    { why: "all three, a yuan apart", request: { ...measured, listPriceFen: 442_001_00 } },
    {
      why: "all three, a yuan and a fen apart",
      request: { ...measured, listPriceFen: 442_001_01 },
      at: "list-price-disagrees /listPriceFen",
    },
    { why: "the same below", request: { ...measured, listPriceFen: 441_998_99 }, at: "list-price-disagrees /listPriceFen" },
    { why: "list price and area", request: { listPriceFen: 442_000_00, areaCentiSqm: 130_00 } },
    { why: "nothing", request: {}, at: "price-needed /listPriceFen" },
    { why: "an area without a price", request: { areaCentiSqm: 130_00 }, at: "price-needed /pricePerSqmFen" },
    {
      why: "a price per ㎡ without an area",
      request: { listPriceFen: 442_000_00, pricePerSqmFen: 3_400_00 },
      at: "area-needed /areaCentiSqm",
    },
    {
      why: "a product above the limit",
      request: { areaCentiSqm: 100_000_00, pricePerSqmFen: 100_000_000_00 },
      at: "amount-too-large /pricePerSqmFen",
    },
    { why: "a list price above the limit", request: { listPriceFen: 100_000_000_001 }, at: "too_big /listPriceFen" },
    { why: "fractions of a fen", request: { listPriceFen: 0.5 }, at: "invalid_type /listPriceFen" },
    { why: "a negative price", request: { listPriceFen: -1 }, at: "too_small /listPriceFen" },
    { why: "no units", request: { listPriceFen: 1, countedUnits: 0 }, at: "too_small /countedUnits" },
    { why: "a day that does not exist", request: { listPriceFen: 1, on: "2008-06-31" }, at: "invalid_format /on" },
    {
      why: "all that some steps ask",
      request: { listPriceFen: 1, building: "1", unitNumber: "0301", membership: false, signedWithinDays: 400 },
    },
    { why: "a home's number without its building", request: { listPriceFen: 1, unitNumber: "0301" }, at: "required /building" },
    { why: "an unknown field", request: { listPriceFen: 1, discount: 9 }, at: "unrecognized_keys /" },
  ])("with $why", ({ request, at }) => {
    expect(refusal(QuoteRequest, { ...asked, ...request })).toBe(at);
  });
});

test("a catalogue names each code once in a list", () => {
  const twice = {
    ...plan2008Catalogue,
    credentials: [...plan2008Catalogue.credentials, { code: "teacher", names: { "zh-Hant": "教師" } }],
  };

  expect(refusal(Catalogue, twice)).toBe("duplicate-code /credentials/2/code");
});
