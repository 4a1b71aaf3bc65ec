import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** Empty storage, migrated: each database in one batch, since a statement at a time took four times as long. */
export async function freshStorage(): Promise<void> {
  await reset();
  await Promise.all([
    migrate(env.DIRECTORY, env.DIRECTORY_MIGRATIONS),
    migrate(env.SHARD_1, env.AGENCY_MIGRATIONS),
    migrate(env.SHARD_2, env.AGENCY_MIGRATIONS),
  ]);
}

const migrate = (database: D1Database, migrations: { queries: string[] }[]) =>
  database.batch(migrations.flatMap(({ queries }) => queries.map((query) => database.prepare(query))));
