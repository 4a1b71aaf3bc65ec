import { memo, type ReactNode, useEffect, useId, useState } from "react";
import type { Translate } from "../../i18n/messages";
import { useT } from "../../i18n/useT";
import { ChevronDownIcon } from "../../ui/icons";
import { MarkSign } from "../../ui/Mark";
import { TextButton } from "../../ui/TextButton";
import { usePhone } from "../../ui/usePhone";
import styles from "./paste.module.css";
import { FIELDS, type Field } from "./pasting";
import type { Faults, Row } from "./usePasting";

interface PreviewProps {
  columns: (Field | null)[];
  rows: Row[];
  faults: Faults[];
  onMap: (at: number, field: Field | null) => void;
  onEdit: (id: number, at: number, text: string) => void;
  onAdd: (field: Field) => void;
  onRemove: (id: number) => void;
}

/** What was read, each cell to be mended where it stands: a table on the desk, a card for each row on a phone. */
export function Preview(props: PreviewProps) {
  return usePhone() ? <Cards {...props} /> : <Table {...props} />;
}

function Table({ columns, rows, faults, onMap, onEdit, onAdd, onRemove }: PreviewProps) {
  const t = useT();
  const missing = faultyWithoutColumn(columns, faults);

  return (
    <>
      <Missing missing={missing} onAdd={onAdd} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.frame} aria-label={t("units.pasting.preview")} tabIndex={0}>
        <table className={styles.table}>
          <caption className="unseen">{t("units.pasting.preview")}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.number}>
                <span className="unseen">{t("units.pasting.row")}</span>
              </th>
              {columns.map((field, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the block
                <th key={at} scope="col">
                  <ColumnSelect at={at} field={field} onMap={onMap} />
                </th>
              ))}
              <th scope="col">
                <span className="unseen">{t("common.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <TableRow
                key={row.id}
                row={row}
                position={at + 1}
                columns={columns}
                faults={faults[at] ?? none}
                onEdit={onEdit}
                onRemove={onRemove}
              />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

const none: Faults = {};

interface RowProps {
  row: Row;
  position: number;
  columns: (Field | null)[];
  faults: Faults;
  onEdit: PreviewProps["onEdit"];
  onRemove: PreviewProps["onRemove"];
}

/** Only what changed is drawn again: a block may have hundreds of rows. */
const TableRow = memo(
  function TableRow({ row, position, columns, faults, onEdit, onRemove }: RowProps) {
    const t = useT();
    return (
      <tr>
        <td className={styles.number}>{position}</td>
        {columns.map((field, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the block
          <td key={at}>
            <CellInput row={row} at={at} position={position} field={field} faults={faults} onEdit={onEdit} />
          </td>
        ))}
        <td className={styles.remove}>
          <TextButton danger onClick={() => onRemove(row.id)} label={t("units.pasting.removeRow", { n: position })}>
            {t("units.pasting.remove")}
          </TextButton>
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.position === after.position &&
    before.columns === after.columns &&
    JSON.stringify(before.faults) === JSON.stringify(after.faults),
);

interface CellInputProps {
  row: Row;
  at: number;
  position: number;
  field: Field | null;
  faults: Faults;
  onEdit: PreviewProps["onEdit"];
}

function CellInput({ row, at, position, field, faults, onEdit }: CellInputProps) {
  const t = useT();
  const id = useId();
  const fault = field && faults[field];
  return (
    <>
      <input
        className={`${styles.cell} ${fault ? styles.wrong : ""} ${field ? "" : styles.left}`}
        aria-label={t("units.pasting.cell", { n: position, field: field ? t(`units.${field}`) : t("units.pasting.leaveOut") })}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? id : undefined}
        value={row.cells[at] ?? ""}
        onChange={(event) => onEdit(row.id, at, event.currentTarget.value)}
      />
      {fault && (
        <span id={id} className={styles.fault}>
          {faultWords(t, fault)}
        </span>
      )}
    </>
  );
}

function Cards({ columns, rows, faults, onMap, onEdit, onAdd, onRemove }: PreviewProps) {
  const t = useT();
  const missing = faultyWithoutColumn(columns, faults);

  return (
    <>
      <Fold head={<b>{t("units.pasting.columns")}</b>} wanted={false}>
        <div className={styles.columns}>
          {columns.map((field, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the block
            <div key={at}>
              <ColumnSelect at={at} field={field} onMap={onMap} example={rows[0]?.cells[at]} />
            </div>
          ))}
        </div>
      </Fold>
      <Missing missing={missing} onAdd={onAdd} />
      <div className={styles.cards}>
        {rows.map((row, at) => (
          <RowCard
            key={row.id}
            row={row}
            position={at + 1}
            columns={columns}
            faults={faults[at] ?? none}
            onEdit={onEdit}
            onRemove={onRemove}
          />
        ))}
      </div>
    </>
  );
}

function RowCard({ row, position, columns, faults, onEdit, onRemove }: RowProps) {
  const t = useT();
  const textOf = (field: Field) => row.cells[columns.indexOf(field)] ?? "";
  const wrong = Object.keys(faults).length;
  return (
    <Fold
      wanted={wrong > 0}
      head={
        <>
          <b>
            {position}　{textOf("building")} {textOf("number")}
          </b>
          {wrong > 0 ? (
            <span className={styles.fault}>
              <MarkSign tone="bad" sign={t("common.mark.error")} /> {t("units.pasting.wrongHere", { n: wrong })}
            </span>
          ) : (
            <span className="sub">{textOf("listTotalFen") || textOf("pricePerSqmFen")}</span>
          )}
        </>
      }
    >
      <div className={styles.fields}>
        {columns.map((field, at) =>
          field ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the block
            <div key={at}>
              <span className="dim">{t(`units.${field}`)}</span>
              <CellInput row={row} at={at} position={position} field={field} faults={faults} onEdit={onEdit} />
            </div>
          ) : null,
        )}
      </div>
      <TextButton danger onClick={() => onRemove(row.id)} label={t("units.pasting.removeRow", { n: position })}>
        {t("units.pasting.remove")}
      </TextButton>
    </Fold>
  );
}

/** A card that opens by itself where something is wanted in it, and stays open when that is done: somebody is typing there. */
function Fold({ head, wanted, children }: { head: ReactNode; wanted: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(wanted);
  useEffect(() => {
    if (wanted) setOpen(true);
  }, [wanted]);

  return (
    <details className={styles.card} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {head}
        <ChevronDownIcon size={14} />
      </summary>
      {children}
    </details>
  );
}

interface ColumnSelectProps {
  at: number;
  field: Field | null;
  onMap: PreviewProps["onMap"];
  example?: string;
}

function ColumnSelect({ at, field, onMap, example }: ColumnSelectProps) {
  const t = useT();
  return (
    <>
      {example !== undefined && <span className="dim">{example || "—"}</span>}
      <select
        className={styles.head}
        aria-label={t("units.pasting.column", { n: at + 1 })}
        value={field ?? ""}
        onChange={(event) => onMap(at, FIELDS.find((known) => known === event.currentTarget.value) ?? null)}
      >
        <option value="">{t("units.pasting.leaveOut")}</option>
        {FIELDS.map((known) => (
          <option key={known} value={known}>
            {t(`units.${known}`)}
          </option>
        ))}
      </select>
    </>
  );
}

/** Fields that are wrong somewhere and have no column to be mended in. */
function faultyWithoutColumn(columns: (Field | null)[], faults: Faults[]): Field[] {
  return FIELDS.filter((field) => !columns.includes(field) && faults.some((row) => row[field] !== undefined));
}

function Missing({ missing, onAdd }: { missing: Field[]; onAdd: PreviewProps["onAdd"] }) {
  const t = useT();
  return missing.map((field) => (
    <p key={field} className={styles.fault}>
      {t("units.pasting.noColumn", { field: t(`units.${field}`) })}{" "}
      <TextButton onClick={() => onAdd(field)}>{t("units.pasting.addColumn", { field: t(`units.${field}`) })}</TextButton>
    </p>
  ));
}

function faultWords(t: Translate, fault: NonNullable<Faults[Field]>): string {
  return typeof fault === "object" ? fault.said : t(`units.fault.${fault}`);
}
