import * as z from "zod";

/**
 * How a campaign treats its leads. What changes holds for what comes after it: clocks that run keep their ends, and who was
 * told until when their particulars are kept is kept to that.
 */
export const LeadRules = z
  .strictObject({
    /** Within which a report must have its whole number and a first contact. */
    reportHours: z.int().min(1).max(720),
    /** From the day a report was confirmed, and from the day of a visit. */
    protectDays: z.int().min(1).max(365),
    visitDays: z.int().min(1).max(365),
    /** Whether who first brings somebody to the site has them, although another reported them (到訪為王). */
    visitWins: z.boolean(),
    picksPerDay: z.int().min(0).max(100),
    /** Who lost or gave back a lead does not pick the same one again for so long. */
    coolDownDays: z.int().min(0).max(365),
    callsPerDay: z.int().min(1).max(300),
    /** After the campaign's last day. */
    retentionDays: z.int().min(1).max(3650),
  })
  .meta({ id: "LeadRules" });
export type LeadRules = z.infer<typeof LeadRules>;

/** With the version that an edit names; 0 as long as nobody has said anything and the defaults hold. */
export const LeadRulesShown = LeadRules.extend({ version: z.int().min(0) }).meta({ id: "LeadRulesShown" });
export type LeadRulesShown = z.infer<typeof LeadRulesShown>;
