import { and, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { engagements } from "../../accounts/engagements/schema";
import { campaigns } from "../../campaigns/schema";
import type { DealDetail } from "../../deals/contract";
import { notLinked } from "../../deals/recording";
import { deals, priceLines, supplements } from "../../deals/schema";
import { dealDetail, dealPath, detailOf, moneyOf } from "../../deals/store";
import { Problem } from "../../http/problem";
import { policyVersions } from "../../policies/schema";
import { rewardEntries } from "../../rewards/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import type { DeveloperInAgencyScope } from "../../tenancy/developer";
import type { Guard, Scope, Write } from "../../tenancy/scope";
import { businessDay } from "../../time/business-day";
import { units } from "../../units/schema";
import { groupFacts, groupOfDeal, groupRows } from "../facts";
import type { ChangeEffect } from "../preview/contract";
import { effectOf, withDeal } from "../preview/rules";
import { heldOf, refusedBy } from "../preview/store";
import { type Confirming, touchedGroups } from "./confirming";
import type { About } from "./store";

/**
 * Takes a signing back that was typed wrongly or reported by mistake, while finance has not confirmed it: the deal is
 * subscribed again, and signed anew it costs what it would had it been typed right at once.
 *
 * @param isManager the caller may take back what others have reported
 * @throws Problem `not-found`, `not-permitted` for another's, `deal-cancelled`, `wrong-state` (not signed, or completed),
 * `signing-confirmed`, `has-supplements`, `differences-final`, `deal-reward-claimed`, `engagement-settled`, `stale`
 */
export async function withdrawSigning(agency: AgencyScope, about: About, reason: string, isManager: boolean): Promise<DealDetail> {
  const { campaignId, dealId } = about;
  const [[found]] = await agency.read(signingsNamed(agency, campaignId, [dealId]));
  if (!found) throw new Problem("not-found");
  if (!isManager && found.signedOn !== null && found.signedBy !== agency.actor.id) throw new Problem("not-permitted");
  const { guards, writes, changes } = unsigning(agency, campaignId, [found]);

  const rows = await agency.change({
    event: "signing.withdrawn",
    entity: "deal",
    entityId: dealId,
    label: found.home,
    changes: [...changes, { field: "reason", to: reason }],
    guards: [...notTakenBack(agency, about), ...guards, { ...asRead(agency, [found]), code: "stale" }],
    writes,
    leavesWork: true,
    answer: dealDetail(agency, campaignId, dealId),
    location: dealPath(agency, campaignId, dealId),
    status: 200,
  });

  return detailOf(rows);
}

/** What taking a signing back would do to the tier, to the others and to rewards. Nothing is written. @throws Problem as taking it back */
export async function previewWithdrawal(agency: AgencyScope, about: About): Promise<ChangeEffect> {
  const { campaignId, dealId } = about;
  const [[refusal], [money], ...facts] = await agency.read(
    refusedBy(agency, about, [...notTakenBack(agency, about), ...nothingRestsOn(agency, [dealId])]),
    moneyOf(agency, (entry) => eq(entry.dealId, dealId)),
    ...groupFacts(agency, groupOfDeal(agency, campaignId, dealId)),
  );
  if (!refusal) throw new Problem("not-found");
  if (refusal.code) throw new Problem(refusal.code);
  const before = groupRows(facts);
  const after = withDeal(before, dealId, { signedOn: null, contractPriceFen: null, isSigningConfirmed: false });

  return { ...effectOf(before, after, dealId), ...heldOf(money) };
}

/**
 * The agency's finance takes its yes to a signing back, where no developer is linked, while nothing rests on it.
 *
 * @throws Problem `developer-confirms`, `not-permitted`, and what `unconfirm` throws
 */
export async function unconfirmByAgency(agency: AgencyScope, about: About, reason: string): Promise<void> {
  return unconfirm(agency, about, reason, [notLinked(agency, about.campaignId), agency.stillPermitted()]);
}

/** The developer's finance takes its yes back. */
export async function unconfirmByDeveloper(scope: DeveloperInAgencyScope, about: About, reason: string): Promise<void> {
  return unconfirm(scope, about, reason, []);
}

/** @throws Problem `not-found`, `wrong-state` (not confirmed, or completed), `has-supplements`, `differences-final`, `deal-reward-claimed`, `engagement-settled`, `stale` */
async function unconfirm(scope: Confirming, { campaignId, dealId }: About, reason: string, guards: Guard[]): Promise<void> {
  const deal = scope.from(deals);
  const [[found]] = await scope.read(signingsNamed(scope, campaignId, [dealId]));
  if (!found) throw new Problem("not-found");
  const confirmed = and(eq(deal.id, dealId), eq(deal.state, "signed"), isNotNull(deal.signingConfirmedAt));

  await scope.change({
    event: "signing.unconfirmed",
    entity: "deal",
    entityId: dealId,
    label: found.home,
    changes: [
      { field: "confirmedBy", from: found.confirmedByName, to: null },
      { field: "reason", to: reason },
    ],
    guards: [
      { code: "wrong-state", holds: hasRow(deal, confirmed) },
      ...guards,
      ...nothingRestsOn(scope, [dealId]),
      { code: "stale", holds: hasRow(deal, and(eq(deal.id, dealId), eq(deal.version, found.version))) },
    ],
    writes: [
      scope.update(
        deals,
        {
          signingConfirmedBy: null,
          signingConfirmedByName: null,
          signingConfirmedAt: null,
          signingDocumentId: null,
          version: sql`version + 1`,
        },
        eq(deals.id, dealId),
      ),
      touchedGroups(scope, campaignId, [dealId], []),
    ],
    leavesWork: true,
    location: null,
    status: 204,
  });
}

/** Named deals of a campaign with their signing as it stands, and their project's zone. */
export function signingsNamed(scope: Scope, campaignId: string, dealIds: string[]) {
  const campaign = scope.from(campaigns);
  const deal = scope.from(deals, "named_deal");

  return db
    .select({
      id: deal.id,
      home: sql<string>`${deal.building} || ' ' || ${deal.unitNumber}`.as("home"),
      unitId: deal.unitId,
      signedOn: deal.signedOn,
      contractNumber: deal.contractNumber,
      contractPriceFen: deal.contractPriceFen,
      signedBy: deal.signedBy,
      confirmedByName: deal.signingConfirmedByName,
      version: deal.version,
      zone: campaign.zone,
    })
    .from(campaign)
    .crossJoin(sql`json_each(${JSON.stringify(dealIds)}) named`)
    .crossJoin(deal)
    .where(and(eq(campaign.id, campaignId), sql`${deal.id} = named.value`, sql`+${deal.campaignId} = ${campaignId}`));
}

type NamedSigning = RowsOf<ReturnType<typeof signingsNamed>>[number];

/**
 * What every way of undoing signings has in common. Their price lines stay in sight, withdrawn, the base too: signed again
 * a deal has the base of its new signing day. That is written with the fact, so that nobody can sign in between.
 *
 * @param refusal what finance says of them; empty where who reported them takes them back
 */
export function unsigning(
  scope: Confirming,
  campaignId: string,
  signings: NamedSigning[],
  refusal: Partial<typeof deals.$inferInsert> = {},
): { guards: Guard[]; writes: Write[]; changes: { field: string; from: unknown; to: null }[] } {
  const ids = signings.map(({ id }) => id);
  const gone = { signedOn: null, contractNumber: null, contractPriceFen: null } as const;
  const raised = { version: sql`version + 1` };

  return {
    guards: nothingRestsOn(scope, ids),
    changes: signings.flatMap((signing) =>
      (Object.keys(gone) as (keyof typeof gone)[]).map((field) => ({ field, from: signing[field], to: null })),
    ),
    // One by one, each by its key: of a list of ids the planner makes a walk through the agency.
    writes: [
      ...signings.flatMap(({ id, unitId, signedOn, zone }) => [
        scope.update(
          priceLines,
          {
            state: "withdrawn",
            withdrawnOn: businessDay(scope.facts.now, zone),
            withdrawnBecause: { kind: "unsigned", day: signedOn ?? "" },
            ...raised,
          },
          and(eq(priceLines.dealId, id), ne(priceLines.state, "withdrawn")),
        ),
        scope.update(deals, { ...gone, ...refusal, state: "subscribed", signedBy: null, signedByName: null, ...raised }, eq(deals.id, id)),
        scope.update(units, { state: "subscribed", ...raised }, eq(units.id, unitId)),
      ]),
      ...(ids.length ? [touchedGroups(scope, campaignId, ids, [])] : []),
    ],
  };
}

/** A guard that so many signings wait for finance, as they were read: what is undone is what was looked at. */
export function asRead(scope: Scope, signings: Pick<NamedSigning, "id" | "version">[], count = 1): Guard {
  const deal = scope.from(deals, "waiting_deal");
  const named = JSON.stringify(signings.map(({ id, version }) => ({ id, version })));
  const waits = and(
    sql`${deal.id} = (named.value ->> 'id') and ${deal.version} = (named.value ->> 'version')`,
    sql`+${deal.state} = 'signed'`,
    isNull(deal.signingConfirmedAt),
  );

  return {
    code: "already-decided",
    holds: sql`(select count(*) from json_each(${named}) named cross join ${deal} where ${waits}) = ${count}`,
  };
}

/** Guards on the state of a signing that is to be taken back: with words of their own for each. */
function notTakenBack(agency: AgencyScope, { dealId }: About): Guard[] {
  const deal = agency.from(deals, "to_take_back");
  const own = (where: SQL) => hasRow(deal, and(eq(deal.id, dealId), where));

  return [
    { code: "deal-cancelled", holds: own(ne(deal.state, "cancelled")) },
    { code: "wrong-state", holds: own(eq(deal.state, "signed")) },
    { code: "signing-confirmed", holds: own(isNull(deal.signingConfirmedAt)) },
  ];
}

/**
 * Guards that nothing rests on signings: no supplement, no difference that is final, no claim of the reward that they
 * brought, no settlement of a day from the signing on (where a version counts from subscription, from that).
 */
function nothingRestsOn(scope: Scope, dealIds: string[]): Guard[] {
  const deal = scope.from(deals, "resting_deal");
  const supplement = scope.from(supplements);
  const line = scope.from(priceLines);
  const reward = scope.from(rewardEntries);
  const engagement = scope.from(engagements, "own_engagement");
  const settled = scope.from(engagements, "settled_with");
  const version = scope.from(policyVersions, "own_version");
  const ownDay = sql`iif((select ${version.terms} ->> '$.countBasis' from ${version} where ${version.id} = ${deal.policyVersionId}) = 'subscribed',
    ${deal.subscribedOn}, ${deal.signedOn})`;
  // Driven from what is named: a cross join keeps the planner from walking the tables instead.
  const noneOf = (source: SQLiteTable & { dealId: SQLiteColumn }, where?: SQL) =>
    sql`not exists (select 1 from json_each(${JSON.stringify(dealIds)}) named cross join ${source} where ${and(sql`${source.dealId} = named.value`, where)})`;

  return [
    { code: "has-supplements", holds: noneOf(supplement) },
    {
      code: "differences-final",
      holds: noneOf(line, and(sql`+${line.kind} = 'adjustment'`, inArray(sql`+${line.state}`, ["final", "fulfilled"]))),
    },
    { code: "deal-reward-claimed", holds: noneOf(reward, sql`+${reward.claimId} is not null`) },
    {
      code: "engagement-settled",
      holds: sql`not exists (select 1 from json_each(${JSON.stringify(dealIds)}) named cross join ${deal} on ${deal.id} = named.value
        cross join ${engagement} on ${engagement.id} = ${deal.engagementId}
        cross join ${settled} on ${settled.campaignId} = ${engagement.campaignId} and ${settled.rootId} = ${engagement.rootId}
        where ${settled.settledOn} >= ${ownDay})`,
    },
  ];
}
