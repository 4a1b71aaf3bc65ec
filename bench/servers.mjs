/** The two Workers that are compared, each built as it would be deployed and run on the embedded runtime's direct socket. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { unstable_readConfig } from "wrangler";
import { quietWrangler, root } from "../scripts/prepare.mjs";
import { addBareRows } from "./rows.mjs";

const { Miniflare, convertV4MiniflareOptions } = await import(
  createRequire(fileURLToPath(import.meta.resolve("wrangler"))).resolve("miniflare")
);

export const work = join(root, ".wrangler/bench");

const secrets = { TOKEN_KEY: "bench-token-key-0123456789abcdef0123456789abcdef", MASTER_KEY: Buffer.alloc(32, 7).toString("base64") };
const databases = { DIRECTORY: "migrations/directory", SHARD_1: "migrations/agency", SHARD_2: "migrations/agency" };
const { compatibility_date, compatibility_flags } = unstable_readConfig({ config: join(root, "wrangler.toml") });
const runtime = { compatibilityDate: compatibility_date, compatibilityFlags: compatibility_flags };

/** Stands in for the client's static files, which no case asks for. */
const noFiles = () => new Response(null, { status: 404 });

/** @param options as Miniflare 4 named them, which is how they are documented */
const embed = (options) =>
  new Miniflare(convertV4MiniflareOptions({ ...runtime, ...options, unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }] }));

/** Bundles a Worker as `wrangler deploy` would. @returns {string} the path of the one script it becomes */
export function bundle(name, main) {
  const outdir = join(work, name);
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const args = ["deploy", ...(main ? [main] : []), "--dry-run", "--minify", "--outdir", outdir];
  const { status, stdout, stderr } = spawnSync("wrangler", args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...quietWrangler },
  });
  if (status !== 0) throw new Error(`${name} did not build:\n${stdout}${stderr}`);
  return join(outdir, `${main ? parse(main).name : "index"}.js`);
}

/**
 * Our Worker over empty, migrated databases.
 *
 * @param {string} environment "local" says in `Server-Timing` what each request cost; "production" is what is loaded
 */
export async function startOurs(script, environment) {
  const miniflare = embed({
    name: "ours",
    modules: [{ type: "ESModule", path: script, contents: readFileSync(script) }],
    bindings: { ...secrets, ENVIRONMENT: environment },
    d1Databases: Object.fromEntries(Object.keys(databases).map((name) => [name, name])),
    resourcePersistencePath: join(work, "data/ours"),
    r2Buckets: ["FILES"],
    queueProducers: { JOBS: "jobs" },
    serviceBindings: { ASSETS: noFiles },
  });
  return { miniflare, url: (await miniflare.unsafeGetDirectURL()).origin, stop: () => miniflare.dispose() };
}

/** Removes the databases: ours outlives one environment to be loaded in the other. */
export const forget = () => rmSync(join(work, "data"), { recursive: true, force: true });

/** Applies every migration to every database of a Worker just started. */
export async function migrate({ miniflare }) {
  for (const [name, folder] of Object.entries(databases)) {
    const database = await miniflare.getD1Database(name);
    for (const { queries } of await readD1Migrations(join(root, folder)))
      await database.batch(queries.map((query) => database.prepare(query)));
  }
}

/** The bare Hono and D1 Worker with as many rows as the lists it is compared with, each as long. */
export async function startBare(script, rows) {
  const miniflare = embed({
    name: "bare",
    modules: [{ type: "ESModule", path: script, contents: readFileSync(script) }],
    d1Databases: { DB: "bare" },
    resourcePersistencePath: join(work, "data/bare"),
  });
  const database = await miniflare.getD1Database("DB");
  for (const statement of readFileSync(join(root, "bench/baseline/schema.sql"), "utf8").split(";")) await database.prepare(statement).run();
  await addBareRows(database, rows);
  return { miniflare, url: (await miniflare.unsafeGetDirectURL()).origin, stop: () => miniflare.dispose() };
}
