import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ApprovalDetail, HandedApproval } from "../../../src/approvals/contract";
import type { Special, SpecialEvaluation, Specials, SpecialTerms } from "../../../src/settlement/specials/contract";
import type { StatementDeal } from "../../../src/settlement/statement/contract";
import { upload } from "../../support/campaigns";
import { cancelled, done, type Selling, selling, signed, statement, subscribed } from "../../support/deals";
import { as, mintDeveloper, mintMember } from "../../support/kit";
import { plant } from "../../support/planting";
import { approvedSpecial, asked, linkTo, ofDeal, rate99, recorded } from "../../support/specials";
import { groupFen, regularFen } from "../facts";

const minute = { timeout: 60_000 };
const specialFen = 428_828_40;
const from = async (at: Selling, role: "manager" | "consultant" | "finance" | "viewer") => as(await at.agency.member(role));
const onStatement = async (at: Selling, dealId: string): Promise<StatementDeal | undefined> =>
  (await statement(at)).deals.find(({ deal }) => deal.id === dealId);
const listed = async (at: Selling, query: string) => done((await from(at, "viewer")).get<Specials>(`${at.path}/specials?${query}`));

async function sold(at: Selling, priceFen = regularFen, signedOn = "2008-06-03"): Promise<string> {
  const { id } = await subscribed(at);
  await signed(at, id, signedOn, priceFen);

  return id;
}

/** How many approvals wait for somebody's own answer, and whether a special price is among those that wait, and not decided. */
async function waitingFor(at: Selling) {
  const approvals = `/api/v1/agencies/${at.agency.id}/approvals`;
  type Listed = { items: { subjectId: string }[] };

  return async (role: "consultant" | "finance", specialId: string): Promise<[number, boolean]> => {
    const reader = await from(at, role);
    const { waiting } = await done(reader.get<{ waiting: number }>(`${approvals}/count`));
    const [listed, decided] = await Promise.all(
      ["waiting", "decided"].map(async (box) =>
        (await done(reader.get<Listed>(`${approvals}?box=${box}`))).items.some(({ subjectId }) => subjectId === specialId),
      ),
    );
    expect(decided).toBe(!listed);

    return [waiting, listed ?? false];
  };
}

describe("asked for, decided, and in the price", minute, () => {
  let at: Selling;

  beforeAll(async () => {
    at = await selling();
  }, 60_000);

  test("it says what it costs before and when it is asked; a yes lowers the signed price by an adjustment that names it", async () => {
    const id = await sold(at);
    const before = await done(
      (await from(at, "consultant")).post<SpecialEvaluation>(`${at.path}/specials/preview`, { about: ofDeal(id), terms: rate99 }),
    );
    const special = await asked(at, ofDeal(id));

    expect(special.evaluation).toEqual(before);
    expect(before).toMatchObject({ beforeFen: regularFen, afterFen: specialFen, othersFen: 0 });
    expect(before.homes).toMatchObject([{ dealId: id, isSigned: true, beforeFen: regularFen, afterFen: specialFen }]);
    expect((await onStatement(at, id))?.deal.price?.payableFen, "nothing moves before the yes").toBe(regularFen);

    const approval = await recorded(at, special);
    expect(approval).toMatchObject({
      kind: "special-price",
      state: "approved",
      policy: null,
      special: { specialId: special.id, scope: "deal" },
    });
    const item = await onStatement(at, id);
    const day = item?.lines[1]?.because?.day;
    const because = { kind: "special", specialId: special.id, number: special.number, day };
    expect(item).toMatchObject({
      baseFen: regularFen,
      adjustmentsFen: specialFen - regularFen,
      deal: { price: { payableFen: specialFen, because } },
      steps: [{ step: "regular" }, { step: "special", label: "特批 9.9折", afterFen: specialFen }],
      lines: [{ kind: "base" }, { kind: "adjustment", state: "provisional", because }],
    });
    expect(await listed(at, `deal=${id}`)).toMatchObject({
      items: [{ id: special.id, state: "approved", approvedOn: day, isOver: false, acts: [] }],
      inForce: [{ effect: { payableBps: 9900 } }],
    });
  });

  test("a home not signed yet: the list says what prices it, the quote takes it, and it is signed at it", async () => {
    const { id } = await subscribed(at);
    await approvedSpecial(at, ofDeal(id), { validUntil: "2008-07-15" }); // its campaign is over: good until that ended
    const { inForce } = await listed(at, `deal=${id}`);
    const slip = await done(
      (await from(at, "consultant")).post<{ payableFen: number }>(`${at.path}/quotes`, {
        category: "chamber",
        countedUnits: 3,
        paymentMethod: "lump-sum",
        listPriceFen: 442_000_00,
        on: "2008-06-01",
        specials: inForce,
      }),
    );
    expect(slip.payableFen).toBe(specialFen);

    await signed(at, id, "2008-06-04", specialFen);
    expect(await onStatement(at, id)).toMatchObject({ baseFen: specialFen, adjustmentsFen: 0, deal: { price: { openFen: 0 } } });
  });

  test("counter-terms: nothing moves until the agency accepts them, not who wrote them down; then they are what was approved", async () => {
    const id = await sold(at);
    const special = await asked(at, ofDeal(id), { effect: { kind: "rate", payableBps: 9700 } });
    const terms: SpecialTerms = { ...rate99, effect: { kind: "amount", amountFen: 2_000_00 } };
    const approval = await recorded(at, special, terms);
    expect(approval).toMatchObject({ state: "countered", special: { counterTerms: terms, state: "countered" }, acts: [] });
    const waitsFor = await waitingFor(at);
    expect(await waitsFor("consultant", special.id)).toEqual([1, true]);
    expect(await waitsFor("finance", special.id), "listed for all who read them; for finance none to answer").toEqual([0, true]);
    expect((await onStatement(at, id))?.deal.price?.payableFen).toBe(regularFen);

    const accept = `${at.path}/specials/${special.id}/acceptance`;
    expect(await (await from(at, "finance")).post(accept, {})).toMatchObject({ status: 403 });
    const accepted = await done((await from(at, "consultant")).post<Special>(accept, {}));
    expect(accepted).toMatchObject({ state: "approved", counterTerms: terms, acts: [] });
    expect((await onStatement(at, id))?.deal.price?.payableFen).toBe(regularFen - 2_000_00);
    expect(await (await from(at, "consultant")).post(accept, {})).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    expect(await waitsFor("consultant", special.id), "answered").toEqual([0, false]);

    const events = await env.SHARD_1.prepare("select event from audit where scope = ? and entity_id = ? order by id")
      .bind(at.agency.id, special.id)
      .all();
    expect(events.results.map(({ event }) => event)).toEqual(["special.asked", "approval.countered", "special.accepted"]);
  });

  test("counter-terms let go: the question waits no more and nothing moves; it is not accepted after, and may be asked anew", async () => {
    const at = await selling();
    const id = await sold(at);
    const special = await asked(at, ofDeal(id));
    const { id: approval } = await recorded(at, special, { ...rate99, effect: { kind: "amount", amountFen: 2_000_00 } });
    const consultant = await from(at, "consultant");
    const readers = `/api/v1/agencies/${at.agency.id}/approvals/${approval}`;
    expect((await done(consultant.get<{ acts: string[] }>(readers))).acts).toEqual(["decline", "accept"]);
    const waitsFor = await waitingFor(at);
    expect(await waitsFor("consultant", special.id)).toEqual([1, true]);
    const letGo = `${at.path}/specials/${special.id}/withdrawal`;
    expect(await done(consultant.post<Special>(letGo, {}))).toMatchObject({ state: "withdrawn", acts: [] });
    expect(await waitsFor("consultant", special.id)).toEqual([0, false]);
    expect((await done(consultant.get<{ acts: string[] }>(readers))).acts).toEqual([]);
    expect(await consultant.post(letGo, {})).toMatchObject({ status: 409, body: { code: "already-decided" } });
    expect(await consultant.post(`${at.path}/specials/${special.id}/acceptance`, {})).toMatchObject({ body: { code: "wrong-state" } });
    expect((await onStatement(at, id))?.deal.price?.payableFen).toBe(regularFen);
    expect(await asked(at, ofDeal(id))).toMatchObject({ state: "pending" });
  });

  test("who wrote counter-terms down does not accept them, whatever else they may", async () => {
    const id = await sold(at);
    const special = await asked(at, ofDeal(id));
    await recorded(at, special, { ...rate99, effect: { kind: "rate", payableBps: 9950 } });
    const manager = await at.agency.member("manager");
    await env.SHARD_1.prepare("update specials set countered_by = ? where agency_id = ? and id = ?")
      .bind(manager.id, at.agency.id, special.id)
      .run();

    expect(await as(manager).post(`${at.path}/specials/${special.id}/acceptance`, {})).toMatchObject({
      status: 409,
      body: { code: "maker-is-checker" },
    });
  });

  test("the engagement's lowers every home in it; one that does not count takes no unit from those that had signed", async () => {
    const own = await selling();
    const ids = [await sold(own), await sold(own)];
    await approvedSpecial(own, { kind: "engagement", engagementId: own.engagementId }, { counts: false });
    const late = await sold(own, specialFen, "2008-06-05");
    const after = await statement(own);

    expect(after.deals.map(({ deal }) => [deal.id, deal.price?.payableFen])).toEqual([...ids, late].map((id) => [id, specialFen]));
    expect(after.countedUnits, "all three were signed in 2008, before anybody said that they do not count").toBe(3);
    expect((await listed(own, `deal=${late}`)).items, "a home's list has its engagement's too").toHaveLength(1);
    expect((await listed(own, `engagement=${own.engagementId}`)).items).toHaveLength(1);
  });

  test("of eight, and then the ninth signs: instead of the group the buyer has the tier, which is lower; on top of it both", async () => {
    const own = await selling();
    const [instead = "", onTop = ""] = await plant(own, Array(8).fill({}));
    await approvedSpecial(own, ofDeal(instead));
    await approvedSpecial(own, ofDeal(onTop), { replacesGroup: false });
    const both = async () => Promise.all([instead, onTop].map(async (id) => (await onStatement(own, id))?.deal.price?.payableFen));
    expect(await both()).toEqual([specialFen, specialFen]);

    await sold(own, groupFen, "2008-06-05");
    expect(await both()).toEqual([groupFen, 420_251_83]);
  });

  test("taken back before anybody decided, its approval is closed; a decided one stays", async () => {
    const { id } = await subscribed(at);
    const special = await asked(at, ofDeal(id));
    expect(special.acts).toEqual(["withdraw"]);
    const withdrawn = await done((await from(at, "manager")).post<Special>(`${at.path}/specials/${special.id}/withdrawal`, {}));
    expect(withdrawn.state).toBe("withdrawn");
    const approval = await done(
      (await from(at, "finance")).get<ApprovalDetail>(`/api/v1/agencies/${at.agency.id}/approvals/${special.approval.id}`),
    );
    expect(approval).toMatchObject({ state: "withdrawn", acts: [] });

    const other = await approvedSpecial(at, ofDeal(id));
    expect(await (await from(at, "manager")).post(`${at.path}/specials/${other.id}/withdrawal`, {})).toMatchObject({
      status: 409,
      body: { code: "already-decided" },
    });
  });
});

describe("refused", minute, () => {
  let at: Selling;
  let dealId: string;

  beforeAll(async () => {
    at = await selling();
    dealId = await sold(at);
  }, 60_000);

  const ask = async (terms: Partial<SpecialTerms>, about: object = ofDeal(dealId)) =>
    (await from(at, "consultant")).post(`${at.path}/specials`, { about, terms: { ...rate99, ...terms }, reason: "競品在談" });

  test.each<{ why: string; terms: Partial<SpecialTerms>; about?: () => object; expected: object }>([
    {
      why: "a last day that has passed, the day before the campaign's end",
      terms: { validUntil: "2008-07-14" },
      expected: { errors: [{ pointer: "/terms/validUntil", code: "in-past" }] },
    },
    {
      why: "a signed home taken out of the count",
      terms: { counts: false },
      expected: { errors: [{ pointer: "/terms/counts", code: "counted-already" }] },
    },
    {
      why: "one final price for a whole engagement",
      terms: { effect: { kind: "final", payableFen: 420_000_00 } },
      about: () => ({ kind: "engagement", engagementId: at.engagementId }),
      expected: { errors: [{ pointer: "/terms/effect", code: "deal-only" }] },
    },
    { why: "a home that is not there", terms: {}, about: () => ofDeal("nowhere"), expected: { code: "not-found" } },
  ])("$why", async ({ terms, about, expected }) => {
    expect((await ask(terms, about?.())).body).toMatchObject(expected);
  });

  test("a second one while the first waits; of a cancelled home; of what is settled, also the yes", async () => {
    const first = await asked(at, ofDeal(dealId));
    expect(await ask({})).toMatchObject({ status: 409, body: { code: "special-pending" } });
    const gone = await sold(at);
    await cancelled(at, gone, "2008-06-10");
    expect(await ask({}, ofDeal(gone))).toMatchObject({ status: 409, body: { code: "deal-cancelled" } });

    await done((await from(at, "manager")).post(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn: "2008-07-22" }));
    expect(await ask({}, { kind: "engagement", engagementId: at.engagementId })).toMatchObject({
      status: 409,
      body: { code: "engagement-settled" },
    });
    const documentId = await upload(at);
    expect(
      await (await from(at, "finance")).post(`/api/v1/agencies/${at.agency.id}/approvals/${first.approval.id}/decision`, {
        outcome: "approve",
        documentId,
      }),
    ).toMatchObject({ status: 409, body: { code: "engagement-settled" } });
  });

  test("who may not ask; who asked does not decide; a counter-offer without terms", async () => {
    const other = await selling();
    const { id } = await subscribed(other);
    expect(
      await (await from(other, "viewer")).post(`${other.path}/specials`, { about: ofDeal(id), terms: rate99, reason: "x" }),
    ).toMatchObject({ status: 403 });
    const special = await asked(other, ofDeal(id));
    const decision = `/api/v1/agencies/${other.agency.id}/approvals/${special.approval.id}/decision`;
    const documentId = await upload(other);
    expect((await (await from(other, "finance")).post(decision, { outcome: "counter", documentId })).body).toMatchObject({
      errors: [{ pointer: "/terms", code: "with-counter" }],
    });
    await env.SHARD_1.prepare("update approvals set maker_id = ? where agency_id = ? and id = ?")
      .bind((await other.agency.member("finance")).id, other.agency.id, special.approval.id)
      .run();
    expect(await (await from(other, "finance")).post(decision, { outcome: "approve", documentId })).toMatchObject({
      status: 409,
      body: { code: "maker-is-checker" },
    });
  });
});

describe("a linked developer decides", minute, () => {
  test("it sees the figures, answers with other terms, the agency accepts; another developer finds nothing", async () => {
    const at = await selling();
    const id = await sold(at);
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    const special = await asked(at, ofDeal(id), { replacesGroup: false });
    const marketing = as(await developer.member("marketing"));
    const path = `/api/v1/developers/${developer.id}/approvals`;
    const { items } = await done(marketing.get<{ items: HandedApproval[] }>(path));
    expect(items).toMatchObject([{ kind: "special-price", subject: { number: 1, validUntil: "2099-12-31" }, state: "pending" }]);
    const one = `${path}/${at.agency.id}/${special.approval.id}`;
    expect(await done(marketing.get<ApprovalDetail>(one))).toMatchObject({
      policy: null,
      note: "同單位第二套，競品在談",
      special: { scope: "deal", evaluation: { beforeFen: regularFen, afterFen: specialFen }, counterTerms: null },
      acts: ["decide"],
    });
    expect(await as(await mintMember(await mintDeveloper(), "marketing")).get(one)).toMatchObject({ status: 404 });

    const terms: SpecialTerms = { ...rate99, effect: { kind: "final", payableFen: 430_000_00 } };
    const { body, cost } = await marketing.post<ApprovalDetail>(`${one}/decision`, { outcome: "counter", terms });
    expect(body, JSON.stringify(body)).toMatchObject({ state: "countered", special: { counterTerms: terms } });
    expect(cost.trips).toBeLessThanOrEqual(4);
    await done((await from(at, "consultant")).post(`${at.path}/specials/${special.id}/acceptance`, {}));
    expect((await onStatement(at, id))?.deal.price?.payableFen).toBe(430_000_00);
  });

  test("its yes alone brings the prices down, and the tier's lower price stays the buyer's", async () => {
    const at = await selling();
    const ids: string[] = [];
    for (let n = 0; n < 9; n += 1) ids.push(await sold(at, n === 8 ? groupFen : regularFen));
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    const [first = "", second = ""] = ids;
    for (const [about, replacesGroup] of [
      [first, true],
      [second, false],
    ] as const) {
      const { approval } = await asked(at, ofDeal(about), { replacesGroup });
      await done(
        as(await developer.member("marketing")).post(
          `/api/v1/developers/${developer.id}/approvals/${at.agency.id}/${approval.id}/decision`,
          {
            outcome: "approve",
          },
        ),
      );
    }
    const after = await statement(at);

    expect(after.deals.find(({ deal }) => deal.id === first)?.deal.price?.payableFen, "instead of the group: the lower").toBe(groupFen);
    expect(after.deals.find(({ deal }) => deal.id === second)?.deal.price?.payableFen, "on top of it").toBe(420_251_83);
  });
});
