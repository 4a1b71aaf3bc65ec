import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { ENGINE_REVISION } from "../../src/policies/quoting/rules";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import type { Benefits, BenefitsPage, DealBenefits, NewBenefits } from "../../src/settlement/benefits/contract";
import { type BenefitsInputs, type BenefitsResult, benefitsOf } from "../../src/settlement/benefits/rules";
import { draft, publish } from "../support/campaigns";
import { cancelled, done, engaged, type Selling, selling, signed, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { justBefore } from "../support/race";
import { groupFen, regularFen } from "./facts";

const benefitsPath = (at: Selling, engagement = at.engagementId) => `${at.path}/engagements/${engagement}/benefits`;
const consultant = async (at: Selling) => as(await at.agency.member("consultant"));
const fresh = { person: { name: "林玉珍" }, issuedOn: "2008-06-02", expiresOn: "2008-06-30", transferable: "no" as const };

async function issue(at: Selling, told: Partial<NewBenefits> = {}, engagement = at.engagementId) {
  return (await consultant(at)).post<Benefits>(benefitsPath(at, engagement), { ...fresh, ...told });
}
const issued = async (at: Selling, told?: Partial<NewBenefits>, engagement?: string) => done(issue(at, told, engagement));

async function confirm(at: Selling, { id }: Benefits, confirmedOn = "2008-06-03") {
  return (await consultant(at)).post<Benefits>(`${benefitsPath(at)}/${id}/confirmation`, { confirmedOn, documentNumber: "YH-2008-001" });
}
const voiding = async (at: Selling, { id }: Benefits) =>
  (await consultant(at)).post<Benefits>(`${benefitsPath(at)}/${id}/voiding`, { reason: "買方改由家人購買" });
const read = async (at: Selling, { id }: Benefits) => done((await consultant(at)).get<Benefits>(`${benefitsPath(at)}/${id}`));
const ofDeal = async (at: Selling, deal: string) =>
  (await done((await consultant(at)).get<DealBenefits>(`${at.path}/deals/${deal}/benefits`))).items;
const codeOf = async (asked: Promise<{ body: unknown }>) => (await asked).body;

describe("a confirmation of benefits", () => {
  test("says what the version in force gives a member of the chamber", async () => {
    const at = await selling();
    const paper = await issued(at, { transferable: "family" });

    expect(paper).toMatchObject({
      number: 1,
      state: "expired", // of 2008
      personName: "林玉珍",
      policyNumber: 1,
      policyInForce: 1,
      engineRevision: ENGINE_REVISION,
      accountName: "泉州商會",
      category: "商會",
      credential: null,
      tiers: [{ source: "category", who: "商會", fromUnits: 9, effect: "9.8折" }],
      signWithinDays: 7,
      retroactive: true,
      onDrop: "keep",
      transferable: "family",
      expiresOn: "2008-06-30",
      acts: ["confirm", "void"],
      deal: null,
    });
    expect(paper.regular.map(({ effect, when }) => [effect, when])).toContainEqual(["9.8折", "一次性付款"]);
  });

  test("of a credential's channel the credential is the channel's own", async () => {
    const at = await selling();
    const manager = as(await at.agency.member("manager"));
    const channel = await done(manager.post<{ id: string }>(`${at.path}/engagements`, { credential: "teacher" }));
    const paper = await issued(at, {}, channel.id);

    expect(paper).toMatchObject({ accountName: null, category: null, tiers: [{ source: "credential", fromUnits: 1, effect: "9.8折" }] });
    expect(await codeOf(issue(at, { credential: "civil-servant" }, channel.id))).toMatchObject({
      errors: [{ pointer: "/credential", code: "channel-needs-its-credential" }],
    });
  });

  test("is reckoned again from what it stores, and reads the same whatever changes", async () => {
    const at = await selling();
    const paper = await issued(at, { credential: "teacher" });
    const shard = env[at.agency.shard as "SHARD_1"];
    const row = await shard
      .prepare("select inputs, result from benefits where agency_id = ?")
      .bind(at.agency.id)
      .first<{ inputs: string; result: string }>();
    expect(benefitsOf(plan2008Terms, JSON.parse(row?.inputs ?? "") as BenefitsInputs)).toEqual(
      JSON.parse(row?.result ?? "") as BenefitsResult,
    );

    await shard
      .prepare(`update campaigns set name = '改了名', catalogue = replace(catalogue, '商會', '改了的類別') where agency_id = ?`)
      .bind(at.agency.id)
      .run();
    await shard.prepare("update accounts set name = '改了的單位' where agency_id = ?").bind(at.agency.id).run();
    expect(await read(at, paper)).toEqual(paper);
  });

  test.each<[string, Partial<NewBenefits>, object]>([
    ["before the campaign", { issuedOn: "2008-05-14" }, { code: "no-policy-in-force" }],
    [
      "after the campaign",
      { issuedOn: "2008-07-16", expiresOn: "2008-07-20" },
      { errors: [{ pointer: "/issuedOn", code: "outside-days" }] },
    ],
    ["past its own end", { expiresOn: "2008-06-01" }, { errors: [{ pointer: "/expiresOn", code: "outside-days" }] }],
    ["beyond the window", { expiresOn: "2008-07-16" }, { errors: [{ pointer: "/expiresOn", code: "outside-days" }] }],
    ["for a document of no campaign", { credential: "pilot" }, { errors: [{ pointer: "/credential", code: "unknown-code" }] }],
    ["for nobody known", { person: { id: "nobody" } }, { errors: [{ pointer: "/person/id", code: "unknown" }] }],
    ["with a wrong number", { person: { name: "林", phone: "12" } }, { errors: [{ pointer: "/person/phone", code: "wrong-format" }] }],
  ])("none is issued %s", async (_, told, refusal) => {
    expect(await codeOf(issue(await selling(), told))).toMatchObject(refusal);
  });

  test("none is issued where the policy has no group discount", async () => {
    const at = await selling({ terms: { ...plan2008Terms, groupTables: [], credentialRules: [] } });
    expect(await codeOf(issue(at))).toMatchObject({ code: "no-group-discount" });
  });

  test("none is issued in a settled engagement", async () => {
    const at = await selling();
    await env[at.agency.shard as "SHARD_1"]
      .prepare("update engagements set settled_on = '2008-07-22', settled_by = 'x' where agency_id = ?")
      .bind(at.agency.id)
      .run();
    expect(await codeOf(issue(at))).toMatchObject({ code: "engagement-settled" });
  });
});

describe("one is open of a person", () => {
  test("until it is void", async () => {
    const at = await selling();
    const first = await issued(at);
    const again = { person: { id: first.personId } };
    expect(await codeOf(issue(at, again))).toMatchObject({ code: "benefits-open" });
    await done(voiding(at, first));
    expect(await issued(at, again)).toMatchObject({ number: 2 });
  });

  test("until its last day: the next closes it", async () => {
    const at = await selling();
    const first = await issued(at);
    const next = { person: { id: first.personId }, expiresOn: "2008-07-15" };
    expect(await codeOf(issue(at, { ...next, issuedOn: "2008-06-30" }))).toMatchObject({ code: "benefits-open" });
    await issued(at, { ...next, issuedOn: "2008-07-01" });
    expect(await read(at, first)).toMatchObject({ state: "expired", acts: [] });
    expect(await codeOf(confirm(at, first))).toMatchObject({ code: "wrong-state" });
  });

  test("also when two are issued at once", async () => {
    const at = await selling();
    const { personId } = await issued(at, {}, await engaged(at, "溫州商會"));
    const answers = await Promise.all([1, 2, 3].map(() => issue(at, { person: { id: personId } })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  test("and nobody who has a home gets one, until the deal is cancelled", async () => {
    const at = await selling();
    const paper = await issued(at);
    await done(voiding(at, paper));
    const told = { person: { id: paper.personId } };
    const over = justBefore(/insert into "benefits"/, async () => {
      await subscribed(at, { buyerId: paper.personId, unit: 0 });
    });
    expect(await codeOf(issue(at, told)), "subscribed while it was reckoned").toMatchObject({ code: "person-has-home" });
    over();
    const deals = (await done((await consultant(at)).get<{ items: { id: string }[] }>(`${at.path}/deals`))).items;
    await cancelled(at, deals[0]?.id ?? "", "2008-06-05");
    expect(await issued(at, told)).toMatchObject({ number: 2 });
  });
});

describe("its life", () => {
  test("signed by the buyer once, on one of its days", async () => {
    const at = await selling();
    const paper = await issued(at);
    for (const day of ["2008-06-01", "2008-07-01"])
      expect(await codeOf(confirm(at, paper, day))).toMatchObject({ errors: [{ pointer: "/confirmedOn", code: "outside-days" }] });
    expect(await done(confirm(at, paper))).toMatchObject({ confirmedOn: "2008-06-03", documentNumber: "YH-2008-001", acts: ["void"] });
    expect(await codeOf(confirm(at, paper))).toMatchObject({ code: "wrong-state" });
  });

  test("used by the home that its person subscribes, and given back by a cancelled deal", async () => {
    const at = await selling();
    const paper = await issued(at);
    await done(confirm(at, paper));
    const deal = await subscribed(at, { buyerId: paper.personId, subscribedOn: "2008-06-04", unit: 0 });

    expect(await read(at, paper)).toMatchObject({ state: "used", deal: { id: deal.id, unitNumber: deal.unitNumber }, acts: [] });
    expect(await codeOf(voiding(at, paper))).toMatchObject({ code: "wrong-state" });
    expect(await ofDeal(at, deal.id)).toMatchObject([{ benefits: { id: paper.id }, prices: null }]);
    await cancelled(at, deal.id, "2008-06-05");
    expect(await read(at, paper)).toMatchObject({ deal: null, acts: ["void"] });
    expect(await ofDeal(at, deal.id)).toEqual([]);
  });

  test.each([
    ["before the buyer had signed it", "2008-06-02", "2008-06-03"],
    ["after its last day", "2008-07-01", "2008-06-03"],
  ])("not used by a home subscribed %s", async (_, subscribedOn, signedOn) => {
    const at = await selling();
    const paper = await issued(at);
    await done(confirm(at, paper, signedOn));
    const deal = await subscribed(at, { buyerId: paper.personId, subscribedOn, unit: 0 });
    expect(await read(at, paper)).toMatchObject({ deal: null });
    expect(await ofDeal(at, deal.id)).toEqual([]);
  });

  test("one home alone is subscribed on it, and none of another engagement", async () => {
    const at = await selling();
    const paper = await issued(at);
    await done(confirm(at, paper));
    const told = { buyerId: paper.personId, subscribedOn: "2008-06-04" };
    const elsewhere = await subscribed(at, { ...told, engagementId: await engaged(at, "溫州商會"), unit: 0 });
    const first = await subscribed(at, { ...told, unit: 1 });
    const second = await subscribed(at, { ...told, unit: 2 });

    expect(await Promise.all([elsewhere, first, second].map(async ({ id }) => (await ofDeal(at, id)).length))).toEqual([0, 1, 0]);
  });

  test("typed in any order: a home subscribed on its days is subscribed on it", async () => {
    const at = await selling();
    const paper = await issued(at);
    const deal = await subscribed(at, { buyerId: paper.personId, subscribedOn: "2008-06-04", unit: 0 });
    await done(confirm(at, paper));
    expect(await read(at, paper)).toMatchObject({ state: "used", deal: { id: deal.id } });
  });

  test("lists by page, the latest first", async () => {
    const at = await selling();
    const papers = [await issued(at), await issued(at), await issued(at)];
    const by = await consultant(at);
    const first = await done(by.get<BenefitsPage>(`${benefitsPath(at)}?limit=2`));
    const rest = await done(by.get<BenefitsPage>(`${benefitsPath(at)}?limit=2&after=${first.next}`));

    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(papers.map(({ id }) => id).toReversed());
    expect(rest.next).toBeNull();
  });
});

test("a version that came between is said with both prices, and the deal's own decides", async () => {
  const at = await selling();
  const paper = await issued(at);
  await done(confirm(at, paper));
  const [table] = plan2008Terms.groupTables;
  const stricter = { ...plan2008Terms, groupTables: table ? [{ ...table, tiers: [{ fromUnits: 20, payableBps: 9800 }] }] : [] };
  for (let unit = 1; unit <= 8; unit += 1) await signed(at, (await subscribed(at, { unit })).id, "2008-06-02", regularFen);
  await publish(at, (await draft(at, stricter, "2008-06-10")).id);
  const deal = await subscribed(at, { buyerId: paper.personId, subscribedOn: "2008-06-12", unit: 0 });
  const prices = { units: 9, promisedFen: groupFen, payableFen: regularFen };

  expect(await ofDeal(at, deal.id)).toMatchObject([{ benefits: { policyNumber: 1 }, prices }]);
  const contract = await signed(at, deal.id, "2008-06-13", regularFen);
  expect(contract.price?.payableFen, "the paper changes no price").toBe(regularFen);
  expect(await ofDeal(at, deal.id)).toMatchObject([{ prices }]);
  expect((await read(at, paper)).policyInForce).toBe(2);
});

test.each([
  ["its days", "expires_on = '2008-07-15'"],
  ["its person", "person_id = 'x'"],
  ["what it was reckoned from", "inputs = '{}'"],
  ["what it says", "result = '{}'"],
  ["its words", "words = '{}'"],
  ["whether it may be handed on", "transferable = 'family'"],
])("what was issued does not change: %s", async (_, change) => {
  const at = await selling();
  await issued(at);
  const shard = env[at.agency.shard as "SHARD_1"];
  await expect(shard.prepare(`update benefits set ${change} where agency_id = ?`).bind(at.agency.id).run()).rejects.toThrow(/append-only/);
  await expect(shard.prepare("delete from benefits where agency_id = ?").bind(at.agency.id).run()).rejects.toThrow(/append-only/);
});

test("a document not checked yet is taken as accepted in both prices", async () => {
  const at = await selling();
  const paper = await issued(at, { credential: "teacher" });
  await done(confirm(at, paper));
  const [rule] = plan2008Terms.credentialRules;
  const dearer = { ...plan2008Terms, credentialRules: rule ? [{ ...rule, tiers: [{ fromUnits: 1, payableBps: 9900 }] }] : [] };
  await publish(at, (await draft(at, dearer, "2008-06-10")).id);
  const { id } = await done(
    (await consultant(at)).post<{ id: string }>(`${at.path}/deals`, {
      engagementId: at.engagementId,
      unitId: at.units[0],
      paymentMethod: "lump-sum",
      credential: "teacher",
      buyers: [{ person: { id: paper.personId }, shareBps: 10_000 }],
      subscribedOn: "2008-06-12",
    }),
  );

  expect(await ofDeal(at, id)).toMatchObject([{ prices: { units: 1, promisedFen: groupFen, payableFen: 428_828_40 } }]);
});
