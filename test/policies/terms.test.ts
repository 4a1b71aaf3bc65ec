import { describe, expect, test } from "vitest";
import { plan2008Catalogue as catalogue } from "../../src/campaigns/templates/plan-2008";
import type { PolicyTerms } from "../../src/policies/contract";
import { TermSection } from "../../src/policies/publishing/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { Lexicon } from "../../src/policies/wording/rules";
import { termsIn } from "../../src/policies/wording/terms/rules";

const zh: Lexicon = { language: "zh-Hant", catalogue };
const en: Lexicon = { language: "en", catalogue };

function linesOf(terms: PolicyTerms, section: string, lexicon = zh) {
  return termsIn(lexicon, terms).find(({ id }) => id === section)?.lines ?? [];
}

describe("the plan of 2008, as its developer reads it", () => {
  test("regular steps, in order, each with its condition", () => {
    expect(linesOf(plan, "regular")).toEqual([
      { id: "step-lump-sum", label: "一次性付款", detail: "條件：一次性付款", value: "9.8折", aside: "應付 98%" },
      { id: "step-mortgage", label: "按揭付款", detail: "條件：按揭付款", value: "9.9折", aside: "應付 99%" },
    ]);
  });

  test("the group tier names every category, the credential channel its document", () => {
    const [accounts, documents] = linesOf(plan, "group");
    expect(accounts).toMatchObject({
      label: "商會、市場商家、大型廠礦等 8 類",
      detail: "商會、市場商家、大型廠礦、國有企業、機關事業單位、學院、銀行、其他單位",
      value: "9 套起 9.8折",
    });
    expect(documents).toMatchObject({ label: "教師、公務員", detail: "憑證渠道，不論所屬單位", value: "1 套起 9.8折" });
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
      "1 套起每套 1,000.00 元",
      "已簽約且首期款已付",
      "必須始終是同一個人，變更後不再計",
      "簽約 7 天後可領",
      "只追回退房的那一套",
      "至少享第一檔優惠，不計獎勵",
    ]);
  });

  test("the key person's own purchase, by a table of its own", () => {
    const [cash] = plan.rewardRules;
    const tiers = [
      { fromUnits: 9, payableBps: 9700 },
      { fromUnits: 1, payableBps: 9900 },
    ];
    const terms = { ...plan, rewardRules: cash ? [{ ...cash, ownPurchase: { tiers } }] : [] };

    expect(linesOf(terms, "reward").at(-1)).toMatchObject({
      label: "關鍵人物自己買",
      value: "按專用折扣檔與團購折扣取低（1 套起 9.9折；9 套起 9.7折），不計獎勵",
    });
    expect(linesOf(terms, "reward", en).at(-1)?.value).toBe(
      "has a table of its own, or the group’s tier if lower (1 or more units: 1% off; 9 or more units: 3% off), and earns nothing",
    );
  });

  test("in English", () => {
    expect(linesOf(plan, "group", en)[0]).toMatchObject({ value: "9 or more units: 2% off", aside: "98% is paid" });
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
  expect(first?.detail).toBe("條件：一次性付款；與早鳥擇一，取對買方最有利的");
  expect(second).toMatchObject({ label: "早鳥", value: "9.8折（按原價）" });
});

test("without retroactivity what a cancellation does to the others is not asked", () => {
  expect(linesOf({ ...plan, retroactive: false }, "counting").map(({ id }) => id)).not.toContain("drop");
});

test("a version that gives nothing says so in every section", () => {
  const bare = { ...plan, regular: [], groupTables: [], credentialRules: [], rewardRules: [] };
  const empty = termsIn(zh, bare).filter(({ lines }) => lines.length === 0);
  expect(empty.map(({ none }) => none)).toEqual(["沒有常規折扣", "沒有團購優惠", "沒有關鍵人物獎勵"]);
});

test("a condition and an effect are worded as everywhere else", () => {
  const [step] = plan.regular;
  if (!step) throw new Error("the plan has a step");
  const dated = {
    ...step,
    when: { products: ["shop"], from: "2008-05-15", until: "2008-06-15" },
    effect: { kind: "perSqm", perSqmFen: 5_050 } as const,
  };

  expect(linesOf({ ...plan, regular: [dated] }, "regular")[0]).toMatchObject({
    detail: "條件：商業、2008-05-15 至 2008-06-15",
    value: "每㎡ 50.50 元優惠",
    aside: null,
  });
});

test("they go out in the documented shape, with every text filled in", () => {
  for (const language of ["zh-Hant", "zh-Hans", "en"] as const) {
    const sections = termsIn({ language, catalogue }, { ...plan, floorBps: 9550 });

    expect(TermSection.array().parse(sections)).toEqual(sections);
    expect(JSON.stringify(sections)).not.toMatch(/\{\w+\}|"(terms|word)\./);
  }
});
