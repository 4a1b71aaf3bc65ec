import type { BusinessDay } from "../../../time/contract";
import type { Effect, Tier } from "../../contract";
import type { QuotedSpecial, SpecialPrice } from "../contract";

/** The tier that a number of units reaches: the one with the greatest threshold not above it. */
export function tierAt(tiers: Tier[], units: number): Tier | null {
  return tiers.reduce<Tier | null>(
    (best, tier) => (tier.fromUnits <= units && (!best || tier.fromUnits > best.fromUnits) ? tier : best),
    null,
  );
}

/** What a tier takes off. */
export function effectOf({ payableBps, amountFen, perSqmFen }: Tier): Effect {
  if (payableBps !== undefined) return { kind: "rate", payableBps };
  if (amountFen !== undefined) return { kind: "amount", amountFen };
  if (perSqmFen !== undefined) return { kind: "perSqm", perSqmFen };

  throw new RangeError("A tier without an effect is refused by its shape");
}

type SpecialTable = Extract<SpecialPrice["effect"], { kind: "tiers" }>;

/** A special price at a count; `units`: those that its own table goes by, where they are not the deal's. */
export type CountedSpecial = QuotedSpecial & { units?: number };

/** The own table of a special price; null where it has none. */
export const tableOf = ({ effect }: Pick<SpecialPrice, "effect">): SpecialTable | null => (effect.kind === "tiers" ? effect : null);

/** What a special price takes off, `fromUnits` where it is a tier of its own table. */
export type Offered = { effect: Exclude<SpecialPrice["effect"], SpecialTable> | Effect; fromUnits: number | null };

/** Why the own table of a special price gives nothing, or not all that it may. */
export type TableObstacle = {
  code: "below-first-tier" | "commitment-open" | "commitment-missed" | "area-needed";
  fromUnits?: number;
  moreUnits?: number;
  by?: BusinessDay;
};

/**
 * What a special price may take off at a count; of several the buyer gets the lowest. Its own table gives a tier once its
 * commitment is met. The fallback is given in any case, so that meeting the commitment makes nothing dearer. A commitment of
 * which nothing is said is met where the count is.
 */
export function offeredBy(special: CountedSpecial, countedUnits: number): { offers: Offered[]; obstacles: TableObstacle[] } {
  const { effect, commitmentState = "open", units = countedUnits } = special;
  if (effect.kind !== "tiers") return { offers: [{ effect, fromUnits: null }], obstacles: [] };
  const { tiers, commitment } = effect;
  const isMet = commitment === null || commitmentState === "met" || (commitmentState === "open" && units >= commitment.units);
  const tier = isMet ? tierAt(tiers, units) : null;
  const fallback = commitment?.fallback ?? null;

  return {
    offers: [
      ...(tier ? [{ effect: effectOf(tier), fromUnits: tier.fromUnits }] : []),
      ...(fallback ? [{ effect: fallback, fromUnits: null }] : []),
    ],
    obstacles: isMet ? (tier ? [] : [short("below-first-tier", Math.min(...tiers.map(({ fromUnits }) => fromUnits)))]) : [unmet()],
  };

  function unmet(): TableObstacle {
    const { units: wanted, by } = commitment as NonNullable<typeof commitment>;

    return { ...short(commitmentState === "missed" ? "commitment-missed" : "commitment-open", wanted), by };
  }

  function short(code: TableObstacle["code"], fromUnits: number): TableObstacle {
    return { code, fromUnits, moreUnits: Math.max(0, fromUnits - units) };
  }
}

/** Numbers of units at which the own table of a special price may give another price. */
export function thresholdsOfTable(special: SpecialPrice): number[] {
  const table = tableOf(special);
  if (!table) return [];

  return [...table.tiers.map(({ fromUnits }) => fromUnits), ...(table.commitment ? [table.commitment.units] : [])];
}
