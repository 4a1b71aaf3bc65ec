import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { approvals } from "../../approvals/schema";
import { campaigns } from "../../campaigns/schema";
import { notArchived } from "../../campaigns/store";
import { invalidField, Problem } from "../../http/problem";
import { people } from "../../people/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOfAll } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Scope, Write } from "../../tenancy/scope";
import { businessDay } from "../../time/business-day";
import { instant, instantOf } from "../../time/instant";
import { contacts } from "../schema";
import type { Engagement, FirstVisitReport, FirstVisitWithdrawal, KeyPersonChange, KeyPersonTrail } from "./contract";
import { correctableUntil, obstacleTo } from "./correcting/rules";
import { keyPersonCorrections } from "./correcting/schema";
import { engagements, firstVisits, recognitions } from "./schema";
import { engagementById, groupTouched, pathOf, refuseFuture } from "./store";

/** The key person's story of an engagement. */
export function trailQueries(agency: AgencyScope, engagementId: string) {
  const visit = agency.from(firstVisits);
  const recognition = agency.from(recognitions);
  const person = agency.from(people);
  const campaign = agency.from(campaigns);
  const engagement = agency.from(engagements);
  const correction = agency.from(keyPersonCorrections);
  const asked = agency.from(keyPersonCorrections, "asked");
  const approval = agency.from(approvals);
  const was = agency.from(people, "was");

  return [
    db
      .select({
        personId: visit.personId,
        name: person.name,
        post: visit.post,
        visitedOn: visit.visitedOn,
        reportedByName: visit.reportedByName,
        confirmedByName: visit.confirmedByName,
        confirmedAt: sql<string | null>`${visit.confirmedAt}`.mapWith(instant),
        version: visit.version,
      })
      .from(visit)
      .innerJoin(person, eq(person.id, visit.personId))
      .where(eq(visit.engagementId, engagementId)),
    db
      .select({
        id: recognition.id,
        personId: recognition.personId,
        name: person.name,
        post: recognition.post,
        from: recognition.fromDay,
        until: recognition.untilDay,
        reason: recognition.reason,
        recordedByName: recognition.recordedByName,
        recordedAt: recognition.recordedAt,
        zone: campaign.zone,
        isSettled: sql<boolean>`${engagement.settledOn} is not null`.mapWith(Boolean),
        isClaimed: sql<boolean>`${claimedBy(agency, sql`${recognition.engagementId}`, sql`${recognition.personId}`)}`.mapWith(Boolean),
        isWaiting: sql<boolean>`${hasRow(asked, and(eq(asked.recognitionId, recognition.id), eq(asked.state, "pending")))}`.mapWith(
          Boolean,
        ),
      })
      .from(recognition)
      .innerJoin(person, eq(person.id, recognition.personId))
      .innerJoin(campaign, eq(campaign.id, recognition.campaignId))
      .innerJoin(engagement, eq(engagement.id, recognition.engagementId))
      .where(eq(recognition.engagementId, engagementId))
      .orderBy(recognition.fromDay, recognition.id),
    db
      .select({
        id: correction.id,
        number: correction.number,
        recognitionId: correction.recognitionId,
        wasPersonId: correction.wasPersonId,
        wasName: sql<string | null>`${was.name}`.as("was_name"),
        wasPost: correction.wasPost,
        personId: correction.personId,
        name: person.name,
        post: correction.post,
        reason: correction.reason,
        documentId: correction.documentId,
        state: correction.state,
        askedByName: correction.askedByName,
        askedAt: instantOf(correction.askedAt),
        approvalId: sql<string>`${approval.id}`.as("approval_id"),
        decidedByName: approval.decidedByName,
        decidedAt: sql<string | null>`${approval.decidedAt}`.mapWith(instant),
        remark: approval.remark,
        version: correction.version,
      })
      .from(correction)
      .crossJoin(was)
      .crossJoin(person)
      .crossJoin(approval)
      .where(
        and(
          eq(correction.engagementId, engagementId),
          eq(was.id, correction.wasPersonId),
          eq(person.id, correction.personId),
          eq(approval.subjectId, correction.id),
        ),
      )
      .orderBy(correction.id),
  ] as const;
}

/** Whether somebody's rewards of an engagement stand in a claim that was not sent back. */
export const claimedBy = (scope: Pick<Scope, "id">, engagementId: SQL, personId: SQL): SQL =>
  sql`exists (select 1 from claims k where k.agency_id = ${scope.id} and k.person_id = ${personId} and +k.engagement_id = ${engagementId} and k.state <> 'returned')`;

type TrailRows = Readonly<RowsOfAll<ReturnType<typeof trailQueries>>>;

export const trailOf = ([[firstVisit], recognised, corrections]: TrailRows, now: number): KeyPersonTrail => ({
  firstVisit: firstVisit ?? null,
  recognitions: recognised.map(({ recordedAt, zone, isWaiting, isSettled, isClaimed, ...recognition }) => {
    const recordedOn = businessDay(recordedAt, zone);
    const obstacle = obstacleTo({ recordedOn, isWaiting, isSettled, isClaimed }, businessDay(now, zone));

    return { ...recognition, recordedOn, correctableUntil: correctableUntil(recordedOn), correctionObstacle: obstacle };
  }),
  corrections: corrections.map(({ wasPersonId, wasName, wasPost, personId, name, post, ...correction }) => ({
    ...correction,
    was: { personId: wasPersonId, name: wasName, post: wasPost },
    is: { personId, name, post },
  })),
});

/** Reports the first visit, to be confirmed by somebody else. @throws Problem `not-found`, `invalid` at `/contactId`, `first-visit-known` */
export async function reportFirstVisit(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { contactId, visitedOn }: FirstVisitReport,
): Promise<KeyPersonTrail> {
  const [[engagement], [contact]] = await agency.read(engagementById(agency, campaignId, engagementId), contactById(agency, contactId));
  if (!engagement) throw new Problem("not-found");
  if (!contact || contact.accountId !== engagement.accountId) throw invalidField("/contactId", "unknown");
  if (!contact.isListedPost) throw invalidField("/contactId", "not-a-listed-post");
  refuseFuture(agency, visitedOn, "/visitedOn");

  return trailOf(
    await agency.change({
      ...trailAbout(agency, engagement, "first-visit.reported"),
      changes: [{ field: "person" }, { field: "visitedOn", to: visitedOn }, { field: "post", to: contact.post }],
      guards: [notArchived(agency, campaignId)],
      writes: [
        agency.insert(firstVisits, {
          campaignId,
          engagementId,
          personId: contact.personId,
          post: contact.post,
          visitedOn,
          reportedBy: agency.actor.id,
          reportedByName: agency.actor.name,
          reportedAt: agency.facts.now,
        }),
      ],
      status: 201,
    }),
    agency.facts.now,
  );
}

/**
 * Confirms the first visit: the person visited is the key person from its day on.
 *
 * @throws Problem `not-found`, `already-decided`, `maker-is-checker`, `engagement-settled` as of its day or later
 */
export async function confirmFirstVisit(agency: AgencyScope, campaignId: string, engagementId: string): Promise<KeyPersonTrail> {
  const { now } = agency.facts;
  const visit = agency.from(firstVisits);
  const [[engagement], [reported]] = await agency.read(
    engagementById(agency, campaignId, engagementId),
    db.select().from(visit).where(eq(visit.engagementId, engagementId)),
  );
  if (!engagement || !reported) throw new Problem("not-found");
  if (reported.confirmedAt !== null) throw new Problem("already-decided");
  if (reported.reportedBy === agency.actor.id) throw new Problem("maker-is-checker");
  const waiting = and(eq(visit.engagementId, engagementId), isNull(visit.confirmedAt), eq(visit.version, reported.version));

  return trailOf(
    await agency.change({
      ...trailAbout(agency, engagement, "first-visit.confirmed"),
      changes: [{ field: "confirmed", from: false, to: true }],
      guards: [
        { code: "already-decided", holds: hasRow(visit, waiting) },
        notSettledAsOf(agency, engagementId, reported.visitedOn),
        notArchived(agency, campaignId),
      ],
      writes: [
        agency.update(
          firstVisits,
          { confirmedBy: agency.actor.id, confirmedByName: agency.actor.name, confirmedAt: now, version: sql`version + 1` },
          eq(firstVisits.engagementId, engagementId),
        ),
        recognised(agency, { ...reported, from: reported.visitedOn, reason: null }),
        groupTouched(agency, campaignId, engagementId),
      ],
      leavesWork: true,
      status: 200,
    }),
    agency.facts.now,
  );
}

/**
 * Takes back a report of the first visit that nobody has confirmed; another may be reported then.
 *
 * @throws Problem `not-found`, `already-decided`, `campaign-not-open`
 */
export async function withdrawFirstVisit(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { reason }: FirstVisitWithdrawal,
): Promise<KeyPersonTrail> {
  const visit = agency.from(firstVisits);
  const [[engagement], [reported]] = await agency.read(
    engagementById(agency, campaignId, engagementId),
    db.select().from(visit).where(eq(visit.engagementId, engagementId)),
  );
  if (!engagement || !reported) throw new Problem("not-found");
  const waiting = and(eq(visit.engagementId, engagementId), isNull(visit.confirmedAt));

  return trailOf(
    await agency.change({
      ...trailAbout(agency, engagement, "first-visit.withdrawn"),
      changes: [
        { field: "visitedOn", from: reported.visitedOn, to: null },
        { field: "reason", to: reason },
      ],
      guards: [{ code: "already-decided", holds: hasRow(visit, waiting) }, notArchived(agency, campaignId)],
      writes: [agency.delete(firstVisits, and(eq(firstVisits.engagementId, engagementId), isNull(firstVisits.confirmedAt)))],
      status: 200,
    }),
    agency.facts.now,
  );
}

function recognised(
  agency: AgencyScope,
  { from, ...named }: { campaignId: string; engagementId: string; personId: string; post: string; from: string; reason: string | null },
): Write {
  const { campaignId, engagementId, personId, post, reason } = named;

  return agency.insert(recognitions, {
    campaignId,
    id: newId(agency.facts.now),
    engagementId,
    personId,
    post,
    fromDay: from,
    reason,
    recordedBy: agency.actor.id,
    recordedByName: agency.actor.name,
    recordedAt: agency.facts.now,
  });
}

/**
 * From a day on somebody else is the key person, or nobody is. The change counts from the start of its day.
 *
 * @throws Problem `not-found`, `no-key-person` (nobody is one yet), `invalid` at `/contactId` or `/from`, `key-person-known`,
 * `engagement-settled` as of that day or later
 */
export async function changeKeyPerson(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { contactId, from, reason }: KeyPersonChange,
): Promise<KeyPersonTrail> {
  const current = agency.from(recognitions);
  const [[engagement], [contact], [standing]] = await agency.read(
    engagementById(agency, campaignId, engagementId),
    contactById(agency, contactId ?? ""),
    db.select().from(current).where(eq(current.engagementId, engagementId)).orderBy(desc(current.fromDay), desc(current.id)).limit(1),
  );
  if (!engagement) throw new Problem("not-found");
  if (!standing) throw new Problem("no-key-person");
  if (contactId !== null && contact?.accountId !== engagement.accountId) throw invalidField("/contactId", "unknown");
  if (contact && !contact.isListedPost) throw invalidField("/contactId", "not-a-listed-post");
  if (contact?.personId === standing.personId && standing.untilDay === null) throw invalidField("/contactId", "unchanged");
  if (from <= standing.fromDay || (standing.untilDay !== null && from < standing.untilDay)) throw invalidField("/from", "too-early");
  refuseFuture(agency, from, "/from");
  const unmoved = and(eq(current.id, standing.id), eq(current.version, standing.version));

  return trailOf(
    await agency.change({
      ...trailAbout(agency, engagement, "key-person.changed"),
      changes: [{ field: "person" }, { field: "from", to: from }, { field: "reason", to: reason }],
      guards: [
        { code: "stale", holds: hasRow(current, unmoved) },
        notSettledAsOf(agency, engagementId, from),
        notArchived(agency, campaignId),
      ],
      writes: [
        ...(standing.untilDay === null
          ? [agency.update(recognitions, { untilDay: from, version: sql`version + 1` }, eq(recognitions.id, standing.id))]
          : []),
        ...(contact
          ? [recognised(agency, { campaignId, engagementId, personId: contact.personId, post: contact.post, from, reason })]
          : []),
        groupTouched(agency, campaignId, engagementId),
      ],
      leavesWork: true,
      status: 200,
    }),
    agency.facts.now,
  );
}

/** A guard that nothing was settled as of a day or later: who the key person is moves the price of their own home. */
function notSettledAsOf(agency: AgencyScope, engagementId: string, day: string): Guard {
  const engagement = agency.from(engagements, "settled_as_of");

  return {
    code: "engagement-settled",
    holds: sql`not ${hasRow(engagement, and(eq(engagement.id, engagementId), sql`${engagement.settledOn} >= ${day}`))}`,
  };
}

export function contactById(agency: AgencyScope, id: string) {
  const contact = agency.from(contacts);

  return db
    .select({ accountId: contact.accountId, personId: contact.personId, post: contact.post, isListedPost: contact.isListedPost })
    .from(contact)
    .where(eq(contact.id, id));
}

/** What every change of the key person's story says of itself; it answers with the story. */
export const trailAbout = (agency: AgencyScope, { id, campaignId, accountName }: Engagement, event: string) => ({
  event,
  entity: "engagement",
  entityId: id,
  label: accountName ?? campaignId,
  answer: trailQueries(agency, id),
  location: `${pathOf(agency, campaignId)}/${id}/key-person`,
});
