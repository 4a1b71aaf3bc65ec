import { createRoute } from "@hono/zod-openapi";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import { invalidField, Problem } from "../../http/problem";
import { body, json, newSection, nothing, refusals } from "../../http/router";
import { adaptersOf } from "../../messages/adapter";
import { maskedPhone } from "../../people/rules";
import { openMobile, openWecom, sealMobile, sealWecom } from "../../secrets/address";
import { passwordMatches } from "../../secrets/password";
import { db } from "../../tenancy/database";
import { signedIn } from "../../tenancy/doors";
import type { AccountScope } from "../../tenancy/entrance";
import { smsCodes, users } from "../schema";
import { accountCounter, counterOf, forgetTries, refuseExcess, type UserRow } from "../store";
import { MobileConfirmation, MobileRemoval, MobileStart, Reach, ReachEdit } from "./contract";
import { codeCounter, countersOfNumber, freeNumber, isCode, mobileOf, sentCode, smsIsSetUp, spentSmsCode } from "./store";

/** One's own mobile number, which signs in as the e-mail does, and how letters reach one. */
export const mobileRoutes = newSection();

const path = "/api/v1/me/mobile";
const tags = ["Identity"];
const reach = "/api/v1/me/reach";

mobileRoutes.openapi(
  createRoute({
    method: "get",
    path: reach,
    summary: "How one is reached",
    tags,
    middleware: [signedIn()] as const,
    responses: { 200: json(Reach, "Mobile number, 企業微信, and how letters come"), ...refusals },
  }),
  async (c) => {
    const [[user]] = await c.var.account.read(db.select().from(c.var.account.from(users)));
    if (!user) throw new Problem("not-signed-in");

    return c.json(await reachOf(c.env, user), 200);
  },
);

mobileRoutes.openapi(
  createRoute({
    method: "put",
    path: reach,
    summary: "Say how letters should come",
    tags,
    middleware: [signedIn()] as const,
    request: { body: body(ReachEdit) },
    responses: { 200: json(Reach, "As it is now"), ...refusals },
  }),
  async (c) => {
    const { account } = c.var;
    const { lettersBy, wecomId } = c.req.valid("json");
    const self = account.from(users);
    const [[user]] = await account.read(db.select().from(self));
    if (!user) throw new Problem("not-signed-in");
    const wecomCipher = wecomId === undefined ? user.wecomCipher : wecomId && (await sealWecom(c.env, user.id, wecomId));
    const chosen = lettersBy ?? user.lettersBy;
    if (chosen === "sms" && user.mobileCipher === null && lettersBy) throw invalidField("/lettersBy", "required");
    if (chosen === "wecom" && wecomCipher === null && lettersBy) throw invalidField("/wecomId", "required");
    const by = chosen === "wecom" && wecomCipher === null ? "mail" : chosen;

    const [changed] = await account.change({
      event: "account.reach-changed",
      entity: "user",
      entityId: user.id,
      changes: [
        ...(wecomId === undefined ? [] : [{ field: "wecomId" }]),
        ...(by === user.lettersBy ? [] : [{ field: "lettersBy", from: user.lettersBy, to: by }]),
      ],
      guards: [account.at(users, user.id, user.version)],
      writes: [account.update(users, { wecomCipher, lettersBy: by, version: sql`version + 1` }, eq(users.id, user.id))],
      answer: db.select().from(self),
      location: reach,
      status: 200,
    });
    if (!changed) throw new Problem("not-signed-in");

    return c.json(await reachOf(c.env, changed), 200);
  },
);

mobileRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Begin to record a mobile number: sends it a code",
    description: "The password is asked again. One code a minute, five a day, for a number and for an account.",
    tags,
    middleware: [signedIn()] as const,
    request: { body: body(MobileStart) },
    responses: { 202: json(z.strictObject({}), "A code is on its way"), ...refusals },
  }),
  async (c) => {
    const { account, facts } = c.var;
    const { password, mobile: typed } = c.req.valid("json");
    const { mobile, hash } = await mobileOf(c.env, typed);
    if (!smsIsSetUp(c.env)) throw new Problem("sms-not-set-up");
    const { user, rightTry } = await whoKnowsPassword(account, password);
    const counters = await countersOfNumber(c.env, hash);
    const all = [...counters, { ...accountCounter("smsToAccountADay", { userId: user.id }), unlessOver: counters[0] }];
    const { tries } = await account.readCounted(all);
    refuseExcess(all, tries, facts.now);
    const sent = await sentCode(account, { purpose: "mobile", mobile, hash, userId: user.id, language: user.language });
    await account.change({
      ...sent,
      writes: [...sent.writes, rightTry, forgetTries(account, await codeCounter(c.env, "mobile", user.id))],
      location: null,
      status: 202,
    });

    return c.json({}, 202);
  },
);

mobileRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/confirmation`,
    summary: "Confirm a mobile number by the code that was sent to it",
    description: "The number is one's own from then on, in place of any before. A code is good for ten minutes and five tries.",
    tags,
    middleware: [signedIn()] as const,
    request: { body: body(MobileConfirmation) },
    responses: { 200: json(Reach, "Recorded"), ...refusals },
  }),
  async (c) => {
    const { account, facts } = c.var;
    const counter = await codeCounter(c.env, "mobile", account.actor.id);
    const [self, code] = [account.from(users), account.from(smsCodes)];
    const { tries, rows } = await account.readCounted(
      [counter],
      db.select().from(self),
      db
        .select()
        .from(code)
        .where(and(eq(code.purpose, "mobile"), isNull(code.usedAt), gt(code.expiresAt, facts.now)))
        .orderBy(desc(code.id))
        .limit(1),
    );
    refuseExcess([counter], tries, facts.now);
    const [[user], [sent]] = rows;
    if (!user) throw new Problem("not-signed-in");
    if (!(await isCode(facts, sent, c.req.valid("json").code)) || !sent) throw invalidField("/code", "wrong-code");
    const spent = spentSmsCode(account, sent);
    const mobile = await openMobile(c.env, "sms_codes", sent);
    const [mobileCipher, { hash }] = [await sealMobile(c.env, "users", user.id, mobile), await mobileOf(c.env, mobile)];

    const [changed] = await account.change({
      event: "account.mobile-confirmed",
      entity: "user",
      entityId: user.id,
      changes: [{ field: "mobile" }],
      guards: [spent.guard, ...(await freeNumber(c.env, mobile))],
      writes: [
        spent.write,
        account.update(users, { mobileCipher, mobileHash: hash, version: sql`version + 1` }, eq(users.id, user.id)),
        forgetTries(account, counter),
      ],
      answer: db.select().from(self),
      location: reach,
      status: 200,
    });
    if (!changed) throw new Problem("not-signed-in");

    return c.json(await reachOf(c.env, changed), 200);
  },
);

mobileRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/removal`,
    summary: "Take one's mobile number away",
    description: "Nobody signs in by it any more; letters that came by SMS come by mail.",
    tags,
    middleware: [signedIn()] as const,
    request: { body: body(MobileRemoval) },
    responses: { 204: nothing("Taken away"), ...refusals },
  }),
  async (c) => {
    const { account, facts } = c.var;
    const { user, rightTry } = await whoKnowsPassword(account, c.req.valid("json").password);
    await account.change({
      event: "account.mobile-removed",
      entity: "user",
      entityId: user.id,
      changes: [{ field: "mobile" }],
      guards: [{ code: "wrong-state", holds: sql`exists (select 1 from users where id = ${user.id} and mobile_hash is not null)` }],
      writes: [
        account.update(
          users,
          { mobileCipher: null, mobileHash: null, lettersBy: sql`iif(letters_by = 'sms', 'mail', letters_by)`, version: sql`version + 1` },
          eq(users.id, user.id),
        ),
        account.update(smsCodes, { usedAt: facts.now }, isNull(smsCodes.usedAt)),
        rightTry,
      ],
      location: null,
      status: 204,
    });

    return c.body(null, 204);
  },
);

/** The password is asked again before what signs in is changed, its tries counted. @throws Problem `invalid`, `too-many-attempts` */
async function whoKnowsPassword(account: AccountScope, password: string) {
  const counter = await counterOf(account.facts.env, "signInToAccount", `user:${account.actor.id}`);
  const { tries, rows } = await account.readCounted([counter], db.select().from(account.from(users)));
  refuseExcess([counter], tries, account.facts.now);
  const [[user]] = rows;
  if (!user) throw new Problem("not-signed-in");
  if (!(await passwordMatches(password, user.passwordHash))) throw invalidField("/password", "wrong-password");

  return { user, rightTry: forgetTries(account, counter) };
}

async function reachOf(env: Env, { id, mobileCipher, wecomCipher, lettersBy }: UserRow): Promise<Reach> {
  return {
    mobileMasked: mobileCipher && maskedPhone(await openMobile(env, "users", { id, mobileCipher })),
    wecomId: wecomCipher && (await openWecom(env, id, wecomCipher)),
    lettersBy,
    channels: [...adaptersOf(env).keys()],
  };
}
