import { describe, expect, test } from "vitest";
import type { PolicyTerms } from "../../../src/policies/contract";
import type { PriceListRow } from "../../../src/policies/quoting/contract";
import { plan2008Terms } from "../../../src/policies/templates/plan-2008";
import type { PolicyVersionItem } from "../../../src/policies/versions/contract";
import { parseDays } from "../../../web/src/features/policies/days";
import { sideBySide } from "../../../web/src/features/policies/figures";
import { type Asking, askingOf, firstAsking, questionOf, requestOf } from "../../../web/src/features/policies/quote/asking";
import { factsAsked, factWords } from "../../../web/src/features/policies/quote/facts";
import { inForceNow, replacedBy, sectionOf } from "../../../web/src/features/policies/versions";
import type { Translate } from "../../../web/src/i18n/messages";

test.each([
  { text: "7", days: 7, why: "a number" },
  { text: "7 天", days: 7, why: "with its word" },
  { text: "０", days: 0, why: "none, full width" },
  { text: "365", days: 365, why: "a year" },
  { text: "366", days: null, why: "more than a year" },
  { text: "-1", days: null, why: "a sign" },
  { text: "1.5", days: null, why: "a part of a day" },
  { text: "", days: null, why: "nothing" },
])("days: $why", ({ text, days }) => {
  expect(parseDays(text)).toBe(days);
});

describe("two price lists side by side", () => {
  const row = (fromUnits: number, toUnits: number | null, payableFen: number) => ({ fromUnits, toUnits, payableFen }) as PriceListRow;

  test("are cut at the thresholds of both", () => {
    const before = [row(1, 8, 100), row(9, null, 90)];
    const after = [row(1, 4, 100), row(5, 19, 95), row(20, null, 80)];
    expect(
      sideBySide(before, after).map(({ fromUnits, toUnits, before: b, after: a }) => [fromUnits, toUnits, b?.payableFen, a?.payableFen]),
    ).toEqual([
      [1, 4, 100, 100],
      [5, 8, 100, 95],
      [9, 19, 90, 95],
      [20, null, 90, 80],
    ]);
  });

  test("a version without a table for this payment has nothing to show", () => {
    expect(sideBySide([], [row(1, null, 100)])).toEqual([{ fromUnits: 1, toUnits: null, before: null, after: row(1, null, 100) }]);
  });
});

describe("which version prices a day", () => {
  const version = (number: number, inForce: PolicyVersionItem["inForce"]) => ({ id: `v${number}`, number, inForce }) as PolicyVersionItem;
  const versions = [
    version(3, null),
    version(2, { from: "2008-07-01", until: null }),
    version(1, { from: "2008-05-15", until: "2008-06-30" }),
  ];
  const campaign = { startsOn: "2008-05-15", endsOn: "2008-07-15" };

  test.each([
    { today: "2008-06-30", number: 1, why: "the last day of the first" },
    { today: "2008-07-01", number: 2, why: "the first day of the second" },
    { today: "2008-01-01", number: 1, why: "before the campaign: its first day" },
    { today: "2026-01-01", number: 2, why: "after the campaign: its last day" },
  ])("$today: $why", ({ today, number }) => {
    expect(inForceNow(versions, campaign, today)?.number).toBe(number);
  });

  test.each([
    { day: "2008-06-01", shortened: 1, superseded: [2], why: "cuts the first short, and the second never comes" },
    { day: "2008-07-01", shortened: undefined, superseded: [2], why: "from the second's own day: the first ended the day before anyway" },
    { day: "2008-07-10", shortened: 2, superseded: [], why: "cuts the second short" },
    { day: "2008-05-15", shortened: undefined, superseded: [2, 1], why: "from the first day: nothing of the others is left" },
  ])("publishing from $day $why", ({ day, shortened, superseded }) => {
    const replaced = replacedBy(versions, day);
    expect(replaced.shortened?.number).toBe(shortened);
    expect(replaced.superseded.map(({ number }) => number)).toEqual(superseded);
  });

  test("nothing is in force before anything is published", () => {
    expect(inForceNow([version(1, null)], campaign, "2008-06-01")).toBeNull();
  });
});

test.each([
  { code: "step-added", section: "regular" },
  { code: "steps-reordered", section: "regular" },
  { code: "tier-effect", section: "group" },
  { code: "priced-products", section: "group" },
  { code: "floor", section: "floor" },
  { code: "rounding", section: "floor" },
  { code: "reward-method", section: "reward" },
] as const)("$code stands under $section", ({ code, section }) => {
  expect(sectionOf(code)).toBe(section);
});

describe("what the live quote asks", () => {
  const campaign = {
    catalogue: {
      categories: [{ code: "chamber", names: { "zh-Hant": "商會" } }],
      paymentMethods: [{ code: "lump-sum", names: { "zh-Hant": "一次性" } }],
      credentials: [],
      products: [],
    },
    sampleHomes: [{ names: { "zh-Hant": "三房" }, product: "residence", areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 }],
  } as unknown as Parameters<typeof firstAsking>[0];
  const asking = firstAsking(campaign, plan2008Terms);
  const home = { areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 };

  test("begins with the sample home at the first threshold", () => {
    expect(requestOf(asking, "v2")).toEqual({
      category: "chamber",
      paymentMethod: "lump-sum",
      product: "residence",
      countedUnits: 9,
      version: "v2",
      ...home,
    });
  });

  test("begins at one unit where there is no tier", () => {
    expect(firstAsking(campaign, { ...plan2008Terms, groupTables: [] }).countedUnits).toBe(1);
  });

  const questions: { change: Partial<Asking>; asked: object | null; why: string }[] = [
    { change: { countedUnits: null }, asked: null, why: "no number of units" },
    { change: { pricePerSqmFen: null }, asked: null, why: "an area without a price" },
    { change: { by: "price" }, asked: null, why: "a price that is not typed" },
    {
      change: { by: "price", listPriceFen: 442_000_00 },
      asked: { listPriceFen: 442_000_00, areaCentiSqm: 130_00 },
      why: "a price, with the area",
    },
    { change: { by: "price", listPriceFen: 0, areaCentiSqm: null }, asked: { listPriceFen: 0 }, why: "a price alone" },
    { change: { credential: "teacher" }, asked: { ...home, credential: "teacher" }, why: "a credential" },
    { change: { category: "" }, asked: null, why: "a campaign without categories" },
    { change: { category: "", credential: "teacher" }, asked: { ...home, credential: "teacher" }, why: "a credential alone" },
    { change: { on: "2008-06-01" }, asked: { ...home, on: "2008-06-01" }, why: "a day of one's own" },
    { change: { building: "1棟" }, asked: { ...home, building: "1棟" }, why: "a building" },
    {
      change: { building: "1棟", unitNumber: "0301", membership: true, signedWithinDays: 0 },
      asked: { ...home, building: "1棟", unitNumber: "0301", membership: true, signedWithinDays: 0 },
      why: "all that steps ask, signed on the very day",
    },
  ];
  test.each(questions)("$why", ({ change, asked }) => {
    const request = requestOf({ ...asking, ...change }, "v2");
    if (asked === null) expect(request).toBeNull();
    else expect(request).toMatchObject(asked);
    if (change.by === "price") expect(request ?? {}).not.toHaveProperty("pricePerSqmFen");
  });

  test.each<{ change: Partial<Asking>; why: string }>([
    { change: {}, why: "the panel's first question" },
    { change: { category: "", credential: "teacher", on: "2008-06-01" }, why: "a credential alone, on a day" },
    { change: { building: "1棟", unitNumber: "0301", membership: true, signedWithinDays: 0 }, why: "what some steps ask" },
    { change: { product: "" }, why: "no product: not the sample home's" },
    { change: { by: "price", listPriceFen: 442_000_00, pricePerSqmFen: null }, why: "a price typed in, with the area" },
    { change: { areaCentiSqm: null, countedUnits: null }, why: "numbers that were emptied stay so" },
  ])("an address says it all: $why", ({ change }) => {
    const told = { ...asking, ...change };

    expect(askingOf(new URLSearchParams(questionOf(told, "v2")), campaign)).toEqual(told);
  });

  test("a number without its building is not asked, nor a membership that is not proved", () => {
    const request = requestOf({ ...asking, unitNumber: "0301", membership: false }, "v2") ?? {};

    expect(request).not.toHaveProperty("unitNumber");
    expect(request).not.toHaveProperty("membership");
  });

  test("only what a step asks can be told beside the terms", () => {
    const facts = (when: PolicyTerms["regular"][number]["when"]) =>
      factsAsked({ regular: plan2008Terms.regular.map((step) => ({ ...step, when })) });

    expect(facts({})).toEqual([]);
    expect(facts({ buildings: ["1"] })).toEqual(["building"]);
    expect(facts({ units: [{ building: "1", number: "0301" }] })).toEqual(["building", "unitNumber"]);
    expect(facts({ membership: true, signedWithinDays: 0 })).toEqual(["membership", "signedWithinDays"]);
  });

  test.each([
    { told: {}, words: [], why: "nothing" },
    { told: { building: "1棟" }, words: ["pricelist.slip.inBuilding"], why: "a building" },
    { told: { building: "1棟", unitNumber: "0301" }, words: ["1棟 0301"], why: "a home" },
    { told: { membership: true, signedWithinDays: 3 }, words: ["pricelist.slip.proved", "pricelist.slip.signed"], why: "the rest" },
    { told: { signedWithinDays: 0 }, words: ["pricelist.slip.signedSameDay"], why: "the very day" },
  ])("the slip says what was taken for known: $why", ({ told, words }) => {
    expect(factWords(((key: string) => key) as Translate, { ...asking, ...told })).toEqual(words);
  });

  test("an address that says nothing asks for one sample home, for the first category", () => {
    expect(requestOf(askingOf(new URLSearchParams(), campaign), null)).toEqual({
      category: "chamber",
      paymentMethod: "lump-sum",
      product: "residence",
      countedUnits: 1,
      ...home,
    });
  });
});
