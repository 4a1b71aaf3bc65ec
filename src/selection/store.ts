import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { campaigns } from "../campaigns/schema";
import { campaignSeen } from "../campaigns/store";
import { notLinked, recordable, said } from "../deals/recording";
import { fileToKeep, type Keeping, keepNamed, mentionOf, shownBy } from "../files/store";
import { pageOf } from "../http/page";
import { invalidField, Problem } from "../http/problem";
import { leads } from "../leads/schema";
import { maskedName } from "../people/masking";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow } from "../tenancy/database";
import type { DeveloperInAgencyScope } from "../tenancy/developer";
import { newId } from "../tenancy/ids";
import type { Guard, Scope } from "../tenancy/scope";
import { businessDay } from "../time/business-day";
import { instant, instantOrNull } from "../time/instant";
import type { EarnestDeposit, EarnestRefund, EarnestState, NewEarnestDeposit } from "./contract";
import { earnestDeposits } from "./schema";

/** Whoever confirms and gives back: the developer's finance in the agency's shard, or the agency's own where none is linked. */
export type Finance = AgencyScope | DeveloperInAgencyScope;

export const earnestPapers = [
  shownBy(earnestDeposits, "documentId", "lead:read", "deal:confirm"),
  shownBy(earnestDeposits, "refundDocumentId", "lead:read", "deal:confirm"),
];

/** Deposits as the wire has them, as far as this caller sees. */
export function earnestRows(scope: Scope, where: (deposit: typeof earnestDeposits) => SQL | undefined) {
  const deposit = scope.from(earnestDeposits);
  // By keys alone: a developer's door opens no table of leads.
  const name = sql<
    string | null
  >`(select p.name from leads l cross join people p on p.agency_id = l.agency_id and p.id = l.person_id where l.agency_id = ${scope.id} and l.id = ${deposit.leadId})`;

  return db
    .select({
      id: deposit.id,
      leadId: deposit.leadId,
      leadName: name.mapWith((found: string | null) => (found === null ? null : maskedName(found))) as SQL<string | null>,
      amountFen: deposit.amountFen,
      paidOn: deposit.paidOn,
      documentNumber: deposit.documentNumber,
      document: mentionOf(scope, deposit.documentId),
      state: deposit.state,
      reportedByName: deposit.reportedByName,
      reportedAt: sql`${deposit.reportedAt}`.mapWith(instant),
      isOwn: sql`${deposit.reportedBy} = ${scope.actor.id}`.mapWith(Boolean),
      decidedByName: deposit.decidedByName,
      decidedAt: sql`${deposit.decidedAt}`.mapWith(instantOrNull),
      refusedBecause: deposit.refusedBecause,
      refundAskedByName: deposit.refundAskedByName,
      refundAskedAt: sql`${deposit.refundAskedAt}`.mapWith(instantOrNull),
      refundBecause: deposit.refundBecause,
      refundedOn: deposit.refundedOn,
      refundedByName: deposit.refundedByName,
      refundDocumentNumber: deposit.refundDocumentNumber,
      refundDocument: mentionOf(scope, deposit.refundDocumentId),
      version: deposit.version,
    })
    .from(deposit)
    .where(where(deposit));
}

const earnestById = (scope: Scope, campaignId: string, id: string) =>
  earnestRows(scope, (deposit) => and(eq(deposit.id, id), eq(deposit.campaignId, campaignId)));

/** @throws Problem `not-found` for a campaign or deposit that is not there, or not this caller's to see */
export async function earnestOf(scope: Scope, campaignId: string, id: string): Promise<EarnestDeposit> {
  const [[found]] = await scope.read(earnestById(scope, campaignId, id));
  if (!found) throw new Problem("not-found");

  return found;
}

/** A page of a campaign's deposits, the latest reported first. @throws Problem `not-found` */
export async function earnestIn(
  scope: Scope,
  campaignId: string,
  { after, limit, state }: { after?: string; limit: number; state?: EarnestState },
) {
  const [[seen], rows] = await scope.read(
    campaignSeen(scope, campaignId),
    earnestRows(scope, (deposit) =>
      and(eq(deposit.campaignId, campaignId), state && eq(deposit.state, state), after === undefined ? undefined : lt(deposit.id, after)),
    )
      .orderBy(desc(scope.from(earnestDeposits).id))
      .limit(limit + 1),
  );
  if (!seen) throw new Problem("not-found");

  return pageOf(rows, limit);
}

/**
 * Reports earnest money of a lead.
 *
 * @param mayBeLate the caller may record a day further back than the campaign allows, with a reason
 * @throws Problem `not-found`, `invalid` at `/paidOn` or `/documentId`, `earnest-document-taken`, `wrong-state` (the lead was
 * merged into another), `backdated`, `campaign-not-open`, `file-in-use`
 */
export async function reportEarnest(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  { reason, documentId, ...told }: NewEarnestDeposit,
  mayBeLate: boolean,
): Promise<EarnestDeposit> {
  const lead = agency.from(leads);
  const [[known], [found], [file]] = await agency.read(
    zoneOf(agency, campaignId),
    db
      .select({ id: lead.id, mergedInto: lead.mergedInto })
      .from(lead)
      .where(and(eq(lead.id, leadId), eq(lead.campaignId, campaignId))),
    fileToKeep(agency, documentId ?? ""),
  );
  if (!known || !found) throw new Problem("not-found");
  if (found.mergedInto !== null) throw new Problem("wrong-state");
  if (told.paidOn > businessDay(agency.facts.now, known.zone)) throw invalidField("/paidOn", "in-future");
  const kept = keepNamed(agency, documentId, file, "deal-document");
  const { id: by, name } = agency.actor;
  const id = newId(agency.facts.now);

  return one(
    await agency.change({
      event: "earnest.reported",
      ...placeOf(agency, campaignId, id),
      changes: [{ field: "leadId", to: leadId }, ...Object.entries(told).map(([field, to]) => ({ field, to })), ...said(reason)],
      guards: [
        { code: "wrong-state", holds: hasRow(lead, and(eq(lead.id, leadId), sql`${lead.mergedInto} is null`)) },
        ...recordable(agency, campaignId, told.paidOn, mayBeLate && reason !== undefined),
        ...kept.guards,
      ],
      writes: [
        ...kept.writes,
        agency.insert(earnestDeposits, {
          id,
          campaignId,
          leadId,
          ...told,
          documentId: documentId ?? null,
          reportedBy: by,
          reportedByName: name,
          reportedAt: agency.facts.now,
        }),
      ],
      status: 201,
    }),
  );
}

/** Takes a report of one's own back before finance has decided. @throws Problem `not-found`, `not-permitted`, `already-decided` */
export async function withdrawEarnest(agency: AgencyScope, campaignId: string, id: string, reason: string): Promise<EarnestDeposit> {
  const found = await earnestOf(agency, campaignId, id);
  if (!found.isOwn) throw new Problem("not-permitted");

  return moved(agency, campaignId, found, "reported", { state: "withdrawn" }, { event: "earnest.withdrawn", changes: said(reason) });
}

/**
 * Finance has seen the money: the lead is sincere (a trigger).
 *
 * @throws Problem `not-found`, `already-decided`, `maker-is-checker`, `developer-confirms`, `not-permitted`
 */
export async function confirmEarnest(scope: Finance, campaignId: string, id: string): Promise<EarnestDeposit> {
  const found = await earnestOf(scope, campaignId, id);

  return moved(
    scope,
    campaignId,
    found,
    "reported",
    { state: "confirmed", ...decision(scope) },
    { event: "earnest.confirmed", guards: mayDecide(scope, campaignId) },
  );
}

/** Finance has not seen it. @throws Problem as `confirmEarnest` */
export async function refuseEarnest(scope: Finance, campaignId: string, id: string, reason: string): Promise<EarnestDeposit> {
  const found = await earnestOf(scope, campaignId, id);

  return moved(
    scope,
    campaignId,
    found,
    "reported",
    { state: "refused", refusedBecause: reason, ...decision(scope) },
    { event: "earnest.refused", changes: said(reason), guards: mayDecide(scope, campaignId) },
  );
}

/** Asks that confirmed money be given back: it counts until it is. @throws Problem `not-found`, `already-decided` */
export async function askRefund(agency: AgencyScope, campaignId: string, id: string, reason: string): Promise<EarnestDeposit> {
  const found = await earnestOf(agency, campaignId, id);
  const asking = {
    refundAskedBy: agency.actor.id,
    refundAskedByName: agency.actor.name,
    refundAskedAt: agency.facts.now,
    refundBecause: reason,
  };

  return moved(
    agency,
    campaignId,
    found,
    "confirmed",
    { state: "refunding", ...asking },
    { event: "earnest.refund-asked", changes: said(reason) },
  );
}

/** The buyer stays after all. @throws Problem `not-found`, `already-decided` */
export async function keepEarnest(agency: AgencyScope, campaignId: string, id: string): Promise<EarnestDeposit> {
  const found = await earnestOf(agency, campaignId, id);
  const nothingAsked = { refundAskedBy: null, refundAskedByName: null, refundAskedAt: null, refundBecause: null };

  return moved(agency, campaignId, found, "refunding", { state: "confirmed", ...nothingAsked }, { event: "earnest.kept" });
}

/**
 * Finance has given the money back: the lead is sincere no more, unless other money of theirs stands.
 *
 * @throws Problem `not-found`, `already-decided`, `maker-is-checker`, `developer-confirms`, `not-permitted`, `file-in-use`,
 * `invalid` at `/refundedOn` or `/documentId`
 */
export async function refundEarnest(
  scope: Finance,
  campaignId: string,
  id: string,
  { refundedOn, documentNumber, documentId }: EarnestRefund,
): Promise<EarnestDeposit> {
  const [[found], [known], [file]] = await scope.read(
    earnestById(scope, campaignId, id),
    zoneOf(scope, campaignId),
    fileToKeep(scope, documentId ?? ""),
  );
  if (!found || !known) throw new Problem("not-found");
  if (refundedOn > businessDay(scope.facts.now, known.zone)) throw invalidField("/refundedOn", "in-future");
  if (refundedOn < found.paidOn) throw invalidField("/refundedOn", "before-paid");
  const kept = keepNamed(scope, documentId, file, "deal-document");

  return moved(
    scope,
    campaignId,
    found,
    "refunding",
    {
      state: "refunded",
      refundedOn,
      refundedBy: scope.actor.id,
      refundedByName: scope.actor.name,
      refundedAt: scope.facts.now,
      refundDocumentNumber: documentNumber,
      refundDocumentId: documentId ?? null,
    },
    {
      event: "earnest.refunded",
      changes: Object.entries({ refundedOn, documentNumber }).map(([field, to]) => ({ field, to })),
      guards: [...mayDecide(scope, campaignId), ...kept.guards],
      writes: kept.writes,
    },
  );
}

/** One step of a deposit, from the version that was read; who was quicker has decided. */
async function moved(
  scope: Finance,
  campaignId: string,
  { id, state, version, amountFen, documentNumber }: EarnestDeposit,
  from: EarnestState,
  to: Partial<typeof earnestDeposits.$inferInsert> & { state: EarnestState },
  { event, changes = [], guards = [], writes = [] }: Partial<Parameters<Scope["change"]>[0]> & { event: string },
): Promise<EarnestDeposit> {
  if (state !== from) throw new Problem("already-decided");
  const deposit = (scope as Scope).from(earnestDeposits);
  const asRead = and(eq(deposit.id, id), eq(deposit.state, from), eq(deposit.version, version));

  return one(
    await (scope as Keeping).change({
      event,
      ...placeOf(scope, campaignId, id),
      changes: [
        { field: "state", from, to: to.state },
        { field: "documentNumber", to: documentNumber },
        { field: "amountFen", to: amountFen },
        ...changes,
      ],
      guards: [{ code: "already-decided", holds: hasRow(deposit, asRead) }, ...guards],
      writes: [...writes, (scope as Keeping).update(earnestDeposits, { ...to, version: sql`version + 1` }, eq(earnestDeposits.id, id))],
      status: 200,
    }),
  );
}

const decision = (scope: Finance) => ({ decidedBy: scope.actor.id, decidedByName: scope.actor.name, decidedAt: scope.facts.now });

/** Where a developer is linked the money is in its account, and its finance alone says so. */
const mayDecide = (scope: Finance, campaignId: string): Guard[] =>
  "stillPermitted" in scope ? [notLinked(scope, campaignId), scope.stillPermitted()] : [];

const placeOf = (scope: Finance, campaignId: string, id: string) => ({
  entity: "earnest-deposit",
  entityId: id,
  answer: earnestById(scope, campaignId, id),
  location: `${scope.address}/campaigns/${campaignId}/earnest-deposits/${id}` as string | null,
});

function zoneOf(scope: Scope, campaignId: string) {
  const campaign = scope.from(campaigns);

  return db.select({ zone: campaign.zone }).from(campaign).where(eq(campaign.id, campaignId));
}

function one([row]: EarnestDeposit[]): EarnestDeposit {
  if (!row) throw new Problem("not-found");

  return row;
}
