import { sql } from "drizzle-orm";
import { Problem } from "../../http/problem";
import { passwordMatches } from "../../secrets/password";
import { carriedKeys } from "../../tenancy/carried";
import type { EntranceScope } from "../../tenancy/entrance";
import type { Guard, Write } from "../../tenancy/scope";
import type { SignIn } from "../contract";
import { codeCounter, isCode, mobileOf, openCode, spentSmsCode, stillTheirs } from "../mobile/store";
import { subscriberOf } from "../rules";
import { sessions } from "../schema";
import { typedCode } from "../second-factor/rules";
import { type SpentCode, spentCode } from "../second-factor/store";
import {
  accountCounter,
  counterOf,
  type Entered,
  findByName,
  forgetTries,
  idOfName,
  membershipsOf,
  nameOfEmail,
  personOf,
  refuseExcess,
  sessionRow,
  takeBackTry,
  type UserRow,
} from "../store";

/**
 * Opens a session for whoever knows an account's password, or a code that was sent to its mobile number, and, where it has a
 * second factor, brings a code of that. The try is counted before anything is known of it, for the account the same by
 * whichever name it is asked for; what is wrong costs as much time for an unknown address or number. That a second factor is
 * needed is said only to who got so far.
 *
 * @param address the caller's, where the network says it
 * @throws Problem `wrong-credentials`, `wrong-sms-code`, `second-factor-required`, `wrong-code`, `too-many-attempts`
 */
export async function signIn(
  entrance: EntranceScope,
  { email, mobile, password, smsCode, code }: SignIn,
  address: string | undefined,
  userAgent: string | undefined,
): Promise<Entered> {
  const { facts } = entrance;
  const { env } = facts;
  const name = mobile === undefined ? await nameOfEmail(env, email ?? "") : (await mobileOf(env, mobile)).name;
  const numbers = "mobileHash" in name ? [name.mobileHash, ...name.earlier] : [""];
  const account = accountCounter("signInToAccount", name);
  const subscriber = address ? [await counterOf(env, "signInFromAddress", subscriberOf(address))] : [];
  const codes = code === undefined ? [] : [accountCounter("code", name)];
  const texts = smsCode === undefined ? [] : [await codeCounter(env, "sign-in", numbers[0] ?? "")];
  const counters = [account, ...texts, ...codes, ...subscriber];
  const [{ tries, rows }] = await Promise.all([
    entrance.readCounted(
      counters,
      findByName(entrance, name),
      membershipsOf(entrance, idOfName(name)),
      openCode(entrance, "sign-in", numbers),
    ),
    // Beside it, so that a recovery code costs no trip of its own.
    typedCode(code ?? "")?.kind === "recovery-code" ? carriedKeys(facts, "recovery-code") : null,
  ]);
  refuseExcess(counters, tries, facts.now);
  const [[user], members, [sent]] = rows;
  const isRight = smsCode === undefined ? await passwordMatches(password ?? "", user?.passwordHash) : await isCode(facts, sent, smsCode);
  if (!isRight || !user || (smsCode !== undefined && sent?.userId !== user.id))
    throw new Problem(smsCode === undefined ? "wrong-credentials" : "wrong-sms-code");

  const own = entrance.actingAs(personOf(user));
  const rightTry = [...subscriber.map((counter) => takeBackTry(own, counter)), ...texts.map((counter) => forgetTries(own, counter))];
  const spent = user.secondFactorSince === null ? null : await codeBrought(own, user, code, rightTry);
  const text = smsCode !== undefined && sent ? spentSmsCode(own, sent) : null;
  const session = await sessionRow(facts, user.id, userAgent, spent !== null);
  await own.change({
    event: "session.opened",
    entity: "session",
    entityId: session.row.id,
    label: session.row.device,
    changes: [
      ...(text ? [{ field: "signedInBy", from: null, to: "sms-code" }] : []),
      ...(spent ? [{ field: "secondFactor", from: null, to: spent.kind }] : []),
    ],
    guards: [...(text ? [text.guard, stillTheirs(user)] : []), spent?.guard ?? withoutSecondFactor(user.id)],
    writes: [
      ...(spent ? [spent.write] : []),
      ...(text ? [text.write] : []),
      own.insert(sessions, session.row),
      ...[account, ...codes].map((counter) => forgetTries(own, counter)),
      ...rightTry,
    ],
    location: null,
    status: 200,
  });

  return { user, members, sessionId: session.row.id, secondFactor: spent !== null, refresh: session.refresh };
}

/**
 * How the code of a sign-in is spent. A right password without one is recorded (it may be a thief's) and is no wrong try
 * of its address; for the account it counts until the code is right.
 *
 * @throws Problem `second-factor-required`, `wrong-code`
 */
async function codeBrought(own: EntranceScope, user: UserRow, code: string | undefined, rightTry: Write[]): Promise<SpentCode> {
  if (code === undefined) {
    await own.change({ event: "session.code-asked", entity: "user", entityId: user.id, writes: rightTry, location: null, status: 401 });
    throw new Problem("second-factor-required");
  }
  const spent = await spentCode(own, user, code);
  if (!spent) throw new Problem("wrong-code");

  return spent;
}

/** A guard that no second factor has come into force since the account was read. */
const withoutSecondFactor = (userId: string): Guard => ({
  code: "second-factor-required",
  holds: sql`exists (select 1 from users where id = ${userId} and second_factor_since is null)`,
});
