import type { Claim, HandedClaim, Payment } from "../../../src/rewards/contract";
import type { SettlementApproved, SettlementToApprove } from "../../../src/settlement/closing/contract";
import type { Difference, DifferencePage } from "../../../src/settlement/differences/contract";
import type { Confirmation, Confirmed, Refusal, Refused } from "../../../src/settlement/recording/contract";
import type { HandedDeal } from "../../../src/settlement/trail/contract";
import type { ConfirmedSigning, SharedCampaign, Waiting } from "../../../src/settlement/waiting/contract";
import { call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { Confirmation, ConfirmedSigning, Difference, HandedClaim, HandedDeal, SettlementToApprove, SharedCampaign, Waiting };

/** A campaign as finance opens it: the agency's own, or a developer's in an agency that is linked to it. */
export interface DeskPlace {
  kind: "agency" | "developer";
  tenant: string;
  agency: string;
  campaign: string;
}

const enc = encodeURIComponent;
const linkedPath = (developer: string, agency: string) => `${tenantPath("developer", developer)}/agencies/${enc(agency)}/campaigns`;
const deskPath = ({ kind, tenant, agency, campaign }: DeskPlace) =>
  kind === "agency" ? `${tenantPath("agency", tenant)}/campaigns/${enc(campaign)}` : `${linkedPath(tenant, agency)}/${enc(campaign)}`;

/** The campaigns of an agency for a developer's projects, the latest start first. */
export async function listSharedCampaigns(developer: string, agency: string): Promise<SharedCampaign[]> {
  return (await call<Page<SharedCampaign>>(linkedPath(developer, agency))).items;
}

/** What waits for finance; at most fifty of each kind. */
export function readWaiting(at: DeskPlace): Promise<Waiting> {
  return call(`${deskPath(at)}/waiting`);
}

/** Final differences that reached no buyer yet, the oldest first, or those that did, the latest first. */
export function listDifferences(at: DeskPlace, state: "open" | "done", after: string | null): Promise<DifferencePage> {
  return call(`${deskPath(at)}/differences`, { query: { state, after } });
}

/** The papers of a deal as its developer's finance may see them. */
export function readHandedDeal(at: DeskPlace, deal: string): Promise<HandedDeal> {
  return call(`${deskPath(at)}/deals/${enc(deal)}`);
}

/** The signings that finance has confirmed, the latest first. */
export function listConfirmed(at: DeskPlace, after: string | null): Promise<Page<ConfirmedSigning>> {
  return call(`${deskPath(at)}/waiting/confirmed`, { query: { after, limit: 10 } });
}

/** @throws ApiProblem 409 `already-decided`, `developer-confirms`, `maker-is-checker`, 412 `stale` */
export function confirmWaiting(at: DeskPlace, confirmation: Confirmation, idempotencyKey: string): Promise<Confirmed> {
  return call(`${deskPath(at)}/confirmations`, { method: "POST", body: confirmation, idempotencyKey });
}

/** @throws ApiProblem 409 `already-decided`, `developer-confirms`, `maker-is-checker`, `refund-above-receipts`, `receipt-above-price` */
export function refuseWaiting(at: DeskPlace, refusal: Refusal, idempotencyKey: string): Promise<Refused> {
  return call(`${deskPath(at)}/refusals`, { method: "POST", body: refusal, idempotencyKey });
}

/** Takes finance's yes to a signing back. @throws ApiProblem 409 `wrong-state`, `has-supplements`, `differences-final`, `deal-reward-claimed`, `engagement-settled` */
export function unconfirmFromDesk(at: DeskPlace, deal: string, reason: string): Promise<void> {
  return call(`${deskPath(at)}/deals/${enc(deal)}/signing/confirmation/withdrawal`, { method: "POST", body: { reason } });
}

/** @throws ApiProblem 409 `already-decided`, `maker-is-checker`, `claim-outdated`, 422 with pointers */
export function payFromDesk(at: DeskPlace, claim: string, payment: Payment, idempotencyKey: string): Promise<HandedClaim> {
  return call(`${deskPath(at)}/claims/${enc(claim)}/payment`, { method: "POST", body: payment, idempotencyKey });
}

/** What a developer's finance has paid in a campaign, the latest claim first. */
export function listPaidClaims(at: DeskPlace, after: string | null): Promise<Page<Claim>> {
  return call(`${deskPath(at)}/claims`, { query: { state: "paid", after } });
}

/** A claim that was handed to a developer's finance, home by home. */
export function readHandedClaim(at: DeskPlace, claim: string): Promise<HandedClaim> {
  return call(`${deskPath(at)}/claims/${enc(claim)}`);
}

const settlementPath = (at: DeskPlace, engagement: string) => `${deskPath(at)}/engagements/${enc(engagement)}/settlement`;

/** What a developer's approval would make final. */
export function readSettlement(at: DeskPlace, engagement: string): Promise<SettlementToApprove> {
  return call(settlementPath(at, engagement));
}

/** @throws ApiProblem 409 `wrong-state`, `still-settling`, `not-confirmed` */
export function approveSettlementFromDesk(at: DeskPlace, engagement: string): Promise<SettlementApproved> {
  return call(`${settlementPath(at, engagement)}/approval`, { method: "POST", body: {} });
}
