import { keyFor, keysFor, type Purpose } from "./keys";

const encoder = new TextEncoder();

/** A keyed hash, base64url. Equal text gives an equal hash under one key; without the key nothing can be told. */
export async function keyedHash(env: Env, purpose: Purpose, text: string | ArrayBuffer): Promise<string> {
  return hashWith(await keyFor(env, purpose), text);
}

/** The hashes under which a text may stand: today's first, then, while the master key is turned, that of the key before. */
export async function keyedHashes(env: Env, purpose: Purpose, text: string | ArrayBuffer): Promise<string[]> {
  return Promise.all((await keysFor(env, purpose)).map((key) => hashWith(key, text)));
}

/** Encrypts one value, bound to its place: a ciphertext moved to another row or column does not open. */
export async function seal(env: Env, purpose: Purpose, place: string, text: string): Promise<string> {
  return sealWith(await keyFor(env, purpose), place, text);
}

/** Opens a value, whichever of the living keys sealed it. @throws Error when it was made for another place or with another key */
export async function unseal(env: Env, purpose: Purpose, place: string, sealed: string): Promise<string> {
  const [key, ...before] = await keysFor(env, purpose);
  const opened = unsealWith(key as CryptoKey, place, sealed);

  return before.reduce((tried, former) => tried.catch(() => unsealWith(former, place, sealed)), opened);
}

export async function hashWith(key: CryptoKey, text: string | ArrayBuffer): Promise<string> {
  return base64url(await crypto.subtle.sign("HMAC", key, typeof text === "string" ? encoder.encode(text) : text));
}

export async function sealWith(key: CryptoKey, place: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(place) }, key, encoder.encode(text));

  return `1.${base64url(iv)}.${base64url(cipher)}`;
}

export async function unsealWith(key: CryptoKey, place: string, sealed: string): Promise<string> {
  const [version, iv, cipher] = sealed.split(".");
  if (version !== "1" || !iv || !cipher) throw new Error("not a sealed value");
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: fromBase64url(iv), additionalData: encoder.encode(place) },
    key,
    fromBase64url(cipher),
  );

  return new TextDecoder().decode(plain);
}

export const base64url = (bytes: ArrayBuffer | Uint8Array) => {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  let binary = "";
  for (const byte of view) binary += String.fromCharCode(byte);

  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

export const fromBase64url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

/** SHA-256, base64url: for secrets that are already random. */
export const digest = async (text: string) => base64url(await crypto.subtle.digest("SHA-256", encoder.encode(text)));

/** 32 random bytes, base64url. */
export const randomSecret = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** Compares without telling by its duration where two texts differ. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [encoder.encode(one), encoder.encode(other)];

  return a.length === b.length && crypto.subtle.timingSafeEqual(a, b);
}
