import type { SpecialTerms } from "../../api/specials";

/** The terms as a form has them: each effect keeps its own field, so that changing one's mind loses nothing. */
export interface TermsValues {
  kind: SpecialTerms["effect"]["kind"];
  payableBps: number | null;
  amountFen: number | null;
  payableFen: number | null;
  floorBps: number | null;
  way: "replaces" | "stacks";
  counts: boolean;
  validUntil: string | null;
}

export const emptyTerms = (validUntil: string): TermsValues => ({
  kind: "rate",
  payableBps: null,
  amountFen: null,
  payableFen: null,
  floorBps: null,
  way: "replaces",
  counts: true,
  validUntil,
});

/** A form that begins with terms that were asked for. */
export const valuesOf = ({ effect, floorBps, replacesGroup, counts, validUntil }: SpecialTerms): TermsValues => ({
  ...emptyTerms(validUntil),
  ...effect,
  floorBps,
  way: replacesGroup ? "replaces" : "stacks",
  counts,
});

/** The terms that a form says; null while something is missing. */
export function termsOf({ kind, payableBps, amountFen, payableFen, floorBps, way, counts, validUntil }: TermsValues): SpecialTerms | null {
  const effect =
    kind === "rate" && payableBps !== null
      ? { kind, payableBps }
      : kind === "amount" && amountFen
        ? { kind, amountFen }
        : kind === "final" && payableFen
          ? { kind, payableFen }
          : null;
  if (effect === null || validUntil === null) return null;

  return { effect, replacesGroup: way === "replaces", floorBps, counts, validUntil };
}
