import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { countingGroups, engagements } from "../../accounts/engagements/schema";
import { campaignSeen } from "../../campaigns/store";
import { notLinked } from "../../deals/recording";
import { dealLedger, deals } from "../../deals/schema";
import { fileToKeep, type Keeping, keepNamed } from "../../files/store";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import type { DeveloperInAgencyScope } from "../../tenancy/developer";
import type { Guard, Scope, Write } from "../../tenancy/scope";
import type { Confirmation, Confirmed } from "./contract";

/** A scope in which finance confirms: the developer's in the agency's shard, or the agency's own where none is linked. */
export type Confirming = Keeping;

/**
 * The agency's finance confirms what it has seen, where no developer is linked.
 *
 * @throws Problem `developer-confirms`, `already-decided` (one of them is not waiting, or not in this campaign),
 * `maker-is-checker`, `not-permitted`, `invalid` at `/documentId`
 */
export async function confirmByAgency(agency: AgencyScope, campaignId: string, confirmation: Confirmation): Promise<Confirmed> {
  return confirm(agency, campaignId, confirmation, [notLinked(agency, campaignId), agency.stillPermitted()]);
}

/** The developer's finance confirms. @throws Problem `already-decided`, `not-found`, `invalid` at `/documentId`, `file-in-use` */
export async function confirmByDeveloper(
  scope: DeveloperInAgencyScope,
  campaignId: string,
  confirmation: Confirmation,
): Promise<Confirmed> {
  return confirm(scope, campaignId, confirmation, []);
}

/** One document shows all that is confirmed together. */
async function confirm(
  scope: Confirming,
  campaignId: string,
  { deals: dealIds, entries: entryIds, versions = [], documentId }: Confirmation,
  guards: Guard[],
): Promise<Confirmed> {
  const kept = await paperOf(scope, campaignId, documentId);
  const { id, name } = scope.actor;
  const { now } = scope.facts;
  const deal = scope.from(deals);
  // Driven from what is named: a cross join keeps the planner from walking the tables instead.
  const waiting = and(
    sql`${deal.id} = named.value`,
    sql`+${deal.campaignId} = ${campaignId}`,
    sql`${deal.signedOn} is not null`,
    isNull(deal.signingConfirmedAt),
  );
  const signing = { signingConfirmedBy: id, signingConfirmedByName: name, signingConfirmedAt: now, version: sql`version + 1` };

  await scope.change({
    event: "money.confirmed",
    entity: "campaign",
    entityId: campaignId,
    changes: [
      { field: "deals", to: dealIds },
      { field: "entries", to: entryIds },
      ...(documentId === undefined ? [] : [{ field: "documentId", to: documentId }]),
    ],
    guards: [
      { code: "already-decided", holds: sql`${counted(dealIds, deal, waiting)} = ${new Set(dealIds).size}` },
      allReported(scope, campaignId, entryIds),
      ...kept.guards,
      asSeen(deal, dealIds, versions),
      ...guards,
    ],
    writes: [
      ...kept.writes,
      // One by one, each by its key: of a list of ids the planner makes a walk through the agency.
      ...dealIds.map((dealId) => scope.update(deals, { ...signing, signingDocumentId: documentId ?? null }, eq(deals.id, dealId))),
      ...entryIds.map((entryId) =>
        scope.update(
          dealLedger,
          {
            state: "confirmed",
            confirmingDocumentId: documentId ?? null,
            decidedBy: id,
            decidedByName: name,
            decidedAt: now,
            version: sql`version + 1`,
          },
          eq(dealLedger.id, entryId),
        ),
      ),
      touchedGroups(scope, campaignId, dealIds, entryIds),
    ],
    leavesWork: true,
    location: null,
    status: 200,
  });

  return { deals: dealIds.length, entries: entryIds.length };
}

/** @throws Problem `not-found` for a campaign that is not this caller's to see, `invalid` at `/documentId`, `file-in-use` */
async function paperOf(scope: Confirming, campaignId: string, documentId: string | undefined) {
  if (documentId === undefined) return keepNamed(scope, documentId, undefined, "deal-document");
  const [[seen], [document]] = await scope.read(campaignSeen(scope, campaignId), fileToKeep(scope, documentId));
  if (!seen) throw new Problem("not-found");

  return keepNamed(scope, documentId, document, "deal-document");
}

/** A guard that lines of ledgers were reported in a campaign and wait for finance, all of them. */
export function allReported(scope: Scope, campaignId: string, entryIds: string[]): Guard {
  const entry = scope.from(dealLedger);
  const reported = and(sql`${entry.id} = named.value`, sql`+${entry.campaignId} = ${campaignId}`, sql`+${entry.state} = 'reported'`);

  return { code: "already-decided", holds: sql`${counted(entryIds, entry, reported)} = ${new Set(entryIds).size}` };
}

/** A guard that deals stand as they were seen: one may have been signed anew since. @param versions in their order; none: nobody says */
const asSeen = (deal: typeof deals, ids: string[], versions: number[]): Guard => ({
  code: "stale",
  holds: sql`${counted(ids, deal, sql`${deal.id} = named.value and ${deal.version} <> json_extract(${JSON.stringify(versions)}, '$[' || named.key || ']')`)} = 0`,
});

/** How many of what is named are so. */
const counted = (ids: string[], source: SQLiteTable, where: SQL | undefined) =>
  sql`(select count(*) from json_each(${JSON.stringify(ids)}) named cross join ${source} where ${where})`;

/** Rewards follow what is confirmed: the groups of all that was named are to be settled anew. */
export function touchedGroups(scope: Confirming, campaignId: string, dealIds: string[], entryIds: string[]): Write {
  const entry = scope.from(dealLedger, "named_entry");
  const deal = scope.from(deals, "named_deal");
  const engagement = scope.from(engagements, "named_engagement");
  const rootOfDeal = sql`cross join ${engagement} where ${engagement.id} = ${deal.engagementId}`;
  const byDeal = sql`select ${engagement.rootId} from json_each(${JSON.stringify(dealIds)}) named cross join ${deal} on ${deal.id} = named.value ${rootOfDeal}`;
  const byEntry = sql`select ${engagement.rootId} from json_each(${JSON.stringify(entryIds)}) named cross join ${entry} on ${entry.id} = named.value cross join ${deal} on ${deal.id} = ${entry.dealId} ${rootOfDeal}`;

  return scope.update(
    countingGroups,
    { version: sql`version + 1` },
    and(eq(countingGroups.campaignId, campaignId), sql`${countingGroups.rootId} in (${byDeal} union ${byEntry})`),
  );
}
