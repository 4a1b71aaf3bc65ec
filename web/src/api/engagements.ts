import type {
  Engagement,
  EngagementEdit,
  Evidence as EvidenceSchema,
  FirstVisitReport,
  KeyPersonChange,
  KeyPersonTrail,
  NewEngagement,
  NewReferrals,
  Referral,
} from "../../../src/accounts/engagements/contract";
import type { CorrectionToDecide, NewCorrection } from "../../../src/accounts/engagements/correcting/contract";
import type { EngagementPage, EngagementQuery, ListedEngagement } from "../../../src/settlement/engagements/contract";
import { type Asking, call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type {
  CorrectionToDecide,
  Engagement,
  FirstVisitReport,
  KeyPersonChange,
  KeyPersonTrail,
  ListedEngagement,
  NewEngagement,
  NewReferrals,
  Referral,
};
export type ListedEngagements = (typeof EngagementPage)["_output"];
export type EngagementSort = EngagementQuery["sort"];
export type Evidence = (typeof EvidenceSchema)["_output"];

/** Which engagement, in which campaign of which agency. */
export interface EngagementPlace {
  tenant: string;
  campaign: string;
  engagement: string;
}

const enc = encodeURIComponent;
const engagementsPath = (agency: string, campaign: string) => `${tenantPath("agency", agency)}/campaigns/${enc(campaign)}/engagements`;

/** Where everything of an engagement lies. */
export const engagementPath = ({ tenant, campaign, engagement }: EngagementPlace) =>
  `${engagementsPath(tenant, campaign)}/${enc(engagement)}`;

/** What a list of engagements is asked for. */
export interface EngagementConditions {
  search: string | null;
  /** Of the campaign's catalogue. */
  category: string | null;
  stage: NonNullable<EngagementQuery["stage"]> | null;
  sort: EngagementSort;
  order: EngagementQuery["order"];
}

/** All of them, the latest first: what is asked for where nothing is. */
export const allEngagements: EngagementConditions = { search: null, category: null, stage: null, sort: "opened", order: "desc" };

/** With what each has come to; of what is searched or sorted, how many there are too. */
export function listEngagements(
  agency: string,
  campaign: string,
  asked: EngagementConditions,
  after: string | null,
  { limit, signal }: Asking = {},
): Promise<ListedEngagements> {
  return call(engagementsPath(agency, campaign), { query: { ...asked, after, limit }, signal });
}

export function readEngagement(at: EngagementPlace): Promise<Engagement> {
  return call(engagementPath(at));
}

/** @throws ApiProblem 409 `engagement-exists`, `campaign-not-open`, 422 with pointers */
export function openEngagement(agency: string, campaign: string, wanted: NewEngagement): Promise<Engagement> {
  return call(engagementsPath(agency, campaign), { method: "POST", body: wanted });
}

/** @throws ApiProblem 412 `stale`, 409 `engagement-settled`, 422 with a pointer */
export function changeEngagement(at: EngagementPlace, version: number, edit: EngagementEdit): Promise<Engagement> {
  return call(engagementPath(at), { method: "PATCH", body: edit, version });
}

export function readTrail(at: EngagementPlace): Promise<KeyPersonTrail> {
  return call(`${engagementPath(at)}/key-person`);
}

/** @throws ApiProblem 409 `first-visit-known`, 422 with a pointer to the contact or the day */
export function reportFirstVisit(at: EngagementPlace, report: FirstVisitReport): Promise<KeyPersonTrail> {
  return call(`${engagementPath(at)}/first-visit`, { method: "POST", body: report });
}

/** @throws ApiProblem 409 `already-decided`, `maker-is-checker` */
export function confirmFirstVisit(at: EngagementPlace): Promise<KeyPersonTrail> {
  return call(`${engagementPath(at)}/first-visit/confirmation`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `already-decided` */
export function withdrawFirstVisit(at: EngagementPlace, reason: string): Promise<KeyPersonTrail> {
  return call(`${engagementPath(at)}/first-visit/withdrawal`, { method: "POST", body: { reason } });
}

/** @throws ApiProblem 409 `no-key-person`, `key-person-known`, `stale`, 422 with pointers */
export function changeKeyPerson(at: EngagementPlace, change: KeyPersonChange): Promise<KeyPersonTrail> {
  return call(`${engagementPath(at)}/key-person`, { method: "POST", body: change });
}

/** @throws ApiProblem 409 `correction-too-late`, `correction-pending`, `reward-claimed`, `engagement-settled`, 422 with a pointer */
export function askCorrection(at: EngagementPlace, correction: NewCorrection): Promise<KeyPersonTrail> {
  return call(`${engagementPath(at)}/key-person/corrections`, { method: "POST", body: correction });
}

/** @throws ApiProblem 409 `already-decided` */
export function withdrawCorrection(agency: string, campaign: string, correction: string): Promise<KeyPersonTrail> {
  const path = `${tenantPath("agency", agency)}/campaigns/${enc(campaign)}/key-person-corrections/${enc(correction)}`;
  return call(`${path}/withdrawal`, { method: "POST", body: {} });
}

/** The latest first. */
export function listReferrals(at: EngagementPlace, after: string | null): Promise<Page<Referral>> {
  return call(`${engagementPath(at)}/referrals`, { query: { after } });
}

/** All or none. @throws ApiProblem 422 with pointers to the day or to a person */
export function recordReferrals(at: EngagementPlace, referrals: NewReferrals): Promise<Page<Referral>> {
  return call(`${engagementPath(at)}/referrals`, { method: "POST", body: referrals });
}

/** @throws ApiProblem 409 `referral-used` while a home that stands rests on it, `already-decided` */
export function withdrawReferral(at: EngagementPlace, referral: string, reason: string): Promise<Page<Referral>> {
  return call(`${engagementPath(at)}/referrals/${enc(referral)}/withdrawal`, { method: "POST", body: { reason } });
}
