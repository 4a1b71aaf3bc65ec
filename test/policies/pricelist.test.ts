import { expect, test } from "vitest";
import { plan2008Catalogue as catalogue } from "../../src/campaigns/templates/plan-2008";
import type { PolicyTerms } from "../../src/policies/contract";
import { priceList } from "../../src/policies/pricelist/rules";
import { PriceListTable } from "../../src/policies/quoting/contract";
import type { Home } from "../../src/policies/quoting/rules";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { priceListIn } from "../../src/policies/wording/quotes/rules";

const home: Home = { listPriceFen: 442_000_00, areaCentiSqm: 130_00, product: "residence" };
const member = { category: "chamber", credential: null, on: "2008-05-20" };
const both = ["lump-sum", "mortgage"];

/** A row as the sheet prints it: range, list price, after regular, regular saving, group, payable, saving. */
const printed = (terms: PolicyTerms, buyer = member as Parameters<typeof priceList>[2], of = home) =>
  priceList(terms, of, buyer, both).map(({ rows }) =>
    rows.map((row) => [
      `${row.fromUnits}–${row.toUnits ?? ""}`,
      row.listPriceFen,
      row.afterRegularFen,
      row.regularSavedFen,
      row.tier?.payableBps ?? null,
      row.payableFen,
      row.savedFen,
    ]),
  );

test("the plan's own table, for both ways to pay", () => {
  expect(printed(plan)).toEqual([
    [
      ["1–8", 442_000_00, 433_160_00, 8_840_00, null, 433_160_00, 8_840_00],
      ["9–", 442_000_00, 433_160_00, 8_840_00, 9800, 424_496_80, 17_503_20],
    ],
    [
      ["1–8", 442_000_00, 437_580_00, 4_420_00, null, 437_580_00, 4_420_00],
      ["9–", 442_000_00, 437_580_00, 4_420_00, 9800, 428_828_40, 13_171_60],
    ],
  ]);
});

test("a teacher has one row: the same from the first home", () => {
  expect(printed(plan, { ...member, credential: "teacher" })[0]).toEqual([
    ["1–", 442_000_00, 433_160_00, 8_840_00, 9800, 424_496_80, 17_503_20],
  ]);
});

test("a tier held at the floor is a row that says so", () => {
  const floored: PolicyTerms = {
    ...plan,
    floorBps: 9550,
    groupTables: [
      {
        id: "a",
        categories: ["chamber"],
        tiers: [
          { fromUnits: 20, payableBps: 9700 },
          { fromUnits: 9, payableBps: 9800 },
        ],
      },
    ],
  };
  const [table] = priceList(floored, home, member, ["lump-sum"]);

  expect(table?.rows.map(({ fromUnits, toUnits, payableFen, stopsAtFloor }) => [fromUnits, toUnits, payableFen, stopsAtFloor])).toEqual([
    [1, 8, 433_160_00, false],
    [9, 19, 424_496_80, false],
    [20, null, 422_110_00, true],
  ]);
});

test("each row but the open one says what the next tier saves, one unit short of it", () => {
  const [table] = priceList(plan, home, member, ["lump-sum"]);

  expect(table?.rows.map(({ nextTier, atNextTier }) => [nextTier, atNextTier?.payableFen ?? null])).toEqual([
    [{ fromUnits: 9, moreUnits: 1, savesOthersFen: 69_305_60, savesAllFen: 77_968_80 }, 424_496_80],
    [null, null],
  ]);
});

test("a credential alone has its own tiers, whatever the categories", () => {
  expect(printed(plan, { ...member, category: null, credential: "teacher" })).toEqual(printed(plan, { ...member, credential: "teacher" }));
  expect(
    printed({ ...plan, credentialRules: [] }, { ...member, category: null, credential: "teacher" })[0]?.map(([range]) => range),
  ).toEqual(["1–"]);
});

test("ranges in which nothing differs are one", () => {
  const same: PolicyTerms = {
    ...plan,
    groupTables: [
      {
        id: "a",
        categories: ["chamber"],
        tiers: [
          { fromUnits: 9, payableBps: 9800 },
          { fromUnits: 20, payableBps: 9800 },
        ],
      },
    ],
  };

  expect(printed(same)[0]?.map(([range]) => range)).toEqual(["1–8", "9–"]);
});

test("a home that is not priced has its list price, whatever the count", () => {
  expect(printed(plan, member, { ...home, product: "parking" })[0]).toEqual([["1–", 442_000_00, 442_000_00, 0, null, 442_000_00, 0]]);
});

test("goes out in the documented shape, each table called by what paying so gives", () => {
  const tables = priceListIn({ language: "zh-Hant", catalogue }, plan, home, priceList(plan, home, member, both));

  expect(tables.map(({ label }) => label)).toEqual(["一次性付款（9.8折）", "按揭付款（9.9折）"]);
  expect(PriceListTable.array().parse(tables)).toEqual(tables);
});
