import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { CampaignDetail } from "../../src/campaigns/contract";
import type { FilePurpose } from "../../src/files/contract";
import type { PolicyDraft, PolicyTerms } from "../../src/policies/contract";
import type { PolicyVersionDetail } from "../../src/policies/versions/contract";
import type { AgencyRole, DeveloperRole } from "../../src/tenancy/roles";
import { as, mintAgency, type Tenant } from "./kit";

let minted = 0;

/** A project of an agency, in the directory and in its shard; with a developer, linked to it. */
export async function mintProject(agency: Tenant<AgencyRole>, developer?: Tenant<DeveloperRole>, zone = "Asia/Shanghai"): Promise<string> {
  const id = `project-${(minted++).toString(36)}-${agency.id}`;
  const link = `link-${id}`;
  const now = Date.now();
  const shard = env[agency.shard as "SHARD_1"];
  await env.DIRECTORY.prepare(
    "insert into projects (id, name, developer_id, developer_name, agency_id, zone, created_at) values (?, '中央王座', ?, '尚格', ?, ?, ?)",
  )
    .bind(id, developer?.id ?? null, agency.id, zone, now)
    .run();
  await shard
    .prepare(
      "insert into projects (agency_id, id, name, developer_id, developer_name, zone, version) values (?, ?, '中央王座', ?, '尚格', ?, 1)",
    )
    .bind(agency.id, id, developer?.id ?? null, zone)
    .run();
  if (developer) {
    await shard
      .prepare(
        "insert into links (agency_id, id, project_id, project_name, developer_id, developer_name, offered_by, state, offered_at, decided_at, version) values (?, ?, ?, '中央王座', ?, '尚格', 'developer', 'accepted', ?, ?, 2)",
      )
      .bind(agency.id, link, id, developer.id, now, now)
      .run();
  }

  return id;
}

/** Ends every link of a project in the agency's shard, as the directory's projection would. */
export async function endLinks(agency: Tenant<AgencyRole>, projectId: string): Promise<void> {
  await env[agency.shard as "SHARD_1"]
    .prepare("update links set state = 'ended', version = version + 1 where agency_id = ? and project_id = ?")
    .bind(agency.id, projectId)
    .run();
}

export interface Stage {
  agency: Tenant<AgencyRole>;
  projectId: string;
  campaignId: string;
  /** The campaign's address. */
  path: string;
  /** Of the draft that came with the template. */
  versionId: string;
}

/** An agency with a campaign planned from the plan of 2008, in its own window, still a draft. */
export async function stage(options: { developer?: Tenant<DeveloperRole>; shard?: "SHARD_1" | "SHARD_2" } = {}): Promise<Stage> {
  const agency = await mintAgency(options.shard ?? "SHARD_1");
  const projectId = await mintProject(agency, options.developer);
  const manager = as(await agency.member("manager"));
  const { body: campaign } = await manager.post<CampaignDetail>(`/api/v1/agencies/${agency.id}/campaigns`, {
    name: "大客戶拓展 2008",
    projectId,
    startsOn: "2008-05-15",
    endsOn: "2008-07-15",
    from: { template: "plan-2008" },
  });
  const path = `/api/v1/agencies/${agency.id}/campaigns/${campaign.id}`;
  const { body: versions } = await manager.get<{ items: { id: string }[] }>(`${path}/policy-versions`);

  return { agency, projectId, campaignId: campaign.id, path, versionId: versions.items[0]?.id ?? "" };
}

/** A version at its address, to be written, sent, decided and published by whoever may. */
export async function detailOf({ agency, path }: Stage, versionId: string): Promise<PolicyVersionDetail> {
  return (await as(await agency.member("manager")).get<PolicyVersionDetail>(`${path}/policy-versions/${versionId}`)).body;
}

/** One more draft, with these terms from that day. */
export async function draft(at: Stage, terms: PolicyTerms, effectiveFrom: string): Promise<PolicyVersionDetail> {
  const manager = as(await at.agency.member("manager"));
  const begun = await manager.post<PolicyVersionDetail>(`${at.path}/policy-versions`, {});
  const written: PolicyDraft = { terms, effectiveFrom };

  return (await manager.put<PolicyVersionDetail>(`${at.path}/policy-versions/${begun.body.id}`, written, { ifMatch: begun.body.version }))
    .body;
}

/** A PDF of some bytes, as the first of them say. */
export const pdf = () => new TextEncoder().encode("%PDF-1.4\n");

const storing = { headers: { "content-type": "application/pdf", "x-file-name": encodeURIComponent("批覆.pdf") } };

export async function upload(
  { agency }: Pick<Stage, "agency">,
  role: AgencyRole = "finance",
  purpose: FilePurpose = "approval-document",
): Promise<string> {
  const path = `/api/v1/agencies/${agency.id}/files?purpose=${purpose}`;

  return (await as(await agency.member(role)).call<{ id: string }>("POST", path, pdf(), storing)).body.id;
}

/** A document of the developer's finance, stored with the agency. */
export async function uploadByDeveloper({ agency }: Pick<Stage, "agency">, developer: Tenant<DeveloperRole>): Promise<string> {
  const path = `/api/v1/developers/${developer.id}/agencies/${agency.id}/files?purpose=deal-document`;
  const answer = await as(await developer.member("finance")).call<{ id: string }>("POST", path, pdf(), storing);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);

  return answer.body.id;
}

/** Submitted by the manager, its yes recorded by the finance (no developer is linked). */
export async function approve(at: Stage, versionId = at.versionId): Promise<PolicyVersionDetail> {
  const address = `${at.path}/policy-versions/${versionId}`;
  const submitted = await as(await at.agency.member("manager")).post<PolicyVersionDetail>(`${address}/submission`, {});
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
  const documentId = await upload(at);
  const approved = await as(await at.agency.member("finance")).post(
    `/api/v1/agencies/${at.agency.id}/approvals/${submitted.body.approval?.id}/decision`,
    { outcome: "approve", documentId },
  );
  expect(approved.status, JSON.stringify(approved.body)).toBe(200);

  return submitted.body;
}

/** Approved, and published by the manager. */
export async function publish(at: Stage, versionId = at.versionId): Promise<PolicyVersionDetail> {
  await approve(at, versionId);
  const manager = as(await at.agency.member("manager"));
  const address = `${at.path}/policy-versions/${versionId}`;
  const published = await manager.post<PolicyVersionDetail>(`${address}/publication`, {});
  expect(published.status, JSON.stringify(published.body)).toBe(200);

  return published.body;
}
