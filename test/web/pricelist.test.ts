import { describe, expect, test } from "vitest";
import type { PriceList, QuoteSlip } from "../../web/src/api/policies";
import { choicesOf, requestOf, searchOf } from "../../web/src/features/pricelist/choices";
import { exampleWords, nextOf, type Row, unitsWords } from "../../web/src/features/pricelist/columns";
import { slipRows } from "../../web/src/features/pricelist/slip";
import { workbookRows } from "../../web/src/features/pricelist/workbook";
import type { Translate } from "../../web/src/i18n/messages";
import type { Cell } from "../../web/src/lib/sheet";

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
const ask = (search: string) => requestOf(choicesOf(new URLSearchParams(search), campaign));

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
      request: {
        credential: "teacher",
        product: "residence",
        areaCentiSqm: 13000,
        pricePerSqmFen: 340000,
        paymentMethods: ["lump-sum", "mortgage"],
      },
      why: "a credential alone, without a category",
    },
    {
      search: "building=1棟&number=0301&member=1&signed=0",
      request: { building: "1棟", unitNumber: "0301", membership: true, signedWithinDays: 0 },
      why: "what some steps ask",
    },
    { search: "on=2008-06-01", request: { on: "2008-06-01" }, why: "a day of one's own" },
    { search: "on=tomorrow", request: {}, why: "what is no day is none" },
    { search: "area=abc", request: null, why: "an area that is no number is none" },
    { search: "area=", request: null, why: "an area that was emptied" },
    { search: "pay=cash", request: null, why: "no way to pay that the campaign knows" },
  ])("$search: $why", ({ search, request }) => {
    if (request === null) expect(ask(search)).toBeNull();
    else expect(ask(search)).toMatchObject(request);
    if (search.startsWith("buyer=credential")) expect(ask(search)).not.toHaveProperty("category");
    if (search === "on=tomorrow") expect(ask(search)).not.toHaveProperty("on");
  });

  test("a change keeps the rest, and an emptied field stays empty", () => {
    const next = searchOf(new URLSearchParams("version=v2&pay=mortgage"), { areaCentiSqm: null });

    expect(next.toString()).toBe("version=v2&pay=mortgage&area=");
    expect(searchOf(new URLSearchParams("building=1&signed=7"), { signedWithinDays: null, membership: true }).toString()).toBe(
      "building=1&member=1",
    );
  });
});

test.each([
  { fromUnits: 1, toUnits: 8, words: "1–8" },
  { fromUnits: 9, toUnits: 9, words: "9" },
  { fromUnits: 9, toUnits: null, words: "pricelist.andMore 9" },
])("counts from $fromUnits to $toUnits are $words", ({ fromUnits, toUnits, words }) => {
  expect(unitsWords(t, { fromUnits, toUnits } as Parameters<typeof unitsWords>[1])).toBe(words);
});

const priced = {
  fromUnits: 1,
  toUnits: 8,
  listPriceFen: 442_000_00,
  afterRegularFen: 433_160_00,
  regularSavedFen: 8_840_00,
  tier: null,
  payableFen: 433_160_00,
  savedFen: 8_840_00,
  stopsAtFloor: false,
  lines: [],
  nextTier: { fromUnits: 9, moreUnits: 1, savesOthersFen: 69_305_60, savesAllFen: 77_968_80 },
  atNextTier: {
    tier: { fromUnits: 9, payableBps: 9800, amountFen: null, source: "category" },
    payableFen: 424_496_80,
    stopsAtFloor: false,
  },
} as Row;
const step = { label: "=1+1", working: "@x", amountFen: 1 };
const head = {
  projectName: "=HYPERLINK(1)",
  agencyName: "合富",
  campaignName: "活動",
  startsOn: "2008-05-15",
  endsOn: "2008-07-15",
  version: { number: 2, status: "draft" },
  category: { label: "商會" },
  credential: null,
  home: { name: "三房", listPriceFen: 442_000_00, areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00, product: null },
  on: "2008-06-01",
  printedOn: "2008-05-20",
};
const list = {
  ...head,
  tables: [{ paymentMethod: "lump-sum", label: "一次性", rows: [priced] }],
  calculation: { paymentMethod: { label: "一次性" }, countedUnits: 9, steps: [step], saved: step },
  notes: ["-note"],
} as unknown as PriceList;
const slip = {
  ...head,
  paymentMethod: { label: "一次性付款" },
  countedUnits: 8,
  list: { label: "原價", working: "130.00 ㎡ × 3,400 元/㎡", amountFen: 442_000_00 },
  listPriceFen: 442_000_00,
  lines: [{ step: "regular", label: "一次性 9.8折", working: "442,000.00 × 98%", beforeFen: 442_000_00, afterFen: 433_160_00 }],
  payableFen: 433_160_00,
  savedFen: 8_840_00,
  saved: { label: "共優惠", working: "8,840.00", amountFen: 8_840_00 },
  tier: null,
  nextTier: priced.nextTier,
  atNextTier: priced.atNextTier,
  why: [
    { step: "regular", label: "按揭", code: "payment-method", detail: "限按揭" },
    { step: "group", label: "團購", code: "below-first-tier", detail: "還差 1 套" },
  ],
} as unknown as QuoteSlip;
const numbersOf = (cells: Cell[]) => cells.flatMap((cell) => (typeof cell?.value === "number" ? [cell.value] : []));
const textsOf = (cells: Cell[]) => cells.flatMap((cell) => (typeof cell?.value === "string" ? [cell.value] : []));

test("the file's amounts are numbers in yuan, its texts never formulas", () => {
  const cells = workbookRows(t, "zh-Hant", list).flat();

  expect(numbersOf(cells)).toEqual([1, 442000, 433160, 8840, 433160, 8840, 8, 1, 424496.8, 69305.6, 77968.8, 0.01, 0.01]);
  // A spreadsheet reads a cell that is typed as text as text, whatever it begins with.
  const formulaLike = cells.filter((cell) => typeof cell?.value === "string" && /^[=+\-@]/.test(cell.value));
  expect(formulaLike.length).toBeGreaterThan(0);
  expect(formulaLike.map((cell) => cell?.type)).toEqual(formulaLike.map(() => String));
});

test("the file of a draft says so, and for which day it is", () => {
  const published = { ...list, version: { ...list.version, status: "published" as const } };

  expect(textsOf(workbookRows(t, "zh-Hant", list).flat())).toEqual(
    expect.arrayContaining(["pricelist.status.draft", "pricelist.pricedOn 2008-06-01"]),
  );
  expect(textsOf(workbookRows(t, "zh-Hant", published).flat()).filter((text) => text.startsWith("pricelist.status."))).toEqual([]);
});

test("a slip's file has every step, what it takes off, the next tier with both savings and the reasons that matter", () => {
  const cells = slipRows(t, "zh-Hant", slip, ["1棟 0301", "已核驗單位身份"]).flat();

  expect(numbersOf(cells)).toEqual([8, 442000, -8840, 433160, 433160, 8840, 1, 424496.8, 69305.6, 77968.8]);
  expect(textsOf(cells)).toEqual(
    expect.arrayContaining(["1棟 0301·已核驗單位身份", "442,000.00 × 98%", "pricelist.status.draft", "團購", "還差 1 套"]),
  );
  expect(textsOf(cells)).not.toContain("按揭");
});

test.each([
  { row: priced, next: { tier: "pricelist.next.tier 9 9.8折", units: 8, moreUnits: 1 }, why: "one unit short of it" },
  { row: { ...priced, nextTier: null, atNextTier: null }, next: null, why: "no tier lowers the price" },
  { row: { ...priced, toUnits: null }, next: null, why: "the open row is the last" },
])("a row's next tier: $why", ({ row, next }) => {
  if (next === null) expect(nextOf(t, row, "zh-Hant")).toBeNull();
  else expect(nextOf(t, row, "zh-Hant")).toMatchObject(next);
});

test.each([
  { home: head.home, words: "pricelist.example 三房 130 3,400", why: "a sample home by its name" },
  {
    home: { ...head.home, name: null, areaCentiSqm: 130_50 },
    words: "pricelist.example pricelist.aHome 130.50 3,400",
    why: "any other home",
  },
  { home: { ...head.home, pricePerSqmFen: null }, words: "pricelist.exampleOf 三房", why: "a price typed in" },
])("the example: $why", ({ home, words }) => {
  expect(exampleWords(t, home)).toBe(words);
});
