import { and, eq, exists, getTableColumns, getTableName, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { getTableConfig, type SQLiteColumn, type SQLiteTable, type SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { type Composed, db, guardStatement, type RowsOfAll } from "./database";
import { agencyRows } from "./schema";
import { type Actor, type Guard, Scope, type Write } from "./scope";
import { databaseOf } from "./shards";

/** Whether somebody sees all campaigns, or only those their group takes part in (for `consultant` as the agency has set). */
export type Sight = "all" | "as-set";

const verbs = {
  new: sql`insert into`,
  replacing: sql`insert or replace into`,
  "unless there": sql`insert or ignore into`,
  newer: sql`insert into`,
};

/** Values in JSON: far below the two megabytes that one parameter may have. */
const rowsAtOnce = 500;

/** D1's own limit for one statement. */
const parametersAtMost = 100;

type Owned = SQLiteTable & { agencyId: SQLiteColumn };
/** A row as a caller gives it: the agency is the scope's to fill in; a value may be an expression, read where it is written. */
type RowOf<T extends SQLiteTable> = { [Column in keyof Omit<T["$inferInsert"], "agencyId">]: T["$inferInsert"][Column] | SQL };
/** A row of values alone, for many at once. */
type PlainRow<T extends SQLiteTable> = Omit<T["$inferInsert"], "agencyId">;

/**
 * One agency's scope on its shard: every source is filtered by agency and by what this person may see,
 * every write carries the agency, and every change is refused unless the agency is open here.
 */
export class AgencyScope extends Scope {
  constructor(
    facts: Facts,
    actor: Actor,
    id: string,
    readonly shard: string,
    private readonly sight: Sight,
    /** Roles that may go on when a change moves money: checked in the batch, so a withdrawn role bites at once. */
    private readonly moneyRoles: readonly string[],
  ) {
    super(databaseOf(facts.env, shard), facts, actor, id);
  }

  /** Where its resources are. */
  get address(): string {
    return `/api/v1/agencies/${this.id}`;
  }

  insert<T extends Owned>(table: T, row: RowOf<T>): Write {
    return this.write(db.insert(table).values({ ...row, agencyId: this.id } as never));
  }

  /** Inserts many rows of one shape, in as few statements as their parameters allow. */
  insertAll<T extends Owned>(table: T, rows: RowOf<T>[]): Write[] {
    const columns = Object.keys(getTableColumns(table)).length;
    const atOnce = Math.floor(parametersAtMost / columns);

    return Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, at) =>
      this.write(
        db.insert(table).values(rows.slice(at * atOnce, (at + 1) * atOnce).map((row) => ({ ...row, agencyId: this.id })) as never),
      ),
    );
  }

  /**
   * Inserts any number of rows of one shape, a statement for each five hundred; `replacing` puts them in the place of rows
   * with their key, `newer` only where those are of a lower version, `unless there` leaves those alone.
   */
  insertMany<T extends Owned>(table: T, rows: PlainRow<T>[], how: keyof typeof verbs = "new"): Write[] {
    const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
    const names = Object.keys(rows[0] ?? {});
    const listed = sql.join(
      [columns.agencyId, ...names.map((name) => columns[name])].map((column) => sql.identifier(column?.name ?? "")),
      sql`, `,
    );
    const read = sql.join(
      names.map((_, at) => sql.raw(`value->>${at}`)),
      sql`, `,
    );
    const driven = (row: PlainRow<T>) =>
      names.map((name) => {
        const value = (row as Record<string, unknown>)[name] ?? null;
        return value === null ? null : columns[name]?.mapToDriverValue(value);
      });

    return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, at) => {
      const values = JSON.stringify(rows.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce).map(driven));
      const verb = verbs[how];
      const newer = how === "newer" ? newerWins(table, names) : sql``;

      return this.rawWrite(sql`${verb} ${table} (${listed}) select ${this.id}, ${read} from json_each(${values})${newer}`);
    });
  }

  /** Inserts a row for each that a select finds, unless it is there, or `new` all of them. `selected` begins with its `from`. */
  insertFrom<T extends Owned>(
    table: T,
    row: Partial<Record<keyof T["$inferInsert"], SQLWrapper>>,
    selected: SQL,
    how: "unless there" | "new" = "unless there",
  ): Write {
    const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
    const listed = sql.join(
      [columns.agencyId, ...Object.keys(row).map((name) => columns[name])].map((column) => sql.identifier(column?.name ?? "")),
      sql`, `,
    );

    return this.rawWrite(
      sql`${verbs[how]} ${table} (${listed}) select ${this.id}, ${sql.join(Object.values(row) as SQLWrapper[], sql`, `)} ${selected}`,
    );
  }

  /**
   * Writes what is only reckoned from facts, and so is no change of anybody's: no audit row stands beside it. Then reads, in
   * the same batch.
   *
   * @throws Problem `agency-moved`
   */
  async derive<const Q extends readonly Composed[]>(writes: readonly Write[], ...queries: Q): Promise<RowsOfAll<Q>> {
    const guards = this.standing().map(({ code, holds }) => guardStatement(code, holds));

    return (await this.readAfter([...guards, ...writes.map(({ statement }) => statement)], queries))[1];
  }

  /** The same agency for what we do of ourselves: nobody's sight or role bounds it, and no key of a request is spent on it. */
  asSystem(): AgencyScope {
    const system: Actor = { id: "system", name: "團拓", side: "system" };

    return new AgencyScope({ ...this.facts, idempotency: null }, system, this.id, this.shard, "all", []);
  }

  /** Changes own rows that match; pair it with `at()` or another guard, since matching none is no error. */
  update<T extends Owned>(table: T, set: SQLiteUpdateSetSource<T>, where: SQL | undefined): Write {
    return this.write(
      db
        .update(table)
        .set(set)
        .where(and(eq(table.agencyId, this.id), where)),
    );
  }

  delete<T extends Owned>(table: T, where: SQL | undefined): Write {
    return this.write(db.delete(table).where(and(eq(table.agencyId, this.id), where)));
  }

  /** A guard that this person still holds a role that may do it, read from the shard and not from the token. */
  stillPermitted(): Guard {
    const roles = JSON.stringify(this.moneyRoles);

    return {
      code: "not-permitted",
      holds: sql`exists (select 1 from staff where agency_id = ${this.id} and id = ${this.actor.id} and state = 'active' and role in (select value from json_each(${roles})))`,
    };
  }

  protected confinement(table: SQLiteTable): SQL | undefined {
    const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
    const owner = getTableName(table) === "agencies" ? columns.id : (columns.agencyId ?? columns.scope);
    if (!owner) throw new Error(`not a table of an agency: ${getTableName(table)}`);
    const campaign = getTableName(table) === "campaigns" ? columns.id : columns.campaignId;

    return and(eq(owner, this.id), campaign && this.sight !== "all" ? this.seen(campaign) : undefined);
  }

  protected confinedAs(): string {
    return `agency ${this.sight}`;
  }

  protected standing(): Guard[] {
    return [
      {
        code: "agency-moved",
        holds: exists(
          db
            .select({ one: sql`1` })
            .from(agencyRows)
            .where(and(eq(agencyRows.id, this.id), eq(agencyRows.state, "open"))),
        ),
      },
    ];
  }

  /** Campaigns this person's group takes part in, unless the agency lets its consultants see all. */
  private seen(campaign: SQLiteColumn): SQL | undefined {
    return or(
      sql`(select consultant_sight from agencies where id = ${this.id}) = 'all'`,
      sql`${campaign} in (select cg.campaign_id from group_members gm join campaign_groups cg on cg.agency_id = gm.agency_id and cg.group_id = gm.group_id where gm.agency_id = ${this.id} and gm.user_id = ${this.actor.id})`,
    );
  }
}

/** What an insert does with rows that have its key: one of a greater version takes their place. */
function newerWins(table: SQLiteTable, names: readonly string[]): SQL {
  const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
  const key = getTableConfig(table).primaryKeys[0]?.columns ?? [];
  const named = (listed: readonly (SQLiteColumn | undefined)[], word: (name: SQL) => SQL) =>
    sql.join(
      listed.map((column) => word(sql`${sql.identifier(column?.name ?? "")}`)),
      sql`, `,
    );
  const others = names.map((name) => columns[name]).filter((column) => !key.includes(column as SQLiteColumn));

  return sql` where true on conflict (${named(key, (name) => name)}) do update set ${named(others, (name) => sql`${name} = excluded.${name}`)} where excluded.version > ${table}.version`;
}
