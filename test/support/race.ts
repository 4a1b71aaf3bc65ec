import { watch } from "../../src/tenancy/database";

/**
 * Lets `count` batches that contain such a statement run only once all of them are there: whoever races has then read
 * the same and decided on it. @returns what to call when the race is over; it throws if there was none
 */
export function holdUntilAllThere(statement: RegExp, count: number): () => void {
  const before = watch.batch;
  let there = 0;
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  watch.batch = async (database, statements) => {
    const watched = before ? await before(database, statements) : statements;
    if (there < count && statements.some(({ sql }) => statement.test(sql))) {
      there += 1;
      if (there === count) open();
      await gate;
    }

    return watched;
  };

  return () => {
    watch.batch = before;
    if (there < count) throw new Error(`only ${there} of ${count} came to ${statement}`);
  };
}

/** Lets something happen between what a request read and the batch of it that contains such a statement. */
export function justBefore(statement: RegExp, happens: () => Promise<unknown>): () => void {
  const before = watch.batch;
  let happened = false;
  watch.batch = async (database, statements) => {
    if (!happened && statements.some(({ sql }) => statement.test(sql))) {
      happened = true;
      await happens();
    }

    return before ? before(database, statements) : statements;
  };

  return () => {
    watch.batch = before;
    if (!happened) throw new Error(`nothing came to ${statement}`);
  };
}
