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
