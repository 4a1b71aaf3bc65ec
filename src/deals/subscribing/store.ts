import { and, desc, eq, gt, isNull, lte, type SQL, sql } from "drizzle-orm";
import { engagements, referrals } from "../../accounts/engagements/schema";
import { refuseFuture } from "../../accounts/engagements/store";
import { campaigns } from "../../campaigns/schema";
import { campaignDetail, detailOf as campaignOf } from "../../campaigns/store";
import { type FieldProblem, Problem } from "../../http/problem";
import { groupMembers } from "../../organisations/schema";
import { people } from "../../people/schema";
import { keysOf, newPersonRow, nobodyErased, openKeys } from "../../people/store";
import { policyVersions } from "../../policies/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard } from "../../tenancy/scope";
import { units } from "../../units/schema";
import type { DealDetail, Subscription } from "../contract";
import { recordable, said } from "../recording";
import { attributions, deals, parties } from "../schema";
import { dealDetail, dealPath, detailOf } from "../store";

/**
 * Subscribes a home for its buyers: the deal takes the version in force on that day, and the unit is theirs.
 *
 * @param mayBeLate the caller may record a day further back than the campaign's days for that, with a reason
 * @throws Problem `invalid` with a place for each fault, `unit-taken`, `campaign-not-open`, `engagement-settled`,
 * `no-policy-in-force`, `conflict` when a version was published meanwhile, `person-erased` when a buyer was
 */
export async function subscribe(agency: AgencyScope, campaignId: string, wanted: Subscription, mayBeLate: boolean): Promise<DealDetail> {
  const { now } = agency.facts;
  const { engagementId, unitId, subscribedOn, buyers, referralId } = wanted;
  const engagement = agency.from(engagements);
  const unit = agency.from(units);
  const referral = agency.from(referrals);
  const known = agency.from(people);
  const version = agency.from(policyVersions);
  const ids = buyers.flatMap(({ person }) => ("id" in person ? [person.id] : []));
  const [wrapped, found, [named], [home], [recommended], alive, [inForce]] = await agency.read(
    keysOf(agency),
    campaignDetail(agency, campaignId),
    db
      .select({ accountId: engagement.accountId, credential: engagement.credential })
      .from(engagement)
      .where(and(eq(engagement.id, engagementId), eq(engagement.campaignId, campaignId))),
    db.select().from(unit).where(eq(unit.id, unitId)),
    db
      .select({
        engagementId: referral.engagementId,
        personId: referral.personId,
        referredOn: referral.referredOn,
        withdrawnAt: referral.withdrawnAt,
      })
      .from(referral)
      .where(eq(referral.id, referralId ?? "")),
    db
      .select({ id: known.id })
      .from(known)
      .where(and(sql`${known.id} in (select value from json_each(${JSON.stringify(ids)}))`, isNull(known.erasedAt))),
    db
      .select({ id: version.id, number: version.number })
      .from(version)
      .where(and(eq(version.campaignId, campaignId), eq(version.status, "published"), lte(version.effectiveFrom, subscribedOn)))
      .orderBy(desc(version.effectiveFrom))
      .limit(1),
  );
  const campaign = campaignOf(found);
  const faults: FieldProblem[] = [];
  const fault = (pointer: string, code: string) => faults.push({ pointer, code });
  if (!named) fault("/engagementId", "unknown");
  if (!home || home.projectId !== campaign.projectId) fault("/unitId", "unknown");
  if (!campaign.catalogue.paymentMethods.some(({ code }) => code === wanted.paymentMethod)) fault("/paymentMethod", "unknown-code");
  if (wanted.credential !== undefined && !campaign.catalogue.credentials.some(({ code }) => code === wanted.credential))
    fault("/credential", "unknown-code");
  if (named?.credential && named.credential !== wanted.credential) fault("/credential", "channel-needs-its-credential");
  buyers.forEach(({ person }, at) => {
    if ("id" in person && !alive.some(({ id }) => id === person.id)) fault(`/buyers/${at}/person/id`, "unknown");
    if ("id" in person && ids.indexOf(person.id) !== ids.lastIndexOf(person.id)) fault(`/buyers/${at}/person/id`, "duplicate");
  });
  if (referralId !== undefined) {
    if (recommended?.engagementId !== engagementId) fault("/referralId", "unknown");
    else if (recommended.withdrawnAt !== null) fault("/referralId", "withdrawn");
    else if (recommended.referredOn >= subscribedOn) fault("/referralId", "not-before-subscription");
    else if (!ids.includes(recommended.personId)) fault("/referralId", "not-a-buyer");
  }
  if (faults.length || !named || !home) throw new Problem("invalid", faults);
  refuseFuture(agency, subscribedOn, "/subscribedOn");
  if (!inForce) throw new Problem("no-policy-in-force");

  const id = newId(now);
  const keys = await openKeys(agency, wrapped);
  const persons = await Promise.all(
    buyers.map(async ({ person, shareBps }, at) => {
      if ("id" in person) return { personId: person.id, shareBps, row: null };
      const personId = newId(now);
      return { personId, shareBps, row: { ...(await newPersonRow(personId, person, keys, `/buyers/${at}/person`)), createdAt: now } };
    }),
  );

  return detailOf(
    await agency.change({
      event: "deal.subscribed",
      entity: "deal",
      entityId: id,
      label: `${home.building} ${home.number}`,
      changes: [
        { field: "subscribedOn", to: subscribedOn },
        { field: "paymentMethod", to: wanted.paymentMethod },
        { field: "listPriceFen", to: home.listTotalFen },
        { field: "parties", to: buyers.length },
        ...said(wanted.reason),
      ],
      guards: [
        running(agency, campaignId),
        ...recordable(agency, campaignId, subscribedOn, mayBeLate && wanted.reason !== undefined),
        { code: "engagement-settled", holds: hasRow(engagement, and(eq(engagement.id, engagementId), isNull(engagement.settledOn))) },
        {
          code: "unit-taken",
          holds: hasRow(unit, and(eq(unit.id, unitId), eq(unit.state, "available"), eq(unit.version, home.version))),
        },
        stillInForce(agency, campaignId, inForce.id, subscribedOn),
        nobodyErased(agency, ids),
        ...(referralId === undefined ? [] : [stillRecommended(agency, referralId)]),
      ],
      writes: [
        ...keys.writes,
        ...agency.insertMany(
          people,
          persons.flatMap(({ row }) => (row ? [row] : [])),
        ),
        agency.insert(deals, {
          id,
          campaignId,
          engagementId,
          accountId: named.accountId,
          unitId,
          building: home.building,
          unitNumber: home.number,
          product: home.product,
          areaCentiSqm: home.areaCentiSqm,
          listPriceFen: home.listTotalFen,
          policyVersionId: inForce.id,
          policyNumber: inForce.number,
          category: categoryNow(agency, engagementId),
          paymentMethod: wanted.paymentMethod,
          credential: wanted.credential ?? null,
          referralId: referralId ?? null,
          sellerId: agency.actor.id,
          sellerName: agency.actor.name,
          subscribedOn,
          createdBy: agency.actor.id,
          createdAt: now,
        }),
        ...agency.insertMany(
          parties,
          persons.map(({ personId, shareBps }, at) => ({ campaignId, dealId: id, personId, position: at + 1, shareBps })),
        ),
        agency.insert(attributions, {
          campaignId,
          dealId: id,
          userId: agency.actor.id,
          userName: agency.actor.name,
          groupId: ownGroup(agency),
          shareBps: 10_000,
        }),
        agency.update(units, { state: "subscribed", dealId: id, version: sql`version + 1` }, eq(units.id, unitId)),
      ],
      answer: dealDetail(agency, campaignId, id),
      location: dealPath(agency, campaignId, id),
      status: 201,
    }),
  );
}

/** A guard that the recommendation was not taken back meanwhile. */
function stillRecommended(agency: AgencyScope, referralId: string): Guard {
  const standing = agency.from(referrals, "standing");

  return { code: "conflict", holds: hasRow(standing, and(eq(standing.id, referralId), isNull(standing.withdrawnAt))) };
}

/** The engagement's category, read where it is written: one that is corrected meanwhile is corrected for its deals by then. */
function categoryNow(agency: AgencyScope, engagementId: string): SQL {
  const named = agency.from(engagements, "named_engagement");

  return sql`(select ${named.category} from ${named} where ${named.id} = ${engagementId})`;
}

/** The group of who acts, as it is now: the deal stays that group's work. */
function ownGroup(agency: AgencyScope): SQL {
  const placed = agency.from(groupMembers);

  return sql`(select ${placed.groupId} from ${placed} where ${placed.userId} = ${agency.actor.id})`;
}

/** A guard that the campaign takes subscriptions. */
function running(agency: AgencyScope, campaignId: string): Guard {
  const campaign = agency.from(campaigns);

  return { code: "campaign-not-open", holds: hasRow(campaign, and(eq(campaign.id, campaignId), eq(campaign.status, "running"))) };
}

/** A guard that no other version has come to price the day. */
function stillInForce(agency: AgencyScope, campaignId: string, versionId: string, on: string): Guard {
  const version = agency.from(policyVersions, "in_force");
  const newer = agency.from(policyVersions, "newer");
  const published = (source: typeof policyVersions) =>
    and(eq(source.status, "published"), eq(source.campaignId, campaignId), lte(source.effectiveFrom, on));
  const later: SQL = hasRow(
    newer,
    and(
      published(newer),
      gt(newer.effectiveFrom, sql`(select ${version.effectiveFrom} from ${version} where ${version.id} = ${versionId})`),
    ),
  );

  return { code: "conflict", holds: sql`${hasRow(version, and(published(version), eq(version.id, versionId)))} and not ${later}` };
}
