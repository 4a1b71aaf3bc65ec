/**
 * `npm run rotate-keys -- --agency <slug>` turns an agency's key, `-- --master` the master key; both at once in that order.
 * It only places an order: the Worker's own jobs work it off, and go on after whatever interrupts them. Run again, it follows
 * the order that is open. docs/personal-data.md says what happens and what an operator does before and after.
 */
import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { localState, migrate, quietWrangler, root, writeSecrets } from "./prepare.mjs";
import { driveCron, runningServer, startServer } from "./server.mjs";

const usage = `Usage: npm run rotate-keys -- [--agency <slug>] [--master [--leaked]] [--remote] [--rest <seconds>]
  --agency   a new key for one agency: all that its old one sealed is sealed anew, and the old one goes
  --master   the same for the master key, which wraps the agencies' keys and seals what the directory knows of staff
  --leaked   others know the old master key: links on paper and recovery codes made with it end
  --remote   the deployed databases, by wrangler; else those of this machine
  --rest     how long a request may last that began before, 30 unless said otherwise
  --state, --secrets   other local databases and secrets than those of npm start`;

const options = {
  agency: { type: "string" },
  master: { type: "boolean", default: false },
  leaked: { type: "boolean", default: false },
  remote: { type: "boolean", default: false },
  rest: { type: "string", default: "30" },
  state: { type: "string", default: localState },
  secrets: { type: "string", default: ".dev.vars" },
};

const asked = readArguments();
const restMs = Number(asked.rest) * 1000;
const pollMs = asked.remote ? 5000 : 1000;
const patienceMs = (asked.remote ? 60 : 5) * 60_000 + restMs;

let server;
try {
  await rotate();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await server?.stop();
}
process.exit();

function readArguments() {
  try {
    const { values } = parseArgs({ options });
    const isSlug = values.agency === undefined || /^[a-z0-9-]{3,40}$/.test(values.agency);
    const isWhole =
      /^\d{1,4}$/.test(values.rest) && isSlug && (values.agency !== undefined || values.master) && (values.master || !values.leaked);
    if (isWhole) return values;
  } catch {
    // said below
  }
  console.error(usage);
  process.exit(2);
}

async function rotate() {
  if (!asked.remote) await prepareHere();
  const shard = asked.agency && (await shardOf(asked.agency));
  if (!asked.remote) await startHere();
  if (asked.agency) await turnAgency(asked.agency, shard);
  if (asked.master) await turnMaster();
}

async function prepareHere() {
  const running = runningServer(asked.state);
  if (running && asked.master) throw new Error(`A server of this checkout is running at ${running.url}: end it first, it has the old key.`);
  if (asked.secrets === options.secrets.default) writeSecrets();
  await migrate(asked.state);
}

/** A Worker on this machine to work the orders off: the one that runs, or one of our own for the time. */
async function startHere() {
  const running = runningServer(asked.state);
  if (asked.master) beginSecrets();
  const assets = join(asked.state, "no-client");
  mkdirSync(join(root, assets), { recursive: true });
  server = running
    ? { url: running.url, stop: async () => {} }
    : await startServer({ port: await freePort(), state: asked.state, assets, vars: secretsNow(), onLine: (line) => console.log(line) });
  const stopCron = driveCron(server.url);
  const { stop } = server;
  server.stop = async () => {
    stopCron();
    await stop();
  };
}

async function shardOf(slug) {
  const [tenant] = await query("DIRECTORY", `select shard from tenants where id = '${slug}' and kind = 'agency'`);
  if (!tenant) throw new Error(`There is no agency ${slug}.`);

  return tenant.shard;
}

async function turnAgency(slug, shard) {
  const placed = await query(
    shard,
    `insert into key_rotations (agency_id, id, ordered_at, rest_ms) select id, '${randomUUID()}', ${Date.now()}, ${restMs} from agencies
     where id = '${slug}' and not exists (select 1 from key_rotations where agency_id = '${slug}' and finished_at is null) returning id`,
  );
  console.log(placed.length ? `Ordered a new key for ${slug}.` : `A new key for ${slug} is ordered already.`);
  const { to_number: number, resealed } = await followed(
    () =>
      query(shard, `select to_number, resealed, finished_at from key_rotations where agency_id = '${slug}' order by rowid desc limit 1`),
    ({ to_number: made, resealed: rows }) => (made === null ? "waiting for the Worker" : `key ${made} seals; ${rows} rows sealed anew`),
  );
  console.log(`Done: ${slug} has key ${number}; ${resealed} rows were sealed anew, the old key is gone.`);
}

async function turnMaster() {
  const placed = await query(
    "DIRECTORY",
    `insert into master_rotations (id, ordered_at, rest_ms, is_leaked) select '${randomUUID()}', ${Date.now()}, ${restMs}, ${Number(asked.leaked)}
     where not exists (select 1 from master_rotations where finished_at is null) returning id`,
  );
  console.log(placed.length ? "Ordered to turn the master key." : "Turning the master key is ordered already.");
  const { turned, unopened } = await followed(
    () => query("DIRECTORY", "select to_key, turned, unopened, tables_done, finished_at from master_rotations order by rowid desc limit 1"),
    ({ to_key: name, turned: rows }) =>
      name === null ? "waiting for a Worker that has both MASTER_KEY and MASTER_KEY_PREVIOUS" : `${rows} rows sealed anew`,
  );
  if (!asked.remote) endSecrets();
  console.log(
    `Done: ${turned} rows were sealed anew${unopened ? `; ${unopened} rows were opened by neither key, see the Worker's log` : ""}.`,
  );
  console.log(
    asked.remote
      ? "Nothing is left under the previous key. Take it out: npx wrangler secret delete MASTER_KEY_PREVIOUS"
      : `MASTER_KEY_PREVIOUS was taken out of ${asked.secrets}.`,
  );
}

/** Asks until the order is finished, and says what has changed. @throws when it takes too long */
async function followed(look, says) {
  let said;
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, pollMs))) {
    if (server) await fetch(`${server.url}/cdn-cgi/local/scheduled?cron=*%2F5+*+*+*+*`).catch(() => {});
    const [order] = await look();
    if (order?.finished_at) return order;
    const now = order ? says(order) : "waiting";
    if (now !== said) console.log(`  ${now}`);
    said = now;
  }
  throw new Error("It is not done yet. The order stands and the Worker goes on with it: run the same command again to follow it.");
}

/** A statement's rows: of the deployed database by wrangler, of this machine's from its file, beside the Worker that has it open. */
async function query(binding, sql) {
  if (!asked.remote) return queryHere(binding, sql);
  const args = [
    join(root, "node_modules/wrangler/bin/wrangler.js"),
    "d1",
    "execute",
    binding,
    "--remote",
    "--json",
    "--yes",
    "--command",
    sql,
  ];
  for (let tries = 1; ; tries += 1) {
    const { code, out, said } = await run(process.execPath, args);
    if (code === 0) return JSON.parse(out.slice(out.indexOf("[")))[0].results;
    if (tries === 3) throw new Error(`wrangler d1 execute ${binding} ended with ${code}:\n${said}`);
  }
}

function queryHere(binding, sql) {
  const isIt = binding === "DIRECTORY" ? ["tenants", "select 1"] : ["key_rotations", `select 1 from agencies where id = '${asked.agency}'`];
  for (const file of globSync(join(root, asked.state, "v3/d1/*/*.sqlite"))) {
    const database = new DatabaseSync(file, { timeout: 10_000 });
    try {
      const hasTable = database.prepare("select 1 from sqlite_master where name = ?").get(isIt[0]);
      if (hasTable && database.prepare(isIt[1]).get()) return database.prepare(sql).all();
    } finally {
      database.close();
    }
  }
  throw new Error(`There is no database ${binding} under ${asked.state}.`);
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...quietWrangler, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    child.on("close", (code) => resolve({ code, out, said: `${out}${err}` }));
  });
}

function secretsPath() {
  return join(root, asked.secrets);
}

function secretsText() {
  return existsSync(secretsPath()) ? readFileSync(secretsPath(), "utf8") : "";
}

function secretsNow() {
  return Object.fromEntries([...secretsText().matchAll(/^\s*([A-Z_]+)\s*=\s*(.*?)\s*$/gm)].map(([, name, value]) => [name, value]));
}

/** A new master key beside the one before; begun before and not ended, it goes on with those. */
function beginSecrets() {
  const { MASTER_KEY: old, MASTER_KEY_PREVIOUS: before } = secretsNow();
  if (!old) throw new Error(`${asked.secrets} has no MASTER_KEY.`);
  if (before) return;
  const fresh = randomBytes(32).toString("base64");
  writeWhole(
    `${secretsText()
      .replace(/^\s*MASTER_KEY\s*=.*$/m, `MASTER_KEY=${fresh}`)
      .trimEnd()}\nMASTER_KEY_PREVIOUS=${old}\n`,
  );
}

function endSecrets() {
  writeWhole(secretsText().replace(/^\s*MASTER_KEY_PREVIOUS\s*=.*\n?/m, ""));
}

/** All or nothing: data depends on what stands here. */
function writeWhole(text) {
  writeFileSync(`${secretsPath()}.new`, text, { mode: 0o600 });
  renameSync(`${secretsPath()}.new`, secretsPath());
}

function freePort() {
  return new Promise((resolve) => {
    const socket = createServer().listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
