import { type Answer, as, type Person } from "../support/kit";
import type { Operation } from "./operations";
import type { World } from "./world";

/** How an operation is rightly asked in a world, and what the checks should expect of it. */
export interface Example {
  /** Who may; every other role of the same kind of tenant must be refused. Absent on public and own-account routes. */
  permission?: string;
  /** The rightful caller. */
  caller: (world: World) => Person | null | Promise<Person | null>;
  params?: (world: World) => Record<string, string>;
  query?: string;
  /** Other questions that must cost no more: orders and conditions that have an index of their own, or a bound (`rows`). */
  queries?: { query: string; rows?: number }[];
  /** `n` counts the calls, so that a name or address need not be used twice. */
  body?: (world: World, n: number) => unknown;
  ifMatch?: number;
  headers?: (world: World) => Record<string, string>;
  /** Makes true what the call needs and the world has not. */
  prepare?: (world: World) => unknown;
  /** Round trips allowed; else one to read, two to write. */
  trips?: number;
  /** Rows it may read, where they follow what it reckons with and not what it returns; the same whatever else the tenant has. */
  rows?: number;
  /** Rows by which it may read more, where earlier operations of the walk add to the group that it reckons with; else 20. */
  more?: number;
  /** Its answer held a secret or cookies: a replay answers 409 `already-answered`, not the same again. */
  secret?: boolean;
}

let calls = 0;

/** Rows that are read to reckon with a counting group of the world: its deals with all that prices and rewards follow. */
export const rowsOfGroup = 180;

/** Rows that are read where no index gives an order: five hundred are looked at and put in it, and a page of them is told. */
export const rowsLookedAt = 2 * 501 + 8 * 51;

export interface Prepared {
  method: string;
  path: string;
  body: unknown;
  headers: Record<string, string> | undefined;
  example: Example;
  /** As whoever is rightful asks, or naming other things in the path. */
  call: (person: Person | null, options?: { key?: string | null; naming?: Record<string, string> }) => Promise<Answer>;
}

/** One call of an operation in a world, to be made by anyone, once or again. */
export async function prepare(operation: Operation, example: Example, world: World, query = example.query): Promise<Prepared> {
  await example.prepare?.(world);
  const n = calls++;
  const headers = example.headers?.(world);
  const body = await example.body?.(world, n);
  const params = { agency: world.agency.id, developer: world.developer.id, ...example.params?.(world) } as Record<string, string>;
  const pathOf = (naming: Record<string, string> = {}) => {
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent({ ...params, ...naming }[name] ?? `missing-${name}`),
    );

    return `${filled}${query ?? ""}`;
  };

  return {
    method: operation.method,
    path: pathOf(),
    body,
    headers,
    example,
    call: (person, { key, naming } = {}) =>
      as(person).call(operation.method, pathOf(naming), body, { key, ifMatch: example.ifMatch, headers }),
  };
}
