import { and, desc, eq, lt, sql } from "drizzle-orm";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard } from "../../tenancy/scope";
import type { TenantScope } from "../../tenancy/tenant";
import { businessDay } from "../../time/business-day";
import { instant, instantOrNull } from "../../time/instant";
import { addressOf } from "../contract";
import { links, projects } from "../schema";
import { copiesOfLinks, copiesOfProjects, told } from "../store";
import { ownTenant } from "../tenants/store";
import type { Link } from "./contract";
import { type LinkStep, linkSteps, linkTerms, stepRefusal } from "./rules";

/** One link of this tenant's: one row or none. */
export function linkOf(tenant: TenantScope, linkId: string) {
  const link = tenant.from(links);

  return db.select().from(link).where(eq(link.id, linkId));
}

/** A page of this tenant's links, newest first. */
export async function linkPage(tenant: TenantScope, { after, limit }: { after?: string; limit: number }) {
  const link = tenant.from(links);
  const [rows] = await tenant.read(
    db
      .select()
      .from(link)
      .where(after ? lt(link.id, after) : undefined)
      .orderBy(desc(link.id))
      .limit(limit + 1),
  );
  const { items, next } = pageOf(rows, limit);

  return { items: items.map(linkShown), next };
}

/** @throws Problem `not-found` where there is none */
export function linkShown(row: RowsOf<ReturnType<typeof linkOf>>[number] | undefined): Link {
  if (!row) throw new Problem("not-found");

  return { ...row, ...linkTerms, offeredAt: instant(row.offeredAt), decidedAt: instantOrNull(row.decidedAt) };
}

/**
 * Offers a link for a project to the other side, whose owners get a letter.
 *
 * An agency offers a project that it made to a developer, or asks for one again that it worked for; a developer
 * offers its own to an agency.
 *
 * @throws Problem `not-found` for a project that is not this tenant's; `unknown-reference` for another side that does
 *   not exist; `project-linked` where another developer has it; `link-exists`
 */
export async function offer(tenant: TenantScope, projectId: string, otherId: string): Promise<Link> {
  const { now } = tenant.facts;
  const project = tenant.from(projects);
  const [[found], [own]] = await tenant.read(db.select().from(project).where(eq(project.id, projectId)), ownTenant(tenant));
  if (!found || !own) throw new Problem("not-found");
  const isAgency = tenant.kind === "agency";
  const [agencyId, developerId] = isAgency ? [tenant.id, otherId] : [otherId, tenant.id];
  const otherKind = isAgency ? "developer" : "agency";
  if (found.developerId !== null && found.developerId !== developerId) throw new Problem("project-linked");
  const link = { id: newId(now), projectId, projectName: found.name, agencyId, developerId };

  const [row] = await tenant.change({
    ...ofLink(tenant, link),
    event: "link.offered",
    changes: [{ field: "state", to: "offered" }],
    guards: [
      {
        code: "unknown-reference",
        holds: sql`exists (select 1 from tenants where id = ${otherId} and kind = ${otherKind} and state = 'open')`,
      },
      freeFor(link),
    ],
    writes: [
      tenant.insert(links, {
        ...link,
        agencyName: nameOf(agencyId),
        developerName: nameOf(developerId),
        offeredBy: tenant.kind,
        offeredAt: now,
      }),
    ],
    letters: [
      {
        onceKey: `link-offered:${link.id}`,
        template: "link-offered",
        to: { kind: "holders", tenant: otherId, roles: ["owner"] },
        params: { tenant: otherId, kind: otherKind, project: found.name, from: own.name },
      },
    ],
    status: 201,
  });

  return linkShown(row);
}

/**
 * Accepts, refuses, withdraws or ends a link. By accepting, a developer takes over the project that the agency made,
 * or an agency gets the developer's; by an end the developer's door to the agency closes, and each keeps what it has.
 *
 * @throws Problem `not-found`; `link-decided` where the offer has been answered; `wrong-state` where the step is the
 *   other side's or the link does not stand; `project-linked` where another developer was quicker
 */
export async function takeStep(tenant: TenantScope, linkId: string, step: LinkStep): Promise<Link> {
  const { now } = tenant.facts;
  const project = tenant.from(projects);
  const [[before], [of]] = await tenant.read(
    linkOf(tenant, linkId),
    db
      .select({ zone: project.zone })
      .from(project)
      .where(eq(project.id, sql`(select project_id from links where id = ${linkId})`)),
  );
  if (!before) throw new Problem("not-found");
  const refusal = stepRefusal(step, tenant.kind, before);
  if (refusal) throw new Problem(refusal);
  const { from, to, event } = linkSteps[step];
  const isAccepted = to === "accepted";
  const decided = to === "ended" && of ? { endedOn: businessDay(now, of.zone) } : { decidedAt: now };
  const change = ofLink(tenant, before);

  const [row] = await tenant.change({
    ...change,
    event,
    changes: [{ field: "state", from, to }],
    guards: [stillIn(tenant, before), ...(isAccepted ? [freeFor(before)] : [])],
    writes: [
      tenant.update(links, { state: to, ...decided, version: sql`version + 1` }, eq(links.id, linkId)),
      ...(isAccepted && tenant.kind === "developer" ? [tenant.takeOver(before.projectId)] : []),
    ],
    outgoing: [...(isAccepted ? [copiesOfProjects(sql`p.id = ${before.projectId}`)] : []), ...change.outgoing],
    status: 200,
  });

  return linkShown(row);
}

/** What every change of a link has in common: both sides are told, the agency's shard has its copy. */
function ofLink(tenant: TenantScope, link: Pick<typeof links.$inferSelect, "id" | "projectName" | "developerId">) {
  const copies = copiesOfLinks(sql`l.id = ${link.id}`);

  return {
    entity: "link",
    entityId: link.id,
    label: link.projectName,
    outgoing: [tenant.kind === "developer" ? told(copies) : copies],
    alsoTell: tenant.kind === "agency" ? [link.developerId] : [],
    answer: linkOf(tenant, link.id),
    location: `${addressOf(tenant.kind, tenant.id)}/links/${link.id}`,
  };
}

/** A guard that a link stands as it was read: of two steps at once, one is taken. */
function stillIn(tenant: TenantScope, { id, state }: Pick<typeof links.$inferSelect, "id" | "state">): Guard {
  const link = tenant.from(links);

  return { code: state === "offered" ? "link-decided" : "wrong-state", holds: hasRow(link, and(eq(link.id, id), eq(link.state, state))) };
}

/** A guard that no other developer has the project. */
const freeFor = ({ projectId, developerId }: { projectId: string; developerId: string }): Guard => ({
  code: "project-linked",
  holds: sql`exists (select 1 from projects where id = ${projectId} and (developer_id is null or developer_id = ${developerId}))`,
});

const nameOf = (tenantId: string) => sql`(select name from tenants where id = ${tenantId})`;
