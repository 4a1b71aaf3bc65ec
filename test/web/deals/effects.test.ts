import { expect, test } from "vitest";
import type { ChangeEffect, Deal } from "../../../web/src/api/deals";
import { forfeitedOf, ownMoneyOf, refundOf } from "../../../web/src/features/deals/cancelling/refund";
import { cancellationWords } from "../../../web/src/features/deals/cancelling/words";
import { alike, othersFinding } from "../../../web/src/features/deals/effect/effects";
import { wordsIn } from "../words";

const other = (unitNumber: string, beforeFen: number, afterFen: number, openFen = 0) => ({
  dealId: unitNumber,
  building: "1棟",
  unitNumber,
  beforeFen,
  afterFen,
  openFen,
});
const withdrawn = ["1002", "1003", "1102"].map((number) => other(number, 424_496_80, 433_160_00));
const atTier = other("1602", 424_496_80, 424_496_80, 8_663_20);

test("homes to which the same happens stand together, an open item apart", () => {
  expect(alike([...withdrawn, atTier])).toEqual([
    { homes: ["1棟 1002", "1棟 1003", "1棟 1102"], beforeFen: 424_496_80, afterFen: 433_160_00, openFen: 0 },
    { homes: ["1棟 1602"], beforeFen: 424_496_80, afterFen: 424_496_80, openFen: 8_663_20 },
  ]);
});

test.each([
  { others: [], found: { kind: "same" }, why: "nobody is touched" },
  { others: [atTier], found: { kind: "open", homes: 1 }, why: "no price moves, but one contract stays below the rule" },
  {
    others: [...withdrawn, atTier],
    found: { kind: "each", homes: 3, eachFen: 8_663_20, totalFen: 25_989_60 },
    why: "the same for all that move",
  },
  {
    others: [...withdrawn, other("1603", 400_000_00, 410_000_00)],
    found: { kind: "various", homes: 4, totalFen: 35_989_60 },
    why: "not the same for all",
  },
])("what happens to the others: $why", ({ others, found }) => {
  expect(othersFinding(others)).toEqual(found);
});

test("a reward that was set off is not the buyer's to get back", () => {
  expect(ownMoneyOf({ heldFen: 22_000_00, setOffFen: 2_000_00 })).toBe(20_000_00);
});

test.each([
  { forfeitedFen: null, refundFen: null, why: "not filled in" },
  { forfeitedFen: 0, refundFen: 433_160_00, why: "nothing is kept" },
  { forfeitedFen: 20_000_00, refundFen: 413_160_00, why: "the deposit is kept" },
  { forfeitedFen: 433_160_00, refundFen: 0, why: "all is kept" },
  { forfeitedFen: 433_160_01, refundFen: null, why: "more than came in" },
])("what goes back of 433,160.00: $why", ({ forfeitedFen, refundFen }) => {
  expect(refundOf(433_160_00, forfeitedFen)).toBe(refundFen);
});

const nine = { fromUnits: 9, payableBps: 9800, amountFen: null, source: "category" };
test.each([
  {
    onDrop: "keep",
    after: nine,
    says: "第 1 版約定退房後保留檔位：達到 9 套時在冊的各戶不受影響。",
    why: "a tier that was reached is kept",
  },
  {
    onDrop: "keep",
    after: null,
    says: "第 1 版約定保留已達到的檔位；但這一套從 2008-07-15 起不計入，這樣就沒有一天滿 9 套，檔位沒有達到過。",
    why: "cancelled on the day that reached it, it was never reached",
  },
  { onDrop: "reverse", after: null, says: "第 1 版約定：不足 9 套時，未結算的預計返還撤回。", why: "a tier that falls back" },
] as const)("what a cancellation does to the tier: $why", ({ onDrop, after, says }) => {
  const effect = {
    countedUnits: { before: 9, after: 8 },
    tier: { before: nine, after },
    rewards: { beforeFen: 0, afterFen: 0 },
  } as unknown as ChangeEffect;
  const deal = { policyNumber: 1 } as Deal;
  expect(cancellationWords(wordsIn("zh-Hant", "deals"), { deal, effect, onDrop, cancelledOn: "2008-07-15" }).tier).toBe(says);
});

test.each([
  { units: { before: 9, after: 8 }, says: "2008-07-15 起不再計入；之前各日的數字不改。", why: "it counted until then" },
  { units: { before: 9, after: 9 }, says: "這一套本來就沒有計入套數；之前各日的數字不改。", why: "it never did" },
])("what a cancellation does to the count: $why", ({ units, says }) => {
  const effect = { countedUnits: units, tier: { before: nine, after: nine }, rewards: { beforeFen: 0, afterFen: 0 } };
  const told = {
    deal: { policyNumber: 1 } as Deal,
    effect: effect as unknown as ChangeEffect,
    onDrop: "keep",
    cancelledOn: "2008-07-15",
  } as const;
  expect(cancellationWords(wordsIn("zh-Hant", "deals"), told).totals).toBe(says);
});

test("where no money came in, nothing is kept and nobody is asked", () => {
  expect(forfeitedOf(0, null)).toBe(0);
  expect(forfeitedOf(20_000_00, null)).toBeNull();
  expect(forfeitedOf(20_000_00, 5_000_00)).toBe(5_000_00);
});
