import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import type { ApprovalDetail, HandedApproval } from "../../src/approvals/contract";
import { jobFacts } from "../../src/http/facts";
import { reckonLeft } from "../../src/results/reckoning";
import type { WriteOff } from "../../src/rewards/write-offs/contract";
import { type NettedEntry, openOf } from "../../src/rewards/write-offs/rules";
import { upload } from "../support/campaigns";
import { cancelled, done, type Selling, selling } from "../support/deals";
import { type Answer, as, mintDeveloper } from "../support/kit";
import { plant } from "../support/planting";
import { approved, asked, described, keyPerson, payment, queued, referred, rewards } from "../support/rewards";
import { linkTo } from "../support/specials";

const entry = (id: string, kind: NettedEntry["kind"], amountFen: number, told: Partial<NettedEntry> = {}): NettedEntry => ({
  id,
  kind,
  amountFen,
  personId: "chairman",
  recoversId: null,
  isClaimed: false,
  isPaid: false,
  ...told,
});
const paidOut = entry("paid", "accrual", 1_000_00, { isClaimed: true, isPaid: true });
const recovered = entry("r", "recovery", -1_000_00);

describe("what is open of a recovery", () => {
  test.each<{ entries: NettedEntry[]; open: number; why: string }>([
    { entries: [paidOut, recovered], open: 1_000_00, why: "paid out, and nothing to net it: all of it" },
    { entries: [entry("a", "accrual", 1_000_00), recovered], open: 0, why: "its own reward was never paid: they net" },
    { entries: [paidOut, recovered, entry("b", "accrual", 999_99)], open: 1, why: "what nothing else covers, to the fen" },
    { entries: [paidOut, recovered, entry("b", "accrual", 1_000_00)], open: 0, why: "covered by a next reward, claimable or not yet" },
    {
      entries: [paidOut, recovered, entry("b", "accrual", 3_000_00, { personId: "secretary" })],
      open: 1_000_00,
      why: "somebody else's reward covers nothing of it",
    },
    {
      entries: [paidOut, recovered, entry("b", "accrual", 1_000_00, { isClaimed: true })],
      open: 0,
      why: "a claim under way nets it by claiming anew",
    },
    {
      entries: [paidOut, { ...recovered, isClaimed: true }, entry("b", "accrual", 400_00, { isClaimed: true })],
      open: 0,
      why: "it stands in a claim",
    },
    {
      entries: [paidOut, recovered, entry("w", "write-off", 400_00, { recoversId: "r" })],
      open: 600_00,
      why: "written off in part: the rest",
    },
    { entries: [paidOut, recovered, entry("w", "write-off", 1_000_00, { recoversId: "r" })], open: 0, why: "written off whole" },
    {
      entries: [paidOut, recovered, entry("w", "write-off", 400_00, { recoversId: "r" }), entry("other", "recovery", -1_000_00)],
      open: 600_00,
      why: "beside another recovery no more than its own rest",
    },
    {
      entries: [paidOut, recovered, entry("other", "recovery", -500_00), entry("b", "returned", 700_00)],
      open: 800_00,
      why: "of two recoveries what came back covers a part, which either may be",
    },
  ])("$why", ({ entries, open }) => {
    expect(openOf(entries).get("r")).toBe(open);
    expect(openOf(entries.toReversed()).get("r"), "in any order").toBe(open);
  });
});

interface Owing extends Selling {
  personId: string;
  recoveryId: string;
}

/** A chairman who was paid for some homes, of which the first was cancelled afterwards: 1,000 yuan that nothing nets. */
async function owing(homes = 1): Promise<Owing> {
  const at = await selling();
  const { personId } = await keyPerson(at);
  const deals = await plant(
    at,
    (await referred(at, homes)).map((referral) => ({ referral, paidOn: "2008-06-15" })),
  );
  await described(at, personId, "self-employed");
  await queued();
  const { id } = await approved(at, personId);
  await done(payment(at, id));
  await cancelled(at, deals[0] ?? "", "2008-07-05");
  const recovery = (await rewards(at)).entries.find(({ kind }) => kind === "recovery");

  return { ...at, personId, recoveryId: recovery?.id ?? "" };
}

const ask = async (at: Owing, amountFen: number, role: "manager" | "owner" | "consultant" = "manager"): Promise<Answer<WriteOff>> =>
  as(await at.agency.member(role)).post<WriteOff>(`${at.path}/engagements/${at.engagementId}/rewards/write-offs`, {
    recoveryId: at.recoveryId,
    amountFen,
    reason: "會長已離開株洲，聯絡不上",
  });

async function recorded(at: Owing, { approval }: WriteOff): Promise<Answer<ApprovalDetail>> {
  const documentId = await upload(at);

  return as(await at.agency.member("finance")).post<ApprovalDetail>(`/api/v1/agencies/${at.agency.id}/approvals/${approval.id}/decision`, {
    outcome: "approve",
    documentId,
  });
}

const code = ({ body }: { body: unknown }) => (body as { code: string }).code;
const sum = (entries: { amountFen: number }[]) => entries.reduce((total, { amountFen }) => total + amountFen, 0);
const broken = async () => {
  await reckonLeft(jobFacts(env, "queue", Date.now()));
  const found = [];
  // Planted deals have no sellers.
  for (const { id, sql } of invariants.filter((one) => one.id !== "shares-whole"))
    found.push(...(await env.SHARD_1.prepare(sql).all()).results.map((row) => [id, row]));

  return found;
};

describe("written off by an approval", () => {
  test("the whole way: asked, decided by finance with the paper, posted beside the recovery, which stays; nothing is posted anew", async () => {
    const at = await owing();
    expect((await rewards(at)).entries.find(({ id }) => id === at.recoveryId)).toMatchObject({ openFen: 1_000_00, state: "claimable" });
    const writeOff = await done(ask(at, 1_000_00));
    expect(writeOff).toMatchObject({ state: "pending", number: 1, personName: "林會長" });
    expect((await rewards(at)).writeOffs).toEqual([writeOff]);
    const before = await rewards(at);
    expect(sum(before.entries.filter(({ kind }) => kind === "write-off")), "nothing moves before the yes").toBe(0);

    const approval = await done(recorded(at, writeOff));
    expect(approval).toMatchObject({
      kind: "write-off",
      state: "approved",
      writeOff: { amountFen: 1_000_00, recoveredFen: 1_000_00, state: "approved" },
    });
    const after = await rewards(at);
    expect(after.entries.filter(({ kind }) => kind !== "accrual")).toMatchObject([
      { id: at.recoveryId, kind: "recovery", amountFen: -1_000_00, openFen: 0, state: "written-off" },
      { id: writeOff.id, kind: "write-off", amountFen: 1_000_00, recoversId: at.recoveryId, state: "written-off" },
    ]);
    expect(after).toMatchObject({ claimableFen: 0, writeOffs: [{ state: "approved", approval: { deciderName: expect.any(String) } }] });

    await env.SHARD_1.prepare("update counting_groups set version = version + 1 where agency_id = ?").bind(at.agency.id).run();
    expect((await rewards(at)).entries, "settled again, it is not recovered again").toEqual(after.entries);
    expect(code(await ask(at, 1)), "nothing is open any more").toBe("write-off-above-open");
    expect(await broken()).toEqual([]);
    const totals = (await done(as(await at.agency.member("manager")).get<{ totals: object }>(`${at.path}/results`))).totals;
    expect(totals).toMatchObject({ "reward-paid-fen": 1_000_00, "reward-written-off-fen": 1_000_00 });
  });

  test("in part: the rest stays open, and the next reward nets that alone", async () => {
    const at = await owing();
    await done(recorded(at, await done(ask(at, 400_00))));
    expect((await rewards(at)).entries.find(({ id }) => id === at.recoveryId)).toMatchObject({ openFen: 600_00, state: "claimable" });

    const person = await done(
      as(await at.agency.member("consultant")).post<{ items: { id: string; personId: string }[] }>(
        `${at.path}/engagements/${at.engagementId}/referrals`,
        { referredOn: "2008-05-20", evidence: "roster", people: [{ name: "新買方" }] },
      ),
    );
    await plant(at, [{ referral: person.items[0] ?? { id: "", personId: "" }, paidOn: "2008-06-16" }]);
    await queued();
    expect((await done(asked(at, at.personId))).grossFen).toBe(400_00);
    expect(await broken()).toEqual([]);
  });

  test("the linked developer decides, and is shown what and of whom", async () => {
    const at = await owing();
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    const writeOff = await done(ask(at, 1_000_00));
    const marketing = as(await developer.member("marketing"));
    const list = await done(marketing.get<{ items: HandedApproval[] }>(`/api/v1/developers/${developer.id}/approvals`));
    expect(list.items).toMatchObject([{ kind: "write-off", subject: { about: "泉州商會", number: 1, amountFen: 1_000_00 } }]);
    const address = `/api/v1/developers/${developer.id}/approvals/${at.agency.id}/${writeOff.approval.id}`;
    expect(await done(marketing.get<ApprovalDetail>(address))).toMatchObject({
      writeOff: { personName: "林會長", openFen: 1_000_00, recoveryId: at.recoveryId },
      acts: ["decide"],
    });
    await done(marketing.post(`${address}/decision`, { outcome: "approve" }));
    expect((await rewards(at)).entries.at(-1)).toMatchObject({ kind: "write-off", amountFen: 1_000_00, state: "written-off" });
  });

  test("returned or taken back, nothing is posted, and it may be asked again", async () => {
    const at = await owing();
    const first = await done(ask(at, 1_000_00));
    expect(code(await ask(at, 1_000_00))).toBe("write-off-pending");
    const finance = as(await at.agency.member("finance"));
    const decision = `/api/v1/agencies/${at.agency.id}/approvals/${first.approval.id}/decision`;
    await done(finance.post(decision, { outcome: "return", remark: "先發函催收" }));
    const second = await done(ask(at, 1_000_00));
    const manager = as(await at.agency.member("manager"));
    expect((await done(manager.post<WriteOff>(`${at.path}/write-offs/${second.id}/withdrawal`, {}))).state).toBe("withdrawn");
    expect(code(await manager.post(`${at.path}/write-offs/${second.id}/withdrawal`, {}))).toBe("already-decided");

    const { entries, writeOffs } = await rewards(at);
    expect(entries.some(({ kind }) => kind === "write-off")).toBe(false);
    expect(writeOffs.map(({ state }) => state)).toEqual(["withdrawn", "returned"]);
  });
});

describe("refused, and nothing posted", () => {
  test("more than is open; what is no recovery; without the permission; another agency's", async () => {
    const at = await owing();
    const stranger = await selling();
    expect(code(await ask(at, 1_000_01))).toBe("write-off-above-open");
    const accrual = (await rewards(at)).entries.find(({ kind }) => kind === "accrual")?.id ?? "";
    expect(await ask({ ...at, recoveryId: accrual }, 1)).toMatchObject({ body: { errors: [{ pointer: "/recoveryId", code: "unknown" }] } });
    expect((await ask(at, 1, "consultant")).status).toBe(403);
    const { id } = await done(ask(at, 1_000_00));
    const other = as(await stranger.agency.member("manager"));
    expect((await other.get(`${stranger.path}/write-offs/${id}`)).status).toBe(404);
    expect((await other.post(`${stranger.path}/write-offs/${id}/withdrawal`, {})).status).toBe(404);
  });

  test("a reward came between asking and the yes: it nets the recovery, and the yes is refused", async () => {
    const at = await owing();
    const writeOff = await done(ask(at, 1_000_00));
    const [late] = (
      await done(
        as(await at.agency.member("consultant")).post<{ items: { id: string; personId: string }[] }>(
          `${at.path}/engagements/${at.engagementId}/referrals`,
          { referredOn: "2008-05-20", evidence: "roster", people: [{ name: "新買方" }] },
        ),
      )
    ).items;
    await plant(at, [{ referral: late ?? { id: "", personId: "" }, paidOn: "2008-06-16" }]);
    expect(code(await recorded(at, writeOff)), "while rewards follow the facts nobody knows what is open").toBe("still-settling");
    await queued();

    expect(code(await recorded(at, writeOff))).toBe("write-off-above-open");
    expect((await rewards(at)).entries.some(({ kind }) => kind === "write-off")).toBe(false);
  });

  test("the storage itself takes no more than was recovered, and none of what a claim has netted", async () => {
    const at = await owing();
    const insert = (id: string, fen: number) =>
      env.SHARD_1.prepare(
        "insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, posted_on, recovers_id) select agency_id, campaign_id, ?, engagement_id, person_id, deal_id, 'write-off', ?, posted_on, id from reward_entries where agency_id = ? and id = ?",
      )
        .bind(id, fen, at.agency.id, at.recoveryId)
        .run();
    await expect(insert("more", 1_000_01)).rejects.toThrow("write-off-above-open");
    await insert("part", 600_00);
    await expect(insert("rest", 400_01)).rejects.toThrow("write-off-above-open");
    await env.SHARD_1.prepare(
      "update reward_entries set claim_id = (select id from claims where agency_id = ?1 limit 1) where agency_id = ?1 and id = ?2",
    )
      .bind(at.agency.id, at.recoveryId)
      .run();
    await expect(insert("netted", 1)).rejects.toThrow("write-off-above-open");
  });

  test("of two yes at once for one person's two recoveries, no more is given up than nothing covers", async () => {
    const at = await owing(2);
    // The other home goes too, and a reward of 500 comes: 1,500 are open, of which either recovery may be 1,000.
    const other = (await rewards(at)).entries.find(({ kind, dealId }, _, all) => {
      const gone = all.find(({ id }) => id === at.recoveryId)?.dealId;
      return kind === "accrual" && dealId !== gone;
    });
    await cancelled(at, other?.dealId ?? "", "2008-07-05");
    await queued();
    const dealId = other?.dealId ?? "";
    await env.SHARD_1.prepare(
      "insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, posted_on) values (?, ?, 'back', ?, ?, ?, 'returned', 50000, '2008-07-06')",
    )
      .bind(at.agency.id, at.campaignId, at.engagementId, at.personId, dealId)
      .run();
    const second = (await rewards(at)).entries.find((one) => one.kind === "recovery" && one.dealId === dealId)?.id ?? "";
    const asks = [await done(ask(at, 1_000_00)), await done(ask({ ...at, recoveryId: second }, 1_000_00))];
    const answers = await Promise.all(asks.map((one) => recorded(at, one)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await rewards(at)).entries.filter(({ kind }) => kind === "write-off")).toHaveLength(1);
  });
});
