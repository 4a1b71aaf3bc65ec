import { jwtVerify, SignJWT } from "jose";

/** A tenant that somebody works for, as the access token carries it. */
export interface TokenMembership {
  tenant: string;
  kind: "agency" | "developer";
  role: string;
  /** The agency's shard; null for a developer. */
  shard: string | null;
  /** What moves money needs a second factor there; absent, it does not. */
  requireSecondFactor?: boolean;
}

export interface AccessClaims {
  userId: string;
  sessionId: string;
  name: string;
  memberships: TokenMembership[];
  /** The session was opened, or went on, with a second factor; absent, it was not. */
  secondFactor?: boolean;
}

export const accessSeconds = 600;
/** A cookie ends at 4,096 bytes. */
export const membershipLimit = 20;

/** A signed access token, good for ten minutes from `now` (UTC milliseconds). */
export async function signAccess(env: Env, claims: AccessClaims, now: number): Promise<string> {
  const memberships = claims.memberships
    .slice(0, membershipLimit)
    .map(({ tenant, kind, role, shard, requireSecondFactor }) => [tenant, kind, role, shard, ...(requireSecondFactor ? [1] : [])]);
  const seconds = Math.floor(now / 1000);

  return new SignJWT({ sid: claims.sessionId, name: claims.name, m: memberships, ...(claims.secondFactor ? { f: 1 } : {}) })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(claims.userId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + accessSeconds)
    .sign(await keyOf(env));
}

/** @returns null for a token that is not ours, was altered, or is past its ten minutes */
export async function readAccess(env: Env, token: string, now: number): Promise<AccessClaims | null> {
  const known = verifiedBy(env.TOKEN_KEY).get(token);
  if (known) return known.expiresAt > now ? known.claims : null;

  try {
    const { payload } = await jwtVerify(token, await keyOf(env), { algorithms: ["HS256"], currentDate: new Date(now) });
    const memberships = payload.m as [string, "agency" | "developer", string, string | null, 1?][];
    const claims = {
      userId: payload.sub as string,
      sessionId: payload.sid as string,
      name: payload.name as string,
      memberships: memberships.map(([tenant, kind, role, shard, required]) => ({
        tenant,
        kind,
        role,
        shard,
        requireSecondFactor: required === 1,
      })),
      secondFactor: payload.f === 1,
    };
    remember(env.TOKEN_KEY, token, { claims, expiresAt: (payload.exp ?? 0) * 1000 });

    return claims;
  } catch {
    return null;
  }
}

interface Verified {
  claims: AccessClaims;
  /** UTC milliseconds. */
  expiresAt: number;
}

/** Tokens whose signature this isolate has checked: whoever works sends the same one for ten minutes. */
const verified = new Map<string, Map<string, Verified>>();
const verifiedAtMost = 1000;

function verifiedBy(key: string): Map<string, Verified> {
  const known = verified.get(key) ?? new Map<string, Verified>();
  verified.set(key, known);

  return known;
}

function remember(key: string, token: string, entry: Verified): void {
  const known = verifiedBy(key);
  const [oldest] = known.keys();
  if (known.size >= verifiedAtMost && oldest !== undefined) known.delete(oldest);
  known.set(token, entry);
}

const imported = new Map<string, Promise<CryptoKey>>();

/** Imported once per isolate. @throws Error for a key shorter than 32 bytes */
function keyOf(env: Env): Promise<CryptoKey> {
  const known = imported.get(env.TOKEN_KEY) ?? importKey(env.TOKEN_KEY);
  imported.set(env.TOKEN_KEY, known);

  return known;
}

async function importKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length < 32) throw new Error("TOKEN_KEY must be at least 32 bytes");

  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}
