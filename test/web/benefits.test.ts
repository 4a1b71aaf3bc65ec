import { describe, expect, test } from "vitest";
import type { Benefits } from "../../web/src/api/benefits";
import { conditionWords, differenceWords, isOutdated, rightWords } from "../../web/src/features/benefits/words";
import type { Translate } from "../../web/src/i18n/messages";

/** The key itself: which sentence is said is what matters here. */
const keys = ((key: string) => key) as Translate;
const chamber: Benefits["tiers"][number] = { source: "category", who: "商會", fromUnits: 9, effect: "9.8折" };
const teacher: Benefits["tiers"][number] = { source: "credential", who: "教師", fromUnits: 1, effect: "9.8折" };
const paper = (changes: Partial<Benefits>) =>
  ({
    state: "issued",
    accountName: "泉州商會",
    credential: null,
    tiers: [chamber],
    retroactive: true,
    onDrop: "keep",
    floorBps: null,
    policyNumber: 1,
    policyInForce: 1,
    transferable: "no",
    ...changes,
  }) as Benefits;

describe("the conditions of a paper", () => {
  test.each([
    ["a chamber's", {}, ["count", "days", "products", "member", "retroactive", "keep"]],
    ["a tier that is lost when others leave", { onDrop: "reverse" }, ["count", "days", "products", "member", "retroactive", "reverse"]],
    ["the count of the signing day", { retroactive: false, onDrop: null }, ["count", "days", "products", "member", "fixed"]],
    [
      "a teacher of a chamber has the better of two",
      { credential: "教師", tiers: [chamber, teacher] },
      ["count", "days", "products", "member", "credential", "better", "retroactive", "keep"],
    ],
    [
      "a channel from the first home: no count decides",
      { accountName: null, credential: "教師", tiers: [teacher] },
      ["days", "products", "credential"],
    ],
    ["a floor", { floorBps: 9500 }, ["count", "days", "products", "member", "retroactive", "keep", "floor"]],
  ] as [string, Partial<Benefits>, string[]][])("%s", (_, changes, said) => {
    expect(conditionWords(keys, paper(changes))).toEqual(said.map((key) => `benefits.term.${key}`));
  });

  test.each(["no", "family"] as const)("whom it may be handed on to: %s", (transferable) => {
    expect(rightWords(keys, paper({ transferable }))).toContain(`benefits.right.${transferable}`);
  });
});

test.each([
  ["issued", 1, false],
  ["issued", 2, true],
  ["confirmed", 2, true],
  ["used", 2, false],
  ["void", 2, false],
  ["expired", 2, false],
  ["issued", null, false],
] as const)("%s under version 1, version %s in force: another applies now: %s", (state, policyInForce, is) => {
  expect(isOutdated(paper({ state, policyInForce }))).toBe(is);
});

test.each([
  [424_496_80, 433_160_00, "more"],
  [433_160_00, 424_496_80, "less"],
  [433_160_00, 433_160_00, "equal"],
] as const)("promised %s, payable %s: %s", (promisedFen, payableFen, said) => {
  expect(differenceWords(keys, { promisedFen, payableFen })).toBe(`benefits.deal.${said}`);
});
