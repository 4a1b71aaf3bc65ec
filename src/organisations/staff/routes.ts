import { createRoute } from "@hono/zod-openapi";
import { pageQuery } from "../../http/page";
import { body, etag, ifMatch, json, newSection, nothing, refusals, versionMatched } from "../../http/router";
import { agencyStaff, developerStaff, tenantStaff } from "../../tenancy/doors";
import { agencyRoles, developerRoles, permissionsOf } from "../../tenancy/roles";
import { anId, tenantParams, tenantPath } from "../contract";
import { RolePage, StaffEdit, StaffMember, StaffPage } from "./contract";
import { memberOf, placeMember, removeMember, resetSecondFactor, staffPage, staffShown } from "./store";

export const staffRoutes = newSection();

const tags = ["Staff"];
const shown = { 200: json(StaffMember, "The member"), ...refusals };

for (const kind of ["agency", "developer"] as const) {
  const roles = kind === "agency" ? agencyRoles : developerRoles;

  staffRoutes.openapi(
    createRoute({
      method: "get",
      path: `${tenantPath[kind]}/roles`,
      summary: "The roles, and what each permits",
      tags,
      middleware: [tenantStaff(kind, "staff:read")] as const,
      request: { params: tenantParams[kind] },
      responses: { 200: json(RolePage, "All roles"), ...refusals },
    }),
    (c) => c.json({ items: roles.map((role) => ({ role, permissions: permissionsOf(kind, role) })), next: null }, 200),
  );

  staffRoutes.openapi(
    createRoute({
      method: "get",
      path: `${tenantPath[kind]}/staff`,
      summary: "Who works here",
      tags,
      middleware: [tenantStaff(kind, "staff:read")] as const,
      request: { params: tenantParams[kind], query: pageQuery },
      responses: { 200: json(StaffPage, "A page of the staff"), ...refusals },
    }),
    async (c) => c.json(await staffPage(c.var.tenant, c.req.valid("query")), 200),
  );

  staffRoutes.openapi(
    createRoute({
      method: "get",
      path: `${tenantPath[kind]}/staff/{user}`,
      summary: "One member of the staff",
      tags,
      middleware: [tenantStaff(kind, "staff:read")] as const,
      request: { params: tenantParams[kind].extend({ user: anId }) },
      responses: shown,
    }),
    async (c) => {
      const [[row]] = await c.var.tenant.read(memberOf(c.var.tenant, c.req.valid("param").user));
      const member = await staffShown(c.var.tenant, row);

      return c.json(member, 200, etag(member.version));
    },
  );

  staffRoutes.openapi(
    createRoute({
      method: "delete",
      path: `${tenantPath[kind]}/staff/{user}`,
      summary: "Take somebody out",
      description: "At least one owner remains. Access ends within ten minutes, and at once for what moves money.",
      tags,
      middleware: [tenantStaff(kind, "staff:manage")] as const,
      request: { params: tenantParams[kind].extend({ user: anId }) },
      responses: { 204: nothing("Taken out"), ...refusals },
    }),
    async (c) => {
      await removeMember(c.var.tenant, c.req.valid("param").user);

      return c.body(null, 204);
    },
  );

  staffRoutes.openapi(
    createRoute({
      method: "delete",
      path: `${tenantPath[kind]}/staff/{user}/second-factor`,
      summary: "Take away the second factor of a member who has lost it",
      description: "Ends their sessions and tells them by letter. They sign in with their password, and set up another. Not one's own.",
      tags,
      middleware: [tenantStaff(kind, "staff:second-factor")] as const,
      request: { params: tenantParams[kind].extend({ user: anId }) },
      responses: { 204: nothing("Taken away"), ...refusals },
    }),
    async (c) => {
      await resetSecondFactor(c.var.tenant, c.req.valid("param").user);

      return c.body(null, 204);
    },
  );
}

staffRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${tenantPath.agency}/staff/{user}`,
    summary: "Give somebody another role or group",
    tags,
    middleware: [agencyStaff("staff:manage")] as const,
    request: { params: tenantParams.agency.extend({ user: anId }), headers: ifMatch, body: body(StaffEdit.agency) },
    responses: shown,
  }),
  async (c) => {
    const { tenant, agency } = c.var;
    const member = await placeMember(tenant, agency, c.req.valid("param").user, versionMatched(c), c.req.valid("json"));

    return c.json(member, 200, etag(member.version));
  },
);

staffRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${tenantPath.developer}/staff/{user}`,
    summary: "Give somebody another role",
    tags,
    middleware: [developerStaff("staff:manage")] as const,
    request: { params: tenantParams.developer.extend({ user: anId }), headers: ifMatch, body: body(StaffEdit.developer) },
    responses: shown,
  }),
  async (c) => {
    const member = await placeMember(c.var.tenant, null, c.req.valid("param").user, versionMatched(c), c.req.valid("json"));

    return c.json(member, 200, etag(member.version));
  },
);
