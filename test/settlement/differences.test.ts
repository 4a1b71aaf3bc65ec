import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { Difference, DifferencePage } from "../../src/settlement/differences/contract";
import type { HandedDeal } from "../../src/settlement/trail/contract";
import type { SharedCampaign, WaitingAtDesk } from "../../src/settlement/waiting/contract";
import { businessDay } from "../../src/time/business-day";
import { cancelled, done, type Selling, selling, statement } from "../support/deals";
import { as, mintDeveloper } from "../support/kit";
import { plant } from "../support/planting";
import { confirmed, reported } from "../support/rewards";
import { linkTo } from "../support/specials";
import { groupFen, regularFen } from "./facts";

const eachFen = groupFen - regularFen;
const today = () => businessDay(Date.now(), "Asia/Shanghai");

/** Nine signed and confirmed, settled by a manager and approved by the linked developer's finance: eight differences. */
async function settledNine() {
  const developer = await mintDeveloper();
  const at = await selling({ terms: plan });
  const ids = await plant(at, [
    ...Array.from({ length: 8 }, () => ({ signedOn: "2008-06-03", contractPriceFen: regularFen })),
    { signedOn: "2008-07-10", subscribedOn: "2008-07-08", contractPriceFen: groupFen, building: "9棟", unitNumber: "0909" },
  ]);
  await confirmed(at, ids);
  await linkTo(at, developer);
  await env.DIRECTORY.prepare(
    "insert into links (id, project_id, project_name, agency_id, agency_name, developer_id, developer_name, offered_by, state, offered_at, decided_at) values (?, ?, '中央王座', ?, '合富', ?, '尚格', 'developer', 'accepted', 1, 1)",
  )
    .bind(`link-${at.projectId}`, at.projectId, at.agency.id, developer.id)
    .run();
  const finance = as(await developer.member("finance"));
  const campaigns = `/api/v1/developers/${developer.id}/agencies/${at.agency.id}/campaigns`;
  const path = `${campaigns}/${at.campaignId}`;
  const engagement = `${at.path}/engagements/${at.engagementId}`;
  await done(as(await at.agency.member("manager")).post(`${engagement}/settlement`, { settledOn: "2008-07-22" }));

  return {
    at,
    ids,
    developer,
    finance,
    path,
    approve: () => done(finance.post(`${path}/engagements/${at.engagementId}/settlement/approval`, {})),
    differences: (question = "") => done(finance.get<DifferencePage>(`${path}/differences${question}`)),
    /** By the agency's finance, on the day of the approval. */
    fulfil: async ({ id }: Pick<Difference, "id">, route: string) =>
      done(
        as(await at.agency.member("finance")).post(`${engagement}/lines/${id}/fulfilment`, {
          route,
          documentNumber: `TK-${id.slice(-4)}`,
          fulfilledOn: today(),
        }),
      ),
    ofAgency: async () => (await done(as(await at.agency.member("finance")).get<{ waiting: number }>(`${at.path}/waiting/count`))).waiting,
    counts: async () => (await done(finance.get<{ items: SharedCampaign[] }>(campaigns))).items[0]?.waiting,
    atDesk: () => done(finance.get<WaitingAtDesk>(`/api/v1/developers/${developer.id}/waiting`)),
  };
}

/** The settlement is taken back, as if its reopening had been asked for and approved. */
const reopened = (at: Selling) =>
  env[at.agency.shard as "SHARD_1"]
    .prepare("update engagements set settled_on = null, settled_by = null, approved_by = null, approved_at = null where agency_id = ?")
    .bind(at.agency.id)
    .run();

describe("final differences", () => {
  test("are none while a settlement waits for its approval, then one a home, with cause, day and sum", async () => {
    const { ids, differences, approve } = await settledNine();
    expect(await differences()).toEqual({ items: [], next: null, sums: { homes: 0, backFen: 0, extraFen: 0, more: false } });

    await approve();
    const { items, sums } = await differences();
    expect(sums).toEqual({ homes: 8, backFen: -8 * eachFen, extraFen: 0, more: false });
    expect(items).toHaveLength(8);
    expect(items.map(({ dealId }) => dealId).toSorted()).toEqual(ids.slice(0, 8).toSorted());
    for (const item of items)
      expect(item).toMatchObject({
        amountFen: eachFen,
        because: { kind: "reached", units: 9, day: "2008-07-10" },
        causeHome: "9棟 0909",
        finalOn: today(),
        state: "final",
        route: null,
        documentNumber: null,
        refund: null,
        buyers: 1,
      });
    expect(items[0]?.buyerName, "no whole name").toContain("＊");
  });

  test("leave the list once how they reached the buyer was recorded; a refund in cash until finance has confirmed it is said so", async () => {
    const { at, finance, path, approve, differences, fulfil, counts } = await settledNine();
    await approve();
    const [first, second] = (await differences()).items.toSorted((one, other) => (one.dealId < other.dealId ? -1 : 1));
    if (!first || !second) throw new Error("no differences");
    // What is held beyond the price may go back in cash: the contract's whole price came in.
    const receipt = await reported(at, first.dealId, { amountFen: regularFen });
    await done(finance.post(`${path}/confirmations`, { deals: [], entries: [receipt] }));

    await fulfil(second, "contract");
    await fulfil(first, "cash");
    const open = await differences();
    expect(open.items).toHaveLength(6);
    expect(open.sums).toMatchObject({ homes: 6, backFen: -6 * eachFen });
    const gone = await differences("?state=done");
    expect(gone.sums).toMatchObject({ homes: 2, backFen: -2 * eachFen });
    const byId = new Map(gone.items.map((item) => [item.id, item]));
    expect(byId.get(second.id)).toMatchObject({ state: "fulfilled", route: "contract", fulfilledOn: today(), refund: null });
    expect(byId.get(first.id)).toMatchObject({ route: "cash", documentNumber: `TK-${first.id.slice(-4)}`, refund: "reported" });
    expect(await counts()).toMatchObject({ refunds: 1, differences: 6 });

    const { entries } = await done(finance.get<HandedDeal>(`${path}/deals/${first.dealId}`));
    const refund = entries.find(({ kind, state }) => kind === "refund" && state === "reported");
    await done(finance.post(`${path}/confirmations`, { deals: [], entries: [refund?.id] }));
    expect((await differences("?state=done")).items.find(({ id }) => id === first.id)).toMatchObject({ refund: "confirmed" });
  });

  test("of a home that was cancelled are owed to nobody", async () => {
    const { at, ids, approve, differences, counts } = await settledNine();
    await approve();
    await cancelled(at, ids[0] ?? "", today());

    expect((await differences()).items.map(({ dealId }) => dealId)).not.toContain(ids[0]);
    expect((await differences()).sums).toMatchObject({ homes: 7 });
    expect(await counts()).toMatchObject({ differences: 7 });
  });

  test("of a settlement that is open again have no day, and wait for the next approval", async () => {
    const { at, approve, differences } = await settledNine();
    await approve();
    await reopened(at);

    expect((await differences()).items.map(({ finalOn }) => finalOn)).toEqual(Array(8).fill(null));
  });

  test("come page by page, in the order of their posting, the sums with the first", async () => {
    const { approve, differences } = await settledNine();
    await approve();
    const all = (await differences()).items.map(({ id }) => id);
    expect(all).toEqual(all.toSorted());

    const first = await differences("?limit=5");
    expect(first.items.map(({ id }) => id)).toEqual(all.slice(0, 5));
    expect(first.sums).toMatchObject({ homes: 8 });
    const rest = await differences(`?limit=5&after=${first.next}`);
    expect(rest).toMatchObject({ next: null, sums: null });
    expect(rest.items.map(({ id }) => id)).toEqual(all.slice(5));
  });

  test("are the agency's finance's to see as well, nobody else's", async () => {
    const { at, developer, path, approve } = await settledNine();
    await approve();
    const own = `${at.path}/differences`;
    expect((await done(as(await at.agency.member("finance")).get<DifferencePage>(own))).items).toHaveLength(8);
    expect((await as(await at.agency.member("consultant")).get(own)).status).toBe(403);
    expect((await as(await developer.member("marketing")).get(`${path}/differences`)).status).toBe(403);
    const stranger = as(await (await mintDeveloper()).member("finance"));
    expect((await stranger.get(`${path}/differences`)).status).toBe(404);
    expect((await stranger.get(`${path}/deals/any`)).status).toBe(404);
  });
});

test("the papers of a deal tell its price line by line, with the cause's home, and its buyer by a masked name", async () => {
  const { ids, finance, path, approve, differences, fulfil } = await settledNine();
  await approve();
  const [difference] = (await differences()).items;
  if (!difference) throw new Error("no difference");
  await fulfil(difference, "balance");
  const found = await done(finance.get<HandedDeal>(`${path}/deals/${difference.dealId}`));

  expect(ids).toContain(found.id);
  expect(found).toMatchObject({ contractPriceFen: regularFen, payableFen: groupFen, state: "signed", buyers: 1, supplements: [] });
  expect(found.signingConfirmedByName).not.toBeNull();
  expect(found.lines.map(({ kind, amountFen, state, causeHome }) => ({ kind, amountFen, state, causeHome }))).toEqual([
    { kind: "base", amountFen: regularFen, state: expect.anything(), causeHome: null },
    { kind: "adjustment", amountFen: eachFen, state: "fulfilled", causeHome: "9棟 0909" },
  ]);
  expect(found.lines[1]).toMatchObject({ route: "balance", documentNumber: `TK-${difference.id.slice(-4)}`, fulfilledOn: today() });
  expect((await finance.get(`${path}/deals/nobody`)).status).toBe(404);
});

test("the papers of a deal hold what its supplement and its cancellation were signed with, for its developer's finance alone to open", async () => {
  const { at, ids, developer, finance, path } = await settledNine();
  const [kept = "", gone = ""] = ids;
  await reopened(at);
  const manager = as(await at.agency.member("manager"));
  const paper = async (name: string) => {
    const headers = { "content-type": "application/pdf", "x-file-name": name };
    const bytes = new TextEncoder().encode("%PDF-1.7\n");
    return (
      await done(manager.call<{ id: string }>("POST", `/api/v1/agencies/${at.agency.id}/files?purpose=deal-document`, bytes, { headers }))
    ).id;
  };
  const documentId = await paper("supplement.pdf");
  const change = { kind: "measured-area", areaCentiSqm: 118_00, listPriceFen: regularFen, contractPriceFen: regularFen };
  await done(manager.post(`${at.path}/deals/${kept}/supplements`, { change, signedOn: "2008-07-10", documentNumber: "BC-1", documentId }));
  const cancellationId = await paper("cancellation.pdf");
  const cancellation = { cancelledOn: "2008-07-20", why: "退房", forfeitedFen: 0, documentId: cancellationId };
  await done(manager.post(`${at.path}/deals/${gone}/cancellation`, cancellation));

  const changed = await done(finance.get<HandedDeal>(`${path}/deals/${kept}`));
  expect(changed.supplements).toMatchObject([{ documentNumber: "BC-1", document: { id: documentId, name: "supplement.pdf" } }]);
  expect(changed.cancellationDocument).toBeNull();
  const cancelledDeal = await done(finance.get<HandedDeal>(`${path}/deals/${gone}`));
  expect(cancelledDeal.cancellationDocument).toMatchObject({ id: cancellationId, name: "cancellation.pdf" });

  const content = (id: string) => `/api/v1/developers/${developer.id}/agencies/${at.agency.id}/files/${id}/content`;
  for (const id of [documentId, cancellationId]) {
    expect((await finance.get(content(id))).status).toBe(200);
    expect((await as(await developer.member("marketing")).get(content(id))).status).toBe(404);
  }
});

describe("how much waits at a developer's desk", () => {
  test("is counted kind by kind in a campaign, differences apart, and in all", async () => {
    const { at, ids, approve, counts, atDesk, ofAgency } = await settledNine();
    expect(await counts()).toEqual({ signings: 0, receipts: 0, refunds: 0, settlements: 1, claims: 0, earnest: 0, differences: 0 });
    expect(await ofAgency(), "the developer approves it").toBe(0);
    expect(await atDesk()).toEqual({ waiting: 1, items: [{ agencyId: at.agency.id, waiting: 1 }] });

    await approve();
    await reported(at, ids[8] ?? "", { amountFen: 1_000_00, onDay: "2008-07-10" });
    await reported(at, ids[8] ?? "", { kind: "refund", item: "other", amountFen: 500_00, onDay: "2008-07-10" });
    await plant(at, [{ signedOn: "2008-07-11", subscribedOn: "2008-07-08", contractPriceFen: groupFen }]);
    expect(await counts()).toEqual({ signings: 1, receipts: 1, refunds: 1, settlements: 0, claims: 0, earnest: 0, differences: 8 });
    expect(await ofAgency(), "the agency's finance records differences alone").toBe(8);
    expect(await atDesk(), "who confirms records no difference").toEqual({ waiting: 3, items: [{ agencyId: at.agency.id, waiting: 3 }] });
  });

  test("is all the agency's own where no developer is linked", async () => {
    const at = await selling({ terms: plan });
    const [id = ""] = await plant(at, [{ signedOn: "2008-06-03", contractPriceFen: regularFen }]);
    await reported(at, id, { amountFen: 1_000_00, onDay: "2008-06-04" });
    const count = async (campaign: string) =>
      as(await at.agency.member("finance")).get<{ waiting: number }>(
        `/api/v1/agencies/${at.agency.id}/campaigns/${campaign}/waiting/count`,
      );

    expect((await done(count(at.campaignId))).waiting).toBe(2);
    expect((await count("nobody")).status).toBe(404);
  });

  test("stops at a hundred", async () => {
    const { at, ids, counts, atDesk } = await settledNine();
    await env[at.agency.shard as "SHARD_1"]
      .prepare(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < 120)
         insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, reported_by, reported_by_name, reported_at)
         select ?1, ?2, 'many-' || i, ?3, 'receipt', 'other', 1, '2008-06-03', 'x', 'X', 1 from n`,
      )
      .bind(at.agency.id, at.campaignId, ids[0])
      .run();

    expect(await counts()).toMatchObject({ receipts: 100, refunds: 0 });
    expect(await atDesk()).toMatchObject({ waiting: 100 });
  });
});

test("what an ended link had shared is gone from desk and count", async () => {
  const { at, finance, path, atDesk, approve } = await settledNine();
  await approve();
  await statement(at);
  for (const database of [env.DIRECTORY, env[at.agency.shard as "SHARD_1"]])
    await database.prepare("update links set state = 'ended' where id = ?").bind(`link-${at.projectId}`).run();

  expect((await finance.get(`${path}/differences`)).status).toBe(404);
  expect(await atDesk()).toEqual({ waiting: 0, items: [] });
});
