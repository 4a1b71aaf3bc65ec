import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { campaignDetail, detailOf, notArchived } from "../../campaigns/store";
import { invalidField, Problem } from "../../http/problem";
import { people } from "../../people/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import { businessDay } from "../../time/business-day";
import { instant, instantOf } from "../../time/instant";
import { engagements } from "../engagements/schema";
import { contacts } from "../schema";
import type { DeclaredDemand, NewDemand } from "./contract";
import { declaredDemands } from "./schema";

/** So many of an engagement's are shown. */
const shownAtMost = 50;

/** What an engagement's account has said, those that stand first. */
export function demandRows(agency: AgencyScope, engagementId: string) {
  const demand = agency.from(declaredDemands);
  const person = agency.from(people);

  return db
    .select({
      id: demand.id,
      product: demand.product,
      units: demand.units,
      declaredOn: demand.declaredOn,
      personId: demand.personId,
      personName: sql<string | null>`(select ${person.name} from ${person} where ${person.id} = ${demand.personId})`.as("person_name"),
      recordedByName: demand.recordedByName,
      recordedAt: instantOf(demand.recordedAt),
      endedAt: sql<string | null>`${demand.endedAt}`.mapWith(instant),
    })
    .from(demand)
    .where(eq(demand.engagementId, engagementId))
    .orderBy(desc(demand.id))
    .limit(shownAtMost);
}

/** In the order of the wire. */
export const demandsShown = (rows: DeclaredDemand[]): DeclaredDemand[] =>
  rows.toSorted((one, other) => Number(one.endedAt !== null) - Number(other.endedAt !== null));

export function engagementOf(agency: AgencyScope, campaignId: string, engagementId: string) {
  const engagement = agency.from(engagements);

  return db
    .select({ id: engagement.id, accountId: engagement.accountId })
    .from(engagement)
    .where(and(eq(engagement.id, engagementId), sql`+${engagement.campaignId} = ${campaignId}`));
}

/**
 * Records what an account says that it will take of a product, in the place of what it said before.
 *
 * @throws Problem `not-found`, `campaign-not-open`, `invalid` at `/product`, `/personId`, `/declaredOn`
 */
export async function declareDemand(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { product, units, declaredOn, personId }: NewDemand,
): Promise<DeclaredDemand[]> {
  const { now } = agency.facts;
  const contact = agency.from(contacts);
  const own = engagementOf(agency, campaignId, engagementId).as("own_engagement");
  const [found, [engagement], [known]] = await agency.read(
    campaignDetail(agency, campaignId),
    engagementOf(agency, campaignId, engagementId),
    db
      .select({ id: contact.id })
      .from(contact)
      .where(and(eq(contact.personId, personId ?? ""), eq(contact.accountId, sql`(select ${own.accountId} from ${own})`))),
  );
  const campaign = detailOf(found);
  if (!engagement) throw new Problem("not-found");
  if (product !== null && !campaign.catalogue.products.some(({ code }) => code === product)) throw invalidField("/product", "unknown");
  if (personId !== undefined && !known) throw invalidField("/personId", "unknown");
  if (declaredOn > businessDay(now, campaign.zone)) throw invalidField("/declaredOn", "in-future");

  const rows = await agency.change({
    event: "demand.declared",
    entity: "engagement",
    entityId: engagementId,
    changes: [{ field: "units", from: null, to: units }],
    guards: [notArchived(agency, campaignId)],
    writes: [
      agency.update(declaredDemands, { endedAt: now }, and(standing(engagementId), sql`${declaredDemands.product} is ${product}`)),
      agency.insert(declaredDemands, {
        id: newId(now),
        campaignId,
        engagementId,
        product,
        units,
        declaredOn,
        personId: personId ?? null,
        recordedBy: agency.actor.id,
        recordedByName: agency.actor.name,
        recordedAt: now,
      }),
    ],
    answer: demandRows(agency, engagementId),
    location: demandsPath(agency, campaignId, engagementId),
    status: 201,
  });

  return demandsShown(rows);
}

/** Takes back what an account said. @throws Problem `not-found` where it no longer stands */
export async function withdrawDemand(
  agency: AgencyScope,
  { campaignId, engagementId, demandId }: { campaignId: string; engagementId: string; demandId: string },
): Promise<void> {
  const demand = agency.from(declaredDemands, "standing");
  const own = and(
    eq(demand.id, demandId),
    isNull(demand.endedAt),
    sql`+${demand.engagementId} = ${engagementId}`,
    sql`+${demand.campaignId} = ${campaignId}`,
  );

  await agency.change({
    event: "demand.withdrawn",
    entity: "engagement",
    entityId: engagementId,
    guards: [{ code: "not-found", holds: hasRow(demand, own) }],
    writes: [agency.update(declaredDemands, { endedAt: agency.facts.now }, and(standing(engagementId), eq(declaredDemands.id, demandId)))],
    location: null,
    status: 204,
  });
}

const standing = (engagementId: string) => and(eq(declaredDemands.engagementId, engagementId), isNull(declaredDemands.endedAt));

const demandsPath = (agency: AgencyScope, campaignId: string, engagementId: string) =>
  `/api/v1/agencies/${agency.id}/campaigns/${campaignId}/engagements/${engagementId}/demands`;
