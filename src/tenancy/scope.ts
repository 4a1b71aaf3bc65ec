import { and, eq, exists, getTableName, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { audit, type FieldChange } from "../audit/schema";
import type { Facts } from "../http/facts";
import { Problem, type ProblemCode } from "../http/problem";
import type { Letter } from "../messages/contract";
import { messages } from "../messages/schema";
import { type Composed, db, execute, guardStatement, type RowsOf, rawStatement, type Statement, statementOf } from "./database";
import { newId } from "./ids";
import { deliver, type Outgoing } from "./projections";
import { Replay } from "./replay";
import { idempotency, outbox } from "./schema";

/** Who acts: a member of staff, a signed-in user, or a job of our own. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly side: "agency" | "developer" | "user" | "system";
}

/** Refuses the whole change with `code` unless `holds`. */
export interface Guard {
  code: ProblemCode;
  holds: SQL;
}

/** A write confined to one scope; only a scope makes one. */
export class Write {
  private constructor(readonly statement: Statement) {}
  /** @internal */
  static of = (statement: Statement) => new Write(statement);
}

/** One fact and all that must stand or fall with it. */
export interface Change<Answer extends Composed | undefined = Composed | undefined> {
  /** What happened, in the past tense: `campaign.planned`. */
  event: string;
  entity: string;
  entityId: string;
  /** A name for the audit list; never a person's of the public. */
  label?: string;
  changes?: FieldChange[];
  guards?: Guard[];
  writes: Write[];
  /** Rows that must reach another database. The audit row goes along when `tell` is set. */
  outgoing?: Outgoing[];
  letters?: Letter[];
  /** Reads the answer back in the same batch. */
  answer?: Answer;
  /** Where a replay re-reads the answer (a path of GET), null when there is nothing to read or it held a secret. */
  location: string | null;
  status: number;
}

/**
 * A confined view of one database. Its sources are already filtered, its writes carry the confinement,
 * and a change cannot forget a guard, the audit row or the outbox.
 */
export abstract class Scope {
  #replayChecked = false;

  constructor(
    protected readonly database: D1Database,
    readonly facts: Facts,
    readonly actor: Actor,
    /** The tenant or user whose audit, outbox and idempotency rows these are. */
    readonly id: string,
  ) {}

  /** What confines a table to this scope, for reading. @throws Error for a table this door does not open */
  protected abstract confinement(table: SQLiteTable): SQL | undefined;

  /** What every change in this scope must find true first. */
  protected abstract standing(): Guard[];

  /** A source already confined to this scope, used like the table itself. `alias` tells two uses apart. */
  from<T extends SQLiteTable>(table: T, alias?: string): T {
    const source = db
      .select()
      .from(table)
      .where(this.confinement(table))
      .as(alias ?? getTableName(table));

    return source as unknown as T;
  }

  /** Reads in one batch: one round trip, rows of each query in order. */
  async read<const Q extends readonly Composed[]>(...queries: Q): Promise<{ [K in keyof Q]: RowsOf<Q[K]> }> {
    const lookup = this.#replayLookup();
    const statements = queries.map(statementOf);
    const results = await execute(this.database, lookup ? [lookup, ...statements] : statements, this.facts.cost);
    if (lookup) this.#refuseReplay(lookup, results.shift());

    return results.map((result, index) => statements[index]?.rows(result)) as { [K in keyof Q]: RowsOf<Q[K]> };
  }

  /** A guard that the row stands at `version` in this scope; 412 `stale` when somebody was quicker. */
  at(table: SQLiteTable & { id: { name: string }; version: { name: string } }, id: string, version: number): Guard {
    const source = this.from(table, "current") as unknown as Record<"id" | "version", SQL>;

    return {
      code: "stale",
      holds: exists(
        db
          .select({ one: sql`1` })
          .from(source as never)
          .where(and(sql`${source.id} = ${id}`, sql`${source.version} = ${version}`)),
      ),
    };
  }

  /**
   * Commits one fact: guards, idempotency, the writes, the audit row, outbox and letters, and the answer's
   * read-back, in one batch. Then carries its own projections; if that fails the queue and the cron finish them.
   *
   * @returns the rows of `answer`
   * @throws Problem of the first guard that does not hold; Replay when this key was answered before
   */
  async change<A extends Composed | undefined>(change: Change<A>): Promise<A extends Composed ? RowsOf<A> : undefined> {
    const { now, idempotency: request } = this.facts;
    const auditRow = this.#auditRow(change);
    const outgoing = (change.outgoing ?? []).map((row) => this.#outboxRow(row, auditRow));
    const answer = change.answer && statementOf(change.answer);
    const statements = [
      ...[...this.standing(), ...(change.guards ?? [])].map(({ code, holds }) => guardStatement(code, holds)),
      ...(request
        ? [
            statementOf(
              db.insert(idempotency).values({
                scope: this.id,
                actorId: this.actor.id,
                ...request,
                status: change.status,
                location: change.location,
                createdAt: now,
              }),
            ),
          ]
        : []),
      ...change.writes.map(({ statement }) => statement),
      statementOf(db.insert(audit).values(auditRow)),
      ...outgoing.map((row) => statementOf(db.insert(outbox).values(row))),
      ...(change.letters ?? []).map((letter) => this.#letter(letter)),
      ...(answer ? [answer] : []),
    ];

    const results = await this.#commit(statements);
    await deliver(this.facts, this.database, outgoing);

    return (answer ? answer.rows(results[results.length - 1] as D1Result) : undefined) as A extends Composed ? RowsOf<A> : undefined;
  }

  /** A row of an own table. */
  protected write(composed: Composed): Write {
    return Write.of(statementOf(composed));
  }

  protected rawWrite(statement: SQL): Write {
    return Write.of(rawStatement(statement));
  }

  async #commit(statements: Statement[]): Promise<D1Result[]> {
    try {
      return await execute(this.database, statements, this.facts.cost);
    } catch (error) {
      if (!(error instanceof Problem && error.code === "already-answered")) throw error;
      const lookup = this.#lookup();
      if (!lookup) throw error;
      const [found] = await execute(this.database, [lookup], this.facts.cost);
      this.#refuseReplay(lookup, found);
      throw error;
    }
  }

  /** The first read of an unsafe request with a key looks whether it was answered before: no trip of its own. */
  #replayLookup(): Statement | null {
    if (this.#replayChecked) return null;
    this.#replayChecked = true;

    return this.#lookup();
  }

  #lookup(): Statement | null {
    const request = this.facts.idempotency;
    if (!request) return null;

    return statementOf(
      db
        .select()
        .from(idempotency)
        .where(and(eq(idempotency.scope, this.id), eq(idempotency.actorId, this.actor.id), eq(idempotency.key, request.key))),
    );
  }

  #refuseReplay(lookup: Statement, result: D1Result | undefined): void {
    const [row] = (result ? lookup.rows(result) : []) as (typeof idempotency.$inferSelect)[];
    if (!row) return;
    if (row.requestMac !== this.facts.idempotency?.requestMac) throw new Problem("key-reused");
    throw new Replay(row.status, row.location);
  }

  #auditRow(change: Change): typeof audit.$inferInsert {
    return {
      scope: this.id,
      id: newId(this.facts.now),
      at: this.facts.now,
      actorId: this.actor.id,
      actorName: this.actor.name,
      actorSide: this.actor.side,
      event: change.event,
      entity: change.entity,
      entityId: change.entityId,
      label: change.label ?? null,
      changes: change.changes ?? [],
      requestId: this.facts.requestId,
    };
  }

  #outboxRow(row: Outgoing, auditRow: typeof audit.$inferInsert) {
    const told = row.tell && {
      scope: row.tell,
      id: auditRow.id,
      at: auditRow.at,
      actor_id: auditRow.actorId,
      actor_name: auditRow.actorName,
      actor_side: auditRow.actorSide,
      event: auditRow.event,
      entity: auditRow.entity,
      entity_id: auditRow.entityId,
      label: auditRow.label ?? null,
      changes: JSON.stringify(auditRow.changes),
      request_id: auditRow.requestId,
    };

    return {
      id: newId(this.facts.now),
      scope: this.id,
      topic: row.table,
      target: row.target,
      payload: { table: row.table, row: row.row, ...(told ? { audit: told } : {}) },
      createdAt: this.facts.now,
    };
  }

  #letter(letter: Letter): Statement {
    return statementOf(
      db
        .insert(messages)
        .values({
          id: newId(this.facts.now),
          scope: this.id,
          onceKey: letter.onceKey,
          template: letter.template,
          recipientKind: letter.to.kind,
          recipientId: letter.to.id,
          params: letter.params,
          state: "waiting",
          tries: 0,
          createdAt: this.facts.now,
          dueAt: this.facts.now,
        })
        .onConflictDoNothing(),
    );
  }
}
