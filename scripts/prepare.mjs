/** What must be there before the Worker runs on this machine: secrets, tables, texts, the built client. Each is made only when missing or changed. */
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where `npm start` keeps its databases, files and queues, and where the end-to-end run keeps its own. */
export const localState = ".wrangler/state";
export const e2eState = ".wrangler/e2e";

/** Wrangler without its greeting, its statistics, its log files and its look-ups: it works the same without a network. */
export const quietWrangler = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_WRITE_LOGS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

const databases = { DIRECTORY: "migrations/directory", SHARD_1: "migrations/agency", SHARD_2: "migrations/agency" };

const secrets = {
  ENVIRONMENT: () => "local",
  TOKEN_KEY: () => randomBytes(48).toString("base64url"),
  MASTER_KEY: () => randomBytes(32).toString("base64"),
};

/** Writes the secrets that `.dev.vars` lacks; what stands there already stays, since stored data depends on it. */
export function writeSecrets() {
  const path = join(root, ".dev.vars");
  const present = existsSync(path) ? readFileSync(path, "utf8") : "";
  const missing = Object.keys(secrets).filter((name) => !new RegExp(`^\\s*${name}\\s*=`, "m").test(present));
  if (missing.length === 0) return;

  const gap = present === "" || present.endsWith("\n") ? "" : "\n";
  appendFileSync(path, `${gap}${missing.map((name) => `${name}=${secrets[name]()}\n`).join("")}`, { mode: 0o600 });
}

/**
 * Applies what is new in `migrations/` to the three databases kept under `state`, each migration whole or not at all.
 *
 * One process for all three takes two seconds; `wrangler d1 migrations apply`, which does the same on Cloudflare and
 * keeps the same record (`d1_migrations`), takes two for each.
 *
 * @returns {Promise<boolean>} whether anything was applied
 */
export async function migrate(state) {
  const stamp = join(state, "migrations.sha256");
  const now = hashOf(["migrations/**/*.sql"]);
  if (isStamped(stamp, now)) return false;

  Object.assign(process.env, quietWrangler, { WRANGLER_LOG: "warn" });
  const { getPlatformProxy } = await import("wrangler");
  const { readD1Migrations } = await import("@cloudflare/vitest-plugin");
  const { env, dispose } = await getPlatformProxy({ configPath: join(root, "wrangler.toml"), persist: { path: join(root, state, "v3") } });
  try {
    for (const [binding, folder] of Object.entries(databases)) {
      await applyMigrations(env[binding], await readD1Migrations(join(root, folder)));
    }
  } finally {
    await dispose();
    delete process.env.WRANGLER_LOG;
  }
  writeStamp(stamp, now);
  return true;
}

async function applyMigrations(database, migrations) {
  await database
    .prepare(
      `create table if not exists d1_migrations (
         id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)`,
    )
    .run();
  const { results } = await database.prepare("select name from d1_migrations").all();
  const applied = new Set(results.map((row) => row.name));

  for (const { name, queries } of migrations.filter((migration) => !applied.has(migration.name))) {
    await database.batch([
      ...queries.map((query) => database.prepare(query)),
      database.prepare("insert into d1_migrations (name) values (?)").bind(name),
    ]);
  }
}

/** Generates zh-Hans and the compiled texts. @throws when a key or placeholder is missing in a language */
export function generateTexts() {
  run("node", ["scripts/i18n.mjs"], "The texts of the three languages do not agree");
}

/**
 * Builds the texts, the client and the API's document when one of their sources changed since the last build.
 *
 * @returns {boolean} whether the client was built
 */
export function buildWeb() {
  const stamp = ".wrangler/web.sha256";
  const now = hashOf([
    "web/**/*",
    "src/i18n/*.json",
    "src/**/contract.ts",
    "src/money/*.ts",
    "scripts/*i18n*",
    "scripts/zh-Hans.*",
    "package-lock.json",
  ]);
  const built = ["web/dist/index.html", "src/i18n/generated", "web/src/i18n/generated"].every((path) => existsSync(join(root, path)));
  if (built && isStamped(stamp, now)) {
    writeApiDocument();
    return false;
  }

  rmSync(join(root, stamp), { force: true });
  generateTexts();
  run("vite", ["build", "--config", "web/vite.config.ts", "--logLevel", "warn"], "The client did not build");
  writeStamp(stamp, now);
  writeApiDocument();
  return true;
}

/** Writes the API's OpenAPI document beside the client, which a build of the client has removed. */
function writeApiDocument() {
  const stamp = ".wrangler/openapi.sha256";
  const now = hashOf(["src/**/*.ts", "scripts/openapi.mjs", "package-lock.json"]);
  if (existsSync(join(root, "web/dist/api/v1/openapi.json")) && isStamped(stamp, now)) return;

  run("node", ["scripts/openapi.mjs"], "The API's document could not be written");
  writeStamp(stamp, now);
}

function run(command, args, complaint) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (error) throw new Error(`${complaint}: ${error.message}`);
  if (status !== 0) throw new Error(`${complaint} (${command} ended with ${signal ?? status}):\n${stdout}${stderr}`);
}

/** One hash over the names and contents of the files that match, generated ones left out. */
function hashOf(patterns) {
  const made = /(^|\/)(dist|generated|node_modules)(\/|$)/;
  const files = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !made.test(file.slice(root.length)));

  const hash = createHash("sha256");
  for (const file of [...new Set(files)].sort())
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

function isStamped(stamp, hash) {
  const path = join(root, stamp);
  return existsSync(path) && readFileSync(path, "utf8") === hash;
}

function writeStamp(stamp, hash) {
  mkdirSync(dirname(join(root, stamp)), { recursive: true });
  writeFileSync(join(root, stamp), hash);
}
