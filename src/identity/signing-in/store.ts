import { sql } from "drizzle-orm";
import { Problem } from "../../http/problem";
import { passwordMatches } from "../../secrets/password";
import { carriedKeys } from "../../tenancy/carried";
import type { EntranceScope } from "../../tenancy/entrance";
import type { Guard, Write } from "../../tenancy/scope";
import type { SignIn } from "../contract";
import { subscriberOf } from "../rules";
import { sessions } from "../schema";
import { typedCode } from "../second-factor/rules";
import { type SpentCode, spentCode } from "../second-factor/store";
import {
  counterOf,
  type Entered,
  emailHash,
  emailHashes,
  findByEmail,
  forgetTries,
  membershipsOf,
  personOf,
  refuseExcess,
  sessionRow,
  takeBackTry,
  type UserRow,
} from "../store";

/**
 * Opens a session for whoever knows an account's password and, where it has a second factor, brings a code. The try is
 * counted before anything is known of it, and a wrong password costs as much time as an unknown address. That a code is
 * needed is said only to who knows the password.
 *
 * @param address the caller's, where the network says it
 * @throws Problem `wrong-credentials`, `second-factor-required`, `wrong-code`, `too-many-attempts`
 */
export async function signIn(
  entrance: EntranceScope,
  { email, password, code }: SignIn,
  address: string | undefined,
  userAgent: string | undefined,
): Promise<Entered> {
  const { facts } = entrance;
  const hash = await emailHash(facts.env, email);
  const hashes = await emailHashes(facts.env, email);
  const account = await counterOf(facts.env, "signInToAccount", hash);
  const subscriber = address ? [await counterOf(facts.env, "signInFromAddress", subscriberOf(address))] : [];
  const codes = code === undefined ? [] : [await counterOf(facts.env, "code", hash)];
  const counters = [account, ...codes, ...subscriber];
  const [{ tries, rows }] = await Promise.all([
    entrance.readCounted(
      counters,
      findByEmail(entrance, hashes),
      membershipsOf(entrance, sql`(select id from users where email_hash in ${hashes})`),
    ),
    // Beside it, so that a recovery code costs no trip of its own.
    typedCode(code ?? "")?.kind === "recovery-code" ? carriedKeys(facts, "recovery-code") : null,
  ]);
  refuseExcess(counters, tries, facts.now);
  const [[user], members] = rows;
  if (!(await passwordMatches(password, user?.passwordHash)) || !user) throw new Problem("wrong-credentials");

  const own = entrance.actingAs(personOf(user));
  const rightTry = subscriber.map((counter) => takeBackTry(own, counter));
  const spent = user.secondFactorSince === null ? null : await codeBrought(own, user, code, rightTry);
  const session = await sessionRow(facts, user.id, userAgent, spent !== null);
  await own.change({
    event: "session.opened",
    entity: "session",
    entityId: session.row.id,
    label: session.row.device,
    changes: spent ? [{ field: "secondFactor", from: null, to: spent.kind }] : [],
    guards: [spent?.guard ?? withoutSecondFactor(user.id)],
    writes: [
      ...(spent ? [spent.write] : []),
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
