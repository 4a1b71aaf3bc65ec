import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { limits } from "../../src/identity/rules";
import { codeOf, stepAt, stepMs } from "../../src/identity/second-factor/rules";
import { moveClock } from "../../src/time/clock";
import { fromBase32 } from "../support/base32";
import { mintAgency, type Person, password } from "../support/kit";
import { holdUntilAllThere, justBefore } from "../support/race";
import { type Answer, Browser, mintSignedOut } from "./browser";
import { codeAt, giveFactor, recoveryCode } from "./factor";

const agency = await mintAgency("SHARD_1");
/** The middle of a step: a test that starts then is done before the next. */
const noon = stepAt(Date.now()) * stepMs + stepMs / 2;
afterEach(() => moveClock(null));

/** Somebody with a second factor, signed in nowhere, at noon. */
async function guarded(role = "viewer"): Promise<Person> {
  moveClock(noon);
  const person = await mintSignedOut(agency, role);
  await giveFactor(person);

  return person;
}

const enter = (person: Person, code?: string, browser = new Browser()) => browser.signIn(person.email, password, {}, code);
const seen = ({ status, body }: Answer) => [status, body?.code ?? null];
const openSessions = async (userId: string) =>
  (
    await env.DIRECTORY.prepare("select second_factor from sessions where user_id = ? and ended_at is null")
      .bind(userId)
      .all<{ second_factor: number }>()
  ).results.map(({ second_factor }) => second_factor);
const eventsOf = async (scope: string) =>
  (
    await env.DIRECTORY.prepare("select event, changes from audit where scope = ? order by id")
      .bind(scope)
      .all<{ event: string; changes: string }>()
  ).results;

describe("signing in with a second factor", () => {
  test("the password alone is not enough: that is said, recorded, and nothing is opened", async () => {
    const person = await guarded();
    const browser = new Browser();

    const answer = await enter(person, undefined, browser);

    expect(seen(answer)).toEqual([401, "second-factor-required"]);
    expect(answer.trips).toBe(2);
    expect(browser.cookies.size).toBe(0);
    expect(await openSessions(person.id)).toEqual([]);
    expect((await eventsOf(person.id)).map(({ event }) => event)).toEqual(["session.code-asked"]);
  });

  test("a wrong password says nothing of a second factor, whatever the code", async () => {
    const person = await guarded();

    const without = await new Browser().signIn(person.email, "not-the-password");
    const right = await new Browser().signIn(person.email, "not-the-password", {}, codeAt(noon));

    expect([seen(without), seen(right)]).toEqual([
      [401, "wrong-credentials"],
      [401, "wrong-credentials"],
    ]);
  });

  test.each([
    { typed: () => codeAt(noon), status: 200, kind: "code", why: "the app's code" },
    { typed: () => ` ${codeAt(noon).slice(0, 3)} ${codeAt(noon).slice(3)}`, status: 200, kind: "code", why: "with the app's space" },
    { typed: () => codeAt(noon - stepMs), status: 200, kind: "code", why: "one step late" },
    { typed: () => codeAt(noon - 2 * stepMs), status: 401, kind: null, why: "two steps late" },
    { typed: () => "7k2pd-0qx4m", status: 200, kind: "recovery-code", why: "a recovery code" },
    { typed: () => "7k2pd-0qx4n", status: 401, kind: null, why: "a recovery code that is none of theirs" },
    { typed: () => "not a code", status: 401, kind: null, why: "no code at all" },
  ])("$why: $status", async ({ typed, status, kind }) => {
    const person = await guarded();
    const browser = new Browser();

    const answer = await enter(person, typed(), browser);

    expect(answer.status).toBe(status);
    expect(answer.trips).toBeLessThanOrEqual(2);
    if (status === 401) expect(answer.body.code).toBe("wrong-code");
    expect(await openSessions(person.id)).toEqual(status === 200 ? [1] : []);
    expect((await eventsOf(person.id)).map(({ changes }) => JSON.parse(changes))).toEqual(
      kind ? [[{ field: "secondFactor", from: null, to: kind }]] : [],
    );
  });

  test("an account without one is let in as ever, and a code it sends is not looked at", async () => {
    const person = await mintSignedOut(agency, "viewer");

    const answer = await enter(person, "000000");

    expect(answer.status).toBe(200);
    expect(await openSessions(person.id)).toEqual([0]);
  });

  test("one that was begun and not confirmed is not asked for", async () => {
    const person = await mintSignedOut(agency, "viewer");
    await giveFactor(person, "started");

    expect((await enter(person)).status).toBe(200);
  });

  test("one that comes into force while somebody signs in is asked for", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const met = justBefore(/insert into "sessions"/, () => giveFactor(person));
    const answer = await enter(person);
    met();

    expect(seen(answer)).toEqual([401, "second-factor-required"]);
    expect(await openSessions(person.id)).toEqual([]);
  });

  test("renewing keeps it", async () => {
    const person = await guarded();
    const browser = new Browser();
    await enter(person, codeAt(noon), browser);
    await requireIn(agency.id);
    await env.DIRECTORY.prepare("update memberships set role = 'finance' where user_id = ?").bind(person.id).run();

    const renewed = await browser.renew();
    await requireIn(agency.id, 0);

    expect(renewed.body.memberships[0]).toMatchObject({ role: "finance", needsSecondFactor: false });
  });
});

describe("a code is good once", () => {
  test("the same code, and one older than it, is refused; the next step's is taken", async () => {
    const person = await guarded();

    const first = await enter(person, codeAt(noon));
    const again = await enter(person, codeAt(noon));
    const older = await enter(person, codeAt(noon - stepMs));
    const newer = await enter(person, codeAt(noon + stepMs));

    expect([first, again, older, newer].map(({ status }) => status)).toEqual([200, 401, 401, 200]);
    expect(again.body.code).toBe("wrong-code");
  });

  test.each([
    { code: () => codeAt(noon), why: "the app's" },
    { code: () => recoveryCode, why: "a recovery code" },
  ])("of five who bring the same one at once, one is let in: $why", async ({ code }) => {
    const person = await guarded();
    const release = holdUntilAllThere(/insert into "sessions"/, 5);
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter(person, code())));
    release();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401, 401]);
    expect(answers.filter(({ status }) => status === 401).map(({ body }) => body.code)).toEqual(Array(4).fill("wrong-code"));
    expect(await openSessions(person.id)).toEqual([1]);
  });

  test("a recovery code is spent, the others are not", async () => {
    const person = await guarded();
    const browser = new Browser();

    const first = await enter(person, recoveryCode, browser);
    const again = await enter(person, recoveryCode);
    const { body } = await browser.call("GET", "/api/v1/me/second-factor");

    expect([first.status, again.status]).toEqual([200, 401]);
    expect(body).toEqual({ state: "on", since: new Date(1).toISOString(), recoveryCodesLeft: 1 });
  });

  test("another's recovery code opens nothing", async () => {
    const person = await guarded();
    await env.DIRECTORY.prepare("delete from recovery_codes where user_id = ?").bind(person.id).run();
    await guarded();

    expect(seen(await enter(person, recoveryCode))).toEqual([401, "wrong-code"]);
  });
});

describe("limits", () => {
  test("the tenth wrong code is answered; then the right one is not either, past the window of passwords, until its own has ended", async () => {
    const person = await guarded();
    const wrong = [];
    for (let n = 0; n < limits.code.times; n += 1) wrong.push((await enter(person, "000000")).status);
    const later = noon + limits.signInToAccount.windowMs + 60_000;
    moveClock(later);
    const refused = await enter(person, codeAt(later));
    const afterwards = noon + limits.code.windowMs + 60_000;
    moveClock(afterwards);
    const again = await enter(person, codeAt(afterwards));

    expect(wrong).toEqual(Array(limits.code.times).fill(401));
    expect(seen(refused)).toEqual([429, "too-many-attempts"]);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(limits.code.windowMs / 1000);
    expect(again.status).toBe(200);
  });

  test("asking for the code is no wrong try of the address: an office signs in in two steps as often as it likes", async () => {
    const person = await guarded();
    const office = { "cf-connecting-ip": "203.0.113.77" };
    await new Browser().signIn("nobody@marker.example", "wrong-wrong", office);
    const triesOf = async () =>
      (await env.DIRECTORY.prepare("select tries from attempts order by tries").all<{ tries: number }>()).results.map(({ tries }) => tries);
    const before = await triesOf();

    await new Browser().signIn(person.email, password, office);
    await new Browser().signIn(person.email, password, office, codeAt(noon));

    expect(await triesOf()).toEqual(before);
  });
});

describe("setting up", () => {
  test("the secret is shown once, a first code puts it in force, the other sessions end and this one has it", async () => {
    moveClock(noon);
    const person = await mintSignedOut(agency, "viewer");
    const [browser, other] = [await new Browser().enter(person), await new Browser().enter(person)];

    const before = await browser.call("GET", "/api/v1/me/second-factor");
    const started = await browser.call("POST", "/api/v1/me/second-factor", { password });
    const begun = await browser.call("GET", "/api/v1/me/second-factor");
    const secret = fromBase32(started.body.secret);
    const code = codeOf(secret, stepAt(noon));
    const confirmed = await browser.call("POST", "/api/v1/me/second-factor/confirmation", { code });
    const after = await browser.call("GET", "/api/v1/me/second-factor");

    expect([before.body, before.trips]).toEqual([{ state: "off", since: null, recoveryCodesLeft: 0 }, 1]);
    expect([started.status, started.trips]).toEqual([201, 2]);
    expect(secret).toHaveLength(20);
    expect(started.body.uri).toBe(
      `otpauth://totp/${encodeURIComponent("團拓")}:${encodeURIComponent(person.email)}?secret=${started.body.secret}&issuer=${encodeURIComponent("團拓")}`,
    );
    expect(begun.body.state).toBe("started");
    expect([confirmed.status, confirmed.trips]).toEqual([200, 2]);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect(after.body).toEqual({ state: "on", since: expect.stringMatching(/Z$/), recoveryCodesLeft: 10 });
    expect(await openSessions(person.id)).toEqual([1]);
    expect((await other.call("GET", "/api/v1/session")).status).toBe(401);
    expect(seen(await enter(person, code))).toEqual([401, "wrong-code"]);
    expect((await enter(person, confirmed.body.recoveryCodes[9])).status).toBe(200);
  });

  test("neither the audit list nor any row holds a secret or a code", async () => {
    moveClock(noon);
    const person = await mintSignedOut(agency, "viewer");
    const browser = await new Browser().enter(person);
    const { secret } = (await browser.call("POST", "/api/v1/me/second-factor", { password })).body;
    const code = codeOf(fromBase32(secret), stepAt(noon));
    const { recoveryCodes } = (await browser.call("POST", "/api/v1/me/second-factor/confirmation", { code })).body;
    const stored = JSON.stringify(
      await Promise.all(
        ["users", "recovery_codes", "audit", "idempotency", "messages", "sessions"].map((table) =>
          env.DIRECTORY.prepare(`select * from ${table}`).all(),
        ),
      ),
    );

    for (const shown of [secret, ...recoveryCodes, ...recoveryCodes.map((each: string) => each.replace("-", ""))])
      expect(stored).not.toContain(shown);
    expect((await eventsOf(person.id)).map(({ event, changes }) => [event, changes])).toEqual([
      ["second-factor.started", '[{"field":"secondFactor"}]'],
      ["second-factor.confirmed", '[{"field":"secondFactor"}]'],
    ]);
  });

  test.each([
    { path: "", body: { password: "not-the-password" }, state: "off", pointer: "/password", why: "a wrong password begins nothing" },
    { path: "/confirmation", body: { code: "000000" }, state: "started", pointer: "/code", why: "a wrong code confirms nothing" },
    { path: "/confirmation", body: { code: recoveryCode }, state: "started", pointer: "/code", why: "nor does a recovery code" },
    { path: "/confirmation", body: { code: "000000" }, state: "off", pointer: null, why: "nothing was begun" },
    { path: "/confirmation", body: { code: "000000" }, state: "on", pointer: null, why: "it is in force already" },
    { path: "", body: { password }, state: "on", pointer: null, why: "what is in force is not begun anew" },
    { path: "/removal", body: { password, code: "000000" }, state: "on", pointer: "/code", why: "a wrong code takes nothing away" },
    {
      path: "/removal",
      body: { password, code: "000000" },
      state: "started",
      pointer: null,
      why: "what is not in force is not taken away",
    },
    {
      path: "/recovery-codes",
      body: { password: "not-the-password", code: recoveryCode },
      state: "on",
      pointer: "/password",
      why: "a code without the password makes no new codes",
    },
  ] as const)("$path, $state: $why", async ({ path, body, state, pointer }) => {
    moveClock(noon);
    const person = await mintSignedOut(agency, "viewer");
    if (state !== "off") await giveFactor(person, state);
    const browser = await new Browser().enter(person);
    const before = await browser.call("GET", "/api/v1/me/second-factor");

    const answer = await browser.call("POST", `/api/v1/me/second-factor${path}`, body);

    expect(seen(answer)).toEqual(pointer ? [422, "invalid"] : [409, "wrong-state"]);
    if (pointer) expect(answer.body.errors).toMatchObject([{ pointer }]);
    expect((await browser.call("GET", "/api/v1/me/second-factor")).body).toEqual(before.body);
  });

  test("confirmed twice at once with two codes that are both right, it is confirmed once", async () => {
    moveClock(noon);
    const person = await mintSignedOut(agency, "viewer");
    await giveFactor(person, "started");
    const browser = await new Browser().enter(person);
    const release = holdUntilAllThere(/insert into recovery_codes/, 2);
    const answers = await Promise.all(
      [codeAt(noon), codeAt(noon + stepMs)].map((code) => browser.copy().call("POST", "/api/v1/me/second-factor/confirmation", { code })),
    );
    release();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect((await browser.call("GET", "/api/v1/me/second-factor")).body.recoveryCodesLeft).toBe(10);
  });
});

describe("doing without, and new recovery codes", () => {
  test("password and code take it away: the password alone signs in, the old codes open nothing", async () => {
    const person = await guarded();
    const browser = new Browser();
    await enter(person, codeAt(noon), browser);

    const removed = await browser.call("POST", "/api/v1/me/second-factor/removal", { password, code: codeAt(noon + stepMs) });
    const state = await browser.call("GET", "/api/v1/me/second-factor");

    expect([removed.status, removed.trips]).toEqual([204, 2]);
    expect(state.body).toEqual({ state: "off", since: null, recoveryCodesLeft: 0 });
    expect(await openSessions(person.id)).toEqual([0]);
    expect((await enter(person)).status).toBe(200);
  });

  test("new recovery codes take the place of all before; a recovery code serves as proof", async () => {
    const person = await guarded();
    const browser = new Browser();
    await enter(person, codeAt(noon), browser);

    const renewed = await browser.call("POST", "/api/v1/me/second-factor/recovery-codes", { password, code: recoveryCode });

    expect([renewed.status, renewed.trips]).toEqual([200, 2]);
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await enter(person, "01234-56789")).status).toBe(401);
    expect((await enter(person, renewed.body.recoveryCodes[0])).status).toBe(200);
    expect((await browser.call("GET", "/api/v1/me/second-factor")).body.recoveryCodesLeft).toBe(9);
  });

  test("a right password forgives no wrong codes: who holds a session cannot guess one", async () => {
    const person = await guarded();
    const browser = new Browser();
    await enter(person, codeAt(noon), browser);
    const statuses = [];
    for (let n = 0; n < limits.code.times; n += 1) {
      statuses.push((await browser.call("POST", "/api/v1/me/second-factor/removal", { password, code: "000000" })).status);
      if (n === 4) await browser.call("PUT", "/api/v1/me/password", { current: password, password });
    }
    const refused = await browser.call("POST", "/api/v1/me/second-factor/removal", { password, code: codeAt(noon + stepMs) });

    expect(statuses).toEqual(Array(limits.code.times).fill(422));
    expect(seen(refused)).toEqual([429, "too-many-attempts"]);
  });

  test("a new password by letter does not take it away", async () => {
    const person = await guarded();
    await env.DIRECTORY.prepare("insert into password_resets (id, user_id, created_at, expires_at) values (?, ?, ?, ?)")
      .bind(`reset-${person.id}`, person.id, noon, noon + 60_000)
      .run();
    const { linkToken } = await import("../../src/secrets/link");
    const token = await linkToken(env, "reset", `reset-${person.id}`);

    const reset = await new Browser().call("POST", "/api/v1/password-resets/completion", { token, password: "another-good-secret" });
    const without = await new Browser().signIn(person.email, "another-good-secret");

    expect(reset.status).toBe(204);
    expect(seen(without)).toEqual([401, "second-factor-required"]);
  });
});

const requireIn = (tenant: string, required = 1) =>
  env.DIRECTORY.prepare("update tenants set require_second_factor = ? where id = ?").bind(required, tenant).run();
