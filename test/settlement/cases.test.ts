import { describe, expect, test } from "vitest";
import type { DealDetail, LedgerEntry } from "../../src/deals/contract";
import type { PolicyTerms } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { ChangeEffect } from "../../src/settlement/preview/contract";
import type { Statement } from "../../src/settlement/statement/contract";
import { draft, publish } from "../support/campaigns";
import { cancelled, done, engaged, proven, type Selling, selling, signed, statement, subscribed, today } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { confirmed, contact, keyPerson, reported } from "../support/rewards";
import { code } from "../support/signings";
import { expectSound } from "../support/sound";
import { groupFen, regularFen } from "./facts";

const tiered = (fromUnits: number, payableBps: number): PolicyTerms => ({
  ...plan,
  groupTables: [{ id: "chambers", categories: ["chamber"], tiers: [{ fromUnits, payableBps }] }],
});
const times = <T>(n: number, value: T): T[] => Array(n).fill(value);
const payables = ({ deals }: Statement) => deals.map(({ deal }) => deal.price?.payableFen ?? null);
const eight = (at: Selling) => plant(at, times(8, {}));
const ninthSigned = async (at: Selling, told: Parameters<typeof subscribed>[1] = {}, fen = groupFen, on = "2008-06-10") =>
  signed(at, (await subscribed(at, { unit: 0, subscribedOn: "2008-06-08", ...told })).id, on, fen);

const settle = async (at: Selling, settledOn: string) =>
  as(await at.agency.member("manager")).post<Statement>(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn });

describe("each deal by its own version, at the whole count", () => {
  test("five under 9 → 9.8折 and four under 10 → 9.7折, nine in all: five have it, four have none", async () => {
    const at = await selling({ terms: tiered(9, 9800) });
    await publish(at, (await draft(at, tiered(10, 9700), "2008-06-15")).id);
    await plant(at, times(5, {}));
    await plant(at, times(3, { signedOn: "2008-06-20" }));
    await ninthSigned(at, { subscribedOn: "2008-06-18" }, regularFen, "2008-06-20");
    const all = await statement(at);

    expect(all.countedUnits).toBe(9);
    expect(all.deals.map(({ deal }) => deal.policyNumber)).toEqual([...times(5, 2), ...times(4, 3)]);
    expect(payables(all)).toEqual([...times(5, groupFen), ...times(4, regularFen)]);
  });

  test("not retroactive: a deal keeps the tier of its signing day, and all that sign on the ninth's day share it", async () => {
    const at = await selling({ terms: { ...plan, retroactive: false } });
    await plant(at, [...times(7, {}), { signedOn: "2008-06-10" }]);
    const ninth = await ninthSigned(at);
    const all = await statement(at);

    expect(payables(all).filter((fen) => fen === regularFen)).toHaveLength(7);
    expect(all.deals.filter(({ deal }) => deal.signedOn === "2008-06-10").map(({ deal }) => deal.price?.payableFen)).toEqual([
      groupFen,
      groupFen,
    ]);
    await cancelled(at, ninth.id, "2008-06-12");
    expect(
      payables(await statement(at)).filter((fen) => fen === groupFen),
      "a later fall changes nothing",
    ).toHaveLength(1);
  });

  test("a late tier stops at the floor and says so", async () => {
    const [lumpSum] = plan.regular;
    if (!lumpSum) throw new Error("the plan has no step");
    const off = { ...lumpSum, id: "off", effect: { kind: "amount", amountFen: 5_000_00 } } as const;
    const at = await selling({ terms: { ...plan, floorBps: 9550, regular: [lumpSum, off] } });
    await plant(at, times(8, { contractPriceFen: 428_160_00 }));
    const ninth = await ninthSigned(at, {}, 422_110_00);

    expect(ninth.price).toMatchObject({ payableFen: 422_110_00, stopsAtFloor: true });
    expect(payables(await statement(at))).toEqual(times(9, 422_110_00));
  });
});

describe("who counts, and from when", () => {
  test("a teacher in a chamber of nine has 9.8折 once; in a chamber of eight the document alone gives it", async () => {
    const at = await selling();
    await plant(at, times(7, {}));
    const teacher = await ninthSigned(at, { credential: "teacher" });

    expect(teacher.price).toMatchObject({ payableFen: groupFen, units: 8, tier: { source: "credential" } });
    const ninth = await signed(at, (await subscribed(at, { unit: 1, subscribedOn: "2008-06-08" })).id, "2008-06-10", groupFen);
    expect(ninth.price?.payableFen).toBe(groupFen);
    expect(payables(await statement(at)), "9.8 × 9.8, never a third time").toEqual(times(9, groupFen));
  });

  test("the key person's own purchase as one of eight: own at the first tier, the others without", async () => {
    const at = await selling();
    const { personId } = await keyPerson(at);
    const [own] = await plant(at, [{ buyerId: personId }, ...times(7, {})]);
    const all = await statement(at);

    expect(all.countedUnits).toBe(8);
    expect(all.deals.find(({ deal }) => deal.id === own)?.deal.price?.payableFen).toBe(groupFen);
    expect(payables(all).toSorted()).toEqual([groupFen, ...times(7, regularFen)].toSorted());
  });

  test.each([
    { told: {}, on: "2008-06-15", standing: "counted", why: null, because: "signed on the seventh day" },
    { told: {}, on: "2008-06-16", standing: "none", why: "signed-late", because: "signed on the eighth" },
    { told: { isMember: false }, on: "2008-06-10", standing: "alone", why: "membership-not-checked", because: "nobody has seen the roll" },
  ])("the ninth, $because: $standing", async ({ told, on, standing, why }) => {
    const at = await selling();
    await eight(at);
    const ninth = await ninthSigned(at, told, groupFen, on);
    const reaches = standing === "counted";

    expect(ninth.price).toMatchObject({ standing, why, payableFen: groupFen });
    expect((await statement(at)).countedUnits).toBe(reaches ? 9 : 8);
    expect(payables(await statement(at)).filter((fen) => fen === regularFen)).toHaveLength(reaches ? 0 : 8);
  });

  test("a proof checked late counts from the signing day: one who left between has met the nine", async () => {
    const at = await selling();
    const [leaver = ""] = await eight(at);
    const ninth = await ninthSigned(at, { isMember: false });
    await cancelled(at, leaver, "2008-06-20");
    expect(
      payables(await statement(at)).filter((fen) => fen === groupFen),
      "its contract's price alone",
    ).toHaveLength(1);

    await proven(at, ninth.id, "work-permit");
    const all = await statement(at);
    expect(all.countedUnits).toBe(8);
    expect(payables(all).toSorted()).toEqual([0, ...times(8, groupFen)].toSorted());
  });

  test("branches count together, and an account that is put under another brings its deals along", async () => {
    const at = await selling();
    const parent = (await statement(at)).engagement.accountId ?? "";
    const branch = await engaged(at, "泉州商會醴陵分會", "chamber", parent);
    const apart = await engaged(at, "攸縣商會");
    await plant(at, [...times(4, {}), ...times(4, { engagementId: branch }), { engagementId: apart }]);
    expect((await statement(at)).countedUnits).toBe(8);
    expect((await statement(at, branch)).countedUnits).toBe(8);
    expect(payables(await statement(at, apart))).toEqual([regularFen]);

    const { engagement } = await statement(at, apart);
    const manager = as(await at.agency.member("manager"));
    const account = `/api/v1/agencies/${at.agency.id}/accounts/${engagement.accountId}`;
    const moved = (parentId: string | null, ifMatch: number) => done(manager.patch(account, { parentId }, { ifMatch }));
    await moved(parent, 1);
    for (const id of [at.engagementId, branch, apart]) {
      expect((await statement(at, id)).countedUnits).toBe(9);
      expect(new Set(payables(await statement(at, id)))).toEqual(new Set([groupFen]));
    }

    await moved(null, 2);
    expect(payables(await statement(at, apart)), "alone again").toEqual([regularFen]);
    expect(new Set(payables(await statement(at, branch)))).toEqual(new Set([regularFen]));
  });

  test("an account neither joins nor leaves what is settled: nine settled homes stay nine", async () => {
    const at = await selling();
    const { accountId } = (await statement(at)).engagement;
    const branch = await engaged(at, "泉州商會醴陵分會", "chamber", accountId ?? "");
    const apart = await engaged(at, "攸縣商會");
    await plant(at, [...times(8, {}), { engagementId: branch }, { engagementId: apart }]);
    const manager = as(await at.agency.member("manager"));
    await done(manager.post(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn: "2008-07-22" }));

    const moved = async (engagementId: string, parentId: string | null) => {
      const { engagement } = await statement(at, engagementId);
      return manager.patch(`/api/v1/agencies/${at.agency.id}/accounts/${engagement.accountId}`, { parentId }, { ifMatch: 1 });
    };
    expect((await moved(branch, null)).body, "leaving").toMatchObject({ code: "engagement-settled" });
    expect((await moved(apart, accountId)).body, "joining").toMatchObject({ code: "engagement-settled" });
    expect((await statement(at)).countedUnits).toBe(9);
  });
});

describe("what is settled stays", () => {
  test("not before the window's end and the days to sign; facts after it move nothing, facts before it are refused", async () => {
    const at = await selling({ terms: { ...plan, onDrop: "reverse" } });
    const ids = await eight(at);
    const [first = "", second = ""] = ids;
    await ninthSigned(at);
    const open = await subscribed(at, { unit: 2, subscribedOn: "2008-07-15" });
    const unproven = await plant(at, [{ isMember: false }]);
    expect((await settle(at, "2008-07-21")).body).toMatchObject({ code: "settled-too-early" });
    const settled = await done(settle(at, "2008-07-22"));
    expect(settled.engagement.settledOn).toBe("2008-07-22");
    expect((await settle(at, "2008-07-23")).body).toMatchObject({ code: "engagement-settled" });

    const manager = as(await at.agency.member("manager"));
    const consultant = as(await at.agency.member("consultant"));
    const proof = await done(consultant.post<{ id: string }>(`${at.path}/deals/${unproven[0]}/proofs`, { kind: "chamber-roll" }));
    const before = await statement(at);
    const early = [
      await manager.post(`${at.path}/deals/${second}/cancellation`, { cancelledOn: "2008-07-22", why: "退房", forfeitedFen: 0 }),
      await consultant.post(`${at.path}/deals/${open.id}/signing`, {
        signedOn: "2008-07-22",
        contractNumber: "HT-late",
        contractPriceFen: groupFen,
      }),
      await manager.post(`${at.path}/deals/${unproven[0]}/proofs/${proof.id}/decision`, { outcome: "accepted" }),
    ];
    expect(early.map(({ body }) => (body as { code: string }).code)).toEqual(times(3, "engagement-settled"));
    expect(await statement(at)).toEqual(before);

    await cancelled(at, first, "2008-07-23");
    const after = await statement(at);
    expect(after.countedUnits).toBe(8);
    expect(
      payables(after).filter((fen) => fen === groupFen),
      "by `reverse` they would have lost it",
    ).toHaveLength(8);
  });

  test("nor is anybody made the key person of days that were settled, or unmade: the price of their own home would move", async () => {
    const at = await selling();
    const { personId } = await keyPerson(at);
    const branch = await engaged(at, "攸縣商會");
    await plant(at, [{ buyerId: personId }, { engagementId: branch, buyerId: personId }]);
    const late = await contact(at, "林會長", branch);
    const consultant = as(await at.agency.member("consultant"));
    const manager = as(await at.agency.member("manager"));
    const visit = `${at.path}/engagements/${branch}/first-visit`;
    await done(consultant.post(visit, { contactId: late.contactId, visitedOn: "2008-05-16" }));
    for (const id of [at.engagementId, branch])
      await done(manager.post(`${at.path}/engagements/${id}/settlement`, { settledOn: "2008-07-22" }));
    const before = await statement(at);
    const change = async (from: string) =>
      code(await manager.post(`${at.path}/engagements/${at.engagementId}/key-person`, { contactId: null, from, reason: "調任" }));

    expect(payables(before)).toEqual([groupFen]);
    expect([await change("2008-05-25"), await change("2008-07-22")]).toEqual(times(2, "engagement-settled"));
    expect(code(await manager.post(`${visit}/confirmation`, {}))).toBe("engagement-settled");
    expect(await statement(at)).toEqual(before);
    expect(await change("2008-07-23"), "of the day after").toBe(200);
    expect((await statement(at)).totals).toEqual(before.totals);
  });

  test("approved by another once all is confirmed; then final, and fulfilled by a route", async () => {
    const at = await selling();
    const ids = await eight(at);
    const ninth = await ninthSigned(at);
    const manager = as(await at.agency.member("manager"));
    const finance = as(await at.agency.member("finance"));
    const address = `${at.path}/engagements/${at.engagementId}`;
    expect((await finance.post(`${address}/settlement/approval`, {})).body).toMatchObject({ code: "wrong-state" });
    const line = (await done(settle(at, "2008-07-22"))).deals[0]?.lines[1];
    const how = { route: "balance", documentNumber: "TK-001", fulfilledOn: today() };
    expect((await finance.post(`${address}/lines/${line?.id}/fulfilment`, how)).body).toMatchObject({ code: "line-not-final" });
    expect((await finance.post(`${address}/settlement/approval`, {})).body).toMatchObject({ code: "not-confirmed" });

    await confirmed(at, [...ids, ninth.id]);
    expect((await finance.post(`${address}/settlement/approval`, {})).body).toMatchObject({ code: "still-settling" });
    await statement(at);
    const final = await done(finance.post<Statement>(`${address}/settlement/approval`, {}));
    expect(final.deals[0]?.lines[1]?.state).toBe("final");
    expect((await manager.post(`${address}/settlement/approval`, {})).status).toBe(403);
    const fulfilled = await done(finance.post<Statement>(`${address}/lines/${line?.id}/fulfilment`, how));
    expect(fulfilled.deals[0]?.lines[1]).toMatchObject({ state: "fulfilled", ...how });
    expect((await finance.post(`${address}/lines/${line?.id}/fulfilment`, how)).body).toMatchObject({ code: "line-not-final" });

    const unpaid = final.deals[1]?.lines[1];
    const on = async (fulfilledOn: string) =>
      (await finance.post<{ errors: object[] }>(`${address}/lines/${unpaid?.id}/fulfilment`, { ...how, fulfilledOn })).body.errors;
    expect(await on(today(-1))).toEqual([expect.objectContaining({ pointer: "/fulfilledOn", code: "before-approval" })]);
    expect(await on(today(1))).toEqual([expect.objectContaining({ pointer: "/fulfilledOn", code: "in-future" })]);

    await cancelled(at, ids[1] ?? "", "2008-08-01");
    expect((await finance.post(`${address}/lines/${unpaid?.id}/fulfilment`, how)).body).toMatchObject({ code: "deal-cancelled" });
    expect(payables(await statement(at)), "final lines are not withdrawn").toEqual([groupFen, 0, ...times(7, groupFen)]);
  });
});

test("in cash: a refund on the ledger, of what is held beyond the price; refused by finance, the difference is open again", async () => {
  const at = await selling();
  const ids = await eight(at);
  const [first = ""] = ids;
  const ninth = await ninthSigned(at);
  const finance = as(await at.agency.member("finance"));
  const address = `${at.path}/engagements/${at.engagementId}`;
  const saved = regularFen - groupFen;
  await confirmed(at, [...ids, ninth.id]);
  await statement(at);
  await done(settle(at, "2008-07-22"));
  const final = await done(finance.post<Statement>(`${address}/settlement/approval`, {}));
  const line = final.deals[0]?.lines[1];
  const cash = () =>
    finance.post<Statement & { code?: string }>(`${address}/lines/${line?.id}/fulfilment`, {
      route: "cash",
      documentNumber: "TK-001",
      fulfilledOn: today(),
    });
  const paid = (amountFen: number) => reported(at, first, { item: "other", amountFen, onDay: "2008-07-01" });
  const owing = { code: "refund-leaves-owing" };
  expect((await cash()).body, "nothing has come in").toMatchObject(owing);
  await confirmed(at, [], [await paid(regularFen - 1)]);
  expect((await cash()).body, "what was confirmed moves rewards first").toMatchObject({ code: "still-settling" });
  await statement(at);
  expect((await cash()).body, "a fen short").toMatchObject(owing);
  const fen = await paid(1);
  expect((await cash()).body, "that fen, unconfirmed").toMatchObject(owing);
  await confirmed(at, [], [fen]);
  await statement(at);
  expect((await done(cash())).deals[0]).toMatchObject({ refundedFen: saved, balanceFen: 0, deal: { id: first } });
  expect((await cash()).body).toMatchObject({ code: "line-not-final" });
  const ledger = async () => (await done(finance.get<{ items: LedgerEntry[] }>(`${at.path}/deals/${first}/ledger`))).items;
  const refund = (await ledger()).at(-1);
  expect(refund).toMatchObject({ kind: "refund", amountFen: saved, onDay: today(), state: "reported", remark: "TK-001" });
  const again = { kind: "refund", item: "other", amountFen: 1, onDay: today() };
  const consultant = as(await at.agency.member("consultant"));
  expect((await consultant.post(`${at.path}/deals/${first}/ledger`, again)).body, "a fen of it twice").toMatchObject(owing);
  await expectSound(at);

  await done(finance.post(`${at.path}/refusals`, { entries: [refund?.id], reason: "退款未付出" }));
  const [open] = (await statement(at)).deals;
  expect(open, "approved: due back now").toMatchObject({ refundedFen: 0, balanceFen: -saved, dueFen: -saved, provisionalFen: 0 });
  expect(open?.lines[1]).toMatchObject({ state: "final", route: null, documentNumber: null });
  expect((await done(cash())).deals[0]).toMatchObject({ refundedFen: saved, balanceFen: 0 });
  await done(finance.post(`${at.path}/confirmations`, { deals: [], entries: [(await ledger()).at(-1)?.id] }));
  await statement(at);
  await expectSound(at);
});

describe("a cancellation seen before it is made", () => {
  test("by `reverse` a tier that is reached again is posted anew: what was withdrawn counts for nothing", async () => {
    const at = await selling({ terms: { ...plan, onDrop: "reverse" } });
    const [first = "", second = ""] = await eight(at);
    await ninthSigned(at);
    await cancelled(at, first, "2008-06-20");
    await ninthSigned(at, { unit: 1, subscribedOn: "2008-06-22" }, groupFen, "2008-06-24");

    const lines = (await statement(at)).deals.find(({ deal }) => deal.id === second)?.lines ?? [];
    expect(lines.map(({ amountFen, state }) => [amountFen, state]).toSorted()).toEqual(
      [
        [regularFen, "final"],
        [groupFen - regularFen, "withdrawn"],
        [groupFen - regularFen, "provisional"],
      ].toSorted(),
    );
    await expectSound(at);
  });

  test.each(["keep", "reverse"] as const)("by `%s` the preview says what then happens", async (onDrop) => {
    const at = await selling({ terms: { ...plan, onDrop } });
    const [first = ""] = await eight(at);
    await ninthSigned(at);
    const manager = as(await at.agency.member("manager"));
    const before = await statement(at);
    const effect = await done(manager.post<ChangeEffect>(`${at.path}/deals/${first}/cancellation/preview`, { cancelledOn: "2008-06-20" }));
    expect(await statement(at), "nothing has happened yet").toEqual(before);
    const gone: DealDetail = await cancelled(at, first, "2008-06-20");
    const after = await statement(at);

    expect(effect.countedUnits).toEqual({ before: 9, after: after.countedUnits });
    expect(effect.own).toEqual({ beforeFen: groupFen, afterFen: gone.price?.payableFen });
    expect(effect.payable).toEqual({ beforeFen: before.totals.payableFen, afterFen: after.totals.payableFen });
    const moved = after.deals.filter(({ deal }) => deal.id !== first && (deal.price?.payableFen !== groupFen || deal.price.openFen !== 0));
    expect(effect.others.map(({ dealId, afterFen, openFen }) => [dealId, afterFen, openFen]).toSorted()).toEqual(
      moved.map(({ deal }) => [deal.id, deal.price?.payableFen, deal.price?.openFen]).toSorted(),
    );
    expect(effect.others).toHaveLength(onDrop === "keep" ? 0 : 8);
  });
});
