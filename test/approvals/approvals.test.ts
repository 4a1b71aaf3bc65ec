import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ApprovalCount, ApprovalDetail, HandedApproval } from "../../src/approvals/contract";
import type { CampaignDetail } from "../../src/campaigns/contract";
import type { PolicyTerms } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { PolicyVersionDetail } from "../../src/policies/versions/contract";
import type { DeveloperRole } from "../../src/tenancy/roles";
import { detailOf, draft, endLinks, publish, type Stage, stage, upload } from "../support/campaigns";
import { as, mintDeveloper, mintMember, type Tenant } from "../support/kit";
import { at97, ofAgency, type Page, submitted } from "./asked";

const minute = { timeout: 60_000 };
const ofDeveloper = (developer: Tenant<DeveloperRole>, at: Stage, approval: string) =>
  `/api/v1/developers/${developer.id}/approvals/${at.agency.id}/${approval}`;

describe("the linked developer decides", minute, () => {
  let developer: Tenant<DeveloperRole>;
  let at: Stage;
  let marketing: ReturnType<typeof as>;

  beforeAll(async () => {
    developer = await mintDeveloper();
    at = await stage({ developer });
    marketing = as(await developer.member("marketing"));
  }, 60_000);

  test("it returns a version with a remark, the same version is written and sent again, it approves, the agency publishes", async () => {
    const manager = as(await at.agency.member("manager"));
    const version = `${at.path}/policy-versions/${at.versionId}`;
    const first = await submitted(at);

    const returned = await marketing.post<ApprovalDetail>(`${ofDeveloper(developer, at, first.id)}/decision`, {
      outcome: "return",
      remark: "檔位請改 9.7折",
    });
    expect(returned, JSON.stringify(returned.body)).toMatchObject({ status: 200, body: { state: "returned", remark: "檔位請改 9.7折" } });
    const back = await detailOf(at, at.versionId);
    expect(back).toMatchObject({ status: "returned", remark: "檔位請改 9.7折", number: 1, acts: ["edit", "submit"] });

    const written = await manager.put<PolicyVersionDetail>(
      version,
      { terms: at97, effectiveFrom: "2008-05-15" },
      { ifMatch: back.version },
    );
    expect(written.body).toMatchObject({ status: "returned", number: 1, remark: "檔位請改 9.7折" });
    const second = await submitted(at);
    expect(second.id).not.toBe(first.id);

    const approved = await marketing.post<ApprovalDetail>(`${ofDeveloper(developer, at, second.id)}/decision`, { outcome: "approve" });
    expect(approved.body).toMatchObject({ state: "approved", deciderName: (await developer.member("marketing")).name, acts: [] });
    expect((await detailOf(at, at.versionId)).acts).toEqual(["publish"]);
    expect((await manager.post<PolicyVersionDetail>(`${version}/publication`)).body.status).toBe("published");

    const events = await env.SHARD_1.prepare("select event, actor_side as side from audit where scope = ? and entity_id = ? order by id")
      .bind(at.agency.id, at.versionId)
      .all();
    expect(events.results).toEqual([
      { event: "policy.submitted", side: "agency" },
      { event: "approval.returned", side: "developer" },
      { event: "policy.edited", side: "agency" },
      { event: "policy.submitted", side: "agency" },
      { event: "approval.approved", side: "developer" },
      { event: "policy.published", side: "agency" },
    ]);
  });

  test("it reads the terms in full, and what they change of the version in force, in its own language", async () => {
    const at = await inForce(developer, at97);
    const second = await draft(at, plan, "2008-07-01");
    const { id } = await submitted(at, second.id, { note: "檔位回到 9.8折" });
    const viewer = as(await developer.member("viewer"));

    const { body, cost } = await viewer.get<ApprovalDetail>(ofDeveloper(developer, at, id));
    const english = await viewer.get<ApprovalDetail>(ofDeveloper(developer, at, id), { language: "en" });

    expect(body).toMatchObject({
      note: "檔位回到 9.8折",
      acts: [],
      document: null,
      policy: {
        versionId: second.id,
        number: 2,
        effectiveFrom: "2008-07-01",
        terms: plan,
        startsOn: "2008-05-15",
        endsOn: "2008-07-15",
        comparison: {
          before: { number: 1 },
          after: { number: 2 },
          items: [{ sentence: "商會、市場商家、大型廠礦等 8 類：9 套起由 9.7折改為 9.8折" }],
        },
      },
    });
    expect(body.policy?.catalogue.categories).toHaveLength(8);
    expect(english.body.policy?.comparison?.items[0]?.sentence).toMatch(/3% off.*2% off/);
    expect(cost.trips).toBe(1);
    expect((await marketing.get<ApprovalDetail>(ofDeveloper(developer, at, id))).body.acts).toEqual(["decide"]);
  });

  test("its lists and its badge come from the directory, in one round trip", async () => {
    const other = await mintDeveloper();
    const there = await stage({ developer: other, shard: "SHARD_2" });
    const caller = as(await other.member("owner"));
    const list = async (box: string) =>
      (await caller.get<Page<HandedApproval>>(`/api/v1/developers/${other.id}/approvals?box=${box}`)).body.items;
    const approval = await submitted(there);

    const waiting = await caller.get<Page<HandedApproval>>(`/api/v1/developers/${other.id}/approvals`);
    expect(waiting.body).toEqual({
      items: [
        {
          id: approval.id,
          agencyId: there.agency.id,
          kind: "policy-version",
          subject: approval.subject,
          state: "pending",
          submittedAt: approval.submittedAt,
          decidedAt: null,
        },
      ],
      next: null,
    });
    expect(waiting.cost.trips).toBe(1);
    expect((await caller.get<ApprovalCount>(`/api/v1/developers/${other.id}/approvals/count`)).body).toEqual({ waiting: 1 });
    const viewer = as(await other.member("viewer"));
    expect((await viewer.get<ApprovalCount>(`/api/v1/developers/${other.id}/approvals/count`)).body).toEqual({ waiting: 0 });

    await caller.get(ofDeveloper(other, there, approval.id)); // an isolate may have to learn an agency's shard first
    const decided = await caller.post(`${ofDeveloper(other, there, approval.id)}/decision`, { outcome: "approve" });
    expect(decided.cost.trips).toBeLessThanOrEqual(4);
    expect(await list("waiting")).toEqual([]);
    expect(await list("decided")).toMatchObject([{ id: approval.id, state: "approved" }]);
    const told = await env.DIRECTORY.prepare("select event from audit where scope = ? order by id").bind(other.id).all();
    expect(told.results).toEqual([{ event: "policy.submitted" }, { event: "approval.approved" }]);
  });

  test("a letter tells the maker, once", async () => {
    const version = await draft(at, at97, "2008-06-10");
    const { id, makerId } = await submitted(at, version.id);
    const decision = { outcome: "return", remark: "再想想" };

    await marketing.post(`${ofDeveloper(developer, at, id)}/decision`, decision, { key: "decide-key-01" });
    const again = await marketing.post<ApprovalDetail>(`${ofDeveloper(developer, at, id)}/decision`, decision, { key: "decide-key-01" });

    expect(again).toMatchObject({ status: 200, body: { state: "returned" } });
    const letters = await env.SHARD_1.prepare(
      "select recipient_id, params from messages where scope = ? and template = 'approval-decided' and once_key like ?",
    )
      .bind(at.agency.id, `%${id}`)
      .all();
    expect(letters.results).toHaveLength(1);
    expect(letters.results[0]).toMatchObject({ recipient_id: makerId });
    expect(JSON.parse(String(letters.results[0]?.params))).toMatchObject({ outcome: "returned", approval: id, agency: at.agency.id });
  });

  test("of several at once one decides; a second word comes too late", async () => {
    const version = await draft(at, at97, "2008-06-11");
    const { id } = await submitted(at, version.id);
    const owner = as(await developer.member("owner"));
    const path = `${ofDeveloper(developer, at, id)}/decision`;

    const answers = await Promise.all([
      marketing.post(path, { outcome: "approve" }),
      owner.post(path, { outcome: "return", remark: "不同意" }),
      marketing.post(path, { outcome: "approve" }),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await owner.post(path, { outcome: "approve" })).toMatchObject({ status: 409, body: { code: "already-decided" } });
    const { status, approval } = await detailOf(at, version.id);
    expect(status).toBe(approval?.state);
  });

  test("whoever has just lost the role decides nothing, though their token still says that they may", async () => {
    const version = await draft(at, at97, "2008-06-12");
    const { id } = await submitted(at, version.id);
    const gone = await mintMember(developer, "marketing");
    await env.DIRECTORY.prepare("update memberships set role = 'viewer' where user_id = ?").bind(gone.id).run();

    const answer = await as(gone).post(`${ofDeveloper(developer, at, id)}/decision`, { outcome: "approve" });

    expect(answer).toMatchObject({ status: 403, body: { code: "not-permitted" } });
    expect((await detailOf(at, version.id)).status).toBe("submitted");
  });

  test("withdrawing and deciding at once: one of them happens", async () => {
    const version = await draft(at, at97, "2008-06-12");
    const { id } = await submitted(at, version.id);
    const manager = as(await at.agency.member("manager"));

    const answers = await Promise.all([
      manager.post(`${at.path}/policy-versions/${version.id}/withdrawal`),
      marketing.post(`${ofDeveloper(developer, at, id)}/decision`, { outcome: "approve" }),
    ]);

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { status, approval } = await detailOf(at, version.id);
    expect([`${status}/${approval?.state}`]).toEqual([answers[0].status === 200 ? "draft/withdrawn" : "approved/approved"]);
  });

  test.each<{ body: object; errors: object[] }>([
    { body: { outcome: "return" }, errors: [{ pointer: "/remark", code: "remark-needed" }] },
    { body: { outcome: "return", remark: "  " }, errors: [{ pointer: "/remark", code: "too-short" }] },
    { body: { outcome: "return", remark: "字".repeat(2001) }, errors: [{ pointer: "/remark", code: "too-long" }] },
    { body: { outcome: "maybe" }, errors: [{ pointer: "/outcome", code: "not-allowed" }] },
    { body: { outcome: "approve", documentId: "x" }, errors: [{ pointer: "/documentId", code: "unknown-field" }] },
  ])("$body is refused", async ({ body, errors }) => {
    const answer = await marketing.post(`${ofDeveloper(developer, at, "any")}/decision`, body);

    expect(answer.body).toMatchObject({ status: 422, errors });
  });

  test("only who may: not its finance, not the agency, not another developer, not after the link ended", async () => {
    const there = await stage({ developer });
    const { id } = await submitted(there);
    const stranger = await mintDeveloper();
    const path = `${ofDeveloper(developer, there, id)}/decision`;

    expect((await as(await developer.member("finance")).post(path, { outcome: "approve" })).status).toBe(403);
    expect((await as(await there.agency.member("owner")).post(path, { outcome: "approve" })).status).toBe(404);
    expect((await as(await stranger.member("owner")).post(path, { outcome: "approve" })).status).toBe(404);
    expect((await as(await stranger.member("owner")).get(ofDeveloper(stranger, there, id))).status).toBe(404);
    expect(
      (await as(await there.agency.member("finance")).post(`${ofAgency(there, id)}/decision`, { outcome: "return", remark: "不" })).body,
    ).toMatchObject({
      code: "wrong-state",
    });

    await endLinks(there.agency, there.projectId);
    expect((await marketing.get(ofDeveloper(developer, there, id))).status).toBe(404);
    expect((await marketing.post(path, { outcome: "approve" })).status).toBe(404);
    expect((await detailOf(there, there.versionId)).status).toBe("submitted");
  });

  test("who asked does not answer, also with a foot in both houses", async () => {
    const there = await stage({ developer });
    const person = await mintMember(there.agency, "manager");
    const both = {
      ...person,
      memberships: [...person.memberships, { tenant: developer.id, kind: "developer" as const, role: "owner", shard: null }],
    };
    const { body } = await as(both).post<PolicyVersionDetail>(`${there.path}/policy-versions/${there.versionId}/submission`);
    const id = body.approval?.id ?? "";

    expect((await as(both).get<ApprovalDetail>(ofDeveloper(developer, there, id))).body.acts).toEqual([]);
    expect(await as(both).post(`${ofDeveloper(developer, there, id)}/decision`, { outcome: "approve" })).toMatchObject({
      status: 409,
      body: { code: "maker-is-checker" },
    });
    await expect(
      env.SHARD_1.prepare("update approvals set state = 'approved', decided_at = 1, decided_by = maker_id where agency_id = ? and id = ?")
        .bind(there.agency.id, id)
        .run(),
    ).rejects.toThrow("approval_maker_is_not_checker");
  });

  test("a file that went along can be downloaded by the developer, and by no other", async () => {
    const there = await stage({ developer });
    const documentId = await upload(there, "manager");
    const { id } = await submitted(there, there.versionId, { documentId });
    const stranger = await mintDeveloper();

    const { body } = await marketing.get<ApprovalDetail>(ofDeveloper(developer, there, id));
    const content = (of: typeof developer) => `/api/v1/developers/${of.id}/agencies/${there.agency.id}/files/${documentId}/content`;
    const file = await marketing.get<string>(content(developer));

    expect(body.document).toMatchObject({ id: documentId, name: "批覆.pdf", type: "application/pdf", state: "kept" });
    expect(file.status).toBe(200);
    expect(file.body).toBe("%PDF-1.4\n");
    expect(file.headers.get("content-security-policy")).toBe("sandbox");
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect((await as(await stranger.member("owner")).get(content(stranger))).status).toBe(404);
  });
});

test("a decision once made is not made again, even by SQL", minute, async () => {
  const at = await stage();
  await publish(at);

  await expect(env.SHARD_1.prepare("update approvals set state = 'returned' where agency_id = ?").bind(at.agency.id).run()).rejects.toThrow(
    "already-decided",
  );
});

test("what a linked developer approved is opened and run by the agency", minute, async () => {
  const developer = await mintDeveloper();
  const at = await stage({ developer });
  const { id } = await submitted(at);
  await as(await developer.member("owner")).post(`${ofDeveloper(developer, at, id)}/decision`, { outcome: "approve" });
  const manager = as(await at.agency.member("manager"));
  await manager.post(`${at.path}/policy-versions/${at.versionId}/publication`);

  expect((await manager.post<CampaignDetail>(`${at.path}/opening`)).body.status).toBe("running");
});

/** A campaign of a linked project whose first version, with these terms, is in force. */
async function inForce(developer: Tenant<DeveloperRole>, terms: PolicyTerms): Promise<Stage> {
  const at = await stage({ developer });
  const version = `${at.path}/policy-versions/${at.versionId}`;
  const manager = as(await at.agency.member("manager"));
  await manager.put(version, { terms, effectiveFrom: "2008-05-15" }, { ifMatch: (await detailOf(at, at.versionId)).version });
  const { id } = await submitted(at);
  await as(await developer.member("marketing")).post(`${ofDeveloper(developer, at, id)}/decision`, { outcome: "approve" });
  await manager.post(`${version}/publication`);

  return at;
}
