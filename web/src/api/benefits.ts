import type { Benefits, BenefitsConfirmation, DealBenefits, NewBenefits } from "../../../src/settlement/benefits/contract";
import { call } from "./client";
import { type DealPlace, dealPath } from "./deals";
import { type EngagementPlace, engagementPath } from "./engagements";
import type { Page } from "./session";

export type { Benefits, BenefitsConfirmation, NewBenefits };
export type DealBenefit = DealBenefits["items"][number];

/** Which paper of which engagement. */
export interface BenefitsPlace extends EngagementPlace {
  benefits: string;
}

const listPath = (at: EngagementPlace) => `${engagementPath(at)}/benefits`;
const path = (at: BenefitsPlace) => `${listPath(at)}/${encodeURIComponent(at.benefits)}`;

/** What persons of an engagement may expect before they choose a home, on paper; the latest first. */
export function listBenefits(at: EngagementPlace, after: string | null): Promise<Page<Benefits>> {
  return call(listPath(at), { query: { after } });
}

export function readBenefits(at: BenefitsPlace): Promise<Benefits> {
  return call(path(at));
}

/** @throws ApiProblem 409 `benefits-open`, `person-has-home`, `no-group-discount`, `no-policy-in-force`, `backdated`, 422 */
export function issueBenefits(at: EngagementPlace, asked: NewBenefits): Promise<Benefits> {
  return call(listPath(at), { method: "POST", body: asked });
}

/** The buyer signed it. @throws ApiProblem 409 `wrong-state`, `backdated`, 422 */
export function confirmBenefits(at: BenefitsPlace, signed: BenefitsConfirmation): Promise<Benefits> {
  return call(`${path(at)}/confirmation`, { method: "POST", body: signed });
}

/** @throws ApiProblem 409 `wrong-state` once a home was subscribed on it */
export function voidBenefits(at: BenefitsPlace, reason: string): Promise<Benefits> {
  return call(`${path(at)}/voiding`, { method: "POST", body: { reason } });
}

/** The papers that a deal was subscribed on. */
export async function listDealBenefits(at: DealPlace): Promise<DealBenefit[]> {
  return (await call<DealBenefits>(`${dealPath(at)}/benefits`)).items;
}
