import { and, eq, isNull, sql } from "drizzle-orm";
import { invalidField, Problem } from "../../http/problem";
import { openLink } from "../../secrets/link";
import { hashPassword } from "../../secrets/password";
import { carriedKeys } from "../../tenancy/carried";
import { db } from "../../tenancy/database";
import type { EntranceScope } from "../../tenancy/entrance";
import { newId } from "../../tenancy/ids";
import { limits, passwordFits, resetLastsMs, subscriberOf } from "../rules";
import { passwordResets, users } from "../schema";
import { counterOf, emailHash, emailHashes, emailOf, endSessions, findByEmail, forgetTries, personOf, refuseExcess } from "../store";

/**
 * Sends the account of an address a link, unless there is none or it had three within the hour: then only that is
 * recorded, so that neither answer nor time tells which it was.
 *
 * @param address the caller's, where the network says it
 * @throws Problem `too-many-attempts` for an address that asks for many
 */
export async function askForReset(entrance: EntranceScope, email: string, address: string | undefined): Promise<void> {
  const { env, now } = entrance.facts;
  const hash = await emailHash(env, email);
  const account = await counterOf(env, "resetOfAccount", hash);
  const subscriber = address ? [await counterOf(env, "resetFromAddress", subscriberOf(address))] : [];
  const { tries, rows } = await entrance.readCounted([...subscriber, account], findByEmail(entrance, await emailHashes(env, email)));
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
  const email = await emailOf(env, user);
  if (!passwordFits(password, email)) throw invalidField("/password", "password-is-email");

  await own.change({
    event: "password.reset",
    entity: "user",
    entityId: user.id,
    by: personOf(user),
    changes: [{ field: "password" }],
    guards: [{ code: "reset-closed", holds: sql`exists (select 1 from password_resets where id = ${id} and used_at is null)` }],
    writes: [
      own.update(passwordResets, { usedAt: now }, and(eq(passwordResets.userId, user.id), isNull(passwordResets.usedAt))),
      own.update(users, { passwordHash: await hashPassword(password), version: sql`version + 1` }, eq(users.id, user.id)),
      endSessions(own, "password-reset", sql`user_id = ${user.id}`),
      forgetTries(own, await counterOf(env, "signInToAccount", await emailHash(env, email))),
    ],
    location: null,
    status: 204,
  });
}
