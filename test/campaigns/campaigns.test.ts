import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Campaign, CampaignDetail, CampaignTemplate } from "../../src/campaigns/contract";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { detailOf, draft, mintProject, publish, type Stage, stage } from "../support/campaigns";
import { type Answer, as, mintAgency, mintDeveloper, mintMember } from "../support/kit";
import { changesOf } from "./changes";

type Page<Item> = { items: Item[]; next: string | null };
const minute = { timeout: 60_000 };
const plan = { name: "大客戶拓展", startsOn: "2026-05-15", endsOn: "2026-07-15" };

describe("planning", minute, () => {
  test("from nothing: no words, no policy, the project's zone", async () => {
    const agency = await mintAgency();
    const projectId = await mintProject(agency, undefined, "Asia/Tokyo");
    const manager = as(await agency.member("manager"));

    const { status, body, cost, headers } = await manager.post<CampaignDetail>(`/api/v1/agencies/${agency.id}/campaigns`, {
      ...plan,
      projectId,
    });

    expect(status, JSON.stringify(body)).toBe(201);
    expect(cost.trips).toBe(2);
    expect(headers.get("etag")).toBe('"1"');
    expect(body).toMatchObject({
      ...plan,
      projectId,
      projectName: "中央王座",
      developerName: "尚格",
      status: "draft",
      zone: "Asia/Tokyo",
      groupIds: [],
      catalogue: { categories: [], credentials: [], paymentMethods: [], products: [] },
      sampleHomes: [],
      decider: "agency",
      steps: ["opening", "archiving"],
    });
    const versions = await manager.get<Page<unknown>>(`/api/v1/agencies/${agency.id}/campaigns/${body.id}/policy-versions`);
    expect(versions.body.items).toEqual([]);
    expect((await manager.get<CampaignDetail>(`/api/v1/agencies/${agency.id}/campaigns/${body.id}`)).body).toEqual(body);
  });

  test("from the plan of 2008: its words, and its terms as the first draft from the first day", async () => {
    const at = await stage();
    const { body: templates } = await as(await at.agency.member("viewer")).get<Page<CampaignTemplate>>(
      `/api/v1/agencies/${at.agency.id}/templates`,
    );
    const { body: campaign } = await as(await at.agency.member("viewer")).get<CampaignDetail>(at.path);

    expect(templates.items).toMatchObject([{ id: "plan-2008", startsOn: "2008-05-15", endsOn: "2008-07-15" }]);
    expect(campaign.catalogue).toEqual(templates.items[0]?.catalogue);
    expect(campaign.sampleHomes).toMatchObject([{ areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 }]);
    expect(await detailOf(at, at.versionId)).toMatchObject({
      number: 1,
      status: "draft",
      effectiveFrom: "2008-05-15",
      terms: plan2008Terms,
      acts: ["edit", "delete", "submit"],
    });
  });

  test("from another campaign: its words and newest terms, every day moved with the window", async () => {
    const at = await stage();
    const [first, ...rest] = plan2008Terms.regular;
    if (!first) throw new Error("the plan has a first step");
    const early = { ...first, when: { ...first.when, from: "2008-05-15", until: "2008-05-31" } };
    await draft(at, { ...plan2008Terms, regular: [early, ...rest] }, "2008-06-01");
    const manager = as(await at.agency.member("manager"));

    const { body: copy } = await manager.post<CampaignDetail>(`/api/v1/agencies/${at.agency.id}/campaigns`, {
      ...plan,
      projectId: at.projectId,
      from: { campaign: at.campaignId },
    });
    const path = `/api/v1/agencies/${at.agency.id}/campaigns/${copy.id}`;
    const { body: versions } = await manager.get<Page<{ id: string }>>(`${path}/policy-versions`);
    const copied = await detailOf({ ...at, path }, versions.items[0]?.id ?? "");

    expect(copy.sampleHomes).toHaveLength(1);
    expect(copied).toMatchObject({ number: 1, status: "draft", effectiveFrom: "2026-05-15", basedOn: null });
    expect(copied.terms.regular[0]?.when).toEqual({ paymentMethods: ["lump-sum"], from: "2026-05-15", until: "2026-05-31" });
    expect(copied.terms.groupTables).toEqual(plan2008Terms.groupTables);
  });

  test("says what was done, and a replay with the same key plans nothing more", async () => {
    const agency = await mintAgency("SHARD_2");
    const projectId = await mintProject(agency);
    const manager = as(await agency.member("manager"));
    const path = `/api/v1/agencies/${agency.id}/campaigns`;

    const first = await manager.post(path, { ...plan, projectId, from: { template: "plan-2008" } }, { key: "plan-key-0001" });
    const again = await manager.post(path, { ...plan, projectId, from: { template: "plan-2008" } }, { key: "plan-key-0001" });
    const other = await manager.post(path, { ...plan, projectId }, { key: "plan-key-0001" });

    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(other).toMatchObject({ status: 409, body: { code: "key-reused" } });
    const stored = await env.SHARD_2.prepare("select count(*) as n from campaigns where agency_id = ?").bind(agency.id).first();
    const rows = await env.SHARD_2.prepare("select event, label, changes from audit where scope = ?").bind(agency.id).all();
    expect(stored).toEqual({ n: 1 });
    expect(rows.results).toMatchObject([{ event: "campaign.planned", label: "大客戶拓展" }]);
    expect(JSON.parse(String(rows.results[0]?.changes))).toContainEqual({ field: "startsOn", from: null, to: "2026-05-15" });
  });
});

describe("bad input", minute, () => {
  let at: Stage;
  let manager: ReturnType<typeof as>;
  const post = (body: unknown) => manager.post(`/api/v1/agencies/${at.agency.id}/campaigns`, body);

  beforeAll(async () => {
    at = await stage();
    manager = as(await at.agency.member("manager"));
  }, 60_000);

  test.each<{ why: string; body: object; errors: object[] }>([
    { why: "an unknown field", body: { colour: "red" }, errors: [{ pointer: "/colour", code: "unknown-field" }] },
    { why: "no name", body: { name: " " }, errors: [{ pointer: "/name", code: "too-short" }] },
    { why: "a name of 10,000 characters", body: { name: "名".repeat(10_000) }, errors: [{ pointer: "/name", code: "too-long" }] },
    { why: "a control character", body: { name: "活\u0007動" }, errors: [{ pointer: "/name", code: "control-character" }] },
    { why: "31 February", body: { startsOn: "2026-02-31" }, errors: [{ pointer: "/startsOn", code: "wrong-format" }] },
    {
      why: "a window that ends before it starts",
      body: { endsOn: "2026-05-14" },
      errors: [{ pointer: "/endsOn", code: "reversed-window" }],
    },
    { why: "a number for a name", body: { name: 7 }, errors: [{ pointer: "/name", code: "wrong-type" }] },
    { why: "no project", body: { projectId: undefined }, errors: [{ pointer: "/projectId", code: "required" }] },
    { why: "a project that is not there", body: { projectId: "nowhere" }, errors: [{ pointer: "/projectId", code: "unknown" }] },
    {
      why: "a template that is not there",
      body: { from: { template: "plan-1999" } },
      errors: [{ pointer: "/from/template", code: "not-allowed" }],
    },
    {
      why: "a campaign that is not there",
      body: { from: { campaign: "nowhere" } },
      errors: [{ pointer: "/from/campaign", code: "unknown" }],
    },
  ])("$why", async ({ body, errors }) => {
    const answer = await post({ ...plan, projectId: at.projectId, ...body });

    expect(answer.body).toMatchObject({ status: 422, code: "invalid", errors });
  });

  test("a neighbour's project and campaign are as unknown as any", async () => {
    const neighbour = await stage();

    expect(await post({ ...plan, projectId: neighbour.projectId })).toMatchObject({ status: 422 });
    expect(await post({ ...plan, projectId: at.projectId, from: { campaign: neighbour.campaignId } })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/from/campaign", code: "unknown" }] },
    });
  });

  test.each([
    { why: "broken JSON", content: '{"name":', type: "application/json", status: 400, code: "unreadable" },
    { why: "another content type", content: "name=x", type: "text/plain", status: 415, code: "wrong-content-type" },
    { why: "more than 1 MB", content: `"${"a".repeat(1024 * 1024)}"`, type: "application/json", status: 413, code: "too-large" },
  ])("$why is $status", async ({ content, type, status, code }) => {
    const answer = await manager.call("POST", `/api/v1/agencies/${at.agency.id}/campaigns`, content, { headers: { "content-type": type } });

    expect(answer).toMatchObject({ status, body: { code } });
  });
});

describe("editing", minute, () => {
  test("by its version: an older one is stale, none is asked for", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));

    const edited = await manager.patch<CampaignDetail>(at.path, { name: "改名", endsOn: "2008-07-31" }, { ifMatch: 1 });
    const stale = await manager.patch(at.path, { name: "再改" }, { ifMatch: 1 });
    const without = await manager.patch(at.path, { name: "再改" });

    expect(edited).toMatchObject({ status: 200, body: { name: "改名", startsOn: "2008-05-15", endsOn: "2008-07-31", version: 2 } });
    expect(edited.headers.get("etag")).toBe('"2"');
    expect(edited.cost.trips).toBe(2);
    expect(stale).toMatchObject({ status: 412, body: { code: "stale" } });
    expect(without).toMatchObject({ status: 422, body: { code: "if-match-required" } });
    expect(await changesOf(at, "campaign.edited")).toEqual([
      { field: "name", from: "大客戶拓展 2008", to: "改名" },
      { field: "endsOn", from: "2008-07-15", to: "2008-07-31" },
    ]);
  });

  test("two at once: one stands", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));

    const answers = await Promise.all(["甲", "乙", "丙"].map((name) => manager.patch(at.path, { name }, { ifMatch: 1 })));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await manager.get<CampaignDetail>(at.path)).body.version).toBe(2);
  });

  test.each([
    {
      why: "ends before the first day that stays",
      edit: { endsOn: "2008-05-14" },
      errors: [{ pointer: "/endsOn", code: "reversed-window" }],
    },
    {
      why: "starts after the last day that stays",
      edit: { startsOn: "2008-07-16" },
      errors: [{ pointer: "/startsOn", code: "reversed-window" }],
    },
    { why: "a group that is not there", edit: { groupIds: ["nobody"] }, errors: [{ pointer: "/groupIds/0", code: "unknown" }] },
  ])("refuses: $why", async ({ edit, errors }) => {
    const at = await stage();

    expect(await as(await at.agency.member("owner")).patch(at.path, edit, { ifMatch: 1 })).toMatchObject({ status: 422, body: { errors } });
  });

  test("the first day may move in a draft, and stands once opened", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));
    await publish(at);

    const moved = await manager.patch<CampaignDetail>(at.path, { startsOn: "2008-05-20" }, { ifMatch: 1 });
    const opened = await manager.post<CampaignDetail>(`${at.path}/opening`);
    const again = await manager.patch(at.path, { startsOn: "2008-05-21" }, { ifMatch: opened.body.version });

    expect(moved.status).toBe(200);
    expect(again).toMatchObject({ status: 422, body: { errors: [{ pointer: "/startsOn", code: "start-fixed" }] } });
  });
});

describe("who sees and does what", minute, () => {
  test("a campaign of a linked project says that the developer decides", async () => {
    const at = await stage({ developer: await mintDeveloper() });

    expect((await as(await at.agency.member("viewer")).get<CampaignDetail>(at.path)).body.decider).toBe("developer");
  });

  test("a consultant bound by group sees the campaigns its group takes part in, others all", async () => {
    const at = await stage();
    const { agency } = at;
    const manager = as(await agency.member("manager"));
    const { body: other } = await manager.post<CampaignDetail>(`/api/v1/agencies/${agency.id}/campaigns`, {
      ...plan,
      projectId: at.projectId,
    });
    const shard = env[agency.shard as "SHARD_1"];
    const [insider, outsider] = [await mintMember(agency, "consultant"), await mintMember(agency, "consultant")];
    await shard.batch([
      shard.prepare("insert into groups (agency_id, id, name, created_at) values (?, 'g1', '一組', 0)").bind(agency.id),
      shard.prepare("insert into group_members (agency_id, user_id, group_id) values (?, ?, 'g1')").bind(agency.id, insider.id),
    ]);
    const joined = await manager.patch<CampaignDetail>(at.path, { groupIds: ["g1"] }, { ifMatch: 1 });
    const seenBy = async (person: typeof insider) =>
      (await as(person).get<Page<Campaign>>(`/api/v1/agencies/${agency.id}/campaigns`)).body.items.map(({ id }) => id);

    expect(joined.body.groupIds).toEqual(["g1"]);
    expect(await seenBy(outsider), "the agency lets consultants see all").toEqual([other.id, at.campaignId]);

    await shard.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(agency.id).run();
    expect(await seenBy(insider)).toEqual([at.campaignId]);
    expect(await seenBy(outsider)).toEqual([]);
    expect((await as(outsider).get(at.path)).status).toBe(404);
    expect((await as(outsider).get(`${at.path}/policy-versions`)).status).toBe(404);
    expect((await as(outsider).get(`${at.path}/policy-versions/${at.versionId}`)).status).toBe(404);
    expect((await as(insider).get(`${at.path}/policy-versions/${at.versionId}`)).status).toBe(200);
    expect(await seenBy(await agency.member("viewer"))).toEqual([other.id, at.campaignId]);

    const left = await manager.patch<CampaignDetail>(at.path, { groupIds: [] }, { ifMatch: 2 });
    expect(left.body.groupIds).toEqual([]);
    expect(await seenBy(insider)).toEqual([]);
  });

  test("a role without the permission is refused, a neighbour finds nothing", async () => {
    const at = await stage();
    const neighbour = await mintAgency();
    const consultant = as(await at.agency.member("consultant"));
    const stranger = as(await neighbour.member("owner"));

    expect((await consultant.post(`/api/v1/agencies/${at.agency.id}/campaigns`, { ...plan, projectId: at.projectId })).status).toBe(403);
    expect((await consultant.patch(at.path, { name: "改" }, { ifMatch: 1 })).status).toBe(403);
    expect((await consultant.post(`${at.path}/archiving`)).status).toBe(403);
    expect((await stranger.get(at.path)).status).toBe(404);
    expect((await stranger.get(`/api/v1/agencies/${neighbour.id}/campaigns/${at.campaignId}`)).status).toBe(404);
    expect(
      (await stranger.patch(`/api/v1/agencies/${neighbour.id}/campaigns/${at.campaignId}`, { name: "改" }, { ifMatch: 1 })).status,
    ).toBe(404);
    expect((await as(null).get(at.path)).status).toBe(401);
  });

  test("the list pages from the latest to start, by status, in one round trip", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));
    const path = `/api/v1/agencies/${at.agency.id}/campaigns`;
    const starts = ["2026-03-01", "2026-05-01", "2026-03-01", "2026-04-01"];
    for (const [n, startsOn] of starts.entries()) {
      await manager.post(path, { ...plan, name: `活動 ${n}`, projectId: at.projectId, startsOn, endsOn: "2026-09-01" });
    }
    await manager.post(`${at.path}/archiving`);
    const page = (query: string): Promise<Answer<Page<Campaign>>> => manager.get(`${path}?${query}`);

    const first = await page("limit=2&status=draft");
    const second = await page(`limit=2&status=draft&after=${first.body.next}`);
    const archived = await page("status=archived");

    expect([...first.body.items, ...second.body.items].map(({ name }) => name)).toEqual(["活動 1", "活動 3", "活動 2", "活動 0"]); // of one day, the newer first
    expect(second.body.next).toBeNull();
    expect(archived.body.items.map(({ id }) => id)).toEqual([at.campaignId]);
    expect(first.cost.trips).toBe(1);
    expect((await page("after=2026-03-01")).status).toBe(422);
    expect((await page("limit=0")).status).toBe(422);
    const mistyped = await page("state=draft");
    expect(mistyped, "a filter that is none would show all").toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/query/state", code: "unknown-field" }] },
    });
    expect((await page("status=sold")).status).toBe(422);
  });
});
