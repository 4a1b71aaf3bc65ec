import { createRoute } from "@hono/zod-openapi";
import { Problem } from "../../http/problem";
import { body, json, newRouter, refusals } from "../../http/router";
import { openAddress } from "../../secrets/address";
import { entrance } from "../../tenancy/doors";
import { Acceptance, InvitationLookup, InvitationSeen, SessionAnswer } from "../contract";
import { maskedEmail } from "../rules";
import { letIn } from "../store";
import { acceptInvitation, openInvitation } from "./store";

export const joiningRoutes = newRouter();

joiningRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/invitations/lookup",
    summary: "What an invitation's link offers",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(InvitationLookup) },
    responses: { 200: json(InvitationSeen, "The invitation"), ...refusals },
  }),
  async (c) => {
    const { invitation, invited, isOpen } = await openInvitation(c.var.entrance, c.req.valid("json").token);
    if (!isOpen) throw new Problem("invitation-closed");
    const seen = {
      tenant: { id: invitation.tenantId, name: invitation.tenantName, kind: invitation.kind },
      role: invitation.role,
      emailMasked: maskedEmail(await openAddress(c.env, "invitations", invitation)),
      existingUser: invited !== undefined,
    };

    return c.json(seen, 200);
  },
);

joiningRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/invitations/acceptance",
    summary: "Join a tenant by an invitation's link",
    description:
      "A new user gives name and password and is signed in. An existing user must be signed in as the invited address; their session goes on with the new membership.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(Acceptance) },
    responses: { 200: json(SessionAnswer, "The new member, signed in"), ...refusals },
  }),
  async (c) => {
    const { entrance, caller, facts } = c.var;
    const entered = await acceptInvitation(entrance, caller, c.req.valid("json"), c.req.header("user-agent"));

    return c.json(await letIn(c, facts, entered), 200);
  },
);
