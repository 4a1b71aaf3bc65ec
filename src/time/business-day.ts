import type { BusinessDay } from "./contract";

/**
 * The business day of an instant in a project's zone.
 *
 * @param instantMs UTC milliseconds
 * @param zone IANA name, such as Asia/Shanghai
 * @throws RangeError when the zone is not one the runtime knows
 */
export function businessDay(instantMs: number, zone: string): BusinessDay {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(instantMs)
      .map((part) => [part.type, part.value]),
  );

  return `${parts.get("year")?.padStart(4, "0")}-${parts.get("month")}-${parts.get("day")}`;
}

/** Today where a day begins first, for what does not know the project's zone: whatever it is, its today is not later. */
export const latestToday = (now: number): BusinessDay => businessDay(now, "Pacific/Kiritimati");

/** Today where a day begins last: whatever the zone, its today is not earlier. */
export const earliestToday = (now: number): BusinessDay => businessDay(now, "Pacific/Pago_Pago");

/** The day that lies `days` after `day`, or before it when negative. */
export function addDays(day: BusinessDay, days: number): BusinessDay {
  return new Date(atMidnight(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one day to another: 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return (atMidnight(to) - atMidnight(from)) / DAY_MS;
}

/** The day itself inside the window, else the end of the window that lies nearest. Both ends belong to the window. */
export function nearestInWindow(day: BusinessDay, startsOn: BusinessDay, endsOn: BusinessDay): BusinessDay {
  if (day < startsOn) return startsOn;

  return day > endsOn ? endsOn : day;
}

/**
 * The instant at which a day's clock shows so many minutes past midnight.
 *
 * @param minutes from 0 on; what a change of the clocks leaves out is taken for the hour after it
 */
export function instantAt(day: BusinessDay, minutes: number, zone: string): number {
  const shown = atMidnight(day) + minutes * MINUTE_MS;
  const first = shown - offsetAt(shown, zone);

  return shown - offsetAt(first, zone);
}

/** By how much a zone's clock is before UTC at an instant, in milliseconds. */
function offsetAt(instantMs: number, zone: string): number {
  const shown = new Map<string, number>(
    clockOf(zone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: string) => shown.get(name) ?? 0;

  return (
    Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) - Math.floor(instantMs / MINUTE_MS) * MINUTE_MS
  );
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Calendar arithmetic is done in UTC, where every day has the same length. */
function atMidnight(day: BusinessDay): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Making a formatter costs some hundred times more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en", { timeZone: zone, calendar: "gregory", year: "numeric", month: "2-digit", day: "2-digit" });
    formatters.set(zone, formatter);
  }

  return formatter;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  const clock =
    known ??
    new Intl.DateTimeFormat("en", {
      timeZone: zone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
  clocks.set(zone, clock);

  return clock;
}
