import { createRoute } from "@hono/zod-openapi";
import { pageQuery } from "../../http/page";
import { body, etag, json, newSection, nothing, refusals } from "../../http/router";
import { agencyStaff, developerStaff, tenantStaff } from "../../tenancy/doors";
import { anId, tenantParams, tenantPath } from "../contract";
import { Invitation, InvitationPage, NewInvitation } from "./contract";
import { invitationOf, invitationPage, invitationShown, invite, withdraw } from "./store";

export const invitationRoutes = newSection();

const tags = ["Staff"];

for (const kind of ["agency", "developer"] as const) {
  const path = `${tenantPath[kind]}/invitations` as const;
  const params = tenantParams[kind].extend({ invitation: anId });

  invitationRoutes.openapi(
    createRoute({
      method: "get",
      path,
      summary: "Open invitations, newest first",
      tags,
      middleware: [tenantStaff(kind, "staff:manage")] as const,
      request: { params: tenantParams[kind], query: pageQuery },
      responses: { 200: json(InvitationPage, "A page of invitations"), ...refusals },
    }),
    async (c) => c.json(await invitationPage(c.var.tenant, c.req.valid("query")), 200),
  );

  invitationRoutes.openapi(
    createRoute({
      method: "get",
      path: `${path}/{invitation}`,
      summary: "An open invitation",
      tags,
      middleware: [tenantStaff(kind, "staff:manage")] as const,
      request: { params },
      responses: { 200: json(Invitation, "The invitation"), ...refusals },
    }),
    async (c) => {
      const [[row]] = await c.var.tenant.read(invitationOf(c.var.tenant, c.req.valid("param").invitation));
      const invitation = await invitationShown(c.var.tenant, row);

      return c.json(invitation, 200, etag(invitation.version));
    },
  );

  invitationRoutes.openapi(
    createRoute({
      method: "delete",
      path: `${path}/{invitation}`,
      summary: "Take an invitation back",
      tags,
      middleware: [tenantStaff(kind, "staff:manage")] as const,
      request: { params },
      responses: { 204: nothing("Withdrawn"), ...refusals },
    }),
    async (c) => {
      await withdraw(c.var.tenant, c.req.valid("param").invitation);

      return c.body(null, 204);
    },
  );
}

const invited = { 201: json(Invitation, "The invitation; its letter is on the way"), ...refusals };

invitationRoutes.openapi(
  createRoute({
    method: "post",
    path: `${tenantPath.agency}/invitations`,
    summary: "Invite somebody to the staff",
    description: "The link in the letter lasts seven days. Only an owner invites an owner.",
    tags,
    middleware: [agencyStaff("staff:manage")] as const,
    request: { params: tenantParams.agency, body: body(NewInvitation.agency) },
    responses: invited,
  }),
  async (c) => {
    const { tenant, agency, facts } = c.var;
    const invitation = await invite(tenant, agency, { language: facts.language, ...c.req.valid("json") });

    return c.json(invitation, 201, etag(invitation.version));
  },
);

invitationRoutes.openapi(
  createRoute({
    method: "post",
    path: `${tenantPath.developer}/invitations`,
    summary: "Invite somebody to the staff",
    description: "The link in the letter lasts seven days.",
    tags,
    middleware: [developerStaff("staff:manage")] as const,
    request: { params: tenantParams.developer, body: body(NewInvitation.developer) },
    responses: invited,
  }),
  async (c) => {
    const invitation = await invite(c.var.tenant, null, { language: c.var.facts.language, ...c.req.valid("json") });

    return c.json(invitation, 201, etag(invitation.version));
  },
);
