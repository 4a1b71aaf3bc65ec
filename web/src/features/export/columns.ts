import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { dayOf, listed, tableTime } from "../../lib/format";
import { type Cell, hundredths, whole, words, yuan } from "../../lib/sheet";
import type { AskPage } from "./paging";

/**
 * How a column's values are written: `text` as it is (a business day too), `day` and `time` of an instant in the list's
 * zone, `yuan` of fen and `hundredths` (of a square metre, of a percentage) as numbers with two decimals, `count` as one
 * without. Null leaves the cell empty.
 */
export type ExportColumn<Row> = { header: string; width?: number } & (
  | { kind?: "text" | "day" | "time"; value: (row: Row) => string | null }
  | { kind: "yuan" | "hundredths" | "count"; value: (row: Row) => number | null }
);

/** A list as a file can be made of it. */
export interface ExportedList<Row> {
  /** As its page is called. */
  title: string;
  /** Whose: the campaign's project and name, or nothing where a list belongs to the agency. */
  of: (string | null)[];
  zone: string;
  /** The conditions in force, in words; none: all rows. */
  conditions: string[];
  ask: AskPage<Row>;
  /** Imported when they are asked for, so that a page need not carry them. */
  columns: () => Promise<ExportColumn<Row>[]> | ExportColumn<Row>[];
}

interface Made<Row> {
  rows: Row[];
  isCut: boolean;
  columns: ExportColumn<Row>[];
  now: Date;
}

/** What the file of a list holds, ready for `download`: named after list, campaign and day, and telling its conditions. */
export function fileOf<Row>(
  t: Translate,
  language: Language,
  list: Pick<ExportedList<Row>, "title" | "of" | "zone" | "conditions">,
  { rows, isCut, columns, now }: Made<Row>,
) {
  const { title, of, zone, conditions } = list;
  const asked = conditions.length > 0 ? listed(conditions, language) : t("common.export.noConditions");
  const about = [
    dotted([title, ...of.filter((word) => word !== null)], language),
    t("common.conditions", { conditions: asked }),
    t("common.export.made", { time: tableTime(now.toISOString(), zone), n: rows.length }),
    ...(isCut ? [t("common.foundMany")] : []),
  ];

  return {
    name: [title, ...of, dayOf(now, zone)].filter(Boolean).join(" "),
    title,
    rows: [columns.map(({ header }) => words(header)), ...rows.map((row) => columns.map((column) => cellOf(column, row, zone)))],
    widths: columns.map(({ width, kind }) => width ?? (kind === "yuan" ? 16 : 14)),
    about: { title: t("common.export.about"), rows: about.map((line) => [words(line)]) },
  };
}

function cellOf<Row>(column: ExportColumn<Row>, row: Row, zone: string): Cell {
  switch (column.kind) {
    case "yuan":
      return yuan(column.value(row));
    case "hundredths":
      return hundredths(column.value(row));
    case "count": {
      const value = column.value(row);
      return value === null ? null : whole(value);
    }
    case "day":
    case "time": {
      const instant = column.value(row);
      return words(instant && (column.kind === "day" ? dayOf(instant, zone) : tableTime(instant, zone)));
    }
    default:
      return words(column.value(row));
  }
}
