import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import type { Facts } from "../http/facts";
import { Problem } from "../http/problem";
import type { Language } from "../i18n/names";
import { memberships, tenants } from "../organisations/schema";
import { openAddress, sealAddress } from "../secrets/address";
import { hashPassword } from "../secrets/password";
import { digest, keyedHash, keyedHashes } from "../secrets/seal";
import { accessSeconds, membershipLimit, signAccess, type TokenMembership } from "../secrets/token";
import { db } from "../tenancy/database";
import { accessCookie } from "../tenancy/doors";
import type { Counter, EntranceScope, Tries } from "../tenancy/entrance";
import { newId } from "../tenancy/ids";
import type { Copies } from "../tenancy/projections";
import { permissionsOf, roleMovesMoney } from "../tenancy/roles";
import type { Actor, Guard, Write } from "../tenancy/scope";
import type { SessionAnswer } from "./contract";
import { deviceOf, type Limit, type LimitName, limits, normalEmail, refreshSeconds, refreshVerdict } from "./rules";
import { sessions, users } from "./schema";

export type UserRow = typeof users.$inferSelect;
export type SessionRow = typeof sessions.$inferSelect;

/** A tenant that somebody works for: what the access token, the session's answer and a projection need of it. */
export interface MemberRow extends TokenMembership {
  name: string;
  version: number;
}

export const refreshCookie = "tuantuo_refresh";
const refreshPath = "/api/v1/session";

/** What finds an account without its address being kept readable. */
export const emailHash = (env: Env, email: string): Promise<string> => keyedHash(env, "email-hash", normalEmail(email));

/** The same by every key that an account may still be found by: today's first. */
export const emailHashes = (env: Env, email: string): Promise<string[]> => keyedHashes(env, "email-hash", normalEmail(email));

/** An address as an account is known by it. */
export async function nameOfEmail(env: Env, email: string): Promise<Extract<AccountName, { emailHash: string }>> {
  const [emailHash = "", ...earlier] = await emailHashes(env, email);

  return { emailHash, earlier };
}

/** The account of an address, a number, or itself: one row or none. */
export function findByName(entrance: EntranceScope, name: AccountName) {
  const account = entrance.from(users);
  const where =
    "emailHash" in name
      ? inArray(account.emailHash, [name.emailHash, ...name.earlier])
      : "mobileHash" in name
        ? inArray(account.mobileHash, [name.mobileHash, ...name.earlier])
        : eq(account.id, name.userId);

  return db.select().from(account).where(where).limit(1);
}

/** Guards that an address has no account under the key before: the unique index sees those under today's. */
export async function freeAddress(env: Env, email: string): Promise<Guard[]> {
  const [, ...before] = await emailHashes(env, email);

  return before.map((hash) => ({ code: "email-taken", holds: sql`not exists (select 1 from users where email_hash = ${hash})` }));
}

/** Where somebody works now, at most as many as a token carries. `user` is an id, or a subquery that yields one. */
export function membershipsOf(entrance: EntranceScope, user: string | SQL) {
  const member = entrance.from(memberships);
  const tenant = entrance.from(tenants);

  return db
    .select({
      tenant: tenant.id,
      kind: tenant.kind,
      name: tenant.name,
      shard: tenant.shard,
      requireSecondFactor: tenant.requireSecondFactor,
      role: member.role,
      version: member.version,
    })
    .from(member)
    .innerJoin(tenant, eq(tenant.id, member.tenantId))
    .where(and(eq(member.userId, user), eq(member.state, "active"), eq(tenant.state, "open")))
    .orderBy(asc(member.tenantId))
    .limit(membershipLimit);
}

/** The staff rows of a person in the shards of the agencies they work for, as the directory holds them once the change stands. */
export const staffCopies = (userId: string): Copies => ({
  table: "staff",
  tell: true,
  rows: sql`select t.shard as target, t.id as agency, json_object('agency_id', t.id, 'id', u.id, 'name', u.name, 'role', m.role, 'state', m.state, 'version', m.version) as row
    from memberships m join tenants t on t.id = m.tenant_id join users u on u.id = m.user_id
    where m.user_id = ${userId} and m.state = 'active' and t.kind = 'agency'`,
});

/** A guard that one more tenant still fits into this person's access token. */
export const roomForMembership = (userId: string): Guard => ({
  code: "membership-limit",
  holds: sql`(select count(*) from memberships where user_id = ${userId} and state = 'active') < ${membershipLimit}`,
});

/** A new account's row: the e-mail sealed in its place and hashed to be found by, the password hashed (about 0.1 s). */
export async function newUserRow(
  { env, now }: Facts,
  user: { name: string; email: string; password: string; language: Language },
): Promise<UserRow> {
  const id = newId(now);
  const email = normalEmail(user.email);

  return {
    id,
    name: user.name,
    emailCipher: await sealAddress(env, "users", id, email),
    emailHash: await emailHash(env, email),
    passwordHash: await hashPassword(user.password),
    language: user.language,
    secondFactorCipher: null,
    secondFactorStep: 0,
    secondFactorSince: null,
    mobileCipher: null,
    mobileHash: null,
    wecomCipher: null,
    lettersBy: "mail",
    version: 1,
    createdAt: now,
  };
}

/** @returns a user's e-mail, in lower case */
export const emailOf = (env: Env, user: Pick<UserRow, "id" | "emailCipher">): Promise<string> => openAddress(env, "users", user);

/**
 * A session to insert in the change that opens it, and the refresh token that only its cookie will hold.
 * Whoever opens one: `entrance.insert(sessions, session.row)` among the writes, then
 * `setSessionCookies(c, { access: await accessFor(…), refresh: session.refresh })`.
 *
 * @param userAgent the header as it came; only browser and system of it are kept
 */
export async function sessionRow(
  { env, now }: Facts,
  userId: string,
  userAgent: string | undefined,
  secondFactor = false,
): Promise<{ row: SessionRow; refresh: string }> {
  const id = newId(now);
  const secret = await refreshSecret(env, id, now);

  return {
    row: {
      id,
      userId,
      secretHash: await digest(secret),
      previousHash: null,
      rotatedAt: now,
      device: deviceOf(userAgent ?? ""),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + refreshSeconds * 1000,
      endedAt: null,
      endedWhy: null,
      secondFactor,
    },
    refresh: `${id}.${secret}`,
  };
}

/** Who acts, once an account has been shown to be theirs. */
export const personOf = ({ id, name }: Pick<UserRow, "id" | "name">): Actor => ({ id, name, side: "user" });

/** A session and whose it is, as the entrance reads them together. */
export async function readSession(entrance: EntranceScope, sessionId: string) {
  const session = entrance.from(sessions);
  const account = entrance.from(users);
  const whose = sql`(select user_id from sessions where id = ${sessionId})`;
  const [[found], [user], members] = await entrance.read(
    db.select().from(session).where(eq(session.id, sessionId)),
    db.select().from(account).where(eq(account.id, whose)),
    membershipsOf(entrance, whose),
  );

  return { session: found, user, members };
}

/**
 * Exchanges a refresh token for a new access token and, unless another tab just did, for a new refresh token. The one
 * before stays good until its successor has been used, since the answer with it may be lost on a bad line: it is then
 * given another successor, and the lost one is worth nothing. An older or a replaced one that comes back ends the session:
 * somebody else holds it too.
 *
 * @throws Problem `session-ended`
 */
export async function renewSession(entrance: EntranceScope, token: string): Promise<Entered> {
  const { env, now } = entrance.facts;
  const [sessionId = "", secret = ""] = token.split(".");
  const hash = await digest(secret);

  for (let isLastTry = false; ; isLastTry = true) {
    const { session, user, members } = await readSession(entrance, sessionId);
    const verdict = refreshVerdict(session, hash, now);
    if (!session || !user || verdict === "ended") throw new Problem("session-ended");
    const own = entrance.actingAs(personOf(user));

    if (verdict === "reused") {
      await own.change({ ...endedSession(own, session.id, "reused"), location: null, status: 401 });
      throw new Problem("session-ended");
    }
    if (verdict === "tolerated") {
      await own.recall();
      const refresh = `${sessionId}.${await currentSecret(env, session)}`;

      return { user, members, sessionId, secondFactor: session.secondFactor, refresh };
    }

    // `current` or `unanswered`: what the caller holds becomes the one before.
    const rotatedAt = Math.max(now, session.rotatedAt + 1); // never the secret that it replaces
    const next = await refreshSecret(env, sessionId, rotatedAt);
    try {
      await own.change({
        event: "session.renewed",
        entity: "session",
        entityId: sessionId,
        guards: [
          {
            code: "session-ended",
            holds: sql`exists (select 1 from sessions where id = ${sessionId} and secret_hash = ${session.secretHash} and ended_at is null)`,
          },
        ],
        writes: [
          own.update(
            sessions,
            {
              secretHash: await digest(next),
              previousHash: hash,
              rotatedAt,
              lastUsedAt: now,
              expiresAt: now + refreshSeconds * 1000,
            },
            eq(sessions.id, sessionId),
          ),
        ],
        location: null,
        status: 200,
      });
      return { user, members, sessionId, secondFactor: session.secondFactor, refresh: `${sessionId}.${next}` };
    } catch (error) {
      // Another tab was quicker, or the session was ended this moment: what is true now is read again, once.
      if (isLastTry || !(error instanceof Problem && error.code === "session-ended")) throw error;
    }
  }
}

/**
 * The session that somebody holds who wants to sign out, and who they are; null when there is none to end.
 *
 * @param sessionId from an access token; without it the refresh token speaks for its holder
 */
export async function heldSession(
  entrance: EntranceScope,
  sessionId: string | undefined,
  token: string,
): Promise<{ sessionId: string; holder: Actor } | null> {
  const [claimed = "", secret = ""] = token.split(".");
  if (!sessionId && !secret) return null;
  const { session, user } = await readSession(entrance, sessionId ?? claimed);
  const verdict = refreshVerdict(session, session && sessionId ? session.secretHash : await digest(secret), entrance.facts.now);

  return session && user && verdict !== "reused" && verdict !== "ended" ? { sessionId: session.id, holder: personOf(user) } : null;
}

/** What a change that ends one session consists of. */
export const endedSession = (own: EntranceScope, sessionId: string, why: "signed-out" | "ended" | "reused") => ({
  event: "session.ended",
  entity: "session",
  entityId: sessionId,
  changes: [{ field: "endedWhy", from: null, to: why }],
  writes: [endSessions(own, why, eq(sessions.id, sessionId))],
});

/** Ends the sessions that match and have not ended. */
export const endSessions = (own: EntranceScope, why: string, which: SQL | undefined): Write =>
  own.update(sessions, { endedAt: own.facts.now, endedWhy: why }, and(which, isNull(sessions.endedAt)));

/** A refresh secret is made from its session and the instant of its rotation, so that it can be given again and is stored nowhere. */
const refreshSecret = (env: Env, sessionId: string, rotatedAt: number) => keyedHash(env, "refresh", `${sessionId}:${rotatedAt}`);

/** The secret that a session's row keeps the digest of, whichever key made it. */
async function currentSecret(env: Env, { id, rotatedAt, secretHash }: SessionRow): Promise<string> {
  const made = await keyedHashes(env, "refresh", `${id}:${rotatedAt}`);
  const digests = await Promise.all(made.map(digest));

  return made[Math.max(0, digests.indexOf(secretHash))] as string;
}

/** An access token for a session, with the memberships as they were just read. @param secondFactor whether the session has one */
export const accessFor = (
  { env, now }: Facts,
  user: Pick<UserRow, "id" | "name">,
  sessionId: string,
  members: readonly TokenMembership[],
  secondFactor = false,
): Promise<string> => signAccess(env, { userId: user.id, name: user.name, sessionId, memberships: [...members], secondFactor }, now);

/** Who is signed in, as the client reads it. @param secondFactor whether the session has one */
export async function sessionAnswer(env: Env, user: UserRow, members: readonly MemberRow[], secondFactor: boolean): Promise<SessionAnswer> {
  return {
    user: { id: user.id, name: user.name, email: await emailOf(env, user), language: user.language },
    memberships: members.map(({ tenant, kind, name, role, requireSecondFactor }) => ({
      tenant,
      kind,
      name,
      role,
      permissions: permissionsOf(kind, role),
      needsSecondFactor: requireSecondFactor === true && roleMovesMoney(kind, role) && !secondFactor,
    })),
  };
}

/** Somebody who was just let in: what their cookies and the answer are made of. Without `refresh` the browser keeps the one it has. */
export interface Entered {
  user: UserRow;
  members: readonly MemberRow[];
  sessionId: string;
  /** Whether the session was opened, or goes on, with a second factor. */
  secondFactor: boolean;
  refresh?: string;
}

/** Sets the cookies of somebody who was let in. @returns the body of the answer */
export async function letIn(
  c: Context,
  facts: Facts,
  { user, members, sessionId, secondFactor, refresh }: Entered,
): Promise<SessionAnswer> {
  setSessionCookies(c, { access: await accessFor(facts, user, sessionId, members, secondFactor), refresh });

  return sessionAnswer(facts.env, user, members, secondFactor);
}

const cookie = { httpOnly: true, secure: true, sameSite: "Lax" } as const;

/** Without `refresh` the browser keeps the refresh token it has. */
export function setSessionCookies(c: Context, tokens: { access: string; refresh?: string }): void {
  setCookie(c, accessCookie, tokens.access, { ...cookie, path: "/", maxAge: accessSeconds });
  if (tokens.refresh) setCookie(c, refreshCookie, tokens.refresh, { ...cookie, path: refreshPath, maxAge: refreshSeconds });
}

export function endSessionCookies(c: Context): void {
  deleteCookie(c, accessCookie, { ...cookie, path: "/" });
  deleteCookie(c, refreshCookie, { ...cookie, path: refreshPath });
}

/** A counter of tries: of one subscriber's address (none where the network gives no address), or of one account. */
export async function counterOf(env: Env, limit: LimitName, subject: string): Promise<Counter & Limit> {
  return { key: await keyedHash(env, "attempts", `${limit}:${subject}`), ...limits[limit] };
}

/**
 * What an account is known by, before it is known whether there is one: an address, a number, or itself. `earlier` are the
 * hashes by the key before, while the master key is turned.
 */
export type AccountName = { emailHash: string; earlier: string[] } | { mobileHash: string; earlier: string[] } | { userId: string };

/** The account's id, found by its name: a subquery. */
export function idOfName(name: Exclude<AccountName, { userId: string }>): SQL {
  const [column, hash] = "emailHash" in name ? (["email_hash", name.emailHash] as const) : (["mobile_hash", name.mobileHash] as const);

  return sql`(select id from users where ${sql.raw(column)} in ${[hash, ...name.earlier]})`;
}

/** A counter of tries for one account, the same by whichever name it is asked for; a name that is nobody's has one of its own. */
export function accountCounter(limit: LimitName, name: AccountName): Counter & Limit {
  const of = (where: SQL, otherwise: string) =>
    sql`(select ${limit} || ':' || coalesce((select email_hash from users where ${where}), ${otherwise}))`;
  const key =
    "emailHash" in name
      ? `${limit}:${name.emailHash}`
      : "mobileHash" in name
        ? of(sql`mobile_hash in ${[name.mobileHash, ...name.earlier]}`, name.mobileHash)
        : of(sql`id = ${name.userId}`, name.userId);

  return { key, ...limits[limit] };
}

/** @throws Problem `too-many-attempts`, saying after how many seconds to come back */
export function refuseExcess(counters: readonly Limit[], tries: readonly Tries[], now: number): void {
  const over = tries.filter(({ tries: times }, index) => times > (counters[index]?.times ?? 0));
  if (!over.length) return;
  const endsAt = Math.max(...over.map((window) => window.endsAt));

  throw new Problem("too-many-attempts", [], { "Retry-After": `${Math.ceil((endsAt - now) / 1000)}` });
}

/** An account that was rightly entered starts anew. */
export const forgetTries = (scope: EntranceScope, { key }: Counter): Write => scope.statement(sql`delete from attempts where key = ${key}`);

/** A right password was not one of the wrong tries that an address is limited by. */
export const takeBackTry = (scope: EntranceScope, { key }: Counter): Write =>
  scope.statement(sql`update attempts set tries = tries - 1 where key = ${key} and tries > 0`);
