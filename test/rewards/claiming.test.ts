import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { Claim, HandedClaim, Recipient, Rewards } from "../../src/rewards/contract";
import { moveClock } from "../../src/time/clock";
import { upload } from "../support/campaigns";
import { cancelled, done, type Selling, selling, statement, today } from "../support/deals";
import { earning } from "../support/earning";
import { as, mintDeveloper } from "../support/kit";
import { plant } from "../support/planting";
import { approved, asked, contact, described, payment, queued, referred, rewards } from "../support/rewards";
import { expectSound } from "../support/sound";
import { linkTo } from "../support/specials";

const code = ({ body }: { body: unknown }) => (body as { code: string }).code;
const inStorage = async (at: Selling, sql: string) =>
  (await env[at.agency.shard as "SHARD_1"].prepare(sql).bind(at.agency.id).all<Record<string, unknown>>()).results;

describe("claimed by one, approved by another, paid by a third", () => {
  test("the whole way, each step once, with tax withheld", async () => {
    const at = await earning(2);
    const claim = await done(asked(at, at.personId));
    expect(claim).toMatchObject({ grossFen: 2_000_00, state: "claimed", cashFen: null });
    expect(code(await asked(at, at.personId)), "it stands in a claim already").toBe("nothing-to-claim");
    expect(code(await payment(at, claim.id)), "nobody has approved it").toBe("already-decided");

    const manager = as(await at.agency.member("manager"));
    const address = `${at.path}/claims/${claim.id}`;
    expect((await as(await at.agency.member("consultant")).post(`${address}/approval`, {})).status).toBe(403);
    expect((await done(manager.post<Claim>(`${address}/approval`, {}))).state).toBe("approved");
    expect(code(await manager.post(`${address}/approval`, {}))).toBe("already-decided");
    expect((await manager.post(`${address}/payment`, { taxFen: 0, paidOn: "2008-07-01", receiptNumber: "1" })).status).toBe(403);
    expect(code(await payment(at, claim.id, { taxFen: 2_000_01 }))).toBe("invalid");
    expect(await done(payment(at, claim.id, { taxFen: 400_00 }))).toMatchObject({
      state: "paid",
      taxFen: 400_00,
      cashFen: 1_600_00,
      offsetFen: 0,
    });
    expect(code(await payment(at, claim.id))).toBe("already-decided");
    expect(await rewards(at)).toMatchObject({ claimableFen: 0, paidFen: 2_000_00 });
  });

  test("eight paid at 1,000, the ninth succeeds: topped up and paid; one of the nine cancels: its 1,500 stand against what comes", async () => {
    const [rule] = plan.rewardRules;
    if (!rule) throw new Error("the plan has no rule");
    const tiers = [
      { fromUnits: 1, amountFen: 1_000_00 },
      { fromUnits: 9, amountFen: 1_500_00 },
    ];
    const at = await earning(8, "self-employed", { ...plan, rewardRules: [{ ...rule, tiers }] });
    const paid = async () => (await done(payment(at, (await approved(at, at.personId)).id))).grossFen;
    expect(await paid()).toBe(8_000_00);
    const [ninth, tenth] = await referred(at, 2);
    await plant(at, [{ referral: ninth, paidOn: "2008-06-16" }]);
    await queued();
    expect(await paid()).toBe(8 * 500_00 + 1_500_00);

    await cancelled(at, at.deals[0] ?? "", "2008-06-25");
    expect(await rewards(at)).toMatchObject({ claimableFen: -1_500_00, paidFen: 13_500_00 });
    expect(code(await asked(at, at.personId))).toBe("nothing-to-claim");
    await plant(at, [{ referral: tenth, signedOn: "2008-06-26", paidOn: "2008-06-28" }]);
    expect(await rewards(at), "netted").toMatchObject({ claimableFen: 0, paidFen: 13_500_00 });
    await expectSound(at);
  });

  test("nobody approves their own claim, nor pays what they approved", async () => {
    const at = await earning(1);
    const manager = await at.agency.member("manager");
    const claim = await done(
      as(manager).post<Claim>(`${at.path}/engagements/${at.engagementId}/rewards/claims`, {
        personId: at.personId,
        identityCardSeen: true,
        workPermitSeen: true,
        witnessId: manager.id,
      }),
    );
    expect(code(await as(manager).post(`${at.path}/claims/${claim.id}/approval`, {}))).toBe("maker-is-checker");
    await done(as(await at.agency.member("owner")).post(`${at.path}/claims/${claim.id}/approval`, {}));
    const finance = await at.agency.member("finance");
    await env.SHARD_1.prepare("update claims set approved_by = ? where agency_id = ? and id = ?")
      .bind(finance.id, at.agency.id, claim.id)
      .run();

    expect(code(await payment(at, claim.id))).toBe("maker-is-checker");
    expect(await inStorage(at, "select state, paid_by from claims where agency_id = ?")).toEqual([{ state: "approved", paid_by: null }]);
  });

  test("one that is sent back may be claimed anew", async () => {
    const at = await earning(1);
    const { id } = await approved(at, at.personId);
    const manager = as(await at.agency.member("manager"));
    const { approvedByName, returned } = await done(manager.get<Claim>(`${at.path}/claims/${id}`));
    expect(returned).toBeNull();
    await done(manager.post(`${at.path}/claims/${id}/return`, { remark: "證件不清" }));

    const read = await done(manager.get<Claim>(`${at.path}/claims/${id}`));
    expect(read, "and says who sent it back, when").toMatchObject({ state: "returned", returned: { byName: approvedByName } });
    expect(Date.parse(read.returned?.at ?? "")).toBeGreaterThanOrEqual(Date.parse(read.approvedAt ?? "") - 1000);
    expect((await rewards(at)).claimableFen).toBe(1_000_00);
    expect((await asked(at, at.personId)).status).toBe(201);
  });

  test("a recovery between claim and payment: the claim is outdated, and a new one nets it", async () => {
    const at = await earning(3);
    const { id } = await approved(at, at.personId);
    await cancelled(at, at.deals[0] ?? "", "2008-06-25");
    expect(code(await payment(at, id))).toBe("claim-outdated");

    await done(as(await at.agency.member("manager")).post(`${at.path}/claims/${id}/return`, { remark: "有追回" }));
    const again = await approved(at, at.personId);
    expect(again.grossFen).toBe(2_000_00);
    expect((await payment(at, again.id)).status).toBe(200);
  });

  test("while prices follow their facts nothing is claimed, approved or paid", async () => {
    const at = await earning(2);
    const { id } = await approved(at, at.personId);
    await plant(at, [{}]);
    expect(code(await payment(at, id))).toBe("still-settling");
    await queued();
    expect((await payment(at, id)).status).toBe(200);
  });
});

describe("claiming just after a fact", () => {
  test("whoever reads what was earned settles what the fact left, and may claim at once; a reader of settled rewards asks once", async () => {
    const at = await earning(1);
    const manager = as(await at.agency.member("manager"));
    const address = `${at.path}/engagements/${at.engagementId}/rewards`;
    const [referral] = await referred(at, 1);
    await plant(at, [{ referral, paidOn: "2008-06-16" }]); // no queue runs after it
    expect(code(await asked(at, at.personId))).toBe("still-settling");

    const first = await manager.get<Rewards>(address);
    expect(first.body).toMatchObject({ isSettling: false, claimableFen: 2_000_00 });
    expect((await done(asked(at, at.personId))).grossFen).toBe(2_000_00);
    const again = await manager.get<Rewards>(address);
    expect([first.cost.trips, again.cost.trips], "one more where something was left").toEqual([2, 1]);
  });

  test("what cannot be settled now is shown as it was settled last, and says so", async () => {
    const at = await earning(1);
    await plant(at, [{ signedOn: "2008-06-03" }]);
    const shard = env[at.agency.shard as "SHARD_1"];
    await shard.prepare("update agencies set state = 'closed' where id = ?").bind(at.agency.id).run();
    const shown = await done(as(await at.agency.member("manager")).get<Rewards>(`${at.path}/engagements/${at.engagementId}/rewards`));
    expect(shown).toMatchObject({ isSettling: true, claimableFen: 1_000_00 });
  });
});

describe("what the developer's finance looks up", () => {
  /** Two homes earned and claimed, approved by the manager, in a campaign whose developer is linked; and its finance. */
  async function handed() {
    const at = await earning(2);
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    const finance = as(await developer.member("finance"));
    const path = `/api/v1/developers/${developer.id}/agencies/${at.agency.id}/campaigns/${at.campaignId}/claims`;
    const { id } = await approved(at, at.personId);

    return { at, developer, finance, path, id };
  }
  const paying = (own: string) => ({
    taxFen: 300_00,
    paidOn: today(),
    receiptNumber: "LJ-0007",
    offset: { dealId: own, amountFen: 500_00 },
  });

  test("a paid claim: home by home, tax, set-off and through whose hands it went", async () => {
    const { at, finance, path, id } = await handed();
    expect(await done(finance.get(path)), "paid are none yet").toEqual({ items: [], next: null });
    expect((await done(finance.get<{ items: Claim[] }>(`${path}?state=approved`))).items.map((claim) => claim.id)).toEqual([id]);
    await done(finance.post(`${path}/${id}/payment`, paying(at.own)));

    const { items } = await done(finance.get<{ items: Claim[] }>(path));
    expect(items).toMatchObject([{ id, state: "paid", paidOn: today(), receiptNumber: "LJ-0007", grossFen: 2_000_00 }]);
    const found = await done(finance.get<HandedClaim>(`${path}/${id}`));
    expect(found).toMatchObject({ ...items[0], taxFen: 300_00, offsetFen: 500_00, cashFen: 1_200_00, offsetDealId: at.own });
    expect([found.claimedByName, found.approvedByName, found.paidByName].every(Boolean)).toBe(true);
    const earned = (await rewards(at)).entries;
    expect(found.entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      earned.map(({ id, building, unitNumber, kind, amountFen, successOn, claimableFrom }) => ({
        id,
        building,
        unitNumber,
        kind,
        amountFen,
        successOn,
        claimableFrom,
      })),
    );
    const own = (await statement(at)).deals.find(({ deal }) => deal.id === at.own)?.deal;
    expect(found.offsetHome).toEqual({ building: own?.building, unitNumber: own?.unitNumber });
    expect((await done(finance.get<{ items: Claim[] }>(`${path}?state=approved`))).items).toEqual([]);
  });

  test("not what the agency has not approved or sent back, not another developer's, not without the permission, not once unlinked", async () => {
    const { at, developer, finance, path, id } = await handed();
    const marketing = as(await developer.member("marketing"));
    expect([(await marketing.get(path)).status, (await marketing.get(`${path}/${id}`)).status]).toEqual([403, 403]);
    const other = await mintDeveloper();
    const stranger = as(await other.member("finance"));
    const asStranger = path.replace(developer.id, other.id);
    for (const address of [path, `${path}/${id}`, asStranger, `${asStranger}/${id}`])
      expect((await stranger.get(address)).status, address).toBe(404);
    expect((await finance.get(path.replace(at.campaignId, "none"))).status).toBe(404);
    expect((await finance.get(`${path}?state=claimed`)).status).toBe(422);

    await done(as(await at.agency.member("manager")).post(`${at.path}/claims/${id}/return`, { remark: "證件不清" }));
    expect((await finance.get(`${path}/${id}`)).status, "sent back").toBe(404);
    const again = await done(asked(at, at.personId));
    expect((await finance.get(`${path}/${again.id}`)).status, "not approved").toBe(404);
    await done(as(await at.agency.member("manager")).post(`${at.path}/claims/${again.id}/approval`, {}));
    expect((await finance.get(`${path}/${again.id}`)).status).toBe(200);

    await env[at.agency.shard as "SHARD_1"].prepare("update links set state = 'ended' where agency_id = ?").bind(at.agency.id).run();
    expect([(await finance.get(path)).status, (await finance.get(`${path}/${again.id}`)).status]).toEqual([404, 404]);
  });

  test("not by who has been dismissed since they signed in: at once, where money moves", async () => {
    const { developer, finance, path, id, at } = await handed();
    const { id: userId } = await developer.member("finance");
    const state = (is: string) =>
      env.DIRECTORY.prepare("update memberships set state = ? where tenant_id = ? and user_id = ?").bind(is, developer.id, userId).run();
    await state("removed");
    expect(code(await finance.post(`${path}/${id}/payment`, paying(at.own)))).toBe("not-permitted");
    await state("active");
    const paid = await finance.post(`${path}/${id}/payment`, paying(at.own));
    expect([paid.status, paid.cost.trips], "asked beside the first read").toEqual([200, 2]);
  });

  test("page by page, the latest claim first", async () => {
    const { at, finance, path, id } = await handed();
    await done(finance.post(`${path}/${id}/payment`, paying(at.own)));
    await inStorage(
      at,
      `insert into claims (agency_id, campaign_id, id, engagement_id, person_id, gross_fen, tax_fen, offset_fen, cash_fen, state, witness_id, witness_name, claimed_by, claimed_by_name, claimed_at, approved_by, paid_by, paid_on, receipt_number)
        select agency_id, campaign_id, '00' || substr(id, 3), engagement_id, person_id, 1, 0, 0, 1, 'paid', 'w', 'w', 'c', 'c', 1, 'a', 'p', '2008-06-20', 'r' from claims where agency_id = ?`,
    );
    const first = await done(finance.get<{ items: Claim[]; next: string }>(`${path}?limit=1`));
    const second = await done(finance.get<{ items: Claim[]; next: string | null }>(`${path}?limit=1&after=${first.next}`));
    expect(new Set([first, second].flatMap(({ items }) => items.map(({ receiptNumber }) => receiptNumber)))).toEqual(
      new Set(["LJ-0007", "r"]),
    );
    expect(first.items[0]?.id.localeCompare(second.items[0]?.id ?? "")).toBe(1);
    expect(second.next).toBeNull();
  });
});

describe("who may be given money", () => {
  test.each([
    { status: null, consent: false, may: false, why: "nobody has said what they are" },
    { status: "state-functionary", consent: true, may: false, why: "an official, whatever the employer says" },
    { status: "state-enterprise", consent: true, may: false, why: "a state enterprise's employee" },
    { status: "private-employee", consent: false, may: false, why: "the employer has not agreed" },
    { status: "private-employee", consent: true, may: true, why: "the employer has agreed" },
    { status: "self-employed", consent: false, may: true, why: "has no employer" },
  ] as const)("$status, consent $consent: $why", async ({ status, consent, may }) => {
    const at = await earning(1, null);
    const document = consent ? await upload(at, "consultant", "deal-document") : undefined;
    if (status) await described(at, at.personId, status, 0, document);

    const answer = await asked(at, at.personId);
    expect(answer.status === 201 ? null : code(answer)).toBe(may ? null : "recipient-held");
  });

  test("compliance decides otherwise, with a reason; saying anew what somebody is ends its decision", async () => {
    const at = await earning(1, "state-functionary");
    const address = `/api/v1/agencies/${at.agency.id}/recipients/${at.personId}`;
    const allowed = { decision: "allowed", reason: "退休人員", yearlyLimitFen: null };
    expect((await as(await at.agency.member("manager")).post(`${address}/decision`, allowed, { ifMatch: 1 })).status).toBe(403);
    const compliance = as(await at.agency.member("compliance"));
    expect((await compliance.post(`${address}/decision`, allowed, { ifMatch: 2 })).status).toBe(412);
    const decided = await done(compliance.post<Recipient>(`${address}/decision`, allowed, { ifMatch: 1 }));
    const { id } = await approved(at, at.personId);

    await described(at, at.personId, "state-functionary", decided.version);
    expect(code(await payment(at, id)), "held again before it was paid").toBe("recipient-held");
  });

  test.each([
    { limitFen: 2_000_00, earlier: () => today(), refused: "above-yearly-limit", why: "a fen above, in one year" },
    { limitFen: 2_000_01, earlier: () => today(), refused: null, why: "on the limit" },
    {
      limitFen: 2_000_00,
      earlier: () => `${Number(today().slice(0, 4)) - 1}-12-31`,
      refused: null,
      why: "what was paid the year before is none of it",
    },
  ])("a yearly limit of $limitFen: $why", async ({ limitFen, earlier, refused }) => {
    const at = await earning(1);
    await env.SHARD_1.prepare(
      "update recipients set yearly_limit_fen = ?, decision = 'allowed', reason = 'x', decided_by = 'x' where agency_id = ? and person_id = ?",
    )
      .bind(limitFen, at.agency.id, at.personId)
      .run();
    const { id } = await approved(at, at.personId);
    await env.SHARD_1.prepare(
      "insert into claims (agency_id, campaign_id, id, engagement_id, person_id, gross_fen, tax_fen, offset_fen, cash_fen, state, witness_id, witness_name, claimed_by, claimed_by_name, claimed_at, approved_by, paid_by, paid_on, receipt_number) values (?, ?, 'before', ?, ?, 100001, 0, 0, 100001, 'paid', 'w', 'w', 'c', 'c', 1, 'a', 'p', ?, 'r')",
    )
      .bind(at.agency.id, at.campaignId, at.engagementId, at.personId, earlier())
      .run();
    const answer = await payment(at, id);

    expect(answer.status === 200 ? null : code(answer)).toBe(refused);
  });

  test("at the year's edge it is the project's year: approved on the first of January there, still the year before in UTC", async () => {
    const at = await earning(1);
    await inStorage(at, "update recipients set yearly_limit_fen = 100000 where agency_id = ?");
    const { id } = await done(asked(at, at.personId));
    await inStorage(
      at,
      `insert into claims (agency_id, campaign_id, id, engagement_id, person_id, gross_fen, tax_fen, offset_fen, cash_fen, state, witness_id, witness_name, claimed_by, claimed_by_name, claimed_at, approved_by, paid_by, paid_on, receipt_number)
        select agency_id, campaign_id, 'before', engagement_id, person_id, 100000, 0, 0, 100000, 'paid', 'w', 'w', 'c', 'c', 1, 'a', 'p', '2007-12-31', 'r' from claims where agency_id = ?`,
    );
    const approval = async (now: string) => {
      moveClock(Date.parse(now));
      try {
        return code(await as(await at.agency.member("manager")).post(`${at.path}/claims/${id}/approval`, {}));
      } finally {
        moveClock(null);
      }
    };
    expect(await approval("2007-12-31T15:59:59Z")).toBe("above-yearly-limit");
    expect(await approval("2007-12-31T16:00:00Z")).toBeUndefined();
  });

  test("on a day from its approval to today, and no other", async () => {
    const at = await earning(1);
    const { id } = await approved(at, at.personId);
    const on = async (paidOn: string) => (await payment(at, id, { paidOn })).body as unknown as { errors?: object[] };
    expect((await on(today(-1))).errors).toEqual([expect.objectContaining({ pointer: "/paidOn", code: "before-approval" })]);
    expect((await on(today(1))).errors).toEqual([expect.objectContaining({ pointer: "/paidOn", code: "in-future" })]);
    expect(await done(payment(at, id))).toMatchObject({ state: "paid", paidOn: today() });
  });

  test("a hold stops everything until it is lifted", async () => {
    const at = await earning(1);
    const { id } = await approved(at, at.personId);
    const finance = as(await at.agency.member("finance"));
    const address = `${at.path}/engagements/${at.engagementId}/rewards`;
    expect((await done(finance.post<Rewards>(`${address}/hold`, { reason: "有爭議" }))).hold).toMatchObject({ reason: "有爭議" });
    expect(code(await finance.post(`${address}/hold`, { reason: "再" }))).toBe("rewards-held");
    expect(code(await payment(at, id))).toBe("rewards-held");
    expect((await done(finance.post<Rewards>(`${address}/release`, {}))).hold).toBeNull();
    expect((await payment(at, id)).status).toBe(200);
  });
});

describe("refused, and nothing written", () => {
  test("somebody else's money, an unknown witness, another campaign's claim, another agency's", async () => {
    const at = await earning(1);
    const { id } = await done(asked(at, at.personId));
    const other = await contact(at, "王秘書長");
    await described(at, other.personId, "self-employed");
    const before = await inStorage(at, "select * from claims where agency_id = ?");
    const manager = as(await at.agency.member("manager"));
    const stranger = await selling();

    expect(code(await asked(at, other.personId)), "who has earned nothing").toBe("nothing-to-claim");
    const outside = await Promise.all((["finance", "compliance", "viewer"] as const).map((role) => at.agency.member(role)));
    for (const witnessId of ["nobody", ...outside.map(({ id: memberId }) => memberId)]) {
      const told = { personId: at.personId, identityCardSeen: true, workPermitSeen: true, witnessId };
      const refused = await manager.post(`${at.path}/engagements/${at.engagementId}/rewards/claims`, told);
      expect(code(refused), "who comes along works with key accounts").toBe("invalid");
      expect(refused.body).toMatchObject({ errors: [{ pointer: "/witnessId", code: "unknown" }] });
    }
    expect((await as(await stranger.agency.member("manager")).post(`${stranger.path}/claims/${id}/approval`, {})).status).toBe(404);
    expect((await manager.post(`${at.path}/claims/none/approval`, {})).status).toBe(404);
    expect(await inStorage(at, "select * from claims where agency_id = ?")).toEqual(before);
  });
});
