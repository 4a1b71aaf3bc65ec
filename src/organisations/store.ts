import { type SQL, sql } from "drizzle-orm";
import type { Copies } from "../tenancy/projections";

/*
 * What an agency's shard keeps of the directory, each copy defined once. They are read from the directory's own rows
 * when the change's writes are done, so a copy is never older than the change and carries the row's own version.
 */

export const copyOfAgency = (agencyId: string): Copies => ({
  table: "agencies",
  rows: sql`select t.shard as target, t.id as agency,
    json_object('id', t.id, 'name', t.name, 'state', t.state, 'consultant_sight', t.consultant_sight, 'created_at', t.created_at, 'version', t.version) as row
    from tenants t where t.id = ${agencyId} and t.kind = 'agency'`,
});

/** A member of an agency's staff and the group they are in; nothing for a developer's. */
export function copiesOfMember(tenantId: string, userId: string): Copies[] {
  const member = sql`from memberships m join users u on u.id = m.user_id join tenants t on t.id = m.tenant_id
    where m.tenant_id = ${tenantId} and m.user_id = ${userId} and t.kind = 'agency'`;

  return [
    {
      table: "staff",
      rows: sql`select t.shard as target, t.id as agency,
        json_object('agency_id', t.id, 'id', u.id, 'name', u.name, 'role', m.role, 'state', m.state, 'version', m.version) as row ${member}`,
    },
    {
      table: "group_members",
      rows: sql`select t.shard as target, t.id as agency,
        json_object('agency_id', t.id, 'user_id', u.id, 'group_id', iif(m.state = 'active', m.group_id, null), 'version', m.version) as row ${member}`,
    },
  ];
}

/**
 * Projects for each agency that works for them: the one that made it, and those with an accepted link.
 *
 * @param which a condition on the project `p`
 */
export const copiesOfProjects = (which: SQL): Copies => ({
  table: "projects",
  rows: sql`select t.shard as target, t.id as agency,
    json_object('agency_id', t.id, 'id', p.id, 'name', p.name, 'developer_id', p.developer_id, 'developer_name', p.developer_name, 'zone', p.zone, 'version', p.version) as row
    from (select p.id as project_id, p.agency_id from projects p where ${which} and p.agency_id is not null
      union select p.id, l.agency_id from projects p join links l on l.project_id = p.id and l.state = 'accepted' where ${which}) q
    join projects p on p.id = q.project_id join tenants t on t.id = q.agency_id`,
});

/** Links for their agencies. @param which a condition on the link `l` */
export const copiesOfLinks = (which: SQL): Copies => ({
  table: "links",
  rows: sql`select t.shard as target, t.id as agency,
    json_object('agency_id', t.id, 'id', l.id, 'project_id', l.project_id, 'project_name', l.project_name, 'developer_id', l.developer_id, 'developer_name', l.developer_name, 'offered_by', l.offered_by, 'state', l.state, 'offered_at', l.offered_at, 'decided_at', l.decided_at, 'ended_on', l.ended_on, 'version', l.version) as row
    from links l join tenants t on t.id = l.agency_id where ${which}`,
});

/** The same copies, told in each agency's audit list: for changes that are not the agency's own. */
export const told = (copies: Copies): Copies => ({ ...copies, tell: true });
