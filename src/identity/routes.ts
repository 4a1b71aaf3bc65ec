import { createRoute } from "@hono/zod-openapi";
import { eq } from "drizzle-orm";
import { getCookie } from "hono/cookie";
import * as z from "zod";
import { Problem } from "../http/problem";
import { body, json, newRouter, nothing, refusals } from "../http/router";
import { db } from "../tenancy/database";
import { entrance, signedIn } from "../tenancy/doors";
import { SessionAnswer, SignIn } from "./contract";
import { SignInWays, SmsCodeRequest } from "./mobile/contract";
import { askForCode, smsIsSetUp } from "./mobile/store";
import { sessions, users } from "./schema";
import { signIn } from "./signing-in/store";
import { endedSession, endSessionCookies, heldSession, letIn, membershipsOf, refreshCookie, renewSession, sessionAnswer } from "./store";

export const identityRoutes = newRouter();

identityRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/session",
    summary: "Sign in",
    description:
      "By e-mail or mobile number with the password, or by mobile number with the code of an SMS. Sets the access and refresh cookies. What is wrong is answered alike for an unknown address or number. An account with a second factor is answered 401 `second-factor-required` until `code` is sent along: six digits of the app, or a recovery code; each is taken once.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(SignIn) },
    responses: { 200: json(SessionAnswer, "Who is signed in, and where they work"), ...refusals },
  }),
  async (c) => {
    const { entrance, facts } = c.var;
    const entered = await signIn(entrance, c.req.valid("json"), c.req.header("cf-connecting-ip"), c.req.header("user-agent"));

    return c.json(await letIn(c, facts, entered), 200);
  },
);

identityRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/session/codes",
    summary: "Ask for a code by SMS to sign in with",
    description:
      "Accepted alike whether or not the number is somebody's: one code a minute, five a day. It is good for ten minutes and five tries.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(SmsCodeRequest) },
    responses: { 202: json(z.strictObject({}), "If the number is somebody's, a code is on its way"), ...refusals },
  }),
  async (c) => {
    await askForCode(c.var.entrance, "sign-in", c.req.valid("json").mobile, c.req.header("cf-connecting-ip"));

    return c.json({}, 202);
  },
);

identityRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/session/ways",
    summary: "What one may sign in by here besides a password",
    tags: ["Identity"],
    security: [],
    responses: { 200: json(SignInWays, "What is set up"), ...refusals },
  }),
  async (c) => c.json({ sms: smsIsSetUp(c.env) }, 200),
);

identityRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/session",
    summary: "Who is signed in, and where they work now",
    tags: ["Identity"],
    middleware: [signedIn()] as const,
    responses: { 200: json(SessionAnswer, "The signed-in person"), ...refusals },
  }),
  async (c) => {
    const { account, caller } = c.var;
    const self = account.from(users);
    const session = account.from(sessions);
    const [[user], members, [found]] = await account.read(
      db.select().from(self).where(eq(self.id, caller.userId)),
      membershipsOf(account, caller.userId),
      db.select({ endedAt: session.endedAt, secondFactor: session.secondFactor }).from(session).where(eq(session.id, caller.sessionId)),
    );
    if (!user) throw new Problem("not-signed-in");
    if (found && found.endedAt !== null) throw new Problem("session-ended");

    return c.json(await sessionAnswer(c.env, user, members, found?.secondFactor ?? false), 200);
  },
);

identityRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/session/renewal",
    summary: "Exchange the refresh cookie for new cookies",
    description:
      "The refresh token turns over. The one before is honoured until its successor has been used: within 30 seconds it is given the same successor, later another, and the former one is void. A void or older one ends the session.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    responses: { 200: json(SessionAnswer, "The signed-in person, with roles as they are now"), ...refusals },
  }),
  async (c) => {
    const { entrance, facts } = c.var;
    const entered = await renewSession(entrance, getCookie(c, refreshCookie) ?? "").catch((error: unknown) => {
      if (error instanceof Problem && error.code === "session-ended") endSessionCookies(c);
      throw error;
    });

    return c.json(await letIn(c, facts, entered), 200);
  },
);

identityRoutes.openapi(
  createRoute({
    method: "delete",
    path: "/api/v1/session",
    summary: "Sign out",
    description: "Ends this session and takes its cookies back, whether or not the access token still lasts.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    responses: { 204: nothing("Signed out"), ...refusals },
  }),
  async (c) => {
    const { entrance, caller } = c.var;
    const held = await heldSession(entrance, caller?.sessionId, getCookie(c, refreshCookie) ?? "");
    if (held) {
      const own = entrance.actingAs(held.holder);
      await own.change({ ...endedSession(own, held.sessionId, "signed-out"), location: null, status: 204 });
    }
    endSessionCookies(c);

    return c.body(null, 204);
  },
);
