import { type Home, thresholds } from "../../policies/quoting/rules";
import { tableOf } from "../../policies/quoting/tiers/rules";
import { quoteWith } from "../../policies/specials/rules";
import { addDays } from "../../time/business-day";
import type { BusinessDay } from "../../time/contract";
import { countOf } from "../counting/rules";
import { asAhead, buyerKnown, countedDaysOf, type DealFacts, pricedAt, settle } from "../rules";
import type { FoundDeal } from "../shape";
import type { Statement } from "./contract";

/** Units of a group that count at the end of all that has happened. */
export function countedNow(all: DealFacts[]): number {
  return countOf(all.flatMap(countedDaysOf)).now;
}

/** Deals as they may yet be priced: a commitment of a special price whose last day is not over may still be met. */
export function stillAhead(all: DealFacts[]): DealFacts[] {
  const count = countOf(all.flatMap(countedDaysOf));

  return all.map((deal) => asAhead(deal, count));
}

/**
 * Deals of a counting group in the order of their subscription, those of an engagement after all others: the last one is
 * whose home and terms a newcomer to it is thought to have. Rows come in none.
 */
export function latestLast(found: FoundDeal[], engagementId: string | null): DealFacts[] {
  const placeOf = ({ row, facts }: FoundDeal) => `${row.engagementId === engagementId ? 1 : 0} ${facts.buyer.on} ${row.id}`;

  return found.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)).map(({ facts }) => facts);
}

/**
 * The next threshold that lowers the price of anybody in, or of a newcomer: what those in would save at it, each by the
 * version and the contract of their own, and what the newcomer, with the home and terms of the latest deal, would pay.
 * Nothing where no higher threshold lowers anything.
 *
 * @param all every deal of the counting group, the latest last ({@link latestLast})
 */
export function nextOf(all: DealFacts[]): Statement["next"] {
  const counted = countedNow(all);
  const now = new Map(settle(all).map((settled) => [settled.id, settled]));
  const those = stillAhead(all).filter(({ cancelledOn }) => cancelledOn === null);
  const standing = those.filter(({ standing }) => standing.standing === "counted");
  const latest = those.at(-1);
  const buyers = [...standing.map((deal) => ({ ...deal, buyer: buyerKnown(deal) })), ...(latest ? [latest] : [])];
  const tried = [...new Set(buyers.flatMap(({ terms, home, buyer, specials }) => thresholds(terms, home, buyer, specials)))]
    .filter((threshold) => threshold > counted)
    .sort((a, b) => a - b);

  for (const fromUnits of tried) {
    const savesOthersFen = standing.reduce((sum, deal) => sum + savedBy(deal, now.get(deal.id)?.payableFen ?? 0, fromUnits), 0);
    const newcomer = latest ? asNewcomer(latest, counted, fromUnits) : null;
    if (savesOthersFen > 0 || (newcomer?.savesFen ?? 0) > 0)
      return { fromUnits, moreUnits: fromUnits - counted, savesOthersFen, by: byOf(fromUnits), newcomer };
  }

  return null;

  /** The first of the last days of commitments that would be met there. */
  function byOf(units: number): BusinessDay | null {
    const open = (latest ? [latest, ...standing] : standing).flatMap(({ specials }) =>
      specials.filter(({ commitmentState }) => commitmentState === "open"),
    );
    const days = open
      .flatMap((special) => tableOf(special)?.commitment ?? [])
      .filter((commitment) => commitment.units > counted && commitment.units <= units);

    return days.map(({ by }) => by).sort()[0] ?? null;
  }
}

/** What a deal, as it may yet be priced, would pay less if so many counted; nothing where its version keeps the tier of the signing day. */
export function savedBy(deal: DealFacts, payableFen: number, units: number): number {
  if (!deal.terms.retroactive) return 0;

  return Math.max(0, payableFen - pricedAt(deal, units).priced.payableFen);
}

/** A home like this one: which one is not known, so no list of homes has it. */
export const anotherLike = (home: Home): Home => ({ ...home, unitNumber: null });

/** Of the latest deal's special prices a newcomer has those of the engagement whose days are not over. */
function asNewcomer({ terms, home: latest, buyer, specials }: DealFacts, counted: number, fromUnits: number) {
  const home = anotherLike(latest);
  const its = specials.filter(({ scope, validUntil, today }) => scope === "engagement" && (today === undefined || today <= validUntil));
  const priceAt = (units: number) => quoteWith(terms, home, buyer, units, its).priced;
  const { payableFen, tier } = priceAt(fromUnits);

  return {
    listPriceFen: home.listPriceFen,
    payableFen,
    tier,
    savesFen: priceAt(Math.min(counted + 1, fromUnits - 1)).payableFen - payableFen,
  };
}

/** What a cancellation does to the tier of the others, where every deal's own version says the same. */
export function onDropOf(all: DealFacts[]): Statement["onDrop"] {
  const said = new Set(all.map(({ terms }) => (terms.retroactive ? terms.onDrop : null)));

  return said.size === 1 ? ([...said][0] ?? null) : null;
}

/**
 * Why no deal can come to count any more: the engagement is settled, or the window, the days to sign and the days in which
 * a day may still be recorded are over. Then nothing is promised of a next tier.
 *
 * @param backdateDays null: any day may still be recorded, so the window is never over
 */
export function tiersEndOf(
  settledOn: BusinessDay | null,
  settleFrom: BusinessDay,
  backdateDays: number | null,
  today: BusinessDay,
): Statement["tiersEnd"] {
  if (settledOn !== null) return "settled";

  return backdateDays !== null && today > addDays(settleFrom, backdateDays) ? "over" : null;
}
