import { env } from "cloudflare:workers";
import { keyedHash, seal } from "../../src/secrets/seal";
import type { AgencyRole, DeveloperRole } from "../../src/tenancy/roles";
import { newAgency, newDeveloper, type Person, type Tenant } from "../support/kit";
import { askedRows } from "./asked-rows";
import { dealRows } from "./deal-rows";
import { formRows } from "./form-rows";
import { agencyRows, auditRow, type Ids, local, longAgo, peopleRows, subjectOf, unitRows } from "./rows";
import { specialRows } from "./special-rows";

/**
 * What the checks play in: an agency, a neighbour on its shard and one on the other, all three with rows of the same
 * local ids; a developer linked to the first agency's project, and one that is linked to nobody. Every text of a tenant's
 * rows holds the tenant's id: where it turns up in an answer, something of that tenant's was read.
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

let worlds = 0;

/** Three batches and two members: what a check pays before it can ask anything. */
export async function newWorld(): Promise<World> {
  const tag = `w${(worlds++).toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  const agencies = [
    newAgency("SHARD_1", `${tag}-agency`),
    newAgency("SHARD_1", `${tag}-neighbour`),
    newAgency("SHARD_2", `${tag}-distant`),
  ] as const;
  const developers = [newDeveloper(`${tag}-developer`), newDeveloper(`${tag}-stranger`)] as const;
  const [agency, neighbour, distant] = [agencies[0].made, agencies[1].made, agencies[2].made];
  const [developer, stranger] = [developers[0].made, developers[1].made];
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
  const rowsIn = async (shard: "SHARD_1" | "SHARD_2") => {
    const here = agencies.filter(({ made }) => made.shard === shard);
    const rows = here.map(async ({ made, shard: own }) => [
      ...own,
      ...agencyRows(env[shard], made.id, developer.id, made === agency ? ids : null),
      ...(await peopleRows(env[shard], made.id)),
      ...unitRows(env[shard], made.id, made === agency ? ids : null),
      ...dealRows(env[shard], made.id, developer.id),
      ...specialRows(env[shard], made.id, developer.id),
      ...askedRows(env[shard], made.id, developer.id),
      ...formRows(env[shard], made.id, made === agency ? ids : null),
    ]);

    return (await Promise.all(rows)).flat();
  };

  await Promise.all([
    env.DIRECTORY.batch([
      ...[...agencies, ...developers].flatMap(({ made, directory }) => [...directory, auditRow(env.DIRECTORY, made.id)]),
      ...agencies.map(({ made }) => env.DIRECTORY.prepare("update tenants set consultant_sight = 'group' where id = ?").bind(made.id)),
      project(ids.linkedProject, agency.id, developer.id),
      project(ids.aloneProject, agency.id, null),
      project(ids.developerProject, null, developer.id),
      link(ids.acceptedLink, ids.linkedProject, agency.id, developer.id, "agency", "accepted"),
      link(ids.offeredToAgency, ids.developerProject, agency.id, developer.id, "developer", "offered"),
      link(ids.offeredToDeveloper, ids.aloneProject, agency.id, developer.id, "agency", "offered"),
      ...Object.entries({ "0901": local.unit, "0902": local.withheldUnit }).map(([number, unit]) =>
        env.DIRECTORY.prepare("insert into allocations values (?, ?, ?, ?, ?, ?, 1)").bind(
          ids.linkedProject,
          agency.id,
          number,
          agency.id,
          unit,
          longAgo,
        ),
      ),
      await invitation(agency.id, ids.invitation),
      await invitation(developer.id, ids.developerInvitation),
      env.DIRECTORY.prepare(
        "insert into decisions (developer_id, agency_id, approval_id, kind, subject, state, submitted_at, version) values (?, ?, ?, 'policy-version', ?, 'pending', ?, 1)",
      ).bind(developer.id, agency.id, local.pending, JSON.stringify(subjectOf(agency.id, 3)), longAgo),
    ]),
    env.SHARD_1.batch(await rowsIn("SHARD_1")),
    env.SHARD_2.batch(await rowsIn("SHARD_2")),
  ]);
  const [outsider] = await Promise.all([agency.member("consultant"), agency.member("finance")]);

  return { agency, neighbour, distant, developer, stranger, outsider, ids, memo: {} };
}

function project(id: string, agencyId: string | null, developerId: string | null): D1PreparedStatement {
  return env.DIRECTORY.prepare(
    "insert into projects (id, name, developer_id, developer_name, agency_id, zone, created_at) values (?, ?, ?, '尚格', ?, 'Asia/Shanghai', ?)",
  ).bind(id, `樓盤 ${id} ${agencyId ?? developerId}`, developerId, agencyId, longAgo);
}

function link(id: string, projectId: string, agencyId: string, developerId: string, offeredBy: string, state: string): D1PreparedStatement {
  return env.DIRECTORY.prepare(
    "insert into links (id, project_id, agency_id, developer_id, offered_by, state, offered_at, decided_at, project_name, agency_name, developer_name) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  ).bind(
    id,
    projectId,
    agencyId,
    developerId,
    offeredBy,
    state,
    longAgo,
    state === "offered" ? null : longAgo,
    `樓盤 ${projectId}`,
    `代理 ${agencyId}`,
    `開發商 ${developerId}`,
  );
}

async function invitation(tenantId: string, id: string) {
  const email = `${id}@${tenantId}.marker.example`;

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
