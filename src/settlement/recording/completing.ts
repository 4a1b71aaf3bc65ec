import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import { countingGroups } from "../../accounts/engagements/schema";
import { refuseFuture } from "../../accounts/engagements/store";
import type { DealDetail } from "../../deals/contract";
import { sumsOf } from "../../deals/ledger/store";
import { recordable, said } from "../../deals/recording";
import { dealLedger, dealPrices, deals } from "../../deals/schema";
import { dealDetail, dealPath, detailOf } from "../../deals/store";
import type { AgencyScope } from "../../tenancy/agency";
import { hasRow } from "../../tenancy/database";
import { groupOfDeal } from "../facts";
import { settleGroup } from "../store";
import type { Completion } from "./contract";
import type { About } from "./store";

/**
 * Records that a deal is done: signed, everything that came in confirmed, nothing owed either way. It goes on counting and
 * costs what it did.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `not-signed`, `already-completed`, `completed-before-signed`, `not-confirmed`, `not-paid-up`,
 * `still-settling`, `backdated`, `campaign-not-open`, `invalid` at `/completedOn`
 */
export async function complete(
  agency: AgencyScope,
  about: About,
  { completedOn, reason }: Completion,
  mayBeLate: boolean,
): Promise<DealDetail> {
  const { campaignId, dealId } = about;
  const deal = agency.from(deals);
  const entry = agency.from(dealLedger);
  const price = agency.from(dealPrices);
  const group = agency.from(countingGroups);
  const key = groupOfDeal(agency, campaignId, dealId);
  const money = sumsOf(agency, dealId);
  const own = eq(deal.id, dealId);
  refuseFuture(agency, completedOn, "/completedOn");
  await settleGroup(agency, key, undefined, []); // what finance has just confirmed may not be settled yet

  const rows = await agency.change({
    event: "deal.completed",
    entity: "deal",
    entityId: dealId,
    label: sql<string>`(select ${deal.building} || ' ' || ${deal.unitNumber} from ${deal} where ${deal.id} = ${dealId})`,
    changes: [{ field: "completedOn", from: null, to: completedOn }, ...said(reason)],
    guards: [
      { code: "not-found", holds: hasRow(deal, and(own, eq(deal.campaignId, campaignId))) },
      { code: "deal-cancelled", holds: hasRow(deal, and(own, ne(deal.state, "cancelled"))) },
      { code: "not-signed", holds: hasRow(deal, and(own, isNotNull(deal.signedOn))) },
      { code: "already-completed", holds: hasRow(deal, and(own, eq(deal.state, "signed"))) },
      { code: "completed-before-signed", holds: hasRow(deal, and(own, sql`${deal.signedOn} <= ${completedOn}`)) },
      {
        code: "still-settling",
        holds: hasRow(group, and(eq(group.campaignId, campaignId), eq(group.rootId, key.rootId), eq(group.settledVersion, group.version))),
      },
      {
        code: "not-confirmed",
        holds: sql`${hasRow(deal, and(own, isNotNull(deal.signingConfirmedAt)))} and not ${hasRow(entry, and(eq(entry.dealId, dealId), eq(entry.state, "reported"), ne(entry.kind, "due")))}`,
      },
      {
        code: "not-paid-up",
        holds: hasRow(
          price,
          and(eq(price.dealId, dealId), sql`${price.payableFen} + ${money("forfeit")} - ${money("receipt")} + ${money("refund")} = 0`),
        ),
      },
      ...recordable(agency, campaignId, completedOn, mayBeLate && reason !== undefined),
    ],
    writes: [agency.update(deals, { state: "completed", completedOn, version: sql`version + 1` }, eq(deals.id, dealId))],
    answer: dealDetail(agency, campaignId, dealId),
    location: dealPath(agency, campaignId, dealId),
    status: 200,
  });

  return detailOf(rows);
}
