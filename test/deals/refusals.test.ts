import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Deal } from "../../src/deals/contract";
import { moveClock } from "../../src/time/clock";
import { groupFen, listFen, regularFen } from "../settlement/facts";
import { cancelled, done, engaged, type Selling, selling, signed, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { confirmed, keyPerson, referred, reported } from "../support/rewards";

const at = await selling();
const consultant = as(await at.agency.member("consultant"));
const manager = as(await at.agency.member("manager"));
const finance = as(await at.agency.member("finance"));
const oneself = await keyPerson(at);
const tables = [
  "deals",
  "parties",
  "people",
  "units",
  "deal_ledger",
  "proofs",
  "price_lines",
  "deal_prices",
  "reward_entries",
  "counting_groups",
  "audit",
];

/** Everything that the agency has in storage, table by table: the same before and after a refusal. */
async function stored({ agency }: Selling): Promise<unknown> {
  const results = await env.SHARD_1.batch(
    tables.map((table) =>
      env.SHARD_1.prepare(`select * from ${table} where ${table === "audit" ? "scope" : "agency_id"} = ? order by rowid`).bind(agency.id),
    ),
  );

  return results.map(({ results: rows }) => rows);
}

/** Expects a refusal with a code, at a place if one is named, and that nothing was written. */
async function refused(code: string, ask: () => Promise<{ status: number; body: unknown }>, pointer?: string): Promise<void> {
  const before = await stored(at);
  const { status, body } = await ask();
  const { code: said, errors } = body as { code: string; errors?: { pointer: string; code: string }[] };
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(pointer === undefined ? said : errors).toEqual(pointer === undefined ? code : [expect.objectContaining({ pointer, code })]);
  expect(await stored(at)).toEqual(before);
}

const subscription = (told: object = {}) => ({
  engagementId: at.engagementId,
  unitId: at.units[20],
  paymentMethod: "lump-sum",
  buyers: [{ person: { name: "陳大明" }, shareBps: 10_000 }],
  subscribedOn: "2008-06-01",
  ...told,
});
const subscribe = (told: object) => () => consultant.post<Deal>(`${at.path}/deals`, subscription(told));
const of =
  (dealId: string, act: string, body: object, who = consultant) =>
  () =>
    who.post(`${at.path}/deals/${dealId}/${act}`, body);
const signing = (told: object = {}) => ({ signedOn: "2008-06-05", contractNumber: "HT-9", contractPriceFen: regularFen, ...told });
const money = (told: object = {}) => ({ kind: "receipt", item: "balance", amountFen: 1, onDay: "2008-06-05", ...told });
const cancellation = (told: object = {}) => ({ cancelledOn: "2008-06-20", why: "退房", forfeitedFen: 0, ...told });

describe("a subscription", () => {
  test("of a unit that is sold; once its deal is cancelled it may be sold again", async () => {
    const deal = await subscribed(at, { unit: 0 });
    await refused("unit-taken", subscribe({ unitId: at.units[0] }));
    await cancelled(at, deal.id, "2008-06-10");
    expect((await subscribed(at, { unit: 0 })).unitId).toBe(at.units[0]);
  });

  test("twenty at once of one unit: one has it", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, subscribe({ unitId: at.units[1] })));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => (body as unknown as { code: string }).code))).toEqual(
      new Set(["unit-taken"]),
    );
  });

  const half = (name: string, shareBps: number) => ({ person: { name }, shareBps });
  test.each([
    {
      told: { buyers: [half("甲", 5_000), half("乙", 4_999)] },
      pointer: "/buyers",
      code: "shares-do-not-add-up",
      why: "a share short of the whole",
    },
    { told: { buyers: [half("甲", 5_000), half("乙", 5_001)] }, pointer: "/buyers", code: "shares-do-not-add-up", why: "a share above it" },
    { told: { unitId: "none" }, pointer: "/unitId", code: "unknown", why: "no such unit" },
    { told: { engagementId: "none" }, pointer: "/engagementId", code: "unknown", why: "no such engagement" },
    { told: { paymentMethod: "barter" }, pointer: "/paymentMethod", code: "unknown-code", why: "not in the campaign's list" },
    { told: { credential: "pilot" }, pointer: "/credential", code: "unknown-code", why: "not in the campaign's list" },
    { told: { subscribedOn: "2999-01-01" }, pointer: "/subscribedOn", code: "in-future", why: "a day to come" },
    {
      told: { buyers: [{ person: { id: "nobody" }, shareBps: 10_000 }] },
      pointer: "/buyers/0/person/id",
      code: "unknown",
      why: "nobody known",
    },
  ])("$why: $code", async ({ told, pointer, code }) => {
    await refused(code, subscribe(told), pointer);
  });

  test("on a referral that is not before it, of another buyer, or of another engagement", async () => {
    const [sameDay, other] = await referred(at, 2, "2008-06-01");
    const [early] = await referred(at, 1, "2008-05-31");
    const buyer = (referral: { personId: string } | undefined) => [{ person: { id: referral?.personId }, shareBps: 10_000 }];
    await refused("not-before-subscription", subscribe({ referralId: sameDay?.id, buyers: buyer(sameDay) }), "/referralId");
    await refused("not-a-buyer", subscribe({ referralId: early?.id, buyers: buyer(other) }), "/referralId");
    const elsewhere = await engaged(at, "攸縣商會");
    await refused("unknown", subscribe({ engagementId: elsewhere, referralId: early?.id, buyers: buyer(early) }), "/referralId");

    const deal = await subscribed(at, { unit: 2, referralId: early?.id, buyerId: early?.personId });
    expect(deal.referralId).toBe(early?.id);
  });

  test("recommended after it, or by oneself", async () => {
    const [early] = await referred(at, 1, "2008-05-30");
    const other = await engaged(at, "衡東商會");
    await subscribed(at, { unit: 21, buyerId: early?.personId, subscribedOn: "2008-06-03", engagementId: other });
    const recommend = (personId: string | undefined, referredOn: string) => () =>
      consultant.post(`${at.path}/engagements/${at.engagementId}/referrals`, {
        referredOn,
        evidence: "letter",
        people: [{ id: personId }],
      });
    await refused("referral-too-late", recommend(early?.personId, "2008-06-04"));
    await refused("referral-too-late", recommend(early?.personId, "2008-06-03"));

    await refused("key-person-oneself", recommend(oneself.personId, "2008-06-02"), "/people/0/id");
  });

  test("before any version is in force", async () => {
    await refused("no-policy-in-force", subscribe({ subscribedOn: "2008-05-14" }));
  });
});

describe("a signing", () => {
  test("before its subscription, above the list price, below what came in, with another's number, twice", async () => {
    const { id } = await subscribed(at, { unit: 3, subscribedOn: "2008-06-02" });
    const other = await subscribed(at, { unit: 4, subscribedOn: "2008-06-02" });
    await signed(at, other.id, "2008-06-05", regularFen);
    await reported(at, id, { amountFen: 400_000_00, onDay: "2008-06-02" });

    await refused("signed-before-subscribed", of(id, "signing", signing({ signedOn: "2008-06-01" })));
    await refused("contract-above-list", of(id, "signing", signing({ contractPriceFen: listFen + 1 })));
    await refused("contract-below-receipts", of(id, "signing", signing({ contractPriceFen: 399_999_99 })));
    await refused("contract-number-taken", of(id, "signing", signing({ contractNumber: `HT-${other.id.slice(-12)}` })));
    await refused("in-future", of(id, "signing", signing({ signedOn: "2999-01-01" })), "/signedOn");
    await done(consultant.post(`${at.path}/deals/${id}/signing`, signing({ signedOn: "2008-06-02" })));
    await refused("already-signed", of(id, "signing", signing()));
  });
});

describe("money", () => {
  test.each([
    { isSigned: false, limitFen: listFen, why: "before signing the list price" },
    { isSigned: true, limitFen: groupFen, why: "then the contract's" },
  ])("received less refunded never passes the price: $why", async ({ isSigned, limitFen }) => {
    const { id } = await subscribed(at, { unit: isSigned ? 5 : 6 });
    if (isSigned) await signed(at, id, "2008-06-05", groupFen);
    await refused("receipt-above-price", of(id, "ledger", money({ amountFen: limitFen + 1 })));
    await reported(at, id, { amountFen: limitFen });
    await refused("receipt-above-price", of(id, "ledger", money()));
    await refused("refund-above-receipts", of(id, "ledger", money({ kind: "refund", amountFen: limitFen + 1 })));
    await reported(at, id, { kind: "refund", amountFen: 5_00 });
    await reported(at, id, { amountFen: 5_00 });
    await refused("receipt-above-price", of(id, "ledger", money()));
  });

  test("twenty receipts at once of the whole price: one is taken", async () => {
    const { id } = await subscribed(at, { unit: 7 });
    const answers = await Promise.all(Array.from({ length: 20 }, of(id, "ledger", money({ amountFen: listFen }))));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test("confirmed once, by finance, never by who reported it", async () => {
    const { id } = await subscribed(at, { unit: 8 });
    const entry = await reported(at, id, {});
    const own = await plant(at, [{}]);
    await env.SHARD_1.prepare("update deal_ledger set reported_by = ? where agency_id = ? and id = ?")
      .bind((await at.agency.member("finance")).id, at.agency.id, entry)
      .run();
    const confirm =
      (deals: string[], entries: string[], who = finance) =>
      () =>
        who.post(`${at.path}/confirmations`, { deals, entries });

    await refused("maker-is-checker", confirm([], [entry]));
    await refused("already-decided", confirm(own, ["none"]));
    await refused("already-decided", confirm([id], []));
    await confirmed(at, own);
    await refused("already-decided", confirm(own, []));
  });
});

describe("a proof", () => {
  test("is not accepted by who sold the home or handed it in, and once", async () => {
    const deal = await done(manager.post<Deal>(`${at.path}/deals`, subscription({ unitId: at.units[9] })));
    const proof = await done(consultant.post<{ id: string }>(`${at.path}/deals/${deal.id}/proofs`, { kind: "kinship" }));
    const decide = (who: typeof manager) => of(deal.id, `proofs/${proof.id}/decision`, { outcome: "accepted" }, who);
    await refused("maker-is-checker", decide(manager));
    await done(decide(finance)());
    await refused("already-decided", decide(finance));

    const own = await done(
      manager.post<{ id: string }>(`${at.path}/deals/${(await subscribed(at, { unit: 10 })).id}/proofs`, { kind: "kinship" }),
    );
    await refused("not-found", of(deal.id, `proofs/${own.id}/decision`, { outcome: "accepted" }, finance));
  });
});

describe("a cancelled deal", () => {
  test("is neither signed nor cancelled again, takes no money, no proof and no due item; what came in may go back", async () => {
    const { id } = await subscribed(at, { unit: 11 });
    await reported(at, id, { amountFen: 20_000_00 });
    await refused("cancelled-before-signed", of(id, "cancellation", cancellation({ cancelledOn: "2008-05-31" }), manager));
    await refused("refund-above-receipts", of(id, "cancellation", cancellation({ forfeitedFen: 20_000_01 }), manager));
    expect(await cancelled(at, id, "2008-06-20", 5_000_00)).toMatchObject({ receivedFen: 20_000_00, forfeitedFen: 5_000_00 });

    await refused("deal-cancelled", of(id, "signing", signing()));
    await refused("deal-cancelled", of(id, "cancellation", cancellation(), manager));
    await refused("deal-cancelled", of(id, "cancellation/preview", { cancelledOn: "2008-06-20" }));
    await refused("deal-cancelled", of(id, "ledger", money()));
    await refused("deal-cancelled", of(id, "ledger", money({ kind: "due" })));
    await refused("deal-cancelled", of(id, "proofs", { kind: "kinship" }));
    await refused("refund-above-receipts", of(id, "ledger", money({ kind: "refund", amountFen: 15_000_01 })));
    await reported(at, id, { kind: "refund", amountFen: 15_000_00 });
  });
});

describe("what is another's, or not there", () => {
  test("looks like none at all", async () => {
    const { id } = await subscribed(at, { unit: 12 });
    const stranger = await selling();
    const theirs = as(await stranger.agency.member("manager"));
    for (const act of ["signing", "cancellation", "ledger", "proofs"] as const) {
      const body = { signing: signing(), cancellation: cancellation(), ledger: money(), proofs: { kind: "kinship" } }[act];
      await refused("not-found", of("none", act, body, manager));
      await refused("not-found", () => theirs.post(`${stranger.path}/deals/${id}/${act}`, body));
    }
    await refused("invalid", () => theirs.post(`${stranger.path}/deals`, subscription()));
    await refused("not-found", () => manager.get(`${at.path}/engagements/none/statement`));
  });

  test("is changed by nobody without the role", async () => {
    const { id } = await subscribed(at, { unit: 13 });
    const viewer = as(await at.agency.member("viewer"));
    await refused("not-permitted", of(id, "signing", signing(), viewer));
    await refused("not-permitted", of(id, "cancellation", cancellation(), consultant));
    await refused("not-permitted", () => manager.post(`${at.path}/confirmations`, { deals: [id], entries: [] }));
  });

  test("days further back than the campaign's need a manager and a reason", async () => {
    const { id } = await subscribed(at, { unit: 14 });
    const another = await subscribed(at, { unit: 15 });
    const limited = async (backdateDays: number | null) => {
      const { version } = await done(manager.get<{ version: number }>(at.path));
      await done(manager.patch(at.path, { backdateDays }, { ifMatch: version }));
    };
    await limited(3);
    await refused("backdated", of(id, "signing", signing({ reason: "補錄" })));
    await refused("backdated", of(id, "signing", signing(), manager));
    await done(manager.post(`${at.path}/deals/${id}/signing`, signing({ contractNumber: "HT-14", reason: "補錄" })));

    await refused("backdated", of(another.id, "signing", signing({ contractNumber: "HT-15" })));
    await limited(null);
    await done(consultant.post(`${at.path}/deals/${another.id}/signing`, signing({ contractNumber: "HT-15" })));
  });

  test("such a day is the project's: three days back from the twelfth in Shanghai, also while it is still the eleventh elsewhere", async () => {
    const [first, second] = [await subscribed(at, { unit: 16 }), await subscribed(at, { unit: 17 })];
    const { version } = await done(manager.get<{ version: number }>(at.path));
    await done(manager.patch(at.path, { backdateDays: 3 }, { ifMatch: version }));
    const signedAt = (id: string, now: string, signedOn: string) => async () => {
      moveClock(Date.parse(now));
      try {
        return await consultant.post(`${at.path}/deals/${id}/signing`, signing({ signedOn, contractNumber: `HT-${id.slice(-8)}` }));
      } finally {
        moveClock(null);
      }
    };
    await refused("backdated", signedAt(first.id, "2008-06-11T16:00:00Z", "2008-06-08"));
    await done(signedAt(first.id, "2008-06-11T15:59:59Z", "2008-06-08")());
    await done(signedAt(second.id, "2008-06-11T16:00:00Z", "2008-06-09")());
  });
});
