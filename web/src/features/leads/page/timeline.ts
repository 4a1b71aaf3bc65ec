import type { LeadContact, LeadDetail, LeadMerge, OwnerStretch, Touch } from "../../../api/leads";

/** One thing that happened, of whichever kind. */
export type Happened =
  | { kind: "touch"; id: string; at: string; touch: Touch }
  | { kind: "contact"; id: string; at: string; contact: LeadContact }
  | { kind: "owner"; id: string; at: string; owner: OwnerStretch }
  | { kind: "merge"; id: string; at: string; merge: LeadMerge };

type Told = Pick<LeadDetail, "touchList" | "contactList" | "owners" | "merges">;

/** All that happened to somebody in one row, the latest first. */
export function happened({ touchList, contactList, owners, merges }: Told): Happened[] {
  const all: Happened[] = [
    ...touchList.map((touch) => ({ kind: "touch" as const, id: touch.id, at: touch.at, touch })),
    ...contactList.map((contact) => ({ kind: "contact" as const, id: contact.id, at: contact.at, contact })),
    ...owners.map((owner) => ({ kind: "owner" as const, id: owner.id, at: owner.at, owner })),
    ...merges.map((merge) => ({ kind: "merge" as const, id: merge.id, at: merge.at, merge })),
  ];
  return all.sort((one, other) => (one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1));
}

/** What is asked by every form stands in the lead's own name and phone already. */
const OWN = new Set(["name", "phone"]);

/** What was typed, question by question; a value of more than words is told by the words in it. */
export function answersOf({ answers }: Touch): { question: string; words: string }[] {
  return Object.entries(answers ?? {}).flatMap(([question, value]) => {
    const words = OWN.has(question) ? "" : wordsOf(value);
    return words === "" ? [] : [{ question, words }];
  });
}

function wordsOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join("、");
  if (value !== null && typeof value === "object") {
    const { "zh-Hant": written } = value as Record<string, unknown>;
    return wordsOf(written ?? Object.values(value));
  }
  return "";
}
