import type { Unit } from "../../api/units";

export interface BoardRow {
  floor: number;
  /** One for each column; null where the floor has no such unit. */
  cells: (Unit | null)[];
  /** The product of all its units, where that is not the one of the floor above: shops under homes begin anew. */
  begins: string | null;
}

export interface BoardColumn {
  id: string;
  /** What all units of the column have in common; null where they differ. */
  layout: string | null;
}

export interface Arranged {
  columns: BoardColumn[];
  /** The highest floor first. */
  rows: BoardRow[];
}

/**
 * A building's units as its front is seen: floors above each other, and under each other what has the same place on its
 * floor. 0902 and 1602 share the place 02; a unit whose number does not begin with its floor takes the next free place.
 */
export function arranged(units: readonly Unit[]): Arranged {
  const floors = Map.groupBy(units, ({ floor }) => floor);
  const named = [...new Set(units.flatMap((unit) => tailOf(unit) ?? []))].toSorted();
  const widest = Math.max(0, ...[...floors.values()].map((here) => widthOf(here, named)));
  const ids = Array.from({ length: widest }, (_, at) => named[at] ?? String(at + 1));

  const heights = [...floors.keys()].toSorted((a, b) => b - a);
  const products = heights.map((floor) => productOf(floors.get(floor) ?? []));
  const rows = heights.map((floor, at) => ({
    floor,
    cells: cellsOf(floors.get(floor) ?? [], named, widest),
    begins: at > 0 && products[at] !== products[at - 1] ? (products[at] ?? null) : null,
  }));
  const columns = ids.map((id, at) => {
    const layouts = new Set(rows.flatMap(({ cells }) => cells[at]?.layout ?? []));
    return { id, layout: layouts.size === 1 ? ([...layouts][0] ?? null) : null };
  });
  return { columns, rows };
}

/** What all units of a floor are; null where they differ, or nobody has said. */
function productOf(here: readonly Unit[]): string | null {
  const products = new Set(here.map(({ product }) => product));
  return products.size === 1 ? ([...products][0] ?? null) : null;
}

/** A floor's units in their places. */
function cellsOf(here: readonly Unit[], named: readonly string[], width: number): (Unit | null)[] {
  const cells = Array.from(
    { length: width },
    (_, at): Unit | null => here.find((unit) => tailOf(unit) === named[at] && named[at] !== undefined) ?? null,
  );
  for (const unit of here.filter((one) => !cells.includes(one))) cells[cells.indexOf(null)] = unit;
  return cells;
}

/** How many places a floor needs. */
function widthOf(here: readonly Unit[], named: readonly string[]): number {
  const placed = new Set(here.flatMap((unit) => tailOf(unit) ?? [])).size;
  const free = named.length - placed;
  return named.length + Math.max(0, here.length - placed - free);
}

/** What of a number is left without its floor: `0902` and `902` on the ninth are `02`. Null where it has none. */
function tailOf({ number, floor }: Unit): string | null {
  const match = /^0*(\d+)(\d{2})$/.exec(number);
  return match && Number(match[1]) === floor ? (match[2] ?? null) : null;
}

export interface Place {
  row: number;
  column: number;
}

/**
 * Where an arrow key leads from a place of the board: over gaps to the next unit that way, and stays at the edge.
 * Home and End go to the ends of the floor, with Ctrl to the first and the last unit.
 */
export function placeAfterKey({ rows }: Arranged, from: Place, key: string, ctrl: boolean): Place | null {
  const occupied = ({ row, column }: Place) => Boolean(rows[row]?.cells[column]);
  const inRow = (row: number) => (rows[row]?.cells ?? []).flatMap((cell, column) => (cell ? [{ row, column }] : []));
  const walk = (rowStep: number, columnStep: number) => {
    for (let at = { row: from.row + rowStep, column: from.column + columnStep }; rows[at.row] && at.column >= 0; ) {
      if (occupied(at)) return at;
      if (at.column >= (rows[at.row]?.cells.length ?? 0)) return null;
      at = { row: at.row + rowStep, column: at.column + columnStep };
    }
    return null;
  };

  switch (key) {
    case "ArrowUp":
      return walk(-1, 0);
    case "ArrowDown":
      return walk(1, 0);
    case "ArrowLeft":
      return walk(0, -1);
    case "ArrowRight":
      return walk(0, 1);
    case "Home":
      return inRow(ctrl ? 0 : from.row)[0] ?? null;
    case "End":
      return inRow(ctrl ? rows.length - 1 : from.row).at(-1) ?? null;
    default:
      return null;
  }
}
