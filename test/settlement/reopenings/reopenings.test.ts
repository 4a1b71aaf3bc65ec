import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { ApprovalDetail, AskedApprovals } from "../../../src/approvals/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import type { GroupEffect } from "../../../src/settlement/preview/contract";
import type { Statement } from "../../../src/settlement/statement/contract";
import { answered, askedReopening, lastOf } from "../../support/asking";
import { upload } from "../../support/campaigns";
import { cancelled, done, engaged, type Selling, selling, signed, statement, subscribed, today } from "../../support/deals";
import { as, mintDeveloper } from "../../support/kit";
import { justBefore } from "../../support/race";
import { confirmed } from "../../support/rewards";
import { expectSound } from "../../support/sound";
import { linkTo } from "../../support/specials";
import { groupFen, regularFen } from "../facts";

const minute = { timeout: 60_000 };
const windowEnd = "2008-07-22";
const from = async (at: Selling, role: "manager" | "consultant" | "finance" | "viewer") => as(await at.agency.member(role));
const address = (at: Selling) => `${at.path}/engagements/${at.engagementId}`;
const settle = async (at: Selling, settledOn = windowEnd) =>
  (await from(at, "manager")).post<Statement>(`${address(at)}/settlement`, { settledOn });
const approveSettlement = async (at: Selling) => (await from(at, "finance")).post<Statement>(`${address(at)}/settlement/approval`, {});
const reopened = async (at: Selling): Promise<ApprovalDetail> => done(answered(at, (await lastOf(askedReopening(at))).id));

/** So many of the chamber, signed in time at the price without the group's. */
async function sold(at: Selling, homes: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < homes; n += 1) {
    const { id } = await subscribed(at, { engagementId: at.engagementId });
    await signed(at, id, "2008-06-03", regularFen);
    ids.push(id);
  }

  return ids;
}

const outcomeOf = ({ deals, countedUnits }: Statement) => ({
  countedUnits,
  deals: deals.map(({ deal: { price }, baseFen, adjustmentsFen }) => ({
    payableFen: price?.payableFen,
    tier: price?.tier,
    baseFen,
    adjustmentsFen,
  })),
});

describe("a fact of a settled day that was forgotten", minute, () => {
  test.each(["keep", "reverse"] as const)(
    "is refused, then recorded once a yes has reopened; settled again it is as if all had been typed first (`%s`)",
    async (onDrop) => {
      const at = await selling({ terms: { ...plan, onDrop } });
      await sold(at, 8);
      const { id: forgotten } = await subscribed(at, { subscribedOn: "2008-07-15" });
      const consultant = await from(at, "consultant");
      const signing = { signedOn: "2008-07-20", contractNumber: "HT-forgotten", contractPriceFen: groupFen };
      const late = () => consultant.post(`${at.path}/deals/${forgotten}/signing`, signing);
      await done(settle(at));
      expect(await late()).toMatchObject({ status: 409, body: { code: "engagement-settled" } });

      const asked = await lastOf(askedReopening(at));
      expect(asked).toMatchObject({
        kind: "engagement-reopening",
        decider: "agency",
        note: "補記漏登的簽約",
        subject: { number: 1, about: "泉州商會", settledOn: windowEnd },
      });
      expect(await late(), "nothing moves before the yes").toMatchObject({ status: 409 });
      expect(await done(answered(at, asked.id))).toMatchObject({
        state: "approved",
        extension: null,
        reopening: { engagementId: at.engagementId, settledOn: windowEnd, fulfilled: 0 },
      });
      expect((await statement(at)).engagement).toMatchObject({ settledOn: null, approvedAt: null });
      await done(late());
      const again = await done(settle(at));
      expect(again.engagement.settledOn).toBe(windowEnd);
      await expectSound(at);

      const other = { ...at, engagementId: await engaged(at, "全先記的商會") };
      await sold(other, 8);
      const { id: known } = await subscribed(other, { engagementId: other.engagementId, subscribedOn: "2008-07-15" });
      await signed(other, known, "2008-07-20", groupFen);
      await done(settle(other));
      expect(outcomeOf(await statement(at))).toEqual(outcomeOf(await statement(other)));
      expect((await statement(at)).countedUnits).toBe(9);

      const events = await env.SHARD_1.prepare(
        "select event, changes from audit where scope = ? and entity = 'engagement-reopening' order by id",
      )
        .bind(at.agency.id)
        .all<{ event: string; changes: string }>();
      expect(events.results.map(({ event }) => event)).toEqual(["reopening.asked", "approval.approved"]);
      expect(JSON.parse(events.results[1]?.changes ?? "")).toContainEqual({ field: "settledOn", from: windowEnd, to: null });
    },
  );
});

test(
  "what was final or fulfilled stays as it was posted; what the late fact costs comes as new lines, which are approved anew",
  async () => {
    const at = await selling({ terms: { ...plan, onDrop: "reverse" } });
    const ids = await sold(at, 9);
    const finance = await from(at, "finance");
    await confirmed(at, ids);
    await done(settle(at));
    const final = await done(approveSettlement(at));
    const firstLine = final.deals[0]?.lines.find(({ kind }) => kind === "adjustment");
    const how = { route: "balance", documentNumber: "TK-001", fulfilledOn: today() };
    await done(finance.post(`${address(at)}/lines/${firstLine?.id}/fulfilment`, how));
    const before = new Map((await statement(at)).deals.map(({ deal, lines }) => [deal.id, lines]));
    expect([...before.values()].flat().filter(({ state }) => state === "provisional")).toEqual([]);

    const approval = await reopened(at);
    expect(approval.reopening).toMatchObject({ fulfilled: 1 });
    expect((await statement(at)).engagement, "before anything is typed").toMatchObject({ settledOn: null, approvedAt: null });
    const gone = ids[8] ?? "";
    await cancelled(at, gone, "2008-07-21");
    const open = await statement(at);
    expect(open.countedUnits).toBe(8);
    for (const { deal, lines, baseFen, adjustmentsFen } of open.deals.filter(({ deal }) => deal.id !== gone)) {
      const posted = before.get(deal.id) ?? [];
      expect(lines.slice(0, posted.length), "posted lines are as they were").toEqual(posted);
      expect(lines.slice(posted.length)).toMatchObject([{ kind: "adjustment", state: "provisional", amountFen: regularFen - groupFen }]);
      expect((baseFen ?? 0) + adjustmentsFen).toBe(regularFen);
    }
    await expectSound(at);

    const again = await done(settle(at));
    expect(again.deals[0]?.lines.map(({ state }) => state)).toEqual(["final", "fulfilled", "provisional"]);
    await statement(at);
    const approvedAgain = await done(approveSettlement(at));
    expect(approvedAgain.deals[0]?.lines.map(({ state }) => state)).toEqual(["final", "fulfilled", "final"]);
    expect(approvedAgain.deals[0]?.lines[1]).toMatchObject(how);
  },
  minute.timeout,
);

describe("refused", minute, () => {
  test("what is not settled; a second one while the first waits; who may not; other terms; a no leaves all as it was", async () => {
    const at = await selling();
    await sold(at, 1);
    expect(await askedReopening(at)).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    expect(await askedReopening(at, "nowhere")).toMatchObject({ status: 404 });
    await done(settle(at));
    const path = `${address(at)}/reopenings`;
    expect(await (await from(at, "consultant")).post(path, { reason: "x" })).toMatchObject({ status: 403 });
    const first = await lastOf(askedReopening(at));
    expect(await askedReopening(at)).toMatchObject({ status: 409, body: { code: "approval-pending" } });
    const finance = await from(at, "finance");
    const terms = {
      effect: { kind: "rate", payableBps: 9900 },
      replacesGroup: true,
      floorBps: null,
      counts: true,
      validUntil: "2099-12-31",
    };
    expect(
      await finance.post(`/api/v1/agencies/${at.agency.id}/approvals/${first.id}/decision`, {
        outcome: "counter",
        terms,
        documentId: await upload(at),
      }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: "/outcome", code: "not-for-this" }] } });
    expect(await done(answered(at, first.id, "return"))).toMatchObject({ state: "returned" });
    expect((await statement(at)).engagement.settledOn).toBe(windowEnd);

    const second = await lastOf(askedReopening(at));
    const manager = await from(at, "manager");
    expect((await done(manager.post<AskedApprovals>(`${path}/${second.id}/withdrawal`, {}))).items.map(({ state }) => state)).toEqual([
      "returned",
      "withdrawn",
    ]);
    expect((await done((await from(at, "viewer")).get<AskedApprovals>(path))).items).toHaveLength(2);
  });

  test("who asked does not decide; a yes for a settlement that stands no more", async () => {
    const at = await selling();
    await sold(at, 1);
    await done(settle(at));
    const { id } = await lastOf(askedReopening(at));
    const sql = (text: string, ...params: string[]) => env.SHARD_1.prepare(text).bind(...params, at.agency.id);
    const finance = (await at.agency.member("finance")).id;
    const [maker] = (await sql("update approvals set maker_id = ? where id = ? and agency_id = ? returning maker_id", finance, id).all())
      .results;
    expect(maker).toEqual({ maker_id: finance });
    expect(await answered(at, id)).toMatchObject({ status: 409, body: { code: "maker-is-checker" } });

    await sql("update approvals set maker_id = 'another' where id = ? and agency_id = ?", id).run();
    await sql("update engagements set settled_on = '2008-07-30' where id = ? and agency_id = ?", at.engagementId).run();
    expect(await answered(at, id)).toMatchObject({ status: 409, body: { code: "conflict" } });
  });
});

describe("at once", minute, () => {
  /** Nine homes settled, all confirmed and reckoned, and a reopening that waits. */
  async function waiting(): Promise<{ at: Selling; approvalId: string }> {
    const at = await selling();
    await confirmed(at, await sold(at, 9));
    await done(settle(at));
    await statement(at);

    return { at, approvalId: (await lastOf(askedReopening(at))).id };
  }

  test("finance approves the settlement and a yes reopens it: whichever comes first, it is open after, with all lines in place", async () => {
    const { at, approvalId } = await waiting();
    const [approved, opened] = await Promise.all([approveSettlement(at), answered(at, approvalId)]);
    expect(opened.status).toBe(200);
    expect([200, 409]).toContain(approved.status);
    expect((await statement(at)).engagement).toMatchObject({ settledOn: null, approvedAt: null });
    await expectSound(at);
  });

  test("the yes comes right before the approval of the settlement: nothing of an open engagement becomes final", async () => {
    const { at, approvalId } = await waiting();
    const over = justBefore(/approved_at/, () => done(answered(at, approvalId)));
    try {
      expect(await approveSettlement(at)).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    } finally {
      over();
    }
    const { deals } = await statement(at);
    expect(deals[0]?.lines.map(({ state }) => state)).toEqual(["final", "provisional"]);
  });

  test("two answers: one opens it; settled again meanwhile, the second finds it decided", async () => {
    const { at, approvalId } = await waiting();
    const answers = await Promise.all([answered(at, approvalId), answered(at, approvalId), settle(at)]);
    expect(
      answers
        .slice(0, 2)
        .map(({ status }) => status)
        .sort(),
    ).toEqual([200, 409]);
    if (answers[2].status !== 200) await done(settle(at));
    expect(await answered(at, approvalId)).toMatchObject({ status: 409, body: { code: "already-decided" } });
    expect((await statement(at)).engagement.settledOn).toBe(windowEnd);
    await expectSound(at);
  });
});

test(
  "a linked developer decides, within four round trips",
  async () => {
    const at = await selling();
    await sold(at, 2);
    await done(settle(at));
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    const { id } = await lastOf(askedReopening(at));
    const marketing = as(await developer.member("marketing"));
    const one = `/api/v1/developers/${developer.id}/approvals/${at.agency.id}/${id}`;
    expect(await done(marketing.get<ApprovalDetail>(one))).toMatchObject({
      subject: { about: "泉州商會", settledOn: windowEnd },
      reopening: { settledOn: windowEnd, isFinal: false, fulfilled: 0 },
      acts: ["decide"],
    });
    const { status, cost } = await marketing.post<ApprovalDetail>(`${one}/decision`, { outcome: "approve" });
    expect(status).toBe(200);
    expect(cost.trips).toBeLessThanOrEqual(4);
    expect((await statement(at)).engagement.settledOn).toBeNull();
  },
  minute.timeout,
);

test("what opening again would do is shown before it is asked, by the rule that settles, and nothing is written", minute, async () => {
  const at = await selling({ terms: { ...plan, onDrop: "reverse" } });
  const ids = await sold(at, 9);
  const manager = await from(at, "manager");
  const preview = () => manager.get<GroupEffect>(`${address(at)}/reopenings/preview`);
  expect(await preview(), "not settled").toMatchObject({ status: 409, body: { code: "wrong-state" } });
  await done(settle(at));
  const before = await statement(at);
  expect((await preview()).body, "nothing happened since").toMatchObject({ others: [], own: { beforeFen: null, afterFen: null } });
  await cancelled(at, ids[8] ?? "", "2008-07-25");

  const shown = await preview();

  expect(shown).toMatchObject({ status: 200, cost: { trips: 1 } });
  const { others, payable } = shown.body;
  expect(others.map(({ beforeFen, afterFen }) => [beforeFen, afterFen])).toEqual(Array(8).fill([groupFen, regularFen]));
  expect(payable).toEqual({ beforeFen: 8 * groupFen, afterFen: 8 * regularFen });
  expect((await statement(at)).deals.slice(0, 8)).toEqual(before.deals.slice(0, 8));
  await reopened(at);
  expect(outcomeOf(await statement(at)).deals.filter(({ payableFen }) => payableFen === regularFen)).toHaveLength(8);
  expect((await (await from(at, "consultant")).get(`${address(at)}/reopenings/preview`)).status).toBe(403);
});
