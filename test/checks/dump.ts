import { env } from "cloudflare:workers";
import { databaseNames } from "../../src/tenancy/shards";

/** Tables whose rows turn over without a change having happened. */
const passing = new Set(["attempts", "d1_migrations", "_cf_METADATA", "_cf_KV", "sqlite_sequence"]);

export type Dump = Record<string, unknown[]>;

async function tablesOf(database: D1Database): Promise<string[]> {
  const { results } = await database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%'")
    .all<{ name: string }>();

  return results.map(({ name }) => name).filter((name) => !passing.has(name));
}

/** Every stored row of every database, in a fixed order. */
export async function dumpAll(): Promise<Dump> {
  const dump: Dump = {};
  for (const name of databaseNames) {
    const database = env[name];
    const tables = await tablesOf(database);
    const results = await database.batch(tables.map((table) => database.prepare(`select * from ${table} order by rowid`)));
    tables.forEach((table, index) => {
      dump[`${name}.${table}`] = results[index]?.results ?? [];
    });
  }

  return dump;
}

/** What belongs to one tenant or one person: its rows of every owned table. */
export function ownedBy(dump: Dump, owner: string): Dump {
  const owners = ["agency_id", "tenant_id", "developer_id", "user_id", "scope"];

  return Object.fromEntries(
    Object.entries(dump).map(([table, rows]) => [
      table,
      (rows as Record<string, unknown>[]).filter((row) => owners.some((column) => row[column] === owner) || row.id === owner),
    ]),
  );
}

export const auditRows = (dump: Dump) => databaseNames.reduce((sum, name) => sum + (dump[`${name}.audit`]?.length ?? 0), 0);
