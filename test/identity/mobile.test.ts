import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { limits } from "../../src/identity/rules";
import { sealMobile } from "../../src/secrets/address";
import { keyedHash } from "../../src/secrets/seal";
import { moveClock } from "../../src/time/clock";
import { mintAgency, type Person, password } from "../support/kit";
import { type Answer, Browser, mintSignedOut } from "./browser";
import { codeAt, giveFactor } from "./factor";

const agency = await mintAgency("SHARD_1");
const minute = 60_000;
let numbers = 10_000_000;
const freshNumber = () => `138${numbers++}`;
let now = 0;
const at = (ms: number) => moveClock(now + ms);
beforeEach(() => {
  now = Date.now();
  moveClock(now);
});
afterEach(() => moveClock(null));

/** Somebody with a confirmed number, straight into storage. */
async function withMobile(number = freshNumber()): Promise<{ person: Person; number: string }> {
  const person = await mintSignedOut(agency, "consultant");
  const mobile = `+86${number}`;
  await env.DIRECTORY.prepare("update users set mobile_cipher = ?, mobile_hash = ? where id = ?")
    .bind(await sealMobile(env, "users", person.id, mobile), await keyedHash(env, "mobile-hash", mobile), person.id)
    .run();

  return { person, number };
}

interface Item {
  template: string;
  channel: string;
  to: string;
  sms: { params: { code: string } } | null;
}

/** The codes that went to a number, newest first, as the local page shows them. */
async function codesTo(number: string, template = "sign-in-code"): Promise<string[]> {
  const { items } = (await new Browser().call("GET", "/__local/mail?format=json")).body as { items: Item[] };

  return items.filter((item) => item.to === `+86${number}` && item.template === template).map(({ sms }) => sms?.params.code ?? "");
}

const ask = (mobile: string, headers: Record<string, string> = {}) =>
  new Browser().call("POST", "/api/v1/session/codes", { mobile }, headers);
const enter = (body: object, browser = new Browser(), headers: Record<string, string> = {}) =>
  browser.call("POST", "/api/v1/session", body, headers);
const said = ({ status, body, trips }: Answer) => ({ status, body: body && { ...body, requestId: "" }, trips });
const wrongCode = (code: string | undefined) => (code === "000000" ? "000001" : "000000");

describe("a mobile number and the password", () => {
  test("sign in as the e-mail does, however the number is typed", async () => {
    const { person, number } = await withMobile();
    for (const typed of [number, `+86 ${number}`, `0086-${number.slice(0, 3)} ${number.slice(3)}`]) {
      const answer = await enter({ mobile: typed, password });
      expect([answer.status, answer.body.user.id, answer.trips]).toEqual([200, person.id, 2]);
    }
  });

  test("what is wrong is answered alike for a number that is nobody's, after the same work", async () => {
    const { number } = await withMobile();
    const [known, unknown] = [
      await enter({ mobile: number, password: "wrong-wrong" }),
      await enter({ mobile: freshNumber(), password: "wrong-wrong" }),
    ];

    expect(said(known)).toEqual(said(unknown));
    expect(known.status).toBe(401);
  });

  test("share the account's tries with its e-mail: by the other name nobody gets more of them", async () => {
    const { person, number } = await withMobile();
    const { times } = limits.signInToAccount;
    for (let n = 0; n < times - 1; n += 1) await enter({ mobile: number, password: "wrong-wrong" });

    expect((await enter({ email: person.email, password: "wrong-wrong" })).status).toBe(401);
    expect((await enter({ email: person.email, password })).status).toBe(429);
    expect((await enter({ mobile: number, password })).status).toBe(429);
  });

  test.each([
    { body: { mobile: "0731-82345678", password }, why: "a landline receives no SMS" },
    { body: { mobile: "12345", password }, why: "no number" },
    { body: { email: "a@b.example", mobile: "13812345678", password }, why: "two names" },
    { body: { password }, why: "no name" },
    { body: { email: "a@b.example", smsCode: "123456" }, why: "a code goes to a number" },
    { body: { mobile: "13812345678", password, smsCode: "123456" }, why: "two proofs" },
    { body: { mobile: "13812345678" }, why: "no proof" },
  ])("422: $why", async ({ body }) => {
    expect((await enter(body)).status).toBe(422);
  });
});

describe("a code by SMS", () => {
  test("signs in without a password, once, and is six digits that stand nowhere", async () => {
    const { person, number } = await withMobile();
    const asked = await ask(number);
    const [code = ""] = await codesTo(number);
    const stored = await env.DIRECTORY.batch(
      ["sms_codes", "messages", "audit", "users"].map((table) => env.DIRECTORY.prepare(`select * from ${table}`)),
    );
    const answer = await enter({ mobile: number, smsCode: ` ${code.slice(0, 3)} ${code.slice(3)}` });

    expect([asked.status, asked.body, asked.trips]).toEqual([202, {}, 2]);
    expect(code).toMatch(/^\d{6}$/);
    expect(JSON.stringify(stored.map(({ results }) => results))).not.toMatch(new RegExp(`"${code}"|${number}`));
    expect([answer.status, answer.body.user.id, answer.trips]).toEqual([200, person.id, 2]);
    expect((await enter({ mobile: number, smsCode: code })).body.code).toBe("wrong-sms-code");
  });

  test("of two who bring one code at once, one is let in", async () => {
    const { number } = await withMobile();
    await ask(number);
    const [code] = await codesTo(number);
    const answers = await Promise.all([enter({ mobile: number, smsCode: code }), enter({ mobile: number, smsCode: code })]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  test.each([
    { after: 10 * minute - 1000, status: 200, why: "a second before its ten minutes are over" },
    { after: 10 * minute + 1000, status: 401, why: "a second after" },
  ])("$why: $status", async ({ after, status }) => {
    const { number } = await withMobile();
    await ask(number);
    const [code] = await codesTo(number);
    at(after);

    expect((await enter({ mobile: number, smsCode: code })).status).toBe(status);
  });

  test("five tries; then not even the right one; another code begins anew, and the former is worth nothing", async () => {
    const { number } = await withMobile();
    await ask(number);
    const [code] = await codesTo(number);
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await enter({ mobile: number, smsCode: wrongCode(code) })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    expect((await enter({ mobile: number, smsCode: code })).status).toBe(429);

    at(61_000);
    await ask(number);
    const [next] = await codesTo(number);
    if (next !== code) expect((await enter({ mobile: number, smsCode: code })).status).toBe(401);
    expect((await enter({ mobile: number, smsCode: next })).status).toBe(200);
  });

  test("one a minute: the second within it is refused and none of the day's; five a day", async () => {
    const { person, number } = await withMobile();
    expect((await ask(number)).status).toBe(202);
    at(59_000);
    const refused = await ask(number);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(2);
    for (let n = 1; n < 5; n += 1) {
      at(n * 61_000);
      expect((await ask(number)).status).toBe(202);
    }
    at(6 * 61_000);
    const over = await ask(number);

    expect(over.status).toBe(429);
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(23 * 3600);
    // Each replaced the one before, which is read no more: they are counted by what was sent.
    const sent =
      "select count(*) as many from messages m join sms_codes c on c.id = m.recipient_id where m.template = 'sign-in-code' and c.user_id = ?";
    expect(await env.DIRECTORY.prepare(sent).bind(person.id).first("many")).toBe(5);
    at(24 * 60 * minute + 1000);
    expect((await ask(number)).status).toBe(202);
  });

  test("ten askings at once send one", async () => {
    const { number } = await withMobile();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(number)));

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(await codesTo(number)).toHaveLength(1);
  });

  test("whether a number is somebody's is told by no answer, no limit and no round trip", async () => {
    const [{ number: known }, unknown] = [await withMobile(), freshNumber()];
    const both = async (call: (number: string) => Promise<Answer>) => {
      const [one, other] = [await call(known), await call(unknown)];
      expect(said(one)).toEqual(said(other));
      return one.status;
    };

    expect(await both(ask)).toBe(202);
    expect(await both(ask)).toBe(429);
    const [code] = await codesTo(known);
    for (let n = 0; n < 5; n += 1) expect(await both((mobile) => enter({ mobile, smsCode: wrongCode(code) }))).toBe(401);
    expect(await both((mobile) => enter({ mobile, smsCode: wrongCode(code) }))).toBe(429);
    expect(await codesTo(unknown)).toEqual([]);
  });

  test("one address may not ask for everybody's", async () => {
    const from = { "cf-connecting-ip": "203.0.113.90" };
    const statuses = [];
    for (let n = 0; n < 31; n += 1) statuses.push((await ask(freshNumber(), from)).status);

    expect(statuses).toEqual([...Array(30).fill(202), 429]);
  });

  test("does not stand for the second factor: that is asked for, and the code stays good until it is brought", async () => {
    const { person, number } = await withMobile();
    await giveFactor(person);
    await ask(number);
    const [smsCode] = await codesTo(number);
    const first = await enter({ mobile: number, smsCode });
    const wrong = await enter({ mobile: number, smsCode, code: "000000" });
    const right = await enter({ mobile: number, smsCode, code: codeAt(now) });

    expect([first.status, first.body.code]).toEqual([401, "second-factor-required"]);
    expect(wrong.body.code).toBe("wrong-code");
    expect(right.status).toBe(200);
    expect((await enter({ mobile: number, smsCode, code: codeAt(now) })).status).toBe(401);
  });

  test("of one purpose does not serve another", async () => {
    const { number } = await withMobile();
    await new Browser().call("POST", "/api/v1/password-resets", { mobile: number });
    const [code] = await codesTo(number, "reset-code");

    expect((await enter({ mobile: number, smsCode: code })).body.code).toBe("wrong-sms-code");
  });
});

describe("a forgotten password", () => {
  const complete = (mobile: string, smsCode: string | undefined, text = "a-better-password") =>
    new Browser().call("POST", "/api/v1/password-resets/completion", { mobile, smsCode, password: text });

  test("is chosen anew by the code of an SMS; every session ends", async () => {
    const { person, number } = await withMobile();
    const browser = await new Browser().enter(person);
    expect((await browser.call("POST", "/api/v1/password-resets", { mobile: number })).status).toBe(202);
    const [code] = await codesTo(number, "reset-code");

    expect((await complete(number, wrongCode(code))).body.code).toBe("wrong-sms-code");
    expect((await complete(number, code)).status).toBe(204);
    expect((await complete(number, code)).body.code).toBe("wrong-sms-code");
    expect((await browser.renew()).status).toBe(401);
    expect((await enter({ mobile: number, password: "a-better-password" })).status).toBe(200);
  });

  test("of a number that is nobody's is answered alike", async () => {
    const [{ number: known }, unknown] = [await withMobile(), freshNumber()];
    const asked = await Promise.all([known, unknown].map((mobile) => new Browser().call("POST", "/api/v1/password-resets", { mobile })));
    const [code] = await codesTo(known, "reset-code");
    const done = [await complete(known, wrongCode(code)), await complete(unknown, wrongCode(code))];

    expect(asked.map(({ status, body }) => [status, body])).toEqual([
      [202, {}],
      [202, {}],
    ]);
    expect(said(done[0] as Answer)).toEqual(said(done[1] as Answer));
  });
});

describe("one's own number", () => {
  const start = (browser: Browser, mobile: string, word = password) =>
    browser.call("POST", "/api/v1/me/mobile", { password: word, mobile });
  const confirm = (browser: Browser, code: string | undefined) => browser.call("POST", "/api/v1/me/mobile/confirmation", { code });

  test("is recorded by the password and a code, masked from then on, and taken away by the password", async () => {
    const person = await mintSignedOut(agency, "manager");
    const browser = await new Browser().enter(person);
    const number = freshNumber();

    expect((await start(browser, number, "wrong-wrong")).body.errors).toMatchObject([{ pointer: "/password", code: "wrong-password" }]);
    expect((await start(browser, number)).status).toBe(202);
    const [code] = await codesTo(number, "mobile-code");
    expect((await confirm(browser, wrongCode(code))).body.errors).toMatchObject([{ pointer: "/code", code: "wrong-code" }]);
    const confirmed = await confirm(browser, code);
    expect([confirmed.status, confirmed.body.mobileMasked]).toEqual([200, `138****${number.slice(-4)}`]);
    expect((await enter({ mobile: number, password })).status).toBe(200);

    const removal = (word: string) => browser.call("POST", "/api/v1/me/mobile/removal", { password: word });
    expect((await removal("wrong-wrong")).status).toBe(422);
    expect((await removal(password)).status).toBe(204);
    expect((await enter({ mobile: number, password })).status).toBe(401);
    expect((await removal(password)).body.code).toBe("wrong-state");
    const audit = await env.DIRECTORY.prepare("select event, changes from audit where scope = ? and event like 'account.%' order by id")
      .bind(person.id)
      .all();
    expect(audit.results).toEqual([
      { event: "account.mobile-confirmed", changes: '[{"field":"mobile"}]' },
      { event: "account.mobile-removed", changes: '[{"field":"mobile"}]' },
    ]);
  });

  test("is nobody else's: who proves it by a code is told so, and only then", async () => {
    const { number } = await withMobile();
    const browser = await new Browser().enter(await mintSignedOut(agency, "manager"));

    expect((await start(browser, number)).status).toBe(202);
    const [code] = await codesTo(number, "mobile-code");
    expect((await confirm(browser, wrongCode(code))).status).toBe(422);
    const taken = await confirm(browser, code);
    expect([taken.status, taken.body.code]).toEqual([409, "mobile-taken"]);
  });

  test("five tries at a code, one code a minute, five a day whatever the numbers", async () => {
    const browser = await new Browser().enter(await mintSignedOut(agency, "manager"));
    const number = freshNumber();
    await start(browser, number);
    expect((await start(browser, number)).status).toBe(429);
    const [code] = await codesTo(number, "mobile-code");
    for (let n = 0; n < 5; n += 1) await confirm(browser, wrongCode(code));
    expect((await confirm(browser, code)).status).toBe(429);

    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await start(browser, freshNumber())).status);
    expect(statuses).toEqual([202, 202, 202, 202, 429]);
  });

  test("letters come as one chooses, where one can be reached so", async () => {
    const { person } = await withMobile();
    const browser = await new Browser().enter(person);
    const put = (edit: object) => browser.call("PUT", "/api/v1/me/reach", edit);

    expect((await put({ lettersBy: "wecom" })).status).toBe(422);
    expect((await put({ lettersBy: "wecom", wecomId: "lin.mei" })).body).toMatchObject({ lettersBy: "wecom", wecomId: "lin.mei" });
    expect((await put({ wecomId: null })).body).toMatchObject({ lettersBy: "mail", wecomId: null });
    expect((await put({ lettersBy: "sms" })).body).toMatchObject({ lettersBy: "sms", channels: ["mail", "sms", "wecom"] });
    await browser.call("POST", "/api/v1/me/mobile/removal", { password });
    expect((await browser.call("GET", "/api/v1/me/reach")).body).toMatchObject({ lettersBy: "mail", mobileMasked: null });
    expect((await put({ lettersBy: "sms" })).status).toBe(422);
  });
});

test("whether SMS is offered is said to anybody", async () => {
  expect((await new Browser().call("GET", "/api/v1/session/ways")).body).toEqual({ sms: true });
});
