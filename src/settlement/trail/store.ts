import { and, eq, sql } from "drizzle-orm";
import { dealLedger, dealPrices, deals, priceLines, supplements } from "../../deals/schema";
import { mentionOf } from "../../files/store";
import { Problem } from "../../http/problem";
import { db } from "../../tenancy/database";
import type { Scope } from "../../tenancy/scope";
import { instantOf } from "../../time/instant";
import { causeOf } from "../differences/store";
import { accountOf, buyerMasked, buyersOf } from "../sold/store";
import type { HandedDeal } from "./contract";

/**
 * The papers of a deal, as a developer may see them: nothing of how the account was won, and of the buyers a masked name.
 *
 * @throws Problem `not-found`
 */
export async function handedDeal(scope: Scope, campaignId: string, dealId: string): Promise<HandedDeal> {
  const deal = scope.from(deals, "handed_deal");
  const price = scope.from(dealPrices);
  const line = scope.from(priceLines);
  const entry = scope.from(dealLedger);
  const supplement = scope.from(supplements);
  const [[found], lines, entries, changes] = await scope.read(
    db
      .select({
        id: deal.id,
        engagementId: deal.engagementId,
        building: deal.building,
        unitNumber: deal.unitNumber,
        accountName: accountOf(scope, deal),
        // Named outright: of a single table drizzle writes columns bare.
        names: buyersOf(scope, sql`"handed_deal"."id"`),
        state: deal.state,
        listPriceFen: deal.listPriceFen,
        subscribedOn: deal.subscribedOn,
        signedOn: deal.signedOn,
        contractNumber: deal.contractNumber,
        contractPriceFen: deal.contractPriceFen,
        signingConfirmedByName: deal.signingConfirmedByName,
        signingConfirmedAt: sql<string | null>`${instantOf(deal.signingConfirmedAt)}`,
        signingDocument: mentionOf(scope, deal.signingDocumentId),
        cancelledOn: deal.cancelledOn,
        cancellationDocument: mentionOf(scope, deal.cancellationDocumentId),
        payableFen: sql<number | null>`(select ${price.payableFen} from ${price} where ${price.dealId} = ${dealId})`,
      })
      .from(deal)
      .where(and(eq(deal.id, dealId), eq(deal.campaignId, campaignId))),
    db
      .select({
        id: line.id,
        kind: line.kind,
        amountFen: line.amountFen,
        because: line.because,
        causeHome: causeOf(scope, line.because),
        postedOn: line.postedOn,
        state: line.state,
        withdrawnOn: line.withdrawnOn,
        withdrawnBecause: line.withdrawnBecause,
        route: line.route,
        documentNumber: line.documentNumber,
        fulfilledOn: line.fulfilledOn,
      })
      .from(line)
      .where(eq(line.dealId, dealId))
      .orderBy(line.id),
    db
      .select({
        id: entry.id,
        kind: entry.kind,
        item: entry.item,
        amountFen: entry.amountFen,
        onDay: entry.onDay,
        state: entry.state,
        reportedByName: entry.reportedByName,
        decidedByName: entry.decidedByName,
        document: mentionOf(scope, entry.documentId),
        confirmingDocument: mentionOf(scope, entry.confirmingDocumentId),
      })
      .from(entry)
      .where(eq(entry.dealId, dealId))
      .orderBy(entry.id),
    db
      .select({
        id: supplement.id,
        kind: supplement.kind,
        signedOn: supplement.signedOn,
        documentNumber: supplement.documentNumber,
        document: mentionOf(scope, supplement.documentId),
        recordedByName: supplement.recordedByName,
      })
      .from(supplement)
      .where(eq(supplement.dealId, dealId))
      .orderBy(supplement.id),
  );
  if (!found) throw new Problem("not-found");

  return { ...buyerMasked(found), lines, entries, supplements: changes };
}
