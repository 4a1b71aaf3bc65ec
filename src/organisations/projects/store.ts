import { and, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { changesBetween } from "../../audit/rules";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Copies } from "../../tenancy/projections";
import type { TenantScope } from "../../tenancy/tenant";
import { addressOf } from "../contract";
import { agencyLinks, agencyProjects, links, projects } from "../schema";
import { copiesOfLinks, copiesOfProjects, told } from "../store";
import type { AgencyProject, DeveloperProject } from "./contract";

interface Page {
  after?: string;
  limit: number;
}

/** The projects an agency works for, from its own shard: those it may plan campaigns for. Newest first. */
export async function agencyProjectPage(agency: AgencyScope, { after, limit }: Page) {
  const project = agency.from(agencyProjects);
  const link = agency.from(agencyLinks);
  const [rows] = await agency.read(
    db
      .select({ ...shown(project), link: shownLink(link) })
      .from(project)
      .leftJoin(link, and(eq(link.projectId, project.id), inArray(link.state, live)))
      .where(after ? lt(project.id, after) : undefined)
      .orderBy(desc(project.id))
      .limit(limit + 1),
  );

  return pageOf(rows, limit);
}

/** A developer's own projects, newest first. */
export async function developerProjectPage(tenant: TenantScope, { after, limit }: Page) {
  const project = tenant.from(projects);
  const [rows] = await tenant.read(
    db
      .select(shown(project))
      .from(project)
      .where(after ? lt(project.id, after) : undefined)
      .orderBy(desc(project.id))
      .limit(limit + 1),
  );

  return pageOf(rows, limit);
}

/** One project as an agency sees it: one row or none. */
export function agencyProject(tenant: TenantScope, projectId: string) {
  const project = tenant.from(projects);
  const link = tenant.from(links);

  return db
    .select({ ...shown(project), link: shownLink(link) })
    .from(project)
    .leftJoin(link, and(eq(link.projectId, project.id), inArray(link.state, live)))
    .where(eq(project.id, projectId));
}

/** One of a developer's own projects: one row or none. */
export function developerProject(tenant: TenantScope, projectId: string) {
  const project = tenant.from(projects);

  return db.select(shown(project)).from(project).where(eq(project.id, projectId));
}

/** A project under a developer that is only a name, for the agency alone. */
export async function addAgencyProject(
  tenant: TenantScope,
  project: { name: string; developerName: string; zone: string },
): Promise<AgencyProject> {
  const id = newId(tenant.facts.now);

  return only(
    await tenant.change({
      ...added(tenant, id, project),
      writes: [tenant.insert(projects, { id, ...project, agencyId: tenant.id, createdAt: tenant.facts.now })],
      outgoing: [copiesOfProjects(sql`p.id = ${id}`)],
      answer: agencyProject(tenant, id),
    }),
  );
}

/** A project of a developer's own; agencies get it by a link. */
export async function addDeveloperProject(tenant: TenantScope, project: { name: string; zone: string }): Promise<DeveloperProject> {
  const id = newId(tenant.facts.now);
  const developerName = sql`(select name from tenants where id = ${tenant.id})`;

  return only(
    await tenant.change({
      ...added(tenant, id, project),
      writes: [tenant.insert(projects, { id, ...project, developerId: tenant.id, developerName, createdAt: tenant.facts.now })],
      answer: developerProject(tenant, id),
    }),
  );
}

/**
 * Changes the name of a project, or under which name its developer stands: the agency's to do until a developer is
 * linked.
 *
 * @throws Problem `not-found`, `stale`, `project-linked`
 */
export async function editAgencyProject(
  tenant: TenantScope,
  projectId: string,
  version: number,
  edit: { name?: string; developerName?: string },
): Promise<AgencyProject> {
  const own = tenant.from(projects);
  const change = await edited(tenant, projectId, version, edit);

  return only(
    await tenant.change({
      ...change,
      guards: [
        { code: "project-linked", holds: hasRow(own, and(eq(own.id, projectId), eq(own.agencyId, tenant.id), isNull(own.developerId))) },
        ...change.guards,
      ],
      answer: agencyProject(tenant, projectId),
    }),
  );
}

/** Renames a developer's own project; the agencies that work for it follow. @throws Problem `not-found`, `stale` */
export async function editDeveloperProject(
  tenant: TenantScope,
  projectId: string,
  version: number,
  edit: { name: string },
): Promise<DeveloperProject> {
  return only(await tenant.change({ ...(await edited(tenant, projectId, version, edit)), answer: developerProject(tenant, projectId) }));
}

/** The change that edits a project, with the links that are live following its name. */
async function edited(tenant: TenantScope, projectId: string, version: number, edit: { name?: string; developerName?: string }) {
  const [[before]] = await tenant.read(developerProject(tenant, projectId));
  if (!before) throw new Problem("not-found");
  if (before.version !== version) throw new Problem("stale");
  const tell = tenant.kind === "developer" ? told : same;
  const changes = changesBetween(before, edit);
  const isRenamed = changes.some(({ field }) => field === "name");
  const versioned = { version: sql`version + 1` };

  return {
    event: "project.edited",
    entity: "project",
    entityId: projectId,
    label: edit.name ?? before.name,
    changes,
    guards: [tenant.at(projects, projectId, version)],
    writes: [
      tenant.update(projects, { ...edit, ...versioned }, eq(projects.id, projectId)),
      ...(isRenamed
        ? [tenant.update(links, { projectName: edit.name, ...versioned }, and(eq(links.projectId, projectId), inArray(links.state, live)))]
        : []),
    ],
    outgoing: [
      tell(copiesOfProjects(sql`p.id = ${projectId}`)),
      ...(isRenamed ? [tell(copiesOfLinks(sql`l.project_id = ${projectId} and l.state in ('offered', 'accepted')`))] : []),
    ],
    location: addressOfProject(tenant, projectId),
    status: 200,
  };
}

const added = (tenant: TenantScope, id: string, project: { name: string; developerName?: string; zone: string }) => ({
  event: "project.added",
  entity: "project",
  entityId: id,
  label: project.name,
  changes: changesBetween({}, project),
  location: addressOfProject(tenant, id),
  status: 201,
});

/** Links that stand or wait for an answer: at most one for an agency and a project. */
const live: (typeof links.$inferSelect)["state"][] = ["offered", "accepted"];

function shown<P extends typeof projects | typeof agencyProjects>(project: P) {
  const { id, name, developerName, developerId, zone, version } = project;

  return { id, name, developerName, developerId, zone, version };
}

function shownLink<L extends typeof links | typeof agencyLinks>(link: L) {
  const { id, state, offeredBy, developerName, version } = link;

  return { id, state, offeredBy, developerName, version };
}

function only<Row>([row]: Row[]): Row {
  if (!row) throw new Problem("not-found");

  return row;
}

const same = (copies: Copies): Copies => copies;
const addressOfProject = (tenant: TenantScope, id: string) => `${addressOf(tenant.kind, tenant.id)}/projects/${id}`;
