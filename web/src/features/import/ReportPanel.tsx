import { NativeSelect } from "@mantine/core";
import { Link } from "wouter";
import { type Import, type ImportRow, listImportRows, type Verdict } from "../../api/imports";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { count } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { DataTable } from "../../ui/DataTable";
import { LoadMore } from "../../ui/LoadMore";
import { Mark, type Tone } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { EmptyState, LoadedPages } from "../../ui/states";
import { ExportMenu } from "../export/ExportMenu";
import { columnsOf, FIELDS } from "./columns";
import { reportColumns, rowWords } from "./files";
import styles from "./import.module.css";
import { useImportRows } from "./queries";
import type { Reading } from "./reading/reading";

const VERDICTS = ["new", "same", "doubled", "refused"] as const;
const TONES: Record<Verdict, Tone> = { new: "good", same: "mute", doubled: "wait", refused: "bad" };

interface ReportPanelProps {
  import_: Import;
  /** What is shown of it; null: all. */
  verdict: Verdict | null;
  onVerdict: (verdict: Verdict | null) => void;
  /** The file itself, where it is at hand: it says what the rows are called. */
  reading: Reading | null;
}

/** What becomes of each row, with its number in the file; those that are refused first of all. */
export function ReportPanel({ import_, verdict, onVerdict, reading }: ReportPanelProps) {
  const t = useT();
  const { tenant } = useTenant();
  const rows = useImportRows(import_, verdict);
  const { kind, counts, total } = import_;
  const nameColumn = columnsOf(import_.mapping)[FIELDS[kind][0] ?? ""];
  const names = new Map((reading?.rows ?? []).map(({ row, cells }) => [row, cells[nameColumn ?? -1] ?? ""]));
  const mark = ({ verdict: is }: ImportRow) => <Mark tone={TONES[is]} sign={t(`imports.sign.${is}`)} word={t(`imports.is.${is}`)} />;
  const why = (row: ImportRow) =>
    row.sameId ? (
      <Link href={paths.account(tenant, row.sameId)}>{rowWords(t, kind, row)}</Link>
    ) : (
      <span className={row.verdict === "refused" ? styles.why : undefined}>{rowWords(t, kind, row)}</span>
    );

  return (
    <section aria-label={t("imports.report")}>
      <div className={styles.bar}>
        <NativeSelect
          label={t("imports.show")}
          value={verdict ?? ""}
          onChange={({ currentTarget: { value } }) => onVerdict(VERDICTS.find((known) => known === value) ?? null)}
          data={[
            { value: "", label: t("imports.all", { n: count(total) }) },
            ...VERDICTS.map((value) => ({
              value,
              label: t("imports.only", { what: t(`imports.is.${value}`), n: count(counts?.[value] ?? 0) }),
            })),
          ]}
        />
        <ExportMenu
          list={{
            title: t("imports.report"),
            of: [import_.fileName ?? t(`imports.title.${kind}`)],
            zone: HOUSE_ZONE,
            conditions: verdict === null ? [] : [t(`imports.is.${verdict}`)],
            ask: (after, asking) => listImportRows(tenant, import_.id, verdict, after, asking),
            columns: () => reportColumns(t, kind, reading),
          }}
        />
      </div>
      <LoadedPages query={rows} what={t("imports.reportNotLoaded")}>
        {(found) =>
          found.length === 0 ? (
            <Panel label={t("imports.report")}>
              <EmptyState fact={t(import_.isStaged ? "imports.none" : "imports.swept")} />
            </Panel>
          ) : (
            <>
              <DataTable
                label={t("imports.report")}
                rows={found}
                rowId={({ row }) => String(row)}
                columns={[
                  { id: "row", header: t("imports.row"), align: "right", cell: ({ row }) => row },
                  ...(names.size
                    ? [{ id: "name", header: t(`imports.nameOf.${kind}`), cell: ({ row }: ImportRow) => names.get(row) ?? "" }]
                    : []),
                  { id: "is", header: t("imports.verdict"), cell: mark },
                  { id: "why", header: t("imports.why"), cell: why },
                ]}
                card={(row) => ({
                  title: names.get(row.row) || t("imports.rowOf", { row: row.row }),
                  mark: mark(row),
                  lines: [names.get(row.row) ? t("imports.rowOf", { row: row.row }) : null, why(row)].filter(Boolean),
                })}
              />
              <LoadMore query={rows} shown={found.length} />
            </>
          )
        }
      </LoadedPages>
    </section>
  );
}
