import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { emailHash } from "../../src/identity/store";
import { sealAddress } from "../../src/secrets/address";
import { linkToken } from "../../src/secrets/link";
import { newId } from "../../src/tenancy/ids";
import { databaseNames } from "../../src/tenancy/shards";
import { moveClock } from "../../src/time/clock";
import { mintAgency, mintDeveloper, type Person } from "../support/kit";
import { holdUntilAllThere, justBefore } from "../support/race";
import { Browser, mintSignedOut } from "./browser";

const agency = await mintAgency("SHARD_2");
const developer = await mintDeveloper();
const day = 86_400_000;
afterEach(() => moveClock(null));

let invited = 0;

/** An open invitation, straight into storage, and the token that its letter would carry. */
async function invite(
  email = `newcomer-${invited++}@marker.example`,
  { tenant = agency.id, role = "consultant", groupId = null as string | null } = {},
) {
  const id = newId(Date.now());
  await env.DIRECTORY.prepare(
    "insert into invitations (tenant_id, id, email_cipher, email_hash, role, group_id, language, invited_by, created_at, expires_at) values (?, ?, ?, ?, ?, ?, 'en', 'x', ?, ?)",
  )
    .bind(
      tenant,
      id,
      await sealAddress(env, "invitations", id, email),
      await emailHash(env, email),
      role,
      groupId,
      Date.now(),
      Date.now() + 7 * day,
    )
    .run();

  return { id, email, token: await linkToken(env, "invitation", id) };
}

const lookUp = (token: string) => new Browser().call("POST", "/api/v1/invitations/lookup", { token });
const accept = (
  token: string,
  browser = new Browser(),
  body: object = { name: "羅欣", password: "a-good-password" },
  headers: Record<string, string> = {},
) => browser.call("POST", "/api/v1/invitations/acceptance", { token, ...body }, headers);

const membership = (userId: string, tenant = agency.id) =>
  env.DIRECTORY.prepare("select role, state, group_id, version from memberships where tenant_id = ? and user_id = ?")
    .bind(tenant, userId)
    .first();
const staffRow = (userId: string) =>
  env.SHARD_2.prepare("select name, role, state, version from staff where agency_id = ? and id = ?").bind(agency.id, userId).first();
const accounts = async (email: string) =>
  (
    await env.DIRECTORY.prepare("select id from users where email_hash = ?")
      .bind(await emailHash(env, email))
      .all<{ id: string }>()
  ).results;
const enter = async (person: Person) => new Browser().enter(person);

describe("what a link says before it is used", () => {
  test("the tenant, the role, a masked address, and whether there is an account", async () => {
    const { token, email } = await invite();
    const known = await mintSignedOut(await mintAgency(), "viewer");
    const other = await invite(known.email);

    const seen = await lookUp(token);

    expect(seen.body).toEqual({
      tenant: { id: agency.id, name: `代理 ${agency.id}`, kind: "agency" },
      role: "consultant",
      emailMasked: "n•••@marker.example",
      existingUser: false,
    });
    expect(seen.trips).toBe(1);
    expect(JSON.stringify(seen.body)).not.toContain(email);
    expect((await lookUp(other.token)).body.existingUser).toBe(true);
  });

  test.each([
    { token: async () => "nonsense", why: "no token" },
    { token: async (id: string) => `${id}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`, why: "a guessed secret" },
    { token: async (id: string) => linkToken(env, "reset", id), why: "made for another kind of link" },
    { token: async () => linkToken(env, "invitation", "no-such-invitation"), why: "ours, of a row that is not there" },
  ])("nothing by a link that is not one of ours: $why", async ({ token }) => {
    const { id, email } = await invite();

    expect((await lookUp(await token(id))).status).toBe(404);
    expect((await accept(await token(id))).status).toBe(404);
    expect(await accounts(email)).toEqual([]);
  });
});

describe("somebody new", () => {
  test("gets account, membership and session at once; the shard, its group and its audit list know them, in at most four trips", async () => {
    await env.SHARD_2.prepare("insert into groups (agency_id, id, name, created_at) values (?, 'g1', '一組', 1)").bind(agency.id).run();
    const { token, email } = await invite(undefined, { groupId: "g1" });
    const browser = new Browser();

    const joined = await accept(token, browser);

    expect(joined.status).toBe(200);
    expect(joined.trips).toBeLessThanOrEqual(4);
    expect(joined.body).toMatchObject({
      user: { name: "羅欣", email, language: "en" },
      memberships: [{ tenant: agency.id, kind: "agency", role: "consultant" }],
    });
    const { id } = joined.body.user;
    expect(await membership(id)).toEqual({ role: "consultant", state: "active", group_id: "g1", version: 1 });
    expect(await staffRow(id)).toEqual({ name: "羅欣", role: "consultant", state: "active", version: 1 });
    expect(
      await env.SHARD_2.prepare("select group_id from group_members where agency_id = ? and user_id = ?").bind(agency.id, id).first(),
    ).toEqual({ group_id: "g1" });
    for (const database of [env.DIRECTORY, env.SHARD_2]) {
      expect(
        await database
          .prepare("select actor_id, actor_side, changes from audit where scope = ? and event = 'invitation.accepted' and entity_id = ?")
          .bind(agency.id, id)
          .first(),
      ).toEqual({ actor_id: id, actor_side: "agency", changes: '[{"field":"role","from":null,"to":"consultant"}]' });
    }
    expect((await browser.call("GET", "/api/v1/session")).body).toEqual(joined.body);
    expect((await browser.renew()).status).toBe(200);
    expect((await new Browser().signIn(email, "a-good-password")).status).toBe(200);
  });

  test("joins a developer, whose staff stands in no shard", async () => {
    const { token } = await invite(undefined, { tenant: developer.id, role: "marketing" });

    const joined = await accept(token);

    expect(joined.body.memberships).toMatchObject([{ tenant: developer.id, kind: "developer", role: "marketing" }]);
    expect(await env.DIRECTORY.prepare("select count(*) as n from outbox where scope = ?").bind(developer.id).first()).toEqual({ n: 0 });
  });

  test.each([
    { body: {}, pointers: ["/name", "/password"], why: "neither name nor password" },
    { body: { name: "羅欣" }, pointers: ["/password"], why: "no password" },
    { body: { name: "羅欣", password: "too-short" }, pointers: ["/password"], why: "nine characters" },
    { body: { name: " ", password: "a-good-password" }, pointers: ["/name"], why: "a name of nothing" },
    {
      body: { name: "羅欣", password: "a-good-password", email: "other@marker.example" },
      pointers: ["/email"],
      why: "the address is the invited one",
    },
  ])("is told what is missing, and the link stays good: $why", async ({ body, pointers }) => {
    const { token } = await invite();

    const refused = await accept(token, new Browser(), body);

    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    expect((await accept(token)).status).toBe(200);
  });

  test("does not choose the address as password", async () => {
    const { token, email } = await invite();

    expect((await accept(token, new Browser(), { name: "羅欣", password: email })).body.errors).toMatchObject([
      { code: "password-is-email" },
    ]);
  });
});

describe("somebody with an account", () => {
  test("signs in first; nobody else accepts for them", async () => {
    const person = await mintSignedOut(await mintAgency(), "viewer");
    const { token } = await invite(person.email, { role: "manager" });

    const stranger = await accept(token);
    const another = await accept(token, await enter(await mintSignedOut(agency, "owner")));
    expect([stranger.status, stranger.body.code]).toEqual([401, "sign-in-first"]);
    expect(another.body.code).toBe("sign-in-first");
    expect(await membership(person.id)).toBeNull();

    const browser = await enter(person);
    const refresh = browser.cookies.get("tuantuo_refresh")?.value;
    const joined = await accept(token, browser, {});

    expect(joined.status).toBe(200);
    expect(joined.body.memberships).toHaveLength(2);
    expect(await accounts(person.email)).toHaveLength(1);
    expect(browser.cookies.get("tuantuo_refresh")?.value).toBe(refresh);
    expect((await browser.call("GET", `/api/v1/agencies/${agency.id}/audit`)).status).toBe(200);
  });

  test("who was removed comes back with a newer version, which their old copy in the shard gives way to", async () => {
    const person = await mintSignedOut(agency, "viewer");
    await env.DIRECTORY.prepare("update memberships set state = 'removed', version = 5 where tenant_id = ? and user_id = ?")
      .bind(agency.id, person.id)
      .run();
    await env.SHARD_2.prepare("update staff set state = 'removed', version = 5 where agency_id = ? and id = ?")
      .bind(agency.id, person.id)
      .run();
    const { token } = await invite(person.email, { role: "finance" });

    await accept(token, await enter(person), {});

    expect(await membership(person.id)).toMatchObject({ role: "finance", state: "active", version: 6 });
    expect(await staffRow(person.id)).toMatchObject({ role: "finance", state: "active", version: 6 });
  });

  test("who is a member already is not made one twice", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const { token } = await invite(person.email, { role: "owner" });

    expect((await accept(token, await enter(person), {})).body.code).toBe("already-member");
    expect(await membership(person.id)).toMatchObject({ role: "viewer", version: 1 });
  });

  test.each([
    { before: 19, status: 200, why: "the twentieth tenant still fits into the token" },
    { before: 20, status: 409, why: "the twenty-first does not" },
  ])("$why", async ({ before, status }) => {
    const person = await mintSignedOut(agency, "viewer");
    const others = await Promise.all(Array.from({ length: before - 1 }, () => mintDeveloper()));
    await env.DIRECTORY.batch(
      others.map(({ id }) =>
        env.DIRECTORY.prepare("insert into memberships (tenant_id, user_id, role, joined_at) values (?, ?, 'viewer', 1)").bind(
          id,
          person.id,
        ),
      ),
    );
    const { token } = await invite(person.email, { tenant: developer.id });

    expect((await accept(token, await enter(person), {})).status).toBe(status);
  });

  test("whose session was ended does not join by what is left of its token", async () => {
    const person = await mintSignedOut(await mintAgency(), "viewer");
    const { token } = await invite(person.email);
    const browser = await enter(person);
    await env.DIRECTORY.prepare("update sessions set ended_at = 1 where user_id = ?").bind(person.id).run();

    expect((await accept(token, browser, {})).body.code).toBe("session-ended");
  });
});

describe("an invitation is good once", () => {
  test("of two who accept it at once one becomes a member, and there is one account", async () => {
    const { token, email } = await invite();

    const over = holdUntilAllThere(/^insert into "memberships"/, 2);
    const answers = await Promise.all([accept(token), accept(token, new Browser(), { name: "另一人", password: "another-password" })]);
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const users = await accounts(email);
    expect(users).toHaveLength(1);
    expect(await membership(users[0]?.id ?? "")).toMatchObject({ version: 1 });
    expect(
      (await env.SHARD_2.prepare("select id from staff where agency_id = ? and id = ?").bind(agency.id, users[0]?.id).all()).results,
    ).toHaveLength(1);
  });

  test("nor do two tabs of one existing user join twice", async () => {
    const person = await mintSignedOut(await mintAgency(), "viewer");
    const { token } = await invite(person.email);
    const browser = await enter(person);

    const over = holdUntilAllThere(/^insert into "memberships"/, 2);
    const answers = await Promise.all([accept(token, browser, {}), accept(token, browser.copy(), {})]);
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await membership(person.id)).toMatchObject({ version: 1 });
  });

  test("not when it is withdrawn while it is being accepted, nor when the tenant closes", async () => {
    for (const statement of [
      "update invitations set state = 'withdrawn' where id = ?1",
      "update tenants set state = 'closed' where id = (select tenant_id from invitations where id = ?1)",
    ]) {
      const { id, email, token } = await invite(undefined, { tenant: (await mintDeveloper()).id });
      const over = justBefore(/^insert into "memberships"/, () => env.DIRECTORY.prepare(statement).bind(id).run());
      const answer = await accept(token);
      over();

      expect(answer.body.code).toBe("invitation-closed");
      expect(await accounts(email)).toEqual([]);
    }
  });

  test("a second use of the link is refused, and looking it up as well", async () => {
    const { token } = await invite();
    await accept(token);

    expect((await accept(token)).body.code).toBe("invitation-closed");
    expect((await lookUp(token)).body.code).toBe("invitation-closed");
  });

  test.each([
    { after: 7 * day - 60_000, status: 200, why: "a minute before its seven days are over" },
    { after: 7 * day + 60_000, status: 409, why: "a minute after" },
  ])("$why: $status", async ({ after, status }) => {
    const { token } = await invite();
    moveClock(Date.now() + after);

    expect((await lookUp(token)).status).toBe(status);
    expect((await accept(token)).status).toBe(status);
  });

  test("not after it was withdrawn, nor where the tenant is closed", async () => {
    const withdrawn = await invite();
    await env.DIRECTORY.prepare("update invitations set state = 'withdrawn' where id = ?").bind(withdrawn.id).run();
    const closed = await mintDeveloper();
    const { token } = await invite(undefined, { tenant: closed.id });
    await env.DIRECTORY.prepare("update tenants set state = 'closed' where id = ?").bind(closed.id).run();

    expect((await accept(withdrawn.token)).body.code).toBe("invitation-closed");
    expect((await accept(token)).body.code).toBe("invitation-closed");
  });

  test("a replay with the same key says that it was answered, and one key for two requests is refused", async () => {
    const { token } = await invite();
    const headers = { "idempotency-key": "key-00000001" };
    await accept(token, new Browser(), undefined, headers);

    expect((await accept(token, new Browser(), undefined, headers)).body.code).toBe("already-answered");
    expect((await accept(token, new Browser(), { name: "別的名字", password: "a-good-password" }, headers)).body.code).toBe("key-reused");
  });
});

test("from inviting to joining by the letter: no database holds a readable address", async () => {
  const owner = await enter(await mintSignedOut(agency, "owner"));
  const email = "unreadable.marker@mailbox.example";
  const sent = await owner.call("POST", `/api/v1/agencies/${agency.id}/invitations`, { email, role: "viewer" });
  const { items } = (await new Browser().call("GET", "/__local/mail?format=json")).body;
  const letter = items.find(({ to }: { to: string }) => to === email);
  const browser = new Browser();
  const joined = await accept(new URL(letter.link).searchParams.get("token") ?? "", browser);
  await browser.signIn(email, "a-good-password");
  await browser.call("POST", "/api/v1/password-resets", { email });
  await browser.call("PATCH", "/api/v1/me", { name: "新名" }, { "if-match": '"1"' });

  expect([sent.status, joined.status]).toEqual([201, 200]);
  let bytes = 0;
  for (const name of databaseNames) {
    const { results: tables } = await env[name]
      .prepare("select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'")
      .all<{ name: string }>();
    for (const table of tables) {
      const stored = JSON.stringify((await env[name].prepare(`select * from "${table.name}"`).all()).results).toLowerCase();
      bytes += stored.length;
      for (const part of [email, "unreadable.marker", "mailbox.example"]) expect(stored, `${name}.${table.name}`).not.toContain(part);
    }
  }
  expect(bytes, "there was something to look at").toBeGreaterThan(10_000);
});
