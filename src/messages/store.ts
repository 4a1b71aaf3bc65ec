import { and, eq, inArray, lt, lte, ne, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import type { Language } from "../i18n/names";
import { type AddressTable, openAddress } from "../secrets/address";
import { linkToken } from "../secrets/link";
import { db } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import { databaseNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import { businessDay } from "../time/business-day";
import { adapterOf, publicOrigin } from "./adapter";
import { holdersOf } from "./contract";
import { type Content, type Mail, pathOf, retryAfterMs, triesAtMost, writtenLetter } from "./rules";
import { accounts, holders, invitees, messages } from "./schema";

export type MessageRow = typeof messages.$inferSelect;

/** How long a claimed letter is left alone; then whoever claimed it must have died. */
const claimLastsMs = 10 * 60_000;
const claimedAtOnce = 20;

/**
 * Sends the letters that are due, in every database: each is claimed by one statement, so that two sweeps at once send
 * it once. A letter that cannot be sent is tried again later, five times in all. Where there is nothing to send with,
 * letters wait.
 */
export async function sendDue(facts: Facts): Promise<void> {
  const adapter = adapterOf(facts.env);
  const doors = databaseNames.map((name) => new SystemScope(facts, "letters", name));
  if (!adapter || publicOrigin(facts.env) === null) {
    const waiting = await Promise.all(doors.map(oneDue));
    if (waiting.some(Boolean))
      console.error(JSON.stringify({ level: "error", event: "letters.wait", reason: "MAIL, MAIL_FROM and PUBLIC_ORIGIN must be set" }));
    return;
  }

  await Promise.all(doors.map((door) => address(door)));
  const claimed = (await Promise.all(doors.map(async (door) => (await claim(door)).map((row) => ({ row, door }))))).flat();
  if (!claimed.length) return;
  const mails = await composed(
    facts,
    claimed.map(({ row }) => row),
  );
  const outcomes = await Promise.all(
    claimed.map(async ({ row, door }) => {
      const mail = mails.get(row.id);
      const failure = mail ? await adapter.send(mail).then(() => null, reasonOf) : "no-recipient";
      if (failure !== null)
        console.error(
          JSON.stringify({ level: "error", event: "letter.failed", id: row.id, template: row.template, tries: row.tries, reason: failure }),
        );

      return { row, door, next: failure === null ? ("sent" as const) : mail ? retryAfterMs(row.tries) : null };
    }),
  );

  await Promise.all(
    [...Map.groupBy(outcomes, ({ door }) => door)].map(([door, group]) =>
      door.run(...group.map(({ row, next }) => settled(door, row, next))),
    ),
  );
}

/**
 * Letters as they are sent, by the id of their row: the address is unsealed and the link made at this moment.
 * One whose recipient is no more (an account that is gone, an invitation that was withdrawn) is missing.
 */
export async function composed(facts: Facts, rows: readonly MessageRow[]): Promise<Map<string, Mail>> {
  const origin = publicOrigin(facts.env) ?? "";
  const recipients = await recipientsOf(facts, rows);
  const mails = await Promise.all(
    rows.map(async (row): Promise<[string, Mail] | null> => {
      const recipient = recipients.get(row.recipientId);
      if (!recipient) return null;
      const content = { template: row.template, params: row.params } as Content;
      const link = `${origin}${pathOf(content, await tokenOf(facts.env, content, row.recipientId))}`;
      const written = writtenLetter(content, recipient.language, link, businessDay(recipient.until, "Asia/Shanghai"));

      return [row.id, { to: recipient.email, language: recipient.language, link, ...written }];
    }),
  );

  return new Map(mails.filter((mail) => mail !== null));
}

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
      .where(and(isDue(table, facts.now), eq(table.recipientKind, "holders")))
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

interface Reached {
  email: string;
  language: Language;
  /** UTC milliseconds: when the link of an invitation ends. */
  until: number;
}

async function recipientsOf(facts: Facts, rows: readonly MessageRow[]): Promise<Map<string, Reached>> {
  const directory = new SystemScope(facts, "letters", "DIRECTORY");
  const [account, invitee] = [directory.from(accounts), directory.from(invitees)];
  const idsOf = (kind: MessageRow["recipientKind"]) => {
    const ids = JSON.stringify(rows.filter(({ recipientKind }) => recipientKind === kind).map(({ recipientId }) => recipientId));

    return sql`(select value from json_each(${ids}))`;
  };
  const [found, invited] = await directory.run(
    db
      .select()
      .from(account)
      .where(inArray(account.id, idsOf("user"))),
    db
      .select()
      .from(invitee)
      .where(and(inArray(invitee.id, idsOf("invitation")), eq(invitee.state, "open"))),
  );
  const recipientOf = async (table: AddressTable, row: (typeof found)[number], until: number): Promise<[string, Reached] | null> => {
    const email = await openAddress(facts.env, table, row).catch(() => null); // one that does not open must not hold up the others

    return email === null ? null : [row.id, { email, language: row.language, until }];
  };
  const entries = await Promise.all([
    ...found.map((row) => recipientOf("users", row, facts.now)),
    ...invited.map((row) => recipientOf("invitations", row, row.expiresAt)),
  ]);

  return new Map(entries.filter((entry) => entry !== null));
}

async function tokenOf(env: Env, content: Content, recipientId: string): Promise<string> {
  if (content.template === "invitation") return linkToken(env, "invitation", recipientId);

  return content.template === "password-reset" ? linkToken(env, "reset", content.params.reset) : "";
}

const isDue = (table: typeof messages, now: number) =>
  and(sql`${table.state} in ('waiting', 'sending')`, lte(table.dueAt, now), lt(table.tries, triesAtMost));

async function oneDue(door: SystemScope): Promise<boolean> {
  const table = door.from(messages);
  const [rows] = await door.run(db.select({ id: table.id }).from(table).where(isDue(table, door.facts.now)).limit(1));

  return rows.length > 0;
}

/** Takes what is due for this sweep alone; what an earlier sweep took and never settled is due again after its claim. */
async function claim(door: SystemScope): Promise<MessageRow[]> {
  const table = door.from(messages);
  const { now } = door.facts;
  const toSend = and(isDue(table, now), ne(table.recipientKind, "holders"));
  const due = db.select({ id: table.id }).from(table).where(toSend).orderBy(table.dueAt, table.id).limit(claimedAtOnce);
  const [rows] = await door.run(
    db
      .update(table)
      .set({ state: "sending", tries: sql`tries + 1`, dueAt: now + claimLastsMs })
      .where(inArray(table.id, due))
      .returning(),
  );

  return rows;
}

/** @param next `sent`, milliseconds until the next try, or null to give up */
function settled(door: SystemScope, { id, tries }: MessageRow, next: "sent" | number | null) {
  const table = door.from(messages);
  const { now } = door.facts;
  const outcome =
    next === "sent"
      ? { state: "sent" as const, sentAt: now }
      : next === null
        ? { state: "failed" as const }
        : { state: "waiting" as const, dueAt: now + next };

  return db
    .update(table)
    .set(outcome)
    .where(and(eq(table.id, id), eq(table.tries, tries)));
}

/** What may stand in a log of a failure: the kind of error, never its text, which can carry an address. */
const reasonOf = (error: unknown) => (error instanceof Error ? error.name : "unknown");
