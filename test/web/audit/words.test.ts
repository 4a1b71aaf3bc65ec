import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plan2008Catalogue } from "../../../src/campaigns/templates/plan-2008";
import { LedgerItem, ProofKind } from "../../../src/deals/contract";
import { Conditions } from "../../../src/policies/contract";
import { plan2008Terms } from "../../../src/policies/templates/plan-2008";
import { ClaimState, RecipientStatus } from "../../../src/rewards/contract";
import { Fulfilment } from "../../../src/settlement/closing/contract";
import { Signing } from "../../../src/settlement/recording/contract";
import {
  type AuditWording,
  byDay,
  changesShown,
  changeWords,
  conditionsIn,
  ENTITIES,
  entityWord,
  eventKey,
  labelWords,
  pathWords,
  saysLabel,
  valueWords,
} from "../../../web/src/features/audit/words";
import { wordsIn } from "../words";

const t = wordsIn("zh-Hant", "audit", "specials");
const wording: AuditWording = { t, language: "zh-Hant", nameOf: (id) => (id === "group-1" ? "客戶一組" : undefined) };

/** The events that the Worker records, as its source names them; those made of parts are written out, lines of the log left out. */
function recordedEvents(): string[] {
  const sources = globSync("src/**/*.ts").map((path) => readFileSync(path, "utf8"));
  const named = sources.flatMap((source) =>
    [...source.matchAll(/(?<!level: "\w+",\s*)\bevent: "([a-z-]+\.[a-z-]+)"/g)].map(([, event]) => event ?? ""),
  );

  return [
    ...new Set(named),
    ...["agency.founded", "developer.founded", "agency.edited", "developer.edited"],
    ...["ledger.due-reported", "ledger.receipt-reported", "ledger.refund-reported", "ledger.forfeit-reported"],
    ...["proof.accepted", "proof.refused"],
    ...["staff.role-changed", "staff.group-changed", "approval.approved", "approval.returned", "approval.countered"],
  ];
}

test("every event that is recorded has a sentence in words, in every language", () => {
  const events = recordedEvents();
  expect(events.length).toBeGreaterThan(35);
  for (const language of ["zh-Hant", "zh-Hans", "en"] as const) {
    const words = wordsIn(language, "audit");
    expect(events.filter((event) => eventKey(words, event) === null)).toEqual([]);
  }
});

test("an event of tomorrow has none: it stands by its code", () => {
  expect(eventKey(t, "tomorrow.came")).toBeNull();
  expect(entityWord(t, "tomorrow")).toBe("tomorrow");
});

test("every kind of thing that can be asked for has a word", () => {
  const kinds = [...ENTITIES.agency, ...ENTITIES.developer];
  expect(kinds.filter((kind) => entityWord(t, kind) === kind)).toEqual([]);
});

test("every field of a policy version has a word", () => {
  const leaves = (value: unknown, path: string[]): string[][] =>
    typeof value === "object" && value !== null && Object.keys(value).length > 0
      ? Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]))
      : [path];
  const unworded = leaves(plan2008Terms, ["terms"]).filter((path) => /[a-z]{3}/i.test(pathWords(wording, path)));
  expect(unworded).toEqual([]);
});

test("every condition of a discount has a word, and the homes that one lists are not a number of homes", () => {
  const at = ["terms", "regular", "0", "when"];
  const wordOf = (field: string) =>
    pathWords(wording, [...at, field])
      .split("·")
      .at(-1);
  expect(Object.keys(Conditions.shape).filter((field) => wordOf(field) === field)).toEqual([]);
  expect(wordOf("units")).toBe("指定房源");
  expect(valueWords(wording, at.slice(0, -1), { when: { units: [{ building: "2棟", number: "1201" }] } })).toBe("條件 指定房源 1 項");
});

test("what people typed is looked up under no key", () => {
  const asked: string[] = [];
  const listening = (key: string) => {
    asked.push(key);
    return key;
  };
  const told: AuditWording = { ...wording, t: listening as AuditWording["t"] };
  expect(valueWords(told, ["about"], "2棟 {1004}")).toBe("2棟 {1004}");
  expect(asked).toEqual([]);
});

/** The fields that the Worker's source writes by name, and those that it makes of a request: signing, payment, fulfilment. */
function recordedFields(): string[] {
  const sources = globSync("src/**/*.ts").map((path) => readFileSync(path, "utf8"));
  const named = sources.flatMap((source) => [...source.matchAll(/\bfield: "([A-Za-z]+)"/g)].map(([, field]) => field ?? ""));

  return [
    ...new Set(named),
    ...Object.keys({ ...Signing.shape, ...Fulfilment.shape }),
    ...["taxFen", "offsetFen", "cashFen", "receiptNumber", "category", "credential"],
  ];
}

// In Chinese, where no word can be its own code; that the other languages have the same texts is the texts' own check.
test("every field that is recorded has a word", () => {
  const fields = recordedFields();
  expect(fields.length).toBeGreaterThan(60);
  expect(fields.filter((field) => pathWords(wording, [field]) === field)).toEqual([]);
});

test.each([
  ["state", ClaimState.options],
  ["item", LedgerItem.options],
  ["proof", ProofKind.options],
  ["status", RecipientStatus.options],
  ["route", Fulfilment.shape.route.options],
  ["outcome", ["accepted", "refused"]],
  ["decision", ["allowed", "held"]],
  ["paymentMethod", plan2008Catalogue.paymentMethods.map(({ code }) => code)],
  ["category", plan2008Catalogue.categories.map(({ code }) => code)],
  ["credential", plan2008Catalogue.credentials.map(({ code }) => code)],
  ["product", plan2008Catalogue.products.map(({ code }) => code)],
] as const)("each %s is said in words", (field, values) => {
  expect(values.filter((value) => valueWords(wording, [field], value) === value)).toEqual([]);
});

describe("what is shown of an entry", () => {
  const id = "011a41da-4100-7000-8000-000000000000";
  const shown = (event: string, changes: Parameters<typeof changesShown>[1]["changes"]) =>
    changesShown(wording, { event, label: "大客戶拓展 2008", changes }).map(({ field, from, to }) => [field, from, to]);

  test("settling says each sort of line as one sum of money, and no counter of its own", () => {
    expect(
      shown("prices.settled", [
        { field: "settledVersion", from: 3, to: 4 },
        { field: `${id}/base`, to: 433_160_00 },
        { field: `${id}/base`, to: 424_496_80 },
        { field: `${id}/closing`, to: -433_160_00 },
        { field: `line/${id}`, to: "withdrawn" },
        { field: `${id}/reward/accrual`, to: 1_000_00 },
      ]),
    ).toEqual([
      ["簽約價 2 筆", null, "¥857,656.80"],
      ["取消沖銷 1 筆", null, "−¥433,160.00"],
      ["獎勵 1 筆", null, "¥1,000.00"],
    ]);
  });

  test("of a large group it names the first fifty alone, so it gives no sum", () => {
    const many = Array.from({ length: 50 }, () => ({ field: `${id}/adjustment`, to: -8_663_20 }));

    expect(shown("prices.settled", many)).toEqual([["差額 50 筆", null, "筆數很多，見對帳單"]]);
    expect(shown("prices.settled", many.slice(1))).toEqual([["差額 49 筆", null, "−¥424,496.80"]]);
  });

  test.each([
    { field: "accountId", to: "acc-quanzhou", shows: [], why: "an id that has no name here" },
    { field: "engagementId", from: id, to: "011a41da-4100-7000-8000-000000000001", shows: [], why: "from one id to another" },
    { field: "groupId", to: "group-1", shows: [["小組", null, "客戶一組"]], why: "an id that has a name" },
    { field: "documentId", to: id, shows: [["書面文件", null, "已存檔"]], why: "that a paper is kept is worth saying" },
    { field: "deals", to: [id, id], shows: [["確認簽約（套）", null, "2"]], why: "many ids by their number" },
    { field: "state", from: "claimed", to: "returned", shows: [["狀態", "申領", "已退回"]], why: "codes in words, before and after" },
    { field: "item", to: "balance", shows: [["款項", null, "尾款"]], why: "as the deal calls it" },
    { field: "areaCentiSqm", to: 130_50, shows: [["面積", null, "130.50 ㎡"]], why: "a measure with its unit" },
  ])("$field: $why", ({ shows, why: _why, ...change }) => {
    expect(shown("deal.signed", [change])).toEqual(shows);
  });
});

describe("a change", () => {
  test.each([
    { change: { field: "role", from: "consultant", to: "manager" }, from: "置業顧問", to: "統籌人", why: "codes by their words" },
    { change: { field: "groupId", from: null, to: "group-1" }, from: null, to: "客戶一組", why: "an id by the name it stands for" },
    { change: { field: "groupId", from: "group-1", to: null }, from: "客戶一組", to: "—", why: "nothing any more" },
    { change: { field: "state", to: "offered" }, from: null, to: "待回覆", why: "a first value" },
    { change: { field: "basedOn", to: 1 }, from: null, to: "第 1 版", why: "a version by its number" },
    { change: { field: "floorBps", from: null, to: 9550 }, from: null, to: "9.55折", why: "a rate as it is said" },
    { change: { field: "amountFen", from: 100_000, to: 150_000 }, from: "¥1,000.00", to: "¥1,500.00", why: "money to the fen" },
    { change: { field: "retroactive", from: true, to: false }, from: "是", to: "否", why: "yes and no" },
    { change: { field: "name", from: "中央王座", to: "中央皇座" }, from: "中央王座", to: "中央皇座", why: "what people typed stays" },
    { change: { field: "zone", from: "Mars", to: "Moon" }, from: "Mars", to: "Moon", why: "a code without a word stands for itself" },
  ])("$change.field: $why", ({ change, from, to }) => {
    expect(changeWords(wording, change)).toMatchObject({ from, to, hidden: false });
  });

  test("a personal field says that it changed, never how", () => {
    expect(changeWords(wording, { field: "email" })).toEqual({ field: "電子郵件", from: null, to: null, hidden: true });
  });

  test("its place in the terms is a path in words", () => {
    expect(pathWords(wording, ["terms", "regular", "0", "effect", "payableBps"])).toBe("常規折扣·第 1 項·折扣");
    const special = {
      effect: { kind: "rate", payableBps: 9750 },
      replacesGroup: true,
      floorBps: null,
      counts: true,
      validUntil: "2008-07-15",
    };
    expect(valueWords(wording, ["terms"], special), "as on the page of special prices").toBe(
      "9.75折·代替團購·計入套數·2008-07-15 前（含當日）簽約有效",
    );
    expect(pathWords(wording, ["terms"])).toBe("條款");
    expect(pathWords(wording, ["#3", "status"])).toBe("第 3 版·狀態");
  });

  test("a whole tier is said part by part; a list of many things by their number", () => {
    const tier = { fromUnits: 20, payableBps: 9700 };
    expect(valueWords(wording, ["terms", "groupTables", "0", "tiers", "1"], tier)).toBe("起算套數 20；折扣 9.7折");
    expect(valueWords(wording, ["tiers"], [tier, tier])).toBe("2 項");
    expect(changeWords(wording, { field: "terms/rewardRules/0/ownPurchase", from: "first-tier", to: { tiers: [tier] } })).toEqual({
      field: "關鍵人物獎勵·第 1 項·關鍵人物自購",
      from: "至少享第一檔，不計獎勵",
      to: "檔 1 項",
      hidden: false,
    });
    expect(valueWords(wording, ["groupIds"], ["group-1"])).toBe("客戶一組");
    expect(valueWords(wording, ["groupIds"], [])).toBe("無");
  });

  test("the name of what was added is in the sentence already; a renaming is not", () => {
    expect(saysLabel({ label: "中央王座" }, { field: "name", to: "中央王座" })).toBe(true);
    expect(saysLabel({ label: "中央皇座" }, { field: "name", from: "中央王座", to: "中央皇座" })).toBe(false);
    expect(saysLabel({ label: "中央王座" }, { field: "developerName", to: "中央王座" })).toBe(false);
  });
});

test("a version is called as people call it", () => {
  expect(labelWords(wording, { entity: "policy-version", label: "大客戶拓展 2008 #2" })).toBe("「大客戶拓展 2008」第 2 版優惠政策");
  expect(labelWords(wording, { entity: "campaign", label: "大客戶拓展 #2" })).toBe("大客戶拓展 #2");
  expect(labelWords(wording, { entity: "invitation", label: null })).toBe("");
});

test("entries stand under their day, in the order they came", () => {
  const at = (id: string, instant: string) => ({ id, at: instant }) as Parameters<typeof byDay>[0][number];
  const days = byDay([at("c", "2026-11-24T01:00:00Z"), at("b", "2026-11-23T09:00:00Z"), at("a", "2026-11-23T08:00:00Z")], (instant) =>
    instant.slice(0, 10),
  );
  expect(days.map(({ day, entries }) => [day, entries.map(({ id }) => id)])).toEqual([
    ["2026-11-24", ["c"]],
    ["2026-11-23", ["b", "a"]],
  ]);
});

test("the API answers one condition at a time: of two in an address the kind of thing counts", () => {
  expect(conditionsIn(new URLSearchParams("entity=project&actor=lin"))).toEqual({ entity: "project", actor: null });
  expect(conditionsIn(new URLSearchParams("actor=lin"))).toEqual({ entity: null, actor: "lin" });
});
