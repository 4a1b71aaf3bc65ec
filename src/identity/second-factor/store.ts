import { eq, type SQL, sql } from "drizzle-orm";
import { base64url, fromBase64url, hashWith, keyedHash, keyedHashes, seal, unseal } from "../../secrets/seal";
import { factorPlace } from "../../secrets/sealed";
import { carriedKeys } from "../../tenancy/carried";
import type { EntranceScope } from "../../tenancy/entrance";
import type { Guard, Write } from "../../tenancy/scope";
import { recoveryCodes, users } from "../schema";
import { acceptedStep, recoveryCodesFrom, recoveryRandomBytes, secretBytes, shownRecoveryCode, typedCode } from "./rules";

/** What of an account its second factor needs. */
export interface Factor {
  id: string;
  secondFactorCipher: string | null;
  secondFactorStep: number;
  secondFactorSince: number | null;
}

/** A new secret and its ciphertext, bound to the account. */
export async function newSecret(env: Env, userId: string): Promise<{ secret: Uint8Array; cipher: string }> {
  const secret = crypto.getRandomValues(new Uint8Array(secretBytes));

  return { secret, cipher: await seal(env, "second-factor", factorPlace(userId), base64url(secret)) };
}

/** What accepting a code consists of: it is spent in the change that it lets through, or neither happens. */
export interface SpentCode {
  kind: "code" | "recovery-code";
  guard: Guard;
  write: Write;
}

/**
 * Looks whether a code would open an account, and how it is spent. Of two who bring the same one at once, the guard
 * lets one through, as long as the second factor is what it was when it was read; a recovery code is known by its guard
 * alone. What is not yet in force is confirmed by the app's code and nothing else.
 *
 * @param typed as somebody typed it
 * @returns null for a code that is wrong, used, or out of its time
 */
export async function spentCode(own: EntranceScope, factor: Factor, typed: string): Promise<SpentCode | null> {
  const { env, now } = own.facts;
  const code = typedCode(typed);
  if (!code || factor.secondFactorCipher === null) return null;

  if (code.kind === "recovery-code") {
    if (factor.secondFactorSince === null) return null;
    const unused = sql`user_id = ${factor.id} and code_hash in ${await recoveryHashes(own, factor.id, code.value)} and used_at is null`;

    return {
      kind: code.kind,
      guard: { code: "wrong-code", holds: sql`exists (select 1 from recovery_codes where ${unused})` },
      write: own.update(recoveryCodes, { usedAt: now }, unused),
    };
  }

  const secret = fromBase64url(await unseal(env, "second-factor", factorPlace(factor.id), factor.secondFactorCipher));
  const step = acceptedStep(secret, code.value, now, factor.secondFactorStep);
  if (step === null) return null;

  return {
    kind: code.kind,
    guard: {
      code: "wrong-code",
      holds: sql`exists (select 1 from users where id = ${factor.id} and second_factor_cipher = ${factor.secondFactorCipher} and second_factor_since is cast(${factor.secondFactorSince} as integer) and second_factor_step < cast(${step} as integer))`,
    },
    write: own.update(users, { secondFactorStep: step }, eq(users.id, factor.id)),
  };
}

/** Ten new recovery codes in place of all before. @returns them as they are shown, once, and what puts them in force */
export async function newRecoveryCodes(own: EntranceScope, userId: string): Promise<{ shown: string[]; writes: Write[] }> {
  const codes = recoveryCodesFrom(crypto.getRandomValues(new Uint8Array(recoveryRandomBytes)));
  const hashes = await Promise.all(codes.map((code) => recoveryHash(own.facts.env, userId, code)));

  return {
    shown: codes.map(shownRecoveryCode),
    writes: [
      own.statement(withoutRecoveryCodes(userId)),
      own.statement(sql`insert into recovery_codes (user_id, code_hash) select ${userId}, value from json_each(${JSON.stringify(hashes)})`),
    ],
  };
}

export const withoutRecoveryCodes = (userId: string): SQL => sql`delete from recovery_codes where user_id = ${userId}`;

const recoveryHash = (env: Env, userId: string, code: string) => keyedHash(env, "recovery-code", textOf(userId, code));

/** The hashes under which a code may stand, by former master keys too: it was shown once, so nobody could hash it anew. */
async function recoveryHashes({ facts }: EntranceScope, userId: string, code: string): Promise<string[]> {
  const text = textOf(userId, code);
  const carried = await carriedKeys(facts, "recovery-code");

  return [...(await keyedHashes(facts.env, "recovery-code", text)), ...(await Promise.all(carried.map((key) => hashWith(key, text))))];
}

const textOf = (userId: string, code: string) => `${userId}:${code}`;
