import type { CatalogueEntry } from "../../../../src/campaigns/catalogue/contract";
import type { NewUnit } from "../../api/units";
import { parseArea, parseMoney } from "../../lib/parse";

/** What a column of a sheet can be, in the order in which a sheet without heads is read. */
export const FIELDS = ["building", "floor", "number", "layout", "areaCentiSqm", "pricePerSqmFen", "listTotalFen", "product"] as const;
export type Field = (typeof FIELDS)[number];

export interface Block {
  /** What each column is; null for one that is left out. No field twice. */
  columns: (Field | null)[];
  /** Every row as long as `columns`. */
  rows: string[][];
}

/** How many rows are taken of one block. */
export const ROWS_AT_MOST = 500;

/** In how many rows from the top a head is looked for: titles, dates and notes may stand above it. */
const HEAD_WITHIN = 6;

/**
 * What a spreadsheet puts on the clipboard, or a CSV file: tabs or commas between the cells, quoted where a cell holds
 * one. A row is the head when at least two of its cells are known words, and what stands above it is left out, as is a
 * row of totals (合計); a head that says 萬 makes amounts so. Merged cells come once: a building stands for the rows below.
 */
export function readBlock(text: string): Block {
  const written = cellsOf(text).filter((cells) => cells.some((cell) => cell !== "") && !cells.some(isTotal));
  const headAt = written.slice(0, HEAD_WITHIN).findIndex((cells) => cells.filter(fieldOfHead).length >= 2);
  const hasHead = headAt >= 0;
  const table = hasHead ? written.slice(headAt) : written;
  const [first = []] = table;
  const heads = first.map(fieldOfHead);
  const width = Math.max(0, ...table.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, at) => (hasHead ? (heads[at] ?? null) : (FIELDS[at] ?? null))).map((field, at, all) =>
    field && all.indexOf(field) < at ? null : field,
  );
  const inWan = first.map((head) => hasHead && /[萬万]/.test(head));

  const rows = (hasHead ? table.slice(1) : table).map((cells) =>
    Array.from({ length: width }, (_, at) =>
      inWan[at] && /^[\d.,，０-９．\s]+$/.test(cells[at] ?? "") ? `${cells[at]}萬` : (cells[at] ?? ""),
    ),
  );

  return { columns, rows: filledDown(rows, columns.indexOf("building")) };
}

function filledDown(rows: string[][], column: number): string[][] {
  let above = "";
  return rows.map((cells) => {
    above = cells[column] || above;
    return column < 0 ? cells : cells.with(column, above);
  });
}

/** Heads as sheets have them; the more particular words first: 建築面積 is an area, unit price no number. */
const HEADS: readonly (readonly [Field, RegExp])[] = [
  ["pricePerSqmFen", /單價|单价|unit price|per (?:sqm|m2)|\/\s*(?:sqm|m2)/],
  ["listTotalFen", /總價|总价|總額|总额|原價|原价|標價|标价|total|list price|^price$/],
  ["areaCentiSqm", /面積|面积|area|sqm/],
  ["building", /棟|栋|幢|座|building|block|tower/],
  ["floor", /層|层|floor|level/],
  ["number", /房號|房号|門牌|门牌|室號|室号|房間|number|unit|room|^no\.?$/],
  ["layout", /戶型|户型|房型|layout/],
  ["product", /產品|产品|業態|业态|product|type/],
];

const isTotal = (cell: string) => /^(?:合計|合计|總計|总计|小計|小计|(?:grand )?total)[:：]?$/i.test(cell.normalize("NFKC"));

function fieldOfHead(head: string): Field | null {
  const words = head.normalize("NFKC").toLowerCase().trim();
  const isValue = /\d/.test(words.replaceAll("m2", "")); // 1棟 is a building, 棟 its head
  if (words.length > 20 || isValue) return null;
  return HEADS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** Rows of cells, trimmed; quotes as RFC 4180 and spreadsheets write them. */
function cellsOf(text: string): string[][] {
  const separator = text.includes("\t") ? "\t" : ",";
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell.trim());
    cell = "";
  };

  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (letter === separator) endCell();
    else if (letter === "\n") {
      endCell();
      rows.push([]);
    } else if (letter !== "\r") cell += letter;
  }
  endCell();
  return rows;
}

export type Fault = "required" | "too-long" | "floor" | "area" | "money" | "price-needed" | "product" | "duplicate";

export interface ReadRow {
  /** Null while something is wrong. */
  unit: NewUnit | null;
  faults: Partial<Record<Field, Fault>>;
}

/** What the rows say, and what is wrong with each: a row that names the unit of one above is its duplicate. */
export function readRows({ columns, rows }: Block, products: readonly CatalogueEntry[]): ReadRow[] {
  const seen = new Set<string>();

  return rows.map((cells) => {
    const row = readRow(cells, columns, products);
    if (!row.unit) return row;
    const place = JSON.stringify([plain(row.unit.building), plain(row.unit.number)]);
    if (seen.has(place)) return { unit: null, faults: { number: "duplicate" } };
    seen.add(place);
    return row;
  });
}

function readRow(cells: string[], columns: (Field | null)[], products: readonly CatalogueEntry[]): ReadRow {
  const textOf = (field: Field) => cells[columns.indexOf(field)] ?? "";
  const faults: Partial<Record<Field, Fault>> = {};
  const read = <Value>(field: Field, parse: (text: string) => Value | null, fault: Fault): Value | undefined => {
    const text = textOf(field);
    if (text === "") return undefined;
    const value = parse(text);
    if (value === null) faults[field] = fault;
    return value ?? undefined;
  };
  const words = (field: Field, atMost: number) => read(field, (text) => (plain(text).length <= atMost ? plain(text) : null), "too-long");

  const [building, number, layout] = [words("building", 20), words("number", 20), words("layout", 40)];
  const floor = read("floor", parseFloor, "floor") ?? floorOfNumber(textOf("floor") === "" ? number : undefined);
  const areaCentiSqm = read("areaCentiSqm", parseArea, "area");
  const pricePerSqmFen = read("pricePerSqmFen", positive, "money");
  const listTotalFen = read("listTotalFen", positive, "money");
  const product = read("product", (text) => productOf(text, products), "product");

  for (const [field, value] of Object.entries({ building, floor, number }) as [Field, unknown][])
    if (value === undefined) faults[field] ??= "required";
  const hasPrice = listTotalFen !== undefined || (areaCentiSqm !== undefined && pricePerSqmFen !== undefined);
  if (!hasPrice && !faults.listTotalFen && !faults.areaCentiSqm && !faults.pricePerSqmFen) faults.listTotalFen = "price-needed";
  if (building === undefined || floor === undefined || number === undefined || Object.keys(faults).length > 0)
    return { unit: null, faults };

  return { unit: { building, floor, number, layout, areaCentiSqm, pricePerSqmFen, listTotalFen, product }, faults };
}

const plain = (text: string) => text.normalize("NFKC").replace(/\s+/g, " ").trim();

/** 「3400 元/㎡」 is an amount like another. */
function positive(text: string): number | null {
  const fen = parseMoney(text.normalize("NFKC").replace(/\/\s*(?:m2|平米|平方米)$/, ""));
  return fen === null || fen === 0 ? null : fen;
}

/** 9 · 9F · 九 is none · 9樓 · -1 · B1 · 地下1層. Null for what is no floor between −9 and 200. */
export function parseFloor(text: string): number | null {
  const match = /^(?:(-|−|b|地下|負|负)?)(\d{1,3})(?:f|樓|楼|層|层)?$/.exec(plain(text).toLowerCase().replaceAll(" ", ""));
  if (!match) return null;
  const floor = Number(match[2]) * (match[1] ? -1 : 1);
  return floor >= -9 && floor <= 200 ? floor + 0 : null;
}

/** A number of three or four digits says its floor: 0902 and 902 are on the ninth. */
function floorOfNumber(number: string | undefined): number | undefined {
  const match = /^(\d{1,2})\d{2}$/.exec(number ?? "");
  return match ? Number(match[1]) : undefined;
}

/** By its code or any of its names. */
function productOf(text: string, products: readonly CatalogueEntry[]): string | null {
  const folded = fold(text);
  const found = products.find(({ code, names }) =>
    [code, ...Object.values(names)].some((name) => name !== undefined && fold(name) === folded),
  );
  return found?.code ?? null;
}

const fold = (text: string) => plain(text).toLowerCase().replaceAll(" ", "");

/** A column becomes another field; whatever had that field has none now. */
export function remapped(columns: (Field | null)[], at: number, field: Field | null): (Field | null)[] {
  return columns.map((current, column) => (column === at ? field : current === field ? null : current));
}
