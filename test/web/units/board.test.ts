import { describe, expect, test } from "vitest";
import type { Unit } from "../../../web/src/api/units";
import { arranged, placeAfterKey } from "../../../web/src/features/units/arranging";
import { csvOf, unformula } from "../../../web/src/lib/sheet";

const unit = (floor: number, number: string, layout: string | null = "三房"): Unit => ({
  id: number,
  projectId: "p",
  building: "1棟",
  floor,
  number,
  product: null,
  layout,
  areaCentiSqm: null,
  pricePerSqmFen: null,
  listTotalFen: 1,
  state: "available",
  heldUntil: null,
  dealId: null,
  version: 1,
});
const drawn = (...units: Unit[]) =>
  arranged(units).rows.map(({ floor, cells }) => [floor, cells.map((cell) => cell?.number ?? "·").join(" ")]);

describe("a board", () => {
  test.each([
    {
      units: [unit(9, "0901"), unit(10, "1001"), unit(10, "1002")],
      rows: [
        [10, "1001 1002"],
        [9, "0901 ·"],
      ],
      why: "the same place under each other, the highest floor first",
    },
    {
      units: [unit(9, "0902"), unit(10, "1001")],
      rows: [
        [10, "1001 ·"],
        [9, "· 0902"],
      ],
      why: "a gap stays a gap",
    },
    {
      units: [unit(9, "902"), unit(12, "1202")],
      rows: [
        [12, "1202"],
        [9, "902"],
      ],
      why: "with or without a leading zero",
    },
    {
      units: [unit(9, "0901"), unit(9, "0902"), unit(1, "S1"), unit(1, "S2")],
      rows: [
        [9, "0901 0902"],
        [1, "S1 S2"],
      ],
      why: "shops below take the places by order",
    },
    {
      units: [unit(9, "0901"), unit(1, "S1"), unit(1, "S2"), unit(1, "S3")],
      rows: [
        [9, "0901 · ·"],
        [1, "S1 S2 S3"],
      ],
      why: "and as many more as they need",
    },
    { units: [unit(1, "0101"), unit(1, "A")], rows: [[1, "0101 A"]], why: "one that fits nowhere stands behind its floor" },
    {
      units: [unit(9, "A"), unit(9, "B"), unit(8, "A8")],
      rows: [
        [9, "A B"],
        [8, "A8 ·"],
      ],
      why: "numbers of another kind stand in order",
    },
    { units: [], rows: [], why: "none" },
  ])("$why", ({ units, rows }) => {
    expect(drawn(...units)).toEqual(rows);
  });

  test("a column's head is the layout that all of it share", () => {
    expect(arranged([unit(9, "0901"), unit(8, "0801"), unit(9, "0902", "兩房"), unit(8, "0802"), unit(1, "S1", null)]).columns).toEqual([
      { id: "01", layout: "三房" },
      { id: "02", layout: null },
    ]);
  });
});

test("shops under homes begin anew, under their own word; a floor of both, or of what nobody has said, does not", () => {
  const of = (floor: number, number: string, product: string | null): Unit => ({ ...unit(floor, number), product });
  const begins = (...units: Unit[]) => arranged(units).rows.map((row) => row.begins);

  expect(begins(of(9, "0901", "home"), of(8, "0801", "home"), of(1, "S1", "shop"))).toEqual([null, null, "shop"]);
  expect(begins(of(9, "0901", "home"), of(1, "0101", "home"), of(1, "S1", "shop"))).toEqual([null, null]);
  expect(begins(of(9, "0901", "home"), of(8, "0801", null), of(7, "0701", "home"))).toEqual([null, null, "home"]);
});

describe("keys on a board", () => {
  const board = arranged([unit(3, "0301"), unit(3, "0302"), unit(3, "0303"), unit(2, "0201"), unit(2, "0203"), unit(1, "0102")]);

  test.each([
    { from: [0, 0], key: "ArrowRight", to: [0, 1], why: "the neighbour" },
    { from: [1, 0], key: "ArrowRight", to: [1, 2], why: "over a gap" },
    { from: [0, 1], key: "ArrowDown", to: [2, 1], why: "over a floor that has no such unit" },
    { from: [0, 2], key: "ArrowRight", to: null, why: "stays at the edge" },
    { from: [0, 0], key: "ArrowUp", to: null, why: "nothing above" },
    { from: [0, 0], key: "ArrowLeft", to: null, why: "nothing beside" },
    { from: [1, 0], key: "ArrowDown", to: null, why: "nothing below in this place" },
    { from: [1, 2], key: "Home", to: [1, 0], why: "the first of the floor" },
    { from: [1, 0], key: "End", to: [1, 2], why: "the last of the floor" },
    { from: [1, 0], key: "End", ctrl: true, to: [2, 1], why: "the last of all" },
    { from: [2, 1], key: "Home", ctrl: true, to: [0, 0], why: "the first of all" },
    { from: [0, 0], key: "a", to: null, why: "another key is not ours" },
  ])("$key from $from: $why", ({ from, key, ctrl = false, to }) => {
    const [row = 0, column = 0] = from;
    expect(placeAfterKey(board, { row, column }, key, ctrl)).toEqual(to && { row: to[0], column: to[1] });
  });
});

describe("a file", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+86", "'+86"],
    ["-1", "'-1"],
    ["@x", "'@x"],
    ["\tx", "'\tx"],
    ["1棟", "1棟"],
    ["a=b", "a=b"],
  ])("%j is written as %j", (text, written) => {
    expect(unformula(text)).toBe(written);
  });

  test("CSV quotes what it must, and says that it is UTF-8", () => {
    const text = (value: string) => ({ value, type: String });
    expect(csvOf([[text("a,b"), text('說"好"'), null, { value: -2, type: Number, format: "0" }], [text("x")]])).toBe(
      '\uFEFF"a,b","說""好""",,-2\r\nx\r\n',
    );
  });
});
