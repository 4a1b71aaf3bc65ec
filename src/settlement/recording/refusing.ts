import { eq, type SQL, sql } from "drizzle-orm";
import { fitsWithout } from "../../deals/ledger/withdrawing";
import { notLinked } from "../../deals/recording";
import { dealLedger, priceLines } from "../../deals/schema";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import type { DeveloperInAgencyScope } from "../../tenancy/developer";
import type { Guard } from "../../tenancy/scope";
import { allReported, type Confirming } from "./confirming";
import type { Refusal, Refused } from "./contract";
import { asRead, signingsNamed, unsigning } from "./unsigning";

/**
 * The agency's finance refuses what it has not seen, where no developer is linked.
 *
 * @throws Problem `developer-confirms`, `not-permitted`, and what `refuse` throws
 */
export async function refuseByAgency(agency: AgencyScope, campaignId: string, refusal: Refusal): Promise<Refused> {
  return refuse(agency, campaignId, refusal, [notLinked(agency, campaignId), agency.stillPermitted()]);
}

/** The developer's finance refuses. */
export async function refuseByDeveloper(scope: DeveloperInAgencyScope, campaignId: string, refusal: Refusal): Promise<Refused> {
  return refuse(scope, campaignId, refusal, []);
}

/**
 * What is refused was never confirmed: no reward follows from it. A signing is undone as if it had been taken back; a refund
 * that paid a difference out (退現) did not reach the buyer, so that difference is open again.
 *
 * @throws Problem `already-decided` (one of them is not waiting, or not in this campaign), `maker-is-checker`, `stale`,
 * `receipt-above-price`, `refund-above-receipts`, `not-found`, and for signings `has-supplements`, `engagement-settled`
 */
async function refuse(
  scope: Confirming,
  campaignId: string,
  { deals, entries, versions = [], reason }: Refusal,
  guards: Guard[],
): Promise<Refused> {
  const ids = [...new Set(entries)];
  const dealIds = [...new Set(deals)];
  const { id, name } = scope.actor;
  const { now } = scope.facts;
  const decision = { state: "refused", decidedBy: id, decidedByName: name, decidedAt: now, remark: reason } as const;
  const signings = dealIds.length ? (await scope.read(signingsNamed(scope, campaignId, dealIds)))[0] : [];
  if (signings.some(({ id: dealId, version }) => (versions[deals.indexOf(dealId)] ?? version) !== version)) throw new Problem("stale");
  const undone = unsigning(scope, campaignId, signings, {
    signingRefusedBy: id,
    signingRefusedByName: name,
    signingRefusedAt: now,
    signingRefusedWhy: reason,
  });

  await scope.change({
    event: "money.refused",
    entity: "campaign",
    entityId: campaignId,
    changes: [{ field: "deals", to: dealIds }, { field: "entries", to: ids }, ...undone.changes, { field: "reason", to: reason }],
    guards: [
      allReported(scope, campaignId, ids),
      asRead(scope, signings, dealIds.length),
      ...guards,
      ...(signings.length ? undone.guards : []),
      ...fitsWithout(scope, ids),
    ],
    writes: [
      ...undone.writes,
      // One by one, each by its key: of a list of ids the planner makes a walk through the agency.
      ...ids.flatMap((entryId) => [
        scope.update(dealLedger, { ...decision, version: sql`version + 1` }, eq(dealLedger.id, entryId)),
        scope.update(priceLines, { ...notFulfilled, version: sql`version + 1` }, eq(priceLines.id, paidOutBy(scope, entryId))),
      ]),
    ],
    leavesWork: signings.length > 0,
    location: null,
    status: 200,
  });

  return { deals: dealIds.length, entries: ids.length };
}

const notFulfilled = { state: "final", route: null, documentNumber: null, fulfilledOn: null } as const;

/** The price line that a refund paid out: they are reported together. */
function paidOutBy(scope: Confirming, entryId: string): SQL {
  const entry = scope.from(dealLedger, "refused_entry");

  return sql`(select substr(${entry.reportedBy}, 6) from ${entry} where ${entry.id} = ${entryId} and ${entry.reportedBy} like 'line:%')`;
}
