import { createRoute } from "@hono/zod-openapi";
import { count, eq, isNull, ne, sql } from "drizzle-orm";
import { invalidField, Problem } from "../../http/problem";
import { body, json, newSection, nothing, refusals } from "../../http/router";
import { passwordMatches } from "../../secrets/password";
import { db } from "../../tenancy/database";
import { signedIn } from "../../tenancy/doors";
import type { AccountScope, Counter } from "../../tenancy/entrance";
import { instantOrNull } from "../../time/instant";
import type { Limit } from "../rules";
import { recoveryCodes, sessions, users } from "../schema";
import { accessFor, counterOf, emailOf, endSessions, forgetTries, membershipsOf, refuseExcess, setSessionCookies } from "../store";
import {
  RecoveryCodes,
  SecondFactor,
  SecondFactorConfirmation,
  SecondFactorProof,
  SecondFactorSecret,
  SecondFactorStart,
} from "./contract";
import { base32, otpauthUri } from "./rules";
import { newRecoveryCodes, newSecret, spentCode, withoutRecoveryCodes } from "./store";

/** One's own second factor. A secret and recovery codes are shown once and never again. */
export const secondFactorRoutes = newSection();

const path = "/api/v1/me/second-factor";
const tags = ["Identity"];

secondFactorRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "Whether one has a second factor",
    tags,
    middleware: [signedIn()] as const,
    responses: { 200: json(SecondFactor, "The second factor"), ...refusals },
  }),
  async (c) => {
    const { account } = c.var;
    const [self, code] = [account.from(users), account.from(recoveryCodes)];
    const [[user], [left]] = await account.read(
      db.select({ cipher: self.secondFactorCipher, since: self.secondFactorSince }).from(self),
      db.select({ codes: count() }).from(code).where(isNull(code.usedAt)),
    );
    if (!user) throw new Problem("not-signed-in");
    const state = user.since !== null ? "on" : user.cipher !== null ? "started" : "off";

    return c.json({ state, since: instantOrNull(user.since), recoveryCodesLeft: left?.codes ?? 0 } as const, 200);
  },
);

secondFactorRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Begin to set up a second factor",
    description: "Answers the secret, once. It is asked for only after a first code has confirmed it; beginning again makes a new one.",
    tags,
    middleware: [signedIn()] as const,
    request: { body: body(SecondFactorStart) },
    responses: { 201: json(SecondFactorSecret, "What an authenticator app needs"), ...refusals },
  }),
  async (c) => {
    const { account } = c.var;
    const { user, rightTry } = await readOwner(account, [await ownCounter(account, "signInToAccount")]);
    if (!(await passwordMatches(c.req.valid("json").password, user.passwordHash))) throw invalidField("/password", "wrong-password");
    if (user.secondFactorSince !== null) throw new Problem("wrong-state");
    const { secret, cipher } = await newSecret(c.env, user.id);

    await account.change({
      ...changeOf(user.id, "second-factor.started"),
      guards: [{ code: "wrong-state", holds: sql`exists (select 1 from users where id = ${user.id} and second_factor_since is null)` }],
      writes: [account.update(users, { secondFactorCipher: cipher, secondFactorStep: 0 }, eq(users.id, user.id)), ...rightTry],
      status: 201,
    });

    return c.json({ secret: base32(secret), uri: otpauthUri(base32(secret), await emailOf(c.env, user)) }, 201);
  },
);

secondFactorRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/confirmation`,
    summary: "Put the second factor in force with a first code",
    description: "Answers ten recovery codes, once. Ends every other session: none was opened with a second factor. This one has it now.",
    tags,
    middleware: [signedIn()] as const,
    request: { body: body(SecondFactorConfirmation) },
    responses: { 200: json(RecoveryCodes, "In force"), ...refusals },
  }),
  async (c) => {
    const { account, caller, facts } = c.var;
    const { user, members, rightTry } = await readOwner(account, [await ownCounter(account, "code")]);
    if (user.secondFactorCipher === null || user.secondFactorSince !== null) throw new Problem("wrong-state");
    const spent = await spentCode(account, user, c.req.valid("json").code);
    if (!spent) throw invalidField("/code", "wrong-code");
    const codes = await newRecoveryCodes(account, user.id);

    await account.change({
      ...changeOf(user.id, "second-factor.confirmed"),
      guards: [spent.guard],
      writes: [
        spent.write,
        account.update(users, { secondFactorSince: facts.now }, eq(users.id, user.id)),
        ...codes.writes,
        endSessions(account, "second-factor", ne(sessions.id, caller.sessionId)),
        account.update(sessions, { secondFactor: true }, eq(sessions.id, caller.sessionId)),
        ...rightTry,
      ],
      status: 200,
    });
    setSessionCookies(c, { access: await accessFor(facts, user, caller.sessionId, members, true) });

    return c.json({ recoveryCodes: codes.shown }, 200);
  },
);

secondFactorRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/recovery-codes`,
    summary: "Make new recovery codes",
    description: "Answers ten, once; those before open nothing any more.",
    tags,
    middleware: [signedIn()] as const,
    request: { body: body(SecondFactorProof) },
    responses: { 200: json(RecoveryCodes, "The new codes"), ...refusals },
  }),
  async (c) => {
    const { account } = c.var;
    const { user, guard, accepted } = await proven(account, c.req.valid("json"));
    const codes = await newRecoveryCodes(account, user.id);

    await account.change({
      ...changeOf(user.id, "recovery-codes.renewed"),
      guards: [guard],
      writes: [...accepted, ...codes.writes],
      status: 200,
    });

    return c.json({ recoveryCodes: codes.shown }, 200);
  },
);

secondFactorRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/removal`,
    summary: "Do without a second factor",
    description: "What moves money is then refused in tenants that require one.",
    tags,
    middleware: [signedIn()] as const,
    request: { body: body(SecondFactorProof) },
    responses: { 204: nothing("Taken away"), ...refusals },
  }),
  async (c) => {
    const { account, caller, facts } = c.var;
    const { user, members, guard, accepted } = await proven(account, c.req.valid("json"));

    await account.change({
      ...changeOf(user.id, "second-factor.removed"),
      guards: [guard],
      writes: [
        ...accepted,
        account.update(users, { secondFactorCipher: null, secondFactorSince: null, secondFactorStep: 0 }, eq(users.id, user.id)),
        account.statement(withoutRecoveryCodes(user.id)),
        account.update(sessions, { secondFactor: false }, isNull(sessions.endedAt)),
      ],
      status: 204,
    });
    setSessionCookies(c, { access: await accessFor(facts, user, caller.sessionId, members) });

    return c.body(null, 204);
  },
);

/** What every change of a second factor has in common. None is repeated: what it answered was a secret, or nothing. */
const changeOf = (userId: string, event: string) => ({
  event,
  entity: "user",
  entityId: userId,
  changes: [{ field: "secondFactor" }],
  location: null,
});

/** Counters of one's own tries: of a password, and of a code. A password that is right forgives no wrong codes. */
const ownCounter = (account: AccountScope, limit: "signInToAccount" | "code") =>
  counterOf(account.facts.env, limit, `user:${account.actor.id}`);

/** One's own account and where one works, the try counted first. @throws Problem `too-many-attempts` */
async function readOwner(account: AccountScope, counters: readonly (Counter & Limit)[]) {
  const { facts, actor } = account;
  const { tries, rows } = await account.readCounted(counters, db.select().from(account.from(users)), membershipsOf(account, actor.id));
  refuseExcess(counters, tries, facts.now);
  const [[user], members] = rows;
  if (!user) throw new Problem("not-signed-in");

  return { user, members, rightTry: counters.map((counter) => forgetTries(account, counter)) };
}

/** What takes a second factor away or renews its codes: password and code. @throws Problem `invalid`, `wrong-state`, `too-many-attempts` */
async function proven(account: AccountScope, { password, code }: { password: string; code: string }) {
  const counters = [await ownCounter(account, "signInToAccount"), await ownCounter(account, "code")];
  const { user, members, rightTry } = await readOwner(account, counters);
  if (!(await passwordMatches(password, user.passwordHash))) throw invalidField("/password", "wrong-password");
  if (user.secondFactorSince === null) throw new Problem("wrong-state");
  const spent = await spentCode(account, user, code);
  if (!spent) throw invalidField("/code", "wrong-code");

  return { user, members, guard: spent.guard, accepted: [spent.write, ...rightTry] };
}
