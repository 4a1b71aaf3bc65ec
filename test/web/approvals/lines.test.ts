import { describe, expect, test } from "vitest";
import type { Approval, HandedApproval } from "../../../src/approvals/contract";
import { actsOf } from "../../../web/src/features/approvals/Acts";
import {
  boxesOf,
  boxIn,
  changeMark,
  lineKey,
  lineOfAgency,
  lineOfDeveloper,
  openLine,
  specialOutcome,
  stateWords,
  stepTo,
} from "../../../web/src/features/approvals/lines";

const subject = {
  agencyName: "合富輝煌",
  campaignName: "大客戶拓展 2008",
  projectName: "中央王座",
  number: 2,
  effectiveFrom: "2008-07-01",
};
const asked = (id: string): Approval => ({
  id,
  kind: "policy-version",
  campaignId: "zhongyang-2008",
  subjectId: "v2",
  subject,
  decider: "agency",
  state: "pending",
  makerId: "huang",
  makerName: "黃昭祥",
  note: null,
  submittedAt: "2008-06-28T02:00:00.000Z",
  decidedAt: null,
  deciderName: null,
  deciderId: null,
  awaitsAcceptance: false,
  remark: null,
  documentId: null,
  version: 1,
});
const handed = (agencyId: string, id: string): HandedApproval => ({
  id,
  agencyId,
  kind: "policy-version",
  subject,
  state: "pending",
  submittedAt: "2008-06-28T02:00:00.000Z",
  decidedAt: null,
});
const lines = ["a", "b", "c"].map((id) => lineOfAgency("hopefluent", asked(id)));
const at = (n: number) => lines[n] ?? null;

describe("an inbox", () => {
  test.each([
    { kind: "agency", named: null, box: "waiting", why: "the first box needs no word in the address" },
    { kind: "agency", named: "mine", box: "mine", why: "an agency submits" },
    { kind: "developer", named: "mine", box: "waiting", why: "a developer submits nothing, so it has no such box" },
    { kind: "developer", named: "decided", box: "decided", why: "both have what is decided" },
    { kind: "agency", named: "rubbish", box: "waiting", why: "an address typed by hand opens the first" },
  ] as const)("$kind at $named opens $box: $why", ({ kind, named, box }) => {
    expect(boxIn(kind, named)).toBe(box);
    expect(boxesOf(kind)).toContain(box);
  });

  test("two agencies may use one id: a developer's line is named with its agency", () => {
    const keys = [handed("hopefluent", "a1"), handed("hengyuan", "a1")].map((line) => lineKey(lineOfDeveloper("shangge", line).place));
    expect(keys).toEqual(["hopefluent/a1", "hengyuan/a1"]);
    expect(lineKey(lineOfAgency("hopefluent", asked("a1")).place)).toBe("a1");
  });
});

test.each([
  { named: "b", open: 1, why: "the one the address names" },
  { named: null, open: 0, why: "else the first" },
  { named: "gone", open: 0, why: "one that was decided meanwhile has left the box" },
])("open is $named: $why", ({ named, open }) => {
  expect(openLine(lines, named)).toBe(lines[open]);
});

test("an empty box has nothing open and no neighbour", () => {
  expect(openLine([], "b")).toBeNull();
  expect(stepTo([], null, 1)).toBeNull();
});

test.each([
  { from: 0, by: 1, to: 1, why: "j goes down" },
  { from: 1, by: -1, to: 0, why: "k goes up" },
  { from: 2, by: 1, to: 2, why: "the last stays at j" },
  { from: 0, by: -1, to: 0, why: "the first stays at k" },
] as const)("from $from by $by: $why", ({ from, by, to }) => {
  expect(stepTo(lines, at(from), by)).toBe(lines[to]);
});

test.each([
  {
    state: "pending",
    decider: "developer",
    reader: "agency",
    word: "approvals.waitsFor.developer",
    why: "an agency sees for whom it waits",
  },
  { state: "pending", decider: "agency", reader: "agency", word: "approvals.waitsFor.agency", why: "its finance is to record it" },
  { state: "pending", decider: "developer", reader: "developer", word: "approvals.state.pending", why: "a developer waits for itself" },
  { state: "returned", decider: "developer", reader: "agency", word: "approvals.state.returned", why: "what is decided is said plainly" },
  {
    kind: "key-person-correction",
    state: "pending",
    decider: "agency",
    reader: "agency",
    word: "approvals.waitsFor.manager",
    why: "its managers decide a correction",
  },
] as const)("$state by $decider, read by the $reader: $why", ({ state, decider, reader, word, ...told }) => {
  const { kind = "policy-version" } = told;
  expect(stateWords({ kind, state, decider }, reader).word).toBe(word);
});

test.each([
  { code: "tier-added", mark: "added", why: "something new" },
  { code: "reward-tier-removed", mark: "removed", why: "something gone" },
  { code: "tier-effect", mark: "changed", why: "something other than before" },
  { code: "floor", mark: "changed", why: "a floor set or lifted is a change of the floor" },
])("$code is $mark: $why", ({ code, mark }) => {
  expect(changeMark(code)).toBe(mark);
});

test.each([
  {
    acts: ["decide"],
    decider: "developer",
    offered: ["return", "approve"],
    why: "a developer decides; the yes stands last, where the primary button is",
  },
  { acts: ["decide"], decider: "agency", offered: ["return", "record"], why: "finance records what was decided on paper" },
  {
    kind: "special-price",
    acts: ["decide"],
    decider: "developer",
    offered: ["return", "counter", "approve"],
    why: "a special price may be answered with other terms",
  },
  {
    kind: "key-person-correction",
    acts: ["decide"],
    decider: "agency",
    offered: ["return", "approve"],
    why: "managers approve a correction without another paper",
  },
  { acts: ["withdraw"], decider: "developer", offered: ["withdraw"], why: "who asked may only take it back" },
  { acts: [], decider: "developer", offered: [], why: "decided, or not this reader's to decide" },
] as const)("$acts by $decider offers $offered: $why", ({ acts, decider, offered, ...told }) => {
  expect(actsOf({ kind: "policy-version", acts: [...acts], decider, ...("kind" in told ? { kind: told.kind } : {}) })).toEqual(offered);
});

test.each([
  { outcome: "countered", special: "countered", says: "countered", why: "the agency has not answered yet" },
  { outcome: "countered", special: "approved", says: "agreed", why: "it has accepted the other terms" },
  { outcome: "countered", special: "withdrawn", says: "dropped", why: "it has taken the question back" },
  { outcome: "approved", special: "approved", says: "approved", why: "approved as it was asked" },
  { outcome: "returned", special: undefined, says: "returned", why: "what it was about is not shown" },
] as const)("a special price, $outcome and $special: $why", ({ outcome, special, says }) => {
  expect(specialOutcome(outcome, special)).toBe(says);
});
