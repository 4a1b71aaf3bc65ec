import type { Lead, LeadSource, LeadState, LostBecause, NextKind, NextStep } from "../../api/leads";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { agendaDay } from "../../lib/format";
import type { Tone } from "../../ui/Mark";

// In the order in which they are offered.
export const STATES: readonly LeadState[] = ["registered", "contacted", "sincere", "selected", "signed", "lost"];
export const SOURCES: readonly LeadSource[] = ["form", "call", "walk-in", "event", "referral", "credential", "outreach", "other"];
export const NEXT_KINDS: readonly NextKind[] = ["call", "message", "visit", "complete-number", "earnest", "signing", "other"];
export const LOST_REASONS: readonly LostBecause[] = [
  "bought-elsewhere",
  "no-budget",
  "not-interested",
  "unreachable",
  "wrong-number",
  "not-eligible",
  "other",
];
export const INTENTS = ["high", "medium", "low"] as const;

export const STATE_TONES: Record<LeadState, Tone> = {
  registered: "mute",
  contacted: "info",
  sincere: "good",
  selected: "info",
  signed: "done",
  lost: "open",
};

type Named = Pick<Lead, "nameMasked" | "isGone">;

/** A lead by their masked name; one whose particulars are gone by that. */
export const leadName = (t: Translate, { nameMasked, isGone }: Named): string =>
  nameMasked === null || isGone ? t("leads.gone") : nameMasked;

/** `06-28`: a day of this campaign's year as tables say it. */
export const shortDay = (day: string): string => day.slice(5);

/** What comes next and when: 今日聯繫, 逾期 07-09 電話, 07-12 看房. */
export function stepWords(t: Translate, next: Pick<NextStep, "on" | "kind">, today: string): string {
  const kind = t(`leads.next.${next.kind}`);
  if (next.on === today) return t("leads.nextToday", { kind });
  return t(next.on < today ? "leads.nextLate" : "leads.nextOn", { day: shortDay(next.on), kind });
}

/** The same with the day as an agenda says it, for a page of one lead. */
export const stepInFull = (t: Translate, next: Pick<NextStep, "on" | "kind">, language: Language): string =>
  t("leads.nextOn", { day: agendaDay(next.on, language), kind: t(`leads.next.${next.kind}`) });
