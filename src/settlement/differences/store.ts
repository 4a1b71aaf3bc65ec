import { and, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { engagements } from "../../accounts/engagements/schema";
import { campaigns } from "../../campaigns/schema";
import { dealLedger, deals, priceLines } from "../../deals/schema";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { db } from "../../tenancy/database";
import type { Scope } from "../../tenancy/scope";
import { businessDay } from "../../time/business-day";
import { accountOf, buyerMasked, buyersOf } from "../sold/store";
import type { DifferencePage, DifferenceQuery } from "./contract";

/** So many are added up; a campaign has as many homes at most. */
const summedAtMost = 500;

/** Worded as the partial index is. */
const isSettled = (line: typeof priceLines, state: "final" | "fulfilled") =>
  sql`${line.kind} = 'adjustment' and ${line.state} in ('final', 'fulfilled') and ${line.state} = ${sql.raw(`'${state}'`)}`;

/** The differences of a campaign in a state; those to be returned only of homes that stand. @param campaignId an id, or the column of one */
function settledIn(scope: Scope, campaignId: string | SQLiteColumn, state: "final" | "fulfilled") {
  const line = scope.from(priceLines, "settled_line");
  const deal = scope.from(deals, "settled_deal");
  const where = and(
    eq(line.campaignId, campaignId),
    isSettled(line, state),
    eq(deal.id, line.dealId),
    state === "final" ? sql`${deal.state} <> 'cancelled'` : undefined,
  );

  return { line, deal, where };
}

/** The amounts of the differences that are final and reached no buyer yet. @param campaignId an id, or the column of one */
export function owedIn(scope: Scope, campaignId: string | SQLiteColumn) {
  const { line, deal, where } = settledIn(scope, campaignId, "final");

  return db.select({ amountFen: line.amountFen }).from(line).crossJoin(deal).where(where);
}

/**
 * Final differences of a campaign, home by home: those not returned yet, or those that were.
 *
 * @throws Problem `not-found` for a campaign that is not there, or not this caller's to see
 */
export async function differencesIn(
  scope: Scope,
  campaignId: string,
  { state: asked, after, limit }: DifferenceQuery,
): Promise<DifferencePage> {
  const isOpen = asked === "open";
  const { line, deal, where } = settledIn(scope, campaignId, isOpen ? "final" : "fulfilled");
  const campaign = scope.from(campaigns);
  const engagement = scope.from(engagements);
  const few = db
    .select({ dealId: sql<string>`${line.dealId}`.as("of_deal"), fen: sql<number>`${line.amountFen}`.as("fen") })
    .from(line)
    .crossJoin(deal)
    .where(where)
    .limit(summedAtMost + 1)
    .as("few");
  const [[seen], rows, [sums]] = await scope.read(
    db.select({ id: campaign.id, zone: campaign.zone }).from(campaign).where(eq(campaign.id, campaignId)),
    db
      .select({
        id: line.id,
        engagementId: deal.engagementId,
        dealId: line.dealId,
        building: deal.building,
        unitNumber: deal.unitNumber,
        accountName: accountOf(scope, deal),
        names: buyersOf(scope, line.dealId),
        amountFen: line.amountFen,
        because: line.because,
        causeHome: causeOf(scope, line.because),
        approvedAt: sql<number | null>`(select ${engagement.approvedAt} from ${engagement} where ${engagement.id} = ${deal.engagementId})`,
        state: sql<"final" | "fulfilled">`${line.state}`,
        route: line.route,
        documentNumber: line.documentNumber,
        fulfilledOn: line.fulfilledOn,
        refund: refundOf(scope, line),
      })
      .from(line)
      .crossJoin(deal)
      .where(and(where, after ? (isOpen ? gt : lt)(line.id, after) : undefined))
      .orderBy(isOpen ? line.id : sql`${line.id} desc`)
      .limit(limit + 1),
    db
      .select({
        homes: sql<number>`count(distinct ${few.dealId})`,
        backFen: sql<number>`coalesce(-sum(min(${few.fen}, 0)), 0)`,
        extraFen: sql<number>`coalesce(sum(max(${few.fen}, 0)), 0)`,
        more: sql<boolean>`count(*) > ${summedAtMost}`.mapWith(Boolean),
      })
      .from(few),
  );
  if (!seen) throw new Problem("not-found");
  const { items, next } = pageOf(rows, limit);

  return {
    items: items.map(({ approvedAt, ...row }) => ({
      ...buyerMasked(row),
      finalOn: approvedAt === null ? null : businessDay(approvedAt, seen.zone),
    })),
    next,
    sums: after ? null : (sums ?? null),
  };
}

/** The place of the home that was the cause. @param because the column of a cause */
export function causeOf(scope: Scope, because: SQLiteColumn): SQL<string | null> {
  const cause = scope.from(deals, "cause");

  return sql<
    string | null
  >`(select ${cause.building} || ' ' || ${cause.unitNumber} from ${cause} where ${cause.id} = (${because} ->> 'dealId'))`;
}

/** The state of the refund that paid a line out: they are reported together, and one that finance refuses is none. */
function refundOf(scope: Scope, line: typeof priceLines) {
  const entry = scope.from(dealLedger, "paid_out");

  return sql<
    "reported" | "confirmed" | null
  >`iif(${line.route} = 'cash', (select ${entry.state} from ${entry} where ${entry.dealId} = ${line.dealId}
    and ${entry.reportedBy} = 'line:' || ${line.id} and ${entry.state} in ('reported', 'confirmed')), null)`;
}
