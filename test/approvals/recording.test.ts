import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Approval, ApprovalCount, ApprovalDetail } from "../../src/approvals/contract";
import type { PolicyVersionDetail } from "../../src/policies/versions/contract";
import { detailOf, draft, stage, upload } from "../support/campaigns";
import { as, mintMember } from "../support/kit";
import { at97, ofAgency, type Page, submitted } from "./asked";

const minute = { timeout: 60_000 };

describe("where no developer is linked the agency's finance records", minute, () => {
  test("a yes with its paper: the paper is kept, in two round trips", async () => {
    const at = await stage();
    const { id } = await submitted(at);
    const finance = as(await at.agency.member("finance"));
    const documentId = await upload(at);

    expect((await finance.get<ApprovalDetail>(ofAgency(at, id))).body.acts).toEqual(["decide"]);
    const { status, body, cost } = await finance.post<ApprovalDetail>(`${ofAgency(at, id)}/decision`, { outcome: "approve", documentId });

    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ state: "approved", documentId, document: { name: "批覆.pdf", state: "kept" } });
    expect(cost.trips).toBe(2);
    expect((await detailOf(at, at.versionId)).status).toBe("approved");
    const stored = await env.SHARD_1.prepare("select state from files where agency_id = ? and id = ?")
      .bind(at.agency.id, documentId)
      .first();
    expect(stored).toEqual({ state: "kept" });
  });

  test.each<{ why: string; body: object; expected: object }>([
    { why: "without the paper", body: { outcome: "approve" }, expected: { errors: [{ pointer: "/documentId", code: "document-needed" }] } },
    {
      why: "with a paper that is not there",
      body: { outcome: "approve", documentId: "nowhere" },
      expected: { errors: [{ pointer: "/documentId", code: "unknown" }] },
    },
    { why: "returned without a word", body: { outcome: "return" }, expected: { errors: [{ pointer: "/remark", code: "remark-needed" }] } },
  ])("refuses: $why", async ({ body, expected }) => {
    const at = await stage();
    const { id } = await submitted(at);

    const answer = await as(await at.agency.member("finance")).post(`${ofAgency(at, id)}/decision`, body);

    expect(answer.body).toMatchObject({ status: 422, ...expected });
    expect((await detailOf(at, at.versionId)).status).toBe("submitted");
  });

  test("a paper serves one approval; a neighbour's is not there", async () => {
    const at = await stage();
    const neighbour = await stage();
    const first = await submitted(at);
    const second = await submitted(at, (await draft(at, at97, "2008-06-01")).id);
    const finance = as(await at.agency.member("finance"));
    const documentId = await upload(at);
    const decide = (id: string, document: string) =>
      finance.post(`${ofAgency(at, id)}/decision`, { outcome: "approve", documentId: document });

    expect((await decide(first.id, documentId)).status).toBe(200);
    expect(await decide(second.id, documentId)).toMatchObject({ status: 409, body: { code: "file-in-use" } });
    expect(await decide(second.id, await upload(neighbour))).toMatchObject({ status: 422, body: { errors: [{ pointer: "/documentId" }] } });
  });

  test("a no needs no paper, and the version comes back", async () => {
    const at = await stage();
    const { id } = await submitted(at);

    const { body } = await as(await at.agency.member("finance")).post<ApprovalDetail>(`${ofAgency(at, id)}/decision`, {
      outcome: "return",
      remark: "開發商不同意",
    });

    expect(body).toMatchObject({ state: "returned", documentId: null });
    expect(await detailOf(at, at.versionId)).toMatchObject({ status: "returned", remark: "開發商不同意" });
  });

  test("only the finance does; one whose role was withdrawn no longer does, whatever the token says", async () => {
    const at = await stage();
    const { id } = await submitted(at);
    const finance = await at.agency.member("finance");
    const decide = async (person: typeof finance) => as(person).post(`${ofAgency(at, id)}/decision`, { outcome: "return", remark: "不" });

    for (const role of ["owner", "manager", "consultant", "viewer"] as const)
      expect((await decide(await at.agency.member(role))).status).toBe(403);
    await env.SHARD_1.prepare("update staff set role = 'viewer' where agency_id = ? and id = ?").bind(at.agency.id, finance.id).run();
    expect(await decide(finance)).toMatchObject({ status: 403, body: { code: "not-permitted" } });
    expect((await detailOf(at, at.versionId)).status).toBe("submitted");
  });

  test("a paper with the submission has no place here", async () => {
    const at = await stage();
    const documentId = await upload(at);

    const answer = await as(await at.agency.member("manager")).post(`${at.path}/policy-versions/${at.versionId}/submission`, {
      documentId,
    });

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/documentId", code: "with-the-record" }] } });
  });
});

describe("the agency's lists", minute, () => {
  test("mine, waiting and decided, newest first, in one round trip; the badge counts what waits for me", async () => {
    const at = await stage();
    const first = await submitted(at);
    const owner = await at.agency.member("owner");
    const second = await draft(at, at97, "2008-06-01");
    const byOwner = (await as(owner).post<PolicyVersionDetail>(`${at.path}/policy-versions/${second.id}/submission`)).body.approval;
    const finance = as(await at.agency.member("finance"));
    const list = async (caller: ReturnType<typeof as>, box: string) => {
      const { body, cost } = await caller.get<Page<Approval>>(`/api/v1/agencies/${at.agency.id}/approvals?box=${box}`);
      expect(cost.trips).toBe(1);
      return body.items.map(({ id }) => id);
    };
    const count = async (caller: ReturnType<typeof as>) =>
      (await caller.get<ApprovalCount>(`/api/v1/agencies/${at.agency.id}/approvals/count`)).body.waiting;

    expect(await list(finance, "waiting")).toEqual([byOwner?.id, first.id]);
    expect(await list(as(owner), "mine")).toEqual([byOwner?.id]);
    expect(await list(finance, "mine")).toEqual([]);
    expect([await count(finance), await count(as(owner))]).toEqual([2, 0]);

    await finance.post(`${ofAgency(at, first.id)}/decision`, { outcome: "return", remark: "不" });
    expect(await list(finance, "waiting")).toEqual([byOwner?.id]);
    expect(await list(finance, "decided")).toEqual([first.id]);
    expect(await count(finance)).toBe(1);

    const page = await finance.get<Page<Approval>>(`/api/v1/agencies/${at.agency.id}/approvals?box=mine&limit=1`);
    expect(page.body.next).toBeNull();
    expect((await finance.get(`/api/v1/agencies/${at.agency.id}/approvals?box=sold`)).status).toBe(422);
  });

  test("a neighbour finds nothing; a consultant out of the campaign's groups neither", async () => {
    const at = await stage();
    const neighbour = await stage();
    const { id } = await submitted(at);
    const outsider = await mintMember(at.agency, "consultant");
    await env.SHARD_1.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(at.agency.id).run();
    const stranger = as(await neighbour.agency.member("owner"));

    expect((await stranger.get(ofAgency(at, id))).status).toBe(404);
    expect((await stranger.get(`/api/v1/agencies/${neighbour.agency.id}/approvals/${id}`)).status).toBe(404);
    expect((await as(outsider).get(ofAgency(at, id))).status).toBe(404);
    expect((await as(outsider).get<Page<Approval>>(`/api/v1/agencies/${at.agency.id}/approvals`)).body.items).toEqual([]);
    expect((await as(await at.agency.member("viewer")).get(ofAgency(at, id))).status).toBe(200);
  });
});
