import { describe, expect, test } from "vitest";
import { listPriceAfter, listPriceOf, placeAfter, placeIn, plainly, touchesPrice } from "../../src/units/rules";

const home = { areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 };
const listed = { ...home, listTotalFen: 442_000_00 };

describe("what a unit is listed at", () => {
  test.each([
    { given: home, is: { listTotalFen: 442_000_00 }, why: "the plan's home: 130 ㎡ at 3,400" },
    { given: listed, is: { listTotalFen: 442_000_00 }, why: "all three agree to the fen" },
    { given: { ...home, listTotalFen: 442_001_00 }, is: { listTotalFen: 442_001_00 }, why: "one yuan above: the total stands as given" },
    { given: { ...home, listTotalFen: 441_999_00 }, is: { listTotalFen: 441_999_00 }, why: "one yuan below" },
    {
      given: { ...home, listTotalFen: 442_001_01 },
      is: { field: "listTotalFen", code: "price-comes-to", comesToFen: 442_000_00 },
      why: "a fen further than one yuan",
    },
    {
      given: { ...home, listTotalFen: 441_998_99 },
      is: { field: "listTotalFen", code: "price-comes-to", comesToFen: 442_000_00 },
      why: "a fen further the other way",
    },
    { given: { listTotalFen: 80_000_00 }, is: { listTotalFen: 80_000_00 }, why: "a parking place has a price and no area" },
    { given: { areaCentiSqm: 13_000, listTotalFen: 1 }, is: { listTotalFen: 1 }, why: "an area alone says nothing of the price" },
    { given: { pricePerSqmFen: 340_000, listTotalFen: 1 }, is: { listTotalFen: 1 }, why: "nor does a price per ㎡ alone" },
    { given: {}, is: { field: "listTotalFen", code: "price-needed" }, why: "no price at all" },
    { given: { areaCentiSqm: 130_00 }, is: { field: "pricePerSqmFen", code: "price-needed" }, why: "an area waits for its price" },
    { given: { pricePerSqmFen: 3_400_00 }, is: { field: "areaCentiSqm", code: "area-needed" }, why: "a price per ㎡ waits for its area" },
    {
      given: { areaCentiSqm: 10_000, pricePerSqmFen: 1_000_000_000 },
      is: { listTotalFen: 100_000_000_000 },
      why: "the greatest amount there is",
    },
    {
      given: { areaCentiSqm: 10_001, pricePerSqmFen: 1_000_000_000 },
      is: { field: "pricePerSqmFen", code: "amount-too-large" },
      why: "past the greatest amount",
    },
    { given: { areaCentiSqm: 1, pricePerSqmFen: 50 }, is: { listTotalFen: 1 }, why: "half a fen goes up" },
    { given: { areaCentiSqm: 1, pricePerSqmFen: 49 }, is: { field: "pricePerSqmFen", code: "price-needed" }, why: "nothing is no price" },
  ])("$why", ({ given, is }) => {
    expect(listPriceOf(given)).toEqual(is);
  });
});

describe("what it is listed at after an edit", () => {
  test.each([
    {
      before: listed,
      edit: { pricePerSqmFen: 3_500_00 },
      is: { listTotalFen: 455_000_00 },
      why: "a new price per ㎡ brings the total along",
    },
    { before: listed, edit: { areaCentiSqm: 100_00 }, is: { listTotalFen: 340_000_00 }, why: "so does a measured area" },
    { before: listed, edit: { areaCentiSqm: null }, is: { listTotalFen: 442_000_00 }, why: "without an area the total stays" },
    { before: listed, edit: {}, is: { listTotalFen: 442_000_00 }, why: "an edit of something else" },
    {
      before: listed,
      edit: { listTotalFen: 450_000_00 },
      is: { field: "listTotalFen", code: "price-comes-to", comesToFen: 442_000_00 },
      why: "a total of its own must agree with what stays",
    },
    {
      before: listed,
      edit: { pricePerSqmFen: null, listTotalFen: 450_000_00 },
      is: { listTotalFen: 450_000_00 },
      why: "unless the price per ㎡ goes",
    },
    {
      before: { areaCentiSqm: null, pricePerSqmFen: null, listTotalFen: 80_000_00 },
      edit: { areaCentiSqm: 12_00 },
      is: { listTotalFen: 80_000_00 },
      why: "an area alone changes no price",
    },
  ])("$why", ({ before, edit, is }) => {
    expect(listPriceAfter(before, edit)).toEqual(is);
  });
});

test.each([
  { edit: { layout: "三房" }, touches: false },
  { edit: { floor: 3 }, touches: false },
  { edit: { product: null }, touches: true },
  { edit: { areaCentiSqm: 1 }, touches: true },
  { edit: { pricePerSqmFen: null }, touches: true },
  { edit: { listTotalFen: 1 }, touches: true },
])("an edit of $edit touches what a deal was priced by: $touches", ({ edit, touches }) => {
  expect(touchesPrice(edit)).toBe(touches);
});

test.each([
  { typed: "１棟", kept: "1棟", why: "full-width digits are the same home" },
  { typed: " 1  棟\u3000", kept: "1 棟", why: "one space, none at the ends" },
  { typed: "Ａ座", kept: "A座", why: "full-width letters too" },
  { typed: "0902", kept: "0902", why: "a leading zero is part of the number" },
])("$typed is kept as $kept: $why", ({ typed, kept }) => {
  expect(plainly(typed)).toBe(kept);
});

test.each([
  [{ building: "1棟", floor: 9, number: "0902" }],
  [{ building: "A|B%", floor: -2, number: "P|1" }],
  [{ building: "金色家園北區十二棟", floor: 200, number: "商業" }],
])("a list goes on after %o", (unit) => {
  expect(placeIn(placeAfter(unit))).toEqual([unit.building, unit.floor, unit.number]);
});

test("what is no place is none", () => {
  expect(placeIn("%|1|%")).toBeNull();
});
