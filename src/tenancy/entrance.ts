import type { SQL } from "drizzle-orm";
import { and, eq, getTableColumns, getTableName, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { type Composed, db, type RowsOf, rawStatement } from "./database";
import { type Actor, type Guard, type RowOf, Scope, type Write } from "./scope";
import { databaseOf } from "./shards";

const opened = new Set([
  "users",
  "memberships",
  "sessions",
  "invitations",
  "password_resets",
  "recovery_codes",
  "sms_codes",
  "tenants",
  "attempts",
  "shards",
]);

/** Something whose tries are counted: `key` is a keyed hash, the window starts with the first try and ends by itself. */
export interface Counter {
  key: string | SQL;
  windowMs: number;
  /** Counted only while this one, counted before it, is within its limit: what is refused by that is no try of this. */
  unlessOver?: { key: string | SQL; windowMs: number; times: number };
}

/** Tries in the running window, this one included, and when (UTC milliseconds) the next window may start. */
export interface Tries {
  tries: number;
  endsAt: number;
}

/** The door of signing in, up and joining: the directory alone, before anyone is known. */
export class EntranceScope extends Scope {
  /** @param scope whose audit list records what happens here: a tenant that is being made, else the person */
  constructor(facts: Facts, actor: Actor, scope = actor.id) {
    super(databaseOf(facts.env, "DIRECTORY"), facts, actor, scope);
  }

  /** The same door for somebody who has just shown who they are. */
  actingAs(actor: Actor, scope = actor.id): EntranceScope {
    return new EntranceScope(this.facts, actor, scope);
  }

  insert<T extends SQLiteTable>(table: T, row: RowOf<T>): Write {
    this.confinement(table);

    return this.write(db.insert(table).values(row as never));
  }

  update<T extends SQLiteTable>(table: T, set: SQLiteUpdateSetSource<T>, where: SQL | undefined): Write {
    return this.write(
      db
        .update(table)
        .set(set)
        .where(and(this.confinement(table), where)),
    );
  }

  /** For the counters of tries, whose window turns over inside the statement. */
  statement(statement: SQL): Write {
    return this.rawWrite(statement);
  }

  /**
   * Looks whether this request was answered before, where its scope is known only after a first read.
   *
   * @throws Replay, or Problem `key-reused`
   */
  async recall(): Promise<void> {
    if (this.facts.idempotency) await this.readAfter([], []);
  }

  /** Counts one try of each counter and reads, in one batch: a try is counted before anything is known of it. */
  async readCounted<const Q extends readonly Composed[]>(
    counters: readonly Counter[],
    ...queries: Q
  ): Promise<{ tries: Tries[]; rows: { [K in keyof Q]: RowsOf<Q[K]> } }> {
    const { now } = this.facts;
    const counting = counters.map(({ key, windowMs, unlessOver: first }) => {
      const over = sql`attempts.window_started_at <= cast(${now - windowMs} as integer)`;
      const counts = first ? sql`not exists (select 1 from attempts a where a.key = ${first.key} and a.tries > ${first.times})` : sql`true`;

      return rawStatement(
        sql`insert into attempts (key, window_started_at, tries) select ${key}, cast(${now} as integer), 1 where ${counts}
          on conflict (key) do update set tries = iif(${over}, 1, attempts.tries + 1), window_started_at = iif(${over}, excluded.window_started_at, attempts.window_started_at)
          returning tries, window_started_at`,
      );
    });
    const [counted, rows] = await this.readAfter(counting, queries);

    return {
      tries: counted.map((row, index) => {
        const [found] = row as { tries: number; window_started_at: number }[];

        return { tries: found?.tries ?? 1, endsAt: (found?.window_started_at ?? now) + (counters[index]?.windowMs ?? 0) };
      }),
      rows,
    };
  }

  protected confinement(table: SQLiteTable): SQL | undefined {
    if (!opened.has(getTableName(table))) throw new Error(`not a table of the entrance: ${getTableName(table)}`);

    return undefined;
  }

  protected confinedAs(): string {
    return "entrance";
  }

  protected standing(): Guard[] {
    return [];
  }
}

/** One's own account: what of the directory is this person's, and nothing else. */
export class AccountScope extends EntranceScope {
  constructor(
    facts: Facts,
    actor: Actor,
    readonly sessionId: string,
  ) {
    super(facts, actor);
  }

  protected override confinement(table: SQLiteTable): SQL | undefined {
    const columns = getTableColumns(table) as Record<string, SQLiteColumn>;
    switch (getTableName(table)) {
      case "users":
        return eq(columns.id as SQLiteColumn, this.actor.id);
      case "memberships":
      case "sessions":
      case "password_resets":
      case "recovery_codes":
      case "sms_codes":
        return eq(columns.userId as SQLiteColumn, this.actor.id);
      case "tenants":
        return sql`${columns.id} in (select tenant_id from memberships where user_id = ${this.actor.id} and state = 'active')`;
      default:
        throw new Error(`not a table of one's own account: ${getTableName(table)}`);
    }
  }

  protected override confinedAs(): string {
    return "account";
  }

  protected override standing(): Guard[] {
    return [sessionStands(this.sessionId)];
  }
}

/** A guard that a session was not ended: it changes nothing more, though its access token lasts a few minutes longer. */
export const sessionStands = (sessionId: string): Guard => ({
  code: "session-ended",
  holds: sql`not exists (select 1 from sessions where id = ${sessionId} and ended_at is not null)`,
});
