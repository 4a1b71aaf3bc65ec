import { and, eq, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { countingGroups, engagements } from "../accounts/engagements/schema";
import { campaigns } from "../campaigns/schema";
import { agencyLinks } from "../organisations/schema";
import type { AgencyScope } from "../tenancy/agency";
import { hasRow } from "../tenancy/database";
import type { Guard, Scope } from "../tenancy/scope";
import { businessDay, earliestToday } from "../time/business-day";
import { deals } from "./schema";

/** Where homes are sold: each of these has its own today. */
const usualZones = ["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore", "Asia/Kuala_Lumpur"];

/**
 * Guards that a fact of a day may still be typed: the campaign is not archived, and the day lies no further back than the
 * campaign's days for that (unlimited where it has none), unless somebody who may says why.
 */
export function recordable(agency: AgencyScope, campaignId: string, day: string, isExcused: boolean): Guard[] {
  const campaign = agency.from(campaigns);
  const { now } = agency.facts;
  const days = JSON.stringify(Object.fromEntries(usualZones.map((zone) => [zone, businessDay(now, zone)])));
  const today = sql`coalesce(${days} ->> ('$."' || ${campaign.zone} || '"'), ${earliestToday(now)})`;
  const early = or(isNull(campaign.backdateDays), sql`${day} >= date(${today}, '-' || ${campaign.backdateDays} || ' days')`);

  return [
    { code: "campaign-not-open", holds: hasRow(campaign, and(eq(campaign.id, campaignId), ne(campaign.status, "archived"))) },
    ...(isExcused ? [] : [{ code: "backdated" as const, holds: hasRow(campaign, and(eq(campaign.id, campaignId), early)) }]),
  ];
}

/** Why something is recorded as it is, for the audit list. */
export const said = (reason: string | undefined) => (reason === undefined ? [] : [{ field: "reason", to: reason }]);

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

/**
 * A guard that what a fact of a day would move is not settled: no engagement that counts together with the deal's has been
 * settled as of that day or a later one.
 *
 * @param root the root of the counting group
 */
export function notSettledOn(scope: Scope, campaignId: string, root: SQL, day: string | SQL): Guard {
  const engagement = scope.from(engagements, "settled_with");
  const closed = and(eq(engagement.campaignId, campaignId), eq(engagement.rootId, root), sql`${engagement.settledOn} >= ${day}`);

  return { code: "engagement-settled", holds: sql`not ${hasRow(engagement, closed)}` };
}

/** A guard that the prices and rewards of an engagement have followed its facts: until then nothing of them is paid. */
export function settledUp(scope: Scope, engagementId: string): Guard {
  const group = scope.from(countingGroups, "settled_group");
  const engagement = scope.from(engagements, "settled_engagement");
  const of = (column: typeof engagement.campaignId | typeof engagement.rootId) =>
    sql`(select ${column} from ${engagement} where ${engagement.id} = ${engagementId})`;

  return {
    code: "still-settling",
    holds: hasRow(
      group,
      and(
        eq(group.campaignId, of(engagement.campaignId)),
        eq(group.rootId, of(engagement.rootId)),
        eq(group.settledVersion, group.version),
      ),
    ),
  };
}

/** Guards on a deal that is subscribed and no more: what comes before the signing is over with it. */
export function onlySubscribed(agency: AgencyScope, dealId: string): Guard[] {
  const deal = agency.from(deals, "subscribed_deal");

  return [
    { code: "deal-cancelled", holds: hasRow(deal, and(eq(deal.id, dealId), ne(deal.state, "cancelled"))) },
    { code: "already-signed", holds: hasRow(deal, and(eq(deal.id, dealId), eq(deal.state, "subscribed"))) },
  ];
}
