import { describe, expect, test } from "vitest";
import type { Figures, Measure, Results } from "../../../web/src/api/results";
import { chartOf, exactly, inColumn, shortly } from "../../../web/src/features/results/reading";
import { resultRows } from "../../../web/src/features/results/workbook";

const window = { startsOn: "2008-05-15", endsOn: "2008-07-15" };
const open = { from: null, to: null };
const homes: Measure = { id: "homes", name: "已簽", definition: "已簽約且沒有退房", unit: "count", area: "deals" };
const received: Measure = { id: "received-fen", name: "已收", definition: "=財務確認的收款", unit: "fen", area: "money" };

const resultsOf = (...days: [day: string, figures: Figures][]): Results => ({
  measures: [homes, received],
  isReckoning: false,
  totals: { homes: 3, "received-fen": 433_160_00 },
  categories: [],
  days: days.map(([day, figures]) => ({ day, figures })),
  more: false,
});

describe("the days of the chart", () => {
  test.each([
    {
      why: "nothing at all: the window, and nothing is the most",
      days: [],
      span: open,
      first: "2008-05-15",
      last: "2008-07-15",
      most: null,
      outside: 0,
    },
    {
      why: "a signing after the window still shows",
      days: ["2008-07-20"],
      span: open,
      first: "2008-05-15",
      last: "2008-07-20",
      most: "2008-07-20",
      outside: 0,
    },
    {
      why: "32 days after the window is outside",
      days: ["2008-07-15", "2008-08-16"],
      span: open,
      first: "2008-05-15",
      last: "2008-07-15",
      most: "2008-07-15",
      outside: 1,
    },
    { why: "so is the day before it", days: ["2008-05-14"], span: open, first: "2008-05-15", last: "2008-07-15", most: null, outside: 1 },
    {
      why: "what was asked for holds",
      days: ["2008-05-14"],
      span: { from: "2008-05-14", to: "2008-05-14" },
      first: "2008-05-14",
      last: "2008-05-14",
      most: "2008-05-14",
      outside: 0,
    },
    {
      why: "open on one side: to the window's end",
      days: [],
      span: { from: "2008-07-10", to: null },
      first: "2008-07-10",
      last: "2008-07-15",
      most: null,
      outside: 0,
    },
    {
      why: "from after the window's end: one day",
      days: [],
      span: { from: "2009-01-01", to: null },
      first: "2009-01-01",
      last: "2009-01-01",
      most: null,
      outside: 0,
    },
    {
      why: "from then on everything: what lies far after the window too",
      days: ["2008-08-30"],
      span: { from: "2008-08-16", to: null },
      first: "2008-08-16",
      last: "2008-08-30",
      most: "2008-08-30",
      outside: 0,
    },
    {
      why: "of two alike the earlier is the most",
      days: ["2008-06-01", "2008-06-02"],
      span: open,
      first: "2008-05-15",
      last: "2008-07-15",
      most: "2008-06-01",
      outside: 0,
    },
  ])("$why", ({ days, span, first, last, most, outside }) => {
    const chart = chartOf(resultsOf(...days.map((day): [string, Figures] => [day, { homes: 1 }])), "homes", window, span);

    expect([chart.bars[0]?.from, chart.bars.at(-1)?.to, chart.most?.from ?? null, chart.outside, chart.daysEach]).toEqual([
      first,
      last,
      most,
      outside,
      1,
    ]);
    expect(chart.bars.reduce((sum, { amount }) => sum + amount, 0) + chart.outside).toBe(days.length);
  });

  test("a year is drawn in stretches of four days, the last one shorter, and none is lost", () => {
    const year = { from: "2008-01-01", to: "2008-12-31" };
    const chart = chartOf(resultsOf(["2008-01-04", { homes: 1 }], ["2008-12-31", { homes: 2 }]), "homes", window, year);

    expect(chart).toMatchObject({ daysEach: 4, outside: 0, most: { from: "2008-12-30", to: "2008-12-31", amount: 2 } });
    expect(chart.bars).toHaveLength(92);
    expect(chart.bars[0]).toEqual({ from: "2008-01-01", to: "2008-01-04", amount: 1 });
  });
});

test("a figure in a card, in a column of 萬元, and to the fen", () => {
  expect([
    shortly(received, 2_835_800_00, "zh-Hant"),
    inColumn(received, 2_835_800_00, "zh-Hant"),
    exactly(received, 2_835_800_00),
  ]).toEqual(["¥283.6萬", "283.6", "2,835,800.00"]);
  expect([shortly(homes, 1200, "en"), inColumn(homes, 1200, "en"), exactly(homes, 1200)]).toEqual(["1,200", "1,200", "1,200"]);
});

test("the file has a day in each row, every measure in a column in yuan, the total and what each counts, never as a formula", () => {
  const rows = resultRows(((key: string) => key) as never, resultsOf(["2008-06-03", { homes: 3, "received-fen": 433_160_00 }]));

  expect(rows.map((row) => row.map((cell) => cell?.value))).toEqual([
    ["results.day", "已簽", "results.inYuan"],
    ["2008-06-03", 3, 433_160],
    ["results.total", 3, 433_160],
    [],
    ["已簽", "已簽約且沒有退房"],
    ["已收", "=財務確認的收款"],
  ]);
  expect(rows.at(-1)?.at(-1)?.type, "text, whatever it begins with").toBe(String);
});
