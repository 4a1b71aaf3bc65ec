import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { databaseNames } from "../../src/tenancy/shards";
import { sweepSpent } from "../../src/tenancy/sweep";
import { mintDeveloper, mintMember } from "../support/kit";

const day = 86_400_000;
const now = Date.UTC(2100, 0, 1);
const person = await mintMember(await mintDeveloper(), "owner");

const inserts: Record<string, (id: string, at: number) => [string, ...unknown[]]> = {
  idempotency: (id, at) => [
    "insert into idempotency (scope, actor_id, key, request_mac, status, created_at) values ('s', 'a', ?, 'm', 204, cast(? as integer))",
    id,
    at,
  ],
  outbox: (id, at) => [
    "insert into outbox (id, scope, topic, target, payload, created_at, done_at) values (?, 's', 't', 'DIRECTORY', '{}', 1, cast(? as integer))",
    id,
    at,
  ],
  attempts: (id, at) => ["insert into attempts (key, window_started_at, tries) values (?, cast(? as integer), 1)", id, at],
  sessions: (id, at) => [
    "insert into sessions (id, user_id, secret_hash, rotated_at, device, created_at, last_used_at, expires_at) values (?1, ?3, 'h', 1, 'd', 1, 1, cast(?2 as integer))",
    id,
    at,
    person.id,
  ],
  sms_codes: (id, at) => [
    "insert into sms_codes (id, purpose, mobile_cipher, mobile_hash, language, created_at, expires_at) values (?1, 'sign-in', 'x', 'x', 'en', 1, cast(?2 as integer))",
    id,
    at,
  ],
  password_resets: (id, at) => [
    "insert into password_resets (id, user_id, created_at, expires_at) values (?1, ?3, 1, cast(?2 as integer))",
    id,
    at,
    person.id,
  ],
};

async function sweptOf(database: D1Database, table: string, keptDays: number): Promise<boolean[]> {
  const ages = [keptDays * day + 1, keptDays * day];
  const key = table === "idempotency" || table === "attempts" ? "key" : "id";
  for (const age of ages) {
    const [statement, ...params] = inserts[table]?.(`${table}-${age}`, now - age) ?? [""];
    await database
      .prepare(statement)
      .bind(...params)
      .run();
  }
  await sweepSpent(jobFacts(env, "test", now));
  const left = await database.prepare(`select ${key} as id from ${table}`).all<{ id: string }>();

  return ages.map((age) => !left.results.some(({ id }) => id === `${table}-${age}`));
}

describe.each(databaseNames)("%s", (name) => {
  test.each([
    { table: "idempotency", keptDays: 2, why: "nobody repeats a request after two days" },
    { table: "outbox", keptDays: 7, why: "what was carried is kept a week for whoever looks into it" },
  ])("$table: $why", async ({ table, keptDays }) => {
    expect(await sweptOf(env[name], table, keptDays)).toEqual([true, false]);
  });
});

test.each([
  { table: "attempts", keptDays: 1, why: "every window is long over" },
  { table: "sessions", keptDays: 7, why: "it ran out a week ago" },
  { table: "password_resets", keptDays: 7, why: "it ran out a week ago" },
  { table: "sms_codes", keptDays: 7, why: "it ran out a week ago" },
])("$table: $why", async ({ table, keptDays }) => {
  expect(await sweptOf(env.DIRECTORY, table, keptDays)).toEqual([true, false]);
});

test("an outbox row that was not carried stays, however old", async () => {
  await env.SHARD_1.prepare(
    "insert into outbox (id, scope, topic, target, payload, created_at) values ('waiting', 's', 't', 'DIRECTORY', '{}', 1)",
  ).run();
  await sweepSpent(jobFacts(env, "test", now));

  expect(await env.SHARD_1.prepare("select id from outbox where id = 'waiting'").first()).toEqual({ id: "waiting" });
});
