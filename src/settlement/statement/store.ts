import { and, eq, inArray, sql } from "drizzle-orm";
import { engagementById } from "../../accounts/engagements/store";
import { campaignDetail, detailOf } from "../../campaigns/store";
import { deals, priceLines } from "../../deals/schema";
import { dealRows, dealShown, moneyOf } from "../../deals/store";
import { Problem } from "../../http/problem";
import { pricingQueries } from "../../policies/quoting/store";
import { versionInForce } from "../../policies/rules";
import { quoteWith } from "../../policies/specials/rules";
import { lexiconOf } from "../../policies/versions/rules";
import { quoteIn } from "../../policies/wording/quotes/rules";
import type { AgencyScope } from "../../tenancy/agency";
import { db, type RowsOfAll } from "../../tenancy/database";
import { addDays, businessDay, nearestInWindow } from "../../time/business-day";
import { countOf, lastDayToSign } from "../counting/rules";
import { tiersOf } from "../engagements/rules";
import { groupFacts, groupOfEngagement, groupRows } from "../facts";
import { graceOf } from "../grace";
import { asCounted, buyerKnown, countedDaysOf, type DealFacts } from "../rules";
import { dealFactsOf } from "../shape";
import { settleIfPossible } from "../store";
import { overdueOf } from "../supplements/rules";
import type { Statement, StatementDeal } from "./contract";
import { latestLast, nextOf, onDropOf, tiersEndOf } from "./rules";

/**
 * What the buyers of an engagement owe and have paid. Facts that were left unsettled are settled first.
 *
 * @throws Problem `not-found`
 */
export async function statementOf(agency: AgencyScope, campaignId: string, engagementId: string): Promise<Statement> {
  return statementAnswered(agency, campaignId, engagementId, await agency.read(...statementQueries(agency, campaignId, engagementId)));
}

/**
 * The statement of rows just read, or, where its group is behind its facts, of those that settling reads back. What cannot
 * be settled now is shown as it was settled last, and says so: whoever asks again tries again.
 */
export async function statementAnswered(
  agency: AgencyScope,
  campaignId: string,
  engagementId: string,
  rows: StatementRows,
): Promise<Statement> {
  const [, , , , , , , ...facts] = rows;
  const group = groupOfEngagement(agency, campaignId, engagementId);
  const settled = await settleIfPossible(agency, group, groupRows(facts), statementQueries(agency, campaignId, engagementId));

  return worded(agency, settled ?? rows);
}

/** Everything a statement says, in one batch. */
export const statementQueries = (agency: AgencyScope, campaignId: string, engagementId: string) =>
  [...ofEngagement(agency, campaignId, engagementId), ...groupFacts(agency, groupOfEngagement(agency, campaignId, engagementId))] as const;

type StatementRows = Readonly<RowsOfAll<ReturnType<typeof statementQueries>>>;

function ofEngagement(agency: AgencyScope, campaignId: string, engagementId: string) {
  const { deal, query } = dealRows(agency);
  const own = agency.from(deals, "own");
  const line = agency.from(priceLines);
  const ids = db
    .select({ id: own.id })
    .from(own)
    .where(and(eq(own.engagementId, engagementId), sql`+${own.campaignId} = ${campaignId}`));

  return [
    campaignDetail(agency, campaignId),
    engagementById(agency, campaignId, engagementId),
    query.where(and(eq(deal.engagementId, engagementId), sql`+${deal.campaignId} = ${campaignId}`)),
    db
      .select({
        id: line.id,
        dealId: line.dealId,
        kind: line.kind,
        amountFen: line.amountFen,
        because: line.because,
        postedOn: line.postedOn,
        state: line.state,
        withdrawnOn: line.withdrawnOn,
        withdrawnBecause: line.withdrawnBecause,
        route: line.route,
        documentNumber: line.documentNumber,
        fulfilledOn: line.fulfilledOn,
      })
      .from(line)
      .where(inArray(line.dealId, ids)),
    moneyOf(agency, (entry) => inArray(entry.dealId, ids)),
    pricingQueries(agency, campaignId, {})[2],
    graceOf(agency, campaignId),
  ] as const;
}

function worded(agency: AgencyScope, [found, [engagement], rows, lines, money, versions, [grace], ...facts]: StatementRows): Statement {
  if (!engagement) throw new Problem("not-found");
  const campaign = detailOf(found);
  const inGroup = groupRows(facts);
  const all = dealFactsOf(inGroup);
  const factsOf = new Map(all.map((deal) => [deal.row.id, deal]));
  const count = countOf(all.flatMap((deal) => countedDaysOf(deal.facts)));
  const linesOf = Map.groupBy(lines.toSorted(byDay), ({ dealId }) => dealId);
  const moneyById = new Map(money.map((sums) => [sums.dealId, sums]));
  const today = businessDay(agency.facts.now, campaign.zone);
  const lexicon = lexiconOf(campaign, agency.facts.language);
  const shown = rows.toSorted(byId).map((row): StatementDeal => {
    const found = factsOf.get(row.id);
    const deal = dealShown(row);
    const own = (linesOf.get(row.id) ?? []).map(({ dealId: _, ...line }) => line);
    const { receivedFen = 0, refundedFen = 0, forfeitedFen = 0, unconfirmedFen = 0 } = moneyById.get(row.id) ?? {};
    const payableFen = deal.price?.payableFen ?? null;
    const balanceFen = payableFen === null ? null : payableFen + forfeitedFen - receivedFen + refundedFen;
    const provisionalFen = deal.state === "cancelled" ? 0 : sumOf(own.filter(({ state }) => state === "provisional"));

    return {
      deal,
      steps: found ? stepsOf(lexicon, asCounted(found.facts, count), deal.price?.units ?? 0) : [],
      lines: own,
      baseFen: own.find(({ kind, state }) => kind === "base" && state !== "withdrawn")?.amountFen ?? null,
      adjustmentsFen: sumOf(own.filter(({ kind, state }) => kind === "adjustment" && state !== "withdrawn")),
      receivedFen,
      refundedFen,
      forfeitedFen,
      unconfirmedFen,
      balanceFen,
      dueFen: balanceFen === null ? null : balanceFen - provisionalFen,
      provisionalFen,
      overdue: overdueOf({ ...row, payableFen }, campaign.catalogue.paymentMethods, today),
      signBy: found && deal.state === "subscribed" ? lastDayToSign(found.facts.terms, deal.subscribedOn, found.row.extendedTo) : null,
    };
  });
  const standing = shown.filter(({ deal }) => deal.state === "signed" || deal.state === "completed");
  const balances = shown.flatMap(({ dueFen }) => (dueFen === null ? [] : [dueFen]));
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const { group } = inGroup;
  const settleFrom = addDays(campaign.endsOn, grace?.days ?? 0);
  const tiersEnd = tiersEndOf(engagement.settledOn, settleFrom, campaign.backdateDays, today);
  const next = tiersEnd === null ? nextOf(latestLast(all, engagement.id)) : null;
  const inForce = versionInForce(versions, nearestInWindow(today, campaign.startsOn, campaign.endsOn));

  return {
    engagement,
    countedUnits: count.now,
    isSettling: group !== undefined && group.settledVersion < group.version,
    deals: shown,
    onDrop: onDropOf(all.map(({ facts }) => facts)),
    totals: {
      signed: standing.length,
      baseFen: sum(standing.map(({ baseFen }) => baseFen ?? 0)),
      adjustmentsFen: sum(standing.map(({ adjustmentsFen }) => adjustmentsFen)),
      provisionalFen: sum(standing.map(({ provisionalFen }) => provisionalFen)),
      payableFen: sum(shown.map(({ deal }) => deal.price?.payableFen ?? 0)),
      receivedFen: sum(shown.map(({ receivedFen }) => receivedFen)),
      owedFen: sum(balances.filter((balance) => balance > 0)),
      dueBackFen: -sum(balances.filter((balance) => balance < 0)),
    },
    next,
    first: inForce && tiersEnd === null && next === null && count.now === 0 ? (tiersOf(inForce.terms, engagement)[0] ?? null) : null,
    tiersEnd,
    settleFrom,
  };
}

/** How the price of today comes about, in words. */
function stepsOf(lexicon: ReturnType<typeof lexiconOf>, facts: DealFacts, units: number) {
  const { terms, home, specials } = facts;

  return quoteIn(lexicon, terms, home, quoteWith(terms, home, buyerKnown(facts), units, specials).priced).lines;
}

const sumOf = (lines: { amountFen: number }[]) => lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** Sorted here: asked for in order, the database would walk the whole campaign in it. */
const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

/** The base, what moved the price in the order of its days, and what closed it. */
function byDay(one: LineRow, other: LineRow): number {
  const [a, b] = [one, other].map(({ id, kind, because, postedOn }) => `${places[kind]} ${because?.day ?? postedOn} ${id}`) as [
    string,
    string,
  ];

  return a < b ? -1 : 1;
}

type LineRow = StatementRows[3][number];
const places = { base: 0, adjustment: 1, closing: 2 } as const;
