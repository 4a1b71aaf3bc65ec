import { and, eq, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { refuseFuture } from "../../accounts/engagements/store";
import type { DealDetail } from "../../deals/contract";
import { sumsOf } from "../../deals/ledger/store";
import { notSettledOn, onlySubscribed, recordable, said } from "../../deals/recording";
import { dealLedger, deals, proofs, supplements } from "../../deals/schema";
import { dealDetail, dealPath, detailOf, rootOfDeal } from "../../deals/store";
import { keepUnread, paperRefused } from "../../files/store";
import { policyVersions } from "../../policies/schema";
import { claims, rewardEntries } from "../../rewards/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import { units } from "../../units/schema";
import { groupFacts, groupOfDeal, groupRows } from "../facts";
import { settleGroup, touched } from "../store";
import type { Cancellation, ProofDecision, Signing } from "./contract";

/** Which deal a fact is about. */
export interface About {
  campaignId: string;
  dealId: string;
}

/**
 * Commits a fact of a deal with the next version of its counting group, reads the group back in the same batch and
 * settles it. What a crash leaves between the two, the next reader or the queue finishes.
 */
export async function recordFact(
  agency: AgencyScope,
  { campaignId, dealId }: About,
  {
    event,
    changes,
    guards,
    writes,
  }: { event: string; changes: { field: string; from?: unknown; to?: unknown }[]; guards: Guard[]; writes: Write[] },
): Promise<DealDetail> {
  const deal = agency.from(deals);
  const group = groupOfDeal(agency, campaignId, dealId);
  const [detail, money, settling, ...facts] = await agency.change({
    event,
    entity: "deal",
    entityId: dealId,
    label: sql<string>`(select ${deal.building} || ' ' || ${deal.unitNumber} from ${deal} where ${deal.id} = ${dealId})`,
    changes,
    guards: [{ code: "not-found", holds: hasRow(deal, and(eq(deal.id, dealId), eq(deal.campaignId, campaignId))) }, ...guards],
    writes: [...writes, touched(agency, group)],
    leavesWork: true,
    answer: [...dealDetail(agency, campaignId, dealId), ...groupFacts(agency, group)] as const,
    location: dealPath(agency, campaignId, dealId),
    status: 200,
  });
  const settled = await settledOrNot(agency, group, groupRows(facts), dealDetail(agency, campaignId, dealId));

  return detailOf(settled ?? [detail, money, settling]);
}

/** The fact is recorded whatever becomes of settling it: then the answer says so, and the queue goes on. */
async function settledOrNot(...asked: Parameters<typeof settleGroup<ReturnType<typeof dealDetail>>>) {
  try {
    return await settleGroup(...asked);
  } catch (error) {
    const [{ facts }] = asked;
    console.error(
      JSON.stringify({
        level: "error",
        event: "settlement.left",
        requestId: facts.requestId,
        name: error instanceof Error ? error.name : "unknown",
      }),
    );

    return null;
  }
}

/**
 * Records a signing: from its day on the deal counts.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `already-signed`, `signed-before-subscribed`, `contract-above-list`,
 * `contract-number-taken`, `engagement-settled`, `backdated`, `campaign-not-open`, `invalid` at `/signedOn`
 */
export async function sign(agency: AgencyScope, about: About, { reason, ...signing }: Signing, mayBeLate: boolean): Promise<DealDetail> {
  const deal = agency.from(deals);
  const { signedOn, contractPriceFen } = signing;
  refuseFuture(agency, signedOn, "/signedOn");

  return recordFact(agency, about, {
    event: "deal.signed",
    changes: [...Object.entries(signing).map(([field, to]) => ({ field, from: null, to })), ...said(reason)],
    guards: [
      ...onlySubscribed(agency, about.dealId),
      { code: "signed-before-subscribed", holds: hasRow(deal, and(eq(deal.id, about.dealId), sql`${deal.subscribedOn} <= ${signedOn}`)) },
      {
        code: "contract-above-list",
        holds: hasRow(deal, and(eq(deal.id, about.dealId), sql`${deal.listPriceFen} >= ${contractPriceFen}`)),
      },
      {
        code: "contract-below-receipts",
        holds: sql`${sumsOf(agency, about.dealId)("receipt")} - ${sumsOf(agency, about.dealId)("refund")} <= ${contractPriceFen}`,
      },
      ...recordable(agency, about.campaignId, signedOn, mayBeLate && reason !== undefined),
      movesNothingSettled(agency, about, signedOn),
    ],
    writes: [
      agency.update(
        deals,
        {
          ...signing,
          state: "signed",
          signedBy: agency.actor.id,
          signedByName: agency.actor.name,
          signingRefusedBy: null,
          signingRefusedByName: null,
          signingRefusedAt: null,
          signingRefusedWhy: null,
          version: sql`version + 1`,
        },
        eq(deals.id, about.dealId),
      ),
      agency.update(units, { state: "signed", version: sql`version + 1` }, unitOf(agency, about.dealId)),
    ],
  });
}

/**
 * Cancels a deal: it counts to the day before, what is kept is recorded, the unit is free again.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `cancelled-before-signed`, `refund-above-receipts` (more is kept than came in),
 * `backdated`, `campaign-not-open`, `engagement-settled`, `file-in-use`, `invalid` at `/cancelledOn` or `/documentId`
 */
export async function cancel(
  agency: AgencyScope,
  about: About,
  { cancelledOn, why, forfeitedFen, documentId, reason }: Cancellation,
  mayBeLate: boolean,
): Promise<DealDetail> {
  const deal = agency.from(deals);
  const { now } = agency.facts;
  const money = sumsOf(agency, about.dealId);
  const kept = keepUnread(agency, documentId, "deal-document");
  refuseFuture(agency, cancelledOn, "/cancelledOn");

  return recordFact(agency, about, {
    event: "deal.cancelled",
    changes: [
      { field: "cancelledOn", from: null, to: cancelledOn },
      { field: "why", to: why },
      { field: "forfeitedFen", to: forfeitedFen },
      ...said(reason),
    ],
    guards: [
      { code: "deal-cancelled", holds: hasRow(deal, and(eq(deal.id, about.dealId), ne(deal.state, "cancelled"))) },
      {
        code: "cancelled-before-signed",
        holds: hasRow(deal, and(eq(deal.id, about.dealId), sql`${cancelledOn} >= coalesce(${deal.signedOn}, ${deal.subscribedOn})`)),
      },
      {
        code: "refund-above-receipts",
        holds: sql`${money("refund")} + ${setOffIn(agency, about)} + ${money("forfeit")} + ${forfeitedFen} <= ${money("receipt")}`,
      },
      ...recordable(agency, about.campaignId, cancelledOn, mayBeLate && reason !== undefined),
      movesNothingSettled(agency, about, cancelledOn),
      ...kept.guards,
    ],
    writes: [
      ...kept.writes,
      ...(forfeitedFen === 0
        ? []
        : [
            agency.insert(dealLedger, {
              campaignId: about.campaignId,
              id: newId(now),
              dealId: about.dealId,
              kind: "forfeit",
              item: "deposit",
              amountFen: forfeitedFen,
              onDay: cancelledOn,
              reportedBy: agency.actor.id,
              reportedByName: agency.actor.name,
              reportedAt: now,
            }),
          ]),
      agency.update(units, { state: "available", dealId: null, version: sql`version + 1` }, unitOf(agency, about.dealId)),
      ...offsetReturned(agency, about, cancelledOn),
      agency.update(
        deals,
        { state: "cancelled", cancelledOn, cancelReason: why, cancellationDocumentId: documentId ?? null, version: sql`version + 1` },
        eq(deals.id, about.dealId),
      ),
    ],
  }).catch((error: unknown) => {
    throw paperRefused(error);
  });
}

/**
 * Says whether a proof holds. Who sold the home or handed the proof in does not.
 *
 * @throws Problem `not-found`, `already-decided`, `maker-is-checker`, `proof-expired` (on the day of subscription),
 * `engagement-settled` (it would count on days settled)
 */
export async function decideProof(
  agency: AgencyScope,
  { proofId, ...about }: About & { proofId: string },
  { outcome, remark }: ProofDecision,
): Promise<DealDetail> {
  const proof = agency.from(proofs);
  const deal = agency.from(deals);
  const { id, name } = agency.actor;
  const handedIn = and(eq(proof.id, proofId), eq(proof.dealId, about.dealId));
  const proven = agency.from(deals, "proven");
  const terms = agency.from(policyVersions, "own_version");
  const ownDay = sql`(select iif(${terms.terms} ->> '$.countBasis' = 'subscribed', ${proven.subscribedOn}, ${proven.signedOn})
    from ${proven} join ${terms} on ${terms.id} = ${proven.policyVersionId} where ${proven.id} = ${about.dealId})`;
  const changed = agency.from(supplements);
  const isOfNow = hasRow(proof, and(handedIn, isNull(proof.supersededBy)));
  const brought = and(eq(changed.dealId, about.dealId), eq(changed.kind, "name"), broughtOutsiders(changed));
  // An accepted proof lets a deal count from its signing day, or from when its buyers took it over; before that it moves nothing.
  const since = sql`coalesce((select max(${changed.signedOn}) from ${changed} where ${brought} and ${isOfNow}), ${ownDay})`;
  const valid = and(
    handedIn,
    or(
      isNull(proof.expiresOn),
      sql`${proof.expiresOn} >= (select ${proven.subscribedOn} from ${proven} where ${proven.id} = ${about.dealId})`,
    ),
  );

  return recordFact(agency, about, {
    event: `proof.${outcome}`,
    changes: [{ field: "outcome", from: null, to: outcome }, ...(remark === undefined ? [] : [{ field: "remark", to: remark }])],
    guards: [
      { code: "not-found", holds: hasRow(proof, handedIn) },
      { code: "already-decided", holds: hasRow(proof, and(handedIn, isNull(proof.outcome))) },
      { code: "maker-is-checker", holds: hasRow(deal, and(eq(deal.id, about.dealId), ne(deal.sellerId, id))) },
      ...(outcome === "accepted"
        ? [{ code: "proof-expired" as const, holds: hasRow(proof, valid) }, movesNothingSettled(agency, about, since)]
        : []),
    ],
    writes: [
      agency.update(
        proofs,
        { outcome, remark: remark ?? null, checkedBy: id, checkedByName: name, checkedAt: agency.facts.now, version: sql`version + 1` },
        eq(proofs.id, proofId),
      ),
    ],
  });
}

/** That a supplement brought buyers who are not family: it says so itself. */
const broughtOutsiders = (supplement: typeof supplements): SQL =>
  sql`exists (select 1 from json_each(${supplement.change}) said where said.value->>'field' = 'isFamily' and not said.value->>'to')`;

/** A guard that a fact of a day comes after all settlements of what counts together with the deal. */
export const movesNothingSettled = (agency: AgencyScope, { campaignId, dealId }: About, day: string | SQL): Guard =>
  notSettledOn(agency, campaignId, rootOfDeal(agency, campaignId, dealId), day);

/**
 * A reward that was set off against the deal may be claimed again; so the receipt that it made goes back on the deal, or the
 * buyer would be paid it twice.
 */
function offsetReturned(agency: AgencyScope, about: About, day: string): Write[] {
  const claim = agency.from(claims);
  const { now } = agency.facts;
  const id = sql`lower(hex(randomblob(16)))`;
  const paid = sql`from ${claim} where ${setOffAgainst(claim, about)}`;

  return [
    agency.insertFrom(
      rewardEntries,
      {
        campaignId: claim.campaignId,
        id,
        engagementId: claim.engagementId,
        personId: claim.personId,
        dealId: claim.offsetDealId,
        kind: sql`'returned'`,
        amountFen: claim.offsetFen,
        postedOn: sql`${day}`,
      },
      paid,
    ),
    agency.insertFrom(
      dealLedger,
      {
        campaignId: claim.campaignId,
        id,
        dealId: claim.offsetDealId,
        kind: sql`'refund'`,
        item: sql`'reward-offset'`,
        amountFen: claim.offsetFen,
        onDay: sql`${day}`,
        state: sql`'confirmed'`,
        reportedBy: sql`'claim:' || ${claim.id}`,
        reportedByName: claim.claimedByName,
        reportedAt: sql`cast(${now} as integer)`,
        decidedBy: sql`${agency.actor.id}`,
        decidedByName: sql`${agency.actor.name}`,
        decidedAt: sql`cast(${now} as integer)`,
      },
      paid,
    ),
  ];
}

/** What of rewards was set off against a deal, in fen, as an expression. */
function setOffIn(agency: AgencyScope, about: About): SQL {
  const claim = agency.from(claims, "set_off");

  return sql`(select coalesce(sum(${claim.offsetFen}), 0) from ${claim} where ${setOffAgainst(claim, about)})`;
}

const setOffAgainst = (claim: typeof claims, { dealId }: About) => and(eq(claim.offsetDealId, dealId), eq(claim.state, "paid"));

/** The unit of a deal, by its own key: no index leads from a deal to it. */
function unitOf(agency: AgencyScope, dealId: string): SQL {
  const deal = agency.from(deals, "of_unit");

  return sql`${units.id} = (select ${deal.unitId} from ${deal} where ${deal.id} = ${dealId})`;
}
