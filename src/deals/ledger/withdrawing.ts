import { and, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { groupTouched } from "../../accounts/engagements/store";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import type { Guard, Scope } from "../../tenancy/scope";
import type { LedgerEntry } from "../contract";
import { dealLedger, deals } from "../schema";
import { dealPath, ledgerRows } from "../store";

/**
 * Takes a line back that was reported by mistake: money by who reported it, while finance has not decided; what is due by
 * them or a manager, at any time. The line stays in sight and counts for nothing.
 *
 * @param isManager the caller may take back what others have said is due
 * @throws Problem `not-found`, `not-permitted` for another's, `already-decided`, `receipt-above-price`, `refund-above-receipts`
 */
export async function withdrawEntry(
  agency: AgencyScope,
  { campaignId, dealId, entryId }: { campaignId: string; dealId: string; entryId: string },
  reason: string,
  isManager: boolean,
): Promise<LedgerEntry> {
  const entry = agency.from(dealLedger);
  const deal = agency.from(deals);
  const ofDeal = and(eq(entry.id, entryId), eq(entry.dealId, dealId), eq(entry.campaignId, campaignId));
  const [[found], [home]] = await agency.read(
    ledgerRows(agency, (line) => and(eq(line.id, entryId), eq(line.dealId, dealId), eq(line.campaignId, campaignId))),
    db
      .select({ label: sql<string>`${deal.building} || ' ' || ${deal.unitNumber}`.as("home"), engagementId: deal.engagementId })
      .from(deal)
      .where(eq(deal.id, dealId)),
  );
  if (!found || !home) throw new Problem("not-found");
  const isDue = found.kind === "due";
  if (!found.isOwn && !(isDue && isManager)) throw new Problem("not-permitted");
  const movesRewards = isDue && found.item === "first-instalment";

  const [withdrawn] = await agency.change({
    event: "ledger.withdrawn",
    entity: "deal",
    entityId: dealId,
    label: home.label,
    changes: [
      { field: "item", to: found.item },
      { field: "amountFen", to: found.amountFen },
      { field: "reason", to: reason },
    ],
    guards: [
      { code: "already-decided", holds: hasRow(entry, and(ofDeal, isDue ? stands(entry) : eq(entry.state, "reported"))) },
      ...fitsWithout(agency, [entryId]),
    ],
    writes: [
      agency.update(
        dealLedger,
        {
          state: "withdrawn",
          decidedBy: agency.actor.id,
          decidedByName: agency.actor.name,
          decidedAt: agency.facts.now,
          remark: reason,
          version: sql`version + 1`,
        },
        eq(dealLedger.id, entryId),
      ),
      ...(movesRewards ? [groupTouched(agency, campaignId, home.engagementId)] : []),
    ],
    leavesWork: movesRewards,
    answer: ledgerRows(agency, (line) => eq(line.id, entryId)),
    location: `${dealPath(agency, campaignId, dealId)}/ledger/${entryId}`,
    status: 200,
  });
  if (!withdrawn) throw new Problem("not-found");

  return withdrawn;
}

/** Neither refused nor withdrawn. */
const stands = (entry: typeof dealLedger) => inArray(entry.state, ["reported", "confirmed"]);

/**
 * Guards that the ledgers of lines still add up once those are gone: nothing has gone back that did not come in, and no
 * more has come in than a home costs.
 */
export function fitsWithout(scope: Scope, entryIds: string[]): Guard[] {
  const ids = JSON.stringify(entryIds);
  const gone = scope.from(dealLedger, "gone");
  const deal = scope.from(deals, "gone_from");
  const rest = scope.from(dealLedger, "rest");
  const sumOf = (kind: string) =>
    sql`(select coalesce(sum(${rest.amountFen}), 0) from ${rest} where ${rest.dealId} = ${gone.dealId} and ${rest.kind} = ${kind} and ${stands(rest)} and ${rest.id} not in (select value from json_each(${ids})))`;
  // Driven from what is named: a cross join keeps the planner from walking the tables instead.
  const noneOf = (where: SQL | undefined) =>
    sql`not exists (select 1 from json_each(${ids}) named cross join ${gone} on ${gone.id} = named.value cross join ${deal} on ${deal.id} = ${gone.dealId} where ${where})`;

  return [
    {
      code: "refund-above-receipts",
      holds: noneOf(and(eq(gone.kind, "receipt"), sql`${sumOf("refund")} + ${sumOf("forfeit")} > ${sumOf("receipt")}`)),
    },
    {
      code: "receipt-above-price",
      holds: noneOf(
        and(
          eq(gone.kind, "refund"),
          ne(deal.state, "cancelled"),
          sql`${sumOf("receipt")} - ${sumOf("refund")} > coalesce(${deal.contractPriceFen}, ${deal.listPriceFen})`,
        ),
      ),
    },
  ];
}
