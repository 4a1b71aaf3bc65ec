import { NativeSelect } from "@mantine/core";
import type { ImportKind } from "../../api/imports";
import { useT } from "../../i18n/useT";
import { DataTable } from "../../ui/DataTable";
import { Finding } from "../../ui/Finding";
import { Panel } from "../../ui/Panel";
import { type Columns, FIELDS, fieldKey } from "./columns";
import styles from "./import.module.css";
import type { Reading } from "./reading/reading";

const SHOWN = 20;

interface MappingPanelProps {
  kind: ImportKind;
  reading: Reading;
  columns: Columns;
  /** They were used for such headings before. */
  remembered: boolean;
  busy: boolean;
  onColumns: (columns: Columns) => void;
}

/** Which column is which field, and the first rows as they will be taken in. */
export function MappingPanel({ kind, reading, columns, remembered, busy, onColumns }: MappingPanelProps) {
  const t = useT();
  const fields = FIELDS[kind];
  const shown = fields.filter((field) => columns[field] !== undefined);
  const sample = (column: number) => reading.rows.find(({ cells }) => cells[column])?.cells[column] ?? "";
  const options = [
    { value: "", label: t("imports.notTaken") },
    ...reading.headers.map((heading, column) => ({
      value: String(column),
      label: t("imports.column", { name: heading || t("imports.unnamed", { n: column + 1 }), sample: sample(column).slice(0, 12) || "—" }),
    })),
  ];
  const choose = (field: string, value: string) => {
    const { [field]: _, ...others } = columns;
    onColumns(value === "" ? others : { ...others, [field]: Number(value) });
  };
  const text = (field: string, cells: string[]) => cells[columns[field] ?? -1] ?? "";
  const [first = ""] = fields;

  return (
    <>
      <Panel number={2} title={t("imports.map")} note={remembered ? t("imports.asLast") : t("imports.guessed")}>
        <div className={styles.mapping}>
          {fields.map((field) => (
            <NativeSelect
              key={field}
              label={field === first ? t(fieldKey(kind, field)) : t("imports.optional", { field: t(fieldKey(kind, field)) })}
              value={columns[field] === undefined ? "" : String(columns[field])}
              disabled={busy}
              data={options}
              onChange={({ currentTarget: { value } }) => choose(field, value)}
            />
          ))}
        </div>
        {columns[first] === undefined && <Finding kind="error">{t("imports.needed", { field: t(fieldKey(kind, first)) })}</Finding>}
      </Panel>
      {shown.length > 0 && (
        <Panel title={t("imports.preview")} note={t("imports.firstRows", { n: Math.min(SHOWN, reading.rows.length) })} flush>
          <DataTable
            bare
            label={t("imports.preview")}
            rows={reading.rows.slice(0, SHOWN)}
            rowId={({ row }) => String(row)}
            columns={[
              { id: "row", header: t("imports.row"), align: "right", cell: ({ row }) => row },
              ...shown.map((field) => ({
                id: field,
                header: t(fieldKey(kind, field)),
                cell: ({ cells }: Reading["rows"][number]) => text(field, cells),
              })),
            ]}
            card={({ row, cells }) => ({
              title: text(first, cells) || t("imports.rowOf", { row }),
              lines: shown
                .filter((field) => field !== first && text(field, cells))
                .map((field) => `${t(fieldKey(kind, field))} ${text(field, cells)}`),
            })}
          />
        </Panel>
      )}
    </>
  );
}
