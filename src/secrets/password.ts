import { scrypt } from "node:crypto";
import { base64url, fromBase64url, sameText } from "./seal";

/** 16 MiB and about 0.1 s: what fits an isolate. Stored with each hash, so it can be raised. */
const cost = { N: 2 ** 14, r: 8, p: 5 };

export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));

  return `scrypt.${cost.N}.${cost.r}.${cost.p}.${base64url(salt)}.${base64url(await derive(password, salt, cost))}`;
}

/** Takes as long for an account that does not exist (`stored` undefined), so that its absence cannot be timed. */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  const [, n, r, p, salt, hash] = (stored ?? nobody).split(".");
  const found = base64url(await derive(password, fromBase64url(salt ?? ""), { N: Number(n), r: Number(r), p: Number(p) }));

  return sameText(found, hash ?? "") && stored !== undefined;
}

const nobody = `scrypt.${cost.N}.${cost.r}.${cost.p}.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`;

function derive(password: string, salt: Uint8Array, { N, r, p }: typeof cost): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, 32, { N, r, p, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    );
  });
}
