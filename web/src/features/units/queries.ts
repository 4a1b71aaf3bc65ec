import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Page } from "../../api/session";
import { listBuildings, listUnits, readUnit, type Unit, type UnitConditions } from "../../api/units";
import { useTenant } from "../../app/session";

const unitsKey = (tenant: string, project: string) => ["agency", tenant, "projects", project, "units"] as const;
/** A building with more is shown as a list; so is a project with more buildings. */
const PAGES_AT_MOST = 20;

/** A project's buildings, all of them. */
export function useBuildings(project: string) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: [...unitsKey(tenant, project), "buildings"],
    queryFn: () => allPages((after) => listBuildings(tenant, project, after)),
  });
}

/** All units of a building, for its board. */
export function useBoard(project: string, building: string) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: [...unitsKey(tenant, project), "board", building],
    queryFn: () => allPages((after) => listUnits(tenant, project, { ...anything, building }, after, { limit: 100 })),
  });
}

/** How one unit is asked for. */
export const unitQuery = (tenant: string, project: string, id: string) => ({
  queryKey: [...unitsKey(tenant, project), "one", id],
  queryFn: () => readUnit(tenant, project, id),
  retry: false,
});

/** The unit that an address names, whatever board or list is shown; null where none is named, or it is gone. */
export function useUnit(project: string, id: string | null) {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  return useQuery({
    ...unitQuery(tenant, project, id ?? ""),
    enabled: id !== null,
    // What a board or list has shown already is there at once, and asked anew behind it.
    placeholderData: () =>
      queries
        .getQueriesData<unknown>({ queryKey: unitsKey(tenant, project) })
        .flatMap(([, data]) => unitsIn(data))
        .find((unit) => unit.id === id),
  });
}

/** The units of a board's answer, or of a list's pages. */
function unitsIn(data: unknown): Unit[] {
  if (Array.isArray(data)) return data.filter((item): item is Unit => typeof item === "object" && item !== null && "listTotalFen" in item);
  const pages = (data as { pages?: { items?: unknown }[] } | undefined)?.pages ?? [];
  return pages.flatMap(({ items }) => unitsIn(items));
}

/** Units page by page, under conditions. */
export function useUnits(project: string, conditions: UnitConditions) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    queryKey: [...unitsKey(tenant, project), "list", conditions],
    queryFn: ({ pageParam }) => listUnits(tenant, project, conditions, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** Every unit under conditions, for a file. */
export function everyUnit(tenant: string, project: string, conditions: UnitConditions): Promise<Unit[]> {
  return allPages((after) => listUnits(tenant, project, conditions, after, { limit: 100 }), 100);
}

/** Asks again for whatever shows units of the project. */
export function useUnitsChanged(project: string) {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: unitsKey(tenant, project) });
}

export const anything: UnitConditions = { building: null, state: null, product: null, number: null };

async function allPages<Item>(read: (after: string | null) => Promise<Page<Item>>, atMost = PAGES_AT_MOST): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  for (let page = 0; page < atMost; page += 1) {
    const answer: Page<Item> = await read(after);
    items.push(...answer.items);
    after = answer.next;
    if (after === null) break;
  }
  return items;
}
