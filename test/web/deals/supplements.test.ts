import { describe, expect, test } from "vitest";
import type { CommissionLine } from "../../../web/src/api/deals";
import { bySigning, commissionColumns, homesIn, linesIn } from "../../../web/src/features/deals/attributing/commissions";
import { emptyBuyer } from "../../../web/src/features/deals/subscribing/buyers";
import {
  buyersOf,
  changeOf,
  firstDayOf,
  missingOf,
  refusalOf,
  type TypedSupplement,
} from "../../../web/src/features/deals/supplementing/change";
import { wordsIn } from "../words";

const parties = [
  { personId: "a", name: "陳建明", shareBps: 6_000 },
  { personId: "b", name: "陳太", shareBps: 4_000 },
];
const typed = (told: Partial<TypedSupplement> = {}): TypedSupplement => ({
  paymentMethod: "",
  unitId: "",
  areaCentiSqm: null,
  listPriceFen: null,
  contractPriceFen: null,
  relation: "",
  buyers: buyersOf(parties),
  engagementId: "",
  signedOn: null,
  documentNumber: "",
  ...told,
});

describe("a change can be previewed", () => {
  test.each([
    { kind: "payment-method" as const, told: {}, missing: "method", why: "which method is not said" },
    { kind: "payment-method" as const, told: { paymentMethod: "mortgage" }, missing: "price", why: "its price stands on the paper" },
    { kind: "payment-method" as const, told: { paymentMethod: "mortgage", contractPriceFen: 1 }, missing: null, why: "both are there" },
    {
      kind: "measured-area" as const,
      told: { areaCentiSqm: 1, contractPriceFen: 1 },
      missing: "list",
      why: "the list price moves with the area",
    },
    { kind: "name" as const, told: {}, missing: "relation", why: "whether it goes on counting depends on it" },
    { kind: "name" as const, told: { relation: "family" as const }, missing: "change", why: "the same buy, in the same shares" },
    {
      kind: "name" as const,
      told: { relation: "family" as const, buyers: buyersOf(parties).toReversed() },
      missing: "change",
      why: "the order alone is no change",
    },
    {
      kind: "name" as const,
      told: { relation: "family" as const, buyers: buyersOf(parties.slice(0, 1)) },
      missing: "shares",
      why: "who is left has not taken the whole",
    },
    {
      kind: "name" as const,
      told: { relation: "family" as const, buyers: [{ ...emptyBuyer(), shareBps: 10_000 }] },
      missing: "buyer",
      why: "nobody is named",
    },
    {
      kind: "name" as const,
      told: { relation: "outsider" as const, buyers: buyersOf([{ personId: "a", name: "陳建明", shareBps: 10_000 }]) },
      missing: null,
      why: "one buys alone now",
    },
    { kind: "engagement" as const, told: {}, missing: "engagement", why: "the new account is not said" },
  ])("$kind: $why", ({ kind, told, missing }) => {
    expect(missingOf(kind, typed(told), parties)).toBe(missing);
  });
});

test("a change is sent with what its kind knows and nothing else that was typed", () => {
  const all = typed({ paymentMethod: "mortgage", unitId: "u", areaCentiSqm: 1, listPriceFen: 3, contractPriceFen: 2, engagementId: "e" });
  expect(changeOf("price", all, [])).toEqual({ kind: "price", contractPriceFen: 2 });
  expect(changeOf("measured-area", all, [])).toEqual({ kind: "measured-area", areaCentiSqm: 1, listPriceFen: 3, contractPriceFen: 2 });
  expect(changeOf("engagement", all, [])).toEqual({ kind: "engagement", engagementId: "e" });
  expect(changeOf("price", typed(), [])).toBe(null);
});

test("only what is signed and stands can be supplemented", () => {
  expect(refusalOf({ state: "subscribed" })).toBe("unsigned");
  expect(refusalOf({ state: "cancelled" })).toBe("cancelled");
  expect(refusalOf({ state: "signed" })).toBe(null);
  expect(refusalOf({ state: "completed" })).toBe(null);
});

test.each([
  { settledOn: null, day: "2008-06-05", why: "from the contract's day on" },
  { settledOn: "2008-06-03", day: "2008-06-05", why: "settled before it was signed" },
  { settledOn: "2008-06-30", day: "2008-07-01", why: "the day after what was settled" },
])("a supplement of $day at the earliest: $why", ({ settledOn, day }) => {
  expect(firstDayOf({ signedOn: "2008-06-05" }, settledOn)).toBe(day);
});

describe("commission lines of some days", () => {
  const line = (dealId: string, signedOn: string | null, cancelledOn: string | null = null) =>
    ({ id: dealId, dealId, signedOn, cancelledOn }) as CommissionLine;
  const lines = [line("open", null), line("june", "2008-06-30"), line("july", "2008-07-01"), line("back", "2008-06-01", "2008-07-31")];
  test.each([
    { from: null, to: null, found: ["open", "june", "july", "back"], why: "no days: all, also what is not signed" },
    { from: "2008-07-01", to: "2008-07-31", found: ["july", "back"], why: "both ends included; a cancellation takes commission back" },
    { from: null, to: "2008-06-30", found: ["june", "back"], why: "no beginning" },
    { from: "2008-08-01", to: null, found: [], why: "nothing happened since" },
  ])("$why", ({ from, to, found }) => {
    expect(linesIn(lines, { from, to }).map(({ id }) => id)).toEqual(found);
  });

  test("stand in the order of their signing, those not signed at the end", () => {
    expect(bySigning(lines).map(({ id }) => id)).toEqual(["back", "june", "july", "open"]);
  });

  test.each([
    {
      language: "zh-Hant",
      heads: "房源,單位,狀態,簽約日,退房日,簽約確認,合同價（元）,應付（元）,顧問,小組,份額（%）",
      why: "in the caller's language",
    },
    {
      language: "en",
      heads: "Home,Account,State,Signed on,Cancelled on,Signing confirmed,Contract price (¥),Payable (¥),Consultant,Group,Share (%)",
      why: "also in English",
    },
  ] as const)("a file names home, account, day and contract price, $why", ({ language, heads }) => {
    const home = { building: "1棟", unitNumber: "0902", accountName: "攸縣商會", state: "signed", contractPriceFen: 433_160_00 } as const;
    const one = {
      ...line("d", "2008-06-03"),
      ...home,
      payableFen: 430_000_00,
      userId: "c",
      userName: "陳",
      groupId: null,
      shareBps: 10_000,
    };
    const columns = commissionColumns(wordsIn(language, "deals"), () => null);
    expect(columns.map(({ header }) => header).join(",")).toBe(heads);
    expect(columns.slice(0, 2).map(({ value }) => value(one))).toEqual(["1棟 0902", "攸縣商會"]);
  });

  test("a home with two shares is one home", () => {
    expect(homesIn([line("a", null), line("a", null), line("b", null)])).toBe(2);
  });
});
