import type { SpecialPrice } from "../../../src/policies/quoting/contract";
import type {
  NewSpecial,
  Special,
  SpecialAsked,
  SpecialEvaluation,
  SpecialScope,
  Specials,
  SpecialTerms,
  SpecialToDecide,
} from "../../../src/settlement/specials/contract";
import { call } from "./client";
import { tenantPath } from "./shell";

export type { NewSpecial, Special, SpecialAsked, SpecialEvaluation, SpecialPrice, SpecialScope, Specials, SpecialTerms, SpecialToDecide };

/** For what in which campaign special prices are asked. */
export interface SpecialsPlace {
  tenant: string;
  campaign: string;
  about: SpecialScope;
}

const enc = encodeURIComponent;
const path = (agency: string, campaign: string) => `${tenantPath("agency", agency)}/campaigns/${enc(campaign)}/specials`;

/** All that was asked for a home and its engagement, or for an engagement. */
export function listSpecials({ tenant, campaign, about }: SpecialsPlace): Promise<Specials> {
  const query = about.kind === "deal" ? { deal: about.dealId } : { engagement: about.engagementId };
  return call(path(tenant, campaign), { query });
}

/** What it would cost; nothing is written. @throws ApiProblem 409 `deal-cancelled`, `engagement-settled`, 422 with pointers */
export function previewSpecial(agency: string, campaign: string, asked: SpecialAsked, signal?: AbortSignal): Promise<SpecialEvaluation> {
  return call(`${path(agency, campaign)}/preview`, { method: "POST", body: asked, signal });
}

/** @throws ApiProblem 409 `special-pending`, `deal-cancelled`, `engagement-settled`, `campaign-not-open`, 422 with pointers */
export function askSpecial(agency: string, campaign: string, asked: NewSpecial, idempotencyKey: string): Promise<Special> {
  return call(path(agency, campaign), { method: "POST", body: asked, idempotencyKey });
}

/** @throws ApiProblem 409 `already-decided` */
export function withdrawSpecial(agency: string, campaign: string, special: string): Promise<Special> {
  return call(`${path(agency, campaign)}/${enc(special)}/withdrawal`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `wrong-state`, `maker-is-checker`, `engagement-settled` */
export function acceptCounter(agency: string, campaign: string, special: string): Promise<Special> {
  return call(`${path(agency, campaign)}/${enc(special)}/acceptance`, { method: "POST", body: {} });
}
