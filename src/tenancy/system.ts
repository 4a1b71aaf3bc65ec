import { getTableName, type SQL } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { hashedByAgencies, sealedByAgencies, sealedByMaster } from "../secrets/sealed";
import { type Composed, execute, type RowsOf, rawStatement, statementOf } from "./database";
import { type databaseNames, databaseOf } from "./shards";

/** What each job works on, in whichever databases. */
const opened = {
  letters: new Set(["messages", "users", "invitations", "memberships", "sms_codes", "people", "agency_keys", "bookings"]),
  files: new Set(["files"]),
  names: new Set(["tenants", "projects", "links"]),
  prices: new Set(["counting_groups"]),
  results: new Set(["result_marks"]),
  "agency-keys": new Set(["key_rotations", "agency_keys", ...[...sealedByAgencies, ...hashedByAgencies].map(({ table }) => table)]),
  "master-key": new Set(["master_rotations", "recovery_codes", ...sealedByMaster.map(({ table }) => table)]),
  retention: new Set(["leads"]),
  imports: new Set(["imports", "import_chunks", "import_rows"]),
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

  /** Runs statements in words, each about one table, as one batch. @throws Error for a table that the job has no business with */
  async say(...said: readonly (readonly [table: string, statement: SQL])[]): Promise<Record<string, unknown>[][]> {
    for (const [table] of said) if (!opened[this.job].has(table)) throw new Error(`not a table of the job ${this.job}: ${table}`);
    const statements = said.map(([, statement]) => rawStatement(statement));
    const results = await execute(databaseOf(this.facts.env, this.database), statements, this.facts.cost);

    return results.map(({ results: rows }) => rows as Record<string, unknown>[]);
  }

  /** Runs queries and writes as one batch: one round trip, rows of each in order. */
  async run<const Q extends readonly Composed[]>(...composed: Q): Promise<{ [K in keyof Q]: RowsOf<Q[K]> }> {
    const statements = composed.map(statementOf);
    const results = await execute(databaseOf(this.facts.env, this.database), statements, this.facts.cost);

    return results.map((result, index) => statements[index]?.rows(result)) as { [K in keyof Q]: RowsOf<Q[K]> };
  }
}
