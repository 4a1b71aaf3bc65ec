import type { LeadState } from "./contract";
import type { leadRules } from "./schema";

/** How a campaign treats its leads, as its row says or `defaultLeadRules`. */
export type LeadRules = Omit<typeof leadRules.$inferSelect, "agencyId" | "campaignId" | "version">;

/** What a campaign does until somebody says otherwise (ours; the plan states none of it but the calls: thirty a day). */
export const defaultLeadRules: LeadRules = {
  reportHours: 24,
  protectDays: 15,
  visitDays: 30,
  visitWins: true,
  picksPerDay: 5,
  coolDownDays: 7,
  callsPerDay: 30,
  retentionDays: 180,
};

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Contacts that reached somebody: a report is confirmed by one, whatever was answered. */
export const reaching: readonly string[] = ["reached", "appointment", "refused", "came"];

/** Who a lead is for: what the clocks and the owner say at an instant. A lost one is anybody's to report anew. */
export interface Held {
  state: LeadState;
  ownerId: string | null;
  freeAt: number | null;
}

/**
 * Whose a lead is for who asks, at `now`. On the instant at which a clock runs out it is free.
 * `settled`: in no pool, and nobody's.
 */
export function standingOf({ ownerId, freeAt }: Held, askedBy: string, now: number): "mine" | "free" | "protected" | "settled" {
  if (freeAt !== null && freeAt <= now) return "free";
  if (ownerId === null) return "settled";

  return ownerId === askedBy ? "mine" : "protected";
}

/** What a check answers: free, yours or protected, and nothing else. A lost lead may be reported by anybody. */
export function checkAnswer(held: Held | undefined, askedBy: string, now: number): "free" | "yours" | "protected" {
  if (!held || held.state === "lost") return "free";
  const standing = standingOf(held, askedBy, now);

  return standing === "mine" ? "yours" : standing === "settled" ? "protected" : standing;
}

/** The clocks of whoever becomes owner at `now`: the report runs. */
export const reportClock = (rules: LeadRules, now: number) => ({
  reportedAt: now,
  reportUntil: now + rules.reportHours * hourMs,
  confirmedAt: null,
  protectedUntil: null,
});

/** Nobody's: no clock runs. */
export const noClock = { ownerId: null, reportedAt: null, reportUntil: null, confirmedAt: null, protectedUntil: null };

/** How long protection lasts from a confirmation, and from a visit to the site. */
export const protectedFrom = (rules: LeadRules, at: number): number => at + rules.protectDays * dayMs;
export const protectedByVisit = (rules: LeadRules, at: number): number => at + rules.visitDays * dayMs;

/**
 * Whether a visit that another brought about hands the lead over (到訪為王): the campaign's rules say so, nothing binds the
 * lead yet, and its owner has brought them to the site themselves no earlier time.
 */
export function handsOver(rules: LeadRules, lead: { state: LeadState; ownerId: string | null; visitedWith: string | null }): boolean {
  const isOpen = lead.state === "registered" || lead.state === "contacted";

  return isOpen && (lead.ownerId === null || (rules.visitWins && lead.visitedWith !== lead.ownerId));
}

/**
 * A masked number by its ends: 138****1234, however the gap was typed.
 *
 * @returns null unless it begins with three digits, ends with four, and has anything but digits between them
 */
export function maskedOf(text: string): string | null {
  const [, first, last] = /^(?:\+?86|0086)?[\s-]*(1\d{2})\D+(\d{4})$/.exec(text.normalize("NFKC").trim()) ?? [];

  return first && last ? `${first}****${last}` : null;
}

/**
 * The grams a searched name is found by: letters two by two; of one letter, the names that begin with it.
 */
export function gramsSearched(name: string): string[] {
  const letters = [...name.toLowerCase()];
  if (letters.length === 1) return [`^${letters[0]}`];

  return [...new Set(letters.slice(1).map((letter, at) => `${letters[at]}${letter}`))];
}

/** Sources that are not the key accounts' own: 「其他渠道登記」 of the plan (二、⑵), of whom thirty in a hundred become sincere. */
export const isOtherChannel = (source: string): boolean => source !== "outreach" && source !== "referral";

/** Sincere, or further. */
export const isSincere = (state: string): boolean => state === "sincere" || state === "selected" || state === "signed";

/** Deals the leads out in turn: each to who has been given the fewest, the first by id among equals. */
export function inTurn(leadIds: readonly string[], members: readonly { userId: string; given: number }[]): Map<string, string[]> {
  const given = members.map(({ userId, given: before }) => ({ userId, given: before, leads: [] as string[] }));
  for (const leadId of leadIds) {
    const next = given.reduce((least, member) =>
      member.given < least.given || (member.given === least.given && member.userId < least.userId) ? member : least,
    );
    next.given += 1;
    next.leads.push(leadId);
  }

  return new Map(given.filter(({ leads }) => leads.length).map(({ userId, leads }) => [userId, leads]));
}
