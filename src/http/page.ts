import * as z from "zod";

/** A keyset page: `after` is where the last one ended, as its `next` gave it. */
export const pageQuery = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A page of a list in the order of a business day, then id. */
export const dayPageQuery = pageQuery.extend({
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d~[\w-]{1,64}$/)
    .optional(),
});

/** A page of a list in the order of running numbers. */
export const numberPageQuery = pageQuery.extend({ after: z.coerce.number().int().min(1).max(1_000_000).optional() });

export const page = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item), next: z.string().nullable() });

/**
 * Cuts a list that was read one row too long: the extra row only says that there are more.
 *
 * @param placeOfRow where the list goes on after a row, if not after its id
 */
export function pageOf<Row extends { id: string }>(
  rows: Row[],
  limit: number,
  placeOfRow: (row: Row) => string = ({ id }) => id,
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);

  return { items, next: last && rows.length > limit ? placeOfRow(last) : null };
}

/** A row's place in a list in the order of a business day, then id. */
export const placeAt = (day: string, id: string) => `${day}~${id}`;

/** The day and id of a place in a list ordered by both. */
export function placeOf(after: string): [day: string, id: string] {
  const at = after.indexOf("~");

  return [after.slice(0, at), after.slice(at + 1)];
}

/** A place in a list in the order of several keys, the last of which tells all rows apart; each percent-encoded. */
export const placeWith = (...keys: (string | number)[]): string => keys.map(encodeURIComponent).join("|");

/** The keys of such a place; null for what is none of so many. */
export function keysOf(after: string | undefined, many: number): string[] | null {
  const keys = after?.split("|") ?? [];
  try {
    return keys.length === many ? keys.map(decodeURIComponent) : null;
  } catch {
    return null;
  }
}
