import { eq, sql } from "drizzle-orm";
import { changesBetween } from "../../audit/rules";
import { campaignSeen, notArchived } from "../../campaigns/store";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { defaultLeadRules } from "../rules";
import { leadRules } from "../schema";
import type { LeadRules, LeadRulesShown } from "./contract";

/** What a campaign has said of its leads: no row where the defaults hold. */
export function rulesOf(agency: AgencyScope, campaignId: string) {
  const rule = agency.from(leadRules);

  return db
    .select({
      reportHours: rule.reportHours,
      protectDays: rule.protectDays,
      visitDays: rule.visitDays,
      visitWins: rule.visitWins,
      picksPerDay: rule.picksPerDay,
      coolDownDays: rule.coolDownDays,
      callsPerDay: rule.callsPerDay,
      retentionDays: rule.retentionDays,
      version: rule.version,
    })
    .from(rule)
    .where(eq(rule.campaignId, campaignId));
}

/** @throws Problem `not-found` for a campaign out of this person's sight */
export async function readRules(agency: AgencyScope, campaignId: string): Promise<LeadRulesShown> {
  const [[campaign], [rules]] = await agency.read(campaignSeen(agency, campaignId), rulesOf(agency, campaignId));
  if (!campaign) throw new Problem("not-found");

  return rules ?? { ...defaultLeadRules, version: 0 };
}

/** Rules that stand at `version` (0: none were written yet) become others. @throws Problem `not-found`, `stale`, `campaign-not-open` */
export async function setRules(agency: AgencyScope, campaignId: string, version: number, rules: LeadRules): Promise<LeadRulesShown> {
  const before = await readRules(agency, campaignId);
  if (before.version !== version) throw new Problem("stale");
  const standing = agency.from(leadRules, "standing");
  const known = db.select({ version: standing.version }).from(standing).where(eq(standing.campaignId, campaignId));

  const [row] = await agency.change({
    event: "campaign.lead-rules-set",
    entity: "campaign",
    entityId: campaignId,
    changes: changesBetween(before, rules),
    guards: [{ code: "stale", holds: sql`coalesce((${known}), 0) = ${version}` }, notArchived(agency, campaignId)],
    writes: [
      version === 0
        ? agency.insert(leadRules, { campaignId, ...rules })
        : agency.update(leadRules, { ...rules, version: sql`version + 1` }, eq(leadRules.campaignId, campaignId)),
    ],
    answer: rulesOf(agency, campaignId),
    location: `${agency.address}/campaigns/${campaignId}/lead-rules`,
    status: 200,
  });
  if (!row) throw new Problem("not-found");

  return row;
}
