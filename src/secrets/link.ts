import { keysFor } from "./keys";
import { hashWith, keyedHash, sameText } from "./seal";

/** What a letter's link opens, once; or a receipt's, until it is withdrawn. */
export type LinkKind = "invitation" | "reset" | "receipt";

/** The secret part of a single-use link: a keyed hash of the row's id, so that it is stored nowhere. */
export const linkToken = async (env: Env, kind: LinkKind, id: string): Promise<string> =>
  `${id}.${await keyedHash(env, "link", `${kind}:${id}`)}`;

/**
 * @param carried the keys that made links under master keys before, asked for only where the living ones do not open it
 * @returns the row's id, or null for a token that we did not make for this kind of link
 */
export async function openLink(env: Env, kind: LinkKind, token: string, carried: () => Promise<CryptoKey[]>): Promise<string | null> {
  const id = token.slice(0, Math.max(0, token.lastIndexOf(".")));
  const isOf = async (keys: CryptoKey[]) => {
    const tokens = await Promise.all(keys.map(async (key) => `${id}.${await hashWith(key, `${kind}:${id}`)}`));

    return tokens.some((made) => sameText(token, made));
  };

  return (await isOf(await keysFor(env, "link"))) || (await isOf(await carried())) ? id : null;
}

/** The keyed hash that a code by SMS is cut from, by the id of its row. */
export const codeHash = (env: Env, id: string): Promise<string> => keyedHash(env, "sms-code", id);
