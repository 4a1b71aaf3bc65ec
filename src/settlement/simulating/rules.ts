import type { PolicyTerms } from "../../policies/contract";
import type { GroupRows } from "../facts";
import { settle } from "../rules";
import { dealFactsOf, type FoundDeal, rewardsOf } from "../shape";
import { anotherLike, countedNow, latestLast, nextOf } from "../statement/rules";
import type { SimulatedGroup } from "./contract";

type Simulated = Omit<SimulatedGroup, "rootId" | "accountName" | "credential">;

/**
 * What the deals of a group cost and earn by their own versions, and as if every one of them had been subscribed under
 * other terms: those decide who counts, too. Contracts are left out on both sides, since a buyer under the other terms
 * would have signed another: equal terms give equal outcomes. Null without a signed home that stands.
 *
 * @param declaredUnits what the group's accounts say that they will take, those included that they have subscribed
 */
export function simulated(rows: GroupRows, terms: PolicyTerms, declaredUnits: number): Simulated | null {
  const drafted = withTerms(rows, terms);
  const before = outcomeOf(rows);
  const after = outcomeOf(drafted);
  if (before.prices.length === 0) return null;
  const demandUnits = Math.max(0, declaredUnits - rows.deals.filter(({ cancelledOn }) => cancelledOn === null).length);
  const moved = before.prices.flatMap(({ row, payableFen }, at) => {
    const other = after.prices[at];
    if (!other || other.payableFen === payableFen) return [];
    return [{ building: row.building, unitNumber: row.unitNumber, beforeFen: payableFen, afterFen: other.payableFen, tier: other.tier }];
  });

  return {
    deals: before.prices.length,
    before: before.outcome,
    after: after.outcome,
    demandUnits,
    withDemand: demandUnits > 0 ? { before: outcomeOf(rows, demandUnits).outcome, after: outcomeOf(drafted, demandUnits).outcome } : null,
    gains: moved.filter(({ beforeFen, afterFen }) => afterFen < beforeFen).length,
    loses: moved.filter(({ beforeFen, afterFen }) => afterFen > beforeFen).length,
    moved,
  };
}

/** The same rows, each deal under other terms. */
const withTerms = (rows: GroupRows, terms: PolicyTerms): GroupRows => ({
  ...rows,
  versions: rows.versions.map(({ id }) => ({ id, terms })),
});

/** @param more homes on top, each signed like the latest that stands */
function outcomeOf(rows: GroupRows, more = 0) {
  const found = dealFactsOf(rows).map((deal): FoundDeal => ({ ...deal, facts: { ...deal.facts, contractPriceFen: null } }));
  const latest = found
    .filter(({ facts }) => facts.signedOn !== null && facts.cancelledOn === null)
    .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
    .at(-1);
  const declared = latest
    ? Array.from(
        { length: more },
        (_, at): FoundDeal => ({
          ...latest,
          facts: {
            ...latest.facts,
            id: `declared-${at}`,
            home: anotherLike(latest.facts.home),
            specials: [],
            isOwnPurchase: false,
            earlier: [],
          },
        }),
      )
    : [];
  const all = [...found, ...declared];
  const facts = all.map(({ facts }) => facts);
  const prices = settle(facts).flatMap(({ payableFen, tier }, at) => {
    const { row } = all[at] as FoundDeal;
    return payableFen === null || row.cancelledOn !== null ? [] : [{ row, payableFen, tier }];
  });
  const payableFen = prices.reduce((sum, price) => sum + price.payableFen, 0);
  const listFen = prices.reduce((sum, { row }) => sum + row.listPriceFen, 0);
  const next = nextOf(latestLast(all, null));

  return {
    prices,
    outcome: {
      countedUnits: countedNow(facts),
      discountFen: listFen - payableFen,
      payableFen,
      rewardFen: rewardsOf(rows, found)
        .flatMap(({ due }) => due)
        .reduce((sum, { amountFen }) => sum + amountFen, 0),
      next: next && { fromUnits: next.fromUnits, moreUnits: next.moreUnits },
    },
  };
}

/** In the order of signing; of one day, of subscribing: rows come in none. */
const placeOf = ({ facts: { signedOn, id } }: FoundDeal) => `${signedOn} ${id}`;
