import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

const triesAtMost = 5;

/**
 * Empty storage, migrated: each database in one batch, since a statement at a time took half as long again. What the file
 * before left running may still hold a database open while it is emptied: then it is emptied once more.
 */
export async function freshStorage(): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await reset();
    try {
      await Promise.all([
        migrate(env.DIRECTORY, env.DIRECTORY_MIGRATIONS),
        migrate(env.SHARD_1, env.AGENCY_MIGRATIONS),
        migrate(env.SHARD_2, env.AGENCY_MIGRATIONS),
      ]);
      return;
    } catch (error) {
      if (tries === triesAtMost || !/already exists/.test(String(error))) throw error;
    }
  }
}

const migrate = (database: D1Database, migrations: { queries: string[] }[]) =>
  database.batch(migrations.flatMap(({ queries }) => queries.map((query) => database.prepare(query))));
