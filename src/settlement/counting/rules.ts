import type { PolicyTerms } from "../../policies/contract";
import { isCounted } from "../../policies/quoting/rules";
import { addDays } from "../../time/business-day";
import type { BusinessDay } from "../../time/contract";

/** What decides whether a deal counts for its counting group. All days are business days of the project. */
export interface CountingFacts {
  /** The engagement chosen at subscription; null for somebody who came with none. */
  engagementId: string | null;
  product: string | null;
  subscribedOn: BusinessDay;
  signedOn: BusinessDay | null;
  cancelledOn: BusinessDay | null;
  /** The last day to sign that an approval has given beyond the version's own. */
  extendedTo: BusinessDay | null;
  /** Somebody other than the seller has checked that a buyer belongs to the account. */
  isMember: boolean;
  /** What the special price says; true without one. */
  specialCounts: boolean;
  /** The day on which it is asked: what is not signed may have run out of days by now. */
  today: BusinessDay;
}

/** Why a deal does not count, in the order in which it is said. */
export type WhyNotCounted =
  | "not-signed"
  | "cancelled-same-day"
  | "outside-window"
  | "signed-late"
  | "not-signed-in-time"
  | "product-not-counted"
  | "special-does-not-count"
  | "no-engagement"
  | "membership-not-checked";

/**
 * How a deal stands to the group's tiers. `counted` deals make the count and get its tier. One that stands `alone` lacks
 * only the account or the proof of belonging to it: a credential channel's rule still knows it as one unit. `none` gets
 * no group tier; where the subscription counts and it was not signed in time, it had counted on the days of `past`.
 */
export type Standing =
  | { standing: "counted"; from: BusinessDay; until: BusinessDay | null; why: null }
  | { standing: "alone" | "none"; why: WhyNotCounted; past?: { from: BusinessDay; until: BusinessDay } };

/** The campaign's window of subscription days, both included. */
export interface Window {
  startsOn: BusinessDay;
  endsOn: BusinessDay;
}

/**
 * Whether a deal counts, and on which days: from its signing, or its subscription where its version counts from there,
 * however late the proof was checked, to the day before it was cancelled. One that came and was cancelled on one day never
 * counts. One that counts from its subscription and is not signed by its last day to sign counts to that day.
 *
 * @param terms of the deal's own version: products, count basis and the days to sign are its own
 * Source: docs/settlement.md; the plan's 「根據整個單位成交的合計套數」.
 */
export function standingOf(terms: PolicyTerms, window: Window, facts: CountingFacts): Standing {
  const { subscribedOn, signedOn, cancelledOn } = facts;
  const from = terms.countBasis === "subscribed" ? subscribedOn : signedOn;
  if (from === null) return none("not-signed");
  if (cancelledOn !== null && cancelledOn <= from) return none("cancelled-same-day");
  if (subscribedOn < window.startsOn || subscribedOn > window.endsOn) return none("outside-window");
  const lastDay = lastDayToSign(terms, subscribedOn, facts.extendedTo);
  const late = lateness(facts, lastDay);
  const lacking = lackOf(terms, facts);
  if (late !== null) {
    if (terms.countBasis === "signed" || lacking !== null) return none(late);
    const next = addDays(lastDay, 1);
    return { ...none(late), past: { from, until: cancelledOn !== null && cancelledOn < next ? cancelledOn : next } };
  }

  return lacking ?? { standing: "counted", from, until: cancelledOn, why: null };
}

/** Signed past the last day, or not signed when that day was over; null in time. */
function lateness({ signedOn, cancelledOn, today }: CountingFacts, lastDay: BusinessDay): "signed-late" | "not-signed-in-time" | null {
  if (signedOn !== null) return signedOn > lastDay ? "signed-late" : null;

  return lastDay < (cancelledOn ?? today) ? "not-signed-in-time" : null;
}

/** What a deal lacks beside days; null where nothing. */
function lackOf(terms: PolicyTerms, { product, specialCounts, engagementId, isMember }: CountingFacts): Standing | null {
  if (!isCounted(terms, product)) return none("product-not-counted");
  if (!specialCounts) return none("special-does-not-count");
  if (engagementId === null) return { standing: "alone", why: "no-engagement" };

  return isMember ? null : { standing: "alone", why: "membership-not-checked" };
}

/** The days on which a deal counted, also one that counts no more. */
export function countedDays(id: string, standing: Standing): CountedDays[] {
  const days = standing.standing === "counted" ? standing : standing.past;

  return days ? [{ id, from: days.from, until: days.until }] : [];
}

/**
 * The standings of what a deal was before each of its supplements and is now. What a supplement changes counts from its
 * day: an outsider who takes a home over leaves the count as somebody who cancels does. A stretch on which it counted all
 * the while is one, whatever its chapters changed.
 *
 * @param standings as if each held from the signing to the cancellation
 * @param days of the supplements between them, in order
 */
export function standingsInTurn(standings: Standing[], days: BusinessDay[]): Standing[] {
  const whole = standings.find((one) => one.standing === "counted");
  if (!whole || days.length === 0) return standings;
  const { from: signedOn, until: endsOn } = whole;
  const chapters = standings.map(({ standing }, at) => ({
    isCounted: standing === "counted",
    from: days[at - 1] ?? signedOn,
    until: earlierOf(days[at] ?? null, endsOn),
  }));
  const runs: { from: BusinessDay; until: BusinessDay | null }[] = [];
  for (const { isCounted, from, until } of chapters) {
    if (!isCounted || (until !== null && until <= from)) continue;
    const last = runs.at(-1);
    if (last?.until === from) last.until = until;
    else runs.push({ from, until });
  }

  return standings.map((one, at) => {
    const { from } = chapters[at] as (typeof chapters)[number];
    const run = runs.find((span) => span.from <= from && (span.until === null || from < span.until)) ?? { from, until: from };

    return one.standing === "counted" ? { ...one, ...run } : one;
  });
}

/** The earlier of two days; null is no day. */
export function earlierOf(one: BusinessDay | null, other: BusinessDay | null): BusinessDay | null {
  if (one === null || other === null) return one ?? other;

  return one < other ? one : other;
}

/** The last day on which signing still counts. An approval only ever gives more days. */
export function lastDayToSign(terms: PolicyTerms, subscribedOn: BusinessDay, extendedTo: BusinessDay | null): BusinessDay {
  const own = addDays(subscribedOn, terms.signWithinDays);

  return extendedTo !== null && extendedTo > own ? extendedTo : own;
}

const none = (why: WhyNotCounted) => ({ standing: "none", why }) as const;

/** The days on which a counted deal counts: `from` included, `until` not; null: to this day. */
export interface CountedDays {
  id: string;
  from: BusinessDay;
  until: BusinessDay | null;
}

/** How many deals of a counting group counted on each day, for questions about days and spans of days. */
export interface Count {
  /** Everything that has happened: the count after the last change. */
  now: number;
  /** The count at the end of a day: all that was signed on it is in (當日同享), all that was cancelled on it is out. */
  on: (day: BusinessDay) => number;
  /** The greatest count on any day of a span, both ends included; `until` null: to the end. 0 for an empty span. */
  greatest: (from: BusinessDay, until: BusinessDay | null) => number;
  /** The first day of a span on which at least so many counted, with the last deal that was counted from it; null if none. */
  reached: (units: number, from: BusinessDay, until: BusinessDay | null) => { day: BusinessDay; dealId: string } | null;
  /** The last day, not after one, on which a deal left, with that deal; null if none did. */
  lastLoss: (until: BusinessDay | null) => { day: BusinessDay; dealId: string } | null;
}

/** Builds the count of a group once: n log n in its deals; each question is answered in log n. */
export function countOf(deals: CountedDays[]): Count {
  const joined = latestBy(deals.map(({ id, from }) => ({ id, day: from })));
  const left = latestBy(deals.flatMap(({ id, until }) => (until === null ? [] : [{ id, day: until }])));
  const change = new Map<BusinessDay, number>();
  for (const { from, until } of deals) {
    change.set(from, (change.get(from) ?? 0) + 1);
    if (until !== null) change.set(until, (change.get(until) ?? 0) - 1);
  }
  const days = [...change.keys()].sort();
  let running = 0;
  const counts = days.map((day) => (running += change.get(day) ?? 0));
  const maxima = maximaOf(counts);

  /** The last change on or before a day; −1 before the first. */
  const at = (day: BusinessDay | null) => (day === null ? days.length - 1 : lastNotAfter(days, day));
  const span = (from: BusinessDay, until: BusinessDay | null): [number, number] => [at(from), at(until)];

  return {
    now: counts.at(-1) ?? 0,
    on: (day) => counts[at(day)] ?? 0,
    greatest: (from, until) => {
      if (until !== null && until < from) return 0;
      const [first, last] = span(from, until);

      return last < 0 ? 0 : maxima(Math.max(first, 0), last);
    },
    reached: (units, from, until) => {
      const [first, last] = span(from, until);
      for (let index = Math.max(first, 0); index <= last; index += 1) {
        const day = days[index];
        if (day !== undefined && (counts[index] ?? 0) >= units) return whoCame(day);
      }

      return null;
    },
    lastLoss: (until) => {
      for (let index = at(until); index >= 0; index -= 1) {
        const day = days[index] ?? "";
        const dealId = left.get(day);
        if (dealId !== undefined) return { day, dealId };
      }

      return null;
    },
  };

  /** A count that is already high at the span's start was made by the last who joined before it. */
  function whoCame(day: BusinessDay): { day: BusinessDay; dealId: string } | null {
    for (let index = lastNotAfter(days, day); index >= 0; index -= 1) {
      const earlier = days[index] ?? "";
      const dealId = joined.get(earlier);
      if (dealId !== undefined) return { day: earlier, dealId };
    }

    return null;
  }
}

/** Of all that happened on a day, the greatest id: the same whatever order it was typed in. */
function latestBy(events: { id: string; day: BusinessDay }[]): Map<BusinessDay, string> {
  const latest = new Map<BusinessDay, string>();
  for (const { id, day } of events) if (id > (latest.get(day) ?? "")) latest.set(day, id);

  return latest;
}

/** The index of the last element not after `day` in a rising list; −1 when all are after it. */
function lastNotAfter(days: BusinessDay[], day: BusinessDay): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? "") <= day) low = middle + 1;
    else high = middle;
  }

  return low - 1;
}

/** Answers the greatest of any stretch of a list, from tables of the greatest of stretches of 1, 2, 4, … */
function maximaOf(values: number[]): (first: number, last: number) => number {
  const tables = [values];
  for (let width = 1; width * 2 <= values.length; width *= 2) {
    const shorter = tables[tables.length - 1] ?? [];
    tables.push(
      Array.from({ length: values.length - width * 2 + 1 }, (_, index) => Math.max(shorter[index] ?? 0, shorter[index + width] ?? 0)),
    );
  }

  return (first, last) => {
    const power = Math.floor(Math.log2(last - first + 1));
    const table = tables[power] ?? [];

    return Math.max(table[first] ?? 0, table[last - 2 ** power + 1] ?? 0);
  };
}
