import type { Attribution, AttributionEdit, CommissionLine as CommissionLineSchema } from "../../../src/deals/attributing/contract";
import type {
  Deal,
  DealDetail,
  DealPage,
  DealQuery,
  DealState,
  LedgerEntry,
  ListedDeal,
  NewLedgerEntry,
  NewProof,
  Party,
  Proof,
  Subscription,
} from "../../../src/deals/contract";
import type { ChangeEffect, GroupEffect } from "../../../src/settlement/preview/contract";
import type {
  Cancellation,
  Completion,
  Confirmation,
  Confirmed,
  ProofDecision,
  Refusal,
  Refused,
  Signing,
} from "../../../src/settlement/recording/contract";
import type { NewSupplement, Supplement, SupplementAsked, SupplementChange } from "../../../src/settlement/supplements/contract";
import { type Asking, call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type {
  Attribution,
  AttributionEdit,
  Cancellation,
  ChangeEffect,
  Confirmation,
  Deal,
  DealDetail,
  DealState,
  GroupEffect,
  LedgerEntry,
  ListedDeal,
  NewLedgerEntry,
  NewProof,
  NewSupplement,
  Party,
  Proof,
  ProofDecision,
  Signing,
  Subscription,
  Supplement,
  SupplementAsked,
  SupplementChange,
};

export type CommissionLine = (typeof CommissionLineSchema)["_output"];

/** What a supplement would do; where it moves the deal to another account, `joined` is what it does there. */
export type SupplementEffect = ChangeEffect & { joined: GroupEffect | null };

/** Which deal, in which campaign of which agency. */
export interface DealPlace {
  tenant: string;
  campaign: string;
  deal: string;
}

const enc = encodeURIComponent;
const campaignPath = (agency: string, campaign: string) => `${tenantPath("agency", agency)}/campaigns/${enc(campaign)}`;
const dealsPath = (agency: string, campaign: string) => `${campaignPath(agency, campaign)}/deals`;
export const dealPath = ({ tenant, campaign, deal }: DealPlace) => `${dealsPath(tenant, campaign)}/${enc(deal)}`;

export type ListedDeals = (typeof DealPage)["_output"];
export type DealSort = DealQuery["sort"];

/** What a list of deals is asked for. Never by a person's name or number: that has no place in an address. */
export interface DealConditions {
  search: string | null;
  engagement: string | null;
  building: string | null;
  state: DealState | null;
  sort: DealSort;
  order: DealQuery["order"];
}

/** Of a search, an engagement or a building with how many there are and what they come to. */
export function listDeals(
  agency: string,
  campaign: string,
  asked: DealConditions,
  after: string | null,
  { limit, signal }: Asking = {},
): Promise<ListedDeals> {
  return call(dealsPath(agency, campaign), { query: { ...asked, after, limit }, signal });
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

/** @throws ApiProblem 409 `already-signed`, `contract-above-list`, `contract-number-taken`, `backdated`, …, 422 with pointers */
export function signDeal(at: DealPlace, signing: Signing): Promise<DealDetail> {
  return call(`${dealPath(at)}/signing`, { method: "POST", body: signing });
}

/** What taking the signing back would do; nothing is written. @throws ApiProblem 409 as taking it back */
export function previewUnsigning(at: DealPlace, signal?: AbortSignal): Promise<ChangeEffect> {
  return call(`${dealPath(at)}/signing/withdrawal/preview`, { method: "POST", signal });
}

/** @throws ApiProblem 403 for another's, 409 `signing-confirmed`, `has-supplements`, `engagement-settled`, `wrong-state`, … */
export function withdrawSigning(at: DealPlace, reason: string): Promise<DealDetail> {
  return call(`${dealPath(at)}/signing/withdrawal`, { method: "POST", body: { reason } });
}

/** Of the agency's finance. @throws ApiProblem 409 `wrong-state`, `has-supplements`, `differences-final`, `deal-reward-claimed`, `engagement-settled` */
export function unconfirmSigning(at: DealPlace, reason: string): Promise<void> {
  return call(`${dealPath(at)}/signing/confirmation/withdrawal`, { method: "POST", body: { reason } });
}

/** @throws ApiProblem 409 `not-signed`, `already-completed`, `not-paid-up`, `not-confirmed`, `completed-before-signed`, `backdated`, 422 with pointers */
export function completeDeal(at: DealPlace, completion: Completion): Promise<DealDetail> {
  return call(`${dealPath(at)}/completion`, { method: "POST", body: completion });
}

/** What cancelling on a day would do; nothing is written. @throws ApiProblem 409 `deal-cancelled`, 422 with a pointer to the day */
export function previewCancellation(at: DealPlace, cancelledOn: string, signal?: AbortSignal): Promise<ChangeEffect> {
  return call(`${dealPath(at)}/cancellation/preview`, { method: "POST", body: { cancelledOn }, signal });
}

/** @throws ApiProblem 409 `deal-cancelled`, `refund-above-receipts`, `backdated`, 422 with pointers */
export function cancelDeal(at: DealPlace, cancellation: Cancellation): Promise<DealDetail> {
  return call(`${dealPath(at)}/cancellation`, { method: "POST", body: cancellation });
}

/** The greatest share first. */
export async function readAttributions(at: DealPlace): Promise<Attribution[]> {
  return (await call<Page<Attribution>>(`${dealPath(at)}/attributions`)).items;
}

/** @param version of the deal @throws ApiProblem 412 `stale`, 422 with pointers */
export async function attributeDeal(at: DealPlace, version: number, edit: AttributionEdit): Promise<Attribution[]> {
  return (await call<Page<Attribution>>(`${dealPath(at)}/attributions`, { method: "PUT", body: edit, version })).items;
}

/** Every share of every deal, by deal: page after page to its end, as commissions are computed from them all. */
export async function listCommissionLines(agency: string, campaign: string): Promise<CommissionLine[]> {
  const lines: CommissionLine[] = [];
  let after: string | null = null;
  do {
    const page: Page<CommissionLine> = await call(`${campaignPath(agency, campaign)}/commission-lines`, { query: { after, limit: 100 } });
    lines.push(...page.items);
    after = page.next;
  } while (after !== null);
  return lines;
}

export async function readSupplements(at: DealPlace): Promise<Supplement[]> {
  return (await call<Page<Supplement>>(`${dealPath(at)}/supplements`)).items;
}

/** Nothing is written. @throws ApiProblem 409 `deal-cancelled`, `not-signed`, 422 with a pointer into `/change` */
export function previewSupplement(at: DealPlace, asked: SupplementAsked, signal?: AbortSignal): Promise<SupplementEffect> {
  return call(`${dealPath(at)}/supplements/preview`, { method: "POST", body: asked, signal });
}

/** @throws ApiProblem 409 `engagement-settled`, `supplement-too-early`, `contract-above-list`, `contract-below-receipts`, `unit-taken`, …, 422 with pointers */
export function recordSupplement(at: DealPlace, supplement: NewSupplement, idempotencyKey: string): Promise<DealDetail> {
  return call(`${dealPath(at)}/supplements`, { method: "POST", body: supplement, idempotencyKey });
}

/** @throws ApiProblem 403 for another's, 409 `already-decided`, `refund-above-receipts`, `receipt-above-price` */
export function withdrawEntry(at: DealPlace, entry: string, reason: string): Promise<LedgerEntry> {
  return call(`${dealPath(at)}/ledger/${enc(entry)}/withdrawal`, { method: "POST", body: { reason } });
}

/** @throws ApiProblem 409 `developer-confirms`, `already-decided`, `maker-is-checker`, `refund-above-receipts`, `receipt-above-price` */
export function refuseMoney(agency: string, campaign: string, refusal: Refusal): Promise<Refused> {
  return call(`${campaignPath(agency, campaign)}/refusals`, { method: "POST", body: refusal });
}

/** @throws ApiProblem 409 `developer-confirms`, `already-decided`, `maker-is-checker` */
export function confirmMoney(agency: string, campaign: string, confirmation: Confirmation): Promise<Confirmed> {
  return call(`${campaignPath(agency, campaign)}/confirmations`, { method: "POST", body: confirmation });
}
