import { getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { type Composed, execute, type RowsOf, statementOf } from "./database";
import { type databaseNames, databaseOf } from "./shards";

/** What each job works on, in whichever databases. */
const opened = {
  letters: new Set(["messages", "users", "invitations", "memberships"]),
  files: new Set(["files"]),
  names: new Set(["tenants", "projects", "links"]),
  prices: new Set(["counting_groups"]),
  results: new Set(["result_marks"]),
} as const;

export type DatabaseName = (typeof databaseNames)[number];

/** The door of a job of our own, by its name: every tenant's rows of the few tables it works on, in one database. */
export class SystemScope {
  constructor(
    readonly facts: Facts,
    readonly job: keyof typeof opened,
    readonly database: DatabaseName,
  ) {}

  /** @throws Error for a table that the job has no business with */
  from<T extends SQLiteTable>(table: T): T {
    if (!opened[this.job].has(getTableName(table))) throw new Error(`not a table of the job ${this.job}: ${getTableName(table)}`);

    return table;
  }

  /** Runs queries and writes as one batch: one round trip, rows of each in order. */
  async run<const Q extends readonly Composed[]>(...composed: Q): Promise<{ [K in keyof Q]: RowsOf<Q[K]> }> {
    const statements = composed.map(statementOf);
    const results = await execute(databaseOf(this.facts.env, this.database), statements, this.facts.cost);

    return results.map((result, index) => statements[index]?.rows(result)) as { [K in keyof Q]: RowsOf<Q[K]> };
  }
}
