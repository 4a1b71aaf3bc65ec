import { describe, expect, test } from "vitest";
import type { LeadDetail, Touch } from "../../../web/src/api/leads";
import { nextOf, suggested } from "../../../web/src/features/leads/contact/contacting";
import { answersOf, happened } from "../../../web/src/features/leads/page/timeline";

const today = "2026-11-30";

describe("what an outcome suggests", () => {
  test.each([
    { outcome: "no-answer", now: null, next: { on: "2026-12-01", kind: "call" }, why: "tried again the next day" },
    { outcome: "reached", now: { on: today, kind: "call" }, next: { on: "2026-12-03", kind: "call" }, why: "what was due is done" },
    { outcome: "reached", now: { on: "2026-12-01", kind: "visit" }, next: undefined, why: "what is planned for later stays" },
    { outcome: "refused", now: { on: "2026-12-01", kind: "visit" }, next: null, why: "who refused is not called again" },
    { outcome: "wrong-number", now: null, next: null, why: "nor is a number of somebody else" },
    { outcome: "appointment", now: null, next: undefined, why: "only the caller knows the day" },
  ] as const)("$outcome: $why", ({ outcome, now, next }) => {
    expect(suggested(outcome, now, today)).toEqual(next);
  });

  test("goes behind what was chosen", () => {
    expect(nextOf({ kind: "day", on: "2026-12-07", step: "visit" }, "refused", null, today)).toEqual({
      next: { on: "2026-12-07", kind: "visit" },
    });
    expect(nextOf({ kind: "none" }, "no-answer", null, today)).toEqual({ next: null });
    expect(nextOf({ kind: "as-is" }, "no-answer", null, today)).toEqual({});
    expect(nextOf({ kind: "suggested" }, "reached", { on: "2026-12-01", kind: "visit" }, today)).toEqual({});
  });
});

describe("what happened", () => {
  const each = (id: string, at: string) => ({ id, at });
  test("stands in one row, the latest first", () => {
    const told = {
      touchList: [each("t1", "2026-11-01T00:00:00.000Z")],
      contactList: [each("c1", "2026-11-03T00:00:00.000Z")],
      owners: [each("o1", "2026-11-02T00:00:00.000Z")],
      merges: [],
    } as unknown as LeadDetail;
    expect(happened(told).map(({ kind }) => kind)).toEqual(["contact", "owner", "touch"]);
  });

  test("is told in the words that were typed, without name and number", () => {
    const touch = {
      answers: { name: "施小英", phone: "13800001234", units: 2, layout: ["三房", { "zh-Hant": "四房" }], remark: "  ", budget: null },
    } as unknown as Touch;
    expect(answersOf(touch)).toEqual([
      { question: "units", words: "2" },
      { question: "layout", words: "三房、四房" },
    ]);
    expect(answersOf({ answers: null } as Touch)).toEqual([]);
  });
});
