import type { AskedApprovals } from "../../../src/approvals/contract";
import type { NewExtension } from "../../../src/settlement/extensions/contract";
import type { NewReopening } from "../../../src/settlement/reopenings/contract";
import type { Approval } from "./approvals";
import { call } from "./client";
import type { DealPlace, GroupEffect } from "./deals";
import type { EngagementPlace } from "./engagements";
import { tenantPath } from "./shell";

export type { NewExtension, NewReopening };

const enc = encodeURIComponent;
const campaignOf = (agency: string, campaign: string) => `${tenantPath("agency", agency)}/campaigns/${enc(campaign)}`;
const extensions = ({ tenant, campaign, deal }: DealPlace) => `${campaignOf(tenant, campaign)}/deals/${enc(deal)}/extensions`;
const reopenings = ({ tenant, campaign, engagement }: EngagementPlace) =>
  `${campaignOf(tenant, campaign)}/engagements/${enc(engagement)}/reopenings`;

/** What was asked for more days to sign a deal, the first first. */
export async function listExtensions(at: DealPlace): Promise<Approval[]> {
  return (await call<AskedApprovals>(extensions(at))).items;
}

/** What a yes would do; nothing is written. @throws ApiProblem as asking does, but for `approval-pending` */
export function previewExtension(at: DealPlace, extendTo: string, signal?: AbortSignal): Promise<GroupEffect> {
  return call(`${extensions(at)}/preview`, { method: "POST", body: { extendTo }, signal });
}

/** @throws ApiProblem 409 `approval-pending`, `deal-cancelled`, `wrong-state`, `engagement-settled`, 422 with a pointer to the day */
export function askExtension(at: DealPlace, asked: NewExtension, idempotencyKey: string): Promise<AskedApprovals> {
  return call(extensions(at), { method: "POST", body: asked, idempotencyKey });
}

/** @throws ApiProblem 409 `already-decided` */
export function withdrawExtension(at: DealPlace, approval: string): Promise<AskedApprovals> {
  return call(`${extensions(at)}/${enc(approval)}/withdrawal`, { method: "POST", body: {} });
}

/** What was asked to open an engagement's settlement again, the first first. */
export async function listReopenings(at: EngagementPlace): Promise<Approval[]> {
  return (await call<AskedApprovals>(reopenings(at))).items;
}

/** What a yes would do now. @throws ApiProblem 409 `approval-pending`, `wrong-state` */
export function previewReopening(at: EngagementPlace, signal?: AbortSignal): Promise<GroupEffect> {
  return call(`${reopenings(at)}/preview`, { signal });
}

/** @throws ApiProblem 409 `approval-pending`, `wrong-state` */
export function askReopening(at: EngagementPlace, asked: NewReopening, idempotencyKey: string): Promise<AskedApprovals> {
  return call(reopenings(at), { method: "POST", body: asked, idempotencyKey });
}

/** @throws ApiProblem 409 `already-decided` */
export function withdrawReopening(at: EngagementPlace, approval: string): Promise<AskedApprovals> {
  return call(`${reopenings(at)}/${enc(approval)}/withdrawal`, { method: "POST", body: {} });
}
