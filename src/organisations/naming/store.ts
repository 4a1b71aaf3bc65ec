import { and, asc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Facts } from "../../http/facts";
import { Problem } from "../../http/problem";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import { SystemScope } from "../../tenancy/system";
import { TenantScope } from "../../tenancy/tenant";
import { links, projects, tenants } from "../schema";
import { copiesOfLinks, copiesOfProjects, told } from "../store";

/** Projects and links that one change renames: a developer may have thousands. */
const stretch = 50;
/** What one run of the job does; the next goes on. */
const stretchesAtOnce = 20;

/**
 * Takes tenants' new names on to what bears them: a developer's to its projects, its live links and their copies in
 * the shards, an agency's to its live links. Whoever renames only says that it is due, and how far it has come stands
 * with the tenant: a run that is cut off is gone on with by the next.
 */
export async function followNames(facts: Facts): Promise<void> {
  const job = new SystemScope(facts, "names", "DIRECTORY");
  for (let done = 0; done < stretchesAtOnce; done += 1) {
    const [[next]] = await job.run(dueNext(job));
    if (!next) return;
    if (next.upTo === null) await job.run(end(job, next));
    else await follow(facts, { ...next, upTo: next.upTo });
  }
  await facts.env.JOBS.send({ job: "names" });
}

/** A tenant whose name is on its way, and the last id of the next stretch: null when nothing is left. */
function dueNext(job: SystemScope) {
  const due = job.from(tenants);
  const ids = (table: "projects" | "links", owner: "agency_id" | "developer_id") =>
    sql`select id from (select id from ${sql.raw(table)} where ${sql.raw(owner)} = tenants.id and id > tenants.named_up_to order by id limit ${stretch})`;
  const last = (all: SQL) => sql`(select max(id) from (${all} order by id limit ${stretch}))`;
  const upTo = sql<string | null>`case kind
    when 'developer' then ${last(sql`${ids("projects", "developer_id")} union all ${ids("links", "developer_id")}`)}
    else ${last(ids("links", "agency_id"))} end`;

  return db
    .select({ id: due.id, kind: due.kind, name: due.name, shard: due.shard, from: due.namedUpTo, upTo })
    .from(due)
    .where(and(isNotNull(due.namedUpTo), eq(due.state, "open")))
    .orderBy(asc(due.id))
    .limit(1);
}

type Due = RowsOf<ReturnType<typeof dueNext>>[number];

/** All bear the name, unless it has been changed once more since. */
function end(job: SystemScope, { id, name, from }: Due) {
  const due = job.from(tenants);

  return db
    .update(due)
    .set({ namedUpTo: null })
    .where(and(eq(due.id, id), eq(due.name, name), sql`${due.namedUpTo} is ${from}`));
}

/** One stretch of one tenant. Renamed once more in the meantime, it starts anew, and this stretch gives way. */
async function follow(facts: Facts, { id, kind, name, shard, from, upTo }: Due & { upTo: string }): Promise<void> {
  const tenant = new TenantScope(facts, { id: "names", name: "names", side: "system" }, id, kind, shard);
  const self = tenant.from(tenants);
  const isDeveloper = kind === "developer";
  const named = { ...(isDeveloper ? { developerName: name } : { agencyName: name }), version: sql`version + 1` };
  const within = (alias = "") => sql`${sql.raw(alias)}id > ${from} and ${sql.raw(alias)}id <= ${upTo}`;
  const live = (alias = "") => sql`${within(alias)} and ${sql.raw(alias)}state in ('offered', 'accepted')`;

  try {
    await tenant.change({
      event: `${kind}.name-followed`,
      entity: "tenant",
      entityId: id,
      label: name,
      guards: [{ code: "stale", holds: hasRow(self, and(eq(self.name, name), sql`${self.namedUpTo} is ${from}`)) }],
      writes: [
        tenant.update(tenants, { namedUpTo: upTo }, eq(tenants.id, id)),
        tenant.update(links, named, live()),
        ...(isDeveloper ? [tenant.update(projects, named, within())] : []),
      ],
      outgoing: isDeveloper
        ? [
            copiesOfProjects(sql`p.developer_id = ${id} and ${within("p.")}`),
            told(copiesOfLinks(sql`l.developer_id = ${id} and ${live("l.")}`)),
          ]
        : [],
      location: null,
      status: 204,
    });
  } catch (error) {
    if (!(error instanceof Problem && error.code === "stale")) throw error;
  }
}
