import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, businessDay, daysBetween, instantAt, nearestInWindow } from "../../src/time/business-day";
import { BusinessDay } from "../../src/time/contract";

describe("the business day of an instant", () => {
  test.each([
    { at: "2008-05-14T15:59:59.999Z", zone: "Asia/Shanghai", day: "2008-05-14", why: "the last millisecond before midnight" },
    { at: "2008-05-14T16:00:00.000Z", zone: "Asia/Shanghai", day: "2008-05-15", why: "midnight" },
    { at: "1988-06-30T14:59:59.999Z", zone: "Asia/Shanghai", day: "1988-06-30", why: "China's summer time of 1988: an hour earlier" },
    { at: "1988-06-30T15:00:00.000Z", zone: "Asia/Shanghai", day: "1988-07-01", why: "its midnight" },
    { at: "2026-03-08T04:59:59.999Z", zone: "America/New_York", day: "2026-03-07", why: "before the day of 23 hours" },
    { at: "2026-03-08T05:00:00.000Z", zone: "America/New_York", day: "2026-03-08", why: "it begins in winter time" },
    { at: "2026-03-09T03:59:59.999Z", zone: "America/New_York", day: "2026-03-08", why: "and ends in summer time" },
    { at: "2026-03-09T04:00:00.000Z", zone: "America/New_York", day: "2026-03-09", why: "the next" },
    { at: "2011-12-30T09:59:59.999Z", zone: "Pacific/Apia", day: "2011-12-29", why: "Samoa left a day out" },
    { at: "2011-12-30T10:00:00.000Z", zone: "Pacific/Apia", day: "2011-12-31", why: "12-30 never was" },
    { at: "2024-02-28T18:30:00.000Z", zone: "Asia/Kolkata", day: "2024-02-29", why: "half an hour off, a leap day" },
    { at: "0999-12-31T23:59:59.000Z", zone: "UTC", day: "0999-12-31", why: "always four digits" },
  ])("$at in $zone is $day: $why", ({ at, zone, day }) => {
    expect(businessDay(Date.parse(at), zone)).toBe(day);
  });

  test("an unknown zone is a programmer's mistake", () => {
    expect(() => businessDay(0, "Asia/Zhuzhou")).toThrow(RangeError);
  });
});

describe("counting days", () => {
  test.each([
    { day: "2008-07-15", days: 7, expected: "2008-07-22", why: "a week" },
    { day: "2008-02-28", days: 1, expected: "2008-02-29", why: "into a leap day" },
    { day: "2007-02-28", days: 1, expected: "2007-03-01", why: "past none" },
    { day: "2026-01-01", days: -1, expected: "2025-12-31", why: "back over the year" },
    { day: "2026-03-08", days: 1, expected: "2026-03-09", why: "summer time means nothing to days" },
    { day: "0001-01-01", days: 1, expected: "0001-01-02", why: "years below 100 are themselves" },
  ])("$day + $days is $expected: $why", ({ day, days, expected }) => {
    expect(addDays(day, days)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(days);
  });

  test("adding and counting undo each other", () => {
    const day = fc
      .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => daysBetween(from, addDays(from, days)) === days));
  });
});

test.each([
  { day: "2008-05-14", expected: "2008-05-15", why: "before: the first day" },
  { day: "2008-05-15", expected: "2008-05-15", why: "the first day belongs to it" },
  { day: "2008-06-01", expected: "2008-06-01", why: "inside: itself" },
  { day: "2008-07-15", expected: "2008-07-15", why: "the last day belongs to it" },
  { day: "2026-11-24", expected: "2008-07-15", why: "after: the last day" },
])("nearest to $day in the window is $expected: $why", ({ day, expected }) => {
  expect(nearestInWindow(day, "2008-05-15", "2008-07-15")).toBe(expected);
});

test.each([
  { day: "2024-02-29", ok: true },
  { day: "2026-02-29", ok: false },
  { day: "2026-13-01", ok: false },
  { day: "2026-04-31", ok: false },
  { day: "2026-4-1", ok: false },
  { day: "2026-04-01T00:00:00Z", ok: false },
])("$day as a business day: $ok", ({ day, ok }) => {
  expect(BusinessDay.safeParse(day).success).toBe(ok);
});

test.each([
  {
    day: "2026-06-01",
    minutes: 0,
    zone: "Asia/Shanghai",
    instant: "2026-05-31T16:00:00.000Z",
    why: "midnight is the evening before in UTC",
  },
  { day: "2026-06-01", minutes: 870, zone: "Asia/Shanghai", instant: "2026-06-01T06:30:00.000Z", why: "half past two" },
  { day: "2026-06-01", minutes: 540, zone: "Asia/Kathmandu", instant: "2026-06-01T03:15:00.000Z", why: "a zone of quarter hours" },
  { day: "2026-03-29", minutes: 60, zone: "Europe/Berlin", instant: "2026-03-29T00:00:00.000Z", why: "before clocks are put forward" },
  { day: "2026-03-29", minutes: 540, zone: "Europe/Berlin", instant: "2026-03-29T07:00:00.000Z", why: "after they were" },
  { day: "2026-10-25", minutes: 0, zone: "Europe/Berlin", instant: "2026-10-24T22:00:00.000Z", why: "before they are put back" },
  { day: "2026-10-25", minutes: 540, zone: "Europe/Berlin", instant: "2026-10-25T08:00:00.000Z", why: "after that" },
])("what a clock shows is an instant: $why", ({ day, minutes, zone, instant }) => {
  expect(new Date(instantAt(day, minutes, zone)).toISOString()).toBe(instant);
});
