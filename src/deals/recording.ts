import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import { campaigns } from "../campaigns/schema";
import { agencyLinks } from "../organisations/schema";
import type { AgencyScope } from "../tenancy/agency";
import { hasRow } from "../tenancy/database";
import type { Guard } from "../tenancy/scope";
import { businessDay } from "../time/business-day";

/** The zone in which a day begins last: whatever the project's, its today is not earlier. */
const lastZone = "Pacific/Pago_Pago";

/**
 * Guards that a fact of a day may still be typed: the campaign is not archived, and the day lies no further back than the
 * campaign's days for that (unlimited where it has none), unless somebody who may says why.
 */
export function recordable(agency: AgencyScope, campaignId: string, day: string, isExcused: boolean): Guard[] {
  const campaign = agency.from(campaigns);
  const today = businessDay(agency.facts.now, lastZone);
  const early = or(isNull(campaign.backdateDays), sql`${day} >= date(${today}, '-' || ${campaign.backdateDays} || ' days')`);

  return [
    { code: "campaign-not-open", holds: hasRow(campaign, and(eq(campaign.id, campaignId), ne(campaign.status, "archived"))) },
    ...(isExcused ? [] : [{ code: "backdated" as const, holds: hasRow(campaign, and(eq(campaign.id, campaignId), early)) }]),
  ];
}

/** A guard that no developer is linked, who would confirm and approve instead. */
export function notLinked(agency: AgencyScope, campaignId: string): Guard {
  const link = agency.from(agencyLinks);
  const campaign = agency.from(campaigns);
  const project = sql`(select ${campaign.projectId} from ${campaign} where ${campaign.id} = ${campaignId})`;

  return {
    code: "developer-confirms",
    holds: sql`not ${hasRow(link, and(sql`${link.projectId} = ${project}`, eq(link.state, "accepted")))}`,
  };
}
