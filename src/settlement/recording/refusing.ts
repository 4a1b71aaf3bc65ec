import { eq, type SQL, sql } from "drizzle-orm";
import { fitsWithout } from "../../deals/ledger/withdrawing";
import { notLinked } from "../../deals/recording";
import { dealLedger, priceLines } from "../../deals/schema";
import type { AgencyScope } from "../../tenancy/agency";
import type { DeveloperInAgencyScope } from "../../tenancy/developer";
import type { Guard } from "../../tenancy/scope";
import { allReported, type Confirming } from "./confirming";
import type { Refusal, Refused } from "./contract";

/**
 * The agency's finance refuses money that it has not seen, where no developer is linked.
 *
 * @throws Problem `developer-confirms`, `already-decided` (one of them is not waiting, or not in this campaign),
 * `maker-is-checker`, `receipt-above-price`, `refund-above-receipts`, `not-permitted`
 */
export async function refuseByAgency(agency: AgencyScope, campaignId: string, refusal: Refusal): Promise<Refused> {
  return refuse(agency, campaignId, refusal, [notLinked(agency, campaignId), agency.stillPermitted()]);
}

/** The developer's finance refuses. @throws Problem `already-decided`, `not-found`, `receipt-above-price`, `refund-above-receipts` */
export async function refuseByDeveloper(scope: DeveloperInAgencyScope, campaignId: string, refusal: Refusal): Promise<Refused> {
  return refuse(scope, campaignId, refusal, []);
}

/**
 * What is refused was never confirmed: no price and no reward follows from it. A refund that paid a difference out (退現) did
 * not reach the buyer, so that difference is open again.
 */
async function refuse(scope: Confirming, campaignId: string, { entries, reason }: Refusal, guards: Guard[]): Promise<Refused> {
  const ids = [...new Set(entries)];
  const { id, name } = scope.actor;
  const decision = { state: "refused", decidedBy: id, decidedByName: name, decidedAt: scope.facts.now, remark: reason } as const;

  await scope.change({
    event: "money.refused",
    entity: "campaign",
    entityId: campaignId,
    changes: [
      { field: "entries", to: ids },
      { field: "reason", to: reason },
    ],
    guards: [allReported(scope, campaignId, ids), ...fitsWithout(scope, ids), ...guards],
    // One by one, each by its key: of a list of ids the planner makes a walk through the agency.
    writes: ids.flatMap((entryId) => [
      scope.update(dealLedger, { ...decision, version: sql`version + 1` }, eq(dealLedger.id, entryId)),
      scope.update(priceLines, { ...notFulfilled, version: sql`version + 1` }, eq(priceLines.id, paidOutBy(scope, entryId))),
    ]),
    location: null,
    status: 200,
  });

  return { entries: ids.length };
}

const notFulfilled = { state: "final", route: null, documentNumber: null, fulfilledOn: null } as const;

/** The price line that a refund paid out: they are reported together. */
function paidOutBy(scope: Confirming, entryId: string): SQL {
  const entry = scope.from(dealLedger, "refused_entry");

  return sql`(select substr(${entry.reportedBy}, 6) from ${entry} where ${entry.id} = ${entryId} and ${entry.reportedBy} like 'line:%')`;
}
