import { describe, expect, test } from "vitest";
import { plan2008Catalogue as catalogue, plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { type CheckedAgainst, check } from "../../src/policies/checking/rules";
import type { GroupTable, PolicyTerms, RewardRule, Tier } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { findingsIn } from "../../src/policies/wording/findings/rules";

const against: CheckedAgainst = { ...plan2008Window, effectiveFrom: plan2008Window.startsOn, exampleListPriceFen: 442_000_00 };
const [accounts] = plan.groupTables as [GroupTable];
const [cash] = plan.rewardRules as [RewardRule];
const withOwn = (...tiers: Tier[]): PolicyTerms => ({ ...plan, rewardRules: [{ ...cash, ownPurchase: { tiers } }] });
const one = (payableBps: number): Tier => ({ fromUnits: 1, payableBps });
const nine: Tier = { fromUnits: 9, payableBps: 9800 };
const found = (terms: PolicyTerms) =>
  check(terms, catalogue, against)
    .filter(({ facts }) => facts.code !== "reward-held")
    .map(({ severity, pointer, facts }) => `${severity} ${facts.code} ${pointer}`);

describe("the key person's own table", () => {
  const place = "/rewardRules/0/ownPurchase";
  const amounts = (...tiers: [number, number][]): Tier[] => tiers.map(([fromUnits, amountFen]) => ({ fromUnits, amountFen }));

  test.each<{ why: string; terms: PolicyTerms; findings: string[] }>([
    { why: "as the first tier", terms: withOwn(one(9800)), findings: [] },
    { why: "a basis point less off than the first tier", terms: withOwn(one(9801)), findings: [`warning own-below-first-tier ${place}`] },
    { why: "nothing for one unit", terms: withOwn(nine), findings: [`warning own-below-first-tier ${place}`] },
    {
      why: "less than the first tier, though more from there on",
      terms: withOwn(one(9900), { fromUnits: 9, payableBps: 9700 }),
      findings: [`warning own-below-first-tier ${place}`],
    },
    { why: "an amount, which no rate can be held against", terms: withOwn(...amounts([1, 1])), findings: [] },
    {
      why: "the first of the category's tiers is meant, not the last",
      terms: { ...withOwn(one(9800)), groupTables: [{ ...accounts, tiers: [{ fromUnits: 20, payableBps: 9700 }, nine] }] },
      findings: [],
    },
    {
      why: "categories without a tier have no first one",
      terms: { ...withOwn(one(9900)), groupTables: [] },
      findings: ["warning category-without-rule /groupTables"],
    },
    {
      why: "the second higher: more units cost more",
      terms: withOwn(one(9700), { fromUnits: 5, payableBps: 9701 }),
      findings: [`error tier-rises ${place}/tiers/1/payableBps`],
    },
    {
      why: "the second as high: it does nothing",
      terms: withOwn(...amounts([5, 300_00], [1, 300_00])),
      findings: [`warning tier-unreachable ${place}/tiers/0/amountFen`],
    },
    { why: "on the floor with one-off payment", terms: { ...withOwn(one(9700)), floorBps: 9506 }, findings: [] },
    {
      why: "a basis point under the floor",
      terms: { ...withOwn(one(9700)), floorBps: 9507 },
      findings: [`error combination-below-floor ${place}/tiers/0/payableBps`],
    },
    {
      why: "under it outside the count alone: any member has more off",
      terms: { ...withOwn(one(9800)), groupTables: [{ ...accounts, tiers: [one(9700)] }], floorBps: 9605 },
      findings: [
        "error combination-below-floor /groupTables/0/tiers/0/payableBps",
        `error combination-below-floor ${place}/tiers/0/payableBps`,
        `warning own-below-first-tier ${place}`,
      ],
    },
    {
      why: "an amount off that a floor holds",
      terms: { ...withOwn(...amounts([1, 5_000_00])), floorBps: 9500 },
      findings: [`warning amount-held-at-floor ${place}/tiers/0/amountFen`],
    },
  ])("$why", ({ terms, findings }) => {
    expect(found(terms)).toEqual(findings);
  });

  test("is named in what is found, with the way out at its place", () => {
    const terms = { ...withOwn(one(9700)), floorBps: 9550 };
    const [finding] = findingsIn({ language: "zh-Hant", catalogue }, terms, check(terms, catalogue, against));

    expect(finding).toMatchObject({
      pointer: `${place}/tiers/0/payableBps`,
      detail: "一次性付款 9.8折 × 自購優惠 9.7折，只付原價的 95.06%，低於底價 95.5%：應付 420,165.20 會停在 422,110.00。",
      remedies: [
        { label: "底價改 95%", patch: { pointer: "/floorBps", value: 9500 } },
        { label: "這檔改 9.75折", patch: { pointer: `${place}/tiers/0/payableBps`, value: 9750 } },
      ],
    });
    const less = withOwn(one(9900));
    expect(findingsIn({ language: "zh-Hant", catalogue }, less, check(less, catalogue, against)).at(-1)?.detail).toBe(
      "商會、市場商家、大型廠礦等 8 類的關鍵人物自購折扣，單套時不如該類的第一檔團購折扣。",
    );
  });
});
