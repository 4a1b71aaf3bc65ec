import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Deal } from "../../../src/deals/contract";
import type { PolicyTerms } from "../../../src/policies/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import type { PolicyVersionDetail, PolicyVersionItem } from "../../../src/policies/versions/contract";
import { between } from "../../support/between";
import { approve, detailOf, draft, endLinks, publish, type Stage, stage, upload } from "../../support/campaigns";
import { selling, subscribed } from "../../support/deals";
import { as, mintDeveloper } from "../../support/kit";
import { at97, manager, type Page, underFloor, versionOf } from "./version";

type Refused = { code: string; errors?: { pointer: string; code: string }[] };
const minute = { timeout: 60_000 };

describe("submitting", minute, () => {
  test.each<{ why: string; terms: PolicyTerms; effectiveFrom: string | null; pointer: string }>([
    { why: "no day yet", terms: plan, effectiveFrom: null, pointer: "/effectiveFrom" },
    { why: "a day after the window", terms: plan, effectiveFrom: "2008-07-16", pointer: "/effectiveFrom" },
    { why: "a combination under the floor", terms: underFloor, effectiveFrom: "2008-05-15", pointer: "/groupTables/0/tiers/0/payableBps" },
  ])("is refused while there are errors: $why", async ({ terms, effectiveFrom, pointer }) => {
    const at = await stage();
    const caller = await manager(at);
    await caller.put(versionOf(at), { terms, effectiveFrom }, { ifMatch: 1 });

    const answer = await caller.post<Refused>(`${versionOf(at)}/submission`);

    expect(answer).toMatchObject({ status: 409, body: { code: "findings-open" } });
    expect(answer.body.errors?.map((error) => error.pointer)).toContain(pointer);
    expect((await detailOf(at, at.versionId)).status).toBe("draft");
  });

  test("a warning does not stop it", async () => {
    const at = await stage();
    const found = await detailOf(at, at.versionId);

    expect(found.findings.map(({ severity, code }) => [severity, code])).toEqual([["warning", "reward-held"]]);
    expect((await (await manager(at)).post<PolicyVersionDetail>(`${versionOf(at)}/submission`)).body.status).toBe("submitted");
  });

  test("asks the agency's finance where no developer is linked, and tells them by letter", async () => {
    const at = await stage();

    const { body, cost } = await (await manager(at)).post<PolicyVersionDetail>(`${versionOf(at)}/submission`, { note: "請核" });

    expect(body.approval).toMatchObject({
      kind: "policy-version",
      decider: "agency",
      state: "pending",
      note: "請核",
      subject: { campaignName: "大客戶拓展 2008", projectName: "中央王座", number: 1, effectiveFrom: "2008-05-15" },
    });
    expect(body.acts).toEqual(["withdraw"]);
    expect(cost.trips).toBe(2);
    const letters = await env.SHARD_1.prepare("select template, recipient_id from messages where scope = ?").bind(at.agency.id).all();
    expect(letters.results).toEqual([{ template: "approval-submitted", recipient_id: `${at.agency.id}:finance` }]);
  });

  test("asks the linked developer, and its list knows at once, within four round trips", async () => {
    const developer = await mintDeveloper();
    const at = await stage({ developer });

    const { body, cost } = await (await manager(at)).post<PolicyVersionDetail>(`${versionOf(at)}/submission`);

    expect(body.approval?.decider).toBe("developer");
    expect(cost.trips).toBeLessThanOrEqual(4);
    const copies = await env.DIRECTORY.prepare("select approval_id, state, version from decisions where developer_id = ?")
      .bind(developer.id)
      .all();
    expect(copies.results).toEqual([{ approval_id: body.approval?.id, state: "pending", version: 1 }]);
    const told = await env.DIRECTORY.prepare("select event from audit where scope = ?").bind(developer.id).all();
    expect(told.results).toEqual([{ event: "policy.submitted" }]);
    const letter = await env.SHARD_1.prepare("select recipient_id from messages where scope = ?").bind(at.agency.id).first();
    expect(letter).toEqual({ recipient_id: `${developer.id}:owner+marketing` });
  });

  test("two at once: one is sent; nothing more can be written while it is", async () => {
    const at = await stage();
    const caller = await manager(at);

    const answers = await Promise.all([1, 2, 3].map(() => caller.post<Refused>(`${versionOf(at)}/submission`)));
    const written = await caller.put(versionOf(at), { terms: at97, effectiveFrom: "2008-05-15" }, { ifMatch: 2 });

    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 200).every(({ status }) => status === 409 || status === 412)).toBe(true);
    expect(written).toMatchObject({ status: 409, body: { code: "version-not-draft" } });
    const pending = await env.SHARD_1.prepare("select count(*) as n from approvals where agency_id = ?").bind(at.agency.id).first();
    expect(pending).toEqual({ n: 1 });
  });

  test("a replay with the same key sends nothing again", async () => {
    const at = await stage();
    const caller = await manager(at);

    const first = await caller.post(`${versionOf(at)}/submission`, {}, { key: "submit-key-01" });
    const again = await caller.post(`${versionOf(at)}/submission`, {}, { key: "submit-key-01" });

    expect(again).toMatchObject({ status: 200, body: first.body });
    const asked = await env.SHARD_1.prepare("select count(*) as n from approvals where agency_id = ?").bind(at.agency.id).first();
    expect(asked).toEqual({ n: 1 });
  });

  test("can be taken back while nobody has decided", async () => {
    const developer = await mintDeveloper();
    const at = await stage({ developer });
    const caller = await manager(at);
    await caller.post(`${versionOf(at)}/submission`);

    const { body } = await caller.post<PolicyVersionDetail>(`${versionOf(at)}/withdrawal`);

    expect(body).toMatchObject({ status: "draft", approval: { state: "withdrawn", deciderName: expect.any(String) } });
    expect(await caller.post(`${versionOf(at)}/withdrawal`)).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    const copy = await env.DIRECTORY.prepare("select state, version from decisions where developer_id = ?").bind(developer.id).first();
    expect(copy).toEqual({ state: "withdrawn", version: 2 });
    expect((await caller.post<PolicyVersionDetail>(`${versionOf(at)}/submission`)).body.status).toBe("submitted");
  });

  test("a link that ended since leaves the decision to the agency's finance", async () => {
    const at = await stage({ developer: await mintDeveloper() });
    await endLinks(at.agency, at.projectId);

    const { body } = await (await manager(at)).post<PolicyVersionDetail>(`${versionOf(at)}/submission`);

    expect(body.approval?.decider).toBe("agency");
  });
});

describe("publishing", minute, () => {
  test("only what was approved", async () => {
    const at = await stage();
    const caller = await manager(at);

    expect(await caller.post(`${versionOf(at)}/publication`)).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    await caller.post(`${versionOf(at)}/submission`);
    expect(await caller.post(`${versionOf(at)}/publication`)).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    await caller.post(`${versionOf(at)}/withdrawal`);

    const published = await publish(at);
    expect(published).toMatchObject({
      status: "published",
      inForce: { from: "2008-05-15", until: null },
      publishedAt: expect.any(String),
      acts: [],
    });
  });

  test("the days of each: one ends before the next begins, and one that starts no earlier is superseded", async () => {
    const at = await stage();
    await publish(at);
    const july = await draft(at, at97, "2008-07-01");
    await publish(at, july.id);
    const list = async () =>
      (await (await manager(at)).get<Page<PolicyVersionItem>>(`${at.path}/policy-versions`)).body.items.map(
        ({ number, status, inForce }) => [number, status, inForce],
      );

    expect(await list()).toEqual([
      [2, "published", { from: "2008-07-01", until: null }],
      [1, "published", { from: "2008-05-15", until: "2008-06-30" }],
    ]);

    const june = await draft(at, at97, "2008-06-10");
    await publish(at, june.id);
    expect(await list()).toEqual([
      [3, "published", { from: "2008-06-10", until: null }],
      [2, "superseded", null],
      [1, "published", { from: "2008-05-15", until: "2008-06-09" }],
    ]);
    const audit = await env.SHARD_1.prepare(
      "select changes from audit where scope = ? and event = 'policy.published' order by id desc limit 1",
    )
      .bind(at.agency.id)
      .first<{ changes: string }>();
    expect(JSON.parse(audit?.changes ?? "[]")).toContainEqual({ field: "#2/status", from: "published", to: "superseded" });
  });

  test("two at once: the version is published once", async () => {
    const at = await stage();
    const caller = await manager(at);
    await publish(at);
    const second = await draft(at, at97, "2008-05-15");
    await approveByFinance(at, second.id);

    const answers = await Promise.all([1, 2, 3].map(() => caller.post<Refused>(`${versionOf(at, second.id)}/publication`)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const rows = await env.SHARD_1.prepare("select number, status from policy_versions where agency_id = ? order by number")
      .bind(at.agency.id)
      .all();
    expect(rows.results).toEqual([
      { number: 1, status: "superseded" },
      { number: 2, status: "published" },
    ]);
  });

  test("two versions of one day at once: one of them prices it", async () => {
    const at = await stage();
    const caller = await manager(at);
    const second = await draft(at, at97, "2008-05-15");
    await approveByFinance(at, at.versionId);
    await approveByFinance(at, second.id);

    const answers = await Promise.all([at.versionId, second.id].map((id) => caller.post<Refused>(`${versionOf(at, id)}/publication`)));

    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    const rows = await env.SHARD_1.prepare("select count(*) as n from policy_versions where agency_id = ? and status = 'published'")
      .bind(at.agency.id)
      .first();
    expect(rows).toEqual({ n: 1 });
  });

  test.each([
    { why: "its terms", statement: "update policy_versions set terms = '{}' where agency_id = ? and id = ?" },
    { why: "its day", statement: "update policy_versions set effective_from = '2008-01-01' where agency_id = ? and id = ?" },
    { why: "its number", statement: "update policy_versions set number = 9 where agency_id = ? and id = ?" },
    { why: "back to a draft", statement: "update policy_versions set status = 'draft' where agency_id = ? and id = ?" },
    { why: "deleted", statement: "delete from policy_versions where agency_id = ? and id = ?" },
  ])("published is immutable, even by SQL: $why", async ({ statement }) => {
    const at = await stage();
    await publish(at);

    await expect(env.SHARD_1.prepare(statement).bind(at.agency.id, at.versionId).run()).rejects.toThrow("published-is-immutable");
  });

  test("and through the API: it is neither written, deleted, submitted nor withdrawn", async () => {
    const at = await stage();
    const caller = await manager(at);
    const { version } = await publish(at);

    const refused = [
      await caller.put(versionOf(at), { terms: at97, effectiveFrom: "2008-05-15" }, { ifMatch: version }),
      await caller.delete(versionOf(at)),
      await caller.post(`${versionOf(at)}/submission`),
      await caller.post(`${versionOf(at)}/withdrawal`),
      await caller.post(`${versionOf(at)}/publication`),
    ];

    expect(refused.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409]);
  });
});

describe("what was read must still stand when it is written", minute, () => {
  test.each<{ why: string; happens: (at: Stage) => Promise<unknown> }>([
    { why: "the link ends", happens: (at) => endLinks(at.agency, at.projectId) },
    {
      why: "the campaign is worded anew",
      happens: (at) => env.SHARD_1.prepare("update campaigns set version = version + 1 where agency_id = ?").bind(at.agency.id).run(),
    },
  ])("nothing is submitted when meanwhile $why", async ({ happens }) => {
    const at = await stage({ developer: await mintDeveloper() });
    const caller = await manager(at);

    const answer = await between(
      /insert into "approvals"/,
      () => happens(at),
      () => caller.post(`${versionOf(at)}/submission`),
    );

    expect(answer).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await detailOf(at, at.versionId)).status).toBe("draft");
  });

  test("nothing is submitted when meanwhile the draft is written", async () => {
    const at = await stage();
    const caller = await manager(at);

    const answer = await between(
      /insert into "approvals"/,
      () => env.SHARD_1.prepare("update policy_versions set version = version + 1 where agency_id = ?").bind(at.agency.id).run(),
      () => caller.post(`${versionOf(at)}/submission`),
    );

    expect(answer).toMatchObject({ status: 412, body: { code: "stale" } });
  });

  test("nothing is written over what somebody wrote meanwhile", async () => {
    const at = await stage();
    const caller = await manager(at);

    const answer = await between(
      /update "policy_versions"/,
      () => env.SHARD_1.prepare("update policy_versions set version = version + 1 where agency_id = ?").bind(at.agency.id).run(),
      () => caller.put(versionOf(at), { terms: at97, effectiveFrom: "2008-05-15" }, { ifMatch: 1 }),
    );

    expect(answer).toMatchObject({ status: 412, body: { code: "stale" } });
    expect((await detailOf(at, at.versionId)).terms).toEqual(plan);
  });

  test("nothing is published that somebody published meanwhile", async () => {
    const at = await stage();
    const caller = await manager(at);
    await approveByFinance(at, at.versionId);

    const answer = await between(
      /update "policy_versions"/,
      () =>
        env.SHARD_1.prepare("update policy_versions set status = 'published', published_at = 1, version = version + 1 where agency_id = ?")
          .bind(at.agency.id)
          .run(),
      () => caller.post(`${versionOf(at)}/publication`),
    );

    expect(answer).toMatchObject({ status: 409, body: { code: "wrong-state" } });
  });

  test("nothing is published over a version that was published meanwhile", async () => {
    const at = await stage();
    const caller = await manager(at);
    const second = await draft(at, at97, "2008-06-01");
    await approveByFinance(at, at.versionId);
    await approveByFinance(at, second.id);

    const answer = await between(
      /update "policy_versions"/,
      () =>
        env.SHARD_1.prepare("update policy_versions set status = 'published', published_at = 1 where agency_id = ? and id = ?")
          .bind(at.agency.id, second.id)
          .run(),
      () => caller.post(`${versionOf(at)}/publication`),
    );

    expect(answer).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await detailOf(at, at.versionId)).status).toBe("approved");
  });
});

async function approveByFinance(at: Stage, versionId: string): Promise<void> {
  const { body } = await (await manager(at)).post<PolicyVersionDetail>(`${versionOf(at, versionId)}/submission`);
  const documentId = await upload(at);
  await as(await at.agency.member("finance")).post(`/api/v1/agencies/${at.agency.id}/approvals/${body.approval?.id}/decision`, {
    outcome: "approve",
    documentId,
  });
}

describe("a version from a day on which homes were already subscribed", minute, () => {
  test("is not sent: they keep the version that their buyers were told", async () => {
    const at = await selling();
    await subscribed(at, { subscribedOn: "2008-06-10" });
    const onThatDay = await draft(at, at97, "2008-06-10");
    const theDayAfter = await draft(at, at97, "2008-06-11");
    const caller = await manager(at);

    expect((await caller.post<Refused>(`${at.path}/policy-versions/${onThatDay.id}/submission`)).body.code).toBe("deals-from-that-day");
    expect((await detailOf(at, onThatDay.id)).status).toBe("draft");
    expect((await publish(at, theDayAfter.id)).status).toBe("published");
  });

  test("is not published either, where a home was subscribed after it was approved", async () => {
    const at = await selling();
    const { id } = await approve(at, (await draft(at, at97, "2008-06-10")).id);
    const deal = await subscribed(at, { subscribedOn: "2008-06-12" });

    const answer = await (await manager(at)).post<Refused>(`${at.path}/policy-versions/${id}/publication`);
    expect(answer).toMatchObject({ status: 409, body: { code: "deals-from-that-day" } });
    expect((await detailOf(at, id)).status).toBe("approved");
    expect(deal.policyNumber).toBe(1);
  });

  test("and a subscription at the same moment: one of the two is refused, or the home has the new version", async () => {
    const at = await selling();
    const { id } = await approve(at, (await draft(at, at97, "2008-06-10")).id);
    const caller = await manager(at);

    const [published, sold] = await Promise.all([
      caller.post(`${at.path}/policy-versions/${id}/publication`),
      caller.post<Deal>(`${at.path}/deals`, {
        engagementId: at.engagementId,
        unitId: at.units[0],
        paymentMethod: "lump-sum",
        buyers: [{ person: { name: "陳大明" }, shareBps: 10_000 }],
        subscribedOn: "2008-06-12",
      }),
    ]);
    const both = published.status === 200 && sold.status === 201;

    expect([published.status, sold.status].some((status) => status < 300)).toBe(true);
    if (both) expect(sold.body.policyNumber).toBe(2);
  });
});
