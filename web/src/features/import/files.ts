import { type Import, type ImportKind, type ImportRow, listImportRows, type Verdict } from "../../api/imports";
import type { Translate } from "../../i18n/messages";
import { type Cell, download, whole, words } from "../../lib/sheet";
import { FIELDS, fieldKey } from "./columns";
import type { Reading } from "./reading/reading";

/** An empty list with the headings that are known, to be filled in. */
export function downloadTemplate(t: Translate, kind: ImportKind): Promise<void> {
  const title = t(`imports.title.${kind}`);
  const heads = FIELDS[kind].map((field) => words(t(fieldKey(kind, field))));

  return download("xlsx", { name: title, title, rows: [heads], widths: heads.map(() => 24) });
}

/** What a row of the report says is wrong or what it is the same as, in words. */
export function rowWords(t: Translate, kind: ImportKind, { verdict, faults, doubles }: ImportRow): string {
  if (verdict === "doubled") return t("imports.doubles", { row: doubles ?? 0 });
  if (verdict === "same") return t(`imports.same.${kind}`);

  return faults.map(({ field, detail }) => t("imports.fault", { field: t(fieldKey(kind, field)), detail })).join(t("imports.and"));
}

/** The report as a file: every row that is shown, with what the file itself says where it is still at hand. */
export async function downloadReport(
  t: Translate,
  agency: string,
  import_: Import,
  verdict: Verdict | null,
  reading: Reading | null,
  file: "xlsx" | "csv",
): Promise<void> {
  const rows: ImportRow[] = [];
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page: { items: ImportRow[]; next: string | null } = await listImportRows(agency, import_.id, verdict, after, 100);
    rows.push(...page.items);
    after = page.next;
  }
  const said = new Map((reading?.rows ?? []).map(({ row, cells }) => [row, cells]));
  const heads = [t("imports.row"), t("imports.verdict"), t("imports.why"), ...(reading?.headers ?? [])];
  const lines: Cell[][] = rows.map((row) => [
    whole(row.row),
    words(t(`imports.is.${row.verdict}`)),
    words(rowWords(t, import_.kind, row)),
    ...(said.get(row.row) ?? []).map(words),
  ]);
  const title = t("imports.report");

  await download(file, {
    name: `${import_.fileName ?? t(`imports.title.${import_.kind}`)} ${title}`,
    title,
    rows: [heads.map(words), ...lines],
    widths: heads.map((_, at) => (at === 2 ? 40 : 14)),
  });
}
