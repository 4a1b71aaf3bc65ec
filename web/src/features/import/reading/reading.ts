import { isKnownHeading } from "./columns";
import { type Delimiter, delimiterOf, recordsOf } from "./delimited";
import { type Encoding, encodingOf, textOf } from "./encodings";
import { tableOf } from "./tables";
import { type Grid, type Workbook, workbookOf } from "./xlsx";

/** How a file is to be read; what is left out is found out. */
export interface Choices {
  kind: string;
  sheet?: string;
  encoding?: Encoding;
  /** The row of the lowest heading, from 1. */
  headerRow?: number;
}

/** A list that was read, and how. */
export interface Reading {
  /** None of a text file. */
  sheets: string[];
  sheet: string | null;
  /** Null of a spreadsheet. */
  encoding: Encoding | null;
  delimiter: Delimiter | null;
  headerRow: number;
  headers: string[];
  rows: { row: number; cells: string[] }[];
  /** SHA-256 of the file, and of the headings. */
  digest: string;
  signature: string;
}

/** Reads files one after the other; what was unpacked of a workbook is kept for its other sheets. */
export function readerOf(bytes: Uint8Array, tell: (share: number) => void) {
  let workbook: Promise<Workbook> | null = null;
  const digest = sha256(bytes);

  return async (choices: Choices): Promise<Reading> => {
    const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
    // The former format of spreadsheets, and what some systems call one.
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new Error("old-spreadsheet");
    let read: Pick<Reading, "sheets" | "sheet" | "encoding" | "delimiter"> & { grid: Grid };
    if (isArchive) {
      workbook ??= workbookOf(bytes);
      const book = await workbook;
      const sheet = book.sheets.find((name) => name === choices.sheet) ?? book.sheets[0] ?? "";
      read = { sheets: book.sheets, sheet, encoding: null, delimiter: null, grid: await book.read(sheet, tell) };
    } else {
      const encoding = choices.encoding ?? encodingOf(bytes);
      const text = textOf(bytes, encoding);
      const delimiter = delimiterOf(text);
      read = { sheets: [], sheet: null, encoding, delimiter, grid: { rows: recordsOf(text, delimiter), merges: [] } };
    }
    const { grid, ...how } = read;
    const table = tableOf(grid, isKnownHeading(choices.kind), choices.headerRow);

    return {
      ...how,
      ...table,
      digest: await digest,
      signature: await sha256(new TextEncoder().encode(table.headers.join("\n"))),
    };
  };
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", bytes as BufferSource);

  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
