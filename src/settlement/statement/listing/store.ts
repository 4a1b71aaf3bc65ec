import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { engagements } from "../../../accounts/engagements/schema";
import { campaigns } from "../../../campaigns/schema";
import { dealPrices, deals } from "../../../deals/schema";
import type { Names } from "../../../i18n/names";
import type { AgencyScope } from "../../../tenancy/agency";
import { db } from "../../../tenancy/database";
import { instant } from "../../../time/instant";

/** The campaigns that an account takes part in and that this person may see, the latest engagement first. */
export function engagementsOf(agency: AgencyScope, accountId: string, { after, limit }: { after?: string; limit: number }) {
  const engagement = agency.from(engagements);
  const campaign = agency.from(campaigns);
  const deal = agency.from(deals, "own_deal");
  const price = agency.from(dealPrices, "own_price");
  const stands = sql`${deal.engagementId} = ${engagement.id} and +${deal.state} in ('signed', 'completed')`;
  const names = sql`(select word.value -> 'names' from json_each(${campaign.catalogue}, '$.categories') word where word.value ->> 'code' = ${engagement.category})`;

  return db
    .select({
      id: engagement.id,
      campaignId: engagement.campaignId,
      category: engagement.category,
      settledOn: engagement.settledOn,
      approvedAt: sql<string | null>`${engagement.approvedAt}`.mapWith(instant),
      campaignName: campaign.name,
      campaignStatus: campaign.status,
      categoryNames: names.mapWith(JSON.parse) as SQL<Names | null>,
      signed: sql<number>`(select count(*) from ${deal} where ${stands})`,
      counted: sql<number>`(select count(*) from ${deal} cross join ${price} where ${stands} and ${price.dealId} = ${deal.id} and +${price.standing} = 'counted')`,
    })
    .from(engagement)
    .innerJoin(campaign, eq(campaign.id, engagement.campaignId))
    .where(and(eq(engagement.accountId, accountId), after ? lt(engagement.id, after) : undefined))
    .orderBy(desc(engagement.id))
    .limit(limit + 1);
}
