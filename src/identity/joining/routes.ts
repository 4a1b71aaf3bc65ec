import { createRoute } from "@hono/zod-openapi";
import { Problem } from "../../http/problem";
import { body, json, newRouter, refusals } from "../../http/router";
import { copiesOfMember, told } from "../../organisations/store";
import { openAddress } from "../../secrets/address";
import { entrance } from "../../tenancy/doors";
import { sessionStands } from "../../tenancy/entrance";
import { Acceptance, InvitationLookup, InvitationSeen, SessionAnswer } from "../contract";
import { maskedEmail } from "../rules";
import { sessions, users } from "../schema";
import { accessFor, membershipsOf, roomForMembership, sessionAnswer, sessionRow, setSessionCookies } from "../store";
import { acceptable, joining, newMember, openInvitation } from "./store";

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
    const acceptance = c.req.valid("json");
    const { invitation, invited, isOpen } = await openInvitation(entrance, acceptance.token);
    const there = entrance.actingAs(entrance.actor, invitation.tenantId);
    if (!isOpen) {
      await there.recall();
      throw new Problem("invitation-closed");
    }
    if (invited && caller?.userId !== invited.id) throw new Problem("sign-in-first");

    const user = invited ?? (await newMember(facts, invitation, acceptance));
    const session = invited ? undefined : await sessionRow(facts, user.id, c.req.header("user-agent"));
    const members = await there.change({
      event: "invitation.accepted",
      entity: "membership",
      entityId: user.id,
      label: user.name,
      by: { id: user.id, name: user.name, side: invitation.kind },
      changes: [{ field: "role", from: null, to: invitation.role }],
      guards: [
        ...acceptable(invitation, user.id),
        roomForMembership(user.id),
        ...(caller && invited ? [sessionStands(caller.sessionId)] : []),
      ],
      writes: [
        ...(invited ? [] : [there.insert(users, user)]),
        ...joining(there, invitation, user.id),
        ...(session ? [there.insert(sessions, session.row)] : []),
      ],
      outgoing: copiesOfMember(invitation.tenantId, user.id).map(told),
      answer: membershipsOf(there, user.id),
      location: null,
      status: 200,
    });
    setSessionCookies(c, {
      access: await accessFor(facts, user, session?.row.id ?? caller?.sessionId ?? "", members),
      refresh: session?.refresh,
    });

    return c.json(await sessionAnswer(c.env, user, members), 200);
  },
);
