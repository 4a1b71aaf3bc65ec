import { describe, expect, test } from "vitest";
import type { PriceList } from "../../web/src/api/policies";
import { choicesOf, requestOf, searchOf } from "../../web/src/features/pricelist/choices";
import { unitsWords } from "../../web/src/features/pricelist/columns";
import { workbookRows } from "../../web/src/features/pricelist/workbook";
import type { Translate } from "../../web/src/i18n/messages";

const t = ((key: string, values: Record<string, string | number> = {}) =>
  `${key}${Object.values(values)
    .map((value) => ` ${value}`)
    .join("")}`) as Translate;
const word = (code: string) => ({ code, names: { "zh-Hant": code } });
const campaign = {
  catalogue: {
    categories: [word("chamber")],
    credentials: [word("teacher")],
    paymentMethods: [word("lump-sum"), word("mortgage")],
    products: [word("residence")],
  },
  sampleHomes: [{ names: { "zh-Hant": "三房" }, product: "residence", areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 }],
} as unknown as Parameters<typeof choicesOf>[1];
const ask = (search: string) => requestOf(choicesOf(new URLSearchParams(search), campaign), campaign);

describe("what an address asks for", () => {
  test.each([
    {
      search: "",
      request: {
        category: "chamber",
        product: "residence",
        areaCentiSqm: 13000,
        pricePerSqmFen: 340000,
        paymentMethods: ["lump-sum", "mortgage"],
      },
      why: "the sample home, every way to pay",
    },
    {
      search: "pay=mortgage,lump-sum",
      request: { paymentMethods: ["lump-sum", "mortgage"] },
      why: "the campaign's order, not the address's",
    },
    {
      search: "buyer=credential:teacher",
      request: { category: "chamber", credential: "teacher" },
      why: "a credential stands beside a category",
    },
    { search: "area=abc", request: null, why: "an area that is no number is none" },
    { search: "area=", request: null, why: "an area that was emptied" },
    { search: "pay=cash", request: null, why: "no way to pay that the campaign knows" },
  ])("$search: $why", ({ search, request }) => {
    if (request === null) expect(ask(search)).toBeNull();
    else expect(ask(search)).toMatchObject(request);
  });

  test("a change keeps the rest, and an emptied field stays empty", () => {
    const next = searchOf(new URLSearchParams("version=v2&pay=mortgage"), { areaCentiSqm: null });

    expect(next.toString()).toBe("version=v2&pay=mortgage&area=");
  });
});

test.each([
  { fromUnits: 1, toUnits: 8, words: "1–8" },
  { fromUnits: 9, toUnits: 9, words: "9" },
  { fromUnits: 9, toUnits: null, words: "pricelist.andMore 9" },
])("counts from $fromUnits to $toUnits are $words", ({ fromUnits, toUnits, words }) => {
  expect(unitsWords(t, { fromUnits, toUnits } as Parameters<typeof unitsWords>[1])).toBe(words);
});

test("the file's amounts are numbers in yuan, its texts never formulas", () => {
  const row = {
    fromUnits: 9,
    toUnits: null,
    listPriceFen: 442_000_00,
    afterRegularFen: 433_160_00,
    regularSavedFen: 8_840_00,
    tier: { fromUnits: 9, payableBps: 9800, amountFen: null, source: "category" },
    payableFen: 424_496_80,
    savedFen: 17_503_20,
    stopsAtFloor: false,
    lines: [],
  };
  const step = { label: "=1+1", working: "@x", amountFen: 1 };
  const list = {
    projectName: "=HYPERLINK(1)",
    agencyName: "合富",
    campaignName: "活動",
    startsOn: "2008-05-15",
    endsOn: "2008-07-15",
    version: { number: 1 },
    category: { label: "商會" },
    credential: null,
    printedOn: "2008-05-20",
    tables: [{ paymentMethod: "lump-sum", label: "一次性", rows: [row] }],
    calculation: { paymentMethod: { label: "一次性" }, countedUnits: 9, steps: [step], saved: step },
    notes: ["-note"],
  } as unknown as PriceList;
  const cells = workbookRows(t, "zh-Hant", list).flat();

  expect(cells.filter((cell) => typeof cell?.value === "number").map((cell) => cell?.value)).toEqual([
    1, 442000, 433160, 8840, 424496.8, 17503.2, 0.01, 0.01,
  ]);
  expect(cells.filter((cell) => typeof cell?.value === "string" && /^[=+\-@]/.test(cell.value))).toEqual([]);
});
