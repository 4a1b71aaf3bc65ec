import { describe, expect, test } from "vitest";
import { leftParts, protectionClock, reportClock, tellingClock } from "../../../web/src/features/leads/clocks";

const at = (time: string) => `2026-11-23T${time}:00.000Z`;
const now = Date.parse(at("12:00"));
const none = { reportedAt: null, reportUntil: null, confirmedAt: null, protectedUntil: null, visitedOn: null, freeAt: null };
const lead = (clocks: Partial<Record<keyof typeof none, string>>, state = "registered") => ({
  clocks: { ...none, ...clocks },
  state,
  ownerId: "u",
  standing: "mine",
});

describe("the clock of a report", () => {
  test.each([
    { clocks: {}, kind: "none", why: "nobody reported them" },
    { clocks: { reportedAt: at("02:00"), reportUntil: at("12:01") }, kind: "runs", why: "a minute is left" },
    { clocks: { reportedAt: at("02:00"), reportUntil: at("12:00") }, kind: "over", why: "it ends with its instant" },
    { clocks: { reportedAt: at("02:00"), reportUntil: at("11:00"), confirmedAt: at("10:00") }, kind: "done", why: "confirmed in time" },
    { clocks: { reportedAt: at("02:00"), reportUntil: at("13:00") }, state: "sincere", kind: "none", why: "earnest money stands" },
  ])("$kind: $why", ({ clocks, kind, state }) => {
    expect(reportClock(lead(clocks, state), now).kind).toBe(kind);
  });

  test.each([
    { until: "14:30", from: "04:30", isDue: true, why: "a quarter of ten hours is left" },
    { until: "14:31", from: "04:30", isDue: false, why: "a minute more than a quarter" },
  ])("is due: $isDue, $why", ({ until, from, isDue }) => {
    expect(reportClock(lead({ reportedAt: at(from), reportUntil: at(until) }), now)).toMatchObject({ kind: "runs", isDue });
  });
});

describe("the clock of protection", () => {
  const confirmed = { reportedAt: "2026-11-20T00:00:00.000Z", confirmedAt: "2026-11-20T12:00:00.000Z" };
  test.each([
    { until: "2026-11-25T12:00:00.000Z", isDue: true, why: "two days are left, as the list of those that expire says" },
    { until: "2026-11-25T12:01:00.000Z", isDue: false, why: "a minute more" },
  ])("is due: $isDue, $why", ({ until, isDue }) => {
    expect(protectionClock(lead({ ...confirmed, protectedUntil: until }), now)).toMatchObject({ kind: "runs", isDue });
  });

  test("its bar begins with a later visit, which began it anew", () => {
    const until = "2026-12-02T12:00:00.000Z";
    const without = protectionClock(lead({ ...confirmed, protectedUntil: until }), now);
    const visited = protectionClock(lead({ ...confirmed, protectedUntil: until, visitedOn: "2026-11-22" }), now);
    expect(without).toMatchObject({ share: 9 / 12 });
    expect(visited.kind === "runs" && visited.share).toBeCloseTo(9 / 10.5);
  });

  test("is over at its instant, and none before anything was confirmed or once they were lost", () => {
    expect(protectionClock(lead({ ...confirmed, protectedUntil: at("12:00") }), now).kind).toBe("over");
    expect(protectionClock(lead({ reportedAt: at("02:00"), reportUntil: at("13:00") }), now).kind).toBe("none");
    expect(protectionClock(lead({ ...confirmed, protectedUntil: at("13:00") }, "lost"), now).kind).toBe("none");
  });

  test("is what a phone tells once the report is confirmed", () => {
    expect(tellingClock(lead({ reportedAt: at("02:00"), reportUntil: at("13:00") }), now).which).toBe("report");
    expect(tellingClock(lead({ ...confirmed, protectedUntil: "2026-11-30T00:00:00.000Z" }), now).which).toBe("protection");
  });
});

test.each([
  { ms: 48 * 3_600_000, left: { days: 2 } },
  { ms: 48 * 3_600_000 - 1, left: { hours: 47, minutes: 59 } },
  { ms: 7_800_000, left: { hours: 2, minutes: 10 } },
  { ms: 1, left: { hours: 0, minutes: 1 } },
])("$ms ms are said as $left", ({ ms, left }) => {
  expect(leftParts(ms)).toEqual(left);
});
