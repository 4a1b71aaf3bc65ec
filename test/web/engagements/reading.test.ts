import { describe, expect, test } from "vitest";
import type { Statement, StatementDeal } from "../../../web/src/api/statement";
import { continuityOf, stretchesOf } from "../../../web/src/features/engagements/keyperson/reading";
import { aloneOf, outcomeOf, restingOn } from "../../../web/src/features/engagements/referrals/outcome";
import { rosterOf } from "../../../web/src/features/engagements/referrals/roster";
import { causesOf } from "../../../web/src/features/statement/causes";
import { findingOf, savesAll } from "../../../web/src/features/statement/reading";
import { maskedName } from "../../../web/src/lib/masked";
import { wordsIn } from "../words";

const t = wordsIn("zh-Hant", "statement", "engagements");
const tier = { fromUnits: 9, payableBps: 9800, amountFen: null, source: "category" as const };
const reached = { kind: "reached" as const, units: 9, day: "2008-07-12", dealId: "d9" };
type Line = StatementDeal["lines"][number];

const line = (over: Partial<Line>): Line => ({
  id: "l1",
  kind: "adjustment",
  amountFen: -8_663_20,
  because: reached,
  postedOn: "2008-07-12",
  state: "provisional",
  withdrawnOn: null,
  withdrawnBecause: null,
  route: null,
  documentNumber: null,
  fulfilledOn: null,
  ...over,
});

function home(n: number, over: Partial<StatementDeal["deal"]> = {}, lines: Line[] = []): StatementDeal {
  const deal = {
    id: `d${n}`,
    building: "1棟",
    unitNumber: `0${n}02`,
    state: "signed",
    subscribedOn: "2008-06-01",
    signedOn: "2008-06-03",
    cancelledOn: null,
    cancelReason: null,
    cancellationDocument: null,
    referralId: `r${n}`,
    parties: [],
    price: { standing: "counted", why: null, units: 9, payableFen: 0, tier, openFen: 0, stopsAtFloor: false, because: reached },
    ...over,
  };
  return {
    deal,
    lines,
    steps: [],
    adjustmentsFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
    signBy: null,
  } as unknown as StatementDeal;
}

function statement(over: Partial<Statement>): Statement {
  return {
    engagement: { settledOn: null, approvedAt: null },
    countedUnits: 9,
    deals: [],
    next: null,
    onDrop: "keep",
    ...over,
  } as Statement;
}

const eight = Array.from({ length: 8 }, (_, n) => home(n, {}, [line({ id: `l${n}` })]));
const untiered = Array.from({ length: 8 }, (_, n) => home(n, { price: null }));
const next = {
  fromUnits: 9,
  moreUnits: 1,
  savesOthersFen: 69_305_60,
  by: null,
  newcomer: { listPriceFen: 442_000_00, payableFen: 424_496_80, savesFen: 8_663_20, tier },
};
const settled = { settledOn: "2008-07-22", approvedAt: null };

describe("the sentence a statement begins with", () => {
  test.each([
    { of: statement({}), finding: { kind: "none" }, why: "nothing is signed" },
    {
      of: statement({ deals: untiered, countedUnits: 8, next }),
      finding: { kind: "short", missing: 1, tier, savesOthersFen: 69_305_60, eachFen: 8_663_20 },
      why: "one short: what one more would save",
    },
    {
      of: statement({ deals: untiered, countedUnits: 8, next: { ...next, savesOthersFen: 69_305_61, by: null } }),
      finding: { kind: "short", eachFen: null },
      why: "homes of different prices do not save the same",
    },
    {
      of: statement({ deals: [...eight, home(9)] }),
      finding: { kind: "reached", homes: 8, eachFen: -8_663_20, totalFen: -69_305_60 },
      why: "the ninth makes it: eight get something back, the ninth nothing",
    },
    {
      of: statement({ deals: [...eight, home(9)], countedUnits: 8 }),
      finding: { kind: "kept", homes: 9, totalFen: -69_305_60 },
      why: "below the threshold again, and the tier stays",
    },
    { of: statement({ deals: untiered, countedUnits: 8 }), finding: { kind: "plain" }, why: "no tier above" },
    {
      of: statement({ deals: eight, engagement: settled as Statement["engagement"] }),
      finding: { kind: "settled", homes: 8, totalFen: -69_305_60 },
      why: "settled, still to be approved",
    },
    {
      of: statement({
        deals: [home(1, {}, [line({ state: "final" })]), home(2, {}, [line({ state: "fulfilled" })])],
        engagement: { ...settled, approvedAt: "2008-07-23T00:00:00Z" } as Statement["engagement"],
      }),
      finding: { kind: "approved", homes: 2, totalFen: -17_326_40, doneFen: -8_663_20 },
      why: "approved: one of two has its money",
    },
    {
      of: statement({ deals: [home(1, { state: "cancelled" }, [line({})]), home(9)] }),
      finding: { kind: "reached", homes: 0, totalFen: 0 },
      why: "a cancelled home expects nothing back",
    },
  ])("$why", ({ of, finding }) => expect(findingOf(of)).toMatchObject(finding));

  test("with the ninth all nine save 77,968.80", () => expect(savesAll({ next })).toBe(77_968_80));
});

describe("how a price came about", () => {
  const all = [home(1), home(9, { signedOn: "2008-07-12" })];
  const wordsOf = (item: StatementDeal) => causesOf(t, "zh-Hant", item, all).map(({ day, words, label }) => [day, words, label]);

  test("names the home that reached the tier, and says what is still to come", () => {
    expect(
      wordsOf(
        home(1, { price: { ...home(1).deal.price, because: reached } as never }, [
          line({ kind: "base", state: "final", because: null }),
          line({}),
        ]),
      ),
    ).toEqual([
      ["2008-06-03", "簽約，首次計入", "基準價"],
      ["2008-07-12", "1棟 0902 簽約，全單位滿 9 套，每戶再享 9.8折", "預計返還"],
      [null, "單位結算、財務核准後退現、抵尾款或改合同價", "尚未定案"],
    ]);
  });

  test("says of what was withdrawn which home lost it", () => {
    const lost = { kind: "lost" as const, units: 8, day: "2008-07-13", dealId: "d1" };
    expect(wordsOf(home(2, {}, [line({ state: "withdrawn", withdrawnOn: "2008-07-14", withdrawnBecause: lost })]))).toEqual([
      ["2008-07-12", "1棟 0902 簽約，全單位滿 9 套，每戶再享 9.8折", "已撤回"],
      ["2008-07-13", "1棟 0102 退房，計入降到 8 套，撤回上面這筆", "撤回"],
    ]);
  });

  test("of a signing that was undone, with the day it bore, and that of the one after it", () => {
    const undone = {
      state: "withdrawn" as const,
      withdrawnOn: "2008-07-02",
      withdrawnBecause: { kind: "unsigned" as const, day: "2008-06-30" },
    };
    expect(
      wordsOf(
        home(2, { signedOn: "2008-07-01" }, [
          line({ id: "1", kind: "base", because: null, ...undone }),
          line({ id: "2", kind: "base", state: "final", because: null }),
          line({ id: "3", ...undone }),
        ]),
      ),
    ).toEqual([
      ["2008-06-30", "簽約", "已撤回"],
      ["2008-07-02", "2008-06-30 的簽約撤回或未獲確認，撤回上面這筆", "撤回"],
      ["2008-07-01", "簽約，首次計入", "基準價"],
      ["2008-07-12", "1棟 0902 簽約，全單位滿 9 套，每戶再享 9.8折", "已撤回"],
      ["2008-07-02", "2008-06-30 的簽約撤回或未獲確認，撤回上面這筆", "撤回"],
    ]);
  });

  test("of a home that reached the tier itself, that it is priced at it", () => {
    expect(wordsOf(home(9, { signedOn: "2008-07-12" }, [line({ kind: "base", state: "final", because: null })]))[0]?.[1]).toBe(
      "簽約，全單位滿 9 套，直接按 9.8折",
    );
  });
});

describe("a pasted roster", () => {
  test.each([
    { text: "陳建明\n林悅\n", names: ["陳建明", "林悅"], why: "one a line" },
    { text: "1. 陳建明\n2、林悅\n（3）蔡淑華", names: ["陳建明", "林悅", "蔡淑華"], why: "numbers are dropped" },
    { text: "陳建明、林悅，蔡淑華", names: ["陳建明", "林悅", "蔡淑華"], why: "as a message has them" },
    { text: "林悅\n 林悅 ", names: ["林悅"], why: "who is there twice is one" },
    { text: " \n\t", names: [], why: "nothing" },
    { text: "５　陳靜\n①王芳", names: ["陳靜", "王芳"], why: "full-width and circled numbers" },
    {
      text: "李娜 13873310001\n劉洋：138-7331-0002\n張偉（430203197001010011）",
      names: ["李娜", "劉洋", "張偉"],
      why: "no phone, no identity",
    },
    { text: "姓名\n陳靜\n合計 5人\n13873310001", names: ["陳靜"], why: "heads, totals and lone numbers are nobody" },
    {
      text: "泉州商會\t\n序號\t部門\t姓名\n1\t財務部\t張偉\n2\t工程部\t王芳\n合計\t\t2人",
      names: ["張偉", "王芳"],
      why: "the column headed 姓名",
    },
    {
      text: "1\t財務部\t張偉\t13873310001\n2\t工程部\t王芳\t13873310002",
      names: ["張偉", "王芳"],
      why: "the column that looks like names",
    },
    { text: "陳建明\t林悅\n蔡淑華\t王芳", names: ["陳建明", "林悅", "蔡淑華", "王芳"], why: "names beside each other" },
    { text: "歐陽娜娜、John Smith", names: ["歐陽娜娜", "John Smith"], why: "long and foreign names" },
  ])("$why", ({ text, names }) => expect(rosterOf(text).names).toEqual(names));

  test("says who is there twice", () => expect(rosterOf("林悅\n陳明\n林悅").doubled).toEqual(["林悅"]));

  test("leaves out who was recommended before, and who is told apart is somebody else", () => {
    const { names, already } = rosterOf("林悅\n陳明\n林悅（二車間）", new Set(["林悅"]));
    expect([names, already]).toEqual([["陳明", "林悅(二車間)"], ["林悅"]]);
  });

  test("says what is left out, and never repeats a number", () => {
    const { skipped, hasNumbers } = rosterOf("姓名\n林悅 13873310001\n合計 1 人");
    expect([skipped, hasNumbers]).toEqual([["姓名", "合計 1 人"], true]);
    expect(rosterOf("林悅\n2. 陳明")).toMatchObject({ skipped: [], hasNumbers: false });
  });
});

describe("the key person's days", () => {
  const stretch = (id: string, personId: string, from: string, until: string | null) =>
    ({ id, personId, from, until, name: null, post: "", reason: null, recordedByName: "" }) as never;

  test.each([
    { of: [stretch("a", "p", "2008-05-20", null)], days: [["p", 53]], state: "same", why: "one person all along" },
    {
      of: [stretch("a", "p", "2008-05-22", "2008-06-20"), stretch("b", "q", "2008-06-20", null)],
      days: [
        ["p", 29],
        ["q", 22],
      ],
      state: "changed",
      why: "the change parts the bar on its day",
    },
    {
      of: [stretch("a", "p", "2008-05-22", "2008-06-20"), stretch("b", "q", "2008-06-25", null)],
      days: [
        ["p", 29],
        [null, 5],
        ["q", 17],
      ],
      state: "changed",
      why: "days with nobody are a gap",
    },
    {
      of: [stretch("a", "p", "2008-05-22", "2008-06-20")],
      days: [
        ["p", 29],
        [null, 22],
      ],
      state: "vacant",
      why: "vacant to the end",
    },
    { of: [], days: [], state: null, why: "nobody yet" },
  ])("$why", ({ of, days, state }) => {
    expect(stretchesOf(of, "2008-07-12").map(({ personId, days: n }) => [personId, n])).toEqual(days);
    expect(continuityOf({ firstVisit: null, recognitions: of, corrections: [] })).toBe(state);
  });
});

describe("what came of a recommendation", () => {
  test.each([
    { state: "signed", kind: "signed" },
    { state: "completed", kind: "signed" },
    { state: "subscribed", kind: "subscribed" },
    { state: "cancelled", kind: "cancelled" },
  ] as const)("a home that is $state", ({ state, kind }) => expect(outcomeOf({ id: "r1" }, [home(1, { state })]).kind).toBe(kind));

  test("nothing, where no home is theirs", () => expect(outcomeOf({ id: "r2" }, [home(1)]).kind).toBe("none"));
  test("a home that stands keeps a recommendation from being taken back, a cancelled one does not", () => {
    expect(restingOn({ id: "r1" }, [home(1, { state: "cancelled" })])).toBeNull();
    expect(restingOn({ id: "r1" }, [home(1, { state: "completed" })])?.id).toBe("d1");
  });
  test("who came alone is listed while the home stands", () =>
    expect(
      aloneOf([home(1, { referralId: null }), home(2), home(3, { referralId: null, state: "cancelled" })]).map(({ deal }) => deal.id),
    ).toEqual(["d1"]));
});

test.each([
  ["陳建明", "陳＊明"],
  ["林悅", "林＊"],
  ["歐陽建軍", "歐＊＊軍"],
  ["Mary Ann O'Neil", "M. A. O."],
])("%s is shown as %s", (name, shown) => expect(maskedName(name)).toBe(shown));
