import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { text } from "../../src/i18n/text";
import { limits } from "../../src/identity/rules";
import { linkToken } from "../../src/secrets/link";
import type { OwnDeal } from "../../src/settlement/receipts/contract";
import { businessDay } from "../../src/time/business-day";
import { cancelled, done, type Selling, selling, signed, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { groupFen, regularFen } from "./facts";

const lookedUp = (secret: string) => as(null).post<OwnDeal>("/api/v1/public/receipts/lookup", { secret });

/** Issues a deal's receipt. */
async function issued(at: Selling, dealId: string) {
  const consultant = as(await at.agency.member("consultant"));

  return (await done(consultant.post<{ receipt: { id: string; secret: string } }>(`${at.path}/deals/${dealId}/receipt`))).receipt;
}

async function signedHomes(at: Selling, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let unit = 0; unit < count; unit += 1) {
    const { id } = await subscribed(at, { unit });
    await signed(at, id, "2008-06-03", regularFen);
    ids.push(id);
  }

  return ids;
}

describe("a buyer's own page", () => {
  test("says how many of the account count, what one more would save its bearer, and then what comes back", async () => {
    const at = await selling();
    const [first = ""] = await signedHomes(at, 8);
    const { secret } = await issued(at, first);
    await done(
      as(await at.agency.member("consultant")).post(`${at.path}/deals/${first}/ledger`, {
        kind: "receipt",
        item: "first-instalment",
        amountFen: 100_000_00,
        onDay: "2008-06-05",
      }),
    );

    expect((await lookedUp(secret)).body).toMatchObject({
      asOf: businessDay(Date.now(), "Asia/Shanghai"),
      accountName: "泉州商會",
      building: "1棟",
      unitNumber: "801",
      listPriceFen: 442_000_00,
      payableFen: regularFen,
      countedUnits: 8,
      counts: true,
      tier: null,
      next: { fromUnits: 9, moreUnits: 1, savesFen: 8_663_20 },
      provisionalFen: 0,
      entries: [{ kind: "receipt", item: "first-instalment", amountFen: 100_000_00, onDay: "2008-06-05", state: "reported" }],
      receivedFen: 100_000_00,
      dueFen: regularFen - 100_000_00,
    });

    const ninth = await subscribed(at, { unit: 8, subscribedOn: "2008-07-10" });
    await signed(at, ninth.id, "2008-07-12", groupFen);
    const { body } = await lookedUp(secret);
    expect(body).toMatchObject({
      payableFen: groupFen,
      countedUnits: 9,
      tier: { fromUnits: 9, payableBps: 9800 },
      next: null,
      provisionalFen: -8_663_20,
      dueFen: regularFen - 100_000_00,
    });
    expect(body.lines).toEqual([
      {
        id: expect.any(String),
        kind: "base",
        amountFen: regularFen,
        postedOn: expect.any(String),
        state: "final",
        route: null,
        fulfilledOn: null,
        because: null,
      },
      {
        id: expect.any(String),
        kind: "adjustment",
        amountFen: -8_663_20,
        postedOn: expect.any(String),
        state: "provisional",
        route: null,
        fulfilledOn: null,
        because: { kind: "reached", units: 9, day: "2008-07-12", supplement: null },
      },
    ]);
  });

  test("names nobody: no colleague, no colleague's home, no deal's id, and no member of staff", async () => {
    const at = await selling();
    const [first = "", second = ""] = await signedHomes(at, 9);
    const { secret } = await issued(at, first);

    const said = JSON.stringify((await lookedUp(secret)).body);
    const hidden = ["陳大明", first, second, at.engagementId, at.campaignId, (await at.agency.member("consultant")).name];
    expect(said, "their own home").toContain('"801"');
    expect(hidden.filter((text) => said.includes(text))).toEqual([]);
    // A line's id may have the digits of a home.
    expect(said.replaceAll(/"id":"[^"]*"/g, "")).not.toMatch(/80[23]/);
  });

  test("a cancelled deal shows what is due back, and counts no more", async () => {
    const at = await selling();
    const [first = ""] = await signedHomes(at, 2);
    const { secret } = await issued(at, first);
    await done(
      as(await at.agency.member("consultant")).post(`${at.path}/deals/${first}/ledger`, {
        kind: "receipt",
        item: "deposit",
        amountFen: 20_000_00,
        onDay: "2008-06-05",
      }),
    );
    await cancelled(at, first, "2008-06-20", 5_000_00);

    expect((await lookedUp(secret)).body).toMatchObject({
      state: "cancelled",
      counts: false,
      countedUnits: 1,
      payableFen: 0,
      forfeitedFen: 5_000_00,
      dueFen: -15_000_00, // what a cancellation leaves is due at once,
      steps: [],
    });
  });
});

describe("the secret", () => {
  test("of an earlier receipt opens nothing once another is issued, nor one that was withdrawn", async () => {
    const at = await selling();
    const [first = ""] = await signedHomes(at, 1);
    const old = await issued(at, first);
    const current = await issued(at, first);
    expect((await lookedUp(old.secret)).body).toMatchObject({ code: "receipt-closed" });
    expect((await lookedUp(current.secret)).status).toBe(200);

    const consultant = as(await at.agency.member("consultant"));
    const path = `${at.path}/deals/${first}/receipt`;
    expect((await consultant.get(path)).body).toMatchObject({ receipt: { id: current.id, secret: current.secret } });
    expect((await consultant.delete(path)).status).toBe(204);
    expect((await lookedUp(current.secret)).body).toMatchObject({ code: "receipt-closed" });
    expect((await consultant.get(path)).body).toEqual({ receipt: null });
    expect((await consultant.delete(path)).status).toBe(404);
  });

  test("of two that are issued at once one stands", async () => {
    const at = await selling();
    const [first = ""] = await signedHomes(at, 1);
    const both = await Promise.all([issued(at, first), issued(at, first)]);

    const opened = await Promise.all(both.map(({ secret }) => lookedUp(secret)));
    expect(opened.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test.each([
    ["nonsense", "made up"],
    ["a row of another agency under our own name", "forged"],
    ["a link of another kind for the same row", "kind"],
  ])("of %s opens nothing", async (_, how) => {
    const at = await selling();
    const [first = ""] = await signedHomes(at, 1);
    const { id, secret } = await issued(at, first);
    const tail = secret.slice(secret.lastIndexOf("."));
    const secrets: Record<string, string> = {
      "made up": "hopefluent.0190.abc",
      forged: `somebody-else.${id}${tail}`,
      kind: await linkToken(env, "reset", `${at.agency.id}.${id}`),
    };

    expect((await lookedUp(secrets[how] ?? "")).status).toBe(404);
  });
});

test("one address looks up as often as a factory's gate may, and then is told when to come back, in its own language", async () => {
  const at = await selling();
  const [deal = ""] = await signedHomes(at, 1);
  const { secret } = await issued(at, deal);
  const from = (address: string, language = "zh-Hant") =>
    as(null).call(
      "POST",
      "/api/v1/public/receipts/lookup",
      { secret },
      { headers: { "cf-connecting-ip": address, "accept-language": language } },
    );
  expect((await from("203.0.113.7")).status).toBe(200);
  const { times } = limits.receiptFromAddress;
  const counted = await env.DIRECTORY.prepare("update attempts set tries = ? where tries = 1 returning key")
    .bind(times - 1)
    .all();
  expect(counted.results, "it was counted").toHaveLength(1);
  expect((await from("203.0.113.7")).status, "the last that is answered").toBe(200);

  const refused = await from("203.0.113.7", "en");
  expect(refused).toMatchObject({ status: 429, body: { code: "too-many-attempts" } });
  expect(refused.body).toMatchObject({ title: text("en", "problem.too-many-attempts") });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await from("203.0.113.8")).status, "another address goes on").toBe(200);
});
