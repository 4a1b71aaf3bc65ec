import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { deleteCookie, setCookie } from "hono/cookie";
import type { Facts } from "../http/facts";
import type { SharedContext } from "../http/router";
import type { Language } from "../i18n/names";
import { memberships, tenants } from "../organisations/schema";
import { hashPassword } from "../secrets/password";
import { digest, keyedHash, randomSecret, seal, unseal } from "../secrets/seal";
import { accessSeconds, membershipLimit, signAccess, type TokenMembership } from "../secrets/token";
import { db } from "../tenancy/database";
import { accessCookie } from "../tenancy/doors";
import type { EntranceScope } from "../tenancy/entrance";
import { newId } from "../tenancy/ids";
import { permissionsOf } from "../tenancy/roles";
import type { Guard } from "../tenancy/scope";
import type { SessionAnswer } from "./contract";
import { deviceOf, normalEmail, refreshSeconds } from "./rules";
import { type sessions, users } from "./schema";

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

/** The account with this hash of an e-mail: one row or none. */
export function findByEmail(entrance: EntranceScope, hash: string) {
  const account = entrance.from(users);

  return db.select().from(account).where(eq(account.emailHash, hash)).limit(1);
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
      role: member.role,
      version: member.version,
    })
    .from(member)
    .innerJoin(tenant, eq(tenant.id, member.tenantId))
    .where(and(eq(member.userId, user), eq(member.state, "active"), eq(tenant.state, "open")))
    .orderBy(asc(member.tenantId))
    .limit(membershipLimit);
}

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
    emailCipher: await seal(env, "email-cipher", emailPlace(id), email),
    emailHash: await emailHash(env, email),
    passwordHash: await hashPassword(user.password),
    language: user.language,
    version: 1,
    createdAt: now,
  };
}

/** @returns a user's e-mail, in lower case */
export const emailOf = (env: Env, user: Pick<UserRow, "id" | "emailCipher">): Promise<string> =>
  unseal(env, "email-cipher", emailPlace(user.id), user.emailCipher);

const emailPlace = (userId: string) => `users/${userId}/email`;

/**
 * A session to insert in the change that opens it, and the refresh token that only its cookie will hold.
 * Whoever opens one: `entrance.insert(sessions, session.row)` among the writes, then
 * `setSessionCookies(c, { access: await accessFor(…), refresh: session.refresh })`.
 *
 * @param userAgent the header as it came; only browser and system of it are kept
 */
export async function sessionRow(
  { now }: Facts,
  userId: string,
  userAgent: string | undefined,
): Promise<{ row: SessionRow; refresh: string }> {
  const id = newId(now);
  const secret = randomSecret();

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
    },
    refresh: `${id}.${secret}`,
  };
}

/** An access token for a session, with the memberships as they were just read. */
export const accessFor = (
  { env, now }: Facts,
  user: Pick<UserRow, "id" | "name">,
  sessionId: string,
  members: readonly TokenMembership[],
): Promise<string> => signAccess(env, { userId: user.id, name: user.name, sessionId, memberships: [...members] }, now);

/** Who is signed in, as the client reads it. */
export async function sessionAnswer(env: Env, user: UserRow, members: readonly MemberRow[]): Promise<SessionAnswer> {
  return {
    user: { id: user.id, name: user.name, email: await emailOf(env, user), language: user.language },
    memberships: members.map(({ tenant, kind, name, role }) => ({ tenant, kind, name, role, permissions: permissionsOf(kind, role) })),
  };
}

const cookie = { httpOnly: true, secure: true, sameSite: "Lax" } as const;

/** Without `refresh` the browser keeps the refresh token it has. */
export function setSessionCookies(c: SharedContext, tokens: { access: string; refresh?: string }): void {
  setCookie(c, accessCookie, tokens.access, { ...cookie, path: "/", maxAge: accessSeconds });
  if (tokens.refresh) setCookie(c, refreshCookie, tokens.refresh, { ...cookie, path: refreshPath, maxAge: refreshSeconds });
}

export function endSessionCookies(c: SharedContext): void {
  deleteCookie(c, accessCookie, { ...cookie, path: "/" });
  deleteCookie(c, refreshCookie, { ...cookie, path: refreshPath });
}
