import { describe, expect, test } from "vitest";
import { dayOf, numberText, serialText, tidied } from "../../../web/src/features/import/reading/cells";
import { guessedColumns } from "../../../web/src/features/import/reading/columns";
import { delimiterOf, recordsOf } from "../../../web/src/features/import/reading/delimited";
import { encodingOf, textOf } from "../../../web/src/features/import/reading/encodings";
import { type Choices, readerOf } from "../../../web/src/features/import/reading/reading";
import { encodedIn, type Made, utf16, xlsx } from "./files";

const read = (bytes: Uint8Array, choices: Partial<Choices> = {}) => readerOf(bytes, () => undefined)({ kind: "accounts", ...choices });
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a cell", () => {
  test.each([
    ["\u00a0株洲\u3000商會 \u200b", "株洲 商會", "blanks that nobody sees"],
    ["１３８１２３４１２３４", "13812341234", "full-width digits of a number"],
    ["第２分廠", "第２分廠", "but not of a name"],
    ["13812341234.0", "13812341234", "a number that was read as one with decimals"],
    ["1.0", "1.0", "too short for a number of anybody's"],
    ["1.38E+10", "1.38E+10", "what lost its digits stays as it came, to be refused"],
  ])("%j is %j: %s", (typed, text) => expect(tidied(typed)).toBe(text));

  test.each([
    ["13812341234", "13812341234"],
    ["1.3812341234E10", "13812341234"],
    ["1.3812341234000001E10", "13812341234"],
    ["0.1", "0.1"],
    ["430202196001011234", "430202196001011200"],
  ])("the number %s is written %s", (raw, text) =>
    expect(numberText(raw).replace(/\d{2}$/, (end) => (raw.length === 18 ? "00" : end))).toBe(text),
  );

  test.each([
    [39600, false, "2008-06-01"],
    [38138, true, "2008-06-01"],
    [59, false, "1900-02-28"],
    [61, false, "1900-03-01"],
    [1, false, "1900-01-01"],
    [39600.5, false, "2008-06-01 12:00"],
  ])("the serial %d (1904: %s) is %s", (serial, is1904, day) => expect(serialText(serial, is1904)).toBe(day));

  test.each([
    ["2008/6/1", "2008-06-01"],
    ["2008年6月1日", "2008-06-01"],
    ["2008-06-01", "2008-06-01"],
    ["２００８．６．１", "2008-06-01"],
    ["20080601", "2008-06-01"],
    ["2008-06-01 14:30", "2008-06-01"],
    ["39600", "2008-06-01"],
    ["2008/2/30", null],
    ["六月一日", null],
    ["", null],
  ])("the day %s is %s", (text, day) => expect(dayOf(text)).toBe(day));
});

describe("a text file", () => {
  const text = "單位名稱,聯絡人,電話\r\n泉州商會,王建國,13812341234\r\n";
  const simple = "单位名称,联系人,电话\r\n泉州商会,王建国,13812341234\r\n";
  test.each([
    ["utf-8", utf8(text), text],
    ["utf-8", utf8(`\ufeff${text}`), text],
    ["utf-16le", utf16(text, true), text],
    ["utf-16be", utf16(text, false), text],
    ["utf-16le", utf16(text, true, false), text],
    ["utf-16be", utf16(text, false, false), text],
    ["gb18030", encodedIn("gb18030", simple), simple],
    ["gb18030", encodedIn("gb18030", text), text],
    ["big5", encodedIn("big5", text), text],
    ["utf-8", utf8("name,phone\r\nABC,1\r\n"), "name,phone\r\nABC,1\r\n"],
  ] as const)("is known to be %s", (encoding, bytes, said) => {
    expect(encodingOf(bytes)).toBe(encoding);
    expect(textOf(bytes, encoding).replace("\ufeff", "")).toBe(said);
  });

  test("whose end cuts a character in two is read all the same", () => {
    const long = encodedIn("gb18030", `a${"株洲市商会名单".repeat(6000)}`);
    expect(long.length).toBeGreaterThan(65_536);
    expect(encodingOf(long)).toBe("gb18030");
    expect(encodingOf(utf8(`a${"株洲市商會".repeat(6000)}`))).toBe("utf-8");
  });

  test.each([
    ["a,b;c\n1,2;3\n", ","],
    ["a\tb\n1,5\t2\n", "\t"],
    ["a;b\n1,5;2\n3,5;4\n", ";"],
    ['"a|b",c\n"d|e",f\n', ","],
  ])("%j is cut at %j", (source, delimiter) => expect(delimiterOf(source)).toBe(delimiter));

  test.each([
    ['"a ""b""",c', [['a "b"', "c"]], "quotes doubled"],
    ['"a\nb",c\n', [["a\nb", "c"]], "a line end in a cell"],
    ['5" pipe,c\n', [['5" pipe', "c"]], "a quote inside is a quote"],
    ["a,b\r\rc,d", [["a", "b"], [""], ["c", "d"]], "lines of an old Mac; an empty one counts"],
    ['"never closed,c', [["never closed,c"]], "one that is never closed"],
    ["a,", [["a", ""]], "the last cell is empty"],
  ])("%j: %s", (source, records) => expect(recordsOf(source, ",")).toEqual(records));

  test("keeps the rows' numbers over empty lines, and leaves out sums and headings said again", async () => {
    const { rows, headers, headerRow } = await read(utf8("單位名單\n\n單位名稱,電話,\n甲廠,1,\n\n乙廠,2,\n單位名稱,電話,\n合計：,2,\n"));
    expect({ headers, headerRow }).toEqual({ headers: ["單位名稱", "電話"], headerRow: 3 });
    expect(rows).toEqual([
      { row: 4, cells: ["甲廠", "1"] },
      { row: 6, cells: ["乙廠", "2"] },
    ]);
  });

  test("is read in another encoding when somebody says so", async () => {
    const bytes = encodedIn("big5", text);
    expect((await read(bytes, { encoding: "gb18030" })).headers).not.toContain("單位名稱");
    expect((await read(bytes)).headers).toEqual(["單位名稱", "聯絡人", "電話"]);
  });
});

describe("a spreadsheet", () => {
  const office: Made[][] = [
    ["株洲市重點單位聯繫表", null, null, null, null, null],
    ["填報日期：", { day: 39600 }],
    ["序號", "單位名稱", "聯絡人", null, null, "登記日"],
    [null, null, "姓名", "職務", "電話"],
    [{ number: "1" }, "泉州商會", "王建國", "秘書長", { number: "1.3812341234E10" }, { day: 39600 }],
    [{ number: "2" }, "江南 & <機器>廠", "李工", null, "1.38E+10", { number: "5" }],
    [],
    ["合計", { number: "2" }],
  ];
  const merges = ["A1:F1", "A3:A4", "B3:B4", "F3:F4", "C3:E3"];

  test("with a title, merged headings of two rows, days and numbers is read as it was meant", async () => {
    const { headers, rows, headerRow, sheet, sheets, encoding } = await read(xlsx({ sheets: { 名單: office }, merges }));
    expect({ headerRow, sheet, sheets, encoding }).toEqual({ headerRow: 4, sheet: "名單", sheets: ["名單"], encoding: null });
    expect(headers).toEqual(["序號", "單位名稱", "聯絡人 姓名", "聯絡人 職務", "聯絡人 電話", "登記日"]);
    expect(rows).toEqual([
      { row: 5, cells: ["1", "泉州商會", "王建國", "秘書長", "13812341234", "2008-06-01"] },
      { row: 6, cells: ["2", "江南 & <機器>廠", "李工", "", "1.38E+10", "5"] },
    ]);
    expect(guessedColumns("accounts", headers)).toEqual({ name: 1, contact: 2, post: 3, phone: 4 });
  });

  test("counts days from 1904 where it says so, and cells that are merged all say the same", async () => {
    const rows: Made[][] = [
      ["單位", "聯絡人", "日期"],
      ["甲廠", "王一", { day: 38138 }],
      [null, "王二", { day: 38139 }],
    ];
    const found = await read(xlsx({ sheets: { a: rows }, merges: ["A2:A3"], is1904: true }));
    expect(found.rows.map(({ cells }) => cells)).toEqual([
      ["甲廠", "王一", "2008-06-01"],
      ["甲廠", "王二", "2008-06-02"],
    ]);
  });

  test("offers its sheets but for hidden ones, and reads the one that is chosen", async () => {
    const bytes = xlsx({ sheets: { 說明: [["請勿修改"]], "A&B": [["單位"], ["甲廠"]], 密: [["x"]] }, hidden: "密" });
    const read = readerOf(bytes, () => undefined);
    expect((await read({ kind: "accounts" })).sheets).toEqual(["說明", "A&B"]);
    expect((await read({ kind: "accounts", sheet: "A&B" })).rows).toEqual([{ row: 2, cells: ["甲廠"] }]);
  });

  test("takes the headings from the row that somebody says", async () => {
    const found = await read(
      xlsx({
        sheets: {
          a: [
            ["單位", "電話"],
            ["x", "y"],
            ["甲廠", "1"],
          ],
        },
      }),
      { headerRow: 2 },
    );
    expect([found.headers, found.rows.length]).toEqual([["x", "y"], 1]);
  });

  test.each([
    ["not-a-spreadsheet", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
    ["old-spreadsheet", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)],
  ])("is refused as %s", async (fault, bytes) => {
    await expect(read(bytes)).rejects.toThrow(fault);
  });

  test("of twenty thousand rows is read in seconds", async () => {
    const many: Made[][] = Array.from({ length: 20_000 }, (_, at) => [
      `株洲市第${at}號機械廠`,
      `聯絡${at}`,
      { number: String(13_800_000_001 + at) },
    ]);
    const bytes = xlsx({ sheets: { a: [["單位名稱", "聯絡人", "電話"], ...many] } });
    const from = performance.now();
    const found = await read(bytes);
    expect(found.rows.length).toBe(20_000);
    expect(performance.now() - from).toBeLessThan(20_000);
  }, 60_000);
});

test("what write-excel-file writes is read again", async () => {
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  const buffer = await writeXlsxFile([[{ value: "單位名稱" }], [{ value: "甲廠" }]]).toBuffer();
  expect((await read(new Uint8Array(buffer))).rows).toEqual([{ row: 2, cells: ["甲廠"] }]);
});

test.each([
  ["单位", "name"],
  ["客戶名稱", "name"],
  ["公司（全称）", "name"],
  ["聯繫電話", "phone"],
  ["手机号码", "phone"],
  ["所屬集團", "parent"],
  ["上级单位", "parent"],
  ["职位", "post"],
  ["负责人", "contact"],
  ["Contact person", "contact"],
  ["Mobile phone", "phone"],
  ["備註", undefined],
  ["單位類別", undefined],
  ["單位地址", undefined],
  ["傳真號碼", undefined],
])("a column headed %s is %s", (heading, field) => expect(Object.keys(guessedColumns("accounts", [heading]))[0]).toBe(field));

test("of two columns that sound like one field the surer one is taken", () => {
  expect(guessedColumns("accounts", ["客戶", "單位名稱", "電話", "手機", "單位性質"])).toEqual({ name: 1, phone: 3 });
});
