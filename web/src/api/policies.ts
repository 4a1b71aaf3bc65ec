import type { PolicyDraft } from "../../../src/policies/contract";
import type { PriceList, PriceListRequest } from "../../../src/policies/pricelist/contract";
import type { PolicyComparison } from "../../../src/policies/publishing/contract";
import type { PriceListRow, QuoteRequest, QuoteSlip, SheetHead } from "../../../src/policies/quoting/contract";
import type { PolicyStart, PolicyVersionDetail, PolicyVersionItem } from "../../../src/policies/versions/contract";
import { call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { PolicyComparison, PolicyVersionDetail, PolicyVersionItem, PriceList, PriceListRow, QuoteRequest, QuoteSlip, SheetHead };

const enc = encodeURIComponent;
const versionsPath = (agency: string, campaign: string) => `${tenantPath("agency", agency)}/campaigns/${enc(campaign)}/policy-versions`;
const versionPath = (agency: string, campaign: string, version: string) => `${versionsPath(agency, campaign)}/${enc(version)}`;

/** Newest first. */
export function listPolicyVersions(agency: string, campaign: string, after: string | null = null): Promise<Page<PolicyVersionItem>> {
  return call(versionsPath(agency, campaign), { query: { after } });
}

/** A new draft: a copy of a version or a template, or from nothing. @throws ApiProblem 409 `campaign-not-open` */
export function startPolicyVersion(agency: string, campaign: string, start: PolicyStart): Promise<PolicyVersionDetail> {
  return call(versionsPath(agency, campaign), { method: "POST", body: start });
}

export function readPolicyVersion(agency: string, campaign: string, version: string): Promise<PolicyVersionDetail> {
  return call(versionPath(agency, campaign, version));
}

/** @param expected the version that was edited @throws ApiProblem 412 `stale`, 409 `version-not-draft`, 422 with pointers into the draft */
export function writePolicyVersion(
  agency: string,
  campaign: string,
  version: string,
  expected: number,
  draft: PolicyDraft,
): Promise<PolicyVersionDetail> {
  return call(versionPath(agency, campaign, version), { method: "PUT", body: draft, version: expected });
}

/** @throws ApiProblem 409 `version-not-draft` */
export function deletePolicyVersion(agency: string, campaign: string, version: string): Promise<void> {
  return call(versionPath(agency, campaign, version), { method: "DELETE" });
}

/** Sends it to whoever decides. @throws ApiProblem 409 `findings-open`, `version-not-draft` */
export function submitPolicyVersion(agency: string, campaign: string, version: string, note: string): Promise<PolicyVersionDetail> {
  return call(`${versionPath(agency, campaign, version)}/submission`, { method: "POST", body: note ? { note } : {} });
}

/** Takes it back before anybody decided. @throws ApiProblem 409 `already-decided`, `wrong-state` */
export function withdrawPolicyVersion(agency: string, campaign: string, version: string): Promise<PolicyVersionDetail> {
  return call(`${versionPath(agency, campaign, version)}/withdrawal`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `wrong-state`, `conflict` */
export function publishPolicyVersion(agency: string, campaign: string, version: string): Promise<PolicyVersionDetail> {
  return call(`${versionPath(agency, campaign, version)}/publication`, { method: "POST", body: {} });
}

/** What `version` changes of `other`. */
export function comparePolicyVersions(agency: string, campaign: string, version: string, other: string): Promise<PolicyComparison> {
  return call(`${versionPath(agency, campaign, version)}/comparison`, { query: { with: other } });
}

/** What one home costs, with the heading of its slip. @throws ApiProblem 422 with a pointer to what cannot be priced, 409 `no-policy-in-force` */
export function askQuote(agency: string, campaign: string, request: QuoteRequest, signal?: AbortSignal): Promise<QuoteSlip> {
  return call(`${tenantPath("agency", agency)}/campaigns/${enc(campaign)}/quotes`, { method: "POST", body: request, signal });
}

/** The price list of one home. @throws ApiProblem as a quote */
export function askPriceFigures(agency: string, campaign: string, request: PriceListRequest): Promise<PriceList> {
  return call(`${tenantPath("agency", agency)}/campaigns/${enc(campaign)}/price-lists`, { method: "POST", body: request });
}
