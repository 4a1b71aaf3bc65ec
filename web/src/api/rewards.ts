import type { Deal } from "../../../src/deals/contract";
import type {
  Claim,
  ClaimState as ClaimStateSchema,
  Earnings,
  NewClaim,
  OwnPayment,
  Payment,
  Recipient,
  RecipientDecision,
  RecipientEdit,
  RecipientStatus,
  RewardContinuity,
  RewardEntry,
  RewardOutcome,
  Rewards,
} from "../../../src/rewards/contract";
import type { NewWriteOff, WriteOff, WriteOffToDecide } from "../../../src/rewards/write-offs/contract";
import { type Asking, call } from "./client";
import { type EngagementPlace, engagementPath } from "./engagements";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type {
  Claim,
  Earnings,
  NewClaim,
  NewWriteOff,
  Payment,
  Recipient,
  RecipientDecision,
  RecipientEdit,
  RecipientStatus,
  RewardContinuity,
  RewardEntry,
  RewardOutcome,
  Rewards,
  WriteOff,
  WriteOffToDecide,
};
export type ClaimState = (typeof ClaimStateSchema)["_output"];

/** Which claim, in which campaign of which agency. */
export interface ClaimPlace {
  tenant: string;
  campaign: string;
  claim: string;
}

const enc = encodeURIComponent;
const campaignPath = (agency: string, campaign: string) => `${tenantPath("agency", agency)}/campaigns/${enc(campaign)}`;
const claimPath = ({ tenant, campaign, claim }: ClaimPlace) => `${campaignPath(tenant, campaign)}/claims/${enc(claim)}`;
const recipientPath = (agency: string, person: string) => `${tenantPath("agency", agency)}/recipients/${enc(person)}`;

/** What an engagement has earned, line by line, who may be given it, and why a deal earns nothing. */
export function readRewards(at: EngagementPlace): Promise<Earnings> {
  return call(`${engagementPath(at)}/rewards`);
}

/** @throws ApiProblem 409 `rewards-held` */
export function holdRewards(at: EngagementPlace, reason: string): Promise<Earnings> {
  return call(`${engagementPath(at)}/rewards/hold`, { method: "POST", body: { reason } });
}

/** @throws ApiProblem 409 `wrong-state` */
export function releaseRewards(at: EngagementPlace): Promise<Earnings> {
  return call(`${engagementPath(at)}/rewards/release`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `write-off-above-open`, `write-off-pending`, `still-settling` */
export function askWriteOff(at: EngagementPlace, writeOff: NewWriteOff, idempotencyKey: string): Promise<WriteOff> {
  return call(`${engagementPath(at)}/rewards/write-offs`, { method: "POST", body: writeOff, idempotencyKey });
}

/** @throws ApiProblem 409 `already-decided` */
export function withdrawWriteOff(agency: string, campaign: string, writeOff: string): Promise<WriteOff> {
  return call(`${campaignPath(agency, campaign)}/write-offs/${enc(writeOff)}/withdrawal`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `nothing-to-claim`, `rewards-held`, `recipient-held`, `still-settling`, 422 with pointers */
export function claimRewards(at: EngagementPlace, claim: NewClaim, idempotencyKey: string): Promise<Claim> {
  return call(`${engagementPath(at)}/rewards/claims`, { method: "POST", body: claim, idempotencyKey });
}

/** The latest first; of one state, or all. */
export function listClaims(
  agency: string,
  campaign: string,
  state: ClaimState | null,
  after: string | null,
  { limit, signal }: Asking = {},
): Promise<Page<Claim>> {
  return call(`${campaignPath(agency, campaign)}/claims`, { query: { state, after, limit }, signal });
}

export function readClaim(at: ClaimPlace): Promise<Claim> {
  return call(claimPath(at));
}

/** @throws ApiProblem 409 `already-decided`, `maker-is-checker`, `rewards-held`, `recipient-held`, `above-yearly-limit` */
export function approveClaim(at: ClaimPlace): Promise<Claim> {
  return call(`${claimPath(at)}/approval`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `already-decided` */
export function returnClaim(at: ClaimPlace, remark: string): Promise<Claim> {
  return call(`${claimPath(at)}/return`, { method: "POST", body: { remark } });
}

/** @throws ApiProblem 409 `already-decided`, `maker-is-checker`, `claim-outdated`, `not-own-deal`, `receipt-above-price`, 422 with pointers */
export function payClaim(at: ClaimPlace, payment: OwnPayment, idempotencyKey: string): Promise<Claim> {
  return call(`${claimPath(at)}/payment`, { method: "POST", body: payment, idempotencyKey });
}

/** The homes of an engagement that a person buys alone or with others and that stand: what may be set off against. */
export async function listOwnDeals(agency: string, campaign: string, engagement: string, person: string): Promise<Deal[]> {
  const own: Deal[] = [];
  let after: string | null = null;
  do {
    const page: Page<Deal> = await call(`${campaignPath(agency, campaign)}/deals`, { query: { engagement, after, limit: 100 } });
    own.push(...page.items.filter(({ state, parties }) => state !== "cancelled" && parties.some(({ personId }) => personId === person)));
    after = page.next;
  } while (after !== null);
  return own;
}

/** @param version of the recipient that was read; 0 where nobody has said anything @throws ApiProblem 412 `stale`, 422 with a pointer */
export function describeRecipient(agency: string, person: string, version: number, edit: RecipientEdit): Promise<Recipient> {
  return call(recipientPath(agency, person), { method: "PUT", body: edit, version });
}

/** @throws ApiProblem 412 `stale`, 409 `wrong-state`: nobody has said what they are */
export function decideRecipient(agency: string, person: string, version: number, decision: RecipientDecision): Promise<Recipient> {
  return call(`${recipientPath(agency, person)}/decision`, { method: "POST", body: decision, version });
}
