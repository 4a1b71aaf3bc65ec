import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import type { KeyPersonTrail } from "../../src/accounts/engagements/contract";
import { correctableUntil, obstacleTo } from "../../src/accounts/engagements/correcting/rules";
import type { ApprovalCount, ApprovalDetail } from "../../src/approvals/contract";
import { jobFacts } from "../../src/http/facts";
import { reckonLeft } from "../../src/results/reckoning";
import { upload } from "../support/campaigns";
import { done, type Selling, selling, statement } from "../support/deals";
import { type Answer, as } from "../support/kit";
import { plant } from "../support/planting";
import { type AtAccount, approved, changed, contact, described, keyPerson, queued, referred, rewards } from "../support/rewards";

describe("how long typing may be corrected", () => {
  const fresh = { recordedOn: "2008-06-10", isWaiting: false, isSettled: false, isClaimed: false };

  test.each([
    { today: "2008-06-10", told: {}, obstacle: null, why: "on the day itself" },
    { today: "2008-06-13", told: {}, obstacle: null, why: "the third day after it" },
    { today: "2008-06-14", told: {}, obstacle: "too-late", why: "the fourth: it would be a change" },
    { today: "2008-06-11", told: { isClaimed: true }, obstacle: "claimed", why: "a reward was claimed" },
    { today: "2008-06-11", told: { isSettled: true }, obstacle: "settled", why: "the engagement was settled" },
    { today: "2008-06-14", told: { isWaiting: true }, obstacle: "waiting", why: "asked in time, it waits however long" },
  ])("$why", ({ today, told, obstacle }) => {
    expect(obstacleTo({ ...fresh, ...told }, today)).toBe(obstacle);
  });

  test("over the end of a month", () => {
    expect(correctableUntil("2008-06-29")).toBe("2008-07-02");
  });
});

interface Typed extends Selling {
  /** Who was named, and who was meant. */
  named: AtAccount;
  meant: AtAccount;
}

/** A chamber whose first visit names the wrong one of two. */
async function mistyped(): Promise<Typed> {
  const at = await selling();
  const named = await keyPerson(at);

  return { ...at, named, meant: await contact(at, "林副會長") };
}

const trailOf = async (at: Selling) =>
  done(as(await at.agency.member("manager")).get<KeyPersonTrail>(`${at.path}/engagements/${at.engagementId}/key-person`));

async function ask(at: Typed, told: { recognitionId?: string; contactId?: string } = {}): Promise<Answer<KeyPersonTrail>> {
  const recognitionId = told.recognitionId ?? (await trailOf(at)).recognitions.at(-1)?.id;
  const documentId = await upload(at, "consultant");

  return as(await at.agency.member("consultant")).post<KeyPersonTrail>(`${at.path}/engagements/${at.engagementId}/key-person/corrections`, {
    recognitionId,
    contactId: told.contactId ?? at.meant.contactId,
    reason: "簽到表上是林副會長，打字時選錯人",
    documentId,
  });
}

const answerPath = (at: Selling, approvalId: string) => `/api/v1/agencies/${at.agency.id}/approvals/${approvalId}`;

async function answered(at: Typed, trail: KeyPersonTrail, outcome: "approve" | "return" = "approve"): Promise<Answer<ApprovalDetail>> {
  const id = trail.corrections.at(-1)?.approvalId ?? "";
  const decision = outcome === "approve" ? { outcome } : { outcome, remark: "簽到表看不清楚" };

  return as(await at.agency.member("manager")).post<ApprovalDetail>(`${answerPath(at, id)}/answer`, decision);
}

const code = ({ body }: { body: unknown }) => (body as { code: string }).code;

/** As if it had been recorded so many days before. */
const recordedEarlier = async (at: Selling, days: number) => {
  const made = "select sql from sqlite_master where type = 'trigger' and name = 'recognitions_keep'";
  const keeps = (await env.SHARD_1.prepare(made).first<{ sql: string }>())?.sql ?? "";
  await env.SHARD_1.batch([
    env.SHARD_1.prepare("drop trigger recognitions_keep"),
    env.SHARD_1.prepare("update recognitions set recorded_at = recorded_at - ? where agency_id = ?").bind(days * 86_400_000, at.agency.id),
    env.SHARD_1.prepare(keeps),
  ]);
};

describe("corrected within three days", () => {
  test("the deal earns under strict, for who was meant; what the other had accrued is taken back by an entry; the trail keeps both", async () => {
    const at = await mistyped();
    const [referral] = await referred(at, 1);
    const [dealId] = await plant(at, [{ referral, paidOn: "2008-06-15" }]);
    expect((await rewards(at)).entries).toMatchObject([{ personId: at.named.personId, amountFen: 1_000_00 }]);

    const asked = await done(ask(at));
    expect(asked.recognitions).toMatchObject([{ personId: at.named.personId, correctionObstacle: "waiting" }]);
    expect(asked.corrections).toMatchObject([{ number: 1, state: "pending", was: { name: "林會長" }, is: { name: "林副會長" } }]);
    const approval = await done(answered(at, asked));
    expect(approval).toMatchObject({
      kind: "key-person-correction",
      state: "approved",
      correction: { was: { name: "林會長" }, is: { name: "林副會長" }, from: "2008-05-16", until: null, referrals: 1, state: "approved" },
    });

    const { entries } = await rewards(at);
    expect(entries.filter(({ personId }) => personId === at.named.personId)).toMatchObject([
      { kind: "accrual", amountFen: 1_000_00 },
      { kind: "recovery", amountFen: -1_000_00, openFen: 0 },
    ]);
    expect(entries.filter(({ personId }) => personId === at.meant.personId)).toMatchObject([
      { kind: "accrual", dealId, amountFen: 1_000_00 },
    ]);
    const trail = await trailOf(at);
    expect(trail.firstVisit).toMatchObject({ name: "林副會長" });
    expect(trail.recognitions).toMatchObject([{ personId: at.meant.personId, from: "2008-05-16", until: null }]);
    expect(trail.corrections).toMatchObject([
      {
        state: "approved",
        was: { name: "林會長" },
        decidedByName: (await at.agency.member("manager")).name,
        decidedAt: expect.any(String),
      },
    ]);
    await reckonLeft(jobFacts(env, "queue", Date.now()));
    for (const { id, sql } of invariants.filter((one) => one.id !== "shares-whole"))
      expect((await env.SHARD_1.prepare(sql).all()).results, id).toEqual([]);
  });

  test("recorded as a change instead, the same deal earns nobody anything", async () => {
    const at = await mistyped();
    const [referral] = await referred(at, 1);
    await plant(at, [{ referral, paidOn: "2008-06-15" }]);
    await changed(at, at.meant, "2008-05-17");

    expect((await rewards(at)).entries.filter(({ amountFen }) => amountFen > 0)).toEqual([]);
  });

  test("a change that was typed of the wrong person: who was meant is the key person from its day, recommendations and all", async () => {
    const at = await mistyped();
    const wrong = await contact(at, "王秘書長");
    await changed(at, wrong, "2008-06-01");
    const [early] = await referred(at, 1, "2008-05-20");
    const late = await done(
      as(await at.agency.member("consultant")).post<{ items: { id: string; referrerId: string }[] }>(
        `${at.path}/engagements/${at.engagementId}/referrals`,
        { referredOn: "2008-06-02", evidence: "roster", people: [{ name: "後來的" }, { name: "抄錯的" }] },
      ),
    );
    expect(late.items).toMatchObject([{ referrerId: wrong.personId }, { referrerId: wrong.personId }]);
    const struck = late.items[1]?.id ?? "";
    const path = `${at.path}/engagements/${at.engagementId}/referrals/${struck}/withdrawal`;
    await done(as(await at.agency.member("consultant")).post(path, { reason: "名冊抄錯了一行" }));
    await done(answered(at, await done(ask(at))));

    const { items } = await done(
      as(await at.agency.member("manager")).get<{ items: { id: string; referrerId: string }[] }>(
        `${at.path}/engagements/${at.engagementId}/referrals`,
      ),
    );
    const referrerOf = new Map(items.map(({ id, referrerId }) => [id, referrerId]));
    expect(referrerOf.get(late.items[0]?.id ?? "")).toBe(at.meant.personId);
    expect(referrerOf.get(early?.id ?? ""), "the one before stays").toBe(at.named.personId);
    expect(referrerOf.get(struck), "and one that was taken back").toBe(wrong.personId);
  });

  test("a change corrected back to the same person was none: under strict the deal earns", async () => {
    const at = await mistyped();
    const [referral] = await referred(at, 1);
    await changed(at, at.meant, "2008-06-01");
    await plant(at, [{ referral, paidOn: "2008-06-15" }]);
    expect((await rewards(at)).entries).toEqual([]);

    await done(answered(at, await done(ask(at, { contactId: at.named.contactId }))));
    expect((await rewards(at)).entries).toMatchObject([{ personId: at.named.personId, amountFen: 1_000_00 }]);
  });

  test("the home of who was meant is their own purchase, that of who had been named no more", async () => {
    const at = await mistyped();
    const [ofNamed, ofMeant] = await plant(at, [{ buyerId: at.named.personId }, { buyerId: at.meant.personId }]);
    const priceOf = async (id = "") => (await statement(at)).deals.find(({ deal }) => deal.id === id)?.deal.price?.payableFen;
    const [before, beforeMeant] = [await priceOf(ofNamed), await priceOf(ofMeant)];
    expect(before, "at the first tier").toBeLessThan(beforeMeant ?? 0);

    await done(answered(at, await done(ask(at))));
    expect(await priceOf(ofMeant)).toBe(before);
    expect(await priceOf(ofNamed)).toBe(beforeMeant);
  });
});

describe("decided in the house, by another", () => {
  test("a manager is told and decides; not finance by its way, not who asked, not who may not", async () => {
    const at = await mistyped();
    const trail = await done(ask(at));
    const id = trail.corrections[0]?.approvalId ?? "";
    const count = async (role: "manager" | "finance") =>
      (await done(as(await at.agency.member(role)).get<ApprovalCount>(`/api/v1/agencies/${at.agency.id}/approvals/count`))).waiting;
    expect([await count("manager"), await count("finance")]).toEqual([1, 0]);
    const finance = as(await at.agency.member("finance"));
    const documentId = await upload(at);
    expect(code(await finance.post(`${answerPath(at, id)}/decision`, { outcome: "approve", documentId }))).toBe("wrong-state");
    expect((await finance.post(`${answerPath(at, id)}/answer`, { outcome: "approve" })).status).toBe(403);
    expect((await done(as(await at.agency.member("consultant")).get<ApprovalDetail>(answerPath(at, id)))).acts).toEqual(["withdraw"]);
    expect((await done(as(await at.agency.member("manager")).get<ApprovalDetail>(answerPath(at, id)))).acts).toEqual([
      "decide",
      "withdraw",
    ]);

    await env.SHARD_1.prepare("update approvals set maker_id = ? where agency_id = ? and id = ?")
      .bind((await at.agency.member("manager")).id, at.agency.id, id)
      .run();
    expect(code(await answered(at, trail))).toBe("maker-is-checker");
    expect((await trailOf(at)).recognitions[0]?.personId).toBe(at.named.personId);
  });

  test("returned or taken back, nothing changes, and it may be asked again", async () => {
    const at = await mistyped();
    const first = await done(ask(at));
    expect(code(await ask(at))).toBe("correction-pending");
    await done(answered(at, first, "return"));
    const second = await done(ask(at));
    const manager = as(await at.agency.member("manager"));
    const withdrawal = `${at.path}/key-person-corrections/${second.corrections[1]?.id}/withdrawal`;
    const after = await done(manager.post<KeyPersonTrail>(withdrawal, {}));
    expect(after.corrections.map(({ state }) => state)).toEqual(["returned", "withdrawn"]);
    expect(after.recognitions[0]).toMatchObject({ personId: at.named.personId, correctionObstacle: null });
    expect(code(await manager.post(withdrawal, {}))).toBe("already-decided");
  });
});

describe("refused", () => {
  test("the same person, no contact of the account, another agency's", async () => {
    const at = await mistyped();
    const stranger = await mistyped();
    expect(await ask(at, { contactId: at.named.contactId })).toMatchObject({
      body: { errors: [{ pointer: "/contactId", code: "unchanged" }] },
    });
    expect(await ask(at, { contactId: stranger.meant.contactId })).toMatchObject({
      body: { errors: [{ pointer: "/contactId", code: "unknown" }] },
    });
    const [known] = (await trailOf(at)).recognitions;
    expect(await ask(stranger, { recognitionId: known?.id ?? "" })).toMatchObject({ body: { errors: [{ pointer: "/recognitionId" }] } });
    const { corrections } = await done(ask(at));
    const other = as(await stranger.agency.member("manager"));
    expect((await other.post(`${stranger.path}/key-person-corrections/${corrections[0]?.id}/withdrawal`, {})).status).toBe(404);
    expect((await other.post(`${answerPath(stranger, corrections[0]?.approvalId ?? "")}/answer`, { outcome: "approve" })).status).toBe(404);
  });

  test("once a reward of that person was claimed, asked for before or after", async () => {
    const at = await mistyped();
    const [referral] = await referred(at, 1);
    await plant(at, [{ referral, paidOn: "2008-06-15" }]);
    await queued();
    const trail = await done(ask(at));
    await described(at, at.named.personId, "self-employed");
    const { id } = await approved(at, at.named.personId);
    expect(code(await answered(at, trail)), "claimed meanwhile").toBe("reward-claimed");
    await done(answered(at, trail, "return"));
    expect(code(await ask(at))).toBe("reward-claimed");
    expect((await trailOf(at)).recognitions[0]?.correctionObstacle).toBe("claimed");

    await done(as(await at.agency.member("manager")).post(`${at.path}/claims/${id}/return`, { remark: "人不對" }));
    expect((await done(answered(at, await done(ask(at))))).state, "sent back, it is nobody's claim").toBe("approved");
  });

  test("of what is settled; and a change typed between asking and the yes", async () => {
    const at = await mistyped();
    const trail = await done(ask(at));
    await changed(at, await contact(at, "王秘書長"), "2008-06-20");
    expect((await done(answered(at, trail))).state, "its end was read with the question: a change in between is kept").toBe("approved");
    expect((await trailOf(at)).recognitions).toMatchObject([
      { personId: at.meant.personId, until: "2008-06-20" },
      { name: "王秘書長", from: "2008-06-20" },
    ]);

    await done(
      as(await at.agency.member("manager")).post(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn: "2008-07-22" }),
    );
    expect(code(await ask(at))).toBe("engagement-settled");
  });

  test("the storage itself lets nobody else be named than an approved correction says", async () => {
    const at = await mistyped();
    const renamed = env.SHARD_1.prepare("update recognitions set person_id = ? where agency_id = ?").bind(at.meant.personId, at.agency.id);
    await expect(renamed.run()).rejects.toThrow("append-only");
    await done(ask(at));
    await expect(renamed.run(), "asked is not approved").rejects.toThrow("append-only");
  });

  test("on the fourth day: it would be a change", async () => {
    const at = await mistyped();
    await recordedEarlier(at, 3);
    expect((await trailOf(at)).recognitions[0]?.correctionObstacle).toBeNull();
    const waiting = await done(ask(at));
    await recordedEarlier(at, 1);
    expect((await done(answered(at, waiting, "return"))).state).toBe("returned");

    expect(code(await ask(at))).toBe("correction-too-late");
    expect((await trailOf(at)).recognitions[0]?.correctionObstacle).toBe("too-late");
  });
});
