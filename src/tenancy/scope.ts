import { waitUntil } from "cloudflare:workers";
import { and, eq, exists, fillPlaceholders, getTableName, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { audit, type FieldChange } from "../audit/schema";
import type { Facts } from "../http/facts";
import { Problem, type ProblemCode } from "../http/problem";
import type { Letter } from "../messages/contract";
import {
  type Composed,
  db,
  execute,
  guardStatement,
  type RowsOf,
  type RowsOfAll,
  rawStatement,
  type Statement,
  statementOf,
} from "./database";
import { newId } from "./ids";
import { type AuditRow, letterRow, letterWithdrawal, outboxRows } from "./outgoing";
import { type Copies, deliver, type OutboxRow, type Outgoing, type Told, type Withdrawal } from "./projections";
import { Replay } from "./replay";
import { idempotency } from "./schema";

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

/** A row to insert; a value may be an expression, read where it is written. */
export type RowOf<T extends SQLiteTable> = { [Column in keyof T["$inferInsert"]]: T["$inferInsert"][Column] | SQL };

/** One fact and all that must stand or fall with it. */
export interface Change<Answer extends Answering = Answering> {
  /** What happened, in the past tense: `campaign.planned`. */
  event: string;
  entity: string;
  entityId: string;
  /** A name for the audit list, or where to read it; never a person's of the public. */
  label?: string | SQL<string>;
  changes?: FieldChange[];
  guards?: Guard[];
  writes: Write[];
  /** Rows that must reach another database. The audit row goes along when `tell` is set. */
  outgoing?: (Outgoing | Copies | Withdrawal)[];
  /** Who is recorded as having done it, where the change itself makes that person. */
  by?: Actor;
  /** Other scopes of this database whose audit lists show the change too: the other side of a link. */
  alsoTell?: string[];
  letters?: Letter[];
  /** Once keys of letters that are not to be sent any more: a reminder of what was called off. */
  withdraws?: readonly string[];
  /** Something is left for a job to finish: it is started at once. What it is stands in the rows. */
  leavesWork?: boolean;
  /** Reads the answer back in the same batch: one query, or several. */
  answer?: Answer;
  /** Where a replay re-reads the answer (a path of GET), null when there is nothing to read or it held a secret. */
  location: string | null;
  status: number;
}

/** Statements composed before in this isolate, by their shape: who may see what, the list, and which filters are set. */
const shapes = new Map<string, Statement>();

type Answering = Composed | readonly Composed[] | undefined;

/** The rows of what a change reads back: of one query, of each of several, or none. */
type Answered<A extends Answering> = A extends readonly Composed[] ? RowsOfAll<A> : A extends Composed ? RowsOf<A> : undefined;

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

  /** Waits for what must be known of who acts before anything is changed. @throws Problem where they may not any more */
  protected async mayChange(): Promise<void> {}

  /** Where this scope's audit list is read, when that is another database: every change is told there as well. */
  protected auditList(): Told | null {
    return null;
  }

  /** What distinguishes two scopes of one class whose confinements are worded differently. */
  protected abstract confinedAs(): string;

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
    return (await this.readAfter([], queries))[1];
  }

  /**
   * Reads a list whose statement is composed once in an isolate for each set of filters: composing took a seventh of a
   * list of 50. `compose` sees neither this scope's ids nor the values, only the places where they will stand.
   *
   * @param name one per call in the code
   * @param values what the statement is run with; a filter that is undefined is left out of its shape
   */
  async readList<V extends Record<string, string | number | undefined>, Q extends Composed>(
    name: string,
    values: V,
    compose: (scope: this, places: Places<V>) => Q,
  ): Promise<RowsOf<Q>> {
    const named = Object.keys(values).filter((key) => values[key] !== undefined);
    const shape = [this.confinedAs(), name, ...named].join(" ");
    const known = shapes.get(shape);
    const statement = known ?? statementOf(compose(this.#withoutIds(), placesOf(named) as Places<V>));
    if (!known) shapes.set(shape, statement);
    const params = fillPlaceholders([...statement.params], { ...values, scopeId: this.id, actorId: this.actor.id });

    return (await this.#run([{ ...statement, params }]))[0] as RowsOf<Q>;
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
  async change<const A extends Answering>(change: Change<A>): Promise<Answered<A>> {
    const { now, idempotency: request } = this.facts;
    await this.mayChange();
    const auditRow = this.#auditRow(change);
    const list = this.auditList();
    const outgoing = [...(change.outgoing ?? []), ...(list ? [list] : [])].map((row) => outboxRows(this, row, auditRow));
    const asked = change.answer === undefined ? [] : Array.isArray(change.answer) ? change.answer : [change.answer];
    const answers = (asked as readonly Composed[]).map(statementOf);
    // The key comes first: of a replay the guards would say what the first answer has made untrue.
    const statements: Statement[] = [
      ...(request
        ? [
            statementOf(
              db.insert(idempotency).values({
                scope: this.id,
                actorId: this.actor.id,
                key: request.key,
                requestMac: request.requestMac,
                status: change.status,
                location: change.location,
                createdAt: now,
              }),
            ),
          ]
        : []),
      ...[...this.standing(), ...(change.guards ?? [])].map(({ code, holds }) => guardStatement(code, holds)),
      ...change.writes.map(({ statement }) => statement),
      ...[this.id, ...(change.alsoTell ?? [])].map((scope) =>
        statementOf(db.insert(audit).values({ ...auditRow, scope } as typeof audit.$inferInsert)),
      ),
      ...outgoing,
      ...(change.withdraws?.length ? [letterWithdrawal(this, change.withdraws)] : []),
      ...(change.letters ?? []).map((letter) => letterRow(this, letter)),
      ...answers,
    ];

    const results = await this.#commit(statements);
    const carried = outgoing.flatMap((statement) => statement.rows(results[statements.indexOf(statement)] as D1Result) as OutboxRow[]);
    await deliver(this.facts, this.database, carried);
    if (change.letters?.length || change.leavesWork) this.callJobs();

    const rows = answers.map((answer, at) => answer.rows(results[results.length - answers.length + at] as D1Result));
    return (Array.isArray(change.answer) ? rows : rows[0]) as Answered<A>;
  }

  /** Runs statements and then reads, in one batch. @returns what the statements answered, then the rows of each query */
  protected async readAfter<const Q extends readonly Composed[]>(
    first: readonly Statement[],
    queries: Q,
  ): Promise<[answered: unknown[], rows: { [K in keyof Q]: RowsOf<Q[K]> }]> {
    const rows = await this.#run([...first, ...queries.map(statementOf)]);

    return [rows.slice(0, first.length), rows.slice(first.length) as { [K in keyof Q]: RowsOf<Q[K]> }];
  }

  /** Runs statements in one batch, the first of an unsafe request's with the look for an earlier answer. */
  async #run(statements: readonly Statement[]): Promise<unknown[]> {
    const lookup = this.#replayLookup();
    const results = await execute(this.database, lookup ? [lookup, ...statements] : statements, this.facts.cost);
    if (lookup) this.#refuseReplay(lookup, results.shift());

    return results.map((result, index) => statements[index]?.rows(result));
  }

  /** This scope with places where its ids stand. */
  #withoutIds(): this {
    const { scopeId, actorId } = placesOf(["scopeId", "actorId"]);

    return Object.create(this, { id: { value: scopeId }, actor: { value: { ...this.actor, id: actorId } } });
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

  /** So that letters go out, and what is left is done, at once. */
  callJobs(): void {
    waitUntil(this.#tellQueue());
  }

  /** A failure here is not the request's: the cron sees to it. */
  async #tellQueue(): Promise<void> {
    try {
      await this.facts.env.JOBS.send({ job: "rest" });
    } catch (error) {
      console.error(
        JSON.stringify({
          level: "error",
          event: "queue.untold",
          requestId: this.facts.requestId,
          reason: error instanceof Error ? error.name : "unknown",
        }),
      );
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
    const { requestMac, formerMacs = [] } = this.facts.idempotency ?? { requestMac: "" };
    if (row.requestMac !== requestMac && !formerMacs.includes(row.requestMac)) throw new Problem("key-reused");
    throw new Replay(row.status, row.location);
  }

  #auditRow(change: Change): AuditRow {
    const { id, name, side } = change.by ?? this.actor;

    return {
      scope: this.id,
      id: newId(this.facts.now),
      at: this.facts.now,
      actorId: id,
      actorName: name,
      actorSide: side,
      event: change.event,
      entity: change.entity,
      entityId: change.entityId,
      label: change.label ?? null,
      changes: change.changes ?? [],
      requestId: this.facts.requestId,
    };
  }
}

/** Where the values of a list's statement will stand. */
type Places<V> = { [K in keyof V]: undefined extends V[K] ? Placeholder | undefined : Placeholder };

const placesOf = <K extends string>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as unknown as Record<K, Placeholder>;
