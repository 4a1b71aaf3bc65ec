import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { CampaignDetail } from "../../src/campaigns/contract";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { between } from "../support/between";
import { detailOf, draft, publish, stage } from "../support/campaigns";
import { as } from "../support/kit";
import { changesOf } from "./changes";

const minute = { timeout: 60_000 };

describe("the steps of a campaign", minute, () => {
  test("draft, running, closed, running again, closed, archived; each other step is refused", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));
    const take = (step: string) => manager.post<CampaignDetail & { code?: string }>(`${at.path}/${step}`);
    await publish(at);

    const seen: unknown[] = [];
    for (const step of [
      "closing",
      "opening",
      "opening",
      "archiving",
      "closing",
      "reopening",
      "closing",
      "archiving",
      "reopening",
      "opening",
    ]) {
      const { status, body } = await take(step);
      seen.push([step, status, status === 200 ? body.status : body.code]);
    }

    expect(seen).toEqual([
      ["closing", 409, "wrong-state"],
      ["opening", 200, "running"],
      ["opening", 409, "wrong-state"],
      ["archiving", 409, "wrong-state"],
      ["closing", 200, "closed"],
      ["reopening", 200, "running"],
      ["closing", 200, "closed"],
      ["archiving", 200, "archived"],
      ["reopening", 409, "wrong-state"],
      ["opening", 409, "wrong-state"],
    ]);
    expect(await changesOf(at, "campaign.archived")).toEqual([{ field: "status", from: "closed", to: "archived" }]);
  });

  test("opening needs a published version that prices the first day", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));

    expect(await manager.post(`${at.path}/opening`)).toMatchObject({ status: 409, body: { code: "no-policy-in-force" } });

    const late = await draft(at, plan2008Terms, "2008-05-16");
    await publish(at, late.id);
    expect(await manager.post(`${at.path}/opening`), "a day late").toMatchObject({ status: 409, body: { code: "no-policy-in-force" } });

    await publish(at);
    expect((await manager.post<CampaignDetail>(`${at.path}/opening`)).body.status).toBe("running");
  });

  test("an archived campaign is only read: nothing of it changes", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));
    const archived = await manager.post<CampaignDetail>(`${at.path}/archiving`);
    const version = `${at.path}/policy-versions/${at.versionId}`;

    const refused = [
      await manager.patch(at.path, { name: "改" }, { ifMatch: archived.body.version }),
      await manager.put(`${at.path}/catalogue`, archived.body.catalogue, { ifMatch: archived.body.version }),
      await manager.post(`${at.path}/policy-versions`, {}),
      await manager.put(version, { effectiveFrom: "2008-05-15", terms: plan2008Terms }, { ifMatch: 1 }),
      await manager.post(`${version}/submission`, {}),
      await manager.delete(version),
    ];

    expect(refused.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual(
      refused.map(() => [409, "campaign-not-open"]),
    );
    expect((await detailOf(at, at.versionId)).acts).toEqual([]);
  });

  test("a step takes nothing but its address: what else is said is refused", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));

    expect(await manager.post(`${at.path}/archiving`, { on: "2008-08-01" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/on", code: "unknown-field" }] },
    });
    expect((await manager.call("POST", `${at.path}/archiving`)).status, "an empty body will do").toBe(200);
  });

  test("a step that somebody else took meanwhile is refused", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));

    const answer = await between(
      /update "campaigns"/,
      () => env.SHARD_1.prepare("update campaigns set status = 'running' where agency_id = ?").bind(at.agency.id).run(),
      () => manager.post(`${at.path}/archiving`),
    );

    expect(answer).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    expect((await manager.get<CampaignDetail>(at.path)).body.status).toBe("running");
  });

  test("two who take the same step at once: one does", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));

    const answers = await Promise.all([1, 2, 3].map(() => manager.post(`${at.path}/archiving`)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});

describe("the words of a campaign", minute, () => {
  test.each([
    { list: "categories", code: "bank", used: true, why: "a group table and a reward rule name it" },
    { list: "credentials", code: "teacher", used: true, why: "a credential rule names it" },
    { list: "paymentMethods", code: "mortgage", used: true, why: "a step asks for it" },
    { list: "products", code: "shop", used: true, why: "it is priced and counted" },
    { list: "products", code: "parking", used: false, why: "no version names it" },
  ] as const)("$code may go: $why", async ({ list, code, used }) => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));
    const { body: campaign } = await manager.get<CampaignDetail>(at.path);
    const catalogue = { ...campaign.catalogue, [list]: campaign.catalogue[list].filter((entry) => entry.code !== code) };

    const answer = await manager.put<CampaignDetail>(`${at.path}/catalogue`, catalogue, { ifMatch: 1 });

    expect(answer.status, JSON.stringify(answer.body)).toBe(used ? 409 : 200);
    expect(answer.body).toMatchObject(used ? { code: "code-in-use" } : { catalogue, version: 2 });
  });

  test("are refused when a code stands twice, or is none", async () => {
    const at = await stage();
    const manager = as(await at.agency.member("manager"));
    const { body: campaign } = await manager.get<CampaignDetail>(at.path);
    const [first] = campaign.catalogue.products;

    const twice = await manager.put(`${at.path}/catalogue`, { ...campaign.catalogue, products: [first, first] }, { ifMatch: 1 });
    const none = await manager.put(
      `${at.path}/catalogue`,
      { ...campaign.catalogue, products: [{ ...first, code: "Big Home" }] },
      { ifMatch: 1 },
    );

    expect(twice.body).toMatchObject({ errors: [{ pointer: "/products/1/code", code: "duplicate-code" }] });
    expect(none.body).toMatchObject({ errors: [{ pointer: "/products/0/code", code: "wrong-format" }] });
  });
});
