import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Engagement } from "../../src/accounts/engagements/contract";
import type { AccountEngagement } from "../../src/settlement/statement/listing/contract";
import { cancelled, done, selling, statement } from "../support/deals";
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
  await env.SHARD_1.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(at.agency.id).run();
  const consultant = as(await at.agency.member("consultant"));
  expect((await done(consultant.get<Listed>(`/api/v1/agencies/${at.agency.id}/accounts/${accountId}/engagements`))).items).toEqual([]);
});
