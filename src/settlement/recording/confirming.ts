import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import { countingGroups, engagements } from "../../accounts/engagements/schema";
import { notLinked } from "../../deals/recording";
import { dealLedger, deals } from "../../deals/schema";
import { fileToKeep, keep } from "../../files/store";
import type { AgencyScope } from "../../tenancy/agency";
import type { DeveloperInAgencyScope } from "../../tenancy/developer";
import type { Guard, Scope, Write } from "../../tenancy/scope";
import type { Confirmation, Confirmed } from "./contract";

/** A scope in which finance confirms: the developer's in the agency's shard, or the agency's own where none is linked. */
export type Confirming = Scope & {
  update<T extends SQLiteTable & { agencyId: SQLiteColumn }>(table: T, set: SQLiteUpdateSetSource<T>, where: SQL | undefined): Write;
};

/**
 * The agency's finance confirms what it has seen, where no developer is linked.
 *
 * @throws Problem `developer-confirms`, `already-decided` (one of them is not waiting, or not in this campaign),
 * `maker-is-checker`, `not-permitted`, `invalid` at `/documentId`
 */
export async function confirmByAgency(agency: AgencyScope, campaignId: string, { documentId, ...named }: Confirmation): Promise<Confirmed> {
  const [[document]] = await agency.read(fileToKeep(agency, documentId ?? ""));
  const kept = documentId === undefined ? { guards: [], writes: [] } : keep(agency, document, "deal-document", "/documentId");

  return confirm(
    agency,
    campaignId,
    { ...named, documentId },
    {
      guards: [notLinked(agency, campaignId), agency.stillPermitted(), ...kept.guards],
      writes: kept.writes,
    },
  );
}

/** The developer's finance confirms. @throws Problem `already-decided`, `not-found` */
export async function confirmByDeveloper(
  scope: DeveloperInAgencyScope,
  campaignId: string,
  named: Omit<Confirmation, "documentId">,
): Promise<Confirmed> {
  return confirm(scope, campaignId, named, { guards: [], writes: [] });
}

async function confirm(
  scope: Confirming,
  campaignId: string,
  { deals: dealIds, entries: entryIds, documentId }: Confirmation,
  { guards, writes }: { guards: Guard[]; writes: Write[] },
): Promise<Confirmed> {
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
    ],
    guards: [
      { code: "already-decided", holds: sql`${counted(dealIds, deal, waiting)} = ${new Set(dealIds).size}` },
      allReported(scope, campaignId, entryIds),
      ...guards,
    ],
    writes: [
      ...writes,
      // One by one, each by its key: of a list of ids the planner makes a walk through the agency.
      ...dealIds.map((dealId) => scope.update(deals, { ...signing, signingDocumentId: documentId ?? null }, eq(deals.id, dealId))),
      ...entryIds.map((entryId) =>
        scope.update(
          dealLedger,
          { state: "confirmed", decidedBy: id, decidedByName: name, decidedAt: now, version: sql`version + 1` },
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

/** A guard that lines of ledgers were reported in a campaign and wait for finance, all of them. */
export function allReported(scope: Scope, campaignId: string, entryIds: string[]): Guard {
  const entry = scope.from(dealLedger);
  const reported = and(sql`${entry.id} = named.value`, sql`+${entry.campaignId} = ${campaignId}`, sql`+${entry.state} = 'reported'`);

  return { code: "already-decided", holds: sql`${counted(entryIds, entry, reported)} = ${new Set(entryIds).size}` };
}

/** How many of what is named are so. */
const counted = (ids: string[], source: SQLiteTable, where: SQL | undefined) =>
  sql`(select count(*) from json_each(${JSON.stringify(ids)}) named cross join ${source} where ${where})`;

/** Rewards follow what is confirmed: the groups of all that was named are to be settled anew. */
function touchedGroups(scope: Confirming, campaignId: string, dealIds: string[], entryIds: string[]): Write {
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
