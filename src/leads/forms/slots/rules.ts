import { addDays, daysBetween, instantAt } from "../../../time/business-day";
import type { NewSlots } from "./contract";

/** What one request makes at most. */
export const slotsAtOnce = 500;

/** Instants, UTC milliseconds; the end excluded. */
export interface Stretch {
  startsAt: number;
  endsAt: number;
}

export type SlotsRefused = { pointer: string; code: "reversed-window" | "too-many-slots" | "in-past" | "no-such-day" };

/**
 * The slots of a plan: each time once on each of its days, in the order of the clock. Refused whole where one would begin
 * at `now` or before, so that nobody takes for planned what was left out.
 *
 * @param zone whose clock the times are of
 */
export function slotsOf({ fromDay, toDay, weekdays, times, minutes }: NewSlots, zone: string, now: number): Stretch[] | SlotsRefused {
  const span = daysBetween(fromDay, toDay);
  if (span < 0) return { pointer: "/toDay", code: "reversed-window" };
  // So many weeks hold more than one request may make, however few days of each were chosen.
  if (span > slotsAtOnce * 7) return { pointer: "/toDay", code: "too-many-slots" };
  const days = Array.from({ length: span + 1 }, (_, at) => addDays(fromDay, at)).filter((day) => weekdays.includes(weekdayOf(day)));
  if (!days.length) return { pointer: "/weekdays", code: "no-such-day" };
  const clock = [...new Set(times)].toSorted();
  if (days.length * clock.length > slotsAtOnce) return { pointer: "/toDay", code: "too-many-slots" };

  const slots = days.flatMap((day) => clock.map((time) => stretch(instantAt(day, minutesOf(time), zone), minutes)));
  const isPast = slots.some(({ startsAt }) => startsAt <= now);

  return isPast ? { pointer: "/fromDay", code: "in-past" } : slots;
}

const stretch = (startsAt: number, minutes: number): Stretch => ({ startsAt, endsAt: startsAt + minutes * 60_000 });
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Monday is 1. A Monday was 1970-01-05. */
const weekdayOf = (day: string) => (((daysBetween("1970-01-05", day) % 7) + 7) % 7) + 1;
