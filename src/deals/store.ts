import { and, eq, type SQL, sql } from "drizzle-orm";
import { countingGroups, engagements } from "../accounts/engagements/schema";
import { accounts } from "../accounts/schema";
import { mentionOf, shownBy } from "../files/store";
import { Problem } from "../http/problem";
import { people } from "../people/schema";
import type { AgencyScope } from "../tenancy/agency";
import { db, type RowsOf, type RowsOfAll } from "../tenancy/database";
import type { Scope } from "../tenancy/scope";
import { instant } from "../time/instant";
import type { Deal, DealDetail, Party } from "./contract";
import { dealLedger, dealPrices, deals, parties, proofs, supplements } from "./schema";

/** Documents of deals: of a contract, of what changed it and of money to who reads the deal, and to who confirms for a developer; of proofs in the agency alone. */
export const dealPapers = [
  shownBy(deals, "signingDocumentId", "deal:read", "deal:confirm"),
  shownBy(deals, "cancellationDocumentId", "deal:read", "deal:confirm"),
  shownBy(supplements, "documentId", "deal:read", "deal:confirm"),
  shownBy(dealLedger, "documentId", "deal:read", "deal:confirm"),
  shownBy(dealLedger, "confirmingDocumentId", "deal:read", "deal:confirm"),
  shownBy(proofs, "documentId", "deal:read"),
];

/** Deals with their buyers and prices; `dealShown` makes the answer of a row. */
export function dealRows(agency: AgencyScope) {
  const { deal, account, price, columns } = dealSources(agency);
  const query = db.select(columns).from(deal).leftJoin(account, eq(account.id, deal.accountId)).leftJoin(price, eq(price.dealId, deal.id));

  return { deal, query: query.$dynamic() };
}

/** What a deal is read from, and what is read of it. */
export function dealSources(agency: AgencyScope) {
  const deal = agency.from(deals);
  const account = agency.from(accounts);
  const price = agency.from(dealPrices);

  return {
    deal,
    account,
    price,
    columns: {
      id: deal.id,
      campaignId: deal.campaignId,
      engagementId: deal.engagementId,
      accountName: sql<string | null>`${account.name}`.as("account_name"),
      unitId: deal.unitId,
      building: deal.building,
      unitNumber: deal.unitNumber,
      product: deal.product,
      areaCentiSqm: deal.areaCentiSqm,
      listPriceFen: deal.listPriceFen,
      policyNumber: deal.policyNumber,
      category: deal.category,
      paymentMethod: deal.paymentMethod,
      credential: deal.credential,
      referralId: deal.referralId,
      sellerId: deal.sellerId,
      sellerName: deal.sellerName,
      state: deal.state,
      subscribedOn: deal.subscribedOn,
      signedOn: deal.signedOn,
      contractNumber: deal.contractNumber,
      contractPriceFen: deal.contractPriceFen,
      signedByName: deal.signedByName,
      isSignedByCaller: sql<boolean>`${deal.signedBy} is ${agency.actor.id}`.mapWith(Boolean),
      extendedTo: deal.extendedTo,
      confirmedFen: deal.confirmedFen,
      completedOn: deal.completedOn,
      cancelledOn: deal.cancelledOn,
      cancelReason: deal.cancelReason,
      cancellationDocument: mentionOf(agency, deal.cancellationDocumentId),
      signingConfirmedByName: deal.signingConfirmedByName,
      signingConfirmedAt: sql<string | null>`${deal.signingConfirmedAt}`.mapWith(instant),
      signingDocument: mentionOf(agency, deal.signingDocumentId),
      signingRefusedByName: deal.signingRefusedByName,
      signingRefusedAt: sql<string | null>`${deal.signingRefusedAt}`.mapWith(instant),
      signingRefusedWhy: deal.signingRefusedWhy,
      version: deal.version,
      standing: price.standing,
      why: whyOf(agency, deal, price),
      units: price.units,
      payableFen: price.payableFen,
      tier: price.tier,
      openFen: price.openFen,
      stopsAtFloor: price.stopsAtFloor,
      because: price.because,
      parties: partiesOf(agency, deal),
    },
  };
}

/** Why a deal does not count: where what proves the buyer had run out by the subscription, and nothing else waits to be checked, that. */
function whyOf(agency: AgencyScope, deal: typeof deals, price: typeof dealPrices): SQL<string | null> {
  const proof = agency.from(proofs, "shown");
  const live = sql`from ${proof} where ${proof.dealId} = ${deal.id} and ${proof.supersededBy} is null`;
  const expired = sql`${proof.expiresOn} < ${deal.subscribedOn}`;

  return sql`iif(${price.why} = 'membership-not-checked'
    and exists (select 1 ${live} and ${expired})
    and not exists (select 1 ${live} and ${proof.outcome} is null and not coalesce(${expired}, 0)), 'proof-expired', ${price.why})`;
}

/** The buyers of a deal in the order of its contract, as JSON. */
function partiesOf(agency: AgencyScope, deal: typeof deals): SQL<Party[]> {
  const party = agency.from(parties);
  const person = agency.from(people);
  const listed = db
    .select({ personId: party.personId, name: person.name, shareBps: party.shareBps })
    .from(party)
    .innerJoin(person, eq(person.id, party.personId))
    .where(eq(party.dealId, deal.id))
    .orderBy(party.position)
    .as("buyers");

  return sql`(select json_group_array(json_object('personId', "buyers"."person_id", 'name', "buyers"."name", 'shareBps', "buyers"."share_bps")) from ${listed})`.mapWith(
    JSON.parse,
  ) as SQL<Party[]>;
}

export type DealRow = RowsOf<ReturnType<typeof dealRows>["query"]>[number];

/** A row as the wire has it. */
export function dealShown({
  standing,
  why,
  units,
  payableFen,
  tier,
  openFen,
  stopsAtFloor,
  because,
  confirmedFen: _,
  ...deal
}: DealRow): Deal {
  if (standing === null || units === null || openFen === null || stopsAtFloor === null) return { ...deal, price: null };

  return { ...deal, price: { standing, why, units, payableFen, tier, openFen, stopsAtFloor, because } };
}

/** One deal, what of its money was reported, and whether its prices have followed the facts. */
export function dealDetail(agency: AgencyScope, campaignId: string, dealId: string) {
  const { deal, query } = dealRows(agency);
  const group = agency.from(countingGroups);

  return [
    query.where(and(eq(deal.id, dealId), eq(deal.campaignId, campaignId))),
    moneyOf(agency, (entry) => eq(entry.dealId, dealId)),
    db
      .select({ isSettling: sql<boolean>`${group.settledVersion} < ${group.version}`.mapWith(Boolean) })
      .from(group)
      .where(and(eq(group.campaignId, campaignId), eq(group.rootId, rootOfDeal(agency, campaignId, dealId)))),
  ] as const;
}

/** The root that a deal counts under. Looked up step by step, since joined the planner may begin with the wrong table. */
export function rootOfDeal(scope: Scope, campaignId: string, dealId: string): SQL {
  const deal = scope.from(deals, "rooted_deal");
  const engagement = scope.from(engagements, "rooted");
  const ofDeal = db
    .select({ id: deal.engagementId })
    .from(deal)
    .where(and(eq(deal.id, dealId), sql`+${deal.campaignId} = ${campaignId}`));

  return sql`${db
    .select({ rootId: engagement.rootId })
    .from(engagement)
    .where(eq(engagement.id, sql`${ofDeal}`))}`;
}

/** Sums of a ledger by deal; refused and withdrawn lines are none. */
export function moneyOf(agency: AgencyScope, where: (entry: typeof dealLedger) => SQL | undefined) {
  const entry = agency.from(dealLedger);
  const sumOf = (kind: string) =>
    sql<number>`coalesce(sum(iif(${entry.kind} = ${kind} and ${entry.state} in ('reported', 'confirmed'), ${entry.amountFen}, 0)), 0)`;
  const setOff = sql`iif(${entry.kind} = 'receipt', ${entry.amountFen}, -${entry.amountFen})`;

  return db
    .select({
      dealId: entry.dealId,
      listedDueFen: sumOf("due"),
      receivedFen: sumOf("receipt"),
      refundedFen: sumOf("refund"),
      forfeitedFen: sumOf("forfeit"),
      /** Of what was received: reported, and not seen by finance yet. */
      unconfirmedFen: sql<number>`coalesce(sum(iif(${entry.kind} = 'receipt' and ${entry.state} = 'reported', ${entry.amountFen}, 0)), 0)`,
      /** Of what was received: a reward that was set off, no money of the buyer's. */
      setOffFen: sql<number>`coalesce(sum(iif(${entry.item} = 'reward-offset', ${setOff}, 0)), 0)`,
    })
    .from(entry)
    .where(where(entry))
    .groupBy(entry.dealId);
}

type DetailRows = Readonly<RowsOfAll<ReturnType<typeof dealDetail>>>;

/** @throws Problem `not-found` */
export function detailOf([[row], [money], [group]]: DetailRows): DealDetail {
  if (!row) throw new Problem("not-found");
  const { listedDueFen = 0, receivedFen = 0, refundedFen = 0, forfeitedFen = 0, unconfirmedFen = 0 } = money ?? {};
  const deal = dealShown(row);
  const priceFen = deal.state === "cancelled" ? null : deal.contractPriceFen;
  const dueAboveFen = priceFen === null ? 0 : Math.max(0, listedDueFen - priceFen);

  return { ...deal, receivedFen, refundedFen, forfeitedFen, unconfirmedFen, dueAboveFen, isSettling: group?.isSettling ?? false };
}

/** Lines of a deal's ledger, in the order in which they were reported. */
export function ledgerRows(agency: AgencyScope, where: (entry: typeof dealLedger) => SQL | undefined) {
  const entry = agency.from(dealLedger);

  return db
    .select({
      id: entry.id,
      dealId: entry.dealId,
      kind: entry.kind,
      item: entry.item,
      amountFen: entry.amountFen,
      onDay: entry.onDay,
      state: entry.state,
      reportedByName: entry.reportedByName,
      isOwn: sql<boolean>`${entry.reportedBy} = ${agency.actor.id}`.mapWith(Boolean),
      decidedByName: entry.decidedByName,
      decidedAt: sql<string | null>`${entry.decidedAt}`.mapWith(instant),
      document: mentionOf(agency, entry.documentId),
      confirmingDocument: mentionOf(agency, entry.confirmingDocumentId),
      remark: entry.remark,
      version: entry.version,
    })
    .from(entry)
    .where(where(entry))
    .orderBy(entry.id)
    .$dynamic();
}

/** What was handed in of a deal, in that order. */
export function proofRows(agency: AgencyScope, where: (proof: typeof proofs) => SQL | undefined) {
  const proof = agency.from(proofs);
  const supplement = agency.from(supplements, "superseding");

  return db
    .select({
      id: proof.id,
      dealId: proof.dealId,
      kind: proof.kind,
      credential: proof.credential,
      document: mentionOf(agency, proof.documentId),
      expiresOn: proof.expiresOn,
      submittedByName: proof.submittedByName,
      outcome: proof.outcome,
      checkedByName: proof.checkedByName,
      checkedAt: sql<string | null>`${proof.checkedAt}`.mapWith(instant),
      remark: proof.remark,
      supersededOn: sql<string | null>`(select ${supplement.signedOn} from ${supplement} where ${supplement.id} = ${proof.supersededBy})`,
      version: proof.version,
    })
    .from(proof)
    .where(where(proof))
    .orderBy(proof.id)
    .$dynamic();
}

export const dealPath = (agency: AgencyScope, campaignId: string, dealId: string) =>
  `/api/v1/agencies/${agency.id}/campaigns/${campaignId}/deals/${dealId}`;
