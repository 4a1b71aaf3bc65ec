import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { limits } from "../../src/identity/rules";
import { moveClock } from "../../src/time/clock";
import { mintAgency, mintDeveloper, password } from "../support/kit";
import { holdUntilAllThere } from "../support/race";
import { Browser, mintSignedOut } from "./browser";

const agency = await mintAgency("SHARD_1");
const later = (ms: number) => moveClock(Date.now() + ms);
afterEach(() => moveClock(null));

const sessionsOf = async (userId: string) =>
  (await env.DIRECTORY.prepare("select * from sessions where user_id = ? order by id").bind(userId).all<Record<string, unknown>>()).results;
const eventsOf = async (scope: string) =>
  (
    await env.DIRECTORY.prepare("select event, entity_id, changes from audit where scope = ? order by id")
      .bind(scope)
      .all<{ event: string }>()
  ).results.map(({ event }) => event);

describe("signing in", () => {
  test("answers who it is and where they work, and keeps the tokens in cookies only scripts cannot read", async () => {
    const person = await mintSignedOut(agency, "manager");
    const browser = new Browser();

    const answer = await browser.signIn(` ${person.email.toUpperCase()} `, password);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      user: { id: person.id, name: person.name, email: person.email, language: "zh-Hant" },
      memberships: [{ tenant: agency.id, kind: "agency", name: `代理 ${agency.id}`, role: "manager" }],
    });
    expect(answer.body.memberships[0].permissions).toContain("policy:publish");
    expect(answer.body.memberships[0].permissions).not.toContain("approval:record");
    expect(browser.cookies.get("tuantuo_access")).toMatchObject({
      path: "/",
      attributes: "HttpOnly; Max-Age=600; Path=/; SameSite=Lax; Secure",
    });
    expect(browser.cookies.get("tuantuo_refresh")).toMatchObject({
      path: "/api/v1/session",
      attributes: "HttpOnly; Max-Age=2592000; Path=/api/v1/session; SameSite=Lax; Secure",
    });
    expect(answer.trips).toBe(2);
    expect(await eventsOf(person.id)).toEqual(["session.opened"]);
    expect((await browser.call("GET", "/api/v1/session")).body).toEqual(answer.body);
  });

  test("a wrong password and an unknown address are answered alike, and open nothing", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const browser = new Browser();

    const wrong = await browser.signIn(person.email, "not-the-password");
    const unknown = await browser.signIn("nobody@marker.example", "not-the-password");

    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect({ ...wrong.body, requestId: "" }).toEqual({ ...unknown.body, requestId: "" });
    expect(wrong.body.code).toBe("wrong-credentials");
    expect(wrong.trips).toBe(unknown.trips);
    expect(browser.cookies.size).toBe(0);
    expect(await sessionsOf(person.id)).toEqual([]);
  });

  test("an unknown address costs as much work as a known one", async () => {
    const { scrypt } = await vi.importActual<typeof import("node:crypto")>("node:crypto");
    const derived = await new Promise<number>((resolve, reject) => {
      const started = performance.now();
      scrypt("x", "y", 32, { N: 2 ** 14, r: 8, p: 5, maxmem: 64 * 1024 * 1024 }, (error) =>
        error ? reject(error) : resolve(performance.now() - started),
      );
    });
    const started = performance.now();
    await new Browser().signIn("nobody-at-all@marker.example", "not-the-password");

    expect(performance.now() - started).toBeGreaterThan(derived / 3);
  });

  test("a tenant that is closed, and a membership that was removed, are not answered", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const closed = await mintDeveloper();
    await env.DIRECTORY.batch([
      env.DIRECTORY.prepare("insert into memberships (tenant_id, user_id, role, joined_at) values (?, ?, 'owner', 1)").bind(
        closed.id,
        person.id,
      ),
      env.DIRECTORY.prepare("update tenants set state = 'closed' where id = ?").bind(closed.id),
      env.DIRECTORY.prepare("update memberships set state = 'removed' where tenant_id = ? and user_id = ?").bind(agency.id, person.id),
    ]);

    expect((await new Browser().signIn(person.email, password)).body.memberships).toEqual([]);
  });
});

describe("limits", () => {
  const limit = limits.signInToAccount;

  test("an account: the tenth wrong try is still answered, the eleventh is not, whatever the password; the window ends by itself", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const opened = Date.now();
    const tries = [];
    for (let n = 0; n < limit.times; n += 1) tries.push((await new Browser().signIn(person.email, "wrong-wrong")).status);
    const refused = await new Browser().signIn(person.email, password);
    moveClock(opened + limit.windowMs - 1000);
    const stillRefused = await new Browser().signIn(person.email, password);
    later(limit.windowMs + 1000);
    const again = await new Browser().signIn(person.email, password);

    expect(tries).toEqual(Array(limit.times).fill(401));
    expect(refused.status).toBe(429);
    expect(refused.body.code).toBe("too-many-attempts");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(limit.windowMs / 1000);
    expect(stillRefused.status).toBe(429);
    expect(again.status).toBe(200);
  });

  test("an account that does not exist is limited alike", async () => {
    const statuses = [];
    for (let n = 0; n <= limit.times; n += 1) statuses.push((await new Browser().signIn("ghost@marker.example", "wrong-wrong")).status);

    expect(statuses).toEqual([...Array(limit.times).fill(401), 429]);
  });

  test("a success lets the account start anew", async () => {
    const person = await mintSignedOut(agency, "viewer");
    for (let n = 0; n < limit.times - 1; n += 1) await new Browser().signIn(person.email, "wrong-wrong");
    await new Browser().signIn(person.email, password);

    expect((await new Browser().signIn(person.email, "wrong-wrong")).status).toBe(401);
    expect((await new Browser().signIn(person.email, password)).status).toBe(200);
  });

  test("an address: successes count for nothing and forgive nothing; past its wrong tries nobody signs in from it", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const address = { "cf-connecting-ip": "203.0.113.9" };
    const { times } = limits.signInFromAddress;
    const key = async () =>
      (
        await env.DIRECTORY.prepare("select max(tries) as tries from attempts where key not in (select value from json_each(?))")
          .bind(before)
          .first<{ tries: number }>()
      )?.tries;
    const before = JSON.stringify(
      (await env.DIRECTORY.prepare("select key from attempts").all<{ key: string }>()).results.map(({ key }) => key),
    );

    for (let n = 0; n < 4; n += 1) expect((await new Browser().signIn(person.email, password, address)).status).toBe(200);
    for (let n = 0; n < 3; n += 1) await new Browser().signIn(`stranger-${n}@marker.example`, "wrong-wrong", address);
    await new Browser().signIn(person.email, password, address);
    expect(await key()).toBe(3);

    await env.DIRECTORY.prepare("update attempts set tries = ? where tries = 3").bind(times).run();
    expect((await new Browser().signIn(person.email, password, address)).status).toBe(429);
    expect((await new Browser().signIn(person.email, password, { "cf-connecting-ip": "203.0.113.10" })).status).toBe(200);
  });

  test("tries at once are counted one by one", async () => {
    const email = "crowd@marker.example";
    const statuses = await Promise.all(
      Array.from({ length: limit.times + 5 }, () => new Browser().signIn(email, "wrong-wrong").then(({ status }) => status)),
    );

    expect(statuses.filter((status) => status === 401)).toHaveLength(limit.times);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });
});

describe("renewal", () => {
  test("turns the refresh token over, extends the session, and gives roles as they are now", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const browser = await new Browser().enter(person);
    const first = browser.cookies.get("tuantuo_refresh")?.value;
    await env.DIRECTORY.prepare("update memberships set role = 'finance' where user_id = ?").bind(person.id).run();

    later(11 * 60_000);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(401);
    const renewed = await browser.renew();

    expect(renewed.status).toBe(200);
    expect(renewed.trips).toBe(2);
    expect(renewed.body.memberships[0].role).toBe("finance");
    expect(browser.cookies.get("tuantuo_refresh")?.value).not.toBe(first);
    expect((await browser.call("GET", "/api/v1/session")).status).toBe(200);
    expect(await eventsOf(person.id)).toEqual(["session.renewed"]);
    const [row] = await sessionsOf(person.id);
    expect(row?.expires_at).toBeGreaterThan(Date.now() + 30 * 86_400_000);
  });

  test("two tabs with the same token both go on, and the token turns over once", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const one = await new Browser().enter(person);
    const other = one.copy();

    const over = holdUntilAllThere(/^update "sessions"/, 2);
    const answers = await Promise.all([one.renew(), other.renew()]);
    over();

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(other.cookies.get("tuantuo_refresh")?.value).toBe(one.cookies.get("tuantuo_refresh")?.value);
    expect(await eventsOf(person.id)).toEqual(["session.renewed"]);
    expect((await one.renew()).status).toBe(200);
  });

  test("an answer that was lost costs nobody the session, however late the token before is brought again", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const phone = await new Browser().enter(person);
    await phone.copy().renew(); // the answer never reached the phone
    later(11 * 60_000);
    await phone.copy().renew(); // nor did the next
    later(3 * 86_400_000);

    const renewed = await phone.renew();
    expect(renewed.status).toBe(200);
    expect(renewed.trips).toBe(2);
    later(3 * 86_400_000 + 11 * 60_000);
    expect((await phone.renew()).status).toBe(200);
    expect(await sessionsOf(person.id)).toMatchObject([{ ended_why: null }]);
  });

  test("two tabs that bring the token before late both go on with the same next one", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const one = await new Browser().enter(person);
    const other = one.copy();
    await one.copy().renew();
    later(11 * 60_000);

    const over = holdUntilAllThere(/^update "sessions"/, 2);
    const answers = await Promise.all([one.renew(), other.renew()]);
    over();

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(other.cookies.get("tuantuo_refresh")?.value).toBe(one.cookies.get("tuantuo_refresh")?.value);
    later(22 * 60_000);
    expect((await one.renew()).status).toBe(200);
  });

  test("who stole the token before is found out as soon as its owner renews, and the session ends for both", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const owner = await new Browser().enter(person);
    const thief = owner.copy();
    await owner.renew();
    later(31_000);
    const stolen = await thief.renew();
    const ownersNext = await owner.renew();
    const thiefsNext = await thief.renew();

    expect(stolen.status, "nobody can tell yet whether the owner got the next one").toBe(200);
    expect(ownersNext.status).toBe(401);
    expect(ownersNext.body.code).toBe("session-ended");
    expect(owner.cookies.size).toBe(0);
    expect(thiefsNext.status).toBe(401);
    expect(await sessionsOf(person.id)).toMatchObject([{ ended_why: "reused" }]);
    expect(await eventsOf(person.id)).toEqual(["session.renewed", "session.renewed", "session.ended"]);
  });

  test("who shares a token within thirty seconds is found out at the renewal after the next", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const owner = await new Browser().enter(person);
    const thief = owner.copy();
    await owner.renew();
    expect((await thief.renew()).status).toBe(200);
    later(10 * 60_000);
    expect((await owner.renew()).status).toBe(200);
    later(15 * 60_000);
    expect((await thief.renew()).status).toBe(200);

    expect((await owner.renew()).status).toBe(401);
    expect((await thief.renew()).status).toBe(401);
  });

  test("a token from before the one before ends the session at once", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const owner = await new Browser().enter(person);
    const old = owner.copy();
    await owner.renew();
    await owner.renew();

    expect((await old.renew()).status).toBe(401);
    expect((await owner.renew()).status).toBe(401);
  });

  test("without a token, with a made-up one, and after thirty days there is nothing to renew", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const browser = new Browser();
    expect((await browser.renew()).body.code).toBe("session-ended");
    browser.cookies.set("tuantuo_refresh", { value: "no-such-session.secret", path: "/api/v1/session", attributes: "" });
    expect((await browser.renew()).body.code).toBe("session-ended");

    await browser.signIn(person.email, password);
    later(30 * 86_400_000 + 60_000);
    expect((await browser.renew()).body.code).toBe("session-ended");
  });
});

describe("signing out", () => {
  test("ends the session, whose access token then answers nothing more of it", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const browser = await new Browser().enter(person);
    const copy = browser.copy();

    const out = await browser.call("DELETE", "/api/v1/session");

    expect(out.status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    expect((await copy.call("GET", "/api/v1/session")).body.code).toBe("session-ended");
    expect((await copy.renew()).status).toBe(401);
    expect(await sessionsOf(person.id)).toMatchObject([{ ended_why: "signed-out" }]);
  });

  test("works by the refresh token when the access token has run out, and not by a session's id alone", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const browser = await new Browser().enter(person);
    const [session] = await sessionsOf(person.id);
    const guesser = new Browser();
    guesser.cookies.set("tuantuo_refresh", { value: `${session?.id}.guessed`, path: "/api/v1/session", attributes: "" });
    await guesser.call("DELETE", "/api/v1/session");
    expect(await sessionsOf(person.id)).toMatchObject([{ ended_at: null }]);

    browser.cookies.delete("tuantuo_access");
    await browser.call("DELETE", "/api/v1/session");
    expect(await sessionsOf(person.id)).toMatchObject([{ ended_why: "signed-out" }]);
  });

  test("is answered alike when nobody is signed in", async () => {
    expect((await new Browser().call("DELETE", "/api/v1/session")).status).toBe(204);
  });
});

test("a request from another site is refused before anything is looked at", async () => {
  const answer = await new Browser().signIn("a@marker.example", "x", { origin: "https://elsewhere.example" });

  expect(answer.body.code).toBe("cross-site");
});
