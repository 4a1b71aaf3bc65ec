import type { Clocks } from "../../api/leads";

/** A clock as it stands now: without anything to run for, done with, stopped since they are in no pool, run out, running. */
export type Clock =
  | { kind: "none" }
  | { kind: "done" }
  | { kind: "settled" }
  | { kind: "over" }
  | { kind: "runs"; leftMs: number; share: number; isDue: boolean };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What is left of a report when it is time; protection is due when its lead stands among those that run out soon. */
const REPORT_DUE_SHARE = 0.25;
const PROTECTION_DUE_MS = 2 * DAY_MS;

interface Clocked {
  clocks: Clocks;
  state: string;
  ownerId: string | null;
  standing: string;
}

/** Whether the clocks have stopped for good: earnest money stands, a home was chosen, or it was given up. */
const isStill = ({ state }: Clocked) => state !== "registered" && state !== "contacted";

/** 報備: runs from the report until its number is whole and they were reached. */
export function reportClock(lead: Clocked, now: number): Clock {
  const { reportedAt, reportUntil, confirmedAt } = lead.clocks;
  if (confirmedAt !== null) return { kind: "done" };
  if (reportedAt === null || reportUntil === null || isStill(lead)) return { kind: "none" };
  const whole = Date.parse(reportUntil) - Date.parse(reportedAt);
  const leftMs = Date.parse(reportUntil) - now;
  if (leftMs <= 0) return { kind: "over" };
  const share = whole > 0 ? Math.min(1, leftMs / whole) : 1;
  return { kind: "runs", leftMs, share, isDue: share <= REPORT_DUE_SHARE };
}

/** 保護: runs from the confirmation, or from the latest visit where that is later. */
export function protectionClock(lead: Clocked, now: number): Clock {
  const { confirmedAt, protectedUntil, visitedOn } = lead.clocks;
  if (lead.state === "sincere" || lead.state === "selected") return { kind: "settled" };
  if (confirmedAt === null || protectedUntil === null || isStill(lead)) return { kind: "none" };
  const until = Date.parse(protectedUntil);
  const leftMs = until - now;
  if (leftMs <= 0) return { kind: "over" };
  const from = Math.max(Date.parse(confirmedAt), visitedOn === null ? 0 : Date.parse(visitedOn));
  return { kind: "runs", leftMs, share: until > from ? Math.min(1, leftMs / (until - from)) : 1, isDue: leftMs <= PROTECTION_DUE_MS };
}

/** What is left as people say it: whole days from two on, else hours and minutes, and never less than a minute. */
export function leftParts(leftMs: number): { days: number } | { hours: number; minutes: number } {
  if (leftMs >= 2 * DAY_MS) return { days: Math.floor(leftMs / DAY_MS) };
  const minutes = Math.max(1, Math.floor(leftMs / 60_000));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** The one clock that matters on a phone: that of the report while it runs, then protection. */
export function tellingClock(lead: Clocked, now: number): { which: "report" | "protection"; clock: Clock } {
  const report = reportClock(lead, now);
  if (report.kind === "runs" || report.kind === "over") return { which: "report", clock: report };
  return { which: "protection", clock: protectionClock(lead, now) };
}
