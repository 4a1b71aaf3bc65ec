import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { refuseFuture } from "../../accounts/engagements/store";
import { campaigns } from "../../campaigns/schema";
import { notLinked, settledUp } from "../../deals/recording";
import { deals, priceLines } from "../../deals/schema";
import { policyVersions } from "../../policies/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import type { Guard, Write } from "../../tenancy/scope";
import { groupOfEngagement } from "../facts";
import type { Statement } from "../statement/contract";
import { statementAnswered, statementQueries } from "../statement/store";
import { touched } from "../store";
import type { Fulfilment, SettlementAct } from "./contract";

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
export async function approveSettlement(agency: AgencyScope, about: About): Promise<Statement> {
  const engagement = agency.from(engagements);
  const deal = agency.from(deals);
  const { id } = agency.actor;
  const own = agency.from(deals, "own");
  const settled = and(eq(engagement.id, about.engagementId), isNull(engagement.approvedAt), sql`${engagement.settledOn} is not null`);

  return act(agency, about, {
    event: "settlement.approved",
    changes: [{ field: "approved", from: false, to: true }],
    guards: [
      { code: "wrong-state", holds: hasRow(engagement, settled) },
      settledUp(agency, about.engagementId),
      notLinked(agency, about.campaignId),
      {
        code: "not-confirmed",
        holds: sql`not ${hasRow(deal, and(eq(deal.engagementId, about.engagementId), sql`${deal.signedOn} is not null`, ne(deal.state, "cancelled"), isNull(deal.signingConfirmedAt)))}`,
      },
      agency.stillPermitted(),
    ],
    writes: [
      agency.update(
        engagements,
        { approvedBy: id, approvedAt: agency.facts.now, version: sql`version + 1` },
        eq(engagements.id, about.engagementId),
      ),
      agency.update(
        priceLines,
        { state: "final", version: sql`version + 1` },
        and(
          inArray(priceLines.dealId, db.select({ id: own.id }).from(own).where(eq(own.engagementId, about.engagementId))),
          eq(priceLines.state, "provisional"),
        ),
      ),
    ],
  });
}

/**
 * Records how a final difference reached the buyer.
 *
 * @throws Problem `not-found`, `line-not-final`, `invalid` at `/fulfilledOn`
 */
export async function fulfil(agency: AgencyScope, { lineId, ...about }: About & { lineId: string }, done: Fulfilment): Promise<Statement> {
  const line = agency.from(priceLines);
  const deal = agency.from(deals);
  const ofEngagement = sql`${line.dealId} in (select ${deal.id} from ${deal} where ${deal.engagementId} = ${about.engagementId})`;
  refuseFuture(agency, done.fulfilledOn, "/fulfilledOn");

  return act(agency, about, {
    event: "line.fulfilled",
    changes: Object.entries(done).map(([field, to]) => ({ field, from: null, to })),
    guards: [
      { code: "not-found", holds: hasRow(line, and(eq(line.id, lineId), ofEngagement)) },
      { code: "line-not-final", holds: hasRow(line, and(eq(line.id, lineId), eq(line.state, "final"), eq(line.kind, "adjustment"))) },
    ],
    writes: [agency.update(priceLines, { ...done, state: "fulfilled", version: sql`version + 1` }, eq(priceLines.id, lineId))],
  });
}

interface Act {
  event: string;
  changes: { field: string; from?: unknown; to?: unknown }[];
  guards: Guard[];
  writes: Write[];
}

async function act(agency: AgencyScope, { campaignId, engagementId }: About, { event, changes, guards, writes }: Act): Promise<Statement> {
  const engagement = agency.from(engagements);
  const rows = await agency.change({
    event,
    entity: "engagement",
    entityId: engagementId,
    changes,
    guards: [
      { code: "not-found", holds: hasRow(engagement, and(eq(engagement.id, engagementId), eq(engagement.campaignId, campaignId))) },
      ...guards,
    ],
    writes,
    leavesWork: true,
    answer: statementQueries(agency, campaignId, engagementId),
    location: `/api/v1/agencies/${agency.id}/campaigns/${campaignId}/engagements/${engagementId}/statement`,
    status: 200,
  });

  return statementAnswered(agency, campaignId, engagementId, rows);
}

/** A guard that the window is over by a day, and the days that any version gives to sign. */
function overBy(agency: AgencyScope, campaignId: string, day: string): Guard {
  const campaign = agency.from(campaigns);
  const version = agency.from(policyVersions);
  const grace = sql`(select coalesce(max(json_extract(${version.terms}, '$.signWithinDays')), 0) from ${version} where ${version.campaignId} = ${campaignId} and ${version.status} = 'published')`;

  return {
    code: "settled-too-early",
    holds: hasRow(campaign, and(eq(campaign.id, campaignId), sql`date(${campaign.endsOn}, '+' || ${grace} || ' days') <= ${day}`)),
  };
}
