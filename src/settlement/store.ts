import { and, eq, isNotNull, lt, lte, or, sql } from "drizzle-orm";
import { countingGroups, engagements } from "../accounts/engagements/schema";
import type { Deciding } from "../approvals/asking";
import type { Because } from "../deals/contract";
import { dealPrices, priceLines } from "../deals/schema";
import { Problem } from "../http/problem";
import { rewardEntries } from "../rewards/schema";
import type { AgencyScope } from "../tenancy/agency";
import { type Composed, hasRow, type RowsOfAll } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import type { Guard, Write } from "../tenancy/scope";
import { addDays, businessDay } from "../time/business-day";
import type { BusinessDay } from "../time/contract";
import { lastDayToSign } from "./counting/rules";
import { type GroupKey, type GroupRow, type GroupRows, groupFacts, groupRows } from "./facts";
import { type CausedLine, postingOf } from "./posting/rules";
import { type Settled, settle } from "./rules";
import { dealFactsOf, type FoundDeal, type RewardsFound, rewardsOf } from "./shape";

/** More losers than this in one race mean that something else is wrong. */
const triesAtMost = 10;

/** A write that raises the version of a group: it belongs to every fact that touches prices. */
export function touched(scope: Pick<Deciding, "update">, { campaignId, rootId }: GroupKey): Write {
  return scope.update(
    countingGroups,
    { version: sql`version + 1` },
    and(eq(countingGroups.campaignId, campaignId), eq(countingGroups.rootId, rootId)),
  );
}

/**
 * Brings the prices of a group up to its facts, if they are behind: lines are what each deal costs less what is posted.
 * Asked twice it changes nothing; of two that settle at once one writes, the other looks again and stops.
 *
 * @param known the group's facts where a change has just read them back
 * @param answer what to read once the prices stand; null where nothing had to be settled
 */
export async function settleGroup<const Q extends readonly Composed[]>(
  agency: AgencyScope,
  key: GroupKey,
  known: GroupRows | undefined,
  answer: Q,
): Promise<RowsOfAll<Q> | null> {
  let rows = known;
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    rows ??= groupRows(await agency.read(...groupFacts(agency, key)));
    const { group } = rows;
    if (!group || !isBehind(group, today(agency, group))) return tries === 0 ? null : agency.read(...answer);
    try {
      return await post(agency.asSystem(), rows, group, answer);
    } catch (error) {
      if (!(error instanceof Problem && error.code === "stale")) throw error;
      rows = undefined;
    }
  }

  throw new Problem("conflict");
}

/** The same for a reader, who is told what was settled last where it cannot be done now: whoever asks again tries again. */
export async function settleIfPossible<const Q extends readonly Composed[]>(
  agency: AgencyScope,
  key: GroupKey,
  known: GroupRows | undefined,
  answer: Q,
): Promise<RowsOfAll<Q> | null> {
  return settleGroup(agency, key, known, answer).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : "unknown";
    console.error(JSON.stringify({ level: "error", event: "settlement.left", requestId: agency.facts.requestId, name }));
    return null;
  });
}

async function post<const Q extends readonly Composed[]>(
  agency: AgencyScope,
  rows: GroupRows,
  group: GroupRow,
  answer: Q,
): Promise<RowsOfAll<Q>> {
  const found = dealFactsOf(rows);
  const settled = settle(found.map(({ facts }) => facts));
  const day = today(agency, group);
  const priced = found.map((deal, index) => ({ deal, price: settled[index] as Settled }));
  const postings = priced.map(({ deal, price }) => ({
    ...postingOf(deal.lines, price, deal.facts.cancelledOn !== null),
    deal,
    price,
  }));
  const lines = postings.flatMap(({ lines: due, deal }) => {
    // Of two that are posted at once the base stands first.
    const ids = due.map(() => newId(agency.facts.now)).sort();
    return due.map((line, at) => lineRow(ids[at] ?? "", deal, line, group.campaignId, day));
  });
  const rewards = rewardsOf(rows, found).flatMap((of) => of.missing.map((entry) => rewardRow(agency, of, entry, group.campaignId, day)));
  const withdrawn = postings.flatMap(({ withdrawn: ids, price }) => ids.map((id) => ({ id, because: price.because })));

  return (await agency.change({
    event: "prices.settled",
    entity: "counting-group",
    entityId: group.rootId,
    label: group.campaignName,
    changes: [
      { field: "settledVersion", from: group.settledVersion, to: group.version },
      ...lines.slice(0, listedAtMost).map(({ dealId, kind, amountFen }) => ({ field: `${dealId}/${kind}`, to: amountFen })),
      ...withdrawn.slice(0, listedAtMost).map(({ id }) => ({ field: `line/${id}`, to: "withdrawn" })),
      ...rewards.slice(0, listedAtMost).map(({ dealId, kind, amountFen }) => ({ field: `${dealId}/reward/${kind}`, to: amountFen })),
    ],
    guards: [unsettledAt(agency, group, day)],
    writes: [
      ...agency.insertMany(priceLines, lines),
      ...agency.insertMany(rewardEntries, rewards),
      ...(withdrawn.length ? [takenBack(agency, withdrawn, day)] : []),
      ...approvedAnew(
        agency,
        postings.flatMap(({ lines: due, deal }) => (due.some(({ kind }) => kind === "adjustment") ? [deal.row.engagementId] : [])),
      ),
      ...agency.insertMany(
        dealPrices,
        priced.map(({ deal, price }) => priceRow(deal, price, group)),
        "replacing",
      ),
      agency.update(
        countingGroups,
        { settledVersion: group.version, lapsesOn: nextLapse(found) },
        and(eq(countingGroups.campaignId, group.campaignId), eq(countingGroups.rootId, group.rootId)),
      ),
    ],
    answer,
    location: null,
    status: 200,
  })) as RowsOfAll<Q>;
}

/** Of a large group the audit row names the first; the lines themselves have their causes. */
const listedAtMost = 50;

const today = (agency: AgencyScope, { zone }: GroupRow) => businessDay(agency.facts.now, zone);

/** Facts have come since it was settled, or days have gone that a home had to be signed. */
const isBehind = ({ settledVersion, version, lapsesOn }: GroupRow, day: BusinessDay) =>
  settledVersion < version || (lapsesOn !== null && lapsesOn <= day);

/** The first day on which one of the homes that count unsigned counts no more. */
function nextLapse(found: FoundDeal[]): BusinessDay | null {
  const days = found.flatMap(({ row, facts: { terms, standing, signedOn, cancelledOn } }) =>
    standing.standing === "counted" && signedOn === null && cancelledOn === null
      ? [addDays(lastDayToSign(terms, row.subscribedOn, row.extendedTo), 1)]
      : [],
  );

  return days.sort()[0] ?? null;
}

/** A guard that the group stands where its facts were read, and nobody has settled it since. */
function unsettledAt(agency: AgencyScope, { campaignId, rootId, version }: GroupRow, day: BusinessDay): Guard {
  const group = agency.from(countingGroups);
  const stands = and(
    eq(group.campaignId, campaignId),
    eq(group.rootId, rootId),
    eq(group.version, version),
    or(lt(group.settledVersion, version), lte(group.lapsesOn, day)),
  );

  return { code: "stale", holds: hasRow(group, stands) };
}

function lineRow(id: string, { row }: FoundDeal, { kind, amountFen, because }: CausedLine, campaignId: string, postedOn: BusinessDay) {
  return {
    campaignId,
    id,
    dealId: row.id,
    kind,
    amountFen,
    because,
    postedOn,
    state: kind === "adjustment" ? ("provisional" as const) : ("final" as const),
  };
}

function rewardRow(
  agency: AgencyScope,
  { engagementId, due }: RewardsFound,
  { kind, dealId, personId, amountFen, recoversId }: RewardsFound["missing"][number],
  campaignId: string,
  postedOn: BusinessDay,
) {
  const earned = due.find((one) => one.dealId === dealId && one.personId === personId);

  return {
    campaignId,
    id: newId(agency.facts.now),
    engagementId,
    personId,
    dealId,
    kind,
    amountFen,
    units: earned?.units ?? null,
    successOn: earned?.successOn ?? null,
    claimableFrom: earned?.claimableFrom ?? null,
    recoversId,
    postedOn,
  };
}

function priceRow({ row, facts }: FoundDeal, { units, payableFen, tier, openFen, stopsAtFloor, because }: Settled, group: GroupRow) {
  const { standing, why } = facts.standing;

  return {
    campaignId: group.campaignId,
    dealId: row.id,
    standing,
    why,
    units,
    payableFen,
    tier,
    openFen,
    stopsAtFloor,
    because,
    groupVersion: group.version,
  };
}

/** What was posted after an approval waits for one of its own: whoever approves makes it final, and leaves what is so already. */
function approvedAnew(agency: AgencyScope, engagementIds: string[]): Write[] {
  const ids = [...new Set(engagementIds)];
  if (ids.length === 0) return [];
  const listed = sql`(select value from json_each(${JSON.stringify(ids)}))`;

  return [
    agency.update(
      engagements,
      { approvedBy: null, approvedAt: null, version: sql`version + 1` },
      and(sql`${engagements.id} in ${listed}`, isNotNull(engagements.approvedAt)),
    ),
  ];
}

/** Provisional lines that go the other way now, each with what made it so. */
function takenBack(agency: AgencyScope, withdrawn: { id: string; because: Because | null }[], today: BusinessDay): Write {
  const listed = JSON.stringify(withdrawn.map(({ id, because }) => ({ id, because: because && JSON.stringify(because) })));

  return agency.update(
    priceLines,
    {
      state: "withdrawn",
      withdrawnOn: today,
      withdrawnBecause: sql`(select value->>'because' from json_each(${listed}) where value->>'id' = ${priceLines.id})`,
      version: sql`version + 1`,
    },
    sql`${priceLines.id} in (select value->>'id' from json_each(${listed}))`,
  );
}
