import { beforeAll, describe, expect, test } from "vitest";
import type { PolicyTerms, RegularStep } from "../../../src/policies/contract";
import type { PriceList } from "../../../src/policies/pricelist/contract";
import type { Quote, QuoteSlip } from "../../../src/policies/quoting/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import { moveClock } from "../../../src/time/clock";
import { draft, publish, type Stage, stage } from "../../support/campaigns";
import { type Answer, as, mintAgency } from "../../support/kit";

let at: Stage;
let consultant: ReturnType<typeof as>;

beforeAll(async () => {
  at = await stage();
  await publish(at);
  consultant = as(await at.agency.member("consultant"));
}, 120_000);

const home = { areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00, product: "residence" };
const asked = { category: "chamber", countedUnits: 9, paymentMethod: "lump-sum", ...home };
const quote = (body: object, language = "zh-Hant") => consultant.post<QuoteSlip>(`${at.path}/quotes`, body, { language });

const step = (id: string, changes: Partial<RegularStep>): RegularStep => ({
  id,
  names: { "zh-Hant": id },
  when: {},
  exclusionGroup: null,
  applyTo: "running",
  effect: { kind: "rate", payableBps: 9800 },
  ...changes,
});
const fiveThousandOff = step("five-thousand", { effect: { kind: "amount", amountFen: 5_000_00 } });

describe("the worked cases that need no deal", { timeout: 60_000 }, () => {
  test.each<{ why: string; terms?: PolicyTerms; body?: object; after: number; group: number | null; payable: number; saved: number }>([
    { why: "the plan: nine units, paid at once", after: 433_160_00, group: 9800, payable: 424_496_80, saved: 17_503_20 },
    { why: "eight units", body: { countedUnits: 8 }, after: 433_160_00, group: null, payable: 433_160_00, saved: 8_840_00 },
    {
      why: "two steps of 2% of the list price",
      terms: {
        ...plan,
        groupTables: [],
        credentialRules: [],
        regular: [step("a", { applyTo: "list" }), step("b", { applyTo: "list" })],
      },
      after: 424_320_00,
      group: null,
      payable: 424_320_00,
      saved: 17_680_00,
    },
    {
      why: "odd fen, each step to the fen",
      terms: { ...plan, regular: [step("a", { effect: { kind: "rate", payableBps: 9850 } })] },
      body: { listPriceFen: 1_234_567_89, areaCentiSqm: undefined, pricePerSqmFen: undefined },
      after: 1_216_049_37,
      group: 9800,
      payable: 1_191_728_38,
      saved: 42_839_51,
    },
    {
      why: "the same, each step to the yuan",
      terms: { ...plan, rounding: "yuan", regular: [step("a", { effect: { kind: "rate", payableBps: 9850 } })] },
      body: { listPriceFen: 1_234_567_89, areaCentiSqm: undefined, pricePerSqmFen: undefined },
      after: 1_216_049_00,
      group: 9800,
      payable: 1_191_728_00,
      saved: 42_839_89,
    },
    {
      why: "a teacher in a chamber of nine: once",
      body: { credential: "teacher" },
      after: 433_160_00,
      group: 9800,
      payable: 424_496_80,
      saved: 17_503_20,
    },
    {
      why: "floor 9550, 5,000 off, then the tier",
      terms: { ...plan, floorBps: 9550, regular: [...plan.regular, fiveThousandOff] },
      after: 428_160_00,
      group: 9800,
      payable: 422_110_00,
      saved: 19_890_00,
    },
    {
      why: "by mortgage while nine count",
      body: { paymentMethod: "mortgage" },
      after: 437_580_00,
      group: 9800,
      payable: 428_828_40,
      saved: 13_171_60,
    },
    {
      why: "the tier at 9.7折, as the manager tries it in a draft",
      terms: { ...plan, groupTables: plan.groupTables.map((table) => ({ ...table, tiers: [{ fromUnits: 9, payableBps: 9700 }] })) },
      after: 433_160_00,
      group: 9700,
      payable: 420_165_20,
      saved: 21_834_80,
    },
  ])("$why", async ({ terms, body, after, group, payable, saved }) => {
    const version = terms ? { version: (await draft(at, terms, "2008-05-15")).id } : {};
    const { status, body: priced, cost } = await quote({ ...asked, ...body, ...version });

    expect(status, JSON.stringify(priced)).toBe(200);
    expect(priced.lines.findLast((line) => line.step === "regular")?.afterFen).toBe(after);
    expect(priced.tier?.payableBps ?? null).toBe(group);
    expect([priced.payableFen, priced.savedFen]).toEqual([payable, saved]);
    expect(priced.listPriceFen - priced.savedFen).toBe(priced.payableFen);
    expect(cost.trips).toBe(1);
  });

  test("the next tier at eight: one more, what it saves those already in, and with the newcomer", async () => {
    const { body } = await quote({ ...asked, countedUnits: 8 });

    expect(body.nextTier).toEqual({ fromUnits: 9, moreUnits: 1, savesOthersFen: 69_305_60, savesAllFen: 77_968_80 });
    expect(body.atNextTier?.payableFen).toBe(424_496_80);
  });

  test("the slip says whose it is, for whom, which home, and every sum", async () => {
    const { body } = await quote({ ...asked, on: "2008-05-20" });

    expect(body).toMatchObject({
      projectName: "中央王座",
      campaignName: "大客戶拓展 2008",
      version: { number: 1, status: "published" },
      on: "2008-05-20",
      category: { code: "chamber", label: "商會" },
      credential: null,
      paymentMethod: { code: "lump-sum", label: "一次性付款" },
      countedUnits: 9,
      home: { name: "三房", listPriceFen: 442_000_00, pricePerSqmFen: 3_400_00 },
      list: { label: "原價", working: "130.00 ㎡ × 3,400 元/㎡", amountFen: 442_000_00 },
      saved: { label: "共優惠", working: "8,840.00 ＋ 8,663.20", amountFen: 17_503_20 },
    });
    expect(body.lines.map(({ working }) => working)).toEqual(["442,000.00 × 98%", "433,160.00 × 98%"]);
  });

  test("a credential alone is enough to ask", async () => {
    const { status, body } = await quote({ ...asked, category: undefined, credential: "teacher", countedUnits: 1 });

    expect(status, JSON.stringify(body)).toBe(200);
    expect([body.category, body.tier?.source, body.payableFen]).toEqual([null, "credential", 424_496_80]);
    expect(body.why?.map(({ code }) => code)).not.toContain("category-without-rule");
  });

  test.each([
    { language: "zh-Hant", labels: ["一次性付款 9.8折", "團購 9.8折"] },
    { language: "zh-Hans", labels: ["一次性付款 9.8折", "团购 9.8折"] },
    { language: "en", labels: ["One-off payment 2% off", "Group 2% off"] },
  ])("its lines are worded in $language", async ({ language, labels }) => {
    const { body } = await quote(asked, language);

    expect(body.lines.map(({ label }) => label)).toEqual(labels);
  });
});

describe("which version prices a day", { timeout: 60_000 }, () => {
  let two: Stage;
  let later: string;
  const payable = async (body: object) => {
    const answer = await as(await two.agency.member("viewer")).post<Quote & { code: string }>(`${two.path}/quotes`, { ...asked, ...body });

    return answer.body.payableFen ?? answer.body.code;
  };

  beforeAll(async () => {
    two = await stage({ shard: "SHARD_2" });
    await publish(two);
    const dearer = { ...plan, regular: [step("lump-sum", { effect: { kind: "rate", payableBps: 9900 } })] };
    later = (await draft(two, dearer, "2008-07-01")).id;
    await publish(two, later);
  }, 120_000);

  test.each([
    { on: "2008-05-14", expected: "no-policy-in-force", why: "before the first" },
    { on: "2008-05-15", expected: 424_496_80, why: "from the first one's day" },
    { on: "2008-06-30", expected: 424_496_80, why: "the last day of the first" },
    { on: "2008-07-01", expected: 428_828_40, why: "the first day of the second" },
    { on: "2009-01-01", expected: 428_828_40, why: "past the window the last one stands" },
  ])("$on: $why", async ({ on, expected }) => {
    expect(await payable({ on })).toBe(expected);
  });

  test.each([
    { now: "2008-01-01T00:00:00Z", expected: 424_496_80, why: "before the window: its first day" },
    { now: "2008-06-30T15:59:59Z", expected: 424_496_80, why: "23:59 of June 30 in Shanghai" },
    { now: "2008-06-30T16:00:00Z", expected: 428_828_40, why: "midnight there, still June 30 in UTC" },
    { now: "2026-11-24T00:00:00Z", expected: 428_828_40, why: "after the window: its last day" },
  ])("without a day, at $now: $why", async ({ now, expected }) => {
    moveClock(Date.parse(now));
    try {
      expect(await payable({})).toBe(expected);
    } finally {
      moveClock(null);
    }
  });

  test("a version is named to be quoted, whatever its state or day", async () => {
    expect(await payable({ version: two.versionId, on: "2008-07-10" })).toBe(424_496_80);
    expect(await payable({ version: later, on: "2008-05-01" })).toBe(428_828_40);
  });

  test("one of another campaign is not there", async () => {
    const answer = await as(await two.agency.member("viewer")).post(`${two.path}/quotes`, { ...asked, version: at.versionId });

    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/version", code: "unknown" }] } });
  });
});

describe("bad input", { timeout: 60_000 }, () => {
  test.each<{ body: object; pointer: string; code: string }>([
    { body: { category: "club" }, pointer: "/category", code: "unknown-code" },
    { body: { paymentMethod: "cash" }, pointer: "/paymentMethod", code: "unknown-code" },
    { body: { credential: "nurse" }, pointer: "/credential", code: "unknown-code" },
    { body: { product: "villa" }, pointer: "/product", code: "unknown-code" },
    { body: { countedUnits: 0 }, pointer: "/countedUnits", code: "too-small" },
    { body: { countedUnits: 9.5 }, pointer: "/countedUnits", code: "wrong-type" },
    { body: { countedUnits: 10_001 }, pointer: "/countedUnits", code: "too-large" },
    { body: { listPriceFen: 442_000.5 }, pointer: "/listPriceFen", code: "wrong-type" },
    { body: { listPriceFen: -1, pricePerSqmFen: undefined }, pointer: "/listPriceFen", code: "too-small" },
    { body: { listPriceFen: 100_000_000_001, pricePerSqmFen: undefined }, pointer: "/listPriceFen", code: "too-large" },
    { body: { listPriceFen: 400_000_00 }, pointer: "/listPriceFen", code: "list-price-disagrees" },
    { body: { areaCentiSqm: undefined }, pointer: "/areaCentiSqm", code: "area-needed" },
    { body: { areaCentiSqm: 100_000_000, pricePerSqmFen: 100_000_000_000 }, pointer: "/pricePerSqmFen", code: "amount-too-large" },
    { body: { areaCentiSqm: undefined, pricePerSqmFen: undefined }, pointer: "/listPriceFen", code: "price-needed" },
    { body: { on: "2008-02-31" }, pointer: "/on", code: "wrong-format" },
    { body: { discount: 1 }, pointer: "/discount", code: "unknown-field" },
    { body: { category: undefined }, pointer: "/category", code: "required" },
  ])("$body is refused at $pointer: $code", async ({ body, pointer, code }) => {
    const answer = await quote({ ...asked, ...body });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: "invalid", errors: [{ pointer, code }] });
    expect((answer.body as unknown as { errors: { detail: string }[] }).errors[0]?.detail).not.toMatch(/^field\./);
  });

  test("a campaign without a published version has no price", async () => {
    const unpublished = await stage();
    const answer = await as(await unpublished.agency.member("viewer")).post(`${unpublished.path}/quotes`, asked);

    expect(answer).toMatchObject({ status: 409, body: { code: "no-policy-in-force" } });
  });
});

describe("the price list", { timeout: 60_000 }, () => {
  const list = (body: object, language = "zh-Hant"): Promise<Answer<PriceList>> =>
    consultant.post<PriceList>(`${at.path}/price-lists`, body, { language });

  test("prints the plan's own table, by payment method and number of units", async () => {
    const { status, body, cost } = await list(home);

    expect(status, JSON.stringify(body)).toBe(200);
    expect(cost.trips).toBe(1);
    expect(body.tables.map(({ label }) => label)).toEqual(["一次性付款（9.8折）", "按揭付款（9.9折）"]);
    const rows = body.tables.map((table) =>
      table.rows.map((row) => [
        row.fromUnits,
        row.toUnits,
        row.listPriceFen,
        row.afterRegularFen,
        row.regularSavedFen,
        row.tier?.payableBps ?? null,
        row.payableFen,
        row.savedFen,
      ]),
    );
    expect(rows).toEqual([
      [
        [1, 8, 442_000_00, 433_160_00, 8_840_00, null, 433_160_00, 8_840_00],
        [9, null, 442_000_00, 433_160_00, 8_840_00, 9800, 424_496_80, 17_503_20],
      ],
      [
        [1, 8, 442_000_00, 437_580_00, 4_420_00, null, 437_580_00, 4_420_00],
        [9, null, 442_000_00, 437_580_00, 4_420_00, 9800, 428_828_40, 13_171_60],
      ],
    ]);
    expect(body).toMatchObject({
      projectName: "中央王座",
      developerName: "尚格",
      campaignName: "大客戶拓展 2008",
      version: { number: 1, status: "published", effectiveFrom: "2008-05-15" },
      category: { code: "chamber", label: "商會" },
      home: { listPriceFen: 442_000_00, product: { code: "residence", label: "住宅" } },
    });
  });

  test("says what the next tier would save, and calls the sample home by its name", async () => {
    const { body } = await list(home);

    expect(body.tables[0]?.rows.map(({ nextTier }) => nextTier)).toEqual([
      { fromUnits: 9, moreUnits: 1, savesOthersFen: 69_305_60, savesAllFen: 77_968_80 },
      null,
    ]);
    expect(body.tables[0]?.rows[0]?.atNextTier).toMatchObject({ payableFen: 424_496_80, tier: { payableBps: 9800 } });
    expect(body.home.name).toBe("三房");
    expect((await list({ ...home, areaCentiSqm: 120_00 })).body.home.name).toBeNull();
  });

  test("of a credential alone shows its tiers and speaks of no category", async () => {
    const { status, body } = await list({ ...home, credential: "teacher" });

    expect(status, JSON.stringify(body)).toBe(200);
    expect([body.category, body.credential]).toEqual([null, { code: "teacher", label: "教師" }]);
    expect(body.tables[0]?.rows.map(({ fromUnits, toUnits, payableFen }) => [fromUnits, toUnits, payableFen])).toEqual([
      [1, null, 424_496_80],
    ]);
    expect(body.notes.slice(0, 2)).toEqual(["教師、公務員出示有效憑證，1 套起享受團購折扣。", "特價房、車位不在優惠範圍。"]);
  });

  test("shows how the price comes about, and says what goes with it", async () => {
    const { body } = await list(home);

    expect(body.calculation.steps.map(({ label, working, amountFen }) => [label, working, amountFen])).toEqual([
      ["原價", "130.00 ㎡ × 3,400 元/㎡", 442_000_00],
      ["一次性付款 9.8折", "442,000.00 × 98%", 433_160_00],
      ["團購 9.8折", "433,160.00 × 98%", 424_496_80],
    ]);
    expect(body.calculation.saved).toEqual({ label: "共優惠", working: "8,840.00 ＋ 8,663.20", amountFen: 17_503_20 });
    expect(body.notes[0]).toBe("商會、市場商家、大型廠礦等 8 類，同一單位成交合計 9 套以上，享受團購折扣。");
    expect(body.notes).toContain("教師、公務員出示有效憑證，1 套起享受團購折扣。");
    expect(body.notes).toContain("特價房、車位不在優惠範圍。");
  });

  test("in English, and in simplified Chinese", async () => {
    expect((await list(home, "en")).body.calculation.saved.working).toBe("8,840.00 + 8,663.20");
    expect((await list(home, "en")).body.calculation.steps[0]?.working).toBe("130.00 ㎡ × ¥3,400/㎡");
    expect((await list(home, "zh-Hans")).body.notes[0]).toBe("商会、市场商家、大型厂矿等 8 类，同一单位成交合计 9 套以上，享受团购折扣。");
  });

  test.each<{ body: object; pointer: string; code: string }>([
    { body: { paymentMethods: ["lump-sum", "cash"] }, pointer: "/paymentMethods/1", code: "unknown-code" },
    { body: { paymentMethods: ["lump-sum", "lump-sum"] }, pointer: "/paymentMethods/1", code: "duplicate-code" },
    { body: { category: "club" }, pointer: "/category", code: "unknown-code" },
    { body: { areaCentiSqm: undefined }, pointer: "/areaCentiSqm", code: "area-needed" },
  ])("$body is refused at $pointer: $code", async ({ body, pointer, code }) => {
    expect(await list({ ...home, ...body })).toMatchObject({ status: 422, body: { errors: [{ pointer, code }] } });
  });
});

test("a step per square metre asks for the area", { timeout: 60_000 }, async () => {
  const perSqm = { ...plan, regular: [step("per-sqm", { effect: { kind: "perSqm", perSqmFen: 50_00 } })] };
  const version = (await draft(at, perSqm, "2008-05-15")).id;

  const answer = await quote({ ...asked, areaCentiSqm: undefined, pricePerSqmFen: undefined, listPriceFen: 442_000_00, version });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/areaCentiSqm", code: "area-needed" }] } });
});

test("a neighbour finds neither the campaign nor its prices", { timeout: 60_000 }, async () => {
  const neighbour = await mintAgency();
  const stranger = as(await neighbour.member("owner"));

  expect((await stranger.post(`${at.path}/quotes`, asked)).status).toBe(404);
  expect((await stranger.post(`/api/v1/agencies/${neighbour.id}/campaigns/${at.campaignId}/quotes`, asked)).status).toBe(404);
});
