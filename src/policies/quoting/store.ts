import { and, desc, eq, lte, sql } from "drizzle-orm";
import type { Catalogue } from "../../campaigns/catalogue/contract";
import type { CampaignDetail } from "../../campaigns/contract";
import { campaigns } from "../../campaigns/schema";
import { campaignDetail, detailOf } from "../../campaigns/store";
import type { Facts } from "../../http/facts";
import { invalidField, Problem } from "../../http/problem";
import { nameIn } from "../../i18n/names";
import type { AgencyScope } from "../../tenancy/agency";
import { db, type RowsOfAll } from "../../tenancy/database";
import { agencyRows } from "../../tenancy/schema";
import { businessDay, latestToday, nearestInWindow } from "../../time/business-day";
import type { BusinessDay } from "../../time/contract";
import { homeOf, sampleOf } from "../facts/rules";
import { versionInForce } from "../rules";
import { policyVersions } from "../schema";
import { lexiconOf } from "../versions/rules";
import { nameOf } from "../wording/rules";
import type { QuoteRequest, SheetHead } from "./contract";

/** Of published versions at most two begin between the last zone's today and the first zone's. */
const candidates = 3;

/** Where prices come from: a campaign, a version of its policy, and the subscription day they are for. */
export interface Pricing {
  agencyName: string;
  campaign: CampaignDetail;
  version: Pick<typeof policyVersions.$inferSelect, "id" | "number" | "status" | "effectiveFrom" | "terms">;
  on: BusinessDay;
}

interface Asked {
  version?: string | undefined;
  on?: BusinessDay | undefined;
}

/** What `pricingOf` needs, to be read together with other things. */
export function pricingQueries(agency: AgencyScope, campaignId: string, asked: Asked) {
  const campaign = agency.from(campaigns);
  const version = agency.from(policyVersions);
  const { now } = agency.facts;
  const latest = asked.on === undefined ? sql`min(max(${latestToday(now)}, ${campaign.startsOn}), ${campaign.endsOn})` : sql`${asked.on}`;
  const own = agency.from(agencyRows);

  return [
    db.select({ name: own.name }).from(own),
    campaignDetail(agency, campaignId),
    db
      .select({
        id: version.id,
        number: version.number,
        status: version.status,
        effectiveFrom: version.effectiveFrom,
        terms: version.terms,
      })
      .from(campaign)
      .innerJoin(version, eq(version.campaignId, campaign.id))
      .where(
        and(
          eq(campaign.id, campaignId),
          asked.version === undefined
            ? and(eq(version.status, "published"), lte(version.effectiveFrom, latest))
            : eq(version.id, asked.version),
        ),
      )
      .orderBy(desc(version.effectiveFrom))
      .limit(candidates),
  ] as const;
}

export type PricingRows = Readonly<RowsOfAll<ReturnType<typeof pricingQueries>>>;

/** The campaign, the day asked for and the version that prices it; null where none does. @throws Problem `not-found` (the campaign) */
export function versionOf(agency: AgencyScope, [[own], found, versions]: PricingRows, asked: Asked = {}) {
  const campaign = detailOf(found);
  const on = asked.on ?? nearestInWindow(businessDay(agency.facts.now, campaign.zone), campaign.startsOn, campaign.endsOn);
  const version = (asked.version === undefined ? versionInForce(versions, on) : versions[0]) ?? null;

  return { agencyName: own?.name ?? agency.id, campaign, version, on };
}

/**
 * Which terms price a subscription.
 *
 * @throws Problem `not-found` (the campaign), `invalid` for a version that the campaign has not, `no-policy-in-force`
 */
export function pricingOf(agency: AgencyScope, rows: PricingRows, asked: Asked): Pricing {
  const { version, ...found } = versionOf(agency, rows, asked);
  if (!version) throw asked.version === undefined ? new Problem("no-policy-in-force") : invalidField("/version", "unknown");

  return { ...found, version };
}

/**
 * The terms that price a subscription: those of the version named, a draft too, or of the one in force on the day; without
 * a day it is today in the campaign's zone, moved to the nearest day of its window. One round trip.
 *
 * @throws Problem as {@link pricingOf}
 */
export async function pricingFor(agency: AgencyScope, campaignId: string, asked: Asked): Promise<Pricing> {
  return pricingOf(agency, await agency.read(...pricingQueries(agency, campaignId, asked)), asked);
}

type Described = Pick<QuoteRequest, "category" | "credential" | "listPriceFen" | "areaCentiSqm" | "pricePerSqmFen" | "product">;

/** What stands over a quote slip or a price list. */
export function headOf(
  { agencyName, campaign, version, on }: Pricing,
  asked: Described,
  facts: Pick<Facts, "language" | "now">,
): SheetHead {
  const lexicon = lexiconOf(campaign, facts.language);
  const worded = (list: keyof Catalogue, code: string | undefined) =>
    code === undefined ? null : { code, label: nameOf(lexicon, list, code) };
  const { listPriceFen, areaCentiSqm } = homeOf(asked);
  const sample = sampleOf(campaign.sampleHomes, asked);
  const { id, number, status, effectiveFrom } = version;

  return {
    agencyName,
    developerName: campaign.developerName,
    projectName: campaign.projectName,
    campaignName: campaign.name,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    version: { id, number, status, effectiveFrom },
    on,
    printedOn: businessDay(facts.now, campaign.zone),
    category: worded("categories", asked.category),
    credential: worded("credentials", asked.credential),
    home: {
      name: sample && nameIn(sample.names, facts.language),
      listPriceFen,
      areaCentiSqm,
      pricePerSqmFen: asked.pricePerSqmFen ?? null,
      product: worded("products", asked.product),
    },
  };
}
