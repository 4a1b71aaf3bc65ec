import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { approvals } from "../../approvals/schema";
import { campaigns } from "../../campaigns/schema";
import { campaignDetail, detailOf, notArchived } from "../../campaigns/store";
import { invalidField, Problem } from "../../http/problem";
import { people } from "../../people/schema";
import { keysOf, newPersonRow, openKeys } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOfAll } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Scope, Write } from "../../tenancy/scope";
import { businessDay } from "../../time/business-day";
import { instant, instantOf } from "../../time/instant";
import { accounts, contacts } from "../schema";
import type {
  Engagement,
  EngagementEdit,
  FirstVisitReport,
  FirstVisitWithdrawal,
  KeyPersonChange,
  KeyPersonTrail,
  NewEngagement,
  NewReferrals,
  Referral,
} from "./contract";
import { correctableUntil, obstacleTo } from "./correcting/rules";
import { keyPersonCorrections } from "./correcting/schema";
import { countingGroups, engagements, firstVisits, recognitions, referrals } from "./schema";

/** The campaign's engagements, the latest first. */
export function engagementList(
  agency: AgencyScope,
  campaignId: string,
  { after, category, limit }: { after?: string; category?: string; limit: number },
) {
  const { engagement, query } = engagementRows(agency);

  return query
    .where(
      and(
        eq(engagement.campaignId, campaignId),
        category === undefined ? undefined : eq(engagement.category, category),
        after ? lt(engagement.id, after) : undefined,
      ),
    )
    .orderBy(desc(engagement.id))
    .limit(limit + 1);
}

export function engagementById(agency: AgencyScope, campaignId: string, id: string | SQL) {
  const { engagement, query } = engagementRows(agency);

  return query.where(and(eq(engagement.id, id), eq(engagement.campaignId, campaignId)));
}

function engagementRows(agency: AgencyScope) {
  const engagement = agency.from(engagements);
  const account = agency.from(accounts);
  const root = agency.from(accounts, "root");
  const shown = {
    id: engagement.id,
    campaignId: engagement.campaignId,
    accountId: engagement.accountId,
    accountName: sql<string | null>`${account.name}`.as("account_name"),
    countsWith: sql<string | null>`iif(${engagement.rootId} = ${engagement.accountId}, null, ${root.name})`.as("counts_with"),
    credential: engagement.credential,
    category: engagement.category,
    settledOn: engagement.settledOn,
    approvedAt: sql<string | null>`${engagement.approvedAt}`.mapWith(instant),
    referred: engagement.referred,
    createdAt: instantOf(engagement.createdAt),
    version: engagement.version,
  };
  const query = db
    .select(shown)
    .from(engagement)
    .leftJoin(account, eq(account.id, engagement.accountId))
    .leftJoin(root, eq(root.id, engagement.rootId));

  return { engagement, query: query.$dynamic() };
}

/**
 * Takes an account into a campaign. It counts together with all that stands under its parent.
 *
 * @throws Problem `not-found` (the campaign), `campaign-not-open`, `invalid` with `unknown` or `unknown-code`, `engagement-exists`
 */
export async function engage(agency: AgencyScope, campaignId: string, wanted: NewEngagement): Promise<Engagement> {
  const { now } = agency.facts;
  const ofAccount = "accountId" in wanted ? wanted : null;
  const account = agency.from(accounts);
  const [found, [known]] = await agency.read(
    campaignDetail(agency, campaignId),
    db
      .select({ name: account.name, parentId: account.parentId })
      .from(account)
      .where(eq(account.id, ofAccount?.accountId ?? "")),
  );
  const { name, catalogue } = detailOf(found);
  if (ofAccount && !known) throw invalidField("/accountId", "unknown");
  const codes = ofAccount ? catalogue.categories : catalogue.credentials;
  const code = "credential" in wanted ? wanted.credential : wanted.category;
  if (!codes.some((word) => word.code === code)) throw invalidField(ofAccount ? "/category" : "/credential", "unknown-code");

  const id = newId(now);
  const rootId = ofAccount ? (known?.parentId ?? ofAccount.accountId) : `credential:${code}`;
  return one(
    await agency.change({
      event: "engagement.opened",
      entity: "engagement",
      entityId: id,
      label: known?.name ?? name,
      changes: Object.entries(wanted).map(([field, to]) => ({ field, to })),
      guards: [
        notArchived(agency, campaignId),
        ...(ofAccount ? [parentUnchanged(agency, ofAccount.accountId, known?.parentId ?? null)] : []),
      ],
      writes: [
        ...opened(agency, campaignId, rootId),
        agency.insert(engagements, {
          id,
          campaignId,
          rootId,
          accountId: ofAccount?.accountId ?? null,
          category: ofAccount?.category ?? null,
          credential: "credential" in wanted ? wanted.credential : null,
          createdBy: agency.actor.id,
          createdAt: now,
        }),
      ],
      answer: engagementById(agency, campaignId, id),
      location: `${pathOf(agency, campaignId)}/${id}`,
      status: 201,
    }),
  );
}

/**
 * Corrects the category of an account in a campaign; its deals follow (a trigger) and are settled anew.
 *
 * @throws Problem `not-found`, `stale`, `wrong-state` (a credential's channel has none), `engagement-settled`,
 * `campaign-not-open`, `invalid` at `/category`
 */
export async function editEngagement(
  agency: AgencyScope,
  campaignId: string,
  id: string,
  version: number,
  { category }: EngagementEdit,
): Promise<Engagement> {
  const engagement = agency.from(engagements);
  const [found, [before]] = await agency.read(campaignDetail(agency, campaignId), engagementById(agency, campaignId, id));
  const { catalogue } = detailOf(found);
  if (!before) throw new Problem("not-found");
  if (before.category === null) throw new Problem("wrong-state");
  if (!catalogue.categories.some(({ code }) => code === category)) throw invalidField("/category", "unknown-code");

  return one(
    await agency.change({
      event: "engagement.edited",
      entity: "engagement",
      entityId: id,
      label: before.accountName ?? campaignId,
      changes: [{ field: "category", from: before.category, to: category }],
      guards: [
        agency.at(engagements, id, version),
        { code: "engagement-settled", holds: hasRow(engagement, and(eq(engagement.id, id), isNull(engagement.settledOn))) },
        notArchived(agency, campaignId),
      ],
      writes: [
        agency.update(engagements, { category, version: sql`version + 1` }, eq(engagements.id, id)),
        groupTouched(agency, campaignId, id),
      ],
      leavesWork: true,
      answer: engagementById(agency, campaignId, id),
      location: `${pathOf(agency, campaignId)}/${id}`,
      status: 200,
    }),
  );
}

/** The group of a root, made when its first engagement comes. */
function opened(agency: AgencyScope, campaignId: string, rootId: string): Write[] {
  return agency.insertMany(countingGroups, [{ campaignId, rootId }], "unless there");
}

/** A guard that an account still has the parent that it was read with: its engagements count where it stands. */
function parentUnchanged(agency: AgencyScope, accountId: string, parentId: string | null): Guard {
  const account = agency.from(accounts);

  return { code: "conflict", holds: hasRow(account, and(eq(account.id, accountId), sql`${account.parentId} is ${parentId}`)) };
}

/**
 * What moves with an account that is put under another, or taken out: its open engagements count with the new group from
 * now on, and both groups are to be settled anew. A settled one stays where it was settled.
 */
export function recounted(agency: AgencyScope, accountId: string, rootId: string): Write[] {
  const own = agency.from(engagements, "moving");
  const moving = and(eq(own.accountId, accountId), isNull(own.settledOn), ne(own.rootId, rootId));
  const left = db.select({ campaignId: own.campaignId, rootId: own.rootId }).from(own).where(moving);
  const campaignsOf = db.select({ campaignId: own.campaignId }).from(own).where(moving);
  const raised = { version: sql`version + 1` };

  return [
    agency.insertFrom(countingGroups, { campaignId: own.campaignId, rootId: sql`${rootId}` }, sql`from ${own} where ${moving}`),
    agency.update(countingGroups, raised, sql`(campaign_id, root_id) in ${left}`),
    agency.update(countingGroups, raised, and(eq(countingGroups.rootId, rootId), inArray(countingGroups.campaignId, campaignsOf))),
    agency.update(
      engagements,
      { rootId, version: sql`version + 1` },
      and(eq(engagements.accountId, accountId), isNull(engagements.settledOn), ne(engagements.rootId, rootId)),
    ),
  ];
}

/**
 * A guard that an account's open engagements neither leave a group of which something is settled nor join one: the count
 * that was settled would be another.
 */
export function leavesSettledAlone(agency: AgencyScope, accountId: string, rootId: string): Guard {
  const own = agency.from(engagements, "moving");
  const settled = agency.from(engagements, "settled");
  const together = and(
    eq(settled.campaignId, own.campaignId),
    sql`${settled.rootId} in (${own.rootId}, ${rootId})`,
    isNotNull(settled.settledOn),
  );

  // From the account's few on: a cross join keeps the planner from walking all that is settled.
  return {
    code: "engagement-settled",
    holds: sql`not exists (select 1 from ${own} cross join ${settled} on ${together}
      where ${own.accountId} = ${accountId} and ${own.settledOn} is null and ${own.rootId} <> ${rootId})`,
  };
}

/** Raises the version of the group that an engagement counts for: something that prices or rewards depend on has changed. */
export function groupTouched(agency: AgencyScope, campaignId: string, engagementId: string): Write {
  const engagement = agency.from(engagements, "touching");
  const root = db.select({ rootId: engagement.rootId }).from(engagement).where(eq(engagement.id, engagementId));

  return agency.update(
    countingGroups,
    { version: sql`version + 1` },
    and(eq(countingGroups.campaignId, campaignId), sql`${countingGroups.rootId} = ${root}`),
  );
}

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
 * @throws Problem `not-found`, `already-decided`, `maker-is-checker`
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
      guards: [{ code: "already-decided", holds: hasRow(visit, waiting) }, notArchived(agency, campaignId)],
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
 * @throws Problem `not-found`, `no-key-person` (nobody is one yet), `invalid` at `/contactId` or `/from`, `key-person-known`
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
      guards: [{ code: "stale", holds: hasRow(current, unmoved) }, notArchived(agency, campaignId)],
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

/** Referrals of an engagement, the latest first. */
export function referralRows(agency: AgencyScope, where: (referral: typeof referrals) => SQL | undefined) {
  const referral = agency.from(referrals);
  const person = agency.from(people);
  const referrer = agency.from(people, "referrer");

  return db
    .select({
      id: referral.id,
      engagementId: referral.engagementId,
      referrerId: referral.referrerId,
      referrerName: sql<string | null>`${referrer.name}`.as("referrer_name"),
      personId: referral.personId,
      personName: sql<string | null>`${person.name}`.as("person_name"),
      referredOn: referral.referredOn,
      evidence: referral.evidence,
      documentId: referral.documentId,
      version: referral.version,
    })
    .from(referral)
    .innerJoin(person, eq(person.id, referral.personId))
    .innerJoin(referrer, eq(referrer.id, referral.referrerId))
    .where(where(referral))
    .orderBy(desc(referral.id))
    .$dynamic();
}

/**
 * Records whom the key person of a day recommended on it: one, or a whole roster of names.
 *
 * @throws Problem `not-found`, `referral-too-late` (one of them has subscribed in the campaign by that day), `invalid` at
 * `/referredOn` (`no-key-person`, `in-future`) or `/people/{n}/…` (`unknown`, `key-person-oneself`)
 */
export async function recordReferrals(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  { referredOn, evidence, documentId, people: named }: NewReferrals,
): Promise<Referral[]> {
  const { now } = agency.facts;
  const known = agency.from(people);
  const recognition = agency.from(recognitions);
  const knownIds = named.flatMap((person) => ("id" in person ? [person.id] : []));
  const [wrapped, [engagement], [keyPerson], alive] = await agency.read(
    keysOf(agency),
    engagementById(agency, campaignId, engagementId),
    db
      .select({ id: recognition.id, personId: recognition.personId })
      .from(recognition)
      .where(
        and(
          eq(recognition.engagementId, engagementId),
          sql`${recognition.fromDay} <= ${referredOn} and (${recognition.untilDay} is null or ${recognition.untilDay} > ${referredOn})`,
        ),
      ),
    db
      .select({ id: known.id })
      .from(known)
      .where(and(oneOf(known.id, knownIds), isNull(known.erasedAt))),
  );
  if (!engagement) throw new Problem("not-found");
  refuseFuture(agency, referredOn, "/referredOn");
  if (!keyPerson) throw invalidField("/referredOn", "no-key-person");
  const missing = named.findIndex((person) => "id" in person && !alive.some(({ id }) => id === person.id));
  if (missing >= 0) throw invalidField(`/people/${missing}/id`, "unknown");
  const oneself = named.findIndex((person) => "id" in person && person.id === keyPerson.personId);
  if (oneself >= 0) throw invalidField(`/people/${oneself}/id`, "key-person-oneself");

  const keys = await openKeys(agency, wrapped);
  const rows = await Promise.all(
    named.map(async (person, at) => {
      if ("id" in person) return { personId: person.id, person: null };
      const id = newId(now);
      return { personId: id, person: { ...(await newPersonRow(id, person, keys, `/people/${at}`)), createdAt: now } };
    }),
  );
  const common = { campaignId, engagementId, referrerId: keyPerson.personId, referredOn, evidence, documentId: documentId ?? null };
  const made = rows.map(({ personId }) => ({ ...common, id: newId(now), personId, recordedBy: agency.actor.id, recordedAt: now }));
  const ids = made.map(({ id }) => id);
  const still = and(
    eq(recognition.id, keyPerson.id),
    sql`${recognition.fromDay} <= ${referredOn} and (${recognition.untilDay} is null or ${recognition.untilDay} > ${referredOn})`,
  );

  return agency.change({
    ...trailAbout(agency, engagement, "referrals.recorded"),
    changes: [
      { field: "referredOn", to: referredOn },
      { field: "people", to: made.length },
    ],
    guards: [{ code: "conflict", holds: hasRow(recognition, still) }, notArchived(agency, campaignId)],
    writes: [
      ...keys.writes,
      ...agency.insertMany(
        people,
        rows.flatMap(({ person }) => (person ? [person] : [])),
      ),
      ...agency.insertMany(referrals, made),
    ],
    answer: referralRows(agency, (referral) => oneOf(referral.id, ids)),
    location: `${pathOf(agency, campaignId)}/${engagementId}/referrals?limit=100&ids=${ids.join(",")}`,
    status: 201,
  });
}

/** Whether a column is one of some values, however many, in one parameter. */
export const oneOf = (column: SQLiteColumn, values: string[]): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;

export function contactById(agency: AgencyScope, id: string) {
  const contact = agency.from(contacts);

  return db
    .select({ accountId: contact.accountId, personId: contact.personId, post: contact.post, isListedPost: contact.isListedPost })
    .from(contact)
    .where(eq(contact.id, id));
}

/** The zone in which a day begins first: whatever the project's, its today is not later. */
const firstZone = "Pacific/Kiritimati";

/** @throws Problem `invalid` with `in-future` */
export function refuseFuture(scope: Pick<Scope, "facts">, day: string, pointer: string): void {
  if (day > businessDay(scope.facts.now, firstZone)) throw invalidField(pointer, "in-future");
}

function one(rows: Engagement[]): Engagement {
  const [engagement] = rows;
  if (!engagement) throw new Problem("not-found");

  return engagement;
}

const pathOf = (agency: AgencyScope, campaignId: string) => `/api/v1/agencies/${agency.id}/campaigns/${campaignId}/engagements`;

/** What every change of the key person's story says of itself; it answers with the story. */
export const trailAbout = (agency: AgencyScope, { id, campaignId, accountName }: Engagement, event: string) => ({
  event,
  entity: "engagement",
  entityId: id,
  label: accountName ?? campaignId,
  answer: trailQueries(agency, id),
  location: `${pathOf(agency, campaignId)}/${id}/key-person`,
});
