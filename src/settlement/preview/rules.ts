import type { QuotedTier } from "../../policies/quoting/contract";
import type { DealRow, GroupRows } from "../facts";
import { type Settled, settle } from "../rules";
import { dealFactsOf, type FoundDeal, rewardsOf } from "../shape";
import { countedNow } from "../statement/rules";
import type { GroupEffect } from "./contract";

/**
 * What a change of one deal would do to it, to the group's count and to everybody else in it: the group is reckoned as it
 * stands and as it would stand, by the same rule that settles.
 *
 * @param before the group's facts; `after` the same with the change in them
 * @param dealId null where the change is none of a deal's: then all are the others
 */
export function effectOf(before: GroupRows, after: GroupRows, dealId: string | null): GroupEffect {
  const was = reckoned(before);
  const will = reckoned(after);
  const deals = [...new Set([...was.priced.keys(), ...will.priced.keys()])];
  const priceIn = (side: typeof was, id: string | null) => (id === null ? null : (side.priced.get(id)?.price.payableFen ?? null));
  const others = deals.filter((id) => id !== dealId).map((id) => [id, was.priced.get(id), will.priced.get(id)] as const);

  return {
    countedUnits: { before: was.counted, after: will.counted },
    tier: { before: bestOf(others.map(([, one]) => one?.price)), after: bestOf(others.map(([, , other]) => other?.price)) },
    own: { beforeFen: priceIn(was, dealId), afterFen: priceIn(will, dealId) },
    others: others.flatMap(([id, one, other]) => {
      const row = (other ?? one)?.deal.row;
      const [beforeFen, afterFen, openFen] = [priceIn(was, id), priceIn(will, id), other?.price.openFen ?? 0];
      if (!row || (beforeFen === afterFen && openFen === 0)) return [];

      return [{ dealId: id, building: row.building, unitNumber: row.unitNumber, beforeFen, afterFen, openFen }];
    }),
    payable: { beforeFen: sumOf(was.priced), afterFen: sumOf(will.priced) },
    rewards: { beforeFen: was.rewardsFen, afterFen: will.rewardsFen },
  };
}

/** A group's facts with one deal's changed. */
export function withDeal(rows: GroupRows, dealId: string, change: Partial<DealRow>): GroupRows {
  return { ...rows, deals: rows.deals.map((deal) => (deal.id === dealId ? { ...deal, ...change } : deal)) };
}

/** A group's facts with one engagement's changed. */
export function withEngagement(rows: GroupRows, engagementId: string, change: Partial<GroupRows["engagements"][number]>): GroupRows {
  return { ...rows, engagements: rows.engagements.map((one) => (one.id === engagementId ? { ...one, ...change } : one)) };
}

interface Priced {
  deal: FoundDeal;
  price: Settled;
}

function reckoned(rows: GroupRows): { counted: number; priced: Map<string, Priced>; rewardsFen: number } {
  const found = dealFactsOf(rows);
  const settled = settle(found.map(({ facts }) => facts));

  return {
    counted: countedNow(found.map(({ facts }) => facts)),
    rewardsFen: rewardsOf(rows, found)
      .flatMap(({ due }) => due)
      .reduce((sum, { amountFen }) => sum + amountFen, 0),
    priced: new Map(found.map((deal, index) => [deal.row.id, { deal, price: settled[index] as Settled }])),
  };
}

/** The tier that the most units reach; what the key person's own home has is not the group's. */
function bestOf(prices: (Settled | undefined)[]): QuotedTier | null {
  return prices.reduce<QuotedTier | null>(
    (best, price) =>
      price?.tier && price.tier.source !== "own-purchase" && price.tier.fromUnits > (best?.fromUnits ?? 0) ? price.tier : best,
    null,
  );
}

const sumOf = (priced: Map<string, Priced>) => [...priced.values()].reduce((sum, { price }) => sum + (price.payableFen ?? 0), 0);
