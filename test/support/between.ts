import { watch } from "../../src/tenancy/database";

/**
 * Lets something happen between what a request reads and what it writes: once, right before the first batch that holds a
 * statement that matches.
 */
export async function between<Answer>(statement: RegExp, happens: () => Promise<unknown>, request: () => Promise<Answer>): Promise<Answer> {
  const before = watch.batch;
  let happened = false;
  watch.batch = async (database, statements) => {
    if (!happened && statements.some(({ sql }) => statement.test(sql))) {
      happened = true;
      await happens();
    }

    return before ? before(database, statements) : statements;
  };

  try {
    const answer = await request();
    if (!happened) throw new Error(`no batch held a statement like ${statement}`);

    return answer;
  } finally {
    watch.batch = before;
  }
}
