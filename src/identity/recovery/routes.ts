import { createRoute } from "@hono/zod-openapi";
import { and, eq, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import { invalidField, Problem } from "../../http/problem";
import { body, json, newRouter, nothing, refusals } from "../../http/router";
import { openLink } from "../../secrets/link";
import { hashPassword } from "../../secrets/password";
import { db } from "../../tenancy/database";
import { entrance } from "../../tenancy/doors";
import { newId } from "../../tenancy/ids";
import { ResetCompletion, ResetRequest } from "../contract";
import { limits, passwordFits, resetLastsMs, subscriberOf } from "../rules";
import { passwordResets, users } from "../schema";
import { counterOf, emailHash, emailOf, endSessions, findByEmail, forgetTries, refuseExcess } from "../store";

export const recoveryRoutes = newRouter();

recoveryRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/password-resets",
    summary: "Ask for a link that lets one choose a new password",
    description:
      "Always accepted: neither the answer nor its duration tells whether there is such an account. The link is good once, for an hour.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(ResetRequest) },
    responses: { 202: json(z.strictObject({}), "If there is such an account, a letter is on its way"), ...refusals },
  }),
  async (c) => {
    const { entrance, facts } = c.var;
    const hash = await emailHash(c.env, c.req.valid("json").email);
    const address = c.req.header("cf-connecting-ip");
    const account = await counterOf(c.env, "resetOfAccount", hash);
    const subscriber = address ? [await counterOf(c.env, "resetFromAddress", subscriberOf(address))] : [];
    const { tries, rows } = await entrance.readCounted([...subscriber, account], findByEmail(entrance, hash));
    refuseExcess(subscriber, tries.slice(0, subscriber.length), facts.now);
    const [[user]] = rows;
    const asked = (tries.at(-1)?.tries ?? 1) <= limits.resetOfAccount.times ? user : undefined;

    const id = newId(facts.now);
    const about = { entity: "password-reset", entityId: id, location: null, status: 202 };
    if (asked) {
      const own = entrance.actingAs(entrance.actor, asked.id);
      await own.change({
        ...about,
        event: "password-reset.asked",
        writes: [
          own.insert(passwordResets, { id, userId: asked.id, createdAt: facts.now, expiresAt: facts.now + resetLastsMs, usedAt: null }),
        ],
        letters: [
          { onceKey: `password-reset:${id}`, template: "password-reset", to: { kind: "user", id: asked.id }, params: { reset: id } },
        ],
      });
    } else {
      await entrance.change({ ...about, event: "password-reset.declined", writes: [] }); // a write too, so that it takes as long
    }

    return c.json({}, 202);
  },
);

recoveryRoutes.openapi(
  createRoute({
    method: "post",
    path: "/api/v1/password-resets/completion",
    summary: "Choose a new password by the link of a letter",
    description: "Ends every session of the account.",
    tags: ["Identity"],
    security: [],
    middleware: [entrance()] as const,
    request: { body: body(ResetCompletion) },
    responses: { 204: nothing("The new password is in force"), ...refusals },
  }),
  async (c) => {
    const { entrance, facts } = c.var;
    const { token, password } = c.req.valid("json");
    const id = await openLink(c.env, "reset", token);
    if (!id) throw new Problem("not-found");
    const reset = entrance.from(passwordResets);
    const account = entrance.from(users);
    const [[found], [user]] = await entrance.read(
      db.select().from(reset).where(eq(reset.id, id)),
      db
        .select()
        .from(account)
        .where(eq(account.id, sql`(select user_id from password_resets where id = ${id})`)),
    );
    if (!found || !user) throw new Problem("not-found");
    const own = entrance.actingAs(entrance.actor, user.id);
    if (found.usedAt !== null || found.expiresAt <= facts.now) {
      await own.recall();
      throw new Problem("reset-closed");
    }
    if (!passwordFits(password, await emailOf(c.env, user))) throw invalidField("/password", "password-is-email");

    await own.change({
      event: "password.reset",
      entity: "user",
      entityId: user.id,
      by: { id: user.id, name: user.name, side: "user" },
      changes: [{ field: "password" }],
      guards: [{ code: "reset-closed", holds: sql`exists (select 1 from password_resets where id = ${id} and used_at is null)` }],
      writes: [
        own.update(passwordResets, { usedAt: facts.now }, and(eq(passwordResets.userId, user.id), isNull(passwordResets.usedAt))),
        own.update(users, { passwordHash: await hashPassword(password), version: sql`version + 1` }, eq(users.id, user.id)),
        endSessions(own, "password-reset", sql`user_id = ${user.id}`),
        forgetTries(own, await counterOf(c.env, "signInToAccount", user.emailHash)),
      ],
      location: null,
      status: 204,
    });

    return c.body(null, 204);
  },
);
