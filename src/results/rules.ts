import type { Figures, MeasureId } from "./contract";

/** Sums of several days or categories: each measure by itself. Zeros are left out, so that a day without facts says nothing. */
export function added(all: readonly Figures[]): Figures {
  const sums: Figures = {};
  for (const figures of all)
    for (const [id, amount] of Object.entries(figures) as [MeasureId, number][]) sums[id] = (sums[id] ?? 0) + amount;

  return withoutZeros(sums);
}

export const withoutZeros = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).filter(([, amount]) => amount !== 0)) as Figures;

/** Of figures those that somebody may see. */
export const only = (figures: Figures, ids: ReadonlySet<string>): Figures =>
  Object.fromEntries(Object.entries(figures).filter(([id]) => ids.has(id))) as Figures;
