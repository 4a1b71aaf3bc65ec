import { and, eq, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { countingGroups, engagements, firstVisits, recognitions, referrals } from "../accounts/engagements/schema";
import { campaigns } from "../campaigns/schema";
import type { SupplementKind } from "../deals/contract";
import { dealLedger, deals, parties, priceLines, proofs, supplements } from "../deals/schema";
import { rootOfDeal } from "../deals/store";
import { policyVersions } from "../policies/schema";
import { rewardEntries } from "../rewards/schema";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow, type RowsOfAll } from "../tenancy/database";
import type { Scope } from "../tenancy/scope";
import { specials } from "./specials/schema";

/** A counting group: a campaign, and what names the group in it: its root, or where to look the root up. */
export interface GroupKey {
  campaignId: string;
  rootId: SQL;
}

/** The group that a deal counts for. */
export const groupOfDeal = (agency: Scope, campaignId: string, dealId: string): GroupKey => ({
  campaignId,
  rootId: rootOfDeal(agency, campaignId, dealId),
});

export function groupOfEngagement(agency: Scope, campaignId: string, engagementId: string): GroupKey {
  const engagement = agency.from(engagements, "grouped");
  const found = db
    .select({ rootId: engagement.rootId })
    .from(engagement)
    .where(and(eq(engagement.id, engagementId), sql`+${engagement.campaignId} = ${campaignId}`));

  return { campaignId, rootId: sql`${found}` };
}

/**
 * Everything that decides what the deals of a group cost and what their key persons have earned, in one batch. Each
 * query goes from the group to its engagements to their deals, so rows read follow the group and not the tenant.
 */
export function groupFacts(agency: AgencyScope, { campaignId, rootId }: GroupKey) {
  const group = agency.from(countingGroups);
  const campaign = agency.from(campaigns);
  const engagement = agency.from(engagements);
  const visit = agency.from(firstVisits);
  const deal = agency.from(deals);
  const version = agency.from(policyVersions);
  const recognition = agency.from(recognitions);
  const entry = agency.from(dealLedger);
  const line = agency.from(priceLines);
  const referral = agency.from(referrals);
  const reward = agency.from(rewardEntries);
  const ofDeal = agency.from(specials);
  const ofEngagement = agency.from(specials, "engagement_specials");
  const supplement = agency.from(supplements);
  const inGroup = and(eq(engagement.campaignId, campaignId), eq(engagement.rootId, rootId));
  // Asked for by list and not joined: of two tables that both begin with the agency the planner may walk the wrong one.
  const engagementIds = db.select({ id: engagement.id }).from(engagement).where(inGroup);
  const own = agency.from(deals, "own");
  const dealIds = db.select({ id: own.id }).from(own).where(inArray(own.engagementId, engagementIds));

  return [
    db
      .select({
        rootId: group.rootId,
        version: group.version,
        settledVersion: group.settledVersion,
        campaignId: sql<string>`${campaign.id}`.as("of_campaign"),
        campaignName: campaign.name,
        startsOn: campaign.startsOn,
        endsOn: campaign.endsOn,
        zone: campaign.zone,
        lapsesOn: group.lapsesOn,
        /** When this was read: on a later day homes that are not signed may have run out of days. */
        readAt: sql<number>`${agency.facts.now}`.as("read_at"),
      })
      .from(group)
      .innerJoin(campaign, eq(campaign.id, group.campaignId))
      .where(and(eq(group.campaignId, campaignId), eq(group.rootId, rootId))),
    db
      .select({
        id: engagement.id,
        category: engagement.category,
        credential: engagement.credential,
        settledOn: engagement.settledOn,
        firstVisitOn: sql<string | null>`iif(${visit.confirmedAt} is null, null, ${visit.visitedOn})`,
      })
      .from(engagement)
      .leftJoin(visit, eq(visit.engagementId, engagement.id))
      .where(inGroup),
    db
      .select({
        id: deal.id,
        engagementId: deal.engagementId,
        unitNumber: deal.unitNumber,
        building: deal.building,
        product: deal.product,
        areaCentiSqm: deal.areaCentiSqm,
        listPriceFen: deal.listPriceFen,
        policyVersionId: deal.policyVersionId,
        category: deal.category,
        paymentMethod: deal.paymentMethod,
        subscribedOn: deal.subscribedOn,
        signedOn: deal.signedOn,
        cancelledOn: deal.cancelledOn,
        extendedTo: deal.extendedTo,
        contractPriceFen: deal.contractPriceFen,
        isSigningConfirmed: sql<boolean>`${deal.signingConfirmedAt} is not null`.mapWith(Boolean),
        credential: sql<string | null>`iif(${acceptedCredential(agency, deal, null)}, ${deal.credential}, null)`,
        /** Whatever became of its proof. */
        claimedCredential: deal.credential,
        isMember: sql<boolean>`${acceptedMembership(agency, deal, null)}`.mapWith(Boolean),
        isOwnPurchase: sql<boolean>`${boughtByKeyPerson(agency, deal)}`.mapWith(Boolean),
        referrerId: referral.referrerId,
        referredOn: referral.referredOn,
      })
      .from(deal)
      .leftJoin(referral, eq(referral.id, deal.referralId))
      .where(inArray(deal.engagementId, engagementIds)),
    db
      .select({ id: version.id, terms: version.terms })
      .from(version)
      .where(inArray(version.id, db.select({ id: own.policyVersionId }).from(own).where(inArray(own.engagementId, engagementIds)))),
    db
      .select({
        engagementId: recognition.engagementId,
        personId: recognition.personId,
        from: recognition.fromDay,
        until: recognition.untilDay,
      })
      .from(recognition)
      .where(inArray(recognition.engagementId, engagementIds)),
    db
      .select({ dealId: entry.dealId, kind: entry.kind, item: entry.item, amountFen: entry.amountFen, onDay: entry.onDay })
      .from(entry)
      .where(
        and(
          inArray(entry.dealId, dealIds),
          or(
            and(eq(entry.kind, "due"), eq(entry.item, "first-instalment"), sql`${entry.state} in ('reported', 'confirmed')`),
            and(sql`${entry.kind} in ('receipt', 'refund')`, eq(entry.state, "confirmed")),
          ),
        ),
      ),
    db
      .select({ id: line.id, dealId: line.dealId, kind: line.kind, amountFen: line.amountFen, state: line.state, because: line.because })
      .from(line)
      .where(and(inArray(line.dealId, dealIds), ne(line.state, "withdrawn"))),
    db
      .select({
        id: reward.id,
        engagementId: reward.engagementId,
        dealId: reward.dealId,
        personId: reward.personId,
        kind: reward.kind,
        amountFen: reward.amountFen,
      })
      .from(reward)
      .where(and(inArray(reward.engagementId, engagementIds), inArray(reward.kind, ["accrual", "top-up", "recovery"]))),
    approvedSpecials(ofDeal, inArray(ofDeal.dealId, dealIds)),
    approvedSpecials(ofEngagement, inArray(ofEngagement.engagementId, engagementIds)),
    db
      .select({
        id: supplement.id,
        dealId: supplement.dealId,
        kind: sql<SupplementKind>`${supplement.kind}`,
        signedOn: supplement.signedOn,
        documentNumber: supplement.documentNumber,
        change: supplement.change,
        /** What the proofs of the buyers whom it replaced say: they are those that it superseded. */
        wasMember: sql<boolean>`${acceptedMembership(agency, deal, supplement.id)}`.mapWith(Boolean),
        hadCredential: sql<boolean>`${acceptedCredential(agency, deal, supplement.id)}`.mapWith(Boolean),
      })
      .from(supplement)
      .innerJoin(deal, eq(deal.id, supplement.dealId))
      .where(inArray(supplement.dealId, dealIds)),
  ] as const;
}

type GroupQueries = ReturnType<typeof groupFacts>;

/** What {@link groupFacts} read of a group, each part by its name. */
export function groupRows([
  [group],
  engagements,
  deals,
  versions,
  recognitions,
  entries,
  lines,
  rewards,
  ownSpecials,
  sharedSpecials,
  supplements,
]: Readonly<RowsOfAll<GroupQueries>>) {
  return {
    group,
    engagements,
    deals,
    versions,
    recognitions,
    entries,
    lines,
    rewards,
    ownSpecials,
    sharedSpecials,
    supplements,
  };
}

/** The same of several groups, of which one batch read one after the other. */
export function groupRowsOfAll(asked: readonly GroupQueries[], read: readonly unknown[]): GroupRows[] {
  return asked.map(({ length }, at) => groupRows(read.slice(at * length, (at + 1) * length) as unknown as RowsOfAll<GroupQueries>));
}

export type GroupRows = Readonly<ReturnType<typeof groupRows>>;
export type GroupRow = NonNullable<GroupRows["group"]>;
export type DealRow = GroupRows["deals"][number];
export type SupplementRow = GroupRows["supplements"][number];

/** Special prices with their yes; `+state`, or the planner would walk the states instead. */
function approvedSpecials(special: typeof specials, where: SQL) {
  return db
    .select({
      id: special.id,
      number: special.number,
      dealId: special.dealId,
      engagementId: special.engagementId,
      terms: special.terms,
      counterTerms: special.counterTerms,
      approvedAt: special.approvedAt,
    })
    .from(special)
    .where(and(where, sql`+${special.state} = 'approved'`));
}

type Deals = typeof deals;

/**
 * A proof that the buyer belongs was accepted; in a channel's own engagement that is the credential's.
 *
 * @param supersededBy the supplement that brought other buyers; null: the proofs of those who buy now
 */
function acceptedMembership(agency: AgencyScope, deal: Deals, supersededBy: typeof supplements.id | null): SQL {
  const proof = agency.from(proofs, "membership");

  return hasRow(
    proof,
    and(
      eq(proof.dealId, deal.id),
      eq(proof.outcome, "accepted"),
      sql`${proof.supersededBy} is ${supersededBy}`,
      or(isNull(proof.credential), isNull(deal.category)),
      stillValid(proof, deal),
    ),
  );
}

function acceptedCredential(agency: AgencyScope, deal: Deals, supersededBy: typeof supplements.id | null): SQL {
  const proof = agency.from(proofs, "document");

  return hasRow(
    proof,
    and(
      eq(proof.dealId, deal.id),
      eq(proof.outcome, "accepted"),
      sql`${proof.supersededBy} is ${supersededBy}`,
      eq(proof.credential, deal.credential),
      stillValid(proof, deal),
    ),
  );
}

/** A document counts while it had not run out on the day of subscription. */
const stillValid = (proof: typeof proofs, deal: Deals) => or(isNull(proof.expiresOn), sql`${proof.expiresOn} >= ${deal.subscribedOn}`);

/** A party was the engagement's key person on the subscription day, whatever changed later. */
function boughtByKeyPerson(agency: AgencyScope, deal: Deals): SQL {
  const party = agency.from(parties);
  const known = agency.from(recognitions, "known");

  return sql`exists (select 1 from ${party} join ${known} on ${known.personId} = ${party.personId}
    where ${party.dealId} = ${deal.id} and ${known.engagementId} = ${deal.engagementId} and ${known.fromDay} <= ${deal.subscribedOn}
      and ${or(isNull(known.untilDay), and(isNotNull(known.untilDay), sql`${known.untilDay} > ${deal.subscribedOn}`))})`;
}
