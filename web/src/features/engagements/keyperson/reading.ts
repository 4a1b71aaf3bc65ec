import type { KeyPersonTrail } from "../../../api/engagements";

type Recognition = KeyPersonTrail["recognitions"][number];

/** Who is the key person now; null while nobody is. */
export function currentOf({ recognitions }: KeyPersonTrail): Recognition | null {
  return recognitions.find(({ until }) => until === null) ?? null;
}

/** Whether it has been one person all along; null before anybody was recognised. */
export function continuityOf(trail: KeyPersonTrail): "same" | "changed" | "vacant" | null {
  if (trail.recognitions.length === 0) return null;
  if (!currentOf(trail)) return "vacant";
  return trail.recognitions.every(({ personId }) => personId === trail.recognitions[0]?.personId) ? "same" : "changed";
}

/** A part of the bar: somebody's days, or days on which nobody was one. */
export interface Stretch {
  key: string;
  personId: string | null;
  from: string;
  /** The day on which it ended; the last one's is the bar's own end. */
  until: string;
  days: number;
}

const DAY_MS = 86_400_000;
const daysFrom = (from: string, until: string) => Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS));

/** The days of each key person up to a day, with the gaps between them, in order. @param recognitions in order of their days */
export function stretchesOf(recognitions: Recognition[], end: string): Stretch[] {
  const stretches: Stretch[] = [];
  const add = (key: string, personId: string | null, from: string, until: string) =>
    stretches.push({ key, personId, from, until, days: daysFrom(from, until) });

  for (const { id, personId, from, until } of recognitions) {
    const last = stretches.at(-1);
    if (last && last.until < from) add(`before-${id}`, null, last.until, from);
    add(id, personId, from, until ?? (end > from ? end : from));
  }
  const last = recognitions.at(-1);
  if (last?.until && last.until < end) add("vacant", null, last.until, end);

  return stretches;
}
