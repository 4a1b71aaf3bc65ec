import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Because } from "../../deals/contract";
import { type dealLedger, deals } from "../../deals/schema";
import { dealPath, ledgerRows } from "../../deals/store";
import type { Facts } from "../../http/facts";
import { Problem } from "../../http/problem";
import { subscriberOf } from "../../identity/rules";
import { counterOf, refuseExcess } from "../../identity/store";
import { linkToken, openLink } from "../../secrets/link";
import type { AgencyScope } from "../../tenancy/agency";
import { carriedKeys } from "../../tenancy/carried";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import type { EntranceScope } from "../../tenancy/entrance";
import { newId } from "../../tenancy/ids";
import { agencyRows } from "../../tenancy/schema";
import type { Write } from "../../tenancy/scope";
import { businessDay } from "../../time/business-day";
import { instantOf } from "../../time/instant";
import { groupRows } from "../facts";
import { dealFactsOf } from "../shape";
import { savedBy, stillAhead } from "../statement/rules";
import { statementAnswered, statementQueries } from "../statement/store";
import type { OwnDeal, Receipt } from "./contract";
import { receipts } from "./schema";

/**
 * Counts that somebody looks a receipt up; before anything is opened, so that guessing is counted too.
 *
 * @param address the caller's, where the network says it
 * @throws Problem `too-many-attempts`
 */
export async function refuseMany(entrance: EntranceScope, address: string | undefined): Promise<void> {
  if (!address) return;
  const { env, now } = entrance.facts;
  const counters = [await counterOf(env, "receiptFromAddress", subscriberOf(address))];
  const { tries } = await entrance.readCounted(counters);
  refuseExcess(counters, tries, now);
}

/** The paper of a deal that opens its buyer's page now. */
export function liveReceipt(agency: AgencyScope, campaignId: string, dealId: string) {
  const receipt = agency.from(receipts);

  return db
    .select({ id: receipt.id, issuedByName: receipt.issuedByName, issuedAt: instantOf(receipt.issuedAt) })
    .from(receipt)
    .where(and(eq(receipt.dealId, dealId), isNull(receipt.withdrawnAt), sql`+${receipt.campaignId} = ${campaignId}`));
}

/** A row with the secret that belongs to it. */
export async function receiptShown(agency: AgencyScope, [row]: RowsOf<ReturnType<typeof liveReceipt>>): Promise<Receipt | null> {
  return row ? { ...row, secret: await linkToken(agency.facts.env, "receipt", `${agency.id}.${row.id}`) } : null;
}

/**
 * Issues the paper of a deal; one that was issued before opens nothing from then on.
 *
 * @throws Problem `not-found`
 */
export async function issueReceipt(agency: AgencyScope, campaignId: string, dealId: string): Promise<Receipt | null> {
  const { now } = agency.facts;
  const id = newId(now);

  return receiptShown(
    agency,
    await agency.change({
      event: "receipt.issued",
      entity: "deal",
      entityId: dealId,
      label: homeOf(dealId, agency),
      guards: [dealThere(agency, campaignId, dealId)],
      writes: [
        withdrawal(agency, dealId),
        agency.insert(receipts, { id, campaignId, dealId, issuedBy: agency.actor.id, issuedByName: agency.actor.name, issuedAt: now }),
      ],
      answer: liveReceipt(agency, campaignId, dealId),
      location: `${dealPath(agency, campaignId, dealId)}/receipt`,
      status: 201,
    }),
  );
}

/**
 * Takes the paper of a deal back: it was lost, or went to the wrong hands.
 *
 * @throws Problem `not-found` where none opens anything
 */
export async function withdrawReceipt(agency: AgencyScope, campaignId: string, dealId: string): Promise<void> {
  const receipt = agency.from(receipts, "live");
  const live = and(eq(receipt.dealId, dealId), isNull(receipt.withdrawnAt), sql`+${receipt.campaignId} = ${campaignId}`);

  await agency.change({
    event: "receipt.withdrawn",
    entity: "deal",
    entityId: dealId,
    label: homeOf(dealId, agency),
    guards: [{ code: "not-found", holds: hasRow(receipt, live) }],
    writes: [withdrawal(agency, dealId)],
    location: null,
    status: 204,
  });
}

/** The agency and the row that a receipt's secret names. @returns null for one that we did not make */
export async function openReceipt(facts: Facts, secret: string): Promise<{ agencyId: string; receiptId: string } | null> {
  const [agencyId, receiptId] = (await openLink(facts.env, "receipt", secret, () => carriedKeys(facts, "link")))?.split(".") ?? [];

  return agencyId && receiptId ? { agencyId, receiptId } : null;
}

/**
 * What the bearer of a receipt may see: the deal it was issued for, and how many others count with it.
 *
 * @throws Problem `receipt-closed` where it was withdrawn
 */
export async function ownDeal(agency: AgencyScope, receiptId: string): Promise<OwnDeal> {
  const receipt = agency.from(receipts);
  const deal = agency.from(deals);
  const company = agency.from(agencyRows);
  const live = and(eq(receipt.id, receiptId), isNull(receipt.withdrawnAt));
  const dealId = db.select({ id: receipt.dealId }).from(receipt).where(live);
  const ofReceipt = (column: SQL | typeof dealLedger.dealId | typeof deals.id) => sql`${column} = ${dealId}`;
  const [[found], entries] = await agency.read(
    db
      .select({
        id: deal.id,
        campaignId: deal.campaignId,
        engagementId: deal.engagementId,
        agencyName: sql<string>`(select ${company.name} from ${company})`,
      })
      .from(deal)
      .where(ofReceipt(deal.id)),
    ledgerRows(agency, (entry) => ofReceipt(entry.dealId)),
  );
  if (!found) throw new Problem("receipt-closed");

  const rows = await agency.read(...statementQueries(agency, found.campaignId, found.engagementId));
  const [[campaign], , , , , , , ...facts] = rows;
  const statement = await statementAnswered(agency, found.campaignId, found.engagementId, rows);
  const own = statement.deals.find(({ deal: { id } }) => id === found.id);
  const ownFacts = stillAhead(dealFactsOf(groupRows(facts)).map((one) => one.facts)).find(({ id }) => id === found.id);
  if (!own || !ownFacts || !campaign) throw new Problem("receipt-closed");
  const { price } = own.deal;
  const payableFen = price?.payableFen ?? null;
  const counts = price?.standing === "counted" && own.deal.state !== "cancelled";
  const savesFen = counts && statement.next ? savedBy(ownFacts, payableFen ?? 0, statement.next.fromUnits) : 0;

  return {
    agencyName: found.agencyName,
    asOf: businessDay(agency.facts.now, campaign.zone),
    projectName: campaign.projectName,
    campaignName: campaign.name,
    accountName: own.deal.accountName,
    building: own.deal.building,
    unitNumber: own.deal.unitNumber,
    areaCentiSqm: own.deal.areaCentiSqm,
    state: own.deal.state,
    subscribedOn: own.deal.subscribedOn,
    signedOn: own.deal.signedOn,
    cancelledOn: own.deal.cancelledOn,
    signBy: own.signBy,
    listPriceFen: own.deal.listPriceFen,
    contractPriceFen: own.deal.contractPriceFen,
    steps: own.deal.state === "cancelled" ? [] : own.steps,
    payableFen,
    countedUnits: statement.countedUnits,
    counts,
    tier: price?.tier ?? null,
    next: statement.next && { fromUnits: statement.next.fromUnits, moreUnits: statement.next.moreUnits, savesFen, by: statement.next.by },
    lines: own.lines
      .filter(({ state }) => state !== "withdrawn")
      .map(({ id, kind, amountFen, postedOn, state, route, fulfilledOn, because }) => ({
        id,
        kind,
        amountFen,
        postedOn,
        state,
        route,
        fulfilledOn,
        because: because && ownCause(because),
      })),
    provisionalFen: own.provisionalFen,
    entries: entries
      .filter(({ state }) => state === "reported" || state === "confirmed")
      .map(({ id, kind, item, amountFen, onDay, state }) => ({ id, kind, item, amountFen, onDay, state })),
    receivedFen: own.receivedFen,
    refundedFen: own.refundedFen,
    forfeitedFen: own.forfeitedFen,
    unconfirmedFen: own.unconfirmedFen,
    dueFen: own.dueFen,
    isSettling: statement.isSettling,
  };
}

/** A colleague's deal is named in no cause that a buyer reads. */
const ownCause = (because: Because): OwnDeal["lines"][number]["because"] => ({
  kind: because.kind,
  units: "units" in because ? because.units : null,
  supplement: because.kind === "supplement" ? { change: because.change, documentNumber: because.documentNumber } : null,
  day: because.day,
});

function dealThere(agency: AgencyScope, campaignId: string, dealId: string) {
  const deal = agency.from(deals, "receipted");

  return { code: "not-found" as const, holds: hasRow(deal, and(eq(deal.id, dealId), sql`+${deal.campaignId} = ${campaignId}`)) };
}

const withdrawal = (agency: AgencyScope, dealId: string): Write =>
  agency.update(receipts, { withdrawnAt: agency.facts.now }, and(eq(receipts.dealId, dealId), isNull(receipts.withdrawnAt)));

function homeOf(dealId: string, agency: AgencyScope): SQL<string> {
  const deal = agency.from(deals, "labelled");

  return sql<string>`(select ${deal.building} || ' ' || ${deal.unitNumber} from ${deal} where ${deal.id} = ${dealId})`;
}
