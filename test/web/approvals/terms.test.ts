import { describe, expect, test } from "vitest";
import { plan2008Catalogue as catalogue } from "../../../src/campaigns/templates/plan-2008";
import type { PolicyTerms } from "../../../src/policies/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import { conditionWords, effectWords, termSections, type Wording } from "../../../web/src/features/approvals/terms";
import { wordsIn } from "../words";

const zh: Wording = { t: wordsIn("zh-Hant", "approvals"), language: "zh-Hant", catalogue };
const en: Wording = { t: wordsIn("en", "approvals"), language: "en", catalogue };

function linesOf(terms: PolicyTerms, section: string, wording = zh) {
  return termSections(terms, wording).find(({ id }) => id === section)?.lines ?? [];
}

describe("the plan of 2008, as its developer reads it", () => {
  test("regular steps, in order, each with its condition", () => {
    expect(linesOf(plan, "regular")).toEqual([
      { id: "lump-sum", label: "一次性付款", detail: "付款方式為一次性付款", value: "9.8折", aside: "應付 98%" },
      { id: "mortgage", label: "按揭付款", detail: "付款方式為按揭付款", value: "9.9折", aside: "應付 99%" },
    ]);
  });

  test("the group tier names every category, the credential channel its document", () => {
    const [accounts, documents] = linesOf(plan, "group");
    expect(accounts).toMatchObject({
      label: "商會、市場商家、大型廠礦、國有企業、機關事業單位、學院、銀行、其他單位",
      value: "9 套起 9.8折",
    });
    expect(documents).toMatchObject({ label: "教師、公務員", detail: "憑有效證件，不論所屬單位", value: "1 套起 9.8折" });
  });

  test("counting, floor and rounding", () => {
    expect(Object.fromEntries(linesOf(plan, "counting").map(({ id, value }) => [id, value]))).toEqual({
      priced: "住宅、TOP 公寓、商業",
      counted: "住宅、TOP 公寓、商業",
      retroactive: "同享新檔",
      drop: "保留已享的檔",
      floor: "不設底價",
      rounding: "到分",
    });
  });

  test("the key person's thousand yuan, and when it is earned", () => {
    const values = linesOf(plan, "reward").map(({ value }) => value);
    expect(values).toEqual([
      "1 套起，每套 ¥1,000.00",
      "已簽約且首期款已付",
      "必須始終是同一個人，變更後不再計",
      "簽約 7 天後可領",
      "只追回退房的那一套",
      "至少享第一檔優惠，不計獎勵",
    ]);
  });

  test("in English", () => {
    expect(linesOf(plan, "group", en)[0]).toMatchObject({ value: "from 9 units: 2% off", aside: "98% is paid" });
    expect(linesOf(plan, "counting", en)[0]?.value).toBe("Residence, TOP apartment, Shop");
  });
});

test("tiers are read from the lowest; the same accounts are not named again", () => {
  const tiers = [
    { fromUnits: 20, payableBps: 9700 },
    { fromUnits: 9, payableBps: 9800 },
  ];
  const terms = { ...plan, groupTables: [{ id: "accounts", categories: ["chamber"], tiers }], credentialRules: [] };
  expect(linesOf(terms, "group").map(({ label, value }) => [label, value])).toEqual([
    ["商會", "9 套起 9.8折"],
    ["同上", "20 套起 9.7折"],
  ]);
});

test("alternatives name each other, and a rate of the list price says so", () => {
  const [step] = plan.regular;
  if (!step) throw new Error("the plan has a step");
  const rival = { ...step, id: "early", names: { "zh-Hant": "早鳥" }, applyTo: "list" as const };
  const terms = { ...plan, regular: [step, rival].map((each) => ({ ...each, exclusionGroup: "one" })) };
  const [first, second] = linesOf(terms, "regular");
  expect(first?.detail).toBe("付款方式為一次性付款；與早鳥擇一，取對買方最有利的");
  expect(second).toMatchObject({ label: "早鳥", value: "原價的 9.8折" });
});

test("without retroactivity what a cancellation does to the others is not asked", () => {
  expect(linesOf({ ...plan, retroactive: false }, "counting").map(({ id }) => id)).not.toContain("drop");
});

test("a version that gives nothing says so in every section", () => {
  const bare = { ...plan, regular: [], groupTables: [], credentialRules: [], rewardRules: [] };
  const empty = termSections(bare, zh).filter(({ lines }) => lines.length === 0);
  expect(empty.map(({ none }) => none)).toEqual(["沒有常規折扣", "沒有團購優惠", "沒有關鍵人物獎勵"]);
});

test.each([
  { when: {}, words: "所有認購", why: "no condition" },
  { when: { paymentMethods: ["lump-sum"], products: ["shop"] }, words: "付款方式為一次性付款，且房源為商業", why: "all must hold" },
  { when: { credentials: ["teacher"] }, words: "持教師證件", why: "a document" },
  { when: { from: "2008-05-15", until: "2008-06-15" }, words: "2008-05-15 至 2008-06-15 認購", why: "a window" },
  { when: { from: "2008-05-15" }, words: "2008-05-15 起認購", why: "open at its end" },
  { when: { until: "2008-06-15" }, words: "2008-06-15 前（含）認購", why: "open at its start" },
  { when: { products: ["villa"] }, words: "房源為villa", why: "a code that the campaign no longer has stands for itself" },
])("$words: $why", ({ when, words }) => {
  expect(conditionWords(when, zh)).toBe(words);
});

test.each([
  { effect: { kind: "rate", payableBps: 9850 }, words: "9.85折" },
  { effect: { kind: "rate", payableBps: 10_000 }, words: "無折扣" },
  { effect: { kind: "amount", amountFen: 500_000 }, words: "減 ¥5,000.00" },
  { effect: { kind: "perSqm", perSqmFen: 5_050 }, words: "每 ㎡ 減 ¥50.50" },
] as const)("an effect says $words", ({ effect, words }) => {
  expect(effectWords(effect, zh)).toBe(words);
});
