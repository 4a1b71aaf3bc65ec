import { daysBetween } from "../../lib/format";

/** Times of day as they are typed in a row: 9:00、14：30; each once, in order. Null for what is none. */
export function timesOf(typed: string): string[] | null {
  const parts = typed
    .normalize("NFKC")
    .split(/[\s,、;]+/)
    .filter(Boolean);
  const times = parts.map((part) => /^(\d{1,2}):?(\d{2})$/.exec(part));
  if (!times.length || times.some((time) => !time || Number(time[1]) > 23 || Number(time[2]) > 59)) return null;
  return [...new Set(times.map((time) => `${time?.[1]?.padStart(2, "0")}:${time?.[2]}`))].toSorted();
}

/** How many days of such weekdays lie in a window, both ends included; Monday is 1. */
export function daysOf(from: string | null, to: string | null, weekdays: readonly number[]): number {
  if (!from || !to) return 0;
  const first = new Date(`${from}T00:00:00Z`).getUTCDay() || 7;
  const span = Math.min(daysBetween(from, to) + 1, 3_660);
  return Array.from({ length: Math.max(0, span) }, (_, at) => ((first - 1 + at) % 7) + 1).filter((day) => weekdays.includes(day)).length;
}
