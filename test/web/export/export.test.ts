import { describe, expect, test } from "vitest";
import { type ExportColumn, fileOf } from "../../../web/src/features/export/columns";
import { type AskPage, everyRow, MOST_ROWS, PAGE_ROWS, TooManyRows } from "../../../web/src/features/export/paging";
import { csvOf, words, yuan } from "../../../web/src/lib/sheet";
import { wordsIn } from "../words";

/** A list of so many rows, numbered; `asked` keeps what it was asked with. */
function listOf(rows: number, asked: { after: string | null; limit: number }[] = []): AskPage<number> {
  return async (after, { limit }) => {
    asked.push({ after, limit });
    const from = Number(after ?? 0);
    const to = Math.min(from + limit, rows);
    return { items: Array.from({ length: to - from }, (_, at) => from + at), next: to < rows ? `${to}` : null };
  };
}
const reading = (most?: number) => ({ signal: new AbortController().signal, onRows: () => {}, ...(most && { most }) });

describe("a list is read to its end", () => {
  test("page after page, as many rows as the API gives at once, each row once and in its order", async () => {
    const asked: { after: string | null; limit: number }[] = [];
    const { rows } = await everyRow(listOf(250, asked), reading());

    expect(rows).toEqual(Array.from({ length: 250 }, (_, at) => at));
    expect(asked).toEqual([null, "100", "200"].map((after) => ({ after, limit: PAGE_ROWS })));
  });

  test("telling how far it has come", async () => {
    const told: number[] = [];
    await everyRow(listOf(250), { ...reading(), onRows: (rows) => told.push(rows) });

    expect(told).toEqual([100, 200, 250]);
  });

  test("a list without rows makes a file without rows", async () => {
    expect(await everyRow(listOf(0), reading())).toEqual({ rows: [], isCut: false });
  });

  test("a search that looked at a part of what it found says so", async () => {
    const ask: AskPage<number> = async () => ({ items: [1], next: null, found: { isCut: true } });

    expect((await everyRow(ask, reading())).isCut).toBe(true);
  });

  test("cancelled, it asks for no further page and gives nothing", async () => {
    const asked: { after: string | null; limit: number }[] = [];
    const controller = new AbortController();
    const read = everyRow(listOf(1000, asked), {
      signal: controller.signal,
      onRows: (rows) => rows >= 200 && controller.abort(),
    });

    await expect(read).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(asked).toHaveLength(2);
  });

  test.each([
    { rows: 300, isTaken: true, why: "as many as a file holds" },
    { rows: 301, isTaken: false, why: "one more" },
  ])("$why", async ({ rows, isTaken }) => {
    const read = everyRow(listOf(rows), reading(300));

    if (isTaken) expect((await read).rows).toHaveLength(rows);
    else await expect(read).rejects.toThrow(TooManyRows);
  });

  test("a file holds a hundred thousand", () => expect(MOST_ROWS).toBe(100_000));
});

interface Home {
  name: string | null;
  priceFen: number | null;
  floors: number;
  shareBps: number;
  at: string;
}
const columns: ExportColumn<Home>[] = [
  { header: "Home", value: ({ name }) => name },
  { header: "Price", kind: "yuan", value: ({ priceFen }) => priceFen },
  { header: "Floors", kind: "count", value: ({ floors }) => floors },
  { header: "Share", kind: "hundredths", value: ({ shareBps }) => shareBps },
  { header: "Day", kind: "day", value: ({ at }) => at },
  { header: "Time", kind: "time", value: ({ at }) => at },
];
const late: Home = { name: "=1棟", priceFen: 433_160_05, floors: 3, shareBps: 10_000, at: "2008-11-20T16:30:00.000Z" };
const list = { title: "成交", of: ["中央王座", "大客戶拓展 2008"], zone: "Asia/Shanghai", conditions: ["1棟", "已簽約"] };
const made = { rows: [late, { ...late, name: null, priceFen: null }], isCut: false, columns, now: new Date("2008-11-20T16:30:00Z") };
const t = wordsIn("zh-Hant", "core");

describe("a list's file", () => {
  test("is called after the list, the campaign and the day there", () => {
    expect(fileOf(t, "zh-Hant", list, made).name).toBe("成交 中央王座 大客戶拓展 2008 2008-11-21");
  });

  test("writes amounts as numbers of yuan, days and times in the campaign's zone, nothing as nothing", () => {
    expect(fileOf(t, "zh-Hant", list, made).rows.map((row) => row.map((cell) => cell?.value ?? null))).toEqual([
      ["Home", "Price", "Floors", "Share", "Day", "Time"],
      ["=1棟", 433160.05, 3, 100, "2008-11-21", "2008-11-21 00:30"],
      [null, null, 3, 100, "2008-11-21", "2008-11-21 00:30"],
    ]);
  });

  test.each([
    { conditions: list.conditions, says: "條件：1棟、已簽約", why: "its conditions" },
    { conditions: [], says: "條件：全部", why: "that it has none" },
  ])("says $why", ({ conditions, says }) => {
    const { about } = fileOf(t, "zh-Hant", { ...list, conditions }, made);

    expect(about.rows.map(([cell]) => cell?.value)).toContain(says);
  });

  test("says when the list looked at a part alone", () => {
    expect(fileOf(t, "zh-Hant", list, { ...made, isCut: true }).about.rows).toHaveLength(4);
    expect(fileOf(t, "zh-Hant", list, made).about.rows).toHaveLength(3);
  });
});

describe("a cell", () => {
  test.each([
    ["a formula", "=1+1", "'=1+1"],
    ["a sum", "+86 138", "'+86 138"],
    ["a difference", "-1", "'-1"],
    ["a function of old", "@SUM(A1)", "'@SUM(A1)"],
    ["a tab before a formula", "\tx", "'\tx"],
    ["a return before a formula", "\r=1", '"\'\r=1"'],
    ["a sign within", "1棟=2", "1棟=2"],
    ["quotes and commas", '說"好",', '"說""好"","'],
    ["two lines", "一\n二", '"一\n二"'],
  ])("%s in CSV: %j is %j", (_, text, written) => {
    expect(csvOf([[words(text)]])).toBe(`\uFEFF${written}\r\n`);
  });

  test("of text stays as it is where cells have types", () => {
    expect(words("=1+1")).toEqual({ value: "=1+1", type: String });
  });

  test("of money has two decimals, also below nothing, and is no formula", () => {
    expect(csvOf([[yuan(-1_50), yuan(433_160_00), yuan(0)]])).toBe("\uFEFF-1.50,433160.00,0.00\r\n");
  });
});
