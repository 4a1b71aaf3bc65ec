import type { DeclaredDemand, NewDemand } from "../../../src/accounts/demands/contract";
import { call } from "./client";
import type { EngagementPlace } from "./engagements";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { DeclaredDemand, NewDemand };

const enc = encodeURIComponent;
const demandsPath = ({ tenant, campaign, engagement }: EngagementPlace) =>
  `${tenantPath("agency", tenant)}/campaigns/${enc(campaign)}/engagements/${enc(engagement)}/demands`;

/** Those that stand first. */
export async function listDemands(at: EngagementPlace): Promise<DeclaredDemand[]> {
  return (await call<Page<DeclaredDemand>>(demandsPath(at))).items;
}

/** @throws ApiProblem 422 with pointers to the product, the person or the day */
export async function declareDemand(at: EngagementPlace, demand: NewDemand): Promise<DeclaredDemand[]> {
  return (await call<Page<DeclaredDemand>>(demandsPath(at), { method: "POST", body: demand })).items;
}

/** @throws ApiProblem 404 where it no longer stands */
export function withdrawDemand(at: EngagementPlace, demand: string): Promise<void> {
  return call(`${demandsPath(at)}/${enc(demand)}`, { method: "DELETE" });
}
