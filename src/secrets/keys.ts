/**
 * Keys that the master key yields, one per purpose, so that no two uses ever share one.
 * Imported once per isolate.
 */
const purposes = {
  /** Finds a member of staff by e-mail without keeping it readable. */
  "email-hash": { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Encrypts staff e-mail in the directory. */
  "email-cipher": { name: "AES-GCM", length: 256 },
  /** Finds a member of staff by mobile number without keeping it readable. */
  "mobile-hash": { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Encrypts staff's mobile numbers in the directory. */
  "mobile-cipher": { name: "AES-GCM", length: 256 },
  /** Encrypts staff's user ids at 企業微信. */
  "wecom-cipher": { name: "AES-GCM", length: 256 },
  /** Makes the codes that go by SMS, so that none is stored. */
  "sms-code": { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Encrypts the secret of an account's second factor. */
  "second-factor": { name: "AES-GCM", length: 256 },
  /** Knows a recovery code without keeping it. */
  "recovery-code": { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Makes the secrets of single-use links, so that none is stored. */
  link: { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Makes refresh secrets, so that the current one can be given again though only its hash is kept. */
  refresh: { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Tells a replay from another request under the same key. */
  "request-mac": { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Wraps the keys of agencies, each under its own. */
  "agency-key": { name: "AES-GCM", length: 256 },
  /** Counts tries per address and account without keeping either. */
  attempts: { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Wraps what a former master key yielded and nobody can make anew. */
  "carried-key": { name: "AES-GCM", length: 256 },
  /** Makes the name by which a master key is told from another, and nothing else. */
  "key-name": { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Signs the page of a public form, so that what comes back was rendered by us and for this form. */
  "form-token": { name: "HMAC", hash: "SHA-256", length: 256 },
  /** Knows a phone again across the agencies of a project, without keeping it. */
  "project-phone": { name: "HMAC", hash: "SHA-256", length: 256 },
} as const;

export type Purpose = keyof typeof purposes;

const imported = new Map<string, Promise<CryptoKey>>();

/** The key that seals and hashes what is written. @param master else the one of today */
export function keyFor(env: Env, purpose: Purpose, master = env.MASTER_KEY): Promise<CryptoKey> {
  const cacheKey = `${purpose}:${master}`;
  const known = imported.get(cacheKey) ?? derive(master, purpose);
  imported.set(cacheKey, known);

  return known;
}

/** Every key that may have made what is read: today's first, then, while the master key is turned, the one before. */
export function keysFor(env: Env, purpose: Purpose): Promise<CryptoKey[]> {
  const masters = [env.MASTER_KEY, ...(env.MASTER_KEY_PREVIOUS ? [env.MASTER_KEY_PREVIOUS] : [])];

  return Promise.all(masters.map((master) => keyFor(env, purpose, master)));
}

/** What a master key yields for a purpose, as bytes: to be carried on when the key itself goes. */
export async function bytesFor(master: string, purpose: Purpose): Promise<ArrayBuffer> {
  return crypto.subtle.deriveBits(derivation(purpose), await baseOf(master), 256);
}

async function derive(master: string, purpose: Purpose): Promise<CryptoKey> {
  const uses: KeyUsage[] = purposes[purpose].name === "HMAC" ? ["sign", "verify"] : ["encrypt", "decrypt"];

  return crypto.subtle.deriveKey(derivation(purpose), await baseOf(master), purposes[purpose], false, uses) as Promise<CryptoKey>;
}

const derivation = (purpose: Purpose) => ({
  name: "HKDF",
  hash: "SHA-256",
  salt: new Uint8Array(32),
  info: new TextEncoder().encode(`tuantuo/${purpose}/1`),
});

async function baseOf(master: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(master), (character) => character.charCodeAt(0));
  if (bytes.length !== 32) throw new Error("MASTER_KEY must be 32 bytes in base64");

  return crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey", "deriveBits"]);
}

type KeyUsage = "sign" | "verify" | "encrypt" | "decrypt";
