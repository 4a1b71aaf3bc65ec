import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ApprovalDetail, AskedApprovals, HandedApproval } from "../../../src/approvals/contract";
import type { PolicyTerms } from "../../../src/policies/contract";
import { plan2008Terms } from "../../../src/policies/templates/plan-2008";
import type { Offers } from "../../../src/settlement/offers/contract";
import type { GroupEffect } from "../../../src/settlement/preview/contract";
import { answered, askedDays, lastOf } from "../../support/asking";
import { upload } from "../../support/campaigns";
import { cancelled, done, engaged, type Selling, selling, signed, statement, subscribed } from "../../support/deals";
import { as, mintDeveloper, mintMember } from "../../support/kit";
import { plant } from "../../support/planting";
import { linkTo } from "../../support/specials";
import { groupFen, regularFen } from "../facts";

const minute = { timeout: 60_000 };
const from = async (at: Selling, role: "manager" | "consultant" | "finance" | "viewer") => as(await at.agency.member(role));
const listed = async (at: Selling, dealId: string) =>
  done((await from(at, "viewer")).get<AskedApprovals>(`${at.path}/deals/${dealId}/extensions`));
const onStatement = async (at: Selling, dealId: string, engagementId = at.engagementId) =>
  (await statement(at, engagementId)).deals.find(({ deal }) => deal.id === dealId);

/** What a yes to more days would do. */
const effect = async (at: Selling, dealId: string, extendTo: string) =>
  (await from(at, "viewer")).post<GroupEffect>(`${at.path}/deals/${dealId}/extensions/preview`, { extendTo });

/** Eight of a chamber signed in time, and one that was signed on the ninth day after it was subscribed. */
async function eightAndOneLate(at: Selling): Promise<{ eight: string[]; late: string }> {
  const eight: string[] = [];
  for (let n = 0; n < 8; n += 1) {
    const { id } = await subscribed(at);
    await signed(at, id, "2008-06-03", regularFen);
    eight.push(id);
  }
  const { id: late } = await subscribed(at);
  await signed(at, late, "2008-06-10", regularFen);

  return { eight, late };
}

describe("signed on the ninth day", minute, () => {
  let at: Selling;
  let homes: Awaited<ReturnType<typeof eightAndOneLate>>;

  beforeAll(async () => {
    at = await selling();
    homes = await eightAndOneLate(at);
  }, 120_000);

  test("it does not count; a day short of its signing is refused; until the tenth day it counts and everybody has the tier", async () => {
    const { eight, late } = homes;
    const before = await statement(at);
    expect(before.countedUnits).toBe(8);
    expect((await onStatement(at, late))?.deal).toMatchObject({ extendedTo: null, price: { why: "signed-late", payableFen: regularFen } });

    expect(await askedDays(at, late, "2008-06-09")).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/extendTo", code: "before-signing" }] },
    });
    const preview = await effect(at, late, "2008-06-11");
    const moves = { beforeFen: regularFen, afterFen: groupFen };
    expect(preview.cost.trips).toBe(1);
    expect(preview.body).toMatchObject({
      countedUnits: { before: 8, after: 9 },
      tier: { before: null, after: { fromUnits: 9, payableBps: 9800, source: "category" } },
      own: moves,
      payable: { beforeFen: 9 * regularFen, afterFen: 9 * groupFen },
    });
    expect(preview.body.others).toEqual(
      expect.arrayContaining(eight.map((dealId) => expect.objectContaining({ dealId, ...moves, openFen: 0 }))),
    );
    const asked = await lastOf(askedDays(at, late, "2008-06-11"));
    const waiting = await done((await from(at, "finance")).get<ApprovalDetail>(`/api/v1/agencies/${at.agency.id}/approvals/${asked.id}`));
    expect(waiting.extension?.effect, "who decides sees what the asker saw").toEqual(preview.body);
    expect(asked).toMatchObject({
      kind: "deal-extension",
      state: "pending",
      decider: "agency",
      note: "銀行審核延誤",
      subject: { number: 1, signBy: "2008-06-08", extendTo: "2008-06-11" },
    });
    expect((await statement(at)).countedUnits, "nothing moves before the yes").toBe(8);

    const yes = await done(answered(at, asked.id));
    expect(yes).toMatchObject({
      state: "approved",
      policy: null,
      special: null,
      reopening: null,
      extension: { dealId: late, buyer: "陳＊明", buyers: 1, signedOn: "2008-06-10", signBy: "2008-06-08", extendTo: "2008-06-11" },
    });
    const after = await statement(at);
    expect(after.countedUnits).toBe(9);
    for (const { deal, lines, baseFen, adjustmentsFen } of after.deals) {
      expect(deal.price).toMatchObject({ standing: "counted", payableFen: groupFen });
      expect((baseFen ?? 0) + adjustmentsFen).toBe(groupFen);
      expect(lines.filter(({ kind }) => kind === "adjustment")).toMatchObject([
        { amountFen: groupFen - regularFen, state: "provisional", because: { kind: "reached", units: 9, dealId: late, day: "2008-06-10" } },
      ]);
    }
    expect(after.deals.map(({ deal }) => deal.id)).toEqual(expect.arrayContaining(eight));
    expect((await onStatement(at, late))?.deal.extendedTo).toBe("2008-06-11");
    expect((await listed(at, late)).items).toMatchObject([{ state: "approved", deciderName: expect.any(String) }]);

    const events = await env.SHARD_1.prepare(
      "select event from audit where scope = ? and entity_id = ? and entity = 'deal-extension' order by id",
    )
      .bind(at.agency.id, late)
      .all();
    expect(events.results.map(({ event }) => event)).toEqual(["extension.asked", "approval.approved"]);
  });

  test("counted now, it needs no more days; nor does one that was signed in time", async () => {
    for (const id of [homes.late, homes.eight[0] ?? ""]) {
      expect(await effect(at, id, "2008-06-30"), "nor is told what they would do").toMatchObject({
        status: 409,
        body: { code: "wrong-state" },
      });
      expect(await askedDays(at, id, "2008-06-30")).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    }
  });
});

describe("a home not signed yet", minute, () => {
  let at: Selling;

  beforeAll(async () => {
    at = await selling();
  }, 60_000);

  test("the statement says until when; signed on the last day given it counts, a day later it does not", async () => {
    const ids: string[] = [];
    for (const signedOn of ["2008-06-12", "2008-06-13"]) {
      const { id } = await subscribed(at);
      expect((await onStatement(at, id))?.signBy).toBe("2008-06-08");
      await done(answered(at, (await lastOf(askedDays(at, id, "2008-06-12"))).id));
      expect((await onStatement(at, id))?.signBy).toBe("2008-06-12");
      const offers = await done((await from(at, "consultant")).post<Offers>(`${at.path}/deals/${id}/offers`, { issuedOn: "2008-06-10" }));
      expect(offers.items[0]?.signBy, "the paper that the buyer is given says so too").toBe("2008-06-12");
      await signed(at, id, signedOn, regularFen);
      ids.push(id);
    }
    const why = (await statement(at)).deals.filter(({ deal }) => ids.includes(deal.id)).map(({ deal }) => deal.price?.why);
    expect(why).toEqual([null, "signed-late"]);
  });

  test("a yes moves nothing before it is signed, and says so; where its subscription counts, a lapsed one counts again", async () => {
    const { id } = await subscribed(at);
    const { body: nothing } = await effect(at, id, "2008-06-12");
    expect(nothing).toMatchObject({ own: { beforeFen: null, afterFen: null }, others: [] });
    expect(nothing.countedUnits.after).toBe(nothing.countedUnits.before);
    expect(nothing.payable.afterFen).toBe(nothing.payable.beforeFen);

    const terms: PolicyTerms = { ...plan2008Terms, countBasis: "subscribed", onDrop: "reverse" };
    const counting = await selling({ terms });
    await plant(counting, Array(8).fill({}));
    const { id: lapsed } = await subscribed(counting);
    expect((await done(effect(counting, lapsed, "2099-12-31"))).countedUnits).toEqual({ before: 8, after: 9 });
    const again = await done(effect(counting, lapsed, "2099-12-31"));
    expect(again.own).toEqual({ beforeFen: null, afterFen: null });
    expect(again.others.map(({ beforeFen, afterFen }) => [beforeFen, afterFen])).toEqual(Array(8).fill([regularFen, groupFen]));
  });

  test("a second time it is extended from the day that was given; returned, the days stay as they were", async () => {
    const { id } = await subscribed(at);
    await done(answered(at, (await lastOf(askedDays(at, id, "2008-06-12"))).id));
    const second = await lastOf(askedDays(at, id, "2008-06-20"));
    expect(second.subject).toMatchObject({ number: 2, signBy: "2008-06-12", extendTo: "2008-06-20" });
    expect(await done(answered(at, second.id, "return"))).toMatchObject({ state: "returned", remark: "不同意" });
    expect((await onStatement(at, id))?.signBy).toBe("2008-06-12");
    expect((await listed(at, id)).items.map(({ state }) => state)).toEqual(["approved", "returned"]);
  });

  test("refused: no later day, a second one while the first waits, a cancelled home, other terms for an answer", async () => {
    const { id } = await subscribed(at);
    for (const extendTo of ["2008-06-08", "2008-06-01"]) {
      const notLater = { body: { errors: [{ pointer: "/extendTo", code: "not-later" }] } };
      expect(await effect(at, id, extendTo)).toMatchObject(notLater);
      expect(await askedDays(at, id, extendTo)).toMatchObject(notLater);
    }
    expect(await effect(at, "nowhere", "2008-06-20")).toMatchObject({ status: 404 });
    expect(await askedDays(at, "nowhere", "2008-06-20")).toMatchObject({ status: 404 });
    const first = await lastOf(askedDays(at, id, "2008-06-09"));
    expect(await askedDays(at, id, "2008-06-20")).toMatchObject({ status: 409, body: { code: "approval-pending" } });
    expect(
      await (await from(at, "finance")).post(`/api/v1/agencies/${at.agency.id}/approvals/${first.id}/decision`, {
        outcome: "counter",
        terms: { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: true, floorBps: null, counts: true, validUntil: "2099-12-31" },
        documentId: await upload(at),
      }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: "/outcome", code: "not-for-this" }] } });
    await cancelled(at, id, "2008-06-10");
    expect(await askedDays(at, id, "2008-06-20")).toMatchObject({ status: 409, body: { code: "deal-cancelled" } });
    expect(await answered(at, first.id), "cancelled while it waited").toMatchObject({ status: 409, body: { code: "deal-cancelled" } });
  });

  test("taken back before anybody decided; a decided one stays; who may not ask", async () => {
    const { id } = await subscribed(at);
    const consultant = await from(at, "consultant");
    const path = `${at.path}/deals/${id}/extensions`;
    const asked = await lastOf(askedDays(at, id, "2008-06-20"));
    expect((await done(consultant.post<AskedApprovals>(`${path}/${asked.id}/withdrawal`, {}))).items).toMatchObject([
      { state: "withdrawn" },
    ]);
    expect(await consultant.post(`${path}/${asked.id}/withdrawal`, {})).toMatchObject({ status: 409, body: { code: "already-decided" } });
    const { id: other } = await subscribed(at);
    expect(await consultant.post(`${at.path}/deals/${other}/extensions/${asked.id}/withdrawal`, {})).toMatchObject({ status: 404 });
    expect(await (await from(at, "viewer")).post(path, { extendTo: "2008-06-20", reason: "x" })).toMatchObject({ status: 403 });
  });

  test("who asked does not decide", async () => {
    const { id } = await subscribed(at);
    const asked = await lastOf(askedDays(at, id, "2008-06-20"));
    await env.SHARD_1.prepare("update approvals set maker_id = ? where agency_id = ? and id = ?")
      .bind((await at.agency.member("finance")).id, at.agency.id, asked.id)
      .run();
    expect(await answered(at, asked.id)).toMatchObject({ status: 409, body: { code: "maker-is-checker" } });
  });
});

describe("what is settled", minute, () => {
  test("no days are asked for or given in a settled engagement, nor where a colleague's is settled past the signing day", async () => {
    const at = await selling();
    const parent = await env.SHARD_1.prepare("select account_id id from engagements where agency_id = ? and id = ?")
      .bind(at.agency.id, at.engagementId)
      .first<{ id: string }>();
    const branch = await engaged(at, "泉州商會分會", "chamber", parent?.id);
    const ids: string[] = [];
    for (const engagementId of [at.engagementId, branch]) {
      const { id } = await subscribed(at, { engagementId });
      await signed(at, id, "2008-06-10", regularFen);
      ids.push(id);
    }
    const [own = "", ofBranch = ""] = ids;
    const waiting = await lastOf(askedDays(at, ofBranch, "2008-06-10"));
    const { id: unsigned } = await subscribed(at);
    await done((await from(at, "manager")).post(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn: "2008-07-22" }));

    const settled = { status: 409, body: { code: "engagement-settled" } };
    expect(await effect(at, own, "2008-06-10")).toMatchObject(settled);
    expect(await askedDays(at, own, "2008-06-10")).toMatchObject(settled);
    expect(await askedDays(at, unsigned, "2008-08-30"), "not signed yet either").toMatchObject(settled);
    expect(await answered(at, waiting.id), "it would count on days that its colleagues' tier was settled for").toMatchObject(settled);
  });
});

describe("a linked developer decides", minute, () => {
  test("it sees the home, the masked buyer, the days and the reason; another developer finds nothing; prices follow its yes", async () => {
    const at = await selling();
    const { id } = await subscribed(at);
    await signed(at, id, "2008-06-10", regularFen);
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    const asked = await lastOf(askedDays(at, id, "2008-06-10"));
    expect(asked.decider).toBe("developer");
    const marketing = as(await developer.member("marketing"));
    const path = `/api/v1/developers/${developer.id}/approvals`;
    const { items } = await done(marketing.get<{ items: HandedApproval[] }>(path));
    expect(items).toMatchObject([{ kind: "deal-extension", subject: { signBy: "2008-06-08", extendTo: "2008-06-10" }, state: "pending" }]);
    const one = `${path}/${at.agency.id}/${asked.id}`;
    expect(await done(marketing.get<ApprovalDetail>(one))).toMatchObject({
      note: "銀行審核延誤",
      extension: {
        dealId: id,
        buyer: "陳＊明",
        buyers: 1,
        state: "signed",
        effect: { countedUnits: { before: 0, after: 1 }, own: { beforeFen: regularFen, afterFen: regularFen }, others: [] },
      },
      acts: ["decide"],
    });
    expect(await as(await mintMember(await mintDeveloper(), "marketing")).get(one)).toMatchObject({ status: 404 });

    const { body, cost } = await marketing.post<ApprovalDetail>(`${one}/decision`, { outcome: "approve" });
    expect(body, JSON.stringify(body)).toMatchObject({ state: "approved" });
    expect(cost.trips).toBeLessThanOrEqual(4);
    expect((await onStatement(at, id))?.deal.price).toMatchObject({ standing: "counted", why: null });
  });
});
