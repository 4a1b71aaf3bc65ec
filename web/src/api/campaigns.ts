import type { Catalogue } from "../../../src/campaigns/catalogue/contract";
import type {
  Campaign,
  CampaignDetail,
  CampaignEdit,
  CampaignPlan,
  CampaignStatus,
  CampaignStep,
  CampaignTemplate as CampaignTemplateSchema,
} from "../../../src/campaigns/contract";
import { call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { Campaign, CampaignDetail, CampaignPlan, CampaignStatus, CampaignStep, Catalogue };
export type CampaignTemplate = (typeof CampaignTemplateSchema)["_output"];

const campaignsPath = (agency: string) => `${tenantPath("agency", agency)}/campaigns`;
const campaignPath = (agency: string, campaign: string) => `${campaignsPath(agency)}/${encodeURIComponent(campaign)}`;

/** Newest first. */
export function listCampaigns(agency: string, status: CampaignStatus | null, after: string | null): Promise<Page<Campaign>> {
  return call(campaignsPath(agency), { query: { status, after } });
}

export function readCampaign(agency: string, campaign: string): Promise<CampaignDetail> {
  return call(campaignPath(agency, campaign));
}

/** @throws ApiProblem 422 with pointers, `unknown-reference` for a project that is not the agency's */
export function planCampaign(agency: string, plan: CampaignPlan): Promise<CampaignDetail> {
  return call(campaignsPath(agency), { method: "POST", body: plan });
}

/** @throws ApiProblem 412 `stale`, 409 `campaign-not-open` */
export function changeCampaign(agency: string, { id, version }: CampaignDetail, edit: CampaignEdit): Promise<CampaignDetail> {
  return call(campaignPath(agency, id), { method: "PATCH", body: edit, version });
}

/** @throws ApiProblem 412 `stale`, 422 with a pointer to a word that a policy still uses */
export function changeCatalogue(agency: string, { id, version }: CampaignDetail, catalogue: Catalogue): Promise<CampaignDetail> {
  return call(`${campaignPath(agency, id)}/catalogue`, { method: "PUT", body: catalogue, version });
}

/** @throws ApiProblem 409 `wrong-state`, `no-policy-in-force` */
export function takeCampaignStep(agency: string, campaign: string, step: CampaignStep): Promise<CampaignDetail> {
  return call(`${campaignPath(agency, campaign)}/${step}`, { method: "POST", body: {} });
}

/** The campaigns that are shipped as templates. */
export async function listCampaignTemplates(agency: string): Promise<CampaignTemplate[]> {
  return (await call<Page<CampaignTemplate>>(`${tenantPath("agency", agency)}/templates`)).items;
}
