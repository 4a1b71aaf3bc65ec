import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ListedAccountPage } from "../../src/accounts/contract";
import type { Engagement } from "../../src/accounts/engagements/contract";
import type { AccountEngagement } from "../../src/settlement/statement/listing/contract";
import { cancelled, done, engaged, selling, statement } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";

interface Listed {
  items: (typeof AccountEngagement)["_output"][];
  next: string | null;
}

test("an account's file lists its campaigns with what each has come to, in one trip", async () => {
  const at = await selling();
  const manager = as(await at.agency.member("manager"));
  const { accountId } = await done(manager.get<Engagement>(`${at.path}/engagements/${at.engagementId}`));
  const path = `/api/v1/agencies/${at.agency.id}/accounts/${accountId}/engagements`;
  const [, , last = ""] = await plant(at, [{}, { isMember: false }, {}, { signedOn: null }]);
  await cancelled(at, last, "2008-06-20");
  await statement(at);

  const answer = await manager.get<Listed>(path);
  expect(answer.cost.trips).toBe(1);
  expect(answer.body).toMatchObject({
    items: [
      {
        id: at.engagementId,
        campaignId: at.campaignId,
        campaignStatus: "running",
        category: "chamber",
        categoryNames: { "zh-Hant": "商會" },
        settledOn: null,
        approvedAt: null,
        signed: 2,
        counted: 1,
      },
    ],
    next: null,
  });
  await env.SHARD_1.prepare("update engagements set category = 'gone' where agency_id = ? and id = ?")
    .bind(at.agency.id, at.engagementId)
    .run();
  expect((await done(manager.get<Listed>(path))).items[0], "the campaign has no word for it any more").toMatchObject({
    categoryNames: null,
  });
  expect((await manager.get(`/api/v1/agencies/${at.agency.id}/accounts/nobody/engagements`)).status).toBe(404);
});

test("who is bound by group sees no campaign that the group does not take part in", async () => {
  const at = await selling();
  const manager = as(await at.agency.member("manager"));
  const { accountId } = await done(manager.get<Engagement>(`${at.path}/engagements/${at.engagementId}`));
  const consultant = as(await at.agency.member("consultant"));
  const seen = async () => (await done(consultant.get<Listed>(`/api/v1/agencies/${at.agency.id}/accounts/${accountId}/engagements`))).items;
  expect(await seen()).toHaveLength(1);
  await env.SHARD_1.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(at.agency.id).run();
  expect(await seen()).toEqual([]);
});

test("the list of accounts names the campaigns that each takes part in, to who sees them, and is put in order", async () => {
  const at = await selling();
  const path = `/api/v1/agencies/${at.agency.id}/accounts`;
  await plant(at, [{}, {}]);
  await engaged(at, "丙商會");
  const manager = as(await at.agency.member("manager"));
  const page = async (query: string) => (await done(manager.get<(typeof ListedAccountPage)["_output"]>(`${path}?${query}`))).items;

  expect((await page("sort=name&order=asc")).map(({ name }) => name)).toEqual(["丙商會", "泉州商會"]);
  expect((await page("order=asc")).map(({ name }) => name)).toEqual(["泉州商會", "丙商會"]);
  const first = await done(manager.get<(typeof ListedAccountPage)["_output"]>(`${path}?sort=name&order=desc&limit=1`));
  expect((await page(`sort=name&order=desc&limit=1&after=${encodeURIComponent(first.next ?? "")}`)).map(({ name }) => name)).toEqual([
    "丙商會",
  ]);
  expect((await page(`search=${encodeURIComponent("泉州")}&sort=name`))[0]?.engagements).toEqual([
    {
      id: at.engagementId,
      campaignId: at.campaignId,
      campaignName: expect.any(String),
      category: "chamber",
      categoryNames: expect.objectContaining({ "zh-Hant": "商會" }),
      isOpen: true,
      signed: 2,
    },
  ]);
  const bound = as(await at.agency.member("consultant"));
  const takingPart = async () =>
    (await done(bound.get<(typeof ListedAccountPage)["_output"]>(path))).items.map(({ name, engagements }) => [name, engagements.length]);
  expect((await takingPart()).toSorted()).toEqual([
    ["丙商會", 1],
    ["泉州商會", 1],
  ]);
  await env.SHARD_1.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(at.agency.id).run();
  expect((await takingPart()).toSorted(), "the files, and no campaign").toEqual([
    ["丙商會", 0],
    ["泉州商會", 0],
  ]);
});

test("lists call an account, and whom it counts with, as they are called now", async () => {
  const at = await selling();
  const manager = as(await at.agency.member("manager"));
  const listed = async () => (await done(manager.get<{ items: Engagement[] }>(`${at.path}/engagements`))).items;
  const chamber = await done(manager.get<Engagement>(`${at.path}/engagements/${at.engagementId}`));
  const branchId = await engaged(at, "石峰區商會", "chamber", chamber.accountId ?? "");
  const [dealId = ""] = await plant(at, [{}]);
  const edited = async (id: string | null | undefined, version: number, edit: object) =>
    done(manager.patch(`/api/v1/agencies/${at.agency.id}/accounts/${id}`, edit, { ifMatch: version }));

  await edited(chamber.accountId, 1, { name: "株洲市總商會" });
  const renamed = await listed();
  const deals = await done(manager.get<{ items: { id: string; accountName: string }[] }>(`${at.path}/deals`));
  expect(renamed.find(({ id }) => id === at.engagementId)).toMatchObject({ accountName: "株洲市總商會", countsWith: null });
  expect(renamed.find(({ id }) => id === branchId)).toMatchObject({ accountName: "石峰區商會", countsWith: "株洲市總商會" });
  expect(deals.items.find(({ id }) => id === dealId)).toMatchObject({ accountName: "株洲市總商會" });

  await edited(renamed.find(({ id }) => id === branchId)?.accountId, 1, { parentId: null });
  expect((await listed()).find(({ id }) => id === branchId)).toMatchObject({ countsWith: null });
});
