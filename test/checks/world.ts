import { env } from "cloudflare:workers";
import { plan2008Catalogue, plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { keyedHash, seal } from "../../src/secrets/seal";
import type { AgencyRole, DeveloperRole } from "../../src/tenancy/roles";
import { mintAgency, mintDeveloper, type Person, type Tenant } from "../support/kit";

/**
 * What the checks play in: an agency, a neighbour on its shard and one on the other, all three with rows of the same
 * local ids; a developer linked to the first agency's project, and one that is linked to nobody.
 */
export interface World {
  agency: Tenant<AgencyRole>;
  neighbour: Tenant<AgencyRole>;
  distant: Tenant<AgencyRole>;
  developer: Tenant<DeveloperRole>;
  stranger: Tenant<DeveloperRole>;
  /** A group-bound consultant whose group takes part in nothing. */
  outsider: Person;
  ids: Ids;
  /** What an example's preparation found out and its call needs. */
  memo: Record<string, string>;
}

/** Ids that are the directory's, so one of a kind. Local ids are the same in every agency: `local` below. */
interface Ids {
  linkedProject: string;
  aloneProject: string;
  developerProject: string;
  offeredToAgency: string;
  offeredToDeveloper: string;
  acceptedLink: string;
  invitation: string;
  developerInvitation: string;
}

/** The same in every agency of a world: nothing but the tenant keeps them apart. */
export const local = {
  linkedCampaign: "campaign-linked",
  aloneCampaign: "campaign-alone",
  draftCampaign: "campaign-draft",
  group: "group-busy",
  idleGroup: "group-idle",
  looseFile: "file-loose",
  draft: "version-draft",
  returned: "version-returned",
  submitted: "version-submitted",
  approved: "version-approved",
  published: "version-published",
  aloneSubmitted: "version-alone-submitted",
  alonePublished: "version-alone-published",
  pending: "approval-pending",
  alonePending: "approval-alone-pending",
  session: "session-other",
};

export const longAgo = Date.parse("2008-05-20T02:00:00Z");
let worlds = 0;

export async function newWorld(): Promise<World> {
  const tag = `w${(worlds++).toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  const [agency, neighbour, distant, developer, stranger] = await Promise.all([
    mintAgency("SHARD_1", `${tag}-agency`),
    mintAgency("SHARD_1", `${tag}-neighbour`),
    mintAgency("SHARD_2", `${tag}-distant`),
    mintDeveloper(`${tag}-developer`),
    mintDeveloper(`${tag}-stranger`),
  ]);
  const ids: Ids = {
    linkedProject: `${tag}-linked`,
    aloneProject: `${tag}-alone`,
    developerProject: `${tag}-given`,
    offeredToAgency: `${tag}-offer-a`,
    offeredToDeveloper: `${tag}-offer-d`,
    acceptedLink: `${tag}-link`,
    invitation: `${tag}-invitation`,
    developerInvitation: `${tag}-invitation-d`,
  };
  const outsider = await agency.member("consultant");
  await agency.member("finance");

  await env.DIRECTORY.batch([
    ...project(ids.linkedProject, agency.id, developer.id),
    ...project(ids.aloneProject, agency.id, null),
    ...project(ids.developerProject, null, developer.id),
    ...link(ids.acceptedLink, ids.linkedProject, agency.id, developer.id, "agency", "accepted"),
    ...link(ids.offeredToAgency, ids.developerProject, agency.id, developer.id, "developer", "offered"),
    ...link(ids.offeredToDeveloper, ids.aloneProject, agency.id, developer.id, "agency", "offered"),
    await invitation(agency.id, ids.invitation),
    await invitation(developer.id, ids.developerInvitation),
    env.DIRECTORY.prepare(
      "insert into decisions (developer_id, agency_id, approval_id, kind, subject, state, submitted_at, version) values (?, ?, ?, 'policy-version', ?, 'pending', ?, 1)",
    ).bind(developer.id, agency.id, local.pending, subject, longAgo),
  ]);
  for (const tenant of [agency, neighbour, distant]) {
    const names = tenant === agency ? ids : { ...ids, linkedProject: `${tenant.id}-p1`, aloneProject: `${tenant.id}-p2` };
    const shard = env[tenant.shard as "SHARD_1"];
    await env.DIRECTORY.prepare("update tenants set consultant_sight = 'group' where id = ?").bind(tenant.id).run();
    await shard.batch(agencyRows(shard, tenant.id, developer.id, tenant === agency, names));
  }

  return { agency, neighbour, distant, developer, stranger, outsider, ids, memo: {} };
}

const subject = JSON.stringify({ agencyName: "代理", campaignName: "活動", projectName: "樓盤", number: 3, effectiveFrom: "2008-06-01" });

function project(id: string, agencyId: string | null, developerId: string | null) {
  return [
    env.DIRECTORY.prepare(
      "insert into projects (id, name, developer_id, developer_name, agency_id, zone, created_at) values (?, ?, ?, '尚格', ?, 'Asia/Shanghai', ?)",
    ).bind(id, `樓盤 ${id}`, developerId, agencyId, longAgo),
  ];
}

function link(id: string, projectId: string, agencyId: string, developerId: string, offeredBy: string, state: string) {
  return [
    env.DIRECTORY.prepare(
      "insert into links (id, project_id, agency_id, developer_id, offered_by, state, offered_at, decided_at, project_name, agency_name, developer_name) values (?, ?, ?, ?, ?, ?, ?, ?, '樓盤', '代理', '尚格')",
    ).bind(id, projectId, agencyId, developerId, offeredBy, state, longAgo, state === "offered" ? null : longAgo),
  ];
}

async function invitation(tenantId: string, id: string) {
  const email = `${id}@marker.example`;

  return env.DIRECTORY.prepare(
    "insert into invitations (tenant_id, id, email_cipher, email_hash, role, language, invited_by, created_at, expires_at) values (?, ?, ?, ?, 'viewer', 'zh-Hant', 'x', ?, ?)",
  ).bind(
    tenantId,
    id,
    await seal(env, "email-cipher", `invitations/${id}/email`, email),
    await keyedHash(env, "email-hash", email),
    Date.now(),
    Date.now() + 86_400_000,
  );
}

/**
 * One agency's rows (its approvals name the developer even where no link lets it in): a campaign with a linked developer, one without, a draft; a version in every state.
 */
function agencyRows(at: D1Database, agency: string, developer: string, linked: boolean, ids: Ids): D1PreparedStatement[] {
  const q = (sql: string, ...params: unknown[]) => at.prepare(sql).bind(...params);
  const insertCampaign = (id: string, projectId: string, status: string) =>
    q(
      "insert into campaigns (agency_id, id, name, project_id, status, starts_on, ends_on, zone, backdate_days, catalogue, template, created_at) values (?, ?, ?, ?, ?, ?, ?, 'Asia/Shanghai', 3, ?, 'plan-2008', ?)",
      agency,
      id,
      `活動 ${id}`,
      projectId,
      status,
      plan2008Window.startsOn,
      plan2008Window.endsOn,
      JSON.stringify(plan2008Catalogue),
      longAgo,
    );
  const insertVersion = (id: string, campaignId: string, number: number, status: string, effectiveFrom: string) =>
    q(
      "insert into policy_versions (agency_id, id, campaign_id, number, status, effective_from, terms, created_by, created_at, updated_at, published_at) values (?, ?, ?, ?, ?, ?, ?, 'maker', ?, ?, ?)",
      agency,
      id,
      campaignId,
      number,
      status,
      effectiveFrom,
      JSON.stringify(plan2008Terms),
      longAgo,
      longAgo,
      status === "published" ? longAgo : null,
    );
  const insertApproval = (id: string, campaignId: string, versionId: string, number: number, state: string, decider: string | null) =>
    q(
      "insert into approvals (agency_id, id, kind, campaign_id, subject_id, subject_version, subject, decider, developer_id, state, maker_id, maker_name, submitted_at, decided_at, decided_by, decided_by_name, remark) values (?, ?, 'policy-version', ?, ?, 1, ?, ?, ?, ?, 'maker', '送審人', ?, ?, ?, ?, ?)",
      agency,
      id,
      campaignId,
      versionId,
      JSON.stringify({ ...JSON.parse(subject), number }),
      decider ? "developer" : "agency",
      decider,
      state,
      longAgo,
      state === "pending" ? null : longAgo,
      state === "pending" ? null : "checker",
      state === "pending" ? null : "審批人",
      state === "returned" ? "請把檔位改低一點" : null,
    );
  const linkCopy = (id: string, projectId: string, offeredBy: string, state: string) =>
    q(
      "insert into links (agency_id, id, project_id, project_name, developer_id, developer_name, offered_by, state, offered_at, decided_at, version) values (?, ?, ?, '樓盤', ?, '尚格', ?, ?, ?, null, 1)",
      agency,
      id,
      projectId,
      developer,
      offeredBy,
      state,
      longAgo,
    );
  const projectCopy = (id: string, developerId: string | null) =>
    q(
      "insert into projects (agency_id, id, name, developer_id, developer_name, zone, version) values (?, ?, ?, ?, '尚格', 'Asia/Shanghai', 1)",
      agency,
      id,
      `樓盤 ${id}`,
      developerId,
    );

  return [
    projectCopy(ids.linkedProject, linked ? developer : null),
    projectCopy(ids.aloneProject, null),
    ...(linked
      ? [
          linkCopy(ids.acceptedLink, ids.linkedProject, "agency", "accepted"),
          linkCopy(ids.offeredToAgency, ids.developerProject, "developer", "offered"),
          linkCopy(ids.offeredToDeveloper, ids.aloneProject, "agency", "offered"),
        ]
      : []),
    q("update agencies set consultant_sight = 'group' where id = ?", agency),
    ...[local.group, local.idleGroup].map((id) =>
      q("insert into groups (agency_id, id, name, created_at) values (?, ?, ?, ?)", agency, id, `小組 ${id}`, longAgo),
    ),
    insertCampaign(local.linkedCampaign, ids.linkedProject, "running"),
    insertCampaign(local.aloneCampaign, ids.aloneProject, "running"),
    insertCampaign(local.draftCampaign, ids.aloneProject, "draft"),
    q("insert into campaign_groups (agency_id, campaign_id, group_id) values (?, ?, ?)", agency, local.linkedCampaign, local.group),
    insertVersion(local.published, local.linkedCampaign, 1, "published", "2008-05-15"),
    insertVersion(local.returned, local.linkedCampaign, 2, "returned", "2008-06-01"),
    insertVersion(local.submitted, local.linkedCampaign, 3, "submitted", "2008-06-01"),
    insertVersion(local.approved, local.linkedCampaign, 4, "approved", "2008-06-10"),
    insertVersion(local.draft, local.linkedCampaign, 5, "draft", "2008-06-20"),
    insertVersion(local.alonePublished, local.aloneCampaign, 1, "published", "2008-05-15"),
    insertVersion(local.aloneSubmitted, local.aloneCampaign, 2, "submitted", "2008-06-01"),
    insertVersion(`${local.alonePublished}-2`, local.draftCampaign, 1, "published", "2008-05-15"),
    insertApproval(`${local.pending}-returned`, local.linkedCampaign, local.returned, 2, "returned", developer),
    insertApproval(local.pending, local.linkedCampaign, local.submitted, 3, "pending", developer),
    insertApproval(`${local.pending}-approved`, local.linkedCampaign, local.approved, 4, "approved", developer),
    insertApproval(local.alonePending, local.aloneCampaign, local.aloneSubmitted, 2, "pending", null),
    q(
      "insert into files (agency_id, id, purpose, name, type, size, sha256, state, created_by, created_at) values (?, ?, 'approval-document', '批覆.pdf', 'application/pdf', 9, 'x', 'loose', 'finance', ?)",
      agency,
      local.looseFile,
      Date.now(),
    ),
  ];
}
