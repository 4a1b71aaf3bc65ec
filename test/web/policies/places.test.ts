import { describe, expect, test } from "vitest";
import type { Finding } from "../../../src/policies/checking/contract";
import { plan2008Terms } from "../../../src/policies/templates/plan-2008";
import { moved, without } from "../../../web/src/features/policies/edits";
import { formOf } from "../../../web/src/features/policies/form";
import { exists, isWithin, placed, placeOf, withNumber } from "../../../web/src/features/policies/places";

const form = formOf({
  effectiveFrom: "2008-05-15",
  terms: {
    ...plan2008Terms,
    floorBps: 9550,
    rewardRules: plan2008Terms.rewardRules.map((rule) => ({
      ...rule,
      ownPurchase: {
        tiers: [
          { fromUnits: 1, payableBps: 9800 },
          { fromUnits: 9, payableBps: 9700 },
        ],
      },
    })),
    groupTables: [
      {
        id: "accounts",
        categories: ["chamber"],
        tiers: [
          { fromUnits: 9, payableBps: 9800 },
          { fromUnits: 20, payableBps: 9700 },
        ],
      },
    ],
  },
});

test.each([
  { pointer: "/floorBps", place: "floorBps", why: "a field that stands once" },
  { pointer: "/effectiveFrom", place: "effectiveFrom", why: "the day, outside the terms" },
  { pointer: "/terms/rounding", place: "rounding", why: "as a refusal points: into the body" },
  { pointer: "/pricedProducts/2", place: "pricedProducts", why: "one of a list of words: the list" },
  { pointer: "/groupTables", place: "groupTables", why: "the tables as a whole" },
  { pointer: "/regular/1/effect/payableBps", place: "regular/mortgage/effect", why: "a step by its id" },
  { pointer: "/terms/regular/0/when/paymentMethods/0", place: "regular/lump-sum/when/paymentMethods", why: "a condition" },
  { pointer: "/terms/regular/0/when/units/3/number", place: "regular/lump-sum/when/units", why: "one home of a list: the list" },
  { pointer: "/regular/0/when/until", place: "regular/lump-sum/when/until", why: "the end of a window" },
  { pointer: "/regular/0/when", place: "regular/lump-sum/when", why: "the conditions as a whole" },
  { pointer: "/terms/regular/0/names/zh-Hant", place: "regular/lump-sum/names", why: "a name" },
  { pointer: "/regular/0/id", place: "regular/lump-sum/effect", why: "what no field shows goes to the row's number" },
  { pointer: "/groupTables/0/tiers/1/payableBps", place: "groupTables/accounts/tiers/t1/value", why: "a tier's rate" },
  { pointer: "/groupTables/0/tiers/1/amountFen", place: "groupTables/accounts/tiers/t1/value", why: "or amount: the same field" },
  { pointer: "/groupTables/0/tiers/1/fromUnits", place: "groupTables/accounts/tiers/t1/fromUnits", why: "a tier's threshold" },
  { pointer: "/groupTables/0/tiers/1", place: "groupTables/accounts/tiers/t1/value", why: "a tier as a whole" },
  { pointer: "/groupTables/0/categories/0", place: "groupTables/accounts/codes", why: "whom a table is for" },
  { pointer: "/credentialRules/0/credentials/1", place: "credentialRules/documents/codes", why: "which documents" },
  { pointer: "/rewardRules/0/success", place: "rewardRules/cash/success", why: "a field of a reward" },
  { pointer: "/rewardRules/0/categories/3", place: "rewardRules/cash/categories", why: "whom a reward is for" },
  { pointer: "/rewardRules/0/tiers/0/amountFen", place: "rewardRules/cash/tiers/t0/amountFen", why: "a reward's cash" },
  { pointer: "/rewardRules/0/ownPurchase", place: "rewardRules/cash/own", why: "a key person's own home" },
  { pointer: "/rewardRules/0/ownPurchase/tiers", place: "rewardRules/cash/own", why: "its tiers as a whole" },
  { pointer: "/rewardRules/0/ownPurchase/tiers/1/payableBps", place: "rewardRules/cash/own/t1/value", why: "a tier of its own" },
  { pointer: "/terms/rewardRules/0/ownPurchase/tiers/1/fromUnits", place: "rewardRules/cash/own/t1/fromUnits", why: "its threshold" },
  { pointer: "/rewardRules/0/ownPurchase/tiers/2", place: "", why: "a tier of its own that is not there" },
  { pointer: "/regular/7/effect", place: "", why: "a row that is not there" },
  { pointer: "/groupTables/0/tiers/5/payableBps", place: "", why: "a tier that is not there" },
  { pointer: "/countBasis", place: "countBasis", why: "when a home counts" },
  { pointer: "/ownWords", place: "", why: "what the page does not show" },
  { pointer: "", place: "", why: "the whole" },
])("$pointer: $why", ({ pointer, place }) => {
  expect(placeOf(pointer, form)).toBe(place);
});

describe("a finding stays with its row", () => {
  const below: Finding = {
    severity: "error",
    code: "combination-below-floor",
    pointer: "/groupTables/0/tiers/1/payableBps",
    detail: "低於底價",
    remedies: [
      { label: "底價改 95%", patch: { pointer: "/floorBps", value: 9500 } },
      { label: "這檔改 9.75折", patch: { pointer: "/groupTables/0/tiers/1/payableBps", value: 9750 } },
    ],
  };
  const [finding] = placed([below], form);

  test("it and its remedies name rows, not positions", () => {
    expect(finding).toMatchObject({
      place: "groupTables/accounts/tiers/t1/value",
      remedies: [{ place: "floorBps" }, { place: "groupTables/accounts/tiers/t1/value", value: 9750 }],
    });
  });

  test("while its row is there, also elsewhere; and no longer", () => {
    const place = "groupTables/accounts/tiers/t1/value";
    const tiersOf = (tiers: (typeof form)["groupTables"][number]["tiers"]) => ({
      ...form,
      groupTables: form.groupTables.map((table) => ({ ...table, tiers })),
    });
    const [table] = form.groupTables;
    const tiers = table?.tiers ?? [];
    expect(exists(place, form)).toBe(true);
    expect(exists(place, tiersOf(moved(tiers, "t1", 0)))).toBe(true);
    expect(exists(place, tiersOf(without(tiers, "t1")))).toBe(false);
    expect(exists("regular/lump-sum/effect", { ...form, regular: [] })).toBe(false);
    expect(exists("rewardRules/cash/success", form)).toBe(true);
    expect(exists("rewardRules/cash/own", form)).toBe(true);
    expect(exists("rewardRules/cash/own/t1/value", form)).toBe(true);
    expect(exists("rewardRules/cash/own/t2/value", form)).toBe(false);
    expect(exists("floorBps", form)).toBe(true);
  });

  test("a remedy of a tier moved meanwhile changes that tier", () => {
    const [table] = form.groupTables;
    const turned = {
      ...form,
      groupTables: [{ ...table, id: "accounts", codes: ["chamber"], kind: "rate" as const, tiers: moved(table?.tiers ?? [], "t1", 0) }],
    };
    const mended = withNumber(turned, "groupTables/accounts/tiers/t1/value", 9750);
    expect(mended.groupTables[0]?.tiers.map(({ fromUnits, value }) => [fromUnits, value])).toEqual([
      [20, 9750],
      [9, 9800],
    ]);
  });
});

test.each([
  { place: "floorBps", value: 9500, of: (now: typeof form) => now.floor, becomes: { none: false, bps: 9500 }, why: "the floor" },
  {
    place: "regular/mortgage/effect",
    value: 9950,
    of: (now: typeof form) => now.regular[1]?.effect,
    becomes: { kind: "rate", value: 9950 },
    why: "a step",
  },
  {
    place: "credentialRules/documents/tiers/t0/fromUnits",
    value: 2,
    of: (now: typeof form) => now.credentialRules[0]?.tiers[0]?.fromUnits,
    becomes: 2,
    why: "a threshold",
  },
  {
    place: "rewardRules/cash/own/t1/value",
    value: 9650,
    of: (now: typeof form) => now.rewardRules[0]?.own?.tiers.map((tier) => tier.value),
    becomes: [9800, 9650],
    why: "a tier of a key person's own",
  },
])("a number put at its place: $why", ({ place, value, of, becomes }) => {
  expect(of(withNumber(form, place, value))).toEqual(becomes);
});

test("a number for nothing changes nothing", () => {
  expect(withNumber(form, "", 1)).toBe(form);
});

test.each([
  { place: "regular/a/effect", outer: "regular/a", within: true, why: "a field of the row" },
  { place: "regular/a", outer: "regular/a", within: true, why: "the row itself" },
  { place: "regular/ab/effect", outer: "regular/a", within: false, why: "another row whose id begins alike" },
])("$place in $outer: $why", ({ place, outer, within }) => {
  expect(isWithin(place, outer)).toBe(within);
});
