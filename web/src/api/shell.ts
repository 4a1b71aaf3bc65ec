import type { WaitingAtDesk, WaitingInCampaign } from "../../../src/settlement/waiting/contract";
import { call } from "./client";
import type { Page, TenantKind } from "./session";

/** What the header's switcher shows of a campaign. */
export interface CampaignChoice {
  id: string;
  name: string;
  projectName: string;
  status: string;
}

/** The path of a tenant; everything it owns lies below. */
export function tenantPath(kind: TenantKind, tenant: string): string {
  return `/${kind === "agency" ? "agencies" : "developers"}/${encodeURIComponent(tenant)}`;
}

/** How many approvals wait for this person; shown beside the menu's word. */
export async function countApprovals(kind: TenantKind, tenant: string): Promise<number> {
  return (await call<{ waiting: number }>(`${tenantPath(kind, tenant)}/approvals/count`)).waiting;
}

/** How much waits for a developer's finance, in each linked agency and in all; counted to a hundred. */
export function countAtDesk(developer: string): Promise<WaitingAtDesk> {
  return call(`${tenantPath("developer", developer)}/waiting`);
}

/** How much waits for an agency's own finance in a campaign; counted to a hundred. */
export async function countInCampaign(agency: string, campaign: string): Promise<number> {
  return (await call<WaitingInCampaign>(`${tenantPath("agency", agency)}/campaigns/${encodeURIComponent(campaign)}/waiting/count`)).waiting;
}

/** The newest campaigns, for the switcher. */
export async function listCampaignChoices(agency: string): Promise<CampaignChoice[]> {
  return (await call<Page<CampaignChoice>>(`${tenantPath("agency", agency)}/campaigns`)).items;
}
