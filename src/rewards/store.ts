import { and, desc, eq, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import { countingGroups, engagements, recognitions } from "../accounts/engagements/schema";
import { campaigns } from "../campaigns/schema";
import { deals } from "../deals/schema";
import { mentionOf, shownBy } from "../files/store";
import { Problem } from "../http/problem";
import { people } from "../people/schema";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow, type RowsOf, type RowsOfAll } from "../tenancy/database";
import type { Scope } from "../tenancy/scope";
import { businessDay } from "../time/business-day";
import { instant, instantOf } from "../time/instant";
import type { Claim, HandedClaim, Recipient, RewardEntry, Rewards } from "./contract";
import { mayBePaidBy } from "./rules";
import { claims, recipients, rewardEntries, rewardHolds } from "./schema";
import { openOf } from "./write-offs/rules";
import { writeOffShown, writeOffsOf } from "./write-offs/store";

/** Signed receipts, to who reads claims and to who pays them for a developer; employers' consents, in the agency alone. */
export const rewardPapers = [
  shownBy(claims, "documentId", "reward:read", "reward:pay"),
  shownBy(recipients, "consentDocumentId", "reward:read"),
];

/** What an engagement has earned, in one batch; `rewardsShown` makes the answer of it. */
export function rewardQueries(agency: AgencyScope, campaignId: string, engagementId: string) {
  const engagement = agency.from(engagements);
  const campaign = agency.from(campaigns);
  const entry = agency.from(rewardEntries);
  const deal = agency.from(deals);
  const person = agency.from(people);
  const claim = agency.from(claims);
  const hold = agency.from(rewardHolds);

  return [
    db
      .select({ id: engagement.id, zone: campaign.zone, isSettling: behindFacts(agency, campaignId, engagementId) })
      .from(engagement)
      .innerJoin(campaign, eq(campaign.id, engagement.campaignId))
      .where(and(eq(engagement.id, engagementId), eq(engagement.campaignId, campaignId))),
    db
      .select({
        id: entry.id,
        dealId: entry.dealId,
        building: deal.building,
        unitNumber: deal.unitNumber,
        personId: entry.personId,
        personName: sql<string | null>`${person.name}`.as("person_name"),
        kind: entry.kind,
        amountFen: entry.amountFen,
        units: entry.units,
        successOn: entry.successOn,
        claimableFrom: entry.claimableFrom,
        recoversId: entry.recoversId,
        postedOn: entry.postedOn,
        claimId: entry.claimId,
        claimState: sql<Claim["state"] | null>`${claim.state}`.as("claim_state"),
      })
      .from(entry)
      .innerJoin(deal, eq(deal.id, entry.dealId))
      .innerJoin(person, eq(person.id, entry.personId))
      .leftJoin(claim, eq(claim.id, entry.claimId))
      .where(eq(entry.engagementId, engagementId)),
    recipientRows(agency, engagementId),
    db
      .select({ id: hold.id, reason: hold.reason, heldByName: hold.heldByName, heldAt: instantOf(hold.heldAt) })
      .from(hold)
      .where(and(eq(hold.engagementId, engagementId), isNull(hold.liftedAt))),
    writeOffsOf(agency, engagementId),
  ] as const;
}

/** Whether the facts that an engagement's prices and rewards follow have moved on. */
function behindFacts(agency: AgencyScope, campaignId: string, engagementId: string): SQL<boolean> {
  const group = agency.from(countingGroups);
  const rooted = agency.from(engagements, "rooted");
  const root = sql`(select ${rooted.rootId} from ${rooted} where ${rooted.id} = ${engagementId})`;
  const behind = hasRow(group, and(eq(group.campaignId, campaignId), eq(group.rootId, root), lt(group.settledVersion, group.version)));

  return sql<boolean>`${behind}`.mapWith(Boolean) as SQL<boolean>;
}

/** Everybody who is or was the engagement's key person, with what compliance knows of them. */
function recipientRows(agency: AgencyScope, engagementId: string) {
  const recognition = agency.from(recognitions);
  const person = agency.from(people);
  const recipient = agency.from(recipients);

  return db
    .select({
      personId: sql<string>`${recognition.personId}`.as("recognised_person"),
      personName: person.name,
      ...complianceFields(agency, recipient),
    })
    .from(recognition)
    .innerJoin(person, eq(person.id, recognition.personId))
    .leftJoin(recipient, eq(recipient.personId, recognition.personId))
    .where(eq(recognition.engagementId, engagementId));
}

/** What compliance knows of somebody; version 0 where nobody has said anything yet. */
export const complianceFields = (scope: Scope, recipient: typeof recipients) => ({
  status: recipient.status,
  consentDocument: mentionOf(scope, recipient.consentDocumentId),
  decision: recipient.decision,
  reason: recipient.reason,
  decidedByName: recipient.decidedByName,
  yearlyLimitFen: recipient.yearlyLimitFen,
  version: sql<number>`coalesce(${recipient.version}, 0)`,
});

type RewardRows = Readonly<RowsOfAll<ReturnType<typeof rewardQueries>>>;

/** @throws Problem `not-found` */
export function rewardsShown([[engagement], rows, persons, [hold], writeOffs]: RewardRows, now: number): Rewards {
  if (!engagement) throw new Problem("not-found");
  const today = businessDay(now, engagement.zone);
  const open = openOf(rows.map((row) => ({ ...row, isClaimed: row.claimId !== null, isPaid: row.claimState === "paid" })));
  const givenUp = givenUpIn(rows);
  const entries = rows
    .map(({ claimState, ...entry }): RewardEntry => {
      const isGivenUp = entry.claimId === null && givenUp.has(entry.kind === "write-off" ? (entry.recoversId ?? "") : entry.id);

      return { ...entry, openFen: open.get(entry.id) ?? null, state: isGivenUp ? "written-off" : stateOf(entry, claimState, today) };
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const sumOf = (state: RewardEntry["state"]) =>
    entries.filter((entry) => entry.state === state).reduce((sum, { amountFen }) => sum + amountFen, 0);

  return {
    entries,
    recipients: [...new Map(persons.map((person) => [person.personId, person])).values()].map(
      (person): Recipient => ({ ...person, mayBePaid: mayBePaidBy(person.status, person.consentDocument !== null, person.decision) }),
    ),
    writeOffs: writeOffs.map((row) => writeOffShown([row])),
    hold: hold ?? null,
    isSettling: engagement.isSettling,
    claimableFen: sumOf("claimable"),
    accruedFen: sumOf("accrued"),
    paidFen: sumOf("paid"),
  };
}

/** The recoveries that were written off whole. */
function givenUpIn(rows: Pick<RewardEntry, "id" | "kind" | "amountFen" | "recoversId">[]): Set<string> {
  const left = new Map(rows.flatMap(({ id, kind, amountFen }) => (kind === "recovery" ? [[id, amountFen]] : [])));
  for (const { kind, amountFen, recoversId } of rows)
    if (kind === "write-off" && recoversId !== null) left.set(recoversId, (left.get(recoversId) ?? 0) + amountFen);

  return new Set([...left].flatMap(([id, leftFen]) => (leftFen === 0 ? [id] : [])));
}

/** A recovery, what gives it up, and what came back, need not wait for a day. */
function stateOf(
  { claimId, claimableFrom }: { claimId: string | null; claimableFrom: string | null },
  claimState: Claim["state"] | null,
  today: string,
): RewardEntry["state"] {
  if (claimId !== null && claimState !== null && claimState !== "returned") return claimState;

  return claimableFrom === null || claimableFrom <= today ? "claimable" : "accrued";
}

/** Claims with who they are for. */
export function claimRows(scope: Scope) {
  const claim = scope.from(claims);

  return { claim, query: db.select(claimFields(scope, claim)).from(claim).$dynamic() };
}

/** A claim as the wire has it. */
export const claimFields = (scope: Scope, claim: typeof claims) => ({
  id: claim.id,
  campaignId: claim.campaignId,
  engagementId: claim.engagementId,
  accountName: sql<string | null>`(select a.name from accounts a where a.agency_id = ${scope.id} and a.id = ${claim.accountId})`,
  personId: claim.personId,
  personName: sql<string | null>`(select p.name from people p where p.agency_id = ${scope.id} and p.id = ${claim.personId})`,
  grossFen: claim.grossFen,
  taxFen: claim.taxFen,
  offsetFen: claim.offsetFen,
  offsetDealId: claim.offsetDealId,
  cashFen: claim.cashFen,
  state: claim.state,
  witnessName: claim.witnessName,
  claimedByName: claim.claimedByName,
  claimedAt: sql`${claim.claimedAt}`.mapWith(instant),
  approvedByName: claim.approvedByName,
  approvedAt: sql<string | null>`${claim.approvedAt}`.mapWith(instant),
  paidByName: claim.paidByName,
  paidOn: claim.paidOn,
  receiptNumber: claim.receiptNumber,
  document: mentionOf(scope, claim.documentId),
  remark: claim.remark,
  version: claim.version,
});

export function claimList(
  scope: Scope,
  campaignId: string,
  { after, limit, state }: { after?: string; limit: number; state?: Claim["state"] },
) {
  const { claim, query } = claimRows(scope);

  return query
    .where(
      and(
        eq(claim.campaignId, campaignId),
        state === undefined ? undefined : eq(claim.state, state),
        after ? lt(claim.id, after) : undefined,
      ),
    )
    .orderBy(desc(claim.id))
    .limit(limit + 1);
}

/** One claim, with who sent it back. */
export function claimById(scope: Scope, campaignId: string, claimId: string) {
  const claim = scope.from(claims);
  const returned = sql`(select json_object('byName', actor_name, 'at', strftime('%FT%TZ', at / 1000, 'unixepoch'))
    from audit where scope = ${scope.id} and entity = 'claim' and entity_id = ${claimId} and event = 'claim.returned')`;

  return db
    .select({ ...claimFields(scope, claim), returned: returned.mapWith(JSON.parse) as SQL<NonNullable<Claim["returned"]> | null> })
    .from(claim)
    .where(and(eq(claim.id, claimId), eq(claim.campaignId, campaignId)));
}

/** A claim that its agency has approved, with its entries and the home of its set-off, in one row. */
export function handedClaim(scope: Scope, campaignId: string, claimId: string) {
  const claim = scope.from(claims);
  const entries = sql`(select json_group_array(json_object('id', e.id, 'building', d.building, 'unitNumber', d.unit_number, 'kind', e.kind,
      'amountFen', e.amount_fen, 'successOn', e.success_on, 'claimableFrom', e.claimable_from))
    from reward_entries e cross join deals d on d.agency_id = ${scope.id} and d.id = e.deal_id
    where e.agency_id = ${scope.id} and e.claim_id = ${claimId})`;
  const home = sql`(select json_object('building', d.building, 'unitNumber', d.unit_number)
    from deals d where d.agency_id = ${scope.id} and d.id = ${claim.offsetDealId})`;

  return db
    .select({
      ...claimFields(scope, claim),
      entries: entries.mapWith(JSON.parse) as SQL<HandedClaim["entries"]>,
      offsetHome: home.mapWith(JSON.parse) as SQL<HandedClaim["offsetHome"]>,
    })
    .from(claim)
    .where(and(eq(claim.id, claimId), eq(claim.campaignId, campaignId), inArray(claim.state, ["approved", "paid"])));
}

export type ClaimRow = RowsOf<ReturnType<typeof claimById>>[number];
