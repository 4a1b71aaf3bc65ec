import { desc, eq, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { audit } from "../../audit/schema";
import { files } from "../../files/schema";
import { eraseKept } from "../../files/store";
import type { AgencyScope } from "../../tenancy/agency";
import { type Composed, db } from "../../tenancy/database";
import type { Write } from "../../tenancy/scope";
import { instantOf } from "../../time/instant";
import { people } from "../schema";
import { erased, type Keys, papersOf } from "../store";
import type { Held, HeldKind } from "./contract";

/** What a slice holds on a person. Each slice above says its own; `src/holdings.ts` brings them together. */
export interface Holding {
  kind: HeldKind;
  /** @param personId found by an index of its own: what else the agency has is not read */
  rows: (agency: AgencyScope, personId: string) => Composed<Held["rows"]>;
  /** A column that the agency's key `keyNumber` sealed for the row's `id`; told open, as one text or as the fields of its JSON. */
  sealed?: { column: string; place: (id: string) => string; isJson: boolean; as: string };
}

/** What goes with a person when they are erased: written in the one batch with their name and numbers. */
export type GoesWithPerson = (agency: AgencyScope, personId: string) => Write[];

/** Nobody has more of a kind; D1 would have trouble with more than can be read. */
const rowsAtMost = 1_000;

type Personal = SQLiteTable & { agencyId: SQLiteColumn };

/**
 * Rows of a table that are about a person.
 *
 * @param isOf which they are, of the confined source
 * @param fields the columns told, by their names; instants (`…At`) are told as such
 * @param more what stands beside them
 */
export const holding = <T extends Personal>(
  kind: HeldKind,
  table: T,
  isOf: (row: T, personId: string, agency: AgencyScope) => SQL,
  fields: readonly (string & keyof T["_"]["columns"])[],
  more: (row: T, agency: AgencyScope) => Record<string, SQL> = () => ({}),
): Holding => ({
  kind,
  rows: (agency, personId) => {
    const row = agency.from(table, "held");
    const told = fields.map((field) => {
      const column = row[field as keyof T] as SQLiteColumn;
      return [field, /At$/.test(field) ? sql`${column}`.mapWith((at) => new Date(at as number).toISOString()) : sql`${column}`];
    });

    return db
      .select({ ...Object.fromEntries(told), ...more(row, agency) })
      .from(row)
      .where(isOf(row, personId, agency))
      .limit(rowsAtMost) as unknown as Composed<Held["rows"]>;
  },
});

/** Rows as they are told: what is sealed is opened, and neither ciphers nor keys are told. */
export async function heldShown(rows: Held["rows"], { sealed }: Holding, keys: Keys): Promise<Held["rows"]> {
  if (!sealed) return rows;

  return Promise.all(
    rows.map(async ({ [sealed.column]: cipher, keyNumber, ...row }) => {
      if (typeof cipher !== "string") return row;
      const text = await (await keys.of(Number(keyNumber))).open(sealed.place(String(row.id)), cipher);

      return sealed.isJson ? { ...row, ...(JSON.parse(text) as Held["rows"][number]) } : { ...row, [sealed.as]: text };
    }),
  );
}

/** Of a person's looks, the latest first; `after` is the last that was told. */
export function looksAt(agency: AgencyScope, personId: string, limit: number, after?: string) {
  const row = agency.from(audit);
  const past = after === undefined ? sql`1` : sql`${row.id} < ${after}`;

  return db
    .select({
      id: row.id,
      at: instantOf(row.at),
      actorName: row.actorName,
      actorSide: row.actorSide,
      event: row.event,
      fields: sql<string[]>`(select json_group_array(distinct value ->> 'field') from json_each(${row.changes}))`.mapWith(JSON.parse),
    })
    .from(row)
    .where(sql`${row.entity} = 'person' and ${row.entityId} = ${personId} and ${past}`)
    .orderBy(desc(row.id))
    .limit(limit);
}

/** The first of what goes: the papers that show the person and nobody else who is still here. */
export const papersGo: GoesWithPerson = (agency, personId) => [eraseKept(agency, sql`${files.id} in ${papersOf(agency, personId)}`)];

/** Everything that goes, the person's own row last: until then it says whose the rest is. */
export const allThatGoes = (agency: AgencyScope, personId: string, goesWith: readonly GoesWithPerson[]): Write[] => [
  ...goesWith.flatMap((goes) => goes(agency, personId)),
  agency.update(people, erased(agency.facts.now), eq(people.id, personId)),
];
