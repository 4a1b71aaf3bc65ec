import { and, eq, sql } from "drizzle-orm";
import { deals } from "../../deals/schema";
import { moneyOf } from "../../deals/store";
import { invalidField, Problem, type ProblemCode } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, type RowsOf } from "../../tenancy/database";
import type { Guard } from "../../tenancy/scope";
import { groupFacts, groupOfDeal, groupRows } from "../facts";
import { type About, movesNothingSettled } from "../recording/store";
import type { ChangeEffect } from "./contract";
import { effectOf, withDeal } from "./rules";

/** The code of the first guard that does not hold, asked without writing; no row where the deal is not there. */
export function refusedBy(agency: AgencyScope, { campaignId, dealId }: About, guards: Guard[]) {
  const deal = agency.from(deals, "asked_about");
  const cases = guards.map(({ code, holds }) => sql`when not (${holds}) then ${code}`);

  return db
    .select({ code: sql<ProblemCode | null>`case ${sql.join(cases, sql` `)} end` })
    .from(deal)
    .where(and(eq(deal.id, dealId), eq(deal.campaignId, campaignId)));
}

/**
 * What cancelling a deal on a day would do. Nothing is written.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `engagement-settled`, `invalid` at `/cancelledOn` with `too-early`
 */
export async function previewCancellation(agency: AgencyScope, about: About, cancelledOn: string): Promise<ChangeEffect> {
  const { campaignId, dealId } = about;
  const [[refusal], [money], ...facts] = await agency.read(
    refusedBy(agency, about, [movesNothingSettled(agency, about, cancelledOn)]),
    moneyOf(agency, (entry) => eq(entry.dealId, dealId)),
    ...groupFacts(agency, groupOfDeal(agency, campaignId, dealId)),
  );
  const before = groupRows(facts);
  const deal = before.deals.find(({ id }) => id === dealId);
  if (!deal) throw new Problem("not-found");
  if (deal.cancelledOn !== null) throw new Problem("deal-cancelled");
  if (cancelledOn < (deal.signedOn ?? deal.subscribedOn)) throw invalidField("/cancelledOn", "too-early");
  if (refusal?.code) throw new Problem(refusal.code);

  return { ...effectOf(before, withDeal(before, dealId, { cancelledOn }), dealId), ...heldOf(money) };
}

type Money = RowsOf<ReturnType<typeof moneyOf>>[number];

/** What is left of a deal's money before a change. @param money none: nothing was reported */
export function heldOf(money: Money | undefined): Pick<ChangeEffect, "heldFen" | "setOffFen"> {
  const { receivedFen = 0, refundedFen = 0, forfeitedFen = 0, setOffFen = 0 } = money ?? {};

  return { heldFen: receivedFen - refundedFen - forfeitedFen, setOffFen };
}
