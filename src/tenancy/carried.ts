import { sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { fromBase64url, unseal } from "../secrets/seal";
import { carriedPlace } from "../secrets/sealed";
import { execute, rawStatement } from "./database";
import { databaseOf } from "./shards";

/** What former master keys yielded that lives on, since nobody but its holder could make it anew: links on paper, recovery codes. */
export type CarriedPurpose = "link" | "recovery-code";

const rememberedMs = 60_000;
const remembered = new Map<string, { at: number; keys: Promise<Record<CarriedPurpose, CryptoKey[]>> }>();

/** Keys of former master keys for a purpose; an isolate asks the directory once a minute, and only for what today's keys did not make. */
export async function carriedKeys(facts: Facts, purpose: CarriedPurpose): Promise<CryptoKey[]> {
  const { env, now } = facts;
  const known = remembered.get(env.MASTER_KEY);
  const isFresh = known && now - known.at < rememberedMs && now >= known.at;
  const entry = isFresh ? known : { at: now, keys: read(facts) };
  remembered.set(env.MASTER_KEY, entry);
  entry.keys.catch(() => remembered.delete(env.MASTER_KEY));

  return (await entry.keys)[purpose];
}

async function read({ env, cost }: Facts): Promise<Record<CarriedPurpose, CryptoKey[]>> {
  const statement = rawStatement(sql`select id, purpose, wrapped from carried_keys order by id limit 100`);
  const [found] = await execute(databaseOf(env, "DIRECTORY"), [statement], cost);
  const keys: Record<CarriedPurpose, CryptoKey[]> = { link: [], "recovery-code": [] };
  for (const { id, purpose, wrapped } of (found?.results ?? []) as { id: string; purpose: CarriedPurpose; wrapped: string }[]) {
    const bytes = fromBase64url(await unseal(env, "carried-key", carriedPlace(id), wrapped));
    keys[purpose].push(await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]));
  }

  return keys;
}
