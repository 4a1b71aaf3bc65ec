import { and, eq, ne, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { campaigns } from "../../campaigns/schema";
import { dealLedger, dealPrices, deals } from "../../deals/schema";
import { mentionOf } from "../../files/store";
import { pageOf, placeAt, placeOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { claims } from "../../rewards/schema";
import { claimFields } from "../../rewards/store";
import { earnestDeposits } from "../../selection/schema";
import { db, type RowsOf } from "../../tenancy/database";
import type { Scope } from "../../tenancy/scope";
import { businessDay, latestToday } from "../../time/business-day";
import { instantOf } from "../../time/instant";
import { settlementsWaiting } from "../closing/store";
import { owedIn } from "../differences/store";
import { accountOf, buyerMasked, buyersOf } from "../sold/store";
import { overdueOf } from "../supplements/rules";
import { countedAtMost, type SharedCampaign, type Waiting } from "./contract";

/** Of each kind at most so many are shown at once; they are confirmed by as many. */
const shownAtMost = 50;

/**
 * What waits for finance in a campaign: contracts and money reported by the agency, settlements to approve, claims approved
 * and not paid; and of the agency's own work contracts that were to be paid by now.
 *
 * @param isOwn the agency itself asks
 * @throws Problem `not-found` for a campaign that is not there, or not this caller's to see
 */
export async function waitingIn(scope: Scope, campaignId: string, isOwn: boolean): Promise<Waiting> {
  const campaign = scope.from(campaigns);
  const deal = scope.from(deals);
  const entry = scope.from(dealLedger);
  const claim = scope.from(claims);
  const [[seen], signings, entries, approved, settlements, unpaid = [], refused = []] = await scope.read(
    db.select({ id: campaign.id, zone: campaign.zone, catalogue: campaign.catalogue }).from(campaign).where(eq(campaign.id, campaignId)),
    db
      .select({
        dealId: deal.id,
        building: deal.building,
        unitNumber: deal.unitNumber,
        signedOn: sql<string>`${deal.signedOn}`,
        contractNumber: sql<string>`${deal.contractNumber}`,
        contractPriceFen: sql<number>`${deal.contractPriceFen}`,
        sellerName: deal.sellerName,
        accountName: accountOf(scope, deal),
        names: buyersOf(scope, deal.id),
        ruleFen: ruleOf(scope, deal.id).as("rule_fen"),
        version: deal.version,
      })
      .from(deal)
      .leftJoin(...priceOf(scope, deal.id))
      .where(and(eq(deal.campaignId, campaignId), isUnconfirmed(deal)))
      .orderBy(deal.id)
      .limit(shownAtMost + 1),
    db
      .select({
        id: entry.id,
        dealId: entry.dealId,
        building: sql<string>`sold.building`.as("building"),
        unitNumber: sql<string>`sold.unit_number`.as("unit_number"),
        accountName: sql<string | null>`(select a.name from accounts a where a.agency_id = ${scope.id} and a.id = sold.account_id)`.as(
          "account_name",
        ),
        names: buyersOf(scope, entry.dealId),
        listPriceFen: sql<number>`sold.list_price_fen`.as("list_price_fen"),
        payableFen: sql<number | null>`coalesce(price.payable_fen, sold.contract_price_fen)`.as("payable_fen"),
        confirmedFen: sql<number>`sold.confirmed_fen`.as("confirmed_fen"),
        kind: entry.kind,
        item: entry.item,
        amountFen: entry.amountFen,
        onDay: entry.onDay,
        reportedByName: entry.reportedByName,
        document: mentionOf(scope, entry.documentId),
      })
      .from(entry)
      .crossJoin(sql`deals sold`)
      .leftJoin(...priceOf(scope, entry.dealId))
      .where(and(eq(entry.campaignId, campaignId), isReported(entry), sql`sold.agency_id = ${scope.id} and sold.id = ${entry.dealId}`))
      .orderBy(entry.id)
      .limit(shownAtMost + 1),
    db
      .select({ ...claimFields(scope, claim), ownDeals: homesOf(scope, campaignId, claim) })
      .from(claim)
      .where(and(eq(claim.campaignId, campaignId), eq(claim.state, "approved")))
      .orderBy(claim.id)
      .limit(shownAtMost + 1),
    settlementsWaiting(scope, campaignId).limit(shownAtMost + 1),
    ...(isOwn ? ([unpaidIn(scope, campaignId), refusedIn(scope, campaignId)] as const) : []),
  );
  if (!seen) throw new Problem("not-found");
  const today = businessDay(scope.facts.now, seen.zone);
  const payments = unpaid.flatMap(({ state, payableFen, contractPriceFen, confirmedFen, ...home }) => {
    const overdue = overdueOf({ ...home, state, payableFen, contractPriceFen, confirmedFen }, seen.catalogue.paymentMethods, today);

    return overdue ? [{ ...home, ...overdue }] : [];
  });

  return {
    signings: signings.slice(0, shownAtMost).map(buyerMasked),
    entries: entries.slice(0, shownAtMost).map(buyerMasked),
    claims: approved.slice(0, shownAtMost),
    settlements: settlements.slice(0, shownAtMost),
    payments: payments.toSorted((one, other) => (one.payBy < other.payBy ? -1 : 1)).slice(0, shownAtMost),
    refused: refused.slice(0, shownAtMost),
    more: [signings, entries, approved, settlements, unpaid, refused].some(({ length }) => length > shownAtMost),
  };
}

/**
 * Contracts that finance has confirmed and that are not done, the latest confirmed first; worded as the partial index is.
 *
 * @throws Problem `not-found` for a campaign that is not there, or not this caller's to see
 */
export async function confirmedIn(scope: Scope, campaignId: string, { after, limit }: { after?: string; limit: number }) {
  const campaign = scope.from(campaigns);
  const deal = scope.from(deals, "confirmed_deal");
  const [at, id] = after ? placeOf(after) : [];
  const [[seen], rows] = await scope.read(
    db.select({ id: campaign.id }).from(campaign).where(eq(campaign.id, campaignId)),
    db
      .select({
        id: deal.id,
        building: deal.building,
        unitNumber: deal.unitNumber,
        accountName: accountOf(scope, deal),
        // Named outright: of a single table drizzle writes columns bare.
        names: buyersOf(scope, sql`"confirmed_deal"."id"`),
        signedOn: sql<string>`${deal.signedOn}`,
        contractNumber: sql<string>`${deal.contractNumber}`,
        contractPriceFen: sql<number>`${deal.contractPriceFen}`,
        confirmedByName: sql<string>`${deal.signingConfirmedByName}`,
        confirmedAt: instantOf(deal.signingConfirmedAt),
      })
      .from(deal)
      .where(
        and(
          eq(deal.campaignId, campaignId),
          sql`${deal.signingConfirmedAt} is not null and ${deal.state} = 'signed'`,
          at === undefined ? undefined : sql`(${deal.signingConfirmedAt}, ${deal.id}) < (${Number(at)}, ${id})`,
        ),
      )
      .orderBy(sql`${deal.signingConfirmedAt} desc`, sql`${deal.id} desc`)
      .limit(limit + 1),
  );
  if (!seen) throw new Problem("not-found");

  return pageOf(rows.map(buyerMasked), limit, (row) => placeAt(`${Date.parse(row.confirmedAt)}`, row.id));
}

/** Signings that finance refused and that are not signed anew, worded as the partial index is. */
function refusedIn(scope: Scope, campaignId: string) {
  const deal = scope.from(deals, "refused_deal");

  return db
    .select({
      dealId: deal.id,
      building: deal.building,
      unitNumber: deal.unitNumber,
      sellerName: deal.sellerName,
      refusedByName: sql<string>`${deal.signingRefusedByName}`,
      refusedAt: instantOf(deal.signingRefusedAt),
      why: sql<string>`${deal.signingRefusedWhy}`,
    })
    .from(deal)
    .where(and(eq(deal.campaignId, campaignId), sql`${deal.signingRefusedAt} is not null and ${deal.state} = 'subscribed'`))
    .orderBy(deal.id)
    .limit(shownAtMost + 1);
}

/** Contracts of a way to pay that leaves so many days, which are over somewhere on earth, and of which not all was confirmed. */
function unpaidIn(scope: Scope, campaignId: string) {
  const campaign = scope.from(campaigns, "paid_in");
  const deal = scope.from(deals, "unpaid");
  const price = scope.from(dealPrices, "owed");
  const today = latestToday(scope.facts.now);
  const days = sql`(method.value ->> 'paidWithinDays')`;

  return db
    .select({
      dealId: deal.id,
      building: deal.building,
      unitNumber: deal.unitNumber,
      state: deal.state,
      signedOn: sql<string>`${deal.signedOn}`,
      paymentMethod: deal.paymentMethod,
      sellerName: deal.sellerName,
      contractPriceFen: deal.contractPriceFen,
      confirmedFen: deal.confirmedFen,
      payableFen: price.payableFen,
    })
    .from(campaign)
    .crossJoin(sql`json_each(${campaign.catalogue}, '$.paymentMethods') method`)
    .crossJoin(deal)
    .leftJoin(price, eq(price.dealId, deal.id))
    .where(
      and(
        eq(campaign.id, campaignId),
        eq(deal.campaignId, campaignId),
        sql`${deal.paymentMethod} = (method.value ->> 'code')`,
        sql`${deal.signedOn} < date(${today}, '-' || ${days} || ' days')`,
        sql`${deal.state} = 'signed' and ${deal.confirmedFen} < ${deal.contractPriceFen}`,
        sql`${deal.confirmedFen} < coalesce(${price.payableFen}, ${deal.contractPriceFen})`,
      ),
    )
    .limit(shownAtMost + 1);
}

/** Signed, says the agency; finance has not seen the contract. */
const isUnconfirmed = (deal: typeof deals) =>
  sql`${deal.signedOn} is not null and ${deal.signingConfirmedAt} is null and ${deal.state} <> 'cancelled'`;

/** Money that moved, says the agency; what a buyer owes is agreed on paper. */
const isReported = (entry: typeof dealLedger) => and(eq(entry.state, sql`'reported'`), ne(entry.kind, "due"));

/** What settling found for a deal; the deal is one that this caller may see. */
const priceOf = (scope: Scope, dealId: typeof deals.id | typeof dealLedger.dealId): [SQL, SQL] => [
  sql`deal_prices price`,
  sql`price.agency_id = ${scope.id} and price.deal_id = ${dealId}`,
];

/** What the rule asks where a contract is below it, since no price rises above a contract; else what it asked when the deal first counted. */
const ruleOf = (scope: Scope, dealId: typeof deals.id) =>
  sql<number | null>`iif(price.open_fen > 0, price.payable_fen + price.open_fen,
    coalesce((select amount_fen from price_lines where agency_id = ${scope.id} and deal_id = ${dealId} and kind = 'base' and state <> 'withdrawn'), price.payable_fen))`;

/** The homes that a claim's person buys in the campaign, alone or with others, and that stand; as JSON. Who else buys stays with the agency. */
function homesOf(scope: Scope, campaignId: string, { personId }: Pick<typeof claims, "personId">): SQL<OwnDeals> {
  return sql`(select json_group_array(json_object('dealId', d.id, 'building', d.building, 'unitNumber', d.unit_number))
    from (select deal_id bought, person_id buyer from parties where agency_id = ${scope.id}) p
    cross join deals d on d.agency_id = ${scope.id} and d.id = p.bought
    where p.buyer = ${personId} and d.campaign_id = ${campaignId} and d.state <> 'cancelled')`.mapWith(JSON.parse) as SQL<OwnDeals>;
}

type OwnDeals = Waiting["claims"][number]["ownDeals"];

/**
 * The campaigns of an agency that a developer is linked to, the latest start first, and how much waits in each.
 *
 * @param only this one, whatever its state
 */
export function sharedCampaigns(scope: Scope, only?: string) {
  const campaign = scope.from(campaigns);
  const deal = scope.from(deals);
  const entry = scope.from(dealLedger);
  const claim = scope.from(claims);
  const earnest = scope.from(earnestDeposits);
  const few = { one: sql`1`.as("one") };
  const money = db
    .select({ kind: entry.kind })
    .from(entry)
    .where(and(eq(entry.campaignId, campaign.id), isReported(entry)))
    .limit(countedAtMost);
  const signings = db
    .select(few)
    .from(deal)
    .where(and(eq(deal.campaignId, campaign.id), isUnconfirmed(deal)))
    .limit(countedAtMost);
  const approved = db
    .select(few)
    .from(claim)
    .where(and(eq(claim.campaignId, campaign.id), eq(claim.state, "approved")))
    .limit(countedAtMost);

  const earnestMoney = db
    .select(few)
    .from(earnest)
    .where(and(eq(earnest.campaignId, campaign.id), sql`${earnest.state} in ('reported', 'refunding')`))
    .limit(countedAtMost);

  return db
    .select({
      id: campaign.id,
      name: campaign.name,
      status: campaign.status,
      startsOn: campaign.startsOn,
      endsOn: campaign.endsOn,
      zone: campaign.zone,
      signings: countOf(signings).as("signings"),
      entries: countOf(money).as("entries"),
      refunds: sql<number>`(select count(*) from ${money} where kind = 'refund')`.as("refunds"),
      settlements: countOf(settlementsWaiting(scope, campaign.id).limit(countedAtMost)).as("settlements"),
      claims: countOf(approved).as("claims"),
      earnest: countOf(earnestMoney).as("earnest"),
      differences: countOf(owedIn(scope, campaign.id).limit(countedAtMost)).as("differences"),
    })
    .from(campaign)
    .where(only === undefined ? sql`${campaign.status} <> 'draft'` : eq(campaign.id, only))
    .orderBy(sql`${campaign.startsOn} desc`, sql`${campaign.id} desc`)
    .limit(campaignsAtMost);
}

/** A row of `sharedCampaigns` as the wire has it. */
export function campaignShown({
  signings,
  entries,
  refunds,
  settlements,
  claims,
  earnest,
  differences,
  ...shared
}: RowsOf<ReturnType<typeof sharedCampaigns>>[number]): SharedCampaign {
  return { ...shared, waiting: { signings, receipts: entries - refunds, refunds, settlements, claims, earnest, differences } };
}

/** An agency and a developer have a handful of campaigns together. */
const campaignsAtMost = 50;

const countOf = (rows: SQLWrapper) => sql<number>`(select count(*) from ${rows})`;
