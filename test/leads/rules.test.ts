import { expect, test } from "vitest";
import {
  checkAnswer,
  dayMs,
  defaultLeadRules,
  gramsSearched,
  handsOver,
  inTurn,
  maskedOf,
  reportClock,
  standingOf,
} from "../../src/leads/rules";

const now = Date.parse("2008-07-11T02:00:00Z");

test.each([
  { why: "its clock runs out a moment later", ownerId: "zhou", freeAt: now + 1, standing: "mine" },
  { why: "on the instant it is free", ownerId: "zhou", freeAt: now, standing: "free" },
  { why: "another's", ownerId: "he", freeAt: now + 1, standing: "protected" },
  { why: "another's, whose clock has run out", ownerId: "he", freeAt: now - 1, standing: "free" },
  { why: "nobody's from the start", ownerId: null, freeAt: 0, standing: "free" },
  { why: "sincere: no clock runs", ownerId: "he", freeAt: null, standing: "protected" },
  { why: "sincere, and its owner has left", ownerId: null, freeAt: null, standing: "settled" },
])("whose it is: $why", ({ ownerId, freeAt, standing }) => {
  expect(standingOf({ state: "contacted", ownerId, freeAt }, "zhou", now)).toBe(standing);
});

test("a check says free, yours or protected: of a lost one free, of one in no pool without an owner protected", () => {
  expect(checkAnswer(undefined, "zhou", now)).toBe("free");
  expect(checkAnswer({ state: "lost", ownerId: "he", freeAt: null }, "zhou", now)).toBe("free");
  expect(checkAnswer({ state: "sincere", ownerId: null, freeAt: null }, "zhou", now)).toBe("protected");
  expect(checkAnswer({ state: "contacted", ownerId: "zhou", freeAt: now + dayMs }, "zhou", now)).toBe("yours");
});

test.each([
  { why: "no visit of the owner's", visitedWith: null, state: "contacted", wins: true, over: true },
  { why: "the owner was there first", visitedWith: "he", state: "contacted", wins: true, over: false },
  { why: "another was there, not the owner", visitedWith: "luo", state: "registered", wins: true, over: true },
  { why: "the campaign does not say so", visitedWith: null, state: "contacted", wins: false, over: false },
  { why: "earnest money binds it", visitedWith: null, state: "sincere", wins: true, over: false },
] as const)("到訪為王: $why", ({ visitedWith, state, wins, over }) => {
  expect(handsOver({ ...defaultLeadRules, visitWins: wins }, { state, ownerId: "he", visitedWith })).toBe(over);
});

test.each([
  ["138****1234", "138****1234"],
  ["138xxxx1234", "138****1234"],
  ["１３８＊＊＊＊１２３４", "138****1234"],
  ["+86 138 **** 1234", "138****1234"],
  ["13812341234", null],
  ["138****123", null],
  ["38****1234", null],
])("a masked number by its ends: %s", (typed, ends) => {
  expect(maskedOf(typed)).toBe(ends);
});

test("leads are dealt to who was given the fewest, the first by id among equals", () => {
  const dealt = inTurn(
    ["1", "2", "3"],
    [
      { userId: "b", given: 1 },
      { userId: "a", given: 1 },
      { userId: "c", given: 0 },
    ],
  );

  expect(Object.fromEntries(dealt)).toEqual({ c: ["1"], a: ["2"], b: ["3"] });
});

test("the report runs for its hours, a name is searched by its pairs", () => {
  expect(reportClock(defaultLeadRules, now)).toEqual({
    reportedAt: now,
    reportUntil: now + dayMs,
    confirmedAt: null,
    protectedUntil: null,
  });
  expect(gramsSearched("歐陽震")).toEqual(["歐陽", "陽震"]);
  expect(gramsSearched("陳")).toEqual(["^陳"]);
});
