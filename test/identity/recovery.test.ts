import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { linkToken } from "../../src/secrets/link";
import { moveClock } from "../../src/time/clock";
import { mintAgency, type Person, password } from "../support/kit";
import { holdUntilAllThere } from "../support/race";
import { Browser, mintSignedOut } from "./browser";

const agency = await mintAgency("SHARD_1");
const chosen = "a-better-password";
const minute = 60_000;
afterEach(() => moveClock(null));

interface Item {
  template: string;
  to: string;
  link: string;
}

const ask = (email: string, headers: Record<string, string> = {}) =>
  new Browser().call("POST", "/api/v1/password-resets", { email }, headers);
const complete = (token: string, text = chosen, headers: Record<string, string> = {}) =>
  new Browser().call("POST", "/api/v1/password-resets/completion", { token, password: text }, headers);

/** Newest first. */
async function linksTo({ email }: Person): Promise<string[]> {
  const { items } = (await new Browser().call("GET", "/__local/mail?format=json")).body as { items: Item[] };

  return items.filter(({ to, template }) => to === email && template === "password-reset").map(({ link }) => link);
}

const tokenIn = (link: string | undefined) => new URL(link ?? "").searchParams.get("token") ?? "";
const liveSessions = async ({ id }: Person) =>
  (await env.DIRECTORY.prepare("select id from sessions where user_id = ? and ended_at is null").bind(id).all()).results.length;

describe("a forgotten password", () => {
  test("a letter's link lets one choose another; every session ends; the link opens nothing twice", async () => {
    const person = await mintSignedOut(agency, "manager");
    const browser = await new Browser().enter(person);

    const asked = await ask(person.email);
    const [link] = await linksTo(person);
    const done = await complete(tokenIn(link));
    const again = await complete(tokenIn(link), "yet-another-password");

    expect([asked.status, asked.body, asked.trips]).toEqual([202, {}, 2]);
    expect(link).toMatch(/^http:\/\/localhost:8787\/reset\?token=/);
    expect([done.status, done.trips]).toEqual([204, 2]);
    expect([again.status, again.body.code]).toEqual([409, "reset-closed"]);
    expect(await liveSessions(person)).toBe(0);
    expect((await browser.renew()).status).toBe(401);
    expect((await new Browser().signIn(person.email, password)).status).toBe(401);
    expect((await new Browser().signIn(person.email, chosen)).status).toBe(200);
    const events = await env.DIRECTORY.prepare("select event, actor_id from audit where scope = ? order by id").bind(person.id).all();
    expect(events.results).toEqual([
      { event: "password-reset.asked", actor_id: "nobody" },
      { event: "password.reset", actor_id: person.id },
      { event: "session.opened", actor_id: person.id },
    ]);
  });

  test("no byte of the link's secret is stored", async () => {
    const person = await mintSignedOut(agency, "viewer");
    await ask(person.email);
    const [, secret = ""] = tokenIn((await linksTo(person))[0]).split(".");
    const stored = await env.DIRECTORY.batch(
      ["users", "password_resets", "messages", "audit"].map((table) => env.DIRECTORY.prepare(`select * from ${table}`)),
    );

    expect(secret.length).toBeGreaterThan(40);
    expect(JSON.stringify(stored.map(({ results }) => results))).not.toContain(secret);
  });

  test("of two who use one link at once, one succeeds", async () => {
    const person = await mintSignedOut(agency, "viewer");
    await ask(person.email);
    const token = tokenIn((await linksTo(person))[0]);

    const over = holdUntilAllThere(/^update "password_resets"/, 2);
    const answers = await Promise.all([complete(token, "first-password"), complete(token, "second-password")]);
    over();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });

  test("an earlier link is spent with the later one", async () => {
    const person = await mintSignedOut(agency, "viewer");
    await ask(person.email);
    await ask(person.email);
    const [later, earlier] = await linksTo(person);
    await complete(tokenIn(later));

    expect((await complete(tokenIn(earlier))).body.code).toBe("reset-closed");
  });

  test.each([
    { after: 60 * minute - 1000, status: 204, why: "a second before the hour is over" },
    { after: 60 * minute + 1000, status: 409, why: "a second after" },
  ])("$why: $status", async ({ after, status }) => {
    const person = await mintSignedOut(agency, "viewer");
    const now = Date.now();
    moveClock(now);
    await ask(person.email);
    const token = tokenIn((await linksTo(person))[0]);
    const { created_at: askedAt } = (await env.DIRECTORY.prepare("select created_at from password_resets where user_id = ?")
      .bind(person.id)
      .first<{ created_at: number }>()) ?? { created_at: 0 };

    moveClock(askedAt + after);
    expect((await complete(token)).status).toBe(status);
  });

  test("whether there is such an account is told neither by the answer nor by the work done", async () => {
    const person = await mintSignedOut(agency, "viewer");

    const known = await ask(person.email);
    const unknown = await ask("ghost@marker.example");

    expect([unknown.status, unknown.body, unknown.trips]).toEqual([known.status, known.body, known.trips]);
  });

  test("an account gets three letters an hour, though every request is accepted", async () => {
    const person = await mintSignedOut(agency, "viewer");
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await ask(person.email)).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202]);
    expect(await linksTo(person)).toHaveLength(3);

    moveClock(Date.now() + 61 * minute);
    await ask(person.email);
    expect(await linksTo(person)).toHaveLength(4);
  });

  test("one address may not ask for everybody's", async () => {
    const statuses = [];
    for (let n = 0; n < 31; n += 1) statuses.push((await ask(`ghost-${n}@marker.example`, { "cf-connecting-ip": "203.0.113.77" })).status);

    expect(statuses).toEqual([...Array(30).fill(202), 429]);
  });

  test("forgotten tries do not keep its owner out", async () => {
    const person = await mintSignedOut(agency, "viewer");
    for (let n = 0; n < 11; n += 1) await new Browser().signIn(person.email, "wrong-wrong");
    await ask(person.email);
    await complete(tokenIn((await linksTo(person))[0]));

    expect((await new Browser().signIn(person.email, chosen)).status).toBe(200);
  });
});

describe("a link that is not one of ours", () => {
  test.each([
    { token: async () => "no-dot-at-all", why: "no token" },
    { token: async (id: string) => `${id}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`, why: "a guessed secret" },
    { token: async (id: string) => linkToken(env, "invitation", id), why: "made for another kind of link" },
    { token: async () => linkToken(env, "reset", "no-such-reset"), why: "ours, of a row that is not there" },
  ])("is not found: $why", async ({ token }) => {
    const person = await mintSignedOut(agency, "viewer");
    await ask(person.email);
    const row = await env.DIRECTORY.prepare("select id from password_resets where user_id = ?").bind(person.id).first<{ id: string }>();

    expect((await complete(await token(row?.id ?? ""))).status).toBe(404);
  });
});

test("the new password is not the e-mail, and a refused one leaves the link good", async () => {
  const person = await mintSignedOut(agency, "viewer");
  await ask(person.email);
  const token = tokenIn((await linksTo(person))[0]);

  expect((await complete(token, person.email)).body.errors).toMatchObject([{ pointer: "/password", code: "password-is-email" }]);
  expect((await complete(token)).status).toBe(204);
});

test("replays with the same key answer the same and send nothing more", async () => {
  const person = await mintSignedOut(agency, "viewer");
  const [asking, completing] = [{ "idempotency-key": "key-00000001" }, { "idempotency-key": "key-00000002" }];

  await ask(person.email, asking);
  const askedAgain = await ask(person.email, asking);
  const links = await linksTo(person);
  const token = tokenIn(links[0]);
  await complete(token, chosen, completing);
  const completedAgain = await complete(token, chosen, completing);

  expect([askedAgain.status, askedAgain.body]).toEqual([202, {}]);
  expect(links).toHaveLength(1);
  expect(completedAgain.status).toBe(204);
});
