import { type ColumnDef, createSortedRowModel, rowSortingFeature, sortFn_basic, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "wouter";
import { useT } from "../i18n/useT";
import styles from "./DataTable.module.css";
import { useNarrow, usePhone } from "./usePhone";

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  align?: "right" | "center";
  /** Makes the head a button that sorts by this; only for lists that are here whole, others are sorted by the API. */
  sortBy?: (row: Row) => string | number;
  /** The order of the API that this column's head asks for, where the table has an `order`. */
  sort?: string;
}

/** A row on a phone: name and mark, the one amount that matters, one line of meta, one of numbers. */
export interface Card {
  title: ReactNode;
  mark?: ReactNode;
  amount?: { label: string; value: ReactNode };
  lines?: ReactNode[];
  /** A menu of acts at the end of the head, outside the card's link. */
  menu?: ReactNode;
  /** Buttons under the card, outside its link. */
  actions?: ReactNode;
}

interface DataTableProps<Row> {
  /** What the table lists, for screen readers. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  /** The page of a row: the first cell and the whole card are its link. */
  href?: (row: Row) => string;
  card: (row: Row) => Card;
  /** A total under the ink line. */
  footer?: ReactNode;
  /** The order that the API gave the rows in, and what a head that names another asks for. */
  order?: { sort: string; way: "asc" | "desc"; onSort: (sort: string) => void };
  /** Inside a panel that has the border already. */
  bare?: boolean;
  /** A table of many columns becomes cards before it is cut, and not on a phone alone. */
  cardsBelow?: "narrow";
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: { basic: sortFn_basic } });

/** Dense rows under a head that stays; cards on a phone. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const [phone, narrow] = [usePhone(), useNarrow()];
  return (props.cardsBelow ? narrow : phone) ? <Cards {...props} /> : <Rows {...props} />;
}

function Rows<Row extends object>({ label, columns, rows, rowId, href, footer, order: asked, bare = false }: DataTableProps<Row>) {
  const t = useT();
  const [sorting, setSorting] = useState<{ id: string; desc: boolean }[]>([]);
  const definitions = useMemo<ColumnDef<typeof features, Row>[]>(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: column.sortBy ?? (() => ""),
        enableSorting: Boolean(column.sortBy),
        sortFn: "basic",
      })),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data: rows, getRowId: rowId, state: { sorting }, onSortingChange: setSorting });

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={`${styles.frame} ${bare ? styles.bare : ""}`} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const sort = asked && column.sort;
              const sorted = sort ? asked.sort === sort && asked.way : (table.getColumn(column.id)?.getIsSorted() ?? false);
              const order = sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : undefined;
              return (
                <th key={column.id} scope="col" className={column.align && styles[column.align]} aria-sort={order}>
                  {sort || column.sortBy ? (
                    <button
                      type="button"
                      className={styles.sort}
                      onClick={() => (sort ? asked.onSort(sort) : table.getColumn(column.id)?.toggleSorting())}
                    >
                      {column.header}
                      <span className={styles.direction} aria-hidden="true">
                        {sorted === "asc" ? "↑" : sorted === "desc" ? "↓" : ""}
                      </span>
                    </button>
                  ) : (
                    column.header || <span className="unseen">{t("common.actions")}</span>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {columns.map((column, position) => (
                <td key={column.id} className={column.align && styles[column.align]}>
                  {position === 0 && href ? <Link href={href(row.original)}>{column.cell(row.original)}</Link> : column.cell(row.original)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {footer && <tfoot>{footer}</tfoot>}
      </table>
    </section>
  );
}

function Cards<Row extends object>({ label, rows, rowId, href, card, bare = false }: DataTableProps<Row>) {
  return (
    <ul className={`${styles.cards} ${bare ? styles.bareCards : ""}`} aria-label={label}>
      {rows.map((row) => {
        const { actions, ...words } = card(row);
        return (
          <li key={rowId(row)}>
            {href && !actions && !words.menu ? (
              <Link href={href(row)} className={styles.card}>
                <CardWords {...words} />
              </Link>
            ) : (
              <div className={styles.card}>
                <CardWords
                  {...words}
                  title={
                    href ? (
                      <Link href={href(row)} className={styles.cardLink}>
                        {words.title}
                      </Link>
                    ) : (
                      words.title
                    )
                  }
                />
                {actions && <div className={styles.cardActions}>{actions}</div>}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function CardWords({ title, mark, menu, amount, lines = [] }: Omit<Card, "actions">) {
  return (
    <>
      <span className={styles.cardHead}>
        <b>{title}</b>
        {mark}
        {menu && <span className={styles.cardMenu}>{menu}</span>}
      </span>
      {amount && (
        <span className={styles.cardAmount}>
          <span className="sub">{amount.label}</span>
          {amount.value}
        </span>
      )}
      {lines.map((line, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a card have no identity of their own and never move
        <span key={position} className={styles.cardLine}>
          {line}
        </span>
      ))}
    </>
  );
}
