import type {
  Deal,
  DealDetail,
  DealState,
  LedgerEntry,
  NewLedgerEntry,
  NewProof,
  Party,
  Proof,
  Subscription,
} from "../../../src/deals/contract";
import type { ChangeEffect } from "../../../src/settlement/preview/contract";
import type { Cancellation, Confirmation, Confirmed, ProofDecision, Signing } from "../../../src/settlement/recording/contract";
import { call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type {
  Cancellation,
  ChangeEffect,
  Confirmation,
  Deal,
  DealDetail,
  DealState,
  LedgerEntry,
  NewLedgerEntry,
  NewProof,
  Party,
  Proof,
  ProofDecision,
  Signing,
  Subscription,
};

/** Which deal, in which campaign of which agency. */
export interface DealPlace {
  tenant: string;
  campaign: string;
  deal: string;
}

const enc = encodeURIComponent;
const campaignPath = (agency: string, campaign: string) => `${tenantPath("agency", agency)}/campaigns/${enc(campaign)}`;
const dealsPath = (agency: string, campaign: string) => `${campaignPath(agency, campaign)}/deals`;
const dealPath = ({ tenant, campaign, deal }: DealPlace) => `${dealsPath(tenant, campaign)}/${enc(deal)}`;

/** The latest first; of one state, or all. */
export function listDeals(agency: string, campaign: string, state: DealState | null, after: string | null): Promise<Page<Deal>> {
  return call(dealsPath(agency, campaign), { query: { state, after } });
}

export function readDeal(at: DealPlace): Promise<DealDetail> {
  return call(dealPath(at));
}

/** @throws ApiProblem 409 `unit-taken`, `campaign-not-open`, `engagement-settled`, `no-policy-in-force`, `backdated`, 422 with pointers */
export function subscribe(agency: string, campaign: string, wanted: Subscription, idempotencyKey: string): Promise<DealDetail> {
  return call(dealsPath(agency, campaign), { method: "POST", body: wanted, idempotencyKey });
}

export async function readLedger(at: DealPlace): Promise<LedgerEntry[]> {
  return (await call<Page<LedgerEntry>>(`${dealPath(at)}/ledger`)).items;
}

/** @throws ApiProblem 409 `deal-cancelled`, `receipt-above-price`, `refund-above-receipts`, `backdated`, 422 with pointers */
export function reportEntry(at: DealPlace, entry: NewLedgerEntry, idempotencyKey: string): Promise<LedgerEntry> {
  return call(`${dealPath(at)}/ledger`, { method: "POST", body: entry, idempotencyKey });
}

export async function readProofs(at: DealPlace): Promise<Proof[]> {
  return (await call<Page<Proof>>(`${dealPath(at)}/proofs`)).items;
}

/** @throws ApiProblem 409 `deal-cancelled`, 422 with pointers */
export function submitProof(at: DealPlace, proof: NewProof, idempotencyKey: string): Promise<Proof> {
  return call(`${dealPath(at)}/proofs`, { method: "POST", body: proof, idempotencyKey });
}

/** @throws ApiProblem 409 `already-decided`, `maker-is-checker` */
export function decideProof(at: DealPlace, proof: string, decision: ProofDecision): Promise<DealDetail> {
  return call(`${dealPath(at)}/proofs/${enc(proof)}/decision`, { method: "POST", body: decision });
}

/** @throws ApiProblem 409 `wrong-state`, `contract-above-list`, `contract-number-taken`, `backdated`, …, 422 with pointers */
export function signDeal(at: DealPlace, signing: Signing): Promise<DealDetail> {
  return call(`${dealPath(at)}/signing`, { method: "POST", body: signing });
}

/** What cancelling on a day would do; nothing is written. @throws ApiProblem 409 `deal-cancelled`, 422 with a pointer to the day */
export function previewCancellation(at: DealPlace, cancelledOn: string, signal?: AbortSignal): Promise<ChangeEffect> {
  return call(`${dealPath(at)}/cancellation/preview`, { method: "POST", body: { cancelledOn }, signal });
}

/** @throws ApiProblem 409 `deal-cancelled`, `refund-above-receipts`, `backdated`, 422 with pointers */
export function cancelDeal(at: DealPlace, cancellation: Cancellation): Promise<DealDetail> {
  return call(`${dealPath(at)}/cancellation`, { method: "POST", body: cancellation });
}

/** @throws ApiProblem 409 `developer-confirms`, `already-decided`, `maker-is-checker` */
export function confirmMoney(agency: string, campaign: string, confirmation: Confirmation): Promise<Confirmed> {
  return call(`${campaignPath(agency, campaign)}/confirmations`, { method: "POST", body: confirmation });
}
