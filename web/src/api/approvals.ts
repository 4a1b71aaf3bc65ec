import type {
  Approval,
  ApprovalDetail,
  DeveloperDecision,
  HandedApproval,
  HouseDecision,
  RecordedDecision,
} from "../../../src/approvals/contract";
import { call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { Approval, ApprovalDetail, DeveloperDecision, HandedApproval, HouseDecision, RecordedDecision };

/** `mine`: what I submitted; `waiting`: nobody has decided; `decided`: approved, returned or withdrawn. */
export type ApprovalBox = "waiting" | "mine" | "decided";

const enc = encodeURIComponent;

/** What an agency asked for, newest first. */
export function listApprovals(agency: string, box: ApprovalBox, after: string | null): Promise<Page<Approval>> {
  return call(`${tenantPath("agency", agency)}/approvals`, { query: { box, after } });
}

/** What agencies ask of a developer, newest first. A developer asks for nothing itself. */
export function listHandedApprovals(
  developer: string,
  box: Exclude<ApprovalBox, "mine">,
  after: string | null,
): Promise<Page<HandedApproval>> {
  return call(`${tenantPath("developer", developer)}/approvals`, { query: { box, after } });
}

export function readApproval(agency: string, id: string): Promise<ApprovalDetail> {
  return call(`${tenantPath("agency", agency)}/approvals/${enc(id)}`);
}

export function readHandedApproval(developer: string, agency: string, id: string): Promise<ApprovalDetail> {
  return call(`${tenantPath("developer", developer)}/approvals/${enc(agency)}/${enc(id)}`);
}

/** @throws ApiProblem 409 `already-decided`, `maker-is-checker` */
export function decideApproval(developer: string, agency: string, id: string, decision: DeveloperDecision): Promise<ApprovalDetail> {
  return call(`${tenantPath("developer", developer)}/approvals/${enc(agency)}/${enc(id)}/decision`, { method: "POST", body: decision });
}

/** The agency's finance writes down what a developer said on paper. @throws ApiProblem 409 `already-decided`, `maker-is-checker` */
export function recordDecision(agency: string, id: string, decision: RecordedDecision): Promise<ApprovalDetail> {
  return call(`${tenantPath("agency", agency)}/approvals/${enc(id)}/decision`, { method: "POST", body: decision });
}

/** Answers what is the agency's own to decide. @throws ApiProblem 409 `already-decided`, `maker-is-checker` and what its kind refuses */
export function answerApproval(agency: string, id: string, decision: HouseDecision): Promise<ApprovalDetail> {
  return call(`${tenantPath("agency", agency)}/approvals/${enc(id)}/answer`, { method: "POST", body: decision });
}
