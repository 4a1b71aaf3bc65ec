import type { SimulatedGroup } from "../../api/simulation";

/** What a draft comes to over all groups; amounts in fen, the changes after less before. */
export interface SimulationTotals {
  groups: number;
  deals: number;
  gains: number;
  loses: number;
  before: { discountFen: number; rewardFen: number };
  after: { discountFen: number; rewardFen: number };
}

export function totalsOf(groups: SimulatedGroup[]): SimulationTotals {
  const sum = (of: (group: SimulatedGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  return {
    groups: groups.length,
    deals: sum(({ deals }) => deals),
    gains: sum(({ gains }) => gains),
    loses: sum(({ loses }) => loses),
    before: { discountFen: sum(({ before }) => before.discountFen), rewardFen: sum(({ before }) => before.rewardFen) },
    after: { discountFen: sum(({ after }) => after.discountFen), rewardFen: sum(({ after }) => after.rewardFen) },
  };
}

/** An account is just under a tier while so few homes are missing. */
const JUST_UNDER_UNITS = 3;

/** Who would stand just under a tier, the nearest first. */
export function justUnder(groups: SimulatedGroup[]): SimulatedGroup[] {
  const missing = ({ after }: SimulatedGroup) => after.next?.moreUnits ?? Number.POSITIVE_INFINITY;
  return groups.filter((group) => missing(group) <= JUST_UNDER_UNITS).toSorted((one, other) => missing(one) - missing(other));
}
