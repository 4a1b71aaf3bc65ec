import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { engagements } from "../../accounts/engagements/schema";
import { refuseFuture } from "../../accounts/engagements/store";
import { campaigns } from "../../campaigns/schema";
import { sumsOf } from "../../deals/ledger/store";
import { notLinked, settledUp } from "../../deals/recording";
import { dealLedger, dealPrices, deals, priceLines } from "../../deals/schema";
import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import type { DeveloperInAgencyScope } from "../../tenancy/developer";
import { newId } from "../../tenancy/ids";
import type { Guard, Scope, Write } from "../../tenancy/scope";
import { businessDay } from "../../time/business-day";
import { instant } from "../../time/instant";
import { groupOfEngagement } from "../facts";
import { graceOf } from "../grace";
import type { Confirming } from "../recording/confirming";
import type { Statement } from "../statement/contract";
import { statementAnswered, statementQueries } from "../statement/store";
import { touched } from "../store";
import type { Fulfilment, SettlementAct, SettlementApproved, SettlementToApprove } from "./contract";

interface About {
  campaignId: string;
  engagementId: string;
}

/**
 * Settles an engagement as of a business day: an act of a manager, never of the clock.
 *
 * @throws Problem `not-found`, `engagement-settled`, `settled-too-early` (before the window's end and the days to sign),
 * `invalid` at `/settledOn`
 */
export async function settleEngagement(agency: AgencyScope, about: About, { settledOn }: SettlementAct): Promise<Statement> {
  const engagement = agency.from(engagements);
  refuseFuture(agency, settledOn, "/settledOn");

  return act(agency, about, {
    event: "engagement.settled",
    changes: [{ field: "settledOn", from: null, to: settledOn }],
    guards: [
      { code: "engagement-settled", holds: hasRow(engagement, and(eq(engagement.id, about.engagementId), isNull(engagement.settledOn))) },
      overBy(agency, about.campaignId, settledOn),
    ],
    writes: [
      agency.update(
        engagements,
        { settledOn, settledBy: agency.actor.id, version: sql`version + 1` },
        eq(engagements.id, about.engagementId),
      ),
      touched(agency, groupOfEngagement(agency, about.campaignId, about.engagementId)),
    ],
  });
}

/**
 * Approves a settlement where no developer is linked: what was provisional is final. Every signing must be confirmed.
 *
 * @throws Problem `not-found`, `wrong-state` (not settled, or approved already), `still-settling`, `developer-confirms`,
 * `not-confirmed`, `maker-is-checker`, `not-permitted`
 */
export async function approveByAgency(agency: AgencyScope, about: About): Promise<Statement> {
  const { guards, ...approval } = approvalOf(agency, about);

  return act(agency, about, { ...approval, guards: [notLinked(agency, about.campaignId), ...guards, agency.stillPermitted()] });
}

/**
 * The developer's finance approves a settlement of a linked agency.
 *
 * @throws Problem `not-found`, `wrong-state`, `still-settling`, `not-confirmed`
 */
export async function approveByDeveloper(scope: DeveloperInAgencyScope, about: About): Promise<SettlementApproved> {
  const { guards, ...approval } = approvalOf(scope, about);
  await scope.change({
    ...approval,
    entity: "engagement",
    entityId: about.engagementId,
    guards: [ofCampaign(scope, about), ...guards],
    leavesWork: true,
    location: null,
    status: 200,
  });

  return { engagementId: about.engagementId, approvedAt: instant(scope.facts.now) };
}

function approvalOf(scope: Confirming, { engagementId }: About): Act {
  const engagement = scope.from(engagements);
  const deal = scope.from(deals);
  const own = scope.from(deals, "own");

  return {
    event: "settlement.approved",
    changes: [{ field: "approved", from: false, to: true }],
    guards: [
      { code: "wrong-state", holds: hasRow(engagement, and(eq(engagement.id, engagementId), isToApprove(engagement))) },
      settledUp(scope, engagementId),
      {
        code: "not-confirmed",
        holds: sql`not ${hasRow(deal, and(eq(deal.engagementId, engagementId), sql`${deal.signedOn} is not null`, ne(deal.state, "cancelled"), isNull(deal.signingConfirmedAt)))}`,
      },
    ],
    writes: [
      scope.update(
        engagements,
        { approvedBy: scope.actor.id, approvedAt: scope.facts.now, version: sql`version + 1` },
        eq(engagements.id, engagementId),
      ),
      scope.update(
        priceLines,
        { state: "final", version: sql`version + 1` },
        and(
          inArray(priceLines.dealId, db.select({ id: own.id }).from(own).where(eq(own.engagementId, engagementId))),
          eq(priceLines.state, "provisional"),
        ),
      ),
    ],
  };
}

/** Settled by a manager, and not approved yet; worded as the partial index is. */
const isToApprove = (engagement: typeof engagements) => sql`${engagement.settledOn} is not null and ${engagement.approvedAt} is null`;

/** The settlements of a campaign that wait for finance. @param campaignId an id, or the column of one */
export function settlementsWaiting(scope: Scope, campaignId: string | SQLiteColumn) {
  const engagement = scope.from(engagements);

  return db
    .select(waitingFields(scope, engagement))
    .from(engagement)
    .where(and(eq(engagement.campaignId, campaignId), isToApprove(engagement)))
    .orderBy(engagement.id);
}

const waitingFields = (scope: Scope, engagement: typeof engagements) => ({
  engagementId: engagement.id,
  accountName: sql<string | null>`(select a.name from accounts a where a.agency_id = ${scope.id} and a.id = ${engagement.accountId})`,
  settledOn: sql<string>`${engagement.settledOn}`,
});

/** What an approval would make final, home by home. @throws Problem `not-found` where nothing waits for it */
export async function settlementToApprove(scope: Scope, { campaignId, engagementId }: About): Promise<SettlementToApprove> {
  const engagement = scope.from(engagements);
  const deal = scope.from(deals);
  const price = scope.from(dealPrices);
  const line = scope.from(priceLines);
  const difference = sql<number>`(select coalesce(sum(${line.amountFen}), 0) from ${line} where ${line.dealId} = ${deal.id} and ${line.state} = 'provisional')`;
  const [[found], homes] = await scope.read(
    db
      .select(waitingFields(scope, engagement))
      .from(engagement)
      .where(and(eq(engagement.id, engagementId), eq(engagement.campaignId, campaignId), isToApprove(engagement))),
    db
      .select({
        dealId: deal.id,
        building: deal.building,
        unitNumber: deal.unitNumber,
        contractPriceFen: sql<number>`${deal.contractPriceFen}`,
        payableFen: sql<number>`coalesce(${price.payableFen}, ${deal.contractPriceFen})`,
        differenceFen: difference,
        isConfirmed: sql<boolean>`${deal.signingConfirmedAt} is not null`.mapWith(Boolean),
      })
      .from(deal)
      .innerJoin(price, eq(price.dealId, deal.id))
      .where(and(eq(deal.engagementId, engagementId), sql`${deal.signedOn} is not null`, sql`+${deal.state} <> 'cancelled'`))
      .orderBy(deal.id),
  );
  if (!found) throw new Problem("not-found");

  return { ...found, homes, differenceFen: total(homes, "differenceFen"), payableFen: total(homes, "payableFen") };
}

const total = <K extends string>(rows: readonly Record<K, number>[], key: K) => rows.reduce((sum, row) => sum + row[key], 0);

/**
 * Records how a final difference reached the buyer: on a day from the approval on, of a deal that stands. In cash it is a
 * refund on the deal's ledger, reported with it, and never more than what is held beyond the price.
 *
 * @throws Problem `not-found`, `line-not-final`, `deal-cancelled`, `still-settling`, `refund-leaves-owing`, `invalid` at
 * `/fulfilledOn`
 */
export async function fulfil(agency: AgencyScope, { lineId, ...about }: About & { lineId: string }, done: Fulfilment): Promise<Statement> {
  const { engagementId } = about;
  const { now } = agency.facts;
  const line = agency.from(priceLines);
  const deal = agency.from(deals);
  const engagement = agency.from(engagements);
  const [[found]] = await agency.read(lineToFulfil(agency, about, lineId));
  if (!found) throw new Problem("not-found");
  const { dealId, approvedAt, zone } = found;
  if (approvedAt === null) throw new Problem("line-not-final");
  if (done.fulfilledOn < businessDay(approvedAt, zone)) throw invalidField("/fulfilledOn", "before-approval");
  if (done.fulfilledOn > businessDay(now, zone)) throw invalidField("/fulfilledOn", "in-future");
  const amountFen = -found.amountFen;
  if (done.route === "cash" && amountFen <= 0) throw invalidField("/route", "not-allowed"); // it is still to be paid, nothing goes back

  return act(agency, about, {
    event: "line.fulfilled",
    changes: Object.entries(done).map(([field, to]) => ({ field, from: null, to })),
    guards: [
      { code: "line-not-final", holds: hasRow(line, and(eq(line.id, lineId), eq(line.state, "final"), eq(line.kind, "adjustment"))) },
      { code: "line-not-final", holds: hasRow(engagement, and(eq(engagement.id, engagementId), eq(engagement.approvedAt, approvedAt))) },
      { code: "deal-cancelled", holds: hasRow(deal, and(eq(deal.id, dealId), ne(deal.state, "cancelled"))) },
      ...(done.route === "cash" ? [settledUp(agency, engagementId), heldBeyond(agency, dealId, amountFen)] : []),
    ],
    writes: [
      agency.update(priceLines, { ...done, state: "fulfilled", version: sql`version + 1` }, eq(priceLines.id, lineId)),
      ...(done.route === "cash"
        ? [
            agency.insert(dealLedger, {
              campaignId: about.campaignId,
              id: newId(now),
              dealId,
              kind: "refund",
              item: "other",
              amountFen,
              onDay: done.fulfilledOn,
              reportedBy: `line:${lineId}`,
              reportedByName: agency.actor.name,
              reportedAt: now,
              remark: done.documentNumber,
            }),
          ]
        : []),
    ],
  });
}

/** A line of an engagement's deal, with when its settlement was approved. */
function lineToFulfil(agency: AgencyScope, { campaignId, engagementId }: About, lineId: string) {
  const line = agency.from(priceLines);
  const deal = agency.from(deals);
  const engagement = agency.from(engagements);
  const campaign = agency.from(campaigns);

  return db
    .select({ dealId: line.dealId, amountFen: line.amountFen, approvedAt: engagement.approvedAt, zone: campaign.zone })
    .from(line)
    .innerJoin(deal, eq(deal.id, line.dealId))
    .innerJoin(engagement, eq(engagement.id, deal.engagementId))
    .innerJoin(campaign, eq(campaign.id, engagement.campaignId))
    .where(and(eq(line.id, lineId), eq(engagement.id, engagementId), eq(campaign.id, campaignId)));
}

/** A guard that what finance has seen come in, and is still held, covers the price and so much more. */
function heldBeyond(agency: AgencyScope, dealId: string, amountFen: number): Guard {
  const entry = agency.from(dealLedger, "seen");
  const price = agency.from(dealPrices);
  const money = sumsOf(agency, dealId);
  const seen = sql`(select coalesce(sum(${entry.amountFen}), 0) from ${entry} where ${entry.dealId} = ${dealId} and ${entry.kind} = 'receipt' and ${entry.state} = 'confirmed')`;
  const covers = sql`${amountFen} > 0 and ${seen} - ${money("refund")} - ${money("forfeit")} >= ${price.payableFen} + ${amountFen}`;

  return { code: "refund-leaves-owing", holds: hasRow(price, and(eq(price.dealId, dealId), covers)) };
}

interface Act {
  event: string;
  changes: { field: string; from?: unknown; to?: unknown }[];
  guards: Guard[];
  writes: Write[];
}

async function act(agency: AgencyScope, { campaignId, engagementId }: About, { event, changes, guards, writes }: Act): Promise<Statement> {
  const rows = await agency.change({
    event,
    entity: "engagement",
    entityId: engagementId,
    changes,
    guards: [ofCampaign(agency, { campaignId, engagementId }), ...guards],
    writes,
    leavesWork: true,
    answer: statementQueries(agency, campaignId, engagementId),
    location: `/api/v1/agencies/${agency.id}/campaigns/${campaignId}/engagements/${engagementId}/statement`,
    status: 200,
  });

  return statementAnswered(agency, campaignId, engagementId, rows);
}

function ofCampaign(scope: Scope, { campaignId, engagementId }: About): Guard {
  const engagement = scope.from(engagements);

  return { code: "not-found", holds: hasRow(engagement, and(eq(engagement.id, engagementId), eq(engagement.campaignId, campaignId))) };
}

/** A guard that the window is over by a day, and the days that any version gives to sign. */
function overBy(agency: AgencyScope, campaignId: string, day: string): Guard {
  const campaign = agency.from(campaigns);
  const grace = graceOf(agency, campaignId);

  return {
    code: "settled-too-early",
    holds: hasRow(campaign, and(eq(campaign.id, campaignId), sql`date(${campaign.endsOn}, '+' || (${grace}) || ' days') <= ${day}`)),
  };
}
