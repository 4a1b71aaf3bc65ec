import { and, eq, inArray, lt, lte, ne, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { codeHash, linkToken } from "../secrets/link";
import { db } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import { databaseNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import { businessDay } from "../time/business-day";
import { adaptersOf, failureOf, publicOrigin, settingsOf } from "./adapter";
import { type Channel, channels, type FailureReason, holdersOf } from "./contract";
import { type Due, type MessageRow, recipientsOf, standingVisits, visitKey } from "./reaching";
import {
  type Content,
  channelTo,
  type Mail,
  outdated,
  pathOf,
  retryAfterMs,
  sixDigits,
  takesSms,
  triesAtMost,
  writtenLetter,
  writtenSms,
} from "./rules";
import { holders, messages } from "./schema";

/** How long a claimed letter is left alone; then whoever claimed it must have died. */
const claimLastsMs = 10 * 60_000;
const claimedAtOnce = 20;

/**
 * Sends the letters that are due, in every database: each is claimed by one statement, so that two sweeps at once send
 * it once. A letter that cannot be sent is tried again later, five times in all, unless another try would fail alike.
 * Letters of a channel that is not set up wait.
 */
export async function sendDue(facts: Facts): Promise<void> {
  const adapters = adaptersOf(facts.env);
  const doors = databaseNames.map((name) => new SystemScope(facts, "letters", name));
  await Promise.all(doors.map((door) => address(door)));
  await tellOfWaiting(
    doors,
    channels.filter((channel) => !adapters.has(channel)),
  );
  const claimed = (
    await Promise.all(doors.map(async (door) => (await claim(door, [...adapters.keys()])).map((row) => ({ row, door }))))
  ).flat();
  if (!claimed.length) return;
  const written = await composed(facts, claimed, new Set(adapters.keys()));
  const outcomes = await Promise.all(
    claimed.map(async ({ row, door }) => {
      const outcome = await tried(written.get(row.id) ?? "no-recipient", row);
      if (outcome.said !== null)
        console.error(
          JSON.stringify({
            level: "error",
            event: "letter.failed",
            id: row.id,
            template: row.template,
            tries: row.tries,
            reason: outcome.said,
          }),
        );

      return { row, door, ...outcome };
    }),
  );

  await Promise.all(
    [...Map.groupBy(outcomes, ({ door }) => door)].map(([door, group]) =>
      door.run(...group.map((outcome) => settled(door, outcome.row, outcome))),
    ),
  );

  async function tried(mail: Mail | FailureReason, { tries, channel }: MessageRow): Promise<Outcome> {
    if (typeof mail === "string") {
      const isCalledOff = mail === "visit-changed";

      return { state: isCalledOff ? "withdrawn" : "failed", channel, reason: mail, said: isCalledOff ? null : mail, afterMs: 0 };
    }
    const failure = await adapters
      .get(mail.channel)
      ?.send(mail, facts.now)
      .then(() => null, failureOf);
    if (!failure) return { state: "sent", channel: mail.channel, reason: null, said: null, afterMs: 0 };
    const wait = failure.again ? retryAfterMs(tries) : null;

    return {
      state: wait === null ? "failed" : "waiting",
      channel: mail.channel,
      reason: failure.reason,
      said: failure.said,
      afterMs: Math.max(wait ?? 0, failure.afterMs),
    };
  }
}

/** How a try went; `said` is what the log may say of a failure. */
interface Outcome {
  state: "sent" | "failed" | "withdrawn" | "waiting";
  channel: Channel;
  reason: FailureReason | null;
  said: string | null;
  afterMs: number;
}

async function tellOfWaiting(doors: readonly SystemScope[], missing: readonly Channel[]): Promise<void> {
  if (!missing.length) return;
  const waiting = await Promise.all(doors.map((door) => dueChannels(door, missing)));
  for (const channel of new Set(waiting.flat()))
    console.error(JSON.stringify({ level: "error", event: "letters.wait", channel, reason: `${settingsOf[channel]} must be set` }));
}

/**
 * Letters as they are sent, by the id of their row: the address is unsealed and the link made at this moment. One that is
 * not to be sent has the reason instead: its recipient is no more, what it tells of is past or was called off.
 *
 * @param setUp the channels by which letters can go
 */
export async function composed(facts: Facts, due: readonly Due[], setUp: ReadonlySet<Channel>): Promise<Map<string, Mail | FailureReason>> {
  const origin = publicOrigin(facts.env) ?? "";
  const [reach, standing] = await Promise.all([recipientsOf(facts, due), standingVisits(due)]);
  const entries = await Promise.all(
    due.map(async ({ row }): Promise<[string, Mail | FailureReason]> => {
      const content = { template: row.template, params: row.params } as Content;
      if (content.template === "visit-reminder" && !standing.has(visitKey(row.scope, content.params.booking, content.params.version)))
        return [row.id, "visit-changed"];
      const late = outdated(content, row.createdAt, facts.now);
      const recipient = late ?? reach(row);
      if (typeof recipient === "string") return [row.id, recipient];
      const canBe = { mail: true, sms: setUp.has("sms") && recipient.sms !== null, wecom: setUp.has("wecom") && recipient.wecom !== null };
      const channel = channelTo(row.template, row.channel, recipient.lettersBy, canBe);
      const to = recipient[channel];
      if (to === null) return [row.id, noWay[channel]];
      if (channel === "sms" && !takesSms(to)) return [row.id, "no-mobile"];
      const language = row.language ?? recipient.language;
      const link = `${origin}${pathOf(content, await tokenOf(facts.env, content, row.recipientId))}`;
      const written =
        channel === "sms"
          ? writtenSms(content, language, link, await codeOf(facts.env, content))
          : writtenLetter(content, language, link, businessDay(recipient.until, "Asia/Shanghai"));

      return [row.id, { id: row.id, channel, to, language, link, isRepeated: row.firstId !== null, ...written }];
    }),
  );

  return new Map(entries);
}

const noWay: Record<Channel, FailureReason> = { mail: "no-recipient", sms: "no-number", wecom: "no-wecom" };

/**
 * Letters to whoever holds a role become letters to those who hold it now, one row each, and are done; both in one batch,
 * so that two sweeps at once write to nobody twice.
 */
export async function address(door: SystemScope): Promise<void> {
  const { facts } = door;
  const table = door.from(messages);
  const directory = new SystemScope(facts, "letters", "DIRECTORY");
  const holder = directory.from(holders);
  const [rows] = await door.run(
    db
      .select()
      .from(table)
      .where(and(eq(table.channel, "mail"), isDue(table, facts.now), eq(table.recipientKind, "holders")))
      .orderBy(table.dueAt, table.id)
      .limit(claimedAtOnce),
  );

  for (const row of rows) {
    const { tenant, roles } = holdersOf(row.recipientId);
    const [found] = await directory.run(
      db
        .select({ userId: holder.userId })
        .from(holder)
        .where(and(eq(holder.tenantId, tenant), inArray(holder.role, roles), eq(holder.state, "active")))
        .limit(holdersAtMost),
    );
    await door.run(
      ...found.map(({ userId }) => {
        const to = { recipientKind: "user" as const, recipientId: userId, onceKey: `${row.onceKey}:${userId}` };

        return db
          .insert(table)
          .values({ ...row, ...to, id: newId(facts.now) })
          .onConflictDoNothing();
      }),
      db.update(table).set({ state: "sent", sentAt: facts.now }).where(eq(table.id, row.id)),
    );
  }
}

/** Letters are for people, not for crowds. */
const holdersAtMost = 10;

async function tokenOf(env: Env, content: Content, recipientId: string): Promise<string> {
  if (content.template === "invitation") return linkToken(env, "invitation", recipientId);

  return content.template === "password-reset" ? linkToken(env, "reset", content.params.reset) : "";
}

async function codeOf(env: Env, content: Content): Promise<string> {
  const isCode = content.template === "sign-in-code" || content.template === "reset-code" || content.template === "mobile-code";

  return isCode ? sixDigits(await codeHash(env, content.params.code)) : "";
}

const isDue = (table: typeof messages, now: number) =>
  and(sql`${table.state} in ('waiting', 'sending')`, lte(table.dueAt, now), lt(table.tries, triesAtMost));

/** Channels, of those asked about, in which something is due. */
async function dueChannels(door: SystemScope, asked: readonly Channel[]): Promise<Channel[]> {
  const table = door.from(messages);
  const rows = await door.run(
    ...asked.map((channel) =>
      db
        .select({ channel: table.channel })
        .from(table)
        .where(and(eq(table.channel, channel), isDue(table, door.facts.now)))
        .limit(1),
    ),
  );

  return rows.flat().map(({ channel }) => channel);
}

/** Takes what is due for this sweep alone; what an earlier sweep took and never settled is due again after its claim. */
async function claim(door: SystemScope, by: readonly Channel[]): Promise<MessageRow[]> {
  if (!by.length) return [];
  const table = door.from(messages);
  const { now } = door.facts;
  const rows = await door.run(
    ...by.map((channel) => {
      const toSend = and(eq(table.channel, channel), isDue(table, now), ne(table.recipientKind, "holders"));
      const due = db.select({ id: table.id }).from(table).where(toSend).orderBy(table.dueAt, table.id).limit(claimedAtOnce);

      return db
        .update(table)
        .set({ state: "sending", tries: sql`tries + 1`, triedAt: now, dueAt: now + claimLastsMs })
        .where(inArray(table.id, due))
        .returning();
    }),
  );

  return rows.flat();
}

/** Writes down how a try went. A letter taken back meanwhile is not taken up again; that it was sent is said all the same. */
function settled(door: SystemScope, { id, tries }: MessageRow, { state, channel, reason, afterMs }: Outcome) {
  const table = door.from(messages);
  const { now } = door.facts;
  const outcome = {
    state,
    channel,
    reason,
    ...(state === "sent" ? { sentAt: now } : {}),
    ...(state === "waiting" ? { dueAt: now + afterMs } : {}),
  };

  return db
    .update(table)
    .set(outcome)
    .where(and(eq(table.id, id), eq(table.tries, tries), state === "sent" ? undefined : eq(table.state, "sending")));
}
