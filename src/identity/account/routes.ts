import { createRoute } from "@hono/zod-openapi";
import { and, desc, eq, gt, isNull, lt, ne, sql } from "drizzle-orm";
import * as z from "zod";
import { changesBetween } from "../../audit/rules";
import { pageOf, pageQuery } from "../../http/page";
import { invalidField, Problem } from "../../http/problem";
import { body, etag, ifMatch, json, newRouter, nothing, refusals, versionMatched } from "../../http/router";
import { memberships } from "../../organisations/schema";
import { hashPassword, passwordMatches } from "../../secrets/password";
import { db } from "../../tenancy/database";
import { signedIn } from "../../tenancy/doors";
import { instant } from "../../time/instant";
import { Me, MeEdit, OpenSessionPage, PasswordEdit } from "../contract";
import { mobileRoutes } from "../mobile/routes";
import { passwordFits } from "../rules";
import { sessions, users } from "../schema";
import { secondFactorRoutes } from "../second-factor/routes";
import {
  accessFor,
  counterOf,
  emailOf,
  endedSession,
  endSessionCookies,
  endSessions,
  forgetTries,
  membershipsOf,
  refuseExcess,
  setSessionCookies,
  staffCopies,
  type UserRow,
} from "../store";

export const accountRoutes = newRouter();
accountRoutes.route("/", secondFactorRoutes);
accountRoutes.route("/", mobileRoutes);

accountRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/me",
    summary: "One's own account",
    tags: ["Identity"],
    middleware: [signedIn()] as const,
    responses: { 200: json(Me, "The account"), ...refusals },
  }),
  async (c) => {
    const { account } = c.var;
    const self = account.from(users);
    const [[user]] = await account.read(db.select().from(self));
    if (!user) throw new Problem("not-signed-in");

    return c.json(await meOf(c.env, user), 200, etag(user.version));
  },
);

accountRoutes.openapi(
  createRoute({
    method: "patch",
    path: "/api/v1/me",
    summary: "Change one's name or language",
    description: "A new name reaches the staff list of every agency that the person works for.",
    tags: ["Identity"],
    middleware: [signedIn()] as const,
    request: { headers: ifMatch, body: body(MeEdit) },
    responses: { 200: json(Me, "The account as it is now"), ...refusals },
  }),
  async (c) => {
    const { account, caller, facts } = c.var;
    const edit = c.req.valid("json");
    const version = versionMatched(c);
    const self = account.from(users);
    const [[user], members] = await account.read(db.select().from(self), membershipsOf(account, caller.userId));
    if (!user) throw new Problem("not-signed-in");
    const renamed = edit.name !== undefined && edit.name !== user.name;

    const [changed] = await account.change({
      event: "account.changed",
      entity: "user",
      entityId: user.id,
      changes: changesBetween(user, edit),
      guards: [account.at(users, user.id, version)],
      writes: [
        account.update(users, { ...edit, version: sql`version + 1` }, eq(users.id, user.id)),
        ...(renamed ? [account.update(memberships, { version: sql`version + 1` }, eq(memberships.state, "active"))] : []),
      ],
      outgoing: renamed ? [staffCopies(user.id)] : [],
      answer: db.select().from(self),
      location: "/api/v1/me",
      status: 200,
    });
    if (!changed) throw new Problem("not-signed-in");
    if (renamed) setSessionCookies(c, { access: await accessFor(facts, changed, caller.sessionId, members, caller.secondFactor) });

    return c.json(await meOf(c.env, changed), 200, etag(changed.version));
  },
);

accountRoutes.openapi(
  createRoute({
    method: "put",
    path: "/api/v1/me/password",
    summary: "Choose a new password",
    description: "Ends every other session.",
    tags: ["Identity"],
    middleware: [signedIn()] as const,
    request: { body: body(PasswordEdit) },
    responses: { 204: nothing("Changed; the other sessions have ended"), ...refusals },
  }),
  async (c) => {
    const { account, caller, facts } = c.var;
    const { current, password } = c.req.valid("json");
    const self = account.from(users);
    const counter = await counterOf(c.env, "signInToAccount", `user:${caller.userId}`);
    const { tries, rows } = await account.readCounted([counter], db.select().from(self));
    refuseExcess([counter], tries, facts.now);
    const [[user]] = rows;
    if (!user) throw new Problem("not-signed-in");
    if (!(await passwordMatches(current, user.passwordHash))) throw invalidField("/current", "wrong-password");
    if (!passwordFits(password, await emailOf(c.env, user))) throw invalidField("/password", "password-is-email");

    await account.change({
      event: "password.changed",
      entity: "user",
      entityId: user.id,
      changes: [{ field: "password" }],
      guards: [account.at(users, user.id, user.version)],
      writes: [
        account.update(users, { passwordHash: await hashPassword(password), version: sql`version + 1` }, eq(users.id, user.id)),
        endSessions(account, "password-changed", ne(sessions.id, caller.sessionId)),
        forgetTries(account, counter),
      ],
      location: null,
      status: 204,
    });

    return c.body(null, 204);
  },
);

accountRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/me/sessions",
    summary: "One's signed-in devices, newest first",
    tags: ["Identity"],
    middleware: [signedIn()] as const,
    request: { query: pageQuery },
    responses: { 200: json(OpenSessionPage, "Sessions that have not ended"), ...refusals },
  }),
  async (c) => {
    const { account, caller, facts } = c.var;
    const { after, limit } = c.req.valid("query");
    const session = account.from(sessions);
    const [rows] = await account.read(
      db
        .select({ id: session.id, createdAt: session.createdAt, lastUsedAt: session.lastUsedAt, device: session.device })
        .from(session)
        .where(and(isNull(session.endedAt), gt(session.expiresAt, facts.now), after ? lt(session.id, after) : undefined))
        .orderBy(desc(session.id))
        .limit(limit + 1),
    );
    const items = rows.map((row) => ({
      ...row,
      createdAt: instant(row.createdAt),
      lastUsedAt: instant(row.lastUsedAt),
      current: row.id === caller.sessionId,
    }));

    return c.json(pageOf(items, limit), 200);
  },
);

accountRoutes.openapi(
  createRoute({
    method: "delete",
    path: "/api/v1/me/sessions/{session}",
    summary: "End one of one's sessions",
    tags: ["Identity"],
    middleware: [signedIn()] as const,
    request: { params: z.object({ session: z.string().max(200) }) },
    responses: { 204: nothing("Ended"), ...refusals },
  }),
  async (c) => {
    const { account, caller } = c.var;
    const { session: sessionId } = c.req.valid("param");
    await account.change({
      ...endedSession(account, sessionId, "ended"),
      guards: [
        {
          code: "not-found",
          holds: sql`exists (select 1 from sessions where id = ${sessionId} and user_id = ${caller.userId} and ended_at is null)`,
        },
      ],
      location: null,
      status: 204,
    });
    if (sessionId === caller.sessionId) endSessionCookies(c);

    return c.body(null, 204);
  },
);

async function meOf(env: Env, user: UserRow): Promise<Me> {
  return { id: user.id, name: user.name, email: await emailOf(env, user), language: user.language, version: user.version };
}
