/** How many one sending records at most. */
export const RECORDED_AT_ONCE = 100;
const NAME_AT_MOST = 80;

export interface Roster {
  /** Each once, in the order written. */
  names: string[];
  /** Written more than once; recorded once. */
  doubled: string[];
  /** Recommended by the same person before; not recorded again. */
  already: string[];
  /** Longer than a name may be. */
  tooLong: string[];
  /** Heads, totals and whatever else is no name; what is a number of a phone or a document is not repeated here. */
  skipped: string[];
  /** Whether numbers of phones or documents stood there: a roster is of names alone. */
  hasNumbers: boolean;
}

/**
 * The names of a pasted roster: one a line, parted by 、 , ; as in a message, or a sheet, of which only the column of
 * names is read. Numbering in front (1. ① (3) 4、) is dropped, and so are phones and identity numbers, which never stand
 * in a name. Two people of one name cannot be told apart here: they are recorded with what tells them apart.
 *
 * @param known names that the same person has recommended before
 */
export function rosterOf(text: string, known: ReadonlySet<string> = new Set()): Roster {
  const lines = text
    .normalize("NFKC")
    .split(/[\n\r]+/)
    .filter((written) => written.trim() !== "");
  const found = (lines.some((written) => written.includes("\t")) ? columnOfNames(lines) : lines.flatMap(ofMessage)).map(readEntry);
  const written = found.map(({ name }) => name).filter((name) => name !== "");
  const all = [...new Set(written)];
  const names = all.filter(isName);

  return {
    names: names.filter((name) => name.length <= NAME_AT_MOST && !known.has(name)),
    already: names.filter((name) => known.has(name)),
    doubled: names.filter((name) => written.indexOf(name) !== written.lastIndexOf(name)),
    tooLong: names.filter((name) => name.length > NAME_AT_MOST),
    skipped: all.filter((name) => !isName(name)),
    hasNumbers: found.some(({ hasNumber }) => hasNumber),
  };
}

/** A phone or a number of a document, with what people put between its digits. */
const NUMBER = /[+(]*\d(?:[\s().-]*\d){6,}[\s-]*[Xx]?\)?/g;
const NUMBERING = /^\s*\(?\d+(?:[.)、]+|(?=\D))\s*/u;

const ofMessage = (written: string) => written.split(/[;,]+|(?<!\d)、/);

function readEntry(entry: string): { name: string; hasNumber: boolean } {
  const name = entry.replaceAll(NUMBER, " ");
  return {
    name: name
      .replace(NUMBERING, "")
      .replaceAll(/\(\s*\)|[:：\s]+$/g, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
    hasNumber: name !== entry,
  };
}

/** The cells of a sheet that hold the names: under a head that says so, else the column with the most that look like names. */
function columnOfNames(lines: string[]): string[] {
  const table = lines.map((written) => written.split("\t").map((cell) => cell.trim())).filter((cells) => !cells.some(isSum));
  const headAt = table.findIndex((cells) => cells.some(isHeadOfNames));
  const below = table.slice(headAt + 1);
  if (headAt >= 0) return columnAt(below, table[headAt]?.findIndex(isHeadOfNames) ?? 0);
  const cells = table.flat().filter((cell) => cell !== "");
  if (cells.every(looksLikeName)) return cells; // names beside each other, nothing else
  const width = Math.max(...table.map(({ length }) => length));
  const named = Array.from({ length: width }, (_, at) => columnAt(table, at).filter(looksLikeName).length);

  return columnAt(table, named.indexOf(Math.max(...named)));
}

const columnAt = (table: string[][], at: number) => table.map((cells) => cells[at] ?? "");

const isHeadOfNames = (cell: string) =>
  /^(?:(?:員工|员工|客戶|客户|買方|买方|購房人|购房人|被推薦人|被推荐人)?姓\s*名|名字|(?:full )?names?)$/i.test(cell);
const HEADS =
  /^(?:序號|序号|編號|编号|姓\s*名|名字|性別|性别|男|女|年齡|年龄|部門|部门|單位|单位|科室|職[務位]|职[务位]|崗位|岗位|電話|电话|手機號?碼?|手机号?码?|聯[絡繫]電話|联[络系]电话|身[份分][證证](?:號碼?|号码?)?|證件號碼|证件号码|備註|备注|簽名|签名|簽到|签到|日期|no\.?|names?|phone|mobile|dep(?:artmen)?t\.?|remarks?|total)$/i;
const isSum = (entry: string) => /^(?:合計|合计|總計|总计|小計|小计|共\s*\d)|^\d+\s*[人名位]$/.test(entry);

/** Digits stand in no name, and a sheet's heads and totals are none. */
const isName = (entry: string) => !/\d/.test(entry) && /\p{L}/u.test(entry) && !HEADS.test(entry) && !isSum(entry);

/** Two to four characters, or letters; no office (財務部). Only to choose a column: who is typed by hand may be called anything. */
const looksLikeName = (cell: string) =>
  isName(readEntry(cell).name) &&
  /^(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,8}[·•]\p{Script=Han}{1,8}|[\p{Script=Latin} .'-]{2,40})$/u.test(readEntry(cell).name) &&
  !/[部科處处室組组廠厂系]$/u.test(cell);
