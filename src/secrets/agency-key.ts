import { base64url, fromBase64url, hashWith, seal, sealWith, unseal, unsealWith } from "./seal";
import { agencyKeyPlace } from "./sealed";

/** What an agency's key does: particulars of the public are sealed and found by it alone, so a stolen shard tells nothing. */
export interface AgencyKey {
  /** Which of the agency's keys this is, from 1. */
  number: number;
  /** Encrypts a value for its place: `people/{id}/phone`. */
  seal(place: string, text: string): Promise<string>;
  /** @throws Error when the value was made for another place or with another key */
  open(place: string, sealed: string): Promise<string>;
  /** A keyed hash by which equal values are found; one kind of value never meets another's. */
  hash(kind: HashedKind, text: string): Promise<string>;
}

export type HashedKind = "phone" | "masked-phone" | "identity";

/** A key as its row holds it: random, and wrapped by the master key for this agency and number. */
export interface WrappedKey {
  number: number;
  wrapped: string;
}

export async function newAgencyKey(env: Env, agencyId: string, number = 1): Promise<WrappedKey> {
  const secret = base64url(crypto.getRandomValues(new Uint8Array(32)));

  return { number, wrapped: await seal(env, "agency-key", agencyKeyPlace(agencyId, `${number}`), secret) };
}

const opened = new Map<string, Promise<AgencyKey>>();
const openedAtMost = 500;

/** Unwraps a key, once per isolate. @throws Error when it was wrapped for another agency, or by another master key */
export function openAgencyKey(env: Env, agencyId: string, { number, wrapped }: WrappedKey): Promise<AgencyKey> {
  const known = opened.get(wrapped);
  if (known) return known;
  const [oldest] = opened.keys();
  if (opened.size >= openedAtMost && oldest !== undefined) opened.delete(oldest);
  const key = unwrapped(env, agencyId, { number, wrapped });
  opened.set(wrapped, key);
  key.catch(() => opened.delete(wrapped));

  return key;
}

async function unwrapped(env: Env, agencyId: string, { number, wrapped }: WrappedKey): Promise<AgencyKey> {
  const secret = fromBase64url(await unseal(env, "agency-key", agencyKeyPlace(agencyId, `${number}`), wrapped));
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derived = (use: string, algorithm: { name: string; length: number; hash?: string }, usages: ("encrypt" | "decrypt" | "sign")[]) => {
    const info = new TextEncoder().encode(`tuantuo/agency/${use}/1`);

    return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info }, base, algorithm, false, usages);
  };
  const [cipher, hash] = (await Promise.all([
    derived("cipher", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]),
    derived("hash", { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]),
  ])) as [CryptoKey, CryptoKey];
  const whole = (place: string) => `agencies/${agencyId}/${place}`;

  return {
    number,
    seal: (place, text) => sealWith(cipher, whole(place), text),
    open: (place, sealed) => unsealWith(cipher, whole(place), sealed),
    hash: (kind, text) => hashWith(hash, `${kind}:${text}`),
  };
}
