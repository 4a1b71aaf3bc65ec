import { Column, exists, getTableColumns, is, SQL, type SQLWrapper, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { SQLiteAsyncDialect, type SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Cost } from "../http/facts";
import { isProblemCode, Problem } from "../http/problem";
import { constraintProblems } from "./constraints";

/**
 * Composes queries and can run none: it is bound to no database. Only a door runs what it composes.
 */
export const db = drizzle({ prepare: () => undefined } as unknown as D1Database);

const dialect = new SQLiteAsyncDialect();

/** Whether a confined source has a row that matches: what a guard asks. */
export const hasRow = (source: SQLiteTable, where: SQL | undefined): SQL => exists(db.select({ one: sql`1` }).from(source).where(where));

/** Every column of a table beside those of another source: what a join selects of a confined source. */
export function columnsOf<T extends SQLiteTable>(table: T, source: T): T["_"]["columns"] {
  const names = Object.keys(getTableColumns(table));

  return Object.fromEntries(names.map((name) => [name, source[name as keyof T]])) as T["_"]["columns"];
}

/** What a page is cut from when no index gives its order: `sums` are of every row, `where` and `order` of what may stand on it. */
interface Cut {
  sums: Record<string, SQL>;
  id: SQLWrapper;
  where: SQL | undefined;
  order: SQL[];
  limit: number;
}

/**
 * The ids of a page with what all rows come to, as a source named `page`, whose `place` is their order. One pass sums and
 * puts nothing but ids in order: D1 counts what is sorted too, and window functions read each row four times.
 */
export function pageAmong(source: SQLWrapper, { sums, id, where, order, limit }: Cut): SQL {
  const listed = (parts: SQL[]) => sql.join(parts, sql`, `);
  const summed = listed(Object.entries(sums).map(([name, sum]) => sql`${sum} as ${sql.identifier(name)}`));

  return sql`(select found.*, at.key as place, at.value as id
    from (select ${summed}, json_group_array(${id} order by ${listed(order)}) filter (where ${where ?? sql`1`}) as ids from ${source}) found
    cross join json_each(found.ids) at limit ${limit}) page`;
}

/** Anything drizzle composes that answers rows: selects, and writes with or without `returning`. */
export interface Composed<Row = unknown> extends PromiseLike<Row> {
  prepare(): unknown;
}

/** The rows a composed query answers. */
export type RowsOf<Q> = Q extends PromiseLike<infer Rows> ? Rows : never;

/** The rows of each of several queries, in order. */
export type RowsOfAll<Q extends readonly unknown[]> = { -readonly [K in keyof Q]: RowsOf<Q[K]> };

/** One statement ready for D1, with the way back from its result to typed rows. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly rows: (result: D1Result) => unknown;
}

interface Prepared {
  getQuery(): { sql: string; params: unknown[] };
  fields?: Field[];
  mapResult(result: unknown, isFromBatch: true): unknown;
}

/** A selected column: where it stands in the row that the caller reads, and what drizzle made of it. */
interface Field {
  path: string[];
  field: unknown;
}

/**
 * A composed query as a statement. D1 merges columns of one name in a batch (every table here has an `id`),
 * so a select is wrapped and its columns numbered, to be read by place.
 */
export function statementOf(composed: Composed): Statement {
  const prepared = composed.prepare() as Prepared;
  const query = prepared.getQuery();
  const selects = query.sql.startsWith("select") || query.sql.startsWith("with");
  const fields = prepared.fields ?? [];
  const columns = fields.map((_, index) => columnAt(index)).join(", ");

  return {
    sql: selects ? `with q(${columns}) as (${query.sql}) select * from q` : query.sql,
    params: query.params,
    rows: (selects && readerOf(fields)) || ((result) => prepared.mapResult(result, true)),
  };
}

const columnAt = (index: number) => `c${index}`;

/**
 * Reads the rows of a flat select, null for one that nests. Drizzle asks of every cell anew what kind of column it is,
 * which for 50 rows cost a fifth of the request; here each column is asked once.
 */
function readerOf(fields: readonly Field[]): Statement["rows"] | null {
  const cells: { name: string; column: string; decode: Decode }[] = [];
  for (const [index, { path, field }] of fields.entries()) {
    const decode = decoderOf(field);
    if (path.length !== 1 || !path[0] || !decode) return null;
    cells.push({ name: path[0], column: columnAt(index), decode });
  }

  return ({ results }) =>
    (results as Record<string, unknown>[]).map((row) => {
      const read: Record<string, unknown> = {};
      for (const { name, column, decode } of cells) {
        const value = row[column];
        read[name] = value === null || decode === asItIs ? value : decode(value);
      }

      return read;
    });
}

type Decode = (value: unknown) => unknown;
const asItIs: Decode = (value) => value;
interface Decoder {
  mapFromDriverValue: Decode;
}

/** How drizzle would read a column or an expression; null for what has no decoder of its own, such as a subquery. */
function decoderOf(field: unknown): Decode | null {
  const expression = is(field, SQL.Aliased) ? field.sql : field;
  const decoder = is(expression, Column)
    ? expression
    : is(expression, SQL)
      ? (expression as unknown as { decoder: Decoder }).decoder
      : null;

  if (is(expression, Column) && expression.mapFromDriverValue === Column.prototype.mapFromDriverValue) return asItIs;
  return decoder && ((value) => (decoder as Decoder).mapFromDriverValue(value));
}

/** Raw SQL as a statement; its rows are not read back. */
export function rawStatement(statement: SQL): Statement {
  const query = dialect.sqlToQuery(statement);

  return { sql: query.sql, params: query.params, rows: (result) => result.results };
}

/** Statements by their text, with the names of their values in the order in which D1 takes them. */
const named = new Map<string, { sql: string; names: string[] }>();

/**
 * A statement written out, its values by name (`:phone`): composed once in an isolate, which where many stand in one batch
 * is half of the work. @throws Error for a value that is not given
 */
export function namedStatement(text: string, values: Record<string, unknown>): Statement {
  const { sql, names } = named.get(text) ?? numbered(text);

  return {
    sql,
    params: names.map((name) => {
      if (values[name] === undefined) throw new Error(`no value for ${name}`);
      return values[name];
    }),
    rows: (result) => result.results,
  };
}

function numbered(text: string): { sql: string; names: string[] } {
  const names = [...new Set(Array.from(text.matchAll(/:(\w+)/g), ([, name = ""]) => name))];
  const known = { sql: text.replaceAll(/:(\w+)/g, (_, name: string) => `?${names.indexOf(name) + 1}`), names };
  named.set(text, known);

  return known;
}

/** The first statements of a batch: refuses the whole batch with `code` unless `holds`. Writes nothing when it holds. */
export const guardStatement = (code: string, holds: SQL): Statement =>
  rawStatement(sql`insert into guard select ${code} where not (${holds})`);

/** Set by tests alone: sees, and may alter, each batch before it runs. */
export const watch: { batch: ((database: D1Database, statements: readonly Statement[]) => Promise<readonly Statement[]>) | null } = {
  batch: null,
};

/**
 * Runs statements as one batch: one round trip, one transaction.
 *
 * @throws Problem with the guard's own code, or the one that a broken constraint stands for
 */
export async function execute(database: D1Database, composed: readonly Statement[], cost: Cost): Promise<D1Result[]> {
  if (cost.inFlight === 0) cost.roundTrips += 1;
  cost.inFlight += 1;

  try {
    const statements = watch.batch ? await watch.batch(database, composed) : composed;
    const results = await database.batch(statements.map(({ sql, params }) => database.prepare(sql).bind(...params)));
    for (const { meta } of results) {
      cost.rowsRead += meta.rows_read ?? 0;
      cost.rowsWritten += meta.rows_written ?? 0;
    }

    return results;
  } catch (error) {
    throw refusalOf(error) ?? error;
  } finally {
    cost.inFlight -= 1;
  }
}

/** D1 answers plain Errors, so what failed is read from the text: a guard's code, or a constraint's name. */
function refusalOf(error: unknown): Problem | undefined {
  const message = error instanceof Error ? error.message : "";
  const code = /(?:D1_ERROR: )?([a-z]+(?:-[a-z]+)*): SQLITE_CONSTRAINT/.exec(message)?.[1];
  if (code && isProblemCode(code)) return new Problem(code);

  const constraint = constraintProblems.find(([fragment]) => message.includes(fragment));
  return constraint && new Problem(constraint[1]);
}
