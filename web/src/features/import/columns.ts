import { CELL_AT_MOST, type Chunk, type ImportKind, type Mapping } from "../../api/imports";
import type { PlainMessageKey } from "../../i18n/messages";
import { guessedColumns } from "./reading/columns";
import type { Reading } from "./reading/reading";

/** The fields of each kind of list, in the order in which they are asked for; the first must be there. */
export const FIELDS: Record<ImportKind, readonly string[]> = { accounts: ["name", "parent", "contact", "post", "phone"] };

export const fieldKey = (kind: ImportKind, field: string) => `imports.field.${kind}.${field}` as PlainMessageKey;

/** In which column each field stands; one that is left out is not taken in. */
export type Columns = Record<string, number>;

/** What was used last for these headings, else what they sound like. */
export function columnsFor(kind: ImportKind, { headers }: Pick<Reading, "headers">, remembered: Mapping | null): Columns {
  if (!remembered) return guessedColumns(kind, headers);

  return Object.fromEntries(remembered.filter(({ column }) => column < headers.length).map(({ field, column }) => [field, column]));
}

export const mappingOf = (columns: Columns, headers: readonly string[]): Mapping =>
  Object.entries(columns).map(([field, column]) => ({ field, column, header: headers[column] ?? "" }));

export const columnsOf = (mapping: Mapping): Columns => Object.fromEntries(mapping.map(({ field, column }) => [field, column]));

/** The rows as they are sent: what is mapped and not empty. */
export function rowsToSend(rows: Reading["rows"], columns: Columns): Chunk["rows"] {
  const fields = Object.entries(columns);

  return rows.map(({ row, cells }) => ({
    row,
    values: Object.fromEntries(
      fields.flatMap(([field, column]) => {
        const text = (cells[column] ?? "").slice(0, CELL_AT_MOST);
        return text ? [[field, text]] : [];
      }),
    ),
  }));
}

/** Whether a file that was chosen again is the one that an import began with, read in the same way. */
export function isSameList(reading: Reading, begun: { digest: string; total: number; mapping: Mapping }): boolean {
  return (
    reading.digest === begun.digest &&
    reading.rows.length === begun.total &&
    begun.mapping.every(({ column, header }) => reading.headers[column] === header)
  );
}
