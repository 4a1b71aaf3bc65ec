import type { Context } from "hono";
import type { ApprovalSubject } from "../approvals/contract";
import { hashPassword } from "../secrets/password";
import { keyedHash, seal } from "../secrets/seal";
import { newId } from "../tenancy/ids";
import { shardNames } from "../tenancy/shards";
import { businessDay } from "../time/business-day";
import { nowIn } from "../time/clock";
import { accountRows } from "./accounts";
import { campaignsAround, demoPassword, groups, link, people, projects, tenants, zone } from "./data";
import { dealRows } from "./deals";
import { addressRows, formRows } from "./forms";
import { recipientRows } from "./rewards";
import { season2008, seasonAround, workingOn } from "./story";
import { allocationRows, unitRows } from "./units";

type Value = string | number | null;

/** Fills an empty local Worker with the demo, once. Mounted by the local-only pages alone. */
export async function answerDemo(c: Context<{ Bindings: Env }>): Promise<Response> {
  const known = await c.env.DIRECTORY.prepare("select 1 as one from tenants where id = 'hopefluent'").first();
  if (known) return c.json({ seeded: false });

  const now = nowIn(c.env);
  const campaigns = campaignsAround(now);
  for (const shard of shardNames) await c.env[shard].batch(shardRows(c.env[shard], shard, campaigns, now));
  const shard = c.env[tenants[0].shard];
  await shard.batch(await accountRows(c.env, tenants[0].id, (table, row) => insert(shard, table, row), now));
  const deals = await dealRows(shard);
  await shard.batch([...deals, ...recipientRows(shard)]);
  await c.env.DIRECTORY.batch(await directoryRows(c.env, campaigns, now)); // its first row is what says that the demo is there
  const doing = workingOn({ env: c.env, executionCtx: c.executionCtx, origin: new URL(c.req.url).origin });
  await season2008(doing);
  await seasonAround(businessDay(now, zone), doing);
  for (const { id, shard: at } of tenants) if (at) await c.env[at].batch(formRows(c.env[at], id, now));

  return c.json({ seeded: true });
}

const insert = (database: D1Database, table: string, row: Record<string, Value>) =>
  database
    .prepare(
      `insert or replace into ${table} (${Object.keys(row).join(", ")}) values (${Object.keys(row)
        .map(() => "?")
        .join(", ")})`,
    )
    .bind(...Object.values(row));

type Campaigns = ReturnType<typeof campaignsAround>;

async function directoryRows(env: Env, campaigns: Campaigns, now: number): Promise<D1PreparedStatement[]> {
  const database = env.DIRECTORY;
  const passwordHash = await hashPassword(demoPassword);
  const users = await Promise.all(
    people.map(async ({ id, name, email }) =>
      insert(database, "users", {
        id,
        name,
        email_cipher: await seal(env, "email-cipher", `users/${id}/email`, email),
        email_hash: await keyedHash(env, "email-hash", email),
        password_hash: passwordHash,
        language: "zh-Hant",
        created_at: now,
      }),
    ),
  );

  return [
    ...tenants.map((tenant) => insert(database, "tenants", { ...tenant, created_at: now })),
    ...shardNames.map((id) =>
      database.prepare("update shards set agencies = (select count(*) from tenants where shard = ?) where id = ?").bind(id, id),
    ),
    ...users,
    ...people.map(({ tenant, id, role, group }) =>
      insert(database, "memberships", { tenant_id: tenant, user_id: id, role, group_id: group, joined_at: now }),
    ),
    ...projects.map((project) => insert(database, "projects", { ...project, created_at: now })),
    insert(database, "links", { ...link, agency_name: "合富輝煌", offered_at: now, decided_at: now }),
    ...allocationRows(database, now),
    ...addressRows(database),
    ...tenants.map(({ id, name }) => insert(database, "audit", prepared(id, name, now))),
    ...campaigns
      .filter(({ published }) => published)
      .flatMap((campaign) => [
        insert(database, "decisions", {
          developer_id: "shangge",
          agency_id: campaign.agency,
          approval_id: campaign.approvalId,
          kind: "policy-version",
          subject: JSON.stringify(subjectOf(campaign)),
          state: "approved",
          submitted_at: now,
          decided_at: now,
          version: 2,
        }),
        ...history(campaign, now).map((entry) => insert(database, "audit", { ...entry, scope: "shangge" })),
      ]),
  ];
}

function shardRows(database: D1Database, shard: string, all: Campaigns, now: number): D1PreparedStatement[] {
  const agencies = tenants.filter((tenant) => tenant.shard === shard);
  const here = new Set<string>(agencies.map(({ id }) => id));
  const campaigns = all.filter(({ agency }) => here.has(agency));

  return [
    ...agencies.map(({ id, name }) => insert(database, "agencies", { id, name, created_at: now })),
    ...people
      .filter(({ tenant }) => here.has(tenant))
      .map(({ tenant, id, name, role }) => insert(database, "staff", { agency_id: tenant, id, name, role, state: "active", version: 1 })),
    ...groups.filter(({ agency_id }) => here.has(agency_id)).map((group) => insert(database, "groups", { ...group, created_at: now })),
    ...people.flatMap(({ tenant, id, group }) =>
      group && here.has(tenant) ? [insert(database, "group_members", { agency_id: tenant, user_id: id, group_id: group })] : [],
    ),
    ...agencies.flatMap(({ id }) =>
      projects
        .filter((project) => project.agency_id === id || (link.agency_id === id && link.project_id === project.id))
        .map(({ agency_id: _owner, ...project }) => insert(database, "projects", { agency_id: id, ...project, version: 1 })),
    ),
    ...(here.has(link.agency_id) ? [insert(database, "links", { ...link, offered_at: now, decided_at: now })] : []),
    ...(here.has(link.agency_id) ? unitRows(database, now) : []),
    ...campaigns.flatMap((campaign) => campaignRows(database, campaign, now)),
    ...agencies.map(({ id, name }) => insert(database, "audit", prepared(id, name, now))),
  ];
}

/** A campaign with the plan's policy: submitted by the manager and approved by the developer's marketing, or a draft. */
function campaignRows(database: D1Database, campaign: Campaigns[number], now: number): D1PreparedStatement[] {
  const { agency, id, versionId, published } = campaign;
  const version = {
    agency_id: agency,
    id: versionId,
    campaign_id: id,
    number: 1,
    status: published ? "published" : "draft",
    effective_from: campaign.startsOn,
    terms: JSON.stringify(campaign.terms),
    created_by: published ? "hopefluent-manager" : "hengyuan-owner",
    created_at: now,
    updated_at: now,
    published_at: published ? now : null,
  };
  const approval = {
    agency_id: agency,
    id: campaign.approvalId,
    kind: "policy-version",
    campaign_id: id,
    subject_id: versionId,
    subject_version: 1,
    subject: JSON.stringify(subjectOf(campaign)),
    decider: "developer",
    developer_id: "shangge",
    state: "approved",
    maker_id: "hopefluent-manager",
    maker_name: "黃昭祥",
    submitted_at: now,
    decided_at: now,
    decided_by: "shangge-marketing",
    decided_by_name: "羅欣",
    version: 2,
  };

  return [
    insert(database, "campaigns", {
      agency_id: agency,
      id,
      name: campaign.name,
      project_id: campaign.project,
      status: published ? "running" : "draft",
      starts_on: campaign.startsOn,
      ends_on: campaign.endsOn,
      zone: campaign.zone,
      backdate_days: campaign.backdateDays,
      catalogue: JSON.stringify(campaign.catalogue),
      template: "plan-2008",
      created_at: now,
    }),
    insert(database, "policy_versions", version),
    ...(published ? [insert(database, "approvals", approval)] : []),
    ...(published ? history(campaign, now).map((entry) => insert(database, "audit", { ...entry, scope: agency })) : []),
  ];
}

/** What was submitted, by the names of its time. */
const subjectOf = ({ agency, name, project, startsOn }: Campaigns[number]): ApprovalSubject => ({
  agencyName: tenants.find(({ id }) => id === agency)?.name ?? agency,
  campaignName: name,
  projectName: projects.find(({ id }) => id === project)?.name ?? project,
  number: 1,
  effectiveFrom: startsOn,
});

/** How a campaign's policy came to be in force, as the agency and its developer find it in their audit lists. */
function history({ versionId, name }: Campaigns[number], now: number) {
  const manager = { actor_id: "hopefluent-manager", actor_name: "黃昭祥", actor_side: "agency" };
  const marketing = { actor_id: "shangge-marketing", actor_name: "羅欣", actor_side: "developer" };
  const status = (from: string, to: string) => JSON.stringify([{ field: "status", from, to }]);

  return [
    { ...manager, event: "policy.submitted", changes: status("draft", "submitted") },
    { ...marketing, event: "approval.approved", changes: JSON.stringify([{ field: "state", from: "pending", to: "approved" }]) },
    { ...manager, event: "policy.published", changes: status("approved", "published") },
  ].map((entry, at) => ({
    ...entry,
    id: newId(now + at),
    at: now,
    entity: "policy-version",
    entity_id: versionId,
    label: `${name} #1`,
    request_id: "demo",
  }));
}

const prepared = (scope: string, name: string, now: number) => ({
  scope,
  id: newId(now - 1),
  at: now,
  actor_id: "demo",
  actor_name: "demo",
  actor_side: "system",
  event: "demo.prepared",
  entity: "tenant",
  entity_id: scope,
  label: name,
  changes: "[]",
  request_id: "demo",
});
