/** A cell of a file that spreadsheets open. */
export type Cell = { value: string; type: StringConstructor } | { value: number; type: NumberConstructor; format: string } | null;

/** Text as text: a cell that begins like a formula is never run by what opens the file. */
export const unformula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

export const words = (text: string | null): Cell => (text === null ? null : { value: unformula(text), type: String });
/** Fen as yuan with two decimals, a number that can be summed. */
export const yuan = (fen: number | null): Cell => (fen === null ? null : { value: fen / 100, type: Number, format: "#,##0.00" });
export const whole = (value: number): Cell => ({ value, type: Number, format: "0" });
/** Hundredths, of square metres or of a percentage, with two decimals. */
export const hundredths = (value: number | null): Cell => (value === null ? null : { value: value / 100, type: Number, format: "0.00" });

/** Rows as CSV, with the mark by which spreadsheets know UTF-8; a cell is quoted where it must be. */
export function csvOf(rows: readonly Cell[][]): string {
  const lines = rows.map((row) => row.map((cell) => quoted(cell === null ? "" : String(cell.value))).join(","));

  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

interface Sheet {
  /** The file's name without its ending. */
  name: string;
  title: string;
  rows: Cell[][];
  /** Of the columns, in letters. */
  widths: readonly number[];
}

/** Makes a file of one sheet in the browser and hands it over; the writer is fetched when it is first needed. */
export async function download(kind: "xlsx" | "csv", { name, title, rows, widths }: Sheet): Promise<void> {
  const file = `${name.replaceAll(/[\\/:*?"<>|]/g, "-")}.${kind}`;
  if (kind === "xlsx") {
    const { default: writeXlsxFile } = await import("write-excel-file/browser");
    await writeXlsxFile(rows, { sheet: title.slice(0, 31), columns: widths.map((width) => ({ width })) }).toFile(file);
    return;
  }

  const address = URL.createObjectURL(new Blob([csvOf(rows)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}
