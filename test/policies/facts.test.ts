import { describe, expect, test } from "vitest";
import { plan2008Catalogue as catalogue } from "../../src/campaigns/templates/plan-2008";
import { buyerOf, homeOf, lacksArea, sampleOf, unknownCodes } from "../../src/policies/facts/rules";
import { versionInForce } from "../../src/policies/rules";

describe("the home that a request describes", () => {
  test.each([
    { why: "by its list price", asked: { listPriceFen: 442_000_00 }, listPriceFen: 442_000_00, areaCentiSqm: null },
    { why: "by area and price", asked: { areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 }, listPriceFen: 442_000_00, areaCentiSqm: 130_00 },
    {
      why: "by all three: the list price counts",
      asked: { listPriceFen: 442_000_50, areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 },
      listPriceFen: 442_000_50,
      areaCentiSqm: 130_00,
    },
    { why: "for nothing: a price all the same", asked: { listPriceFen: 0 }, listPriceFen: 0, areaCentiSqm: null },
  ])("$why", ({ asked, listPriceFen, areaCentiSqm }) => {
    expect(homeOf(asked)).toEqual({ listPriceFen, areaCentiSqm, product: null });
  });

  test.each([
    { why: "no price", asked: { areaCentiSqm: 130_00 } },
    { why: "a price above the limit", asked: { areaCentiSqm: 100_000_000, pricePerSqmFen: 100_000_000_000 } },
  ])("never with $why", ({ asked }) => {
    expect(() => homeOf(asked)).toThrow(RangeError);
  });

  test("and the buyer, on the day that the caller settled", () => {
    expect(buyerOf({ category: "bank", countedUnits: 9, paymentMethod: "mortgage", on: "2008-01-01" }, "2008-05-15")).toEqual({
      category: "bank",
      paymentMethod: "mortgage",
      credential: null,
      on: "2008-05-15",
    });
  });
});

describe("the sample home that is meant", () => {
  const sample = { names: { "zh-Hant": "三房" }, product: "residence", areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 };
  const like = { areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 };

  test.each([
    { why: "its area and price", asked: like, meant: true },
    { why: "its product too", asked: { ...like, product: "residence" }, meant: true },
    { why: "another product", asked: { ...like, product: "shop" }, meant: false },
    { why: "another area", asked: { ...like, areaCentiSqm: 130_01 }, meant: false },
    { why: "another price", asked: { ...like, pricePerSqmFen: 3_400_01 }, meant: false },
    { why: "a list price alone", asked: { listPriceFen: 442_000_00 }, meant: false },
  ])("$why: $meant", ({ asked, meant }) => {
    expect(sampleOf([sample], asked)).toBe(meant ? sample : null);
  });
});

test("codes that the campaign does not have are named by their place", () => {
  expect(unknownCodes({ category: "club", paymentMethod: "lump-sum", credential: "nurse", product: "villa" }, catalogue)).toEqual([
    { pointer: "/category", code: "unknown-code" },
    { pointer: "/credential", code: "unknown-code" },
    { pointer: "/product", code: "unknown-code" },
  ]);
  expect(unknownCodes({ category: "bank", paymentMethod: "mortgage" }, catalogue)).toEqual([]);
});

test("a price that left something out for want of an area must not be shown", () => {
  expect(lacksArea({ why: [{ step: "group", ruleId: "a", code: "area-needed" }] })).toBe(true);
  expect(lacksArea({ why: [{ step: "group", ruleId: "a", code: "below-first-tier" }] })).toBe(false);
});

describe("the version in force", () => {
  const versions = [
    { number: 1, status: "published", effectiveFrom: "2008-05-15" },
    { number: 2, status: "published", effectiveFrom: "2008-07-01" },
    { number: 3, status: "approved", effectiveFrom: "2008-06-01" },
    { number: 4, status: "draft", effectiveFrom: null },
    { number: 5, status: "superseded", effectiveFrom: "2008-06-10" },
  ] as const;

  test.each([
    { day: "2008-05-14", number: undefined, why: "before the first" },
    { day: "2008-05-15", number: 1, why: "from its first day" },
    { day: "2008-06-30", number: 1, why: "the last day before the next; what was superseded prices none" },
    { day: "2008-07-01", number: 2, why: "from the day of the next" },
    { day: "2026-11-24", number: 2, why: "for ever" },
  ])("on $day is $number: $why", ({ day, number }) => {
    expect(versionInForce([...versions], day)?.number).toBe(number);
    expect(versionInForce(versions.toReversed(), day)?.number).toBe(number);
  });
});
