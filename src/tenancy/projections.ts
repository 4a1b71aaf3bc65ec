import { and, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { type Composed, db, execute, rawStatement, type Statement, statementOf } from "./database";
import { outbox, type Projection } from "./schema";
import { databaseNames, databaseOf } from "./shards";

/** A row to carry: `target` is a database, `tell` the scope there whose audit list should show the change. */
export interface Outgoing {
  target: string;
  table: keyof typeof projected;
  row: Record<string, string | number | null>;
  tell?: string;
}

/**
 * Rows to carry as they stand when the change's writes are done, found by SQL: nobody composes them by hand, and
 * none that is added at the same moment is missed. `rows` selects the columns `target` (a database), `agency` and
 * `row` (a JSON object of the copy's columns); with `tell` each agency's audit list shows the change.
 */
export interface Copies {
  table: keyof typeof projected;
  rows: SQL;
  tell?: boolean;
}

/**
 * A row of the target that this database has done with. It is taken away only if every column is as given here: name
 * what no later row of that key can have, and a late or doubled delivery takes nothing newer away.
 */
export interface Withdrawal {
  target: string;
  withdrawn: "allocations";
  row: Record<string, string>;
}

/** An audit row alone, for the list of `tell` in the database `target`. */
export interface Told {
  target: string;
  tell: string;
}

/** Tables that are copies of another database's: their key, and the version by which an older copy never wins. */
const projected = {
  agencies: { key: ["id"] },
  staff: { key: ["agency_id", "id"] },
  group_members: { key: ["agency_id", "user_id"] },
  projects: { key: ["agency_id", "id"] },
  links: { key: ["agency_id", "id"] },
  decisions: { key: ["developer_id", "agency_id", "approval_id"] },
  form_addresses: { key: ["code"] },
} as const;

export type OutboxRow = Pick<typeof outbox.$inferInsert, "id" | "target" | "payload">;

/** What one request carries itself; a developer's new name reaches hundreds of links, which the queue may finish. */
const carriedAtOnce = 100;

/**
 * Carries a change's own rows to where they belong and marks them done. A failure here is not the request's:
 * the fact stands, a queue message and the cron's sweep finish the carrying.
 */
export async function deliver(facts: Facts, source: D1Database, rows: readonly OutboxRow[]): Promise<void> {
  if (!rows.length) return;

  try {
    await carry(facts, source, rows.slice(0, carriedAtOnce));
    if (rows.length > carriedAtOnce) await facts.env.JOBS.send({ job: "outbox" });
  } catch (error) {
    console.error(JSON.stringify({ level: "error", event: "projection.delayed", requestId: facts.requestId, reason: reasonOf(error) }));
    await facts.env.JOBS.send({ job: "outbox" });
  }
}

/** Finishes what crashes left: rows of any database that are older than `olderThanMs`. @returns how many were carried */
export async function sweepOutbox(facts: Facts, olderThanMs: number): Promise<number> {
  const waiting = await Promise.all(
    databaseNames.map(async (name) => {
      const source = databaseOf(facts.env, name);
      const query = db
        .select({ id: outbox.id, target: outbox.target, payload: outbox.payload })
        .from(outbox)
        .where(and(isNull(outbox.doneAt), lt(outbox.createdAt, facts.now - olderThanMs)))
        .orderBy(outbox.createdAt, outbox.id)
        .limit(100);
      const statement = statementOf(query as Composed);
      const [result] = await execute(source, [statement], facts.cost);

      return { source, rows: result ? (statement.rows(result) as OutboxRow[]) : [] };
    }),
  );
  let carried = 0;
  for (const { source, rows } of waiting) {
    if (!rows.length) continue;
    try {
      await carry(facts, source, rows);
      carried += rows.length;
    } catch {
      for (const row of rows) carried += await carryAlone(facts, source, row);
    }
  }

  return carried;
}

/** One row that cannot be carried holds up no other. */
async function carryAlone(facts: Facts, source: D1Database, row: OutboxRow): Promise<number> {
  try {
    await carry(facts, source, [row]);

    return 1;
  } catch (error) {
    console.error(JSON.stringify({ level: "error", event: "projection.failed", outbox: row.id, reason: reasonOf(error) }));

    return 0;
  }
}

async function carry(facts: Facts, source: D1Database, rows: readonly OutboxRow[]): Promise<void> {
  const byTarget = Map.groupBy(rows.toSorted(byDependence), ({ target }) => target);
  await Promise.all(
    [...byTarget].map(([target, group]) =>
      execute(
        databaseOf(facts.env, target),
        group.flatMap(({ payload }) => apply(payload)),
        facts.cost,
      ),
    ),
  );
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const done = sql`update outbox set done_at = cast(${facts.now} as integer) where id in (select value from json_each(${ids})) and done_at is null`;
  await execute(source, [rawStatement(done)], facts.cost);
}

/** A row that others refer to comes before them: an agency before its staff. */
const byDependence = (one: OutboxRow, other: OutboxRow) => placeOf(one) - placeOf(other);
const placeOf = ({ payload }: OutboxRow) => tables.indexOf(payload.copy?.table ?? "");
const tables: readonly string[] = Object.keys(projected);

/** Applies one row by version: doubled, late or reordered deliveries change nothing. */
function apply({ copy, withdrawal, audit }: Projection): Statement[] {
  return [...(copy ? [upsert(copy)] : []), ...(withdrawal ? [remove(withdrawal)] : []), ...(audit ? [insertOnce("audit", audit)] : [])];
}

function remove({ table, row }: NonNullable<Projection["withdrawal"]>): Statement {
  if (table !== ("allocations" satisfies Withdrawal["withdrawn"])) throw new Error(`nothing is taken away from: ${table}`);
  const columns = Object.keys(row);

  return {
    sql: `delete from ${table} where ${columns.map((column) => `${column} = ?`).join(" and ")}`,
    params: columns.map((column) => row[column]),
    rows: () => undefined,
  };
}

function upsert({ table, row }: NonNullable<Projection["copy"]>): Statement {
  const definition = projected[table as keyof typeof projected];
  if (!definition) throw new Error(`not a projected table: ${table}`);
  const key: readonly string[] = definition.key;
  const columns = Object.keys(row);
  const rest = columns.filter((column) => !key.includes(column));
  const update = rest.map((column) => `${column} = excluded.${column}`).join(", ");

  return {
    sql: `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")}) on conflict (${key.join(", ")}) do update set ${update} where excluded.version > ${table}.version`,
    params: columns.map((column) => row[column]),
    rows: () => undefined,
  };
}

function insertOnce(table: string, row: NonNullable<Projection["audit"]>): Statement {
  const columns = Object.keys(row);

  return {
    sql: `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")}) on conflict do nothing`,
    params: columns.map((column) => row[column]),
    rows: () => undefined,
  };
}

/** What may stand in a log of a failure: the kind of error, never its text, which can carry parameters. */
const reasonOf = (error: unknown) => (error instanceof Error ? error.name : "unknown");
