import type { NewContact, NextStep } from "../../../api/leads";

export type ContactKind = NewContact["kind"];
export type Outcome = NewContact["outcome"];

export const CONTACT_KINDS: readonly ContactKind[] = ["call", "message", "visit", "site-visit", "other"];

/** What each kind can come to, the likeliest first. */
export const OUTCOMES: Record<ContactKind, readonly Outcome[]> = {
  call: ["no-answer", "reached", "appointment", "refused", "wrong-number"],
  message: ["reached", "no-answer", "appointment", "refused", "wrong-number"],
  visit: ["reached", "no-answer", "appointment", "refused"],
  "site-visit": ["came"],
  other: ["reached", "no-answer", "appointment", "refused"],
};

/** What follows: as it was, nothing, a day of one's own choice, or what the outcome suggests. */
export type Following = { kind: "suggested" } | { kind: "as-is" } | { kind: "none" } | { kind: "day"; on: string; step: NextStep["kind"] };

const DAY_MS = 86_400_000;
const later = (day: string, days: number) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** In how many days whom one tried, or reached, is called again; who refused or has another number is not. */
const AGAIN: Partial<Record<Outcome, number>> = { "no-answer": 1, reached: 3, came: 1 };

/**
 * The next step that an outcome suggests, where the one that stands is done with: it was due, or there is none. An
 * appointment is on a day that only the caller knows.
 *
 * @returns undefined: what stands, stays
 */
export function suggested(outcome: Outcome, now: Pick<NextStep, "on" | "kind"> | null, today: string): NextStep | null | undefined {
  if (outcome === "refused" || outcome === "wrong-number") return null;
  if (now !== null && now.on > today) return undefined;
  const days = AGAIN[outcome];
  return days === undefined ? undefined : { on: later(today, days), kind: "call" };
}

/** What is sent as the next step; left out where what stands stays. */
export function nextOf(
  following: Following,
  outcome: Outcome,
  now: Pick<NextStep, "on" | "kind"> | null,
  today: string,
): Pick<NewContact, "next"> {
  if (following.kind === "as-is") return {};
  if (following.kind === "none") return { next: null };
  if (following.kind === "day") return { next: { on: following.on, kind: following.step } };
  const next = suggested(outcome, now, today);
  return next === undefined ? {} : { next };
}

/** Days that are chosen by one tap. */
export const quickDays = (today: string) => [1, 3, 7].map((days) => ({ days, on: later(today, days) }));
