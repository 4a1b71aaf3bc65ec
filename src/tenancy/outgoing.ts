import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import type { audit } from "../audit/schema";
import type { Facts } from "../http/facts";
import { type Letter, recipientId } from "../messages/contract";
import { messages } from "../messages/schema";
import { db, rawStatement, type Statement, statementOf } from "./database";
import { newId } from "./ids";
import type { Copies, Outgoing, Told, Withdrawal } from "./projections";
import { outbox, type Projection } from "./schema";

/** Whose change it is, and when. */
type Sender = { id: string; facts: Pick<Facts, "now"> };

export type AuditRow = Omit<typeof audit.$inferInsert, "label"> & { label: string | SQL<string> | null };

/** The statement that puts a change's rows into the outbox; its rows are what was put there. */
export function outboxRows(from: Sender, outgoing: Outgoing | Copies | Told | Withdrawal, auditRow: AuditRow): Statement {
  if ("withdrawn" in outgoing) {
    const { target, withdrawn: table, row } = outgoing;

    return outboxRow(from, target, table, { withdrawal: { table, row } });
  }
  const told = outgoing.tell && {
    scope: outgoing.tell === true ? null : outgoing.tell,
    id: auditRow.id,
    at: auditRow.at,
    actor_id: auditRow.actorId,
    actor_name: auditRow.actorName,
    actor_side: auditRow.actorSide,
    event: auditRow.event,
    entity: auditRow.entity,
    entity_id: auditRow.entityId,
    label: typeof auditRow.label === "string" ? auditRow.label : null,
    changes: JSON.stringify(auditRow.changes),
    request_id: auditRow.requestId,
  };

  if ("rows" in outgoing) return copiedRows(from, outgoing, told ? JSON.stringify(told) : null);

  const copy = "table" in outgoing ? { table: outgoing.table, row: outgoing.row } : undefined;

  return outboxRow(from, outgoing.target, copy?.table ?? "audit", { ...(copy ? { copy } : {}), ...(told ? { audit: told } : {}) });
}

function outboxRow({ id: scope, facts }: Sender, target: string, topic: string, payload: Projection): Statement {
  const row = { id: newId(facts.now), target, payload };
  const insert = db.insert(outbox).values({ ...row, scope, topic, createdAt: facts.now });

  return { ...statementOf(insert), rows: () => [row] };
}

function copiedRows({ id: scope, facts }: Sender, { table, rows }: Copies, told: string | null): Statement {
  const copy = sql`json_object('table', ${table}, 'row', json(c.row))`;
  const payload = told
    ? sql`json_object('copy', ${copy}, 'audit', json_set(${told}, '$.scope', c.agency))`
    : sql`json_object('copy', ${copy})`;
  const statement = rawStatement(
    sql`insert into outbox (id, scope, topic, target, payload, created_at) select lower(hex(randomblob(16))), ${scope}, ${table}, c.target, ${payload}, cast(${facts.now} as integer) from (${rows}) c returning id, target, payload`,
  );

  return {
    ...statement,
    rows: ({ results }) =>
      (results as { id: string; target: string; payload: string }[]).map((row) => ({ ...row, payload: JSON.parse(row.payload) })),
  };
}

export function letterRow({ id: scope, facts }: Sender, letter: Letter): Statement {
  const { now } = facts;
  return statementOf(
    db
      .insert(messages)
      .values({
        id: newId(now),
        scope,
        onceKey: letter.onceKey,
        template: letter.template,
        channel: letter.channel ?? (letter.to.kind === "person" || letter.to.kind === "code" ? "sms" : "mail"),
        language: letter.to.kind === "person" ? letter.to.language : null,
        recipientKind: letter.to.kind,
        recipientId: recipientId(letter.to),
        params: letter.params,
        state: "waiting",
        tries: 0,
        createdAt: now,
        dueAt: letter.dueAt ?? now,
        firstId: letter.firstId ?? null,
      })
      .onConflictDoNothing(),
  );
}

/** Takes letters of this scope back that were not sent yet; one that is being sent at this moment goes out. */
export const letterWithdrawal = ({ id: scope }: Sender, onceKeys: readonly string[]): Statement =>
  rawStatement(
    sql`update messages set state = 'withdrawn' where scope = ${scope} and state in ('waiting', 'sending') and once_key in (select value from json_each(${JSON.stringify(onceKeys)}))`,
  );
