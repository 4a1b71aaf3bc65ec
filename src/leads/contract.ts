import * as z from "zod";

/** Where somebody came from; a target counts the leads of some of them. */
export const leadSources = ["form", "call", "walk-in", "event", "referral", "credential", "outreach", "other"] as const;
export const LeadSource = z.enum(leadSources);
export type LeadSource = z.infer<typeof LeadSource>;

/** How far a lead has come (登記、已聯繫、誠意、選房、簽約、流失). Sincere only by confirmed earnest money, selected and signed only by a deal. */
export const leadStates = ["registered", "contacted", "sincere", "selected", "signed", "lost"] as const;
export const LeadState = z.enum(leadStates);
export type LeadState = z.infer<typeof LeadState>;

export const lostReasons = [
  "bought-elsewhere",
  "no-budget",
  "not-interested",
  "unreachable",
  "wrong-number",
  "not-eligible",
  "other",
] as const;
export const LostBecause = z.enum(lostReasons);
export type LostBecause = z.infer<typeof LostBecause>;

/** How soon somebody means to buy: within a month, within three, or just looking. */
export const leadIntents = ["high", "medium", "low"] as const;
export const LeadIntent = z.enum(leadIntents);
export type LeadIntent = z.infer<typeof LeadIntent>;

export const nextKinds = ["call", "message", "visit", "complete-number", "earnest", "signing", "other"] as const;
export const NextKind = z.enum(nextKinds);
export type NextKind = z.infer<typeof NextKind>;

export const contactKinds = ["call", "message", "visit", "site-visit", "other"] as const;
export const contactOutcomes = ["reached", "no-answer", "appointment", "refused", "wrong-number", "came"] as const;

/** How a lead came to its owner, or to nobody. */
export const ownedHows = ["reported", "form", "assigned", "in-turn", "picked", "visit", "returned", "removed", "merged"] as const;
