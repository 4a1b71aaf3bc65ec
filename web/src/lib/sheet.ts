/** A cell of a file that spreadsheets open. */
export type Cell = { value: string; type: StringConstructor } | { value: number; type: NumberConstructor; format: string } | null;

/** Text as text where a file has no types: a cell that begins like a formula is never run by what opens it. */
export const unformula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

export const words = (text: string | null): Cell => (text === null ? null : { value: text, type: String });
/** Fen as yuan with two decimals, a number that can be summed. */
export const yuan = (fen: number | null): Cell => (fen === null ? null : { value: fen / 100, type: Number, format: "#,##0.00" });
export const whole = (value: number): Cell => ({ value, type: Number, format: "0" });
/** Hundredths, of square metres or of a percentage, with two decimals. */
export const hundredths = (value: number | null): Cell => (value === null ? null : { value: value / 100, type: Number, format: "0.00" });

/** Rows as CSV, with the mark by which spreadsheets know UTF-8; a cell is quoted where it must be, amounts have two decimals. */
export function csvOf(rows: readonly Cell[][]): string {
  const lines = rows.map((row) => row.map((cell) => quoted(textOf(cell))).join(","));

  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function textOf(cell: Cell): string {
  if (cell === null) return "";
  if (cell.type === String) return unformula(cell.value as string);

  return "format" in cell && cell.format.endsWith(".00") ? (cell.value as number).toFixed(2) : String(cell.value);
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

interface Sheet {
  /** The file's name without its ending. */
  name: string;
  title: string;
  rows: Cell[][];
  /** Of the columns, in letters. */
  widths: readonly number[];
  /** What is said about the rows: a second sheet, or lines above them where a file has no sheets. */
  about?: { title: string; rows: Cell[][] };
}

/** Makes a file in the browser and hands it over; the writer is fetched when it is first needed. */
export async function download(kind: "xlsx" | "csv", { name, title, rows, widths, about }: Sheet): Promise<void> {
  const file = `${name.replaceAll(/[\\/:*?"<>|]/g, "-")}.${kind}`;
  if (kind === "xlsx") {
    const { default: writeXlsxFile } = await import("write-excel-file/browser");
    const sheets = [
      { data: rows, sheet: sheetName(title), columns: widths.map((width) => ({ width })) },
      ...(about ? [{ data: about.rows, sheet: sheetName(about.title), columns: [{ width: 60 }] }] : []),
    ];
    await writeXlsxFile(sheets).toFile(file);
    return;
  }

  const address = URL.createObjectURL(new Blob([csvOf([...(about?.rows ?? []), ...rows])], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}

/** As spreadsheets allow a sheet to be called. */
const sheetName = (title: string) => title.replaceAll(/[\\/:*?[\]]/g, "-").slice(0, 31);
