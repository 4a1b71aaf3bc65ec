import { type Statement, watch } from "../../src/tenancy/database";

/** Statements by text that were found to read no more than they should. */
const explained = new Set<string>();

/** What may be read whole: tables that never grow with a tenant, and sources that are not tables (a virtual one is json_each by another name). */
const small =
  /^SCAN (\w+( EXISTS)? VIRTUAL TABLE|shards|json_each|json_tree|q|guard|CONSTANT ROW|\d+ CONSTANT ROW|\d+-ROW VALUES CLAUSE|\(?subquery)/;

/**
 * Refuses a statement that scans a table, or that searches one by the owner alone without a limit: what it reads
 * would grow with the tenant. Every distinct statement of every test is explained once.
 */
async function explain(database: D1Database, { sql, params }: Statement): Promise<void> {
  if (explained.has(sql)) return;
  explained.add(sql);
  const { results } = await database
    .prepare(`explain query plan ${sql}`)
    .bind(...params)
    .all<{ detail: string }>();
  const limited = / limit /i.test(sql);
  const made = new Set(results.map(({ detail }) => /^(?:CO-ROUTINE|MATERIALIZE) (\S+)/.exec(detail)?.[1]));

  for (const { detail } of results) {
    const wrong =
      (/^SCAN /.test(detail) &&
        !small.test(detail) &&
        !made.has(detail.split(" ")[1]) &&
        !(limited && / USING (COVERING )?INDEX /.test(detail)) &&
        "scans") ||
      (/^SEARCH .*\((agency_id|tenant_id|developer_id|scope)=\?\)$/.test(detail) && !limited && "reads all that the owner has");
    if (wrong) console.error(`${wrong}: ${detail}\n${sql}`); // the answer will only say "internal"
    if (wrong) throw new Error(`${wrong}: ${detail}\n${sql}`);
  }
}

/** While set, the statement at this place of the next writing batch fails, as if the database had refused it (counting a try is none). */
export const fault: { at: number | null; statements: number } = { at: null, statements: 0 };

/** Called once per test file, before its tests. */
export function watchBatches(): void {
  watch.batch = async (database, statements) => {
    for (const statement of statements) await explain(database, statement);
    if (fault.at === null || !statements.some(({ sql }) => /^(insert (?!into attempts)|update|delete)/.test(sql))) return statements;

    fault.statements = statements.length;
    const failing: Statement = { sql: "insert into guard values ('internal')", params: [], rows: () => [] };
    const broken = statements.toSpliced(fault.at, 0, failing);
    fault.at = null;

    return broken;
  };
}
