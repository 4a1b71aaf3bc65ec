import { createRoute } from "@hono/zod-openapi";
import { count, eq, isNull, ne, sql } from "drizzle-orm";
import { invalidField, Problem } from "../../http/problem";
import { body, json, newSection, nothing, refusals } from "../../http/router";
import { passwordMatches } from "../../secrets/password";
import { db } from "../../tenancy/database";
import { signedIn } from "../../tenancy/doors";
import type { AccountScope } from "../../tenancy/entrance";
import { instantOrNull } from "../../time/instant";
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
import { newRecoveryCodes, newSecret, type SpentCode, spentCode, withoutRecoveryCodes } from "./store";

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
    const { user, rightTry } = await ownerOf(account, c.req.valid("json").password);
    if (user.secondFactorSince !== null) throw new Problem("wrong-state");
    const { secret, cipher } = await newSecret(c.env, user.id);

    await account.change({
      ...changeOf(user.id, "second-factor.started"),
      guards: [{ code: "wrong-state", holds: stands(user.id, user.secondFactorCipher, false) }],
      writes: [account.update(users, { secondFactorCipher: cipher, secondFactorStep: 0 }, eq(users.id, user.id)), rightTry],
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
    const { user, members, rightTry } = await readOwner(account);
    if (user.secondFactorCipher === null || user.secondFactorSince !== null) throw new Problem("wrong-state");
    const spent = await spentCode(account, user, c.req.valid("json").code, ["code"]);
    if (!spent) throw invalidField("/code", "wrong-code");
    const codes = await newRecoveryCodes(account, user.id);

    await account.change({
      ...changeOf(user.id, "second-factor.confirmed"),
      guards: [{ code: "wrong-state", holds: stands(user.id, user.secondFactorCipher, false) }, spent.guard],
      writes: [
        spent.write,
        account.update(users, { secondFactorSince: facts.now }, eq(users.id, user.id)),
        ...codes.writes,
        endSessions(account, "second-factor", ne(sessions.id, caller.sessionId)),
        account.update(sessions, { secondFactor: true }, eq(sessions.id, caller.sessionId)),
        rightTry,
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
    const { user, spent, rightTry } = await proven(account, c.req.valid("json"));
    const codes = await newRecoveryCodes(account, user.id);

    await account.change({
      ...changeOf(user.id, "recovery-codes.renewed"),
      guards: [spent.guard],
      writes: [spent.write, ...codes.writes, rightTry],
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
    const { user, members, spent, rightTry } = await proven(account, c.req.valid("json"));

    await account.change({
      ...changeOf(user.id, "second-factor.removed"),
      guards: [spent.guard],
      writes: [
        account.update(users, { secondFactorCipher: null, secondFactorSince: null, secondFactorStep: 0 }, eq(users.id, user.id)),
        account.statement(withoutRecoveryCodes(user.id)),
        account.update(sessions, { secondFactor: false }, isNull(sessions.endedAt)),
        rightTry,
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

/** Nobody else has begun, confirmed or taken it away since it was read. */
const stands = (userId: string, cipher: string | null, isOn: boolean) =>
  sql`exists (select 1 from users where id = ${userId} and second_factor_cipher is ${cipher} and (second_factor_since is not null) = cast(${isOn ? 1 : 0} as integer))`;

/** One's own account, its try counted as those of its password are. @throws Problem `too-many-attempts` */
async function readOwner(account: AccountScope) {
  const { facts, actor } = account;
  const self = account.from(users);
  const counter = await counterOf(facts.env, "signInToAccount", `user:${actor.id}`);
  const { tries, rows } = await account.readCounted([counter], db.select().from(self), membershipsOf(account, actor.id));
  refuseExcess([counter], tries, facts.now);
  const [[user], members] = rows;
  if (!user) throw new Problem("not-signed-in");

  return { user, members, rightTry: forgetTries(account, counter) };
}

/** As {@link readOwner}, for who knows the password. @throws Problem `invalid` */
async function ownerOf(account: AccountScope, password: string) {
  const owner = await readOwner(account);
  if (!(await passwordMatches(password, owner.user.passwordHash))) throw invalidField("/password", "wrong-password");

  return owner;
}

/** As {@link ownerOf}, for who brings a code of the second factor that is in force. @throws Problem `invalid`, `wrong-state` */
async function proven(account: AccountScope, { password, code }: { password: string; code: string }) {
  const owner = await ownerOf(account, password);
  if (owner.user.secondFactorSince === null) throw new Problem("wrong-state");
  const spent: SpentCode | null = await spentCode(account, owner.user, code);
  if (!spent) throw invalidField("/code", "wrong-code");

  return { ...owner, spent };
}
