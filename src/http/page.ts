import * as z from "zod";

/** A keyset page: `after` is the last item's id, as `next` gave it. */
export const pageQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const page = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item), next: z.string().nullable() });

/** Cuts a list that was read one row too long: the extra row only says that there are more. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit);

  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
