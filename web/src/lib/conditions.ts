import { useSearchParams } from "wouter";

export type Way = "asc" | "desc";

/** The order of a list that the API sorts. */
export interface Order<Sort extends string> {
  sort: Sort;
  way: Way;
}

/** The parameters with some changed; null or nothing takes one out. */
export function changed(search: URLSearchParams, changes: Record<string, string | null | undefined>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/**
 * What a list is asked for stands in the address, so that reload, back and a shared link keep it.
 *
 * @returns the parameters, and what changes some of them
 */
export function useConditions() {
  const [search, setSearch] = useSearchParams();
  return [search, (changes: Record<string, string | null>) => setSearch((before) => changed(before, changes), { replace: true })] as const;
}

/** The order that the parameters name, else the first of `ways`. @param ways of each order the way in which it is first asked for */
export function orderIn<Sort extends string>(search: URLSearchParams, ways: Record<Sort, Way>): Order<Sort> {
  const sorts = Object.keys(ways) as [Sort, ...Sort[]];
  const sort = sorts.find((known) => known === search.get("sort")) ?? sorts[0];
  const asked = search.get("order");
  return { sort, way: asked === "asc" || asked === "desc" ? asked : ways[sort] };
}

/** The parameters of an order; what goes without saying is left out. */
export function orderParameters<Sort extends string>({ sort, way }: Order<Sort>, ways: Record<Sort, Way>) {
  const [standard] = Object.keys(ways);
  return { sort: sort === standard ? null : sort, order: way === ways[sort] ? null : way };
}

/** What pressing the head of a column asks for: the other way round, or that column's own way. */
export function pressed<Sort extends string>(order: Order<Sort>, sort: Sort, ways: Record<Sort, Way>): Order<Sort> {
  if (order.sort !== sort) return { sort, way: ways[sort] };
  return { sort, way: order.way === "asc" ? "desc" : "asc" };
}
