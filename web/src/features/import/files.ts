import type { ImportKind, ImportRow } from "../../api/imports";
import type { Translate } from "../../i18n/messages";
import { download, words } from "../../lib/sheet";
import type { ExportColumn } from "../export/columns";
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

/** The report as a file, with what the file itself says where it is still at hand. */
export function reportColumns(t: Translate, kind: ImportKind, reading: Reading | null): ExportColumn<ImportRow>[] {
  const said = new Map((reading?.rows ?? []).map(({ row, cells }) => [row, cells]));

  return [
    { header: t("imports.row"), kind: "count", value: ({ row }) => row },
    { header: t("imports.verdict"), value: ({ verdict }) => t(`imports.is.${verdict}`) },
    { header: t("imports.why"), width: 40, value: (row) => rowWords(t, kind, row) },
    ...(reading?.headers ?? []).map((header, at) => ({ header, value: ({ row }: ImportRow) => said.get(row)?.[at] ?? null })),
  ];
}
