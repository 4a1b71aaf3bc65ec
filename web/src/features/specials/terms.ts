import type { SpecialTerms } from "../../api/specials";
import { newTable } from "../policies/edits";
import { type EffectForm, effectForm, effectOf, type TableForm, tableForm, tiersOf } from "../policies/form";

/** The terms as a form has them: each effect keeps its own field, so that changing one's mind loses nothing. */
export interface TermsValues {
  kind: SpecialTerms["effect"]["kind"];
  payableBps: number | null;
  amountFen: number | null;
  payableFen: number | null;
  /** An own table, and what it hangs on. */
  table: TableForm;
  isCommitted: boolean;
  units: number | null;
  by: string | null;
  fallback: EffectForm | null;
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
  table: newTable("table", "t0", []),
  isCommitted: true,
  units: null,
  by: validUntil,
  fallback: null,
  floorBps: null,
  way: "replaces",
  counts: true,
  validUntil,
});

/** A form that begins with terms that were asked for. */
export function valuesOf({ effect, floorBps, replacesGroup, counts, validUntil }: SpecialTerms): TermsValues {
  const rest = { floorBps, way: replacesGroup ? ("replaces" as const) : ("stacks" as const), counts };
  if (effect.kind !== "tiers") return { ...emptyTerms(validUntil), ...effect, ...rest };
  const { tiers, commitment } = effect;
  const { units = null, by = validUntil, fallback = null } = commitment ?? {};

  return {
    ...emptyTerms(validUntil),
    kind: "tiers",
    table: tableForm("table", [], tiers),
    isCommitted: commitment !== null,
    units,
    by,
    fallback: fallback && effectForm(fallback),
    ...rest,
  };
}

/** The terms that a form says; null while something is missing. What has an own table counts. */
export function termsOf(values: TermsValues): SpecialTerms | null {
  const { kind, floorBps, way, counts, validUntil } = values;
  const effect = effectIn(values);
  if (effect === null || validUntil === null) return null;

  return { effect, replacesGroup: way === "replaces", floorBps, counts: counts || kind === "tiers", validUntil };
}

function effectIn({ kind, payableBps, amountFen, payableFen, ...tabled }: TermsValues): SpecialTerms["effect"] | null {
  switch (kind) {
    case "rate":
      return payableBps === null ? null : { kind, payableBps };
    case "amount":
      return amountFen ? { kind, amountFen } : null;
    case "final":
      return payableFen ? { kind, payableFen } : null;
    case "tiers":
      return tableIn(tabled);
  }
}

type Tabled = Pick<TermsValues, "table" | "isCommitted" | "units" | "by" | "fallback">;

function tableIn({ table, isCommitted, units, by, fallback }: Tabled): SpecialTerms["effect"] | null {
  if (table.tiers.some(({ fromUnits, value }) => fromUnits === null || !value)) return null;
  const tiers = tiersOf(table);
  if (!isCommitted) return { kind: "tiers", tiers, commitment: null };
  if (units === null || by === null || (fallback && !fallback.value)) return null;

  return { kind: "tiers", tiers, commitment: { units, by, fallback: fallback && effectOf(fallback) } };
}
