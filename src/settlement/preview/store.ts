import { eq } from "drizzle-orm";
import { moneyOf } from "../../deals/store";
import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import type { RowsOf } from "../../tenancy/database";
import { groupFacts, groupOfDeal } from "../facts";
import type { About } from "../recording/store";
import type { ChangeEffect } from "./contract";
import { effectOf, withDeal } from "./rules";

/**
 * What cancelling a deal on a day would do. Nothing is written.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `invalid` at `/cancelledOn` with `too-early`
 */
export async function previewCancellation(agency: AgencyScope, { campaignId, dealId }: About, cancelledOn: string): Promise<ChangeEffect> {
  const [[money], ...before] = await agency.read(
    moneyOf(agency, (entry) => eq(entry.dealId, dealId)),
    ...groupFacts(agency, groupOfDeal(agency, campaignId, dealId)),
  );
  const deal = before[2].find(({ id }) => id === dealId);
  if (!deal) throw new Problem("not-found");
  if (deal.cancelledOn !== null) throw new Problem("deal-cancelled");
  if (cancelledOn < (deal.signedOn ?? deal.subscribedOn)) throw invalidField("/cancelledOn", "too-early");

  return { ...effectOf(before, withDeal(before, dealId, { cancelledOn }), dealId), ...heldOf(money) };
}

type Money = RowsOf<ReturnType<typeof moneyOf>>[number];

/** What is left of a deal's money before a change. @param money none: nothing was reported */
export function heldOf(money: Money | undefined): Pick<ChangeEffect, "heldFen" | "setOffFen"> {
  const { receivedFen = 0, refundedFen = 0, forfeitedFen = 0, setOffFen = 0 } = money ?? {};

  return { heldFen: receivedFen - refundedFen - forfeitedFen, setOffFen };
}
