import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** Empty storage, migrated: some 20 ms. */
export async function freshStorage(): Promise<void> {
  await reset();
  await applyD1Migrations(env.DIRECTORY, env.DIRECTORY_MIGRATIONS);
  await applyD1Migrations(env.SHARD_1, env.AGENCY_MIGRATIONS);
  await applyD1Migrations(env.SHARD_2, env.AGENCY_MIGRATIONS);
}
