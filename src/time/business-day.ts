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

const DAY_MS = 86_400_000;

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
