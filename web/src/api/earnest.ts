import type {
  EarnestDeposit,
  EarnestPage,
  EarnestReason,
  EarnestRefund as EarnestRefundSchema,
  EarnestState,
  NewEarnestDeposit as NewEarnestDepositSchema,
} from "../../../src/selection/contract";
import { call } from "./client";
import type { DeskPlace } from "./desk";
import type { LeadPlace } from "./leads";
import { tenantPath } from "./shell";

export type { EarnestDeposit, EarnestState };
export type NewEarnestDeposit = (typeof NewEarnestDepositSchema)["_output"];
export type EarnestRefund = (typeof EarnestRefundSchema)["_output"];
type Because = (typeof EarnestReason)["_output"];

const enc = encodeURIComponent;
const campaignPath = ({ kind, tenant, agency, campaign }: DeskPlace) =>
  `${kind === "agency" ? tenantPath("agency", tenant) : `${tenantPath("developer", tenant)}/agencies/${enc(agency)}`}/campaigns/${enc(campaign)}`;
const depositPath = (at: DeskPlace, deposit: string) => `${campaignPath(at)}/earnest-deposits/${enc(deposit)}`;

/** The latest reported first. */
export function listEarnest(at: DeskPlace, state: EarnestState | null, after: string | null): Promise<(typeof EarnestPage)["_output"]> {
  return call(`${campaignPath(at)}/earnest-deposits`, { query: { state, after } });
}

export function readEarnest(at: DeskPlace, deposit: string): Promise<EarnestDeposit> {
  return call(depositPath(at, deposit));
}

/** @throws ApiProblem 409 `backdated`, 422 with pointers */
export function reportEarnest(at: LeadPlace, money: NewEarnestDeposit, idempotencyKey: string): Promise<EarnestDeposit> {
  const path = `${tenantPath("agency", at.tenant)}/campaigns/${enc(at.campaign)}/leads/${enc(at.lead)}/earnest-deposits`;
  return call(path, { method: "POST", body: money, idempotencyKey });
}

/** What an agency's staff may do with money that they reported, and finance with what was reported to it. */
export type EarnestAct = "withdrawal" | "refund-request" | "keeping" | "confirmation" | "refusal";

/** @throws ApiProblem 409 `already-decided`, `maker-is-checker`, `developer-confirms` */
export function actOnEarnest(at: DeskPlace, deposit: string, act: EarnestAct, because: Because | null, idempotencyKey: string) {
  return call<EarnestDeposit>(`${depositPath(at, deposit)}/${act}`, { method: "POST", body: because ?? {}, idempotencyKey });
}

/** @throws ApiProblem 409 `already-decided`, `maker-is-checker`, `developer-confirms`, 422 with pointers */
export function refundEarnest(at: DeskPlace, deposit: string, refund: EarnestRefund, idempotencyKey: string): Promise<EarnestDeposit> {
  return call(`${depositPath(at, deposit)}/refund`, { method: "POST", body: refund, idempotencyKey });
}
