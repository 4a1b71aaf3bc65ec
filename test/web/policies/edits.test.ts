import { describe, expect, test } from "vitest";
import {
  changed,
  codesLeft,
  copiedStep,
  exclusionGroups,
  moved,
  newExclusionGroup,
  newRowId,
  newStep,
  ofKind,
  toggled,
  withItem,
  without,
  withTierBack,
} from "../../../web/src/features/policies/edits";

const rows = ["a", "b", "c"].map((id) => ({ id }));
const ids = (list: { id: string }[]) => list.map(({ id }) => id).join("");

test.each([
  { id: "c", to: 0, becomes: "cab", why: "to the front" },
  { id: "a", to: 2, becomes: "bca", why: "to the end" },
  { id: "a", to: 1, becomes: "bac", why: "down by one" },
  { id: "b", to: -1, becomes: "bac", why: "no further than the front" },
  { id: "b", to: 9, becomes: "acb", why: "no further than the end" },
  { id: "x", to: 0, becomes: "abc", why: "what is not there stays away" },
])("moving $id to $to: $why", ({ id, to, becomes }) => {
  expect(ids(moved(rows, id, to))).toBe(becomes);
  expect(ids(rows)).toBe("abc");
});

test("what is removed comes back where it stood", () => {
  const [, b] = rows;
  if (!b) throw new Error("three rows");
  expect(ids(withItem(without(rows, "b"), b, 1))).toBe("abc");
  expect(ids(withItem(rows, { id: "d" }))).toBe("abcd");
});

test("a change is of one row", () => {
  const list = [
    { id: "a", n: 1 },
    { id: "b", n: 2 },
  ];
  expect(changed(list, "b", { n: 3 })).toEqual([
    { id: "a", n: 1 },
    { id: "b", n: 3 },
  ]);
});

test("a tier comes back into its table, beside what was changed since", () => {
  const tiers = [
    { id: "t0", n: 9 },
    { id: "t1", n: 20 },
  ];
  const [first, second] = tiers;
  if (!first || !second) throw new Error("two tiers");
  const table = { id: "accounts", tiers };
  const since = [{ id: "accounts", tiers: [{ ...second, n: 30 }] }];
  expect(withTierBack(since, table, first)).toEqual([{ id: "accounts", tiers: [first, { id: "t1", n: 30 }] }]);
  expect(withTierBack([], table, first)).toEqual([]);
});

describe("new rows", () => {
  test("ids are such as the API takes, and differ", () => {
    const [a, b] = [newRowId("step"), newRowId("step")];
    expect(a).toMatch(/^step-[a-z0-9]+$/);
    expect(a).not.toBe(b);
  });

  test("a copy has its own id and name, and leaves the other languages to be said anew", () => {
    const step = { ...newStep("one"), names: { "zh-Hant": "一次性付款", en: "One-off" } };
    expect(copiedStep(step, "two", (name) => `${name}（副本）`)).toMatchObject({ id: "two", names: { "zh-Hant": "一次性付款（副本）" } });
    expect(copiedStep(step, "two", () => "長".repeat(90)).names["zh-Hant"]).toHaveLength(80);
  });

  test("another kind of discount asks for its numbers anew, the same kind keeps them", () => {
    const table = { id: "accounts", codes: [], kind: "rate" as const, tiers: [{ id: "t0", fromUnits: 9, value: 9800 }] };
    expect(ofKind(table, "amount")).toMatchObject({ kind: "amount", tiers: [{ fromUnits: 9, value: null }] });
    expect(ofKind(table, "rate")).toBe(table);
  });
});

describe("groups of which the best one counts", () => {
  const step = (exclusionGroup: string | null) => ({ ...newStep("s"), exclusionGroup });

  test("in the order in which they first stand", () => {
    expect(exclusionGroups({ regular: [step("x"), step(null), step("y"), step("x")] })).toEqual(["x", "y"]);
  });

  test.each([
    { groups: [], name: "best-1", why: "the first" },
    { groups: ["best-1"], name: "best-2", why: "one more" },
    { groups: ["best-2"], name: "best-3", why: "never a name that is taken" },
  ])("a new name: $why", ({ groups, name }) => {
    expect(newExclusionGroup(groups)).toBe(name);
  });
});

test("codes of no table are left for a new one", () => {
  expect(codesLeft(["chamber", "market", "bank"], [{ codes: ["market"] }, { codes: ["bank"] }])).toEqual(["chamber"]);
});

test.each([
  { codes: ["bank"], code: "chamber", on: true, becomes: ["chamber", "bank"], why: "in the order of the campaign" },
  { codes: ["chamber", "bank"], code: "chamber", on: false, becomes: ["bank"], why: "taken out" },
  { codes: ["bank"], code: "bank", on: true, becomes: ["bank"], why: "never twice" },
  { codes: ["gone"], code: "bank", on: true, becomes: ["bank", "gone"], why: "a word the campaign has no more stays, at the end" },
])("toggling $code: $why", ({ codes, code, on, becomes }) => {
  expect(toggled(codes, code, on, ["chamber", "market", "bank"])).toEqual(becomes);
});
