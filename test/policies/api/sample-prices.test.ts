import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ApprovalDetail } from "../../../src/approvals/contract";
import type { PolicyVersionDetail } from "../../../src/policies/versions/contract";
import { type Stage, stage } from "../../support/campaigns";
import { as, mintDeveloper } from "../../support/kit";

const minute = 60_000;

async function approvalOf(at: Stage): Promise<string> {
  const manager = as(await at.agency.member("manager"));
  const { body } = await manager.post<PolicyVersionDetail>(`${at.path}/policy-versions/${at.versionId}/submission`, {});

  return body.approval?.id ?? "";
}

test("who decides sees what the plan's own home costs, below the tier and from it, the same on both sides", {
  timeout: minute,
}, async () => {
  const developer = await mintDeveloper();
  const at = await stage({ developer });
  const approval = await approvalOf(at);

  const [ofDeveloper, ofAgency] = await Promise.all([
    as(await developer.member("marketing")).get<ApprovalDetail>(`/api/v1/developers/${developer.id}/approvals/${at.agency.id}/${approval}`),
    as(await at.agency.member("viewer")).get<ApprovalDetail>(`/api/v1/agencies/${at.agency.id}/approvals/${approval}`),
  ]);

  const prices = ofDeveloper.body.policy?.samplePrices;
  expect(prices).toMatchObject({ category: "chamber", on: "2008-05-15", home: { areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00 } });
  expect(prices?.tables.map(({ paymentMethod }) => paymentMethod)).toEqual(["lump-sum", "mortgage"]);
  expect(prices?.tables[0]?.rows).toMatchObject([
    { fromUnits: 1, toUnits: 8, payableFen: 433_160_00, tier: null },
    { fromUnits: 9, toUnits: null, payableFen: 424_496_80, savedFen: 17_503_20 },
  ]);
  expect(ofAgency.body.policy?.samplePrices).toEqual(prices);
});

test("a campaign without a sample home has no sample prices", { timeout: minute }, async () => {
  const at = await stage();
  await env.SHARD_1.prepare("update campaigns set template = null where agency_id = ?").bind(at.agency.id).run();
  const approval = await approvalOf(at);

  const answer = await as(await at.agency.member("viewer")).get<ApprovalDetail>(`/api/v1/agencies/${at.agency.id}/approvals/${approval}`);
  expect(answer.body.policy?.samplePrices).toBeNull();
});
