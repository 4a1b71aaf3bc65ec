import { describe, expect, test } from "vitest";
import { plan2008Catalogue } from "../../../src/campaigns/templates/plan-2008";
import { type Block, FIELDS, parseFloor, readBlock, readRows, remapped } from "../../../web/src/features/units/pasting";

const { products } = plan2008Catalogue;
const read = (text: string) => readRows(readBlock(text), products);
const home = {
  building: "1棟",
  floor: 9,
  number: "0902",
  layout: "三房兩廳",
  areaCentiSqm: 130_00,
  pricePerSqmFen: 3_400_00,
  listTotalFen: 442_000_00,
  product: "top-apartment",
};

describe("a block out of a spreadsheet", () => {
  test.each([
    {
      text: "棟\t樓層\t房號\t戶型\t面積\t單價\t總價\t產品\n1棟\t9\t0902\t三房兩廳\t130\t3400\t442000\tTOP 公寓\n",
      why: "tabs, with heads, as copied from a sheet",
    },
    { text: "1棟\t9\t0902\t三房兩廳\t130\t3400\t442000\tTOP 公寓", why: "without heads the columns stand in their usual order" },
    { text: '1棟,9,0902,三房兩廳,130,"3,400","442,000.00",TOP 公寓\r\n', why: "commas, quoted where a cell holds one" },
    { text: "１棟\t９F\t０９０２\t三房兩廳\t１３０㎡\t３，４００\t４４．２萬\ttop 公寓", why: "as a Chinese keyboard types it" },
    {
      text: "產品\t總價（萬元）\t房號\t棟號\t層\t户型\t建築面積(㎡)\t單價(元/㎡)\nTOP公寓\t44.2\t0902\t1棟\t9樓\t三房兩廳\t130.00\t3400",
      why: "any order; 萬 stands in the head",
    },
    {
      text: "Unit price,Total price,Floor area,Building,Floor,Unit no.,Layout,Product\n3400,442000,130,1棟,9,0902,三房兩廳,TOP apartment",
      why: "English heads: a unit price is no number of a unit",
    },
    {
      text: "楼栋\t房号\t户型\t面积\t单价\t总价\t业态\n1棟\t0902\t三房兩廳\t130\t3400\t442000\tTOP 公寓",
      why: "simplified; the floor from the number",
    },
    {
      text: "棟\t備註\t房號\t戶型\t面積\t單價\t總價\t產品\n1棟\t朝南\t902\t三房兩廳\t130\t3400\t442000\ttop-apartment",
      why: "a column nobody knows is left out",
      number: "902",
    },
    {
      text: '棟\t樓層\t房號\t戶型\t面積\t單價\t總價\t產品\n\n1棟\t9\t0902\t"三房\n兩廳"\t130\t3400\t442000\tTOP 公寓\n\t\t\n',
      why: "empty rows out, a line break within a cell",
      layout: "三房 兩廳",
    },
    {
      text: "中央王座房源表\n製表日\t2026-11-30\n棟\t樓層\t房號\t戶型\t面積\t單價\t總價\t產品\n1棟\t9\t0902\t三房兩廳\t130\t3400\t442000\tTOP 公寓\n\t\t合計：\t\t130\t\t442000\t",
      why: "a title above the heads and a total below are left out",
    },
  ])("is read: $why", ({ text, number = "0902", layout = "三房兩廳" }) => {
    expect(read(text)).toEqual([{ unit: { ...home, number, layout }, faults: {} }]);
  });

  test.each([
    { row: "\t9\t0902\t\t\t\t442000", faults: { building: "required" }, why: "no building" },
    { row: "1棟\t\tA座\t\t\t\t442000", faults: { floor: "required" }, why: "no floor, and a number that does not say it" },
    { row: "1棟\t九\t0902\t\t\t\t442000", faults: { floor: "floor" }, why: "a floor in words is not guessed from the number" },
    { row: "1棟\t9\t\t\t\t\t442000", faults: { number: "required" }, why: "no number" },
    { row: `${"棟".repeat(21)}\t9\t0902\t\t\t\t442000`, faults: { building: "too-long" }, why: "a building's name of 21 characters" },
    { row: "1棟\t9\t0902\t\t0\t3400\t", faults: { areaCentiSqm: "area" }, why: "no area at all" },
    { row: "1棟\t9\t0902\t\t130\t三千四\t", faults: { pricePerSqmFen: "money" }, why: "an amount in words" },
    { row: "1棟\t9\t0902\t\t\t\t0", faults: { listTotalFen: "money" }, why: "nothing is no price" },
    { row: "1棟\t9\t0902\t\t130\t\t", faults: { listTotalFen: "price-needed" }, why: "an area alone" },
    { row: "1棟\t9\t0902\t\t\t3400\t", faults: { listTotalFen: "price-needed" }, why: "a price per ㎡ alone" },
    { row: "1棟\t9\t0902\t\t\t\t442000\t別墅", faults: { product: "product" }, why: "a product the campaign has not" },
    { row: "1棟\t201\t0902\t\tx\t\t442000", faults: { floor: "floor", areaCentiSqm: "area" }, why: "two at once" },
  ])("is refused in its place: $why", ({ row, faults }) => {
    expect(read(row)).toEqual([{ unit: null, faults }]);
  });

  test("a building that is written once, in a merged cell, stands for the rows below it", () => {
    const rows = read("棟\t房號\t總價\n1棟\t0901\t442000\n\t0902\t442000\n2棟\t0901\t442000\n\t0902\t442000");
    expect(rows.map(({ unit }) => unit && `${unit.building} ${unit.number}`)).toEqual(["1棟 0901", "1棟 0902", "2棟 0901", "2棟 0902"]);
  });

  test("a row that names the unit of one above is its duplicate, however it is spelled", () => {
    const rows = read("1棟\t9\t0902\t\t\t\t442000\n１棟\t9\t０９０２\t\t\t\t442000\n2棟\t9\t0902\t\t\t\t442000");
    expect(rows.map(({ faults }) => faults)).toEqual([{}, { number: "duplicate" }, {}]);
  });

  test("nothing is nothing", () => {
    expect(readBlock(" \n\t\n")).toEqual({ columns: [], rows: [] });
  });

  test("rows that are too short are filled up, columns past the known ones left out", () => {
    const block = readBlock("1棟\t9\n1棟\t9\t0902\t\t\t\t\t\t備註");
    expect(block.columns).toEqual([...FIELDS, null]);
    expect(block.rows[0]).toEqual(["1棟", "9", "", "", "", "", "", "", ""]);
  });

  test("one field is one column", () => {
    const { columns }: Block = readBlock("棟\t總價\t標價\t房號\n1棟\t1\t2\t0902");
    expect(columns).toEqual(["building", "listTotalFen", null, "number"]);
    expect(remapped(columns, 2, "listTotalFen")).toEqual(["building", null, "listTotalFen", "number"]);
    expect(remapped(columns, 0, null)).toEqual([null, "listTotalFen", null, "number"]);
  });
});

test.each([
  ["9", 9],
  ["９樓", 9],
  ["16F", 16],
  ["-1", -1],
  ["−2", -2],
  ["B1", -1],
  ["地下2層", -2],
  ["0", 0],
  ["200", 200],
  ["201", null],
  ["-9", -9],
  ["-10", null],
  ["9.5", null],
  ["頂層", null],
  ["", null],
] as const)("the floor %s is %s", (text, floor) => {
  expect(parseFloor(text)).toBe(floor);
});
