import type { Chunk } from "./contract";

/** A fault of one cell. */
export type Fault = [field: string, code: string];

/**
 * Whether a phone was written as a number and lost digits: 1.38E+10 as a spreadsheet shows it, or a mobile number that ends
 * in six noughts or more, as that becomes when it is read as a number again.
 */
export function hasLostDigits(typed: string): boolean {
  const text = typed.normalize("NFKC").replaceAll(/\s/g, "");

  return /^\d(\.\d+)?e\+?\d+$/i.test(text) || /^(\+?86)?1\d{4}0{6}$/.test(text);
}

/** How many rows a chunk has, of so many in all. */
export const rowsOfChunk = (number: number, total: number, chunkRows: number): number =>
  Math.max(0, Math.min(chunkRows, total - number * chunkRows));

/** Where the first row stands whose file row does not rise; null where all do. Rows of a file are told apart by it. */
export function firstUnordered(rows: Chunk["rows"]): number | null {
  const at = rows.findIndex(({ row }, index) => index > 0 && row <= (rows[index - 1]?.row ?? 0));

  return at < 0 ? null : at;
}
