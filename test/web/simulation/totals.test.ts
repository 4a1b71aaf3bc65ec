import { expect, test } from "vitest";
import type { SimulatedGroup } from "../../../web/src/api/simulation";
import { justUnder, totalsOf } from "../../../web/src/features/simulation/totals";

const group = (rootId: string, moreUnits: number | null, told: Partial<SimulatedGroup> = {}): SimulatedGroup => {
  const outcome = { countedUnits: 8, discountFen: 100, payableFen: 900, rewardFen: 10, next: null };
  return {
    rootId,
    accountName: rootId,
    credential: null,
    deals: 2,
    before: outcome,
    after: { ...outcome, discountFen: 150, rewardFen: 30, next: moreUnits === null ? null : { fromUnits: 8 + moreUnits, moreUnits } },
    demandUnits: 0,
    withDemand: null,
    gains: 1,
    loses: 0,
    moved: [],
    ...told,
  };
};

test("all groups add up, before and after apart", () => {
  expect(totalsOf([group("a", null), group("b", 1, { gains: 0, loses: 2 })])).toEqual({
    groups: 2,
    deals: 4,
    gains: 1,
    loses: 2,
    before: { discountFen: 200, rewardFen: 20 },
    after: { discountFen: 300, rewardFen: 60 },
  });
});

test.each([
  { why: "three missing is near", missing: 3, isNear: true },
  { why: "four is not", missing: 4, isNear: false },
  { why: "nor is who has no higher tier", missing: null, isNear: false },
])("just under a tier: $why", ({ missing, isNear }) => {
  expect(justUnder([group("a", missing)])).toHaveLength(isNear ? 1 : 0);
});

test("the nearest comes first", () => {
  expect(justUnder([group("two", 2), group("one", 1)]).map(({ rootId }) => rootId)).toEqual(["one", "two"]);
});
