import { createRoute } from "@hono/zod-openapi";
import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import { changesBetween } from "../../audit/rules";
import { pageOf, pageQuery } from "../../http/page";
import { Problem } from "../../http/problem";
import { body, etag, ifMatch, json, newSection, nothing, refusals, versionMatched } from "../../http/router";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { agencyStaff } from "../../tenancy/doors";
import { newId } from "../../tenancy/ids";
import { addressOf, anId, tenantParams, tenantPath } from "../contract";
import { groups, invitations } from "../schema";
import { Group, GroupName, GroupPage } from "./contract";

export const groupRoutes = newSection();

const tags = ["Staff"];
const path = `${tenantPath.agency}/groups` as const;
const params = tenantParams.agency.extend({ group: anId });
const shown = { 200: json(Group, "The group"), ...refusals };

groupRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The groups, newest first",
    tags,
    middleware: [agencyStaff("staff:read")] as const,
    request: { params: tenantParams.agency, query: pageQuery },
    responses: { 200: json(GroupPage, "A page of groups"), ...refusals },
  }),
  async (c) => {
    const { after, limit } = c.req.valid("query");
    const { query, group } = groupsOf(c.var.agency);
    const [rows] = await c.var.agency.read(
      query
        .where(after ? lt(group.id, after) : undefined)
        .orderBy(desc(group.id))
        .limit(limit + 1),
    );

    return c.json(pageOf(rows, limit), 200);
  },
);

groupRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{group}`,
    summary: "A group",
    tags,
    middleware: [agencyStaff("staff:read")] as const,
    request: { params },
    responses: shown,
  }),
  async (c) => {
    const [[group]] = await c.var.agency.read(groupOf(c.var.agency, c.req.valid("param").group));
    if (!group) throw new Problem("not-found");

    return c.json(group, 200, etag(group.version));
  },
);

groupRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Make a group",
    tags,
    middleware: [agencyStaff("staff:manage")] as const,
    request: { params: tenantParams.agency, body: body(GroupName) },
    responses: { 201: json(Group, "The group"), ...refusals },
  }),
  async (c) => {
    const { agency, facts } = c.var;
    const { name } = c.req.valid("json");
    const id = newId(facts.now);
    const [group] = await agency.change({
      event: "group.made",
      entity: "group",
      entityId: id,
      label: name,
      changes: [{ field: "name", to: name }],
      writes: [agency.insert(groups, { id, name, createdAt: facts.now })],
      answer: groupOf(agency, id),
      location: groupAddress(agency, id),
      status: 201,
    });
    if (!group) throw new Problem("not-found");

    return c.json(group, 201, etag(group.version));
  },
);

groupRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${path}/{group}`,
    summary: "Rename a group",
    tags,
    middleware: [agencyStaff("staff:manage")] as const,
    request: { params, headers: ifMatch, body: body(GroupName) },
    responses: shown,
  }),
  async (c) => {
    const { agency } = c.var;
    const { group: groupId } = c.req.valid("param");
    const edit = c.req.valid("json");
    const version = versionMatched(c);
    const [[before]] = await agency.read(groupOf(agency, groupId));
    if (!before) throw new Problem("not-found");

    const [group] = await agency.change({
      event: "group.renamed",
      entity: "group",
      entityId: groupId,
      label: edit.name,
      changes: changesBetween(before, edit),
      guards: [agency.at(groups, groupId, version)],
      writes: [agency.update(groups, { ...edit, version: sql`version + 1` }, eq(groups.id, groupId))],
      answer: groupOf(agency, groupId),
      location: groupAddress(agency, groupId),
      status: 200,
    });
    if (!group) throw new Problem("not-found");

    return c.json(group, 200, etag(group.version));
  },
);

groupRoutes.openapi(
  createRoute({
    method: "delete",
    path: `${path}/{group}`,
    summary: "Delete a group that nobody is in and no campaign names",
    tags,
    middleware: [agencyStaff("staff:manage")] as const,
    request: { params },
    responses: { 204: nothing("Deleted"), ...refusals },
  }),
  async (c) => {
    const { agency, tenant, facts } = c.var;
    const { group: groupId } = c.req.valid("param");
    const open = tenant.from(invitations);
    const [[[before]], [invited]] = await Promise.all([
      agency.read(groupOf(agency, groupId)),
      tenant.read(
        db
          .select({ id: open.id })
          .from(open)
          .where(and(eq(open.state, "open"), eq(open.groupId, groupId), gt(open.expiresAt, facts.now)))
          .limit(1),
      ),
    ]);
    if (!before) throw new Problem("not-found");
    if (invited.length) throw new Problem("group-in-use");

    await agency.change({
      event: "group.deleted",
      entity: "group",
      entityId: groupId,
      label: before.name,
      guards: [
        {
          code: "group-in-use",
          holds: sql`not exists (select 1 from group_members where agency_id = ${agency.id} and group_id = ${groupId})
            and not exists (select 1 from campaign_groups where agency_id = ${agency.id} and group_id = ${groupId})`,
        },
        agency.at(groups, groupId, before.version),
      ],
      writes: [agency.delete(groups, eq(groups.id, groupId))],
      location: null,
      status: 204,
    });

    return c.body(null, 204);
  },
);

function groupsOf(agency: AgencyScope) {
  const group = agency.from(groups);

  return { group, query: db.select({ id: group.id, name: group.name, version: group.version }).from(group) };
}

function groupOf(agency: AgencyScope, groupId: string) {
  const { group, query } = groupsOf(agency);

  return query.where(eq(group.id, groupId));
}

const groupAddress = (agency: AgencyScope, groupId: string) => `${addressOf("agency", agency.id)}/groups/${groupId}`;
