import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { download } from "../../lib/sheet";
import { type ExportColumn, type ExportedList, fileOf } from "./columns";
import { everyRow } from "./paging";

interface Making<Row> {
  t: Translate;
  language: Language;
  list: ExportedList<Row>;
  columns: ExportColumn<Row>[];
  signal: AbortSignal;
  onRows: (rows: number) => void;
}

/** Reads a list to its end and hands its file over. @throws as `everyRow` */
export async function makeFile<Row>(kind: "xlsx" | "csv", { t, language, list, columns, signal, onRows }: Making<Row>): Promise<void> {
  const read = await everyRow(list.ask, { signal, onRows });
  await download(kind, fileOf(t, language, list, { ...read, columns, now: new Date() }));
}
