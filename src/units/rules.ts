import { keysOf, placeWith } from "../http/page";
import { priceOfArea } from "../money/fen";

/** Withheld from sale (未放), available, held for somebody, subscribed, signed. */
export const unitStates = ["withheld", "available", "held", "subscribed", "signed"] as const;

/** How far a list price may lie from area × price per m², in fen: sheets round the total to the yuan. */
const toleranceFen = 100;

interface Prices {
  areaCentiSqm?: number | null | undefined;
  pricePerSqmFen?: number | null | undefined;
  listTotalFen?: number | undefined;
}

interface Refused {
  field: keyof Prices;
  code: "price-needed" | "area-needed" | "amount-too-large" | "price-comes-to";
  /** What area × price per m² comes to, with `price-comes-to`. */
  comesToFen?: number;
}

/**
 * What a unit is listed at, in fen: the total that was given, else area × price per m² to the fen. A total that is given
 * beside both must agree with them within one yuan; it then stands as it was given.
 *
 * Source: one price for each home (一房一價), docs/pricing.md.
 */
export function listPriceOf({ areaCentiSqm, pricePerSqmFen, listTotalFen }: Prices): { listTotalFen: number } | Refused {
  if (pricePerSqmFen == null)
    return listTotalFen === undefined
      ? { field: areaCentiSqm == null ? "listTotalFen" : "pricePerSqmFen", code: "price-needed" }
      : { listTotalFen };
  if (areaCentiSqm == null) return listTotalFen === undefined ? { field: "areaCentiSqm", code: "area-needed" } : { listTotalFen };

  const product = priceOfArea(areaCentiSqm, pricePerSqmFen);
  if (product === null) return { field: "pricePerSqmFen", code: "amount-too-large" };
  if (listTotalFen === undefined) return product === 0 ? { field: "pricePerSqmFen", code: "price-needed" } : { listTotalFen: product };
  if (Math.abs(listTotalFen - product) > toleranceFen) return { field: "listTotalFen", code: "price-comes-to", comesToFen: product };

  return { listTotalFen };
}

type Priced = { areaCentiSqm: number | null; pricePerSqmFen: number | null; listTotalFen: number };

/**
 * The list price after an edit: the one it names; else, where it names area or price per m², what they now come to;
 * else the one that stood.
 */
export function listPriceAfter(before: Priced, edit: Partial<Priced>): { listTotalFen: number } | Refused {
  const { areaCentiSqm, pricePerSqmFen } = { ...before, ...withoutUndefined(edit) };
  const isRepriced = edit.areaCentiSqm !== undefined || edit.pricePerSqmFen !== undefined;
  const isKnown = areaCentiSqm !== null && pricePerSqmFen !== null;
  const kept = isRepriced && isKnown ? undefined : before.listTotalFen;

  return listPriceOf({ areaCentiSqm, pricePerSqmFen, listTotalFen: edit.listTotalFen ?? kept });
}

const withoutUndefined = <T extends object>(edit: T): T =>
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as T;

/** What an edit may not touch once somebody has the unit: what its price and its counting were taken from. */
const fixedOnceSold = ["product", "areaCentiSqm", "pricePerSqmFen", "listTotalFen"] as const;

/** Whether an edit changes what is fixed once a unit is subscribed. */
export const touchesPrice = (edit: Partial<Record<(typeof fixedOnceSold)[number], unknown>>): boolean =>
  fixedOnceSold.some((field) => edit[field] !== undefined);

/** A name of a place as it is kept: half-width, single spaces, none at the ends. */
export const plainly = (text: string): string => text.normalize("NFKC").replaceAll(/\s+/g, " ").trim();

interface Place {
  building: string;
  number: string;
}

/** One text for a unit's place in its project. */
export const placeKey = ({ building, number }: Place): string => JSON.stringify([building, number]);

/** Where a list goes on after a unit: `1棟|9|0902`, percent-encoded. */
export const placeAfter = ({ building, floor, number }: Place & { floor: number }): string => placeWith(building, floor, number);

/** The building, floor and number after which a list goes on; null for what is none. */
export function placeIn(after: string): [building: string, floor: number, number: string] | null {
  const [building = "", floor = "", number = ""] = keysOf(after, 3) ?? [];

  return number === "" ? null : [building, Number(floor), number];
}
