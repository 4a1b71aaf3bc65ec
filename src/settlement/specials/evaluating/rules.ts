import type { BusinessDay } from "../../../time/contract";
import type { GroupRows } from "../../facts";
import { settle } from "../../rules";
import { dealFactsOf } from "../../shape";
import { countedNow } from "../../statement/rules";
import type { SpecialEvaluation, SpecialScope, SpecialTerms } from "../contract";

/** Homes that an evaluation names; its sums are of all. */
const namedAtMost = 50;

/**
 * What a special price would cost against the price without it, by the rule that settles: the group is reckoned as it
 * stands and with the special in it. Homes in its scope that are not signed yet are taken as signed today; cancelled ones
 * are left out.
 *
 * @param now UTC milliseconds, as the moment of its yes; `today` the same as a day of the project
 */
export function evaluationOf(
  rows: GroupRows,
  about: SpecialScope,
  terms: SpecialTerms,
  { now, today }: { now: number; today: BusinessDay },
): SpecialEvaluation {
  const isAbout = (deal: GroupRows[2][number]) =>
    deal.cancelledOn === null && (about.kind === "deal" ? deal.id === about.dealId : deal.engagementId === about.engagementId);
  const scoped = new Map(rows[2].filter(isAbout).map((deal) => [deal.id, deal]));
  const signed = rows[2].map((deal) =>
    scoped.has(deal.id) && deal.signedOn === null ? { ...deal, signedOn: later(today, deal.subscribedOn) } : deal,
  );
  const special = { id: "asked", number: Number.MAX_SAFE_INTEGER, terms, counterTerms: null, approvedAt: now };
  const [group, engagements, , versions, recognitions, entries, lines, rewards, ofDeals, ofEngagements] = rows;
  const reckoned = (withIt: boolean) => {
    const found = dealFactsOf([
      group,
      engagements,
      signed,
      versions,
      recognitions,
      entries,
      lines,
      rewards,
      withIt && about.kind === "deal" ? [...ofDeals, { ...special, dealId: about.dealId, engagementId: null }] : ofDeals,
      withIt && about.kind === "engagement"
        ? [...ofEngagements, { ...special, dealId: null, engagementId: about.engagementId }]
        : ofEngagements,
    ]);
    const facts = found.map(({ facts: one }) => one);

    return { counted: countedNow(facts), prices: new Map(settle(facts).map(({ id, payableFen }) => [id, payableFen ?? 0])) };
  };
  const [without, withIt] = [reckoned(false), reckoned(true)];
  const sumOf = (prices: Map<string, number>, isScoped: boolean) =>
    [...prices].reduce((sum, [id, fen]) => (scoped.has(id) === isScoped ? sum + fen : sum), 0);

  return {
    homes: [...scoped.values()].slice(0, namedAtMost).map(({ id, building, unitNumber, signedOn, listPriceFen }) => ({
      dealId: id,
      building,
      unitNumber,
      isSigned: signedOn !== null,
      listPriceFen,
      beforeFen: without.prices.get(id) ?? 0,
      afterFen: withIt.prices.get(id) ?? 0,
    })),
    beforeFen: sumOf(without.prices, true),
    afterFen: sumOf(withIt.prices, true),
    othersFen: sumOf(withIt.prices, false) - sumOf(without.prices, false),
    countedUnits: { before: without.counted, after: withIt.counted },
  };
}

const later = (one: BusinessDay, other: BusinessDay): BusinessDay => (one > other ? one : other);
