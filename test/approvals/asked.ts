import { expect } from "vitest";
import type { Approval } from "../../src/approvals/contract";
import type { PolicyTerms } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { PolicyVersionDetail } from "../../src/policies/versions/contract";
import type { Stage } from "../support/campaigns";
import { as } from "../support/kit";

export type Page<Item> = { items: Item[]; next: string | null };

export const at97: PolicyTerms = {
  ...plan,
  groupTables: plan.groupTables.map((table) => ({ ...table, tiers: [{ fromUnits: 9, payableBps: 9700 }] })),
};

/** Sends a version, the stage's first unless another is named; answers the approval that was made. */
export async function submitted(at: Stage, versionId = at.versionId, body: object = {}): Promise<Approval> {
  const manager = as(await at.agency.member("manager"));
  const answer = await manager.post<PolicyVersionDetail>(`${at.path}/policy-versions/${versionId}/submission`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);

  return answer.body.approval as Approval;
}

export const ofAgency = (at: Stage, approval: string) => `/api/v1/agencies/${at.agency.id}/approvals/${approval}`;
