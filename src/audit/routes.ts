import { createRoute } from "@hono/zod-openapi";
import { and, desc, eq, lt } from "drizzle-orm";
import * as z from "zod";
import { pageOf } from "../http/page";
import { invalidField } from "../http/problem";
import { json, newRouter, refusals } from "../http/router";
import { db } from "../tenancy/database";
import { agencyStaff, developerStaff } from "../tenancy/doors";
import type { Scope } from "../tenancy/scope";
import { instantOf } from "../time/instant";
import { type AuditEntry, AuditPage, AuditQuery } from "./contract";
import { audit } from "./schema";

export const auditRoutes = newRouter();

auditRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/audit",
    summary: "Who changed what, newest first",
    tags: ["Audit"],
    middleware: [agencyStaff("audit:read")] as const,
    request: { params: z.object({ agency: z.string() }), query: AuditQuery },
    responses: { 200: json(AuditPage, "A page of changes"), ...refusals },
  }),
  async (c) => c.json(await auditPage(c.var.agency, c.req.valid("query")), 200),
);

auditRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/developers/{developer}/audit",
    summary: "Who changed what, newest first",
    tags: ["Audit"],
    middleware: [developerStaff("audit:read")] as const,
    request: { params: z.object({ developer: z.string() }), query: AuditQuery },
    responses: { 200: json(AuditPage, "A page of changes"), ...refusals },
  }),
  async (c) => c.json(await auditPage(c.var.tenant, c.req.valid("query")), 200),
);

/** Each filter has its own index; a combination without one is refused rather than scanned for. */
async function auditPage(scope: Scope, query: AuditQuery): Promise<{ items: AuditEntry[]; next: string | null }> {
  if (query.actor && query.entity) throw invalidField("/query/actor", "filters-exclude");
  if (query.entityId && !query.entity) throw invalidField("/query/entity", "required");
  const { entity, entityId, actor, after, limit } = query;
  const rows = await scope.readList("audit", { entity, entityId, actor, after, rows: limit + 1 }, (confined, at) => {
    const source = confined.from(audit);

    return db
      .select(entryFields(source))
      .from(source)
      .where(
        and(
          at.entity && eq(source.entity, at.entity),
          at.entityId && eq(source.entityId, at.entityId),
          at.actor && eq(source.actorId, at.actor),
          at.after && lt(source.id, at.after),
        ),
      )
      .orderBy(desc(source.id))
      .limit(at.rows);
  });

  return pageOf(rows, query.limit);
}

/** The columns of an entry as the wire has them. */
function entryFields(source: typeof audit) {
  return {
    id: source.id,
    at: instantOf(source.at),
    actorId: source.actorId,
    actorName: source.actorName,
    actorSide: source.actorSide,
    event: source.event,
    entity: source.entity,
    entityId: source.entityId,
    label: source.label,
    changes: source.changes,
    requestId: source.requestId,
  };
}
