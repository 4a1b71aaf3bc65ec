import { and, eq, isNull, sql } from "drizzle-orm";
import { invalidField, Problem } from "../../http/problem";
import { openLink } from "../../secrets/link";
import { hashPassword } from "../../secrets/password";
import { carriedKeys } from "../../tenancy/carried";
import { db } from "../../tenancy/database";
import type { EntranceScope } from "../../tenancy/entrance";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import { codeCounter, isCode, mobileOf, openCode, spentSmsCode, stillTheirs } from "../mobile/store";
import { limits, passwordFits, resetLastsMs, subscriberOf } from "../rules";
import { passwordResets, users } from "../schema";
import {
  accountCounter,
  counterOf,
  emailOf,
  endSessions,
  findByName,
  forgetTries,
  nameOfEmail,
  personOf,
  refuseExcess,
  type UserRow,
} from "../store";

/**
 * Sends the account of an address a link, unless there is none or it had three within the hour: then only that is
 * recorded, so that neither answer nor time tells which it was.
 *
 * @param address the caller's, where the network says it
 * @throws Problem `too-many-attempts` for an address that asks for many
 */
export async function askForReset(entrance: EntranceScope, email: string, address: string | undefined): Promise<void> {
  const { env, now } = entrance.facts;
  const name = await nameOfEmail(env, email);
  const account = accountCounter("resetOfAccount", name);
  const subscriber = address ? [await counterOf(env, "resetFromAddress", subscriberOf(address))] : [];
  const { tries, rows } = await entrance.readCounted([...subscriber, account], findByName(entrance, name));
  refuseExcess(subscriber, tries.slice(0, subscriber.length), now);
  const [[user]] = rows;
  const id = newId(now);
  const about = { entity: "password-reset", entityId: id, location: null, status: 202 };
  if (!user || (tries.at(-1)?.tries ?? 1) > limits.resetOfAccount.times) {
    await entrance.change({ ...about, event: "password-reset.declined", writes: [] });
    return;
  }

  const own = entrance.actingAs(entrance.actor, user.id);
  await own.change({
    ...about,
    event: "password-reset.asked",
    writes: [own.insert(passwordResets, { id, userId: user.id, createdAt: now, expiresAt: now + resetLastsMs, usedAt: null })],
    letters: [{ onceKey: `password-reset:${id}`, template: "password-reset", to: { kind: "user", id: user.id }, params: { reset: id } }],
  });
}

/**
 * Puts a new password in force by the link of a letter, once; ends every session and spends every other link.
 *
 * @throws Problem `not-found` for a link that is not ours, `reset-closed` for one that was used or ran out
 */
export async function completeReset(entrance: EntranceScope, token: string, password: string): Promise<void> {
  const { env, now } = entrance.facts;
  const id = await openLink(env, "reset", token, () => carriedKeys(entrance.facts, "link"));
  if (!id) throw new Problem("not-found");
  const reset = entrance.from(passwordResets);
  const account = entrance.from(users);
  const [[found], [user]] = await entrance.read(
    db.select().from(reset).where(eq(reset.id, id)),
    db
      .select()
      .from(account)
      .where(eq(account.id, sql`(select user_id from password_resets where id = ${id})`)),
  );
  if (!found || !user) throw new Problem("not-found");
  const own = entrance.actingAs(entrance.actor, user.id);
  if (found.usedAt !== null || found.expiresAt <= now) {
    await own.recall();
    throw new Problem("reset-closed");
  }
  await putInForce(own, user, password, {
    guards: [{ code: "reset-closed", holds: sql`exists (select 1 from password_resets where id = ${id} and used_at is null)` }],
    writes: [],
  });
}

/**
 * The same by the code that was sent to a mobile number. A wrong code and a number that is nobody's are answered alike.
 *
 * @throws Problem `wrong-sms-code`, `too-many-attempts`, `invalid`
 */
export async function completeResetBySms(entrance: EntranceScope, typed: string, code: string, password: string): Promise<void> {
  const { facts } = entrance;
  const { hash, name } = await mobileOf(facts.env, typed);
  const counter = await codeCounter(facts.env, "reset", hash);
  const { tries, rows } = await entrance.readCounted(
    [counter],
    findByName(entrance, name),
    openCode(entrance, "reset", [name.mobileHash, ...name.earlier]),
  );
  refuseExcess([counter], tries, facts.now);
  const [[user], [sent]] = rows;
  const isRight = await isCode(facts, sent, code);
  if (!isRight || !user || !sent || sent.userId !== user.id) throw new Problem("wrong-sms-code");
  const own = entrance.actingAs(entrance.actor, user.id);
  const spent = spentSmsCode(own, sent);

  await putInForce(own, user, password, { guards: [spent.guard, stillTheirs(user)], writes: [spent.write, forgetTries(own, counter)] });
}

/** Every session ends, every other way to a new password is spent. @throws Problem `invalid` where the password is the e-mail */
async function putInForce(own: EntranceScope, user: UserRow, password: string, way: { guards: Guard[]; writes: Write[] }): Promise<void> {
  const { env, now } = own.facts;
  const email = await emailOf(env, user);
  if (!passwordFits(password, email)) throw invalidField("/password", "password-is-email");

  await own.change({
    event: "password.reset",
    entity: "user",
    entityId: user.id,
    by: personOf(user),
    changes: [{ field: "password" }],
    guards: way.guards,
    writes: [
      ...way.writes,
      own.update(passwordResets, { usedAt: now }, and(eq(passwordResets.userId, user.id), isNull(passwordResets.usedAt))),
      own.update(users, { passwordHash: await hashPassword(password), version: sql`version + 1` }, eq(users.id, user.id)),
      endSessions(own, "password-reset", sql`user_id = ${user.id}`),
      forgetTries(own, accountCounter("signInToAccount", await nameOfEmail(env, email))),
    ],
    location: null,
    status: 204,
  });
}
