import type { LeadDay, NewContact, Visit, VisitPage } from "../../../src/leads/contacting/contract";
import type {
  AssignTo,
  Bulk,
  BulkPreview,
  FoundLeads,
  Lead,
  LeadCounts,
  LeadDetail,
  LeadEdit,
  LeadPage,
  LeadQuery,
  LeadSearch,
  LeadState,
  LostBecause,
  NextStep,
} from "../../../src/leads/contract";
import type { Lookalikes } from "../../../src/leads/merging/contract";
import type { Check, CheckAnswer, Report } from "../../../src/leads/reporting/contract";
import { type Asking, call } from "./client";
import { tenantPath } from "./shell";

export type {
  AssignTo,
  Bulk,
  BulkPreview,
  FoundLeads,
  Lead,
  LeadCounts,
  LeadDay,
  LeadDetail,
  LeadEdit,
  LeadSearch,
  LeadState,
  LostBecause,
  NewContact,
  NextStep,
  Report,
  Visit,
};
export type CheckAsked = Check;
export type Answer = CheckAnswer["answer"];
export type Clocks = Lead["clocks"];
export type LeadSource = Lead["source"];
export type NextKind = NextStep["kind"];
export type Touch = LeadDetail["touchList"][number];
export type LeadContact = LeadDetail["contactList"][number];
export type OwnerStretch = LeadDetail["owners"][number];
export type LeadMerge = LeadDetail["merges"][number];
export type Lookalike = Lookalikes["items"][number];
export type DueLead = LeadDay["due"][number];
type Page<Of extends { _output: unknown }> = Of["_output"];

/** A campaign's leads, of which agency. */
export interface CampaignPlace {
  tenant: string;
  campaign: string;
}

export interface LeadPlace extends CampaignPlace {
  lead: string;
}

/** What a list of leads is asked for; what is left out stands open. */
export type LeadConditions = Omit<LeadQuery, "after" | "limit">;

const enc = encodeURIComponent;
const leadsPath = ({ tenant, campaign }: CampaignPlace) => `${tenantPath("agency", tenant)}/campaigns/${enc(campaign)}/leads`;
const leadPath = (at: LeadPlace) => `${leadsPath(at)}/${enc(at.lead)}`;

/** A page may hold fewer than its limit, or none, though there is a next: what no index gives is looked for piece by piece. */
export function listLeads(
  at: CampaignPlace,
  asked: LeadConditions,
  after: string | null,
  { limit, signal }: Asking = {},
): Promise<Page<typeof LeadPage>> {
  return call(leadsPath(at), { query: { ...asked, after, limit }, signal });
}

export function countLeads(at: CampaignPlace): Promise<LeadCounts> {
  return call(`${leadsPath(at)}/counts`);
}

/** A name or a number stands in no address, hence not a GET. */
export function searchLeads(at: CampaignPlace, asked: LeadSearch, signal?: AbortSignal): Promise<FoundLeads> {
  return call(`${leadsPath(at)}/search`, { method: "POST", body: asked, signal });
}

export function readLead(at: LeadPlace): Promise<LeadDetail> {
  return call(leadPath(at));
}

/** @throws ApiProblem 412 `stale`, 409 `not-your-lead`, `lead-merged` */
export function changeLead(at: LeadPlace, version: number, edit: LeadEdit): Promise<LeadDetail> {
  return call(leadPath(at), { method: "PATCH", body: edit, version });
}

/** @throws ApiProblem 412 `stale`, 409 `not-your-lead`, `wrong-state` */
export function loseLead(at: LeadPlace, version: number, because: LostBecause): Promise<LeadDetail> {
  return call(`${leadPath(at)}/loss`, { method: "POST", body: { because }, version });
}

/** @throws ApiProblem 412 `stale`, 409 `wrong-state`, `not-your-lead` */
export function reopenLead(at: LeadPlace, version: number): Promise<LeadDetail> {
  return call(`${leadPath(at)}/reopening`, { method: "POST", body: {}, version });
}

/** All or nothing. @throws ApiProblem 409 `leads-refused`, 412 `stale` */
export function actOnLeads(at: CampaignPlace, bulk: Bulk, idempotencyKey: string): Promise<{ leads: number }> {
  return call(`${leadsPath(at)}/bulk`, { method: "POST", body: bulk, idempotencyKey });
}

/** What an act would be refused for; changes nothing. */
export function previewOnLeads(at: CampaignPlace, bulk: Bulk, signal?: AbortSignal): Promise<BulkPreview> {
  return call(`${leadsPath(at)}/bulk/preview`, { method: "POST", body: bulk, signal });
}

/**
 * @param idempotencyKey the same for one report however often it is sent
 * @throws ApiProblem 409 `lead-yours`, `lead-protected`, `picks-used-up`, `lead-cooling`, `lead-of-group`, `campaign-not-open`, 422 with pointers
 */
export function reportLead(at: CampaignPlace, report: Report, idempotencyKey: string): Promise<LeadDetail> {
  return call(leadsPath(at), { method: "POST", body: report, idempotencyKey });
}

/** @throws ApiProblem 429 `too-many-attempts` past sixty an hour, 422 with a pointer */
export async function checkLead(at: CampaignPlace, asked: CheckAsked): Promise<Answer> {
  return (await call<CheckAnswer>(`${leadsPath(at)}/check`, { method: "POST", body: asked })).answer;
}

/** @returns another lead than was asked when the number is of one that is the caller's or free @throws ApiProblem 409 `lead-protected`, `number-whole`, 422 */
export function completeLead(at: LeadPlace, version: number, phone: string): Promise<LeadDetail> {
  return call(`${leadPath(at)}/completion`, { method: "POST", body: { phone }, version });
}

/** @throws ApiProblem 412 `stale`, 409 `lead-merged`, `group-empty`, 422 */
export function assignLead(at: LeadPlace, version: number, to: AssignTo): Promise<LeadDetail> {
  return call(`${leadPath(at)}/assignment`, { method: "POST", body: to, version });
}

/** Whoever is first has it. @throws ApiProblem 409 `lead-not-free`, `picks-used-up`, `lead-cooling`, `lead-of-group` */
export function pickLead(at: LeadPlace): Promise<LeadDetail> {
  return call(`${leadPath(at)}/pick`, { method: "POST", body: {} });
}

/** Back into the pool. @throws ApiProblem 412 `stale`, 409 `not-your-lead` */
export function returnLead(at: LeadPlace, version: number, reason: string): Promise<LeadDetail> {
  return call(`${leadPath(at)}/return`, { method: "POST", body: { reason }, version });
}

/** @throws ApiProblem 409 `not-your-lead`, `lead-merged`, 422 `in-the-future` */
export function recordContact(at: LeadPlace, contact: NewContact, idempotencyKey: string): Promise<LeadDetail> {
  return call(`${leadPath(at)}/contacts`, { method: "POST", body: contact, idempotencyKey });
}

/** @throws ApiProblem 412 `stale`, 409 `not-your-lead` */
export function planNext(at: LeadPlace, version: number, next: NextStep | null): Promise<LeadDetail> {
  return call(`${leadPath(at)}/next-step`, { method: "PUT", body: { next }, version });
}

/** Visits brought about by others than the owners, which wait for a decision. */
export function listVisits(at: CampaignPlace, after: string | null): Promise<Page<typeof VisitPage>> {
  return call(`${leadsPath(at)}/visits`, { query: { after } });
}

/** @throws ApiProblem 409 `maker-is-checker`, `already-decided` */
export function decideVisit(at: CampaignPlace, visit: string, accept: boolean): Promise<Visit> {
  return call(`${leadsPath(at)}/visits/${enc(visit)}/decision`, { method: "POST", body: { accept } });
}

/** What is due until today, of all campaigns. */
export function readDay(tenant: string): Promise<LeadDay> {
  return call(`${tenantPath("agency", tenant)}/leads/day`);
}

/** Who may be the same person. */
export async function listLookalikes(at: LeadPlace): Promise<Lookalike[]> {
  return (await call<Lookalikes>(`${leadPath(at)}/lookalikes`)).items;
}

/** The other goes into this one. @throws ApiProblem 412 `stale`, 409 `lead-merged`, `merge-of-two-buyers` */
export function mergeLeads(at: LeadPlace, version: number, other: { otherId: string; otherVersion: number }): Promise<LeadDetail> {
  return call(`${leadPath(at)}/merges`, { method: "POST", body: other, version });
}

/** @throws ApiProblem 409 `merge-moved-on`, `already-decided` */
export function undoMerge(at: LeadPlace, merge: string): Promise<LeadDetail> {
  return call(`${leadPath(at)}/merges/${enc(merge)}/undoing`, { method: "POST", body: {} });
}
