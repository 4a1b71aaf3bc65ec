import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { mintAgency, mintDeveloper, password } from "../support/kit";
import { Browser, mintSignedOut } from "./browser";

const agency = await mintAgency("SHARD_1");
const distant = await mintAgency("SHARD_2");

async function signedIn(tenant = agency, role = "manager") {
  const person = await mintSignedOut(tenant, role);

  return { person, browser: await new Browser().enter(person) };
}

const auditOf = async (database: D1Database, scope: string, event: string) =>
  (
    await database
      .prepare("select changes, actor_id from audit where scope = ? and event = ?")
      .bind(scope, event)
      .all<{ changes: string; actor_id: string }>()
  ).results;
const liveSessions = async (userId: string) =>
  (await env.DIRECTORY.prepare("select id from sessions where user_id = ? and ended_at is null").bind(userId).all()).results.length;

describe("one's own account", () => {
  test("is read with its version, and changed only from the version that was read", async () => {
    const { person, browser } = await signedIn();

    const read = await browser.call("GET", "/api/v1/me");
    const changed = await browser.call("PATCH", "/api/v1/me", { language: "en" }, { "if-match": '"1"' });
    const stale = await browser.call("PATCH", "/api/v1/me", { language: "zh-Hans" }, { "if-match": '"1"' });
    const blind = await browser.call("PATCH", "/api/v1/me", { language: "zh-Hans" });
    const empty = await browser.call("PATCH", "/api/v1/me", {}, { "if-match": '"2"' });

    expect(read.body).toEqual({ id: person.id, name: person.name, email: person.email, language: "zh-Hant", version: 1 });
    expect(read.headers.get("etag")).toBe('"1"');
    expect(read.trips).toBe(1);
    expect(changed.body).toMatchObject({ language: "en", version: 2 });
    expect(changed.headers.get("etag")).toBe('"2"');
    expect(changed.trips).toBe(2);
    expect([stale.status, stale.body.code]).toEqual([412, "stale"]);
    expect([blind.status, blind.body.code]).toEqual([422, "if-match-required"]);
    expect(empty.status).toBe(422);
    expect(await auditOf(env.DIRECTORY, person.id, "account.changed")).toEqual([
      { actor_id: person.id, changes: JSON.stringify([{ field: "language", from: "zh-Hant", to: "en" }]) },
    ]);
  });

  test("a new name reaches the staff lists of all agencies, wherever they live, with their audit, in at most four trips", async () => {
    const { person, browser } = await signedIn();
    const developer = await mintDeveloper();
    await env.DIRECTORY.batch([
      env.DIRECTORY.prepare("insert into memberships (tenant_id, user_id, role, joined_at, version) values (?, ?, 'viewer', 1, 7)").bind(
        distant.id,
        person.id,
      ),
      env.DIRECTORY.prepare("insert into memberships (tenant_id, user_id, role, joined_at) values (?, ?, 'viewer', 1)").bind(
        developer.id,
        person.id,
      ),
    ]);
    await env.SHARD_2.prepare("insert into staff (agency_id, id, name, role, state, version) values (?, ?, 'old', 'viewer', 'active', 7)")
      .bind(distant.id, person.id)
      .run();

    const changed = await browser.call("PATCH", "/api/v1/me", { name: "  黃昭祥 " }, { "if-match": '"1"' });

    expect(changed.body.name).toBe("黃昭祥");
    expect(changed.trips).toBeLessThanOrEqual(4);
    const staff = "select name, role, version from staff where agency_id = ? and id = ?";
    expect(await env.SHARD_1.prepare(staff).bind(agency.id, person.id).first()).toEqual({ name: "黃昭祥", role: "manager", version: 2 });
    expect(await env.SHARD_2.prepare(staff).bind(distant.id, person.id).first()).toEqual({ name: "黃昭祥", role: "viewer", version: 8 });
    expect(await auditOf(env.SHARD_2, distant.id, "account.changed")).toHaveLength(1);
    expect((await browser.call("GET", "/api/v1/session")).body.user.name).toBe("黃昭祥");
    expect(await env.DIRECTORY.prepare("select count(*) as waiting from outbox where done_at is null").first()).toEqual({ waiting: 0 });
  });

  test("the same name again carries nothing anywhere", async () => {
    const { person, browser } = await signedIn();

    const changed = await browser.call("PATCH", "/api/v1/me", { name: person.name }, { "if-match": '"1"' });

    expect(changed.status).toBe(200);
    expect(
      await env.SHARD_1.prepare("select version from staff where agency_id = ? and id = ?").bind(agency.id, person.id).first(),
    ).toEqual({ version: 1 });
  });

  test("a replay with the same key answers the same and changes nothing", async () => {
    const { browser } = await signedIn();
    const headers = { "if-match": '"1"', "idempotency-key": "key-00000001" };

    const first = await browser.call("PATCH", "/api/v1/me", { name: "一次" }, headers);
    const again = await browser.call("PATCH", "/api/v1/me", { name: "一次" }, headers);
    const other = await browser.call("PATCH", "/api/v1/me", { name: "兩次" }, headers);

    expect(again.body).toEqual(first.body);
    expect(other.body.code).toBe("key-reused");
  });
});

describe("a new password", () => {
  const chosen = "a-better-password";

  test("needs the present one, ends the other sessions and only those, and is the one that signs in", async () => {
    const { person, browser } = await signedIn();
    const elsewhere = await new Browser().enter(person);

    const wrong = await browser.call("PUT", "/api/v1/me/password", { current: "not-the-password", password: chosen });
    const right = await browser.call("PUT", "/api/v1/me/password", { current: password, password: chosen });

    expect(wrong.body).toMatchObject({ code: "invalid", errors: [{ pointer: "/current", code: "wrong-password" }] });
    expect(right.status).toBe(204);
    expect(right.trips).toBe(2);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
    expect((await elsewhere.renew()).status).toBe(401);
    expect(await liveSessions(person.id)).toBe(1);
    expect((await new Browser().signIn(person.email, password)).status).toBe(401);
    expect((await new Browser().signIn(person.email, chosen)).status).toBe(200);
    expect(await auditOf(env.DIRECTORY, person.id, "password.changed")).toEqual([
      { actor_id: person.id, changes: '[{"field":"password"}]' },
    ]);
  });

  test.each([
    { text: "nine-char", status: 422, why: "nine characters" },
    { text: "ten-chars-", status: 204, why: "ten" },
    { text: "x".repeat(200), status: 204, why: "two hundred" },
    { text: "x".repeat(201), status: 422, why: "two hundred and one" },
  ])("$why: $status", async ({ text, status }) => {
    const { browser } = await signedIn();

    expect((await browser.call("PUT", "/api/v1/me/password", { current: password, password: text })).status).toBe(status);
  });

  test("is not the own e-mail", async () => {
    const { person, browser } = await signedIn();
    const answer = await browser.call("PUT", "/api/v1/me/password", { current: password, password: person.email.toUpperCase() });

    expect(answer.body.errors).toMatchObject([{ pointer: "/password", code: "password-is-email" }]);
  });

  test("cannot be guessed at for long", async () => {
    const { browser } = await signedIn();
    const statuses = [];
    for (let n = 0; n < 11; n += 1)
      statuses.push((await browser.call("PUT", "/api/v1/me/password", { current: `guess-${n}`, password: chosen })).status);

    expect(statuses).toEqual([...Array(10).fill(422), 429]);
  });

  test("a replay answers again that it is done, though the present password is another now", async () => {
    const { browser } = await signedIn();
    const headers = { "idempotency-key": "key-00000002" };
    await browser.call("PUT", "/api/v1/me/password", { current: password, password: chosen }, headers);

    expect((await browser.call("PUT", "/api/v1/me/password", { current: password, password: chosen }, headers)).status).toBe(204);
  });
});

describe("signed-in devices", () => {
  test("are listed newest first, the present one marked, the ended left out, the browser's own words nowhere", async () => {
    const { person, browser } = await signedIn();
    const phone = new Browser("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1 secret-mark");
    await phone.enter(person);
    const gone = await new Browser().enter(person);
    await gone.call("DELETE", "/api/v1/session");

    const list = await browser.call("GET", "/api/v1/me/sessions");
    const first = await browser.call("GET", "/api/v1/me/sessions?limit=1");
    const second = await browser.call("GET", `/api/v1/me/sessions?limit=1&after=${first.body.next}`);

    expect(list.body.items).toMatchObject([
      { device: "Safari · iPhone", current: false },
      { device: "Chrome · Windows", current: true },
    ]);
    expect(list.trips).toBe(1);
    expect([...first.body.items, ...second.body.items]).toEqual(list.body.items);
    expect(second.body.next).toBeNull();
    expect(JSON.stringify((await env.DIRECTORY.prepare("select * from sessions").all()).results)).not.toContain("secret-mark");
  });

  test("one can be ended from another; its tokens then serve nothing more", async () => {
    const { person, browser } = await signedIn();
    const lost = await new Browser().enter(person);
    const { items } = (await browser.call("GET", "/api/v1/me/sessions")).body;
    const target = items.find(({ current }: { current: boolean }) => !current).id;

    const ended = await browser.call("DELETE", `/api/v1/me/sessions/${target}`);
    const again = await browser.call("DELETE", `/api/v1/me/sessions/${target}`);

    expect(ended.status).toBe(204);
    expect(again.status).toBe(404);
    expect((await lost.call("GET", "/api/v1/session")).body.code).toBe("session-ended");
    expect((await lost.call("PATCH", "/api/v1/me", { name: "別人" }, { "if-match": '"1"' })).body.code).toBe("session-ended");
    expect((await lost.call("PUT", "/api/v1/me/password", { current: password, password: "a-thiefs-password" })).body.code).toBe(
      "session-ended",
    );
    expect((await lost.renew()).status).toBe(401);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
  });

  test("ending the present one takes its cookies back", async () => {
    const { browser } = await signedIn();
    const { items } = (await browser.call("GET", "/api/v1/me/sessions")).body;

    await browser.call("DELETE", `/api/v1/me/sessions/${items[0].id}`);

    expect(browser.cookies.size).toBe(0);
  });

  test("another person's looks like none at all, and is not ended", async () => {
    const { browser } = await signedIn();
    const other = await signedIn();
    const { items } = (await other.browser.call("GET", "/api/v1/me/sessions")).body;

    expect((await browser.call("DELETE", `/api/v1/me/sessions/${items[0].id}`)).status).toBe(404);
    expect(await liveSessions(other.person.id)).toBe(1);
  });
});

test("without signing in there is no account to see", async () => {
  for (const [method, path] of [
    ["GET", "/api/v1/me"],
    ["PATCH", "/api/v1/me"],
    ["PUT", "/api/v1/me/password"],
    ["GET", "/api/v1/me/sessions"],
    ["DELETE", "/api/v1/me/sessions/x"],
    ["GET", "/api/v1/session"],
  ] as const) {
    expect((await new Browser().call(method, path)).body.code, `${method} ${path}`).toBe("not-signed-in");
  }
});
