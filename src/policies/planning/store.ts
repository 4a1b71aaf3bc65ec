import { and, desc, eq, isNotNull, lte, type SQL, sql } from "drizzle-orm";
import { changesBetween } from "../../audit/rules";
import type { Catalogue } from "../../campaigns/catalogue/contract";
import type { CampaignDetail, CampaignPlan } from "../../campaigns/contract";
import { campaigns } from "../../campaigns/schema";
import { campaignDetail, campaignPath, detailOf, notArchived } from "../../campaigns/store";
import { templates } from "../../campaigns/templates/templates";
import { invalidField, Problem } from "../../http/problem";
import { agencyProjects } from "../../organisations/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard } from "../../tenancy/scope";
import { daysBetween } from "../../time/business-day";
import type { PolicyTerms } from "../contract";
import { policyVersions } from "../schema";
import { templateTerms } from "../templates/templates";
import { codesLeftOut, shiftedBy } from "./rules";

/** How far back a day may be recorded without a manager, unless a campaign says otherwise. Source: docs/publishing.md. */
const backdateDays = 3;

/**
 * Plans a campaign, in draft, with what it starts from: the words, and the newest terms as version 1 from its first day.
 *
 * @throws Problem `invalid` for a project or campaign that is not there
 */
export async function planCampaign(agency: AgencyScope, plan: CampaignPlan): Promise<CampaignDetail> {
  const { now } = agency.facts;
  const { from, ...planned } = plan;
  const { zone, start, copied } = await foundFor(agency, plan);
  const campaignId = newId(now);

  const rows = await agency.change({
    event: "campaign.planned",
    entity: "campaign",
    entityId: campaignId,
    label: plan.name,
    changes: changesBetween({}, { ...planned, zone, from: copied ? { campaign: copied } : from }),
    writes: [
      agency.insert(campaigns, {
        ...planned,
        id: campaignId,
        zone,
        backdateDays,
        catalogue: start?.catalogue ?? { categories: [], credentials: [], paymentMethods: [], products: [] },
        template: start?.template ?? null,
        createdAt: now,
      }),
      ...(start?.terms ? [firstDraft(agency, campaignId, plan.startsOn, start.terms)] : []),
    ],
    answer: campaignDetail(agency, campaignId),
    location: campaignPath(agency.id, campaignId),
    status: 201,
  });

  return detailOf(rows);
}

/** What a campaign starts from: the words and terms, already moved to its window. */
interface Start {
  catalogue: Catalogue;
  template: string | null;
  terms: PolicyTerms | null;
}

/** @returns `copied` is the name of the campaign that it is copied from */
async function foundFor(
  agency: AgencyScope,
  { projectId, startsOn, from }: CampaignPlan,
): Promise<{ zone: string; start: Start | null; copied?: string }> {
  const project = agency.from(agencyProjects);
  const campaign = agency.from(campaigns);
  const version = agency.from(policyVersions);
  const sourceId = from && "campaign" in from ? from.campaign : "";
  const [[found], [source], [newest]] = await agency.read(
    db.select({ zone: project.zone }).from(project).where(eq(project.id, projectId)),
    db
      .select({ name: campaign.name, catalogue: campaign.catalogue, template: campaign.template, startsOn: campaign.startsOn })
      .from(campaign)
      .where(eq(campaign.id, sourceId)),
    db.select({ terms: version.terms }).from(version).where(eq(version.campaignId, sourceId)).orderBy(desc(version.number)).limit(1),
  );
  if (!found) throw invalidField("/projectId", "unknown");
  if (!from) return { zone: found.zone, start: null };
  if ("template" in from) {
    const { catalogue, startsOn: then } = templates[from.template];
    const terms = shiftedBy(daysBetween(then, startsOn), templateTerms[from.template]);

    return { zone: found.zone, start: { catalogue, template: from.template, terms } };
  }
  if (!source) throw invalidField("/from/campaign", "unknown");

  const terms = newest ? shiftedBy(daysBetween(source.startsOn, startsOn), newest.terms) : null;
  return { zone: found.zone, start: { catalogue: source.catalogue, template: source.template, terms }, copied: source.name };
}

function firstDraft(agency: AgencyScope, campaignId: string, effectiveFrom: string, terms: PolicyTerms) {
  const { now } = agency.facts;
  const row = { id: newId(now), campaignId, number: 1, effectiveFrom, terms, createdBy: agency.actor.id, createdAt: now, updatedAt: now };

  return agency.insert(policyVersions, row);
}

/** A guard that some published version prices the campaign's first day. */
export function pricedFromTheStart(agency: AgencyScope, campaignId: string): Guard {
  const campaign = agency.from(campaigns);
  const version = agency.from(policyVersions);
  const startsOn = db.select({ startsOn: campaign.startsOn }).from(campaign).where(eq(campaign.id, campaignId));
  const priced = and(
    eq(version.campaignId, campaignId),
    eq(version.status, "published"),
    isNotNull(version.effectiveFrom),
    lte(version.effectiveFrom, sql`${startsOn}`),
  );

  return { code: "no-policy-in-force", holds: hasRow(version, priced) };
}

/**
 * Words a campaign anew. A code that any version of its policy uses must stay.
 *
 * @throws Problem `stale`, `campaign-not-open` for an archived one, `code-in-use`
 */
export async function wordCampaign(
  agency: AgencyScope,
  campaignId: string,
  expected: number,
  catalogue: Catalogue,
): Promise<CampaignDetail> {
  const [found] = await agency.read(campaignDetail(agency, campaignId));
  const before = detailOf(found);
  if (before.version !== expected) throw new Problem("stale");

  const rows = await agency.change({
    event: "campaign.worded",
    entity: "campaign",
    entityId: campaignId,
    label: before.name,
    changes: changesBetween(before, { catalogue }),
    guards: [
      agency.at(campaigns, campaignId, expected),
      notArchived(agency, campaignId),
      { code: "code-in-use", holds: unused(agency, campaignId, codesLeftOut(before.catalogue, catalogue)) },
    ],
    writes: [agency.update(campaigns, { catalogue, version: sql`version + 1` }, eq(campaigns.id, campaignId))],
    answer: campaignDetail(agency, campaignId),
    location: campaignPath(agency.id, campaignId),
    status: 200,
  });

  return detailOf(rows);
}

/** Where the terms of a version name the codes of each list: the last name of the array that holds them. */
const namedUnder = {
  categories: ["categories"],
  credentials: ["credentials"],
  paymentMethods: ["paymentMethods"],
  products: ["pricedProducts", "countedProducts", "products"],
} as const satisfies Record<keyof Catalogue, readonly string[]>;

function unused(agency: AgencyScope, campaignId: string, leftOut: Record<keyof Catalogue, string[]>): SQL {
  const version = agency.from(policyVersions);
  const places = (Object.keys(namedUnder) as (keyof Catalogue)[]).flatMap((list) =>
    namedUnder[list].flatMap((name) => leftOut[list].map((code) => `${name}/${code}`)),
  );

  return sql`not exists (select 1 from ${version}, json_tree(${version.terms}) where ${version.campaignId} = ${campaignId} and json_tree.type = 'text' and replace(json_tree.path, rtrim(json_tree.path, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'), '') || '/' || json_tree.value in (select value from json_each(${JSON.stringify(places)})))`;
}
