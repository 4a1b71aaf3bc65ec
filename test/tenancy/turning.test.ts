import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { jobFacts } from "../../src/http/facts";
import worker from "../../src/index";
import { linkToken } from "../../src/secrets/link";
import { openReceipt } from "../../src/settlement/receipts/store";
import { watch } from "../../src/tenancy/database";
import { turnMasterKey } from "../../src/tenancy/turning";
import { codeAt, giveFactor, otherRecoveryCode, recoveryCode } from "../identity/factor";
import { freshStorage } from "../support/fresh";
import { as, mintAgency, mintMember, origin, type Person, password, type Tenant } from "../support/kit";

const master = (letter: string) => btoa(letter.repeat(32));
const [old, fresh, third] = [env.MASTER_KEY, master("b"), master("c")];
/** The secrets before, while the key is turned, and after the previous one was taken out. */
const before: Env = { ...env, MASTER_KEY: old };
const turning: Env = { ...env, MASTER_KEY: fresh, MASTER_KEY_PREVIOUS: old };
const over: Env = { ...env, MASTER_KEY: fresh };

const rest = 30_000;
const start = Date.now();

let agency: Tenant<string>;
beforeEach(async () => {
  await freshStorage();
  agency = await mintAgency("SHARD_2");
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

const order = (more: { isLeaked?: boolean } = {}) =>
  env.DIRECTORY.prepare("insert into master_rotations (id, ordered_at, rest_ms, is_leaked) values (?, ?, ?, ?)")
    .bind(crypto.randomUUID(), start, rest, Number(more.isLeaked ?? false))
    .run();
const state = () =>
  env.DIRECTORY.prepare("select * from master_rotations order by rowid desc limit 1").first<{
    finished_at: number | null;
    turned: number;
    unopened: number;
    to_key: string | null;
  }>();
const later = (secrets: Env, ms: number) => turnMasterKey(jobFacts(secrets, "cron", start + ms));

/** Asks as a browser would, of a Worker that has these secrets. */
async function ask(secrets: Env, path: string, body: unknown, headers: Record<string, string> = {}) {
  const request = new Request(`${origin}${path}`, {
    method: "POST",
    headers: { origin, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const response = await worker.fetch(request as never, secrets, createExecutionContext());
  const text = await response.text();

  return {
    status: response.status,
    // biome-ignore lint/suspicious/noExplicitAny: an answer is looked at, not trusted
    body: (text ? JSON.parse(text) : null) as any,
    cookies: response.headers.getSetCookie().map((line) => line.split(";")[0] ?? ""),
  };
}
const signIn = (secrets: Env, { email }: Pick<Person, "email">, code?: string) =>
  ask(secrets, "/api/v1/session", { email, password, code });
const renewed = (secrets: Env, cookies: string[]) => ask(secrets, "/api/v1/session/renewal", {}, { cookie: cookies.join("; ") });
const refresh = (cookies: string[]) => cookies.filter((cookie) => cookie.startsWith("tuantuo_refresh="));

async function resetOf(person: Person): Promise<string> {
  const id = `reset-${person.id}`;
  await env.DIRECTORY.prepare("insert into password_resets (id, user_id, created_at, expires_at) values (?, ?, ?, ?)")
    .bind(id, person.id, start, start + 3_600_000)
    .run();

  return linkToken(before, "reset", id);
}

/** Everything of the directory and the shards that is sealed, hashed or wrapped, as text. */
async function sealedText(): Promise<string> {
  const rows = await Promise.all([
    env.DIRECTORY.prepare("select email_cipher, email_hash, second_factor_cipher from users").all(),
    env.DIRECTORY.prepare("select email_cipher, email_hash from invitations").all(),
    env.SHARD_2.prepare("select wrapped from agency_keys").all(),
  ]);

  return JSON.stringify(rows.map(({ results }) => results));
}
const valuesIn = (text: string) =>
  [...text.matchAll(/"(?:email_cipher|email_hash|second_factor_cipher|wrapped)":"([^"]+)"/g)].map(([, value]) => value ?? "");

describe("turning the master key", () => {
  test("leaves nothing under the previous one, and everybody as they were once that is gone", async () => {
    const owner = await agency.member("owner");
    const finance = await mintMember(agency, "finance");
    await giveFactor(finance);
    const people = `/api/v1/agencies/${agency.id}/people`;
    await as(owner).post(people, { name: "梁素芬", phone: "13812341234" });
    await as(owner).post(`/api/v1/agencies/${agency.id}/invitations`, { email: "new@marker.example", role: "viewer", language: "en" });
    const reset = await resetOf(owner);
    const receipt = await linkToken(before, "receipt", `${agency.id}.receipt-1`);
    const entered = await signIn(before, owner);
    const former = valuesIn(await sealedText());
    expect(former.length).toBeGreaterThan(6);

    await order();
    await later(turning, rest - 1);
    expect(await state()).toMatchObject({ to_key: null, turned: 0 });
    await later(turning, rest);

    expect(await state()).toMatchObject({ finished_at: start + rest, unopened: 0 });
    const now = await sealedText();
    expect(former.filter((value) => now.includes(value))).toEqual([]);

    expect((await signIn(over, owner)).body).toMatchObject({ user: { email: owner.email } });
    expect((await signIn(over, finance, codeAt(Date.now()))).status, "the app's code").toBe(200);
    expect((await signIn(over, finance, recoveryCode)).status, "a code on paper, from before").toBe(200);
    expect((await signIn(over, finance, recoveryCode)).status, "once").toBe(401);
    expect((await renewed(over, refresh(entered.cookies))).status, "a session from before").toBe(200);
    const cookie = entered.cookies.filter((one) => one.startsWith("tuantuo_access=")).join();
    expect((await ask(over, `${people}/search`, { phone: "13812341234" }, { cookie })).body.items).toMatchObject([
      { name: "梁素芬", phoneMasked: "138****1234" },
    ]);
    expect(await openReceipt(jobFacts(over, "test", Date.now()), receipt)).toEqual({ agencyId: agency.id, receiptId: "receipt-1" });
    expect(await openReceipt(jobFacts(over, "test", Date.now()), `${receipt.slice(0, -1)}${receipt.endsWith("A") ? "B" : "A"}`)).toBeNull();
    const invited = await env.DIRECTORY.prepare("select id from invitations").first<{ id: string }>();
    const invitation = await linkToken(before, "invitation", invited?.id ?? "");
    expect((await ask(over, "/api/v1/invitations/lookup", { token: invitation })).body).toMatchObject({
      emailMasked: "n•••@marker.example",
    });
    expect((await ask(over, "/api/v1/password-resets/completion", { token: reset, password: "another-password" })).status).toBe(204);
  });

  test("once more: what was carried on is carried further", async () => {
    const owner = await agency.member("owner");
    await giveFactor(owner);
    const receipt = await linkToken(before, "receipt", `${agency.id}.receipt-1`);
    await order();
    await later(turning, rest);
    const [again, last]: Env[] = [
      { ...env, MASTER_KEY: third, MASTER_KEY_PREVIOUS: fresh },
      { ...env, MASTER_KEY: third },
    ];
    await order();
    await later(again as Env, rest);

    expect(await state()).toMatchObject({ finished_at: start + rest, unopened: 0 });
    expect(await openReceipt(jobFacts(last as Env, "test", Date.now()), receipt)).not.toBeNull();
    expect((await signIn(last as Env, owner, otherRecoveryCode)).status).toBe(200);
  });

  test("because others know it: its recovery codes are void at once, its links when it is taken out", async () => {
    const [leaked, without]: [Env, Env] = [
      { ...env, MASTER_KEY: master("d"), MASTER_KEY_PREVIOUS: old },
      { ...env, MASTER_KEY: master("d") },
    ];
    const owner = await agency.member("owner");
    await giveFactor(owner);
    const receipt = await linkToken(before, "receipt", `${agency.id}.receipt-1`);
    await order({ isLeaked: true });
    await later(leaked, rest);

    expect((await signIn(leaked, owner, recoveryCode)).status).toBe(401);
    expect(await openReceipt(jobFacts(leaked, "test", Date.now()), receipt)).not.toBeNull();
    expect(await openReceipt(jobFacts(without, "test", Date.now()), receipt)).toBeNull();
    expect((await signIn(without, owner, codeAt(Date.now()))).status, "the app's code goes on").toBe(200);
  });

  test.each([
    { secrets: over, why: "without the previous key among the secrets" },
    { secrets: { ...env, MASTER_KEY: old, MASTER_KEY_PREVIOUS: old }, why: "with one key twice" },
  ])("waits $why", async ({ secrets }) => {
    await agency.member("owner");
    await order();
    await later(secrets, rest);

    expect(await state()).toMatchObject({ to_key: null, turned: 0, finished_at: null });
  });

  test("says how many rows neither key opens, and is held up by none", async () => {
    const [owner, viewer] = [await agency.member("owner"), await mintMember(agency, "viewer")];
    await env.DIRECTORY.prepare("update users set email_cipher = (select email_cipher from users where id = ?1) where id = ?2")
      .bind(owner.id, viewer.id)
      .run();
    await order();
    await later(turning, rest);

    expect(await state()).toMatchObject({ finished_at: start + rest, unopened: 1, turned: 1 });
  });
});

describe("while the master key is turned", () => {
  test("an address has one account and one invitation, under whichever key it is known", async () => {
    const owner = await agency.member("owner");
    const cookie = (await signIn(turning, owner)).cookies.join("; ");
    const founding = {
      id: "another-agency",
      name: "另一家",
      owner: { name: "同一人", email: owner.email, password: "tuantuo-demo-2", language: "zh-Hant" },
    };
    expect((await ask(turning, "/api/v1/agencies", founding)).body).toMatchObject({ code: "email-taken" });

    const at = `/api/v1/agencies/${agency.id}/invitations`;
    const invited = { email: "new@marker.example", role: "viewer", language: "en" };
    expect((await as(owner).post(at, invited)).status).toBe(201);
    expect((await ask(turning, at, invited, { cookie })).body).toMatchObject({ code: "already-member" });
    expect((await ask(turning, at, { ...invited, email: owner.email }, { cookie })).body).toMatchObject({ code: "already-member" });
  });

  test("who is invited by one key and known by another is known", async () => {
    const owner = await agency.member("owner");
    const elsewhere = await (await mintAgency("SHARD_1")).member("manager");
    const cookie = (await signIn(turning, owner)).cookies.join("; ");
    const at = `/api/v1/agencies/${agency.id}/invitations`;
    const invited = await ask(turning, at, { email: elsewhere.email, role: "viewer", language: "en" }, { cookie });
    const token = await linkToken(turning, "invitation", invited.body.id);

    const stranger = await ask(turning, "/api/v1/invitations/acceptance", { token, name: "同名", password: "tuantuo-demo-2" });
    expect(stranger.body).toMatchObject({ code: "sign-in-first" });
  });

  test("a request that is sent again is the same request, and another is another", async () => {
    const owner = await agency.member("owner");
    const people = `/api/v1/agencies/${agency.id}/people`;
    const entered = await signIn(before, owner);
    const headers = { cookie: entered.cookies.join("; "), "idempotency-key": "sent-before-and-after" };
    const first = await ask(before, people, { name: "一次" }, headers);
    const again = await ask(turning, people, { name: "一次" }, headers);

    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    expect((await ask(turning, people, { name: "兩次" }, headers)).body).toMatchObject({ code: "key-reused" });
  });

  test("two tabs that renew at once across the change of keys both go on", async () => {
    const owner = await agency.member("owner");
    const entered = refresh((await signIn(before, owner)).cookies);
    const first = await renewed(before, entered);
    const second = await renewed(turning, entered);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(refresh(second.cookies)).toEqual(refresh(first.cookies));
    expect((await renewed(turning, refresh(second.cookies))).status).toBe(200);
  });

  test("a second factor that is set up between the look and the writing stands", async () => {
    const owner = await agency.member("owner");
    await order();
    const { batch } = watch;
    let met = 0;
    watch.batch = async (database, statements) => {
      if (statements.some(({ sql }) => sql.startsWith('update or ignore "users"')) && met++ === 0) await giveFactor(owner);
      return batch ? batch(database, statements) : statements;
    };
    try {
      await later(turning, rest);
    } finally {
      watch.batch = batch;
    }

    expect([met > 0, (await state())?.finished_at]).toEqual([true, start + rest]);
    expect((await signIn(over, owner, codeAt(Date.now()))).status).toBe(200);
  });

  test("a crash at any of its batches loses nothing, and the next run goes on", async () => {
    const owner = await agency.member("owner");
    await as(owner).post(`/api/v1/agencies/${agency.id}/people`, { name: "梁素芬", phone: "13812341234" });
    await order();
    const { batch } = watch;
    let runs = 0;
    for (; (await state())?.finished_at === null && runs < 60; runs += 1) {
      let left = 2 + 2 * runs;
      watch.batch = async (database, statements) => {
        if (left-- === 0) throw new Error("killed");
        return batch ? batch(database, statements) : statements;
      };
      await later(turning, rest + runs).catch(() => undefined);
      watch.batch = batch;
      expect((await signIn(turning, owner)).status, `after crash ${runs}`).toBe(200);
    }

    expect(runs).toBeGreaterThan(3);
    expect(await state()).toMatchObject({ finished_at: expect.any(Number), unopened: 0 });
    expect((await signIn(over, owner)).status).toBe(200);
  });
});
