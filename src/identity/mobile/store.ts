import { and, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Facts } from "../../http/facts";
import { invalidField, Problem } from "../../http/problem";
import type { Language } from "../../i18n/names";
import { adaptersOf } from "../../messages/adapter";
import { sixDigits, takesSms } from "../../messages/rules";
import { phoneOf } from "../../people/rules";
import { sealMobile } from "../../secrets/address";
import { codeHash } from "../../secrets/link";
import { keyedHashes, sameText } from "../../secrets/seal";
import { db } from "../../tenancy/database";
import type { EntranceScope } from "../../tenancy/entrance";
import { newId } from "../../tenancy/ids";
import type { Change, Guard, Write } from "../../tenancy/scope";
import { limits, smsCodeLastsMs, subscriberOf } from "../rules";
import { smsCodes } from "../schema";
import { type AccountName, accountCounter, counterOf, findByName, forgetTries, refuseExcess, type UserRow } from "../store";

type Purpose = (typeof smsCodes.$inferInsert)["purpose"];

/** What a number is found by: `hash` by today's key, `name` while the master key is turned by the one before too. @throws Problem `invalid` at `/mobile` for what can receive no SMS */
export async function mobileOf(
  env: Env,
  typed: string,
): Promise<{ mobile: string; hash: string; name: Extract<AccountName, { mobileHash: string }> }> {
  const mobile = phoneOf(typed);
  if (mobile === null || !takesSms(mobile)) throw invalidField("/mobile", "wrong-format");

  const [hash = "", ...earlier] = await keyedHashes(env, "mobile-hash", mobile);

  return { mobile, hash, name: { mobileHash: hash, earlier } };
}

/** Guards that a number has no account under the key before: the unique index sees those under today's. */
export async function freeNumber(env: Env, mobile: string): Promise<Guard[]> {
  const [, ...before] = await keyedHashes(env, "mobile-hash", mobile);

  return before.map((hash) => ({ code: "mobile-taken", holds: sql`not exists (select 1 from users where mobile_hash = ${hash})` }));
}

export const smsIsSetUp = (env: Env): boolean => adaptersOf(env).has("sms");

/**
 * Sends a number a code, if it is somebody's: one a minute, five a day. A number that is nobody's is counted, refused and
 * recorded alike and costs the same work; only no message goes out.
 *
 * @param address the caller's, where the network says it
 * @throws Problem `too-many-attempts`, `invalid`, `sms-not-set-up`
 */
export async function askForCode(entrance: EntranceScope, purpose: Purpose, typed: string, address: string | undefined): Promise<void> {
  const { facts } = entrance;
  const { env, now } = facts;
  const { mobile, hash, name } = await mobileOf(env, typed);
  if (!smsIsSetUp(env)) throw new Problem("sms-not-set-up");
  const subscriber = address ? [await counterOf(env, "smsFromAddress", subscriberOf(address))] : [];
  const ofNumber = await countersOfNumber(env, hash);
  const told = [...ofNumber, ...subscriber];
  const ofAccount = { ...accountCounter("smsToAccountADay", name), unlessOver: ofNumber[0] };
  const { tries, rows } = await entrance.readCounted([...told, ofAccount], findByName(entrance, name));
  refuseExcess(told, tries.slice(0, told.length), now);
  const [[user]] = rows;
  // Said of an account it would tell that there is one: its owner asked for others' numbers too often.
  const isDeclined = (tries.at(-1)?.tries ?? 1) > limits.smsToAccountADay.times;
  const own = entrance.actingAs(entrance.actor, user?.id ?? entrance.id);

  await own.change({
    ...(await sentCode(
      own,
      { purpose, mobile, hash, userId: user?.id ?? null, language: user?.language ?? facts.language },
      !user || isDeclined,
    )),
    location: null,
    status: 202,
  });
}

/** One a minute and five a day; what a minute refuses is none of the day's. */
export async function countersOfNumber(env: Env, hash: string) {
  const minute = await counterOf(env, "smsToNumber", hash);

  return [minute, { ...(await counterOf(env, "smsToNumberADay", hash)), unlessOver: minute }];
}

interface NewCode {
  purpose: Purpose;
  mobile: string;
  hash: string;
  userId: string | null;
  language: Language;
}

/** The change that sends a code: earlier ones are good for nothing any more, and its tries begin anew. */
export async function sentCode(own: EntranceScope, { mobile, hash, ...code }: NewCode, isSilent = false) {
  const { env, now } = own.facts;
  const id = newId(now);
  const row = { ...code, id, mobileHash: hash, createdAt: now, expiresAt: now + smsCodeLastsMs, usedAt: null };

  return {
    event: "sms-code.asked",
    entity: "sms-code",
    entityId: id,
    writes: [
      own.update(
        smsCodes,
        { usedAt: now },
        and(eq(smsCodes.mobileHash, hash), eq(smsCodes.purpose, code.purpose), isNull(smsCodes.usedAt)),
      ),
      own.insert(smsCodes, { ...row, mobileCipher: await sealMobile(env, "sms_codes", id, mobile) }),
      forgetTries(own, await codeCounter(env, code.purpose, hash)),
    ],
    letters: isSilent
      ? []
      : [{ onceKey: `sms-code:${id}`, template: `${code.purpose}-code` as const, to: { kind: "code" as const, id }, params: { code: id } }],
  } satisfies Omit<Change, "location" | "status">;
}

/** Five tries at a number's code; another code begins anew. */
export const codeCounter = (env: Env, purpose: Purpose, subject: string) => counterOf(env, "smsCode", `${purpose}:${subject}`);

/** The code of a number that is good now, by any of its hashes: one row or none. */
export function openCode(entrance: EntranceScope, purpose: Purpose, hashes: string[]) {
  const code = entrance.from(smsCodes);

  return db
    .select()
    .from(code)
    .where(and(inArray(code.mobileHash, hashes), eq(code.purpose, purpose), isNull(code.usedAt), gt(code.expiresAt, entrance.facts.now)))
    .orderBy(desc(code.id))
    .limit(1);
}

type CodeRow = typeof smsCodes.$inferSelect;

/** Whether what was typed is the code of a row; it takes as long where there is none. */
export async function isCode({ env }: Facts, row: CodeRow | undefined, typed: string): Promise<boolean> {
  const expected = sixDigits(await codeHash(env, row?.id ?? "none"));

  return sameText(expected, typed.normalize("NFKC").replaceAll(/\s/g, "")) && row !== undefined;
}

/** A code is spent in the change that it lets through: of two who bring it at once, one succeeds. */
export const spentSmsCode = (own: EntranceScope, { id }: CodeRow): { guard: Guard; write: Write } => ({
  guard: { code: "wrong-sms-code", holds: sql`exists (select 1 from sms_codes where id = ${id} and used_at is null)` },
  write: own.update(smsCodes, { usedAt: own.facts.now }, eq(smsCodes.id, id)),
});

/** A guard that a number is still the account's whose code it let through. */
export const stillTheirs = (user: UserRow): Guard => ({
  code: "wrong-sms-code",
  holds: sql`exists (select 1 from users where id = ${user.id} and mobile_hash = ${user.mobileHash})`,
});
