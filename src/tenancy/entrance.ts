import type { SQL } from "drizzle-orm";
import { getTableName, sql } from "drizzle-orm";
import type { SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { db } from "./database";
import { type Actor, type Guard, Scope, type Write } from "./scope";
import { databaseOf } from "./shards";

const opened = new Set(["users", "memberships", "sessions", "invitations", "password_resets", "tenants", "attempts", "shards"]);

/** The door of signing in, up and joining: the directory alone, before anyone is known, or one's own account after. */
export class EntranceScope extends Scope {
  /** @param scope whose audit list records what happens here: a tenant that is being made, else the person */
  constructor(facts: Facts, actor: Actor, scope = actor.id) {
    super(databaseOf(facts.env, "DIRECTORY"), facts, actor, scope);
  }

  insert<T extends SQLiteTable>(table: T, row: T["$inferInsert"]): Write {
    this.confinement(table);

    return this.write(db.insert(table).values(row as never));
  }

  update<T extends SQLiteTable>(table: T, set: SQLiteUpdateSetSource<T>, where: SQL | undefined): Write {
    this.confinement(table);

    return this.write(db.update(table).set(set).where(where));
  }

  /** For the counters of tries, whose window turns over inside the statement. */
  statement(statement: SQL): Write {
    return this.rawWrite(statement);
  }

  protected confinement(table: SQLiteTable): SQL | undefined {
    if (!opened.has(getTableName(table))) throw new Error(`not a table of the entrance: ${getTableName(table)}`);

    return sql`1`;
  }

  protected standing(): Guard[] {
    return [];
  }
}
