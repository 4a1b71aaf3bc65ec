import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plan2008Catalogue as catalogue } from "../../src/campaigns/templates/plan-2008";
import { compare } from "../../src/policies/comparing/rules";
import type { GroupTable, PolicyTerms, RegularStep, RewardRule } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { changesIn } from "../../src/policies/wording/changes/rules";
import { anyTerms } from "./arbitrary";

const [accounts] = plan.groupTables as [GroupTable];
const [lumpSum, mortgage] = plan.regular as [RegularStep, RegularStep];
const [cash] = plan.rewardRules as [RewardRule];
const withTiers = (tiers: GroupTable["tiers"]): PolicyTerms => ({ ...plan, groupTables: [{ ...accounts, tiers }] });
const nineAt97 = { fromUnits: 9, payableBps: 9700 };
const withReward = (changes: Partial<RewardRule>): PolicyTerms => ({ ...plan, rewardRules: [{ ...cash, ...changes }] });
const withSteps = (...regular: RegularStep[]): PolicyTerms => ({ ...plan, regular });
const sentences = (before: PolicyTerms, after: PolicyTerms, language: "zh-Hant" | "zh-Hans" | "en" = "zh-Hant") =>
  changesIn({ language, catalogue }, compare(before, after)).map(({ sentence }) => sentence);

describe("what changes, in the trade's words", () => {
  const loyal: RegularStep = {
    ...lumpSum,
    id: "loyal",
    names: { "zh-Hant": "老業主" },
    when: { from: "2008-06-01" },
    effect: { kind: "amount", amountFen: 5_000_00 },
  };

  test.each<{ why: string; before?: PolicyTerms; after: PolicyTerms; said: string[] }>([
    {
      why: "a tier's rate",
      after: withTiers([{ fromUnits: 9, payableBps: 9700 }]),
      said: ["商會、市場商家、大型廠礦等 8 類：9 套起由 9.8折改為 9.7折"],
    },
    {
      why: "a tier's threshold",
      after: withTiers([{ fromUnits: 10, payableBps: 9800 }]),
      said: ["商會、市場商家、大型廠礦等 8 類：9.8折由 9 套起改為 10 套起"],
    },
    {
      why: "both: one goes, another comes",
      after: withTiers([{ fromUnits: 10, payableBps: 9700 }]),
      said: ["商會、市場商家、大型廠礦等 8 類：取消 9 套起 9.8折", "商會、市場商家、大型廠礦等 8 類：新增 10 套起 9.7折"],
    },
    {
      why: "a second tier",
      after: withTiers([{ fromUnits: 20, payableBps: 9700 }, ...accounts.tiers]),
      said: ["商會、市場商家、大型廠礦等 8 類：新增 20 套起 9.7折"],
    },
    {
      why: "another kind of tier",
      after: withTiers([{ fromUnits: 9, perSqmFen: 50_00 }]),
      said: ["商會、市場商家、大型廠礦等 8 類：9 套起由 9.8折改為 每㎡ 50.00 元優惠"],
    },
    {
      why: "one category gets a table of its own",
      after: {
        ...plan,
        groupTables: [
          { ...accounts, categories: accounts.categories.filter((code) => code !== "factory") },
          { id: "factories", categories: ["factory"], tiers: [{ fromUnits: 9, payableBps: 9600 }] },
        ],
      },
      said: ["大型廠礦：9 套起由 9.8折改為 9.6折"],
    },
    {
      why: "three categories lose theirs: each by name",
      after: { ...plan, groupTables: [{ ...accounts, categories: accounts.categories.slice(3) }] },
      said: ["商會、市場商家、大型廠礦：取消 9 套起 9.8折"],
    },
    {
      why: "a credential's tier",
      after: {
        ...plan,
        credentialRules: [{ id: "documents", credentials: ["civil-servant", "teacher"], tiers: [{ fromUnits: 1, payableBps: 9900 }] }],
      },
      said: ["教師、公務員：1 套起由 9.8折改為 9.9折"],
    },
    {
      why: "a step's rate",
      after: withSteps({ ...lumpSum, effect: { kind: "rate", payableBps: 9750 } }, mortgage),
      said: ["一次性付款由 9.8折改為 9.75折"],
    },
    {
      why: "what a step's rate is taken of",
      after: withSteps({ ...lumpSum, applyTo: "list" }, mortgage),
      said: ["一次性付款由 9.8折改為 9.8折（按原價）"],
    },
    {
      why: "a step's conditions",
      after: withSteps({ ...lumpSum, when: { paymentMethods: ["lump-sum", "mortgage"], until: "2008-06-30" } }, mortgage),
      said: ["一次性付款的條件由「一次性付款」改為「一次性付款、按揭付款、2008-06-30 止」"],
    },
    {
      why: "a step's name",
      after: withSteps({ ...lumpSum, names: { "zh-Hant": "全款" } }, mortgage),
      said: ["「一次性付款」改稱「全款」"],
    },
    { why: "a step comes", after: withSteps(lumpSum, mortgage, loyal), said: ["新增常規折扣：老業主 5,000.00 元優惠（2008-06-01 起）"] },
    { why: "a step goes", after: withSteps(lumpSum), said: ["取消常規折扣：按揭付款 9.9折"] },
    { why: "steps change places", after: withSteps(mortgage, lumpSum), said: ["常規折扣的次序改為按揭付款、一次性付款"] },
    {
      why: "steps become alternatives",
      after: withSteps({ ...lumpSum, exclusionGroup: "one" }, { ...mortgage, exclusionGroup: "one" }),
      said: ["一次性付款與按揭付款只取最優惠的一項", "按揭付款與一次性付款只取最優惠的一項"],
    },
    {
      why: "steps cease to be alternatives",
      before: withSteps({ ...lumpSum, exclusionGroup: "one" }, { ...mortgage, exclusionGroup: "one" }),
      after: plan,
      said: ["一次性付款不再與其他折扣互斥", "按揭付款不再與其他折扣互斥"],
    },
    { why: "a floor", after: { ...plan, floorBps: 9550 }, said: ["新增底價：原價的 95.5%"] },
    {
      why: "another floor",
      before: { ...plan, floorBps: 9550 },
      after: { ...plan, floorBps: 9500 },
      said: ["底價由原價的 95.5% 改為 95%"],
    },
    { why: "no floor any more", before: { ...plan, floorBps: 9550 }, after: plan, said: ["取消底價（原為原價的 95.5%）"] },
    { why: "rounding", after: { ...plan, rounding: "yuanDown" }, said: ["取整由到分改為到元（捨去）"] },
    {
      why: "kinds of home",
      after: { ...plan, pricedProducts: [], countedProducts: ["residence"] },
      said: ["優惠範圍由住宅、TOP 公寓、商業改為全部", "計入套數的產品由住宅、TOP 公寓、商業改為住宅"],
    },
    {
      why: "what becomes of tiers",
      after: { ...plan, retroactive: false, onDrop: "reverse" },
      said: ["達檔後，先簽約的買方維持簽約日的檔", "退房後，其餘各戶隨套數回落"],
    },
    {
      why: "and back",
      before: { ...plan, retroactive: false, onDrop: "reverse" },
      after: plan,
      said: ["達檔後，先簽約的買方同享新檔", "退房後，其餘各戶保留檔位"],
    },
    {
      why: "a home counts from its subscription",
      after: { ...plan, countBasis: "subscribed" },
      said: ["改為認購即計入套數，期滿未簽約的次日起不再計入"],
    },
    { why: "days to sign", after: { ...plan, signWithinDays: 10 }, said: ["認購後須在 7 天內簽約，改為 10 天"] },
    {
      why: "a reward's amount",
      after: withReward({ tiers: [{ fromUnits: 1, amountFen: 1_500_00 }] }),
      said: ["商會、市場商家、大型廠礦等 8 類：獎勵 1 套起由每套 1,000.00 元改為 1,500.00 元"],
    },
    {
      why: "a reward's tiers",
      after: withReward({ tiers: [{ fromUnits: 9, amountFen: 1_500_00 }] }),
      said: [
        "商會、市場商家、大型廠礦等 8 類：獎勵取消 1 套起每套 1,000.00 元",
        "商會、市場商家、大型廠礦等 8 類：獎勵新增 9 套起每套 1,500.00 元",
      ],
    },
    {
      why: "how rewards are paid",
      after: withReward({
        method: "graduated",
        success: null,
        continuity: "handover",
        handoverDays: 15,
        claimableAfterDays: 14,
        recoverAll: true,
      }),
      said: [
        "商會、市場商家、大型廠礦等 8 類：獎勵改為按各套次序分檔",
        "商會、市場商家、大型廠礦等 8 類：沒有訂明推薦成功的標準",
        "商會、市場商家、大型廠礦等 8 類：關鍵人物變更，可以交接",
        "商會、市場商家、大型廠礦等 8 類：交接期由 30 天改為 15 天",
        "商會、市場商家、大型廠礦等 8 類：簽約後 7 天可領獎，改為 14 天",
        "商會、市場商家、大型廠礦等 8 類：退房時追回全部獎勵",
      ],
    },
    {
      why: "a key person's own table, and another of it",
      after: withReward({ ownPurchase: { tiers: [nineAt97, { fromUnits: 1, payableBps: 9900 }] } }),
      said: ["商會、市場商家、大型廠礦等 8 類：關鍵人物自購改按專用折扣檔（1 套起 9.9折；9 套起 9.7折）"],
    },
    {
      why: "at least the first tier again",
      before: withReward({ ownPurchase: { tiers: [nineAt97] } }),
      after: plan,
      said: ["商會、市場商家、大型廠礦等 8 類：關鍵人物自購改為至少享第一檔優惠"],
    },
    {
      why: "a rule with a table of its own goes: nothing is left of either",
      before: withReward({ ownPurchase: { tiers: [nineAt97] } }),
      after: { ...plan, rewardRules: [] },
      said: [
        "商會、市場商家、大型廠礦等 8 類：取消關鍵人物獎勵（1 套起每套 1,000.00 元）",
        "商會、市場商家、大型廠礦等 8 類：關鍵人物自購改為至少享第一檔優惠",
      ],
    },
    {
      why: "no rewards any more",
      after: { ...plan, rewardRules: [] },
      said: ["商會、市場商家、大型廠礦等 8 類：取消關鍵人物獎勵（1 套起每套 1,000.00 元）"],
    },
    {
      why: "rewards for the first time",
      before: { ...plan, rewardRules: [] },
      after: plan,
      said: ["商會、市場商家、大型廠礦等 8 類：新增關鍵人物獎勵，1 套起每套 1,000.00 元"],
    },
  ])("$why", ({ before = plan, after, said }) => {
    expect(sentences(before, after)).toEqual(said);
  });

  test("in the other languages", () => {
    const after = withTiers([{ fromUnits: 9, payableBps: 9700 }]);

    expect(sentences(plan, after, "zh-Hans")).toEqual(["商会、市场商家、大型厂矿等 8 类：9 套起由 9.8折改为 9.7折"]);
    expect(sentences(plan, after, "en")).toEqual([
      "Chamber of commerce, Market traders, Factory or mine and others, 8 in all: from 9 units 2% off becomes 3% off",
    ]);
  });
});

describe("what does not change", () => {
  test.each<{ why: string; after: PolicyTerms }>([
    { why: "the order of tiers", after: withTiers(accounts.tiers.toReversed()) },
    {
      why: "one table or two with the same tiers",
      after: {
        ...plan,
        groupTables: [
          { ...accounts, categories: accounts.categories.slice(4) },
          { ...accounts, id: "more", categories: accounts.categories.slice(0, 4) },
        ],
      },
    },
    { why: "the name of an exclusion group nobody else is in", after: withSteps({ ...lumpSum, exclusionGroup: "alone" }, mortgage) },
    { why: "the order of products", after: { ...plan, pricedProducts: plan.pricedProducts.toReversed() } },
  ])("$why", ({ after }) => {
    expect(compare(plan, after)).toEqual([]);
  });

  test("a version against itself", () => {
    fc.assert(fc.property(anyTerms, (terms) => compare(terms, structuredClone(terms)).length === 0));
  });
});

test("what is said one way round is said the other way round", () => {
  fc.assert(
    fc.property(anyTerms, anyTerms, (before, after) => {
      expect(compare(before, after).length === 0).toBe(compare(after, before).length === 0);
    }),
  );
});
