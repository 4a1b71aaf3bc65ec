import { numberText, serialText } from "./cells";
import { type Archive, archiveOf } from "./zip";

/** A sheet as it stands: rows from the first, cells as text, and which cells are one. Rows and columns count from 0. */
export interface Grid {
  rows: string[][];
  merges: Merge[];
}

export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Workbook {
  /** The names of the sheets that are not hidden. */
  sheets: string[];
  is1904: boolean;
  /** @param tell how much of the sheet is read, from 0 to 1 */
  read: (sheet: string, tell?: (share: number) => void) => Promise<Grid>;
}

/** Opens an XLSX file. @throws Error for what is none */
export async function workbookOf(bytes: Uint8Array): Promise<Workbook> {
  const archive = archiveOf(bytes);
  const [book, relations] = await Promise.all([archive.text("xl/workbook.xml"), archive.text("xl/_rels/workbook.xml.rels")]);
  if (book === null) throw new Error("not-a-spreadsheet");
  const targets = new Map(
    tags(relations ?? "", "Relationship").map((tag) => [
      attribute(tag, "Id"),
      (attribute(tag, "Target") ?? "").replace(/^\/?(xl\/)?/, "xl/"),
    ]),
  );
  const listed = tags(book, "sheet").map((tag) => ({
    name: attribute(tag, "name") ?? "",
    path: targets.get(attribute(tag, "(?:\\w+:)?id") ?? "") ?? "",
    isHidden: (attribute(tag, "state") ?? "visible") !== "visible",
  }));
  const shown = listed.filter(({ isHidden }) => !isHidden);
  const is1904 = /^(1|true)$/.test(attribute(tags(book, "workbookPr")[0] ?? "", "date1904") ?? "");
  let common: Promise<Common> | null = null;

  return {
    sheets: (shown.length ? shown : listed).map(({ name }) => name),
    is1904,
    read: async (sheet, tell = () => undefined) => {
      common ??= commonOf(archive, is1904);
      const path = listed.find(({ name }) => name === sheet)?.path ?? "";

      return gridOf((await archive.text(path)) ?? "", await common, tell);
    },
  };
}

interface Common {
  strings: string[];
  isDate: boolean[];
  is1904: boolean;
}

async function commonOf(archive: Archive, is1904: boolean): Promise<Common> {
  const [strings, styles] = await Promise.all([archive.text("xl/sharedStrings.xml"), archive.text("xl/styles.xml")]);

  return {
    strings: [...(strings ?? "").matchAll(/<(?:\w+:)?si\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)].map(([, inside]) =>
      wordsOf(inside ?? ""),
    ),
    isDate: datesOf(styles ?? ""),
    is1904,
  };
}

/** Which styles of cells are of days: built in, or a format of one's own that writes days or months. */
function datesOf(styles: string): boolean[] {
  const own = new Map(tags(styles, "numFmt").map((tag) => [Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode") ?? ""]));
  const cells = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(styles)?.[0] ?? "";

  return tags(cells, "xf").map((tag) => {
    const id = Number(attribute(tag, "numFmtId"));
    const format = (own.get(id) ?? "").replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, "");

    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || /[yd]|m{1,5}(?![^;]*0)/i.test(format);
  });
}

function gridOf(xml: string, common: Common, tell: (share: number) => void): Grid {
  const rows: string[][] = [];
  const row = /<(?:\w+:)?row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/g;
  for (let found = row.exec(xml), next = 0; found; found = row.exec(xml), next += 1) {
    const at = Number(attribute(found[1] ?? "", "r") ?? next + 1) - 1;
    next = at;
    rows[at] = cellsOf(found[2] ?? "", common);
    if (rows.length % 1000 === 0) tell(row.lastIndex / xml.length);
  }
  const merges = tags(xml, "mergeCell").flatMap((tag) => mergeOf(attribute(tag, "ref") ?? ""));

  return { rows: Array.from(rows, (cells) => cells ?? []), merges };
}

function cellsOf(xml: string, { strings, isDate, is1904 }: Common): string[] {
  const cells: string[] = [];
  let next = 0;
  for (const [, head = "", inside = ""] of xml.matchAll(/<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g)) {
    const reference = /\br="([A-Z]+)/.exec(head)?.[1];
    const at = reference ? columnOf(reference) : next;
    next = at + 1;
    const type = attribute(head, "t");
    const value = unescaped(/<(?:\w+:)?v\b[^>]*>([\s\S]*?)<\/(?:\w+:)?v>/.exec(inside)?.[1] ?? "");
    if (type === "s") cells[at] = strings[Number(value)] ?? "";
    else if (type === "inlineStr") cells[at] = wordsOf(inside);
    else if (type === "e") cells[at] = "";
    else if (type === "str" || type === "d" || value === "") cells[at] = value;
    else if (type === "b") cells[at] = value === "1" ? "TRUE" : "FALSE";
    else cells[at] = isDate[Number(attribute(head, "s") ?? -1)] ? serialText(Number(value), is1904) : numberText(value);
  }

  return Array.from(cells, (cell) => cell ?? "");
}

/** `AB` is 27. */
export const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function mergeOf(reference: string): Merge[] {
  const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference) ?? [];
  if (!left || !right) return [];

  return [{ top: Number(top) - 1, left: columnOf(left), bottom: Number(bottom) - 1, right: columnOf(right) }];
}

/** The opening tags of a name, with whatever prefix. */
const tags = (xml: string, name: string): string[] => xml.match(new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>`, "g")) ?? [];

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];

  return found === undefined ? undefined : unescaped(found);
}

/** The text of rich words; how they are spoken is none of it. */
function wordsOf(xml: string): string {
  const spoken = xml.replaceAll(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, "");

  return [...spoken.matchAll(/<(?:\w+:)?t\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?t>)/g)].map(([, text]) => unescaped(text ?? "")).join("");
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!/[&_]/.test(text)) return text;

  return text
    .replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
      name ? (entities[name] ?? whole) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    )
    .replaceAll(/_x([\da-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
