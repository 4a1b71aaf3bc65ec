import type * as z from "zod";
import { placeKey } from "../../units/rules";

/**
 * What makes the terms of a policy version ill formed, beyond the type of each field. Each rule is a zod check that adds
 * one issue for each wrong element, with a stable code in `params.code`; contract.ts lists the codes.
 */

type Check<T> = (payload: z.core.ParsePayload<T>) => void;

/** No value stands twice in the list. */
export function unique(code: string): Check<string[]> {
  return ({ value, issues }) => {
    for (const index of repeated(value)) issues.push(fault(code, [index], value[index]));
  };
}

export const uniqueIds: Check<{ id: string }[]> = ({ value, issues }) => {
  for (const index of repeated(value.map(({ id }) => id))) issues.push(fault("duplicate-id", [index, "id"], value[index]?.id));
};

/** Each code is named by one element of the list only. */
export function listedOnce<K extends string>(key: K, code: string): Check<Record<K, string[]>[]> {
  return ({ value, issues }) => {
    const owners = new Map<string, number>();
    value.forEach((element, index) => {
      element[key].forEach((named, at) => {
        const owner = owners.get(named);
        if (owner !== undefined && owner !== index) issues.push(fault(code, [index, key, at], named));
        owners.set(named, owner ?? index);
      });
    });
  };
}

export const uniqueUnits: Check<{ building: string; number: string }[]> = ({ value, issues }) => {
  for (const index of repeated(value.map(placeKey))) issues.push(fault("duplicate-unit", [index, "number"], value[index]?.number));
};

export const uniqueThresholds: Check<{ fromUnits: number }[]> = ({ value, issues }) => {
  for (const index of repeated(value.map(({ fromUnits }) => fromUnits))) {
    issues.push(fault("duplicate-threshold", [index, "fromUnits"], value[index]?.fromUnits));
  }
};

type TierEffects = { payableBps?: number | undefined; amountFen?: number | undefined; perSqmFen?: number | undefined };

export const oneEffect: Check<TierEffects> = ({ value, issues }) => {
  if (kindsOf(value).length !== 1) issues.push(fault("tier-effect", [], value));
};

/** All tiers of a table work as its first one does. */
export const oneKind: Check<TierEffects[]> = ({ value, issues }) => {
  const kind = value[0] && kindsOf(value[0])[0];
  value.forEach((tier, index) => {
    const other = kindsOf(tier).find((key) => key !== kind);
    if (index > 0 && other) issues.push(fault("mixed-tier-kinds", [index, other], tier[other]));
  });
};

/** More units never cost more. */
export const neverRising: Check<(TierEffects & { fromUnits: number })[]> = ({ value, issues }) => {
  const ordered = value.toSorted((one, other) => one.fromUnits - other.fromUnits);
  ordered.forEach((tier, place) => {
    const before = ordered[place - 1];
    if (before && gainOf(tier) < gainOf(before)) issues.push(fault("tier-rises", [value.indexOf(tier)], tier));
  });
};

/** What a tier takes off, in the unit of its kind. */
export const gainOf = ({ payableBps, amountFen, perSqmFen }: TierEffects) =>
  payableBps === undefined ? (amountFen ?? perSqmFen ?? 0) : 10_000 - payableBps;

export const windowInOrder: Check<{ from?: string | undefined; until?: string | undefined }> = ({ value, issues }) => {
  if (value.from !== undefined && value.until !== undefined && value.from > value.until) {
    issues.push(fault("reversed-window", ["until"], value.until));
  }
};

const kinds = ["payableBps", "amountFen", "perSqmFen"] as const;

function kindsOf(tier: TierEffects) {
  return kinds.filter((kind) => tier[kind] !== undefined);
}

/** Places of the values that already stood earlier in the list. */
function repeated(values: (string | number)[]): number[] {
  const first = new Map(values.map((value, index) => [value, index] as const).toReversed());
  return values.flatMap((value, index) => ((first.get(value) ?? index) < index ? [index] : []));
}

function fault(code: string, path: (string | number)[], input: unknown): z.core.$ZodRawIssue {
  return { code: "custom", path, params: { code }, message: code, input, continue: true };
}
