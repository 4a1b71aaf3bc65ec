import { tidied } from "./cells";
import type { Grid, Merge } from "./xlsx";

/** A list as it is taken in: its headings, and its rows with their numbers in the file, from 1. */
export interface Table {
  /** The row of the lowest heading, from 1. */
  headerRow: number;
  headers: string[];
  rows: { row: number; cells: string[] }[];
}

/** How far down headings are looked for. */
const lookedAt = 30;
const totals = new Set(["合計", "合计", "總計", "总计", "小計", "小计", "total"]);

/**
 * The list of a sheet: lines above its headings, empty rows and columns, repeated headings and lines of sums are left out;
 * cells that are merged all say what their first one says.
 *
 * @param known whether a heading is one that a field is called by
 * @param headerRow the row of the lowest heading, from 1, where somebody has said it
 */
export function tableOf({ rows, merges }: Grid, known: (heading: string) => boolean, headerRow?: number): Table {
  const cells = rows.map((row) => row.map(tidied));
  const filled = filledIn(cells, merges);
  const last = headerRow === undefined ? lowestHeading(cells, filled, merges, known) : headerRow - 1;
  const first = highestHeading(cells, merges, last);
  const width = Math.max(0, ...filled.slice(first).map((row) => row.findLastIndex((cell) => cell !== "") + 1));
  const headers = Array.from({ length: width }, (_, column) =>
    [...new Set(filled.slice(first, last + 1).map((row) => row[column] ?? ""))].filter(Boolean).join(" ").slice(0, 200),
  );
  const body = filled.slice(last + 1).flatMap((row, at) => {
    const padded = Array.from({ length: width }, (_, column) => row[column] ?? "");
    const said = padded.filter(Boolean);
    const isRepeated = headers.every((heading, column) => (padded[column] ?? "") === heading);

    return said.length === 0 || isRepeated || totals.has((said[0] ?? "").toLowerCase().replaceAll(/[\s:：]/g, ""))
      ? []
      : [{ row: last + at + 2, cells: padded }];
  });

  return { headerRow: last + 1, headers, rows: body };
}

/** Each cell of those that are one says the same. */
function filledIn(cells: string[][], merges: Merge[]): string[][] {
  const filled = cells.map((row) => [...row]);
  for (const { top, left, bottom, right } of merges) {
    const text = cells[top]?.[left] ?? "";
    for (let row = top; row <= Math.min(bottom, filled.length - 1); row += 1) {
      for (let column = left; column <= Math.min(right, left + 200); column += 1) (filled[row] as string[])[column] = text;
    }
  }

  return filled.map((row) => Array.from(row, (cell) => cell ?? ""));
}

/** The row that most looks like headings: words that fields are called by, short ones, no numbers; the first of equals. */
function lowestHeading(cells: string[][], filled: string[][], merges: Merge[], known: (heading: string) => boolean): number {
  const scores = cells.slice(0, lookedAt).map((row, at) => {
    const said = row.filter(Boolean);
    if (said.length === 0) return -1;
    const names = new Set(filled[at]?.filter(Boolean).filter(known)).size;
    const words = said.filter((cell) => cell.length <= 20 && !/^[\d.,\-/:%\s]+$/.test(cell)).length;

    return names * 10 + (said.length === 1 ? 0 : words - (said.length - words));
  });
  const best = scores.indexOf(Math.max(...scores));
  // A heading that reaches down stands beside what is under its neighbours.
  const reaches = merges.filter(({ top, bottom, left, right }) => top <= best && bottom > best && right - left < 3 && bottom - top < 4);

  return Math.max(0, best, ...reaches.map(({ bottom }) => bottom));
}

/** Where headings of several rows begin: as far up as cells of the row are part of one that stands higher, or lie under a wide one. */
function highestHeading(cells: string[][], merges: Merge[], lowest: number): number {
  const up = merges.filter(({ top, bottom }) => top < lowest && bottom === lowest).map(({ top }) => top);
  const above = merges.filter(
    ({ top, bottom, left, right }) => bottom === lowest - 1 && right > left && hasNeighbours(cells[top] ?? [], left),
  );

  return Math.max(0, Math.min(lowest, ...up, ...above.map(({ top }) => top)));
}

/** A title is alone in its row; a wide heading is not. */
const hasNeighbours = (row: string[], left: number) => row.some((cell, at) => cell !== "" && at !== left);
