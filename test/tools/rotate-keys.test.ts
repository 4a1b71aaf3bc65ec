import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate, root } from "../../scripts/prepare.mjs";
import { seedDemo, startServer } from "../../scripts/server.mjs";
import { demoPassword } from "../../src/demo/data";

const state = ".wrangler/keys";
const secrets = `${state}/secrets`;
const assets = `${state}/assets`; // an empty client: nobody looks at it
const staff = ["owner@hopefluent", "finance@hopefluent", "owner@hengyuan", "marketing@shangge"];
const contact = { name: "譚國華", phone: "13800001003" };

let server: Awaited<ReturnType<typeof startServer>> | undefined;
const secretsNow = () =>
  Object.fromEntries(
    readFileSync(join(root, secrets), "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

const freePort = () =>
  new Promise<number>((resolve) => {
    const socket = createServer().listen(0, "127.0.0.1", () => {
      const { port } = socket.address() as { port: number };
      socket.close(() => resolve(port));
    });
  });

async function start(): Promise<string> {
  server = await startServer({ port: await freePort(), state, assets, vars: secretsNow() });

  return server.url;
}

beforeAll(async () => {
  rmSync(join(root, state), { recursive: true, force: true });
  mkdirSync(join(root, assets), { recursive: true });
  writeFileSync(
    join(root, secrets),
    `ENVIRONMENT=local\nTOKEN_KEY=${randomBytes(48).toString("base64url")}\nMASTER_KEY=${randomBytes(32).toString("base64")}\n`,
  );
  await migrate(state);
  await seedDemo(await start());
  await server?.stop();
}, 300_000);

afterAll(() => server?.stop());

/** The command as an operator runs it. */
const rotated = (...args: string[]) =>
  new Promise<{ code: number | null; said: string }>((resolve) => {
    const command = [join(root, "scripts/rotate-keys.mjs"), ...args, "--state", state, "--secrets", secrets, "--rest", "1"];
    const child = spawn(process.execPath, command, { cwd: root });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("close", (code) => resolve({ code, said }));
  });

/** What both kinds of database hold sealed or hashed, as it stands in the files. */
function kept(): string[] {
  const found: string[] = [];
  for (const file of globSync(join(root, state, "v3/d1/*/*.sqlite"))) {
    const database = new DatabaseSync(file);
    const has = (table: string) => database.prepare("select 1 from sqlite_master where name = ?").get(table) !== undefined;
    const read = (sql: string) =>
      found.push(
        ...database
          .prepare(sql)
          .all()
          .flatMap((row) => Object.values(row) as string[]),
      );
    if (has("users")) read("select email_cipher, email_hash from users");
    if (has("people"))
      read("select phone_cipher, phone_hash, masked_phone_hash from people where agency_id = 'hopefluent' and phone_hash is not null");
    if (has("agency_keys")) read("select wrapped from agency_keys");
    database.close();
  }

  return found;
}

test("the command turns an agency's key and the master key; then everybody signs in, and people are found and revealed", async () => {
  const [before, old] = [kept(), secretsNow().MASTER_KEY];
  expect(before.length).toBeGreaterThan(30);

  const { code, said } = await rotated("--agency", "hopefluent", "--master");

  expect(code, said).toBe(0);
  expect(said).toContain("Done: hopefluent has key 2");
  expect(said).toMatch(/Done: \d+ rows were sealed anew\.\n/);
  const after = new Set(kept());
  expect(before.filter((value) => after.has(value))).toEqual([]);
  expect(secretsNow()).toMatchObject({ MASTER_KEY: expect.not.stringContaining(old ?? "") });
  expect(secretsNow()).not.toHaveProperty("MASTER_KEY_PREVIOUS");

  const url = await start();
  const ask = async (path: string, body: object, cookie = "") => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: "POST",
      headers: { origin: url, "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    });
    return { status: answer.status, cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "", body: await answer.json() };
  };
  const entered = await Promise.all(staff.map((who) => ask("/session", { email: `${who}.example`, password: demoPassword })));
  expect(entered.map(({ status }) => status)).toEqual(staff.map(() => 200));
  const { cookie } = entered[0] as { cookie: string };
  const found = await ask("/agencies/hopefluent/people/search", { phone: contact.phone }, cookie);
  expect(found.body).toMatchObject({ items: [{ name: contact.name }] });
  const id = (found.body as { items: { id: string }[] }).items[0]?.id;
  const revealed = await ask(`/agencies/hopefluent/people/${id}/revelation`, { particulars: ["phone"] }, cookie);
  expect(revealed.body).toEqual({ phone: `+86${contact.phone}` });
}, 300_000);

test("it says what it cannot do", async () => {
  await server?.stop();
  server = undefined;
  expect(await rotated("--agency", "no-such-agency")).toMatchObject({
    code: 1,
    said: expect.stringContaining("There is no agency no-such-agency"),
  });
  expect(await rotated("--leaked")).toMatchObject({ code: 2, said: expect.stringContaining("Usage") });
}, 120_000);
