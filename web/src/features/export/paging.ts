import type { Page } from "../../api/session";

/** How many rows a list is asked for at once: the most that the API gives. */
export const PAGE_ROWS = 100;
/** What one file holds at most: past it spreadsheets and phones struggle, and a condition is what is missing. */
export const MOST_ROWS = 100_000;

/** What a list is asked with besides its conditions. */
export interface Asking {
  limit: number;
  signal: AbortSignal;
}

/** One page of a list; `found.isCut` where a search only looks at the first it finds. */
export type AskPage<Row> = (after: string | null, asking: Asking) => Promise<Page<Row> & { found?: { isCut: boolean } | null }>;

/** A list has more rows than a file holds. */
export class TooManyRows extends Error {
  override name = "TooManyRows";
}

/**
 * Every row of a list, in its order, page after page.
 *
 * @param onRows told after each page how many rows there are so far
 * @returns `isCut`: the list itself said that it looked at only a part
 * @throws TooManyRows past `most`; AbortError once `signal` is aborted; what asking throws
 */
export async function everyRow<Row>(
  ask: AskPage<Row>,
  { signal, onRows, most = MOST_ROWS }: { signal: AbortSignal; onRows: (rows: number) => void; most?: number },
): Promise<{ rows: Row[]; isCut: boolean }> {
  const rows: Row[] = [];
  let isCut = false;
  let after: string | null = null;
  do {
    signal.throwIfAborted();
    const page: Awaited<ReturnType<AskPage<Row>>> = await ask(after, { limit: PAGE_ROWS, signal });
    signal.throwIfAborted();
    rows.push(...page.items);
    isCut ||= page.found?.isCut ?? false;
    after = page.next;
    onRows(rows.length);
    if (rows.length > most) throw new TooManyRows();
  } while (after !== null);

  return { rows, isCut };
}
