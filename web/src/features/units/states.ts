import type { CatalogueEntry } from "../../../../src/campaigns/catalogue/contract";
import type { Language } from "../../api/session";
import type { Building, Unit, UnitState } from "../../api/units";
import type { Translate } from "../../i18n/messages";
import { area, moneyAlone } from "../../lib/format";
import { nameIn } from "../../lib/names";
import type { Tone } from "../../ui/Mark";

/** In the order of the legend. */
export const STATES: readonly UnitState[] = ["available", "held", "subscribed", "signed", "withheld"];

export const STATE_TONES: Record<UnitState, Tone> = {
  available: "good",
  held: "wait",
  subscribed: "info",
  signed: "done",
  withheld: "mute",
};

export type Counts = Building["units"];

export function sumOf(buildings: Building[]): Counts {
  const sum: Counts = { withheld: 0, available: 0, held: 0, subscribed: 0, signed: 0 };
  for (const { units } of buildings) for (const state of STATES) sum[state] += units[state];
  return sum;
}

export const allOf = (counts: Counts): number => STATES.reduce((sum, state) => sum + counts[state], 0);

/** Everything of a cell in words, for who does not see it. */
export function unitWords(t: Translate, unit: Unit): string {
  return t("units.cell", {
    place: placeWords(unit),
    state: t(`units.state.${unit.state}`),
    area: unit.areaCentiSqm === null ? "—" : area(unit.areaCentiSqm),
    price: moneyAlone(unit.listTotalFen),
  });
}

export const placeWords = ({ building, number }: Pick<Unit, "building" | "number">): string => `${building} ${number}`;

/** A product's name in the campaign's own words; its code where the campaign has none. */
export function productWords(products: readonly CatalogueEntry[], code: string | null, language: Language): string | null {
  const entry = products.find((product) => product.code === code);
  return entry ? nameIn(entry.names, language) : code;
}
