import type { FieldChange } from "./schema";

/** One change never lists more fields than this; past it the part that changed is listed whole. */
const listed = 100;

/**
 * What an edit moved, from → to: each field that differs, in nested parts each leaf by its JSON pointer without the
 * leading slash (`terms/regular/0/effect/payableBps`). Only fields that `after` names are looked at.
 */
export function changesBetween(before: object, after: object): FieldChange[] {
  return Object.entries(after).flatMap(([field, to]) => {
    if (to === undefined) return [];
    const from = (before as Record<string, unknown>)[field];
    const leaves = leafChanges(field, from, to);

    return leaves.length > listed ? [{ field, from, to }] : leaves;
  });
}

function leafChanges(field: string, from: unknown, to: unknown): FieldChange[] {
  if (Object.is(from, to)) return [];
  if (!isPart(from) || !isPart(to) || Array.isArray(from) !== Array.isArray(to)) return [{ field, from: from ?? null, to: to ?? null }];

  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => leafChanges(`${field}/${key}`, from[key], to[key]));
}

const isPart = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
