import type { PriceListRow } from "../../../../src/policies/quoting/contract";

/** What one home costs at a number of units in two versions. null: the version has no such row. */
export interface FiguresRow {
  fromUnits: number;
  /** null: and more. */
  toUnits: number | null;
  before: PriceListRow | null;
  after: PriceListRow | null;
}

/** Two price lists of one home cut at the thresholds of both, so that every row compares like with like. */
export function sideBySide(before: PriceListRow[], after: PriceListRow[]): FiguresRow[] {
  const starts = [...new Set([...before, ...after].map(({ fromUnits }) => fromUnits))].sort((a, b) => a - b);

  return starts.map((fromUnits, at) => {
    const next = starts[at + 1];
    return { fromUnits, toUnits: next === undefined ? null : next - 1, before: rowAt(before, fromUnits), after: rowAt(after, fromUnits) };
  });
}

function rowAt(rows: PriceListRow[], units: number): PriceListRow | null {
  return rows.find(({ fromUnits, toUnits }) => fromUnits <= units && (toUnits === null || units <= toUnits)) ?? null;
}
