import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { watchBatches } from "./watch";

/** Every file starts with empty storage; within a file tests share it and mint their own tenant. */
await reset();
await applyD1Migrations(env.DIRECTORY, env.DIRECTORY_MIGRATIONS);
await applyD1Migrations(env.SHARD_1, env.AGENCY_MIGRATIONS);
await applyD1Migrations(env.SHARD_2, env.AGENCY_MIGRATIONS);
watchBatches();
