import { eq } from "drizzle-orm";
import { engagementById } from "../../accounts/engagements/store";
import { parties } from "../../deals/schema";
import { moneyOf } from "../../deals/store";
import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { units } from "../../units/schema";
import { type GroupRows, groupFacts, groupOfDeal, groupOfEngagement } from "../facts";
import type { ChangeEffect, GroupEffect } from "../preview/contract";
import { effectOf, withDeal } from "../preview/rules";
import { heldOf } from "../preview/store";
import type { About } from "../recording/store";
import type { SupplementChange } from "./contract";

/**
 * What a supplement would do to the deal, to its colleagues' prices and to the figures; where it moves the deal to another
 * engagement, `joined` is what it does there. Nothing is written.
 *
 * @throws Problem `not-found`, `deal-cancelled`, `wrong-state`, `invalid` with `unknown` at `/change/unitId` or `/change/engagementId`
 */
export async function previewSupplement(
  agency: AgencyScope,
  { campaignId, dealId }: About,
  change: SupplementChange,
): Promise<ChangeEffect & { joined: GroupEffect | null }> {
  const unit = agency.from(units);
  const party = agency.from(parties);
  const to = change.kind === "engagement" ? change.engagementId : "";
  const before = groupFacts(agency, groupOfDeal(agency, campaignId, dealId));
  const other = groupFacts(agency, groupOfEngagement(agency, campaignId, to));
  const [[money], [home], [engagement], buyers, ...facts] = await agency.read(
    moneyOf(agency, (entry) => eq(entry.dealId, dealId)),
    db
      .select()
      .from(unit)
      .where(eq(unit.id, change.kind === "unit" ? change.unitId : "")),
    engagementById(agency, campaignId, to),
    db.select({ personId: party.personId }).from(party).where(eq(party.dealId, dealId)),
    ...before,
    ...other,
  );
  const rows = facts.slice(0, before.length) as unknown as GroupRows;
  const joining = facts.slice(before.length) as unknown as GroupRows;
  const deal = rows[2].find(({ id }) => id === dealId);
  if (!deal) throw new Problem("not-found");
  if (deal.cancelledOn !== null) throw new Problem("deal-cancelled");
  if (deal.signedOn === null) throw new Problem("wrong-state");
  if (change.kind === "unit" && !home) throw invalidField("/change/unitId", "unknown");
  if (change.kind === "engagement" && !engagement) throw invalidField("/change/engagementId", "unknown");
  const held = heldOf(money);

  if (engagement && engagement.id !== deal.engagementId) {
    const isOwnPurchase = boughtByKeyPerson(joining, engagement.id, deal.subscribedOn, buyers);
    const moved = { ...deal, engagementId: engagement.id, category: engagement.category, isOwnPurchase };
    const isSameGroup = joining[0][0]?.rootId === rows[0][0]?.rootId;
    if (isSameGroup) return { ...effectOf(rows, withDeal(rows, dealId, moved), dealId), ...held, joined: null };

    return {
      ...effectOf(rows, withoutDeal(rows, dealId), dealId),
      ...held,
      joined: effectOf(joining, withAdded(joining, rows, moved), dealId),
    };
  }

  return { ...effectOf(rows, withDeal(rows, dealId, changeOf(change, rows, deal, home)), dealId), ...held, joined: null };
}

/** Whether one of the buyers was the key person on the subscription day, as settling asks it of those that are stored. */
function boughtByKeyPerson(rows: GroupRows, engagementId: string, subscribedOn: string, buyers: { personId: string }[]): boolean {
  return rows[4].some(
    (known) =>
      known.engagementId === engagementId &&
      known.from <= subscribedOn &&
      (known.until === null || known.until > subscribedOn) &&
      buyers.some(({ personId }) => personId === known.personId),
  );
}

function changeOf(
  change: SupplementChange,
  rows: GroupRows,
  deal: GroupRows[2][number],
  home: typeof units.$inferSelect | undefined,
): Partial<GroupRows[2][number]> {
  switch (change.kind) {
    case "price":
      return { contractPriceFen: change.contractPriceFen };
    case "payment-method":
      return { paymentMethod: change.paymentMethod, contractPriceFen: change.contractPriceFen };
    case "measured-area":
      return { areaCentiSqm: change.areaCentiSqm, listPriceFen: change.listPriceFen, contractPriceFen: change.contractPriceFen };
    case "unit":
      return {
        contractPriceFen: change.contractPriceFen,
        ...(home
          ? {
              building: home.building,
              unitNumber: home.number,
              product: home.product,
              areaCentiSqm: home.areaCentiSqm,
              listPriceFen: home.listTotalFen,
            }
          : {}),
      };
    case "name":
      return {
        isOwnPurchase: boughtByKeyPerson(rows, deal.engagementId, deal.subscribedOn, change.buyers),
        ...(change.isFamily ? {} : { isMember: false }),
      };
    case "engagement":
      return {};
  }
}

function withoutDeal(rows: GroupRows, dealId: string): GroupRows {
  const [group, engagements, deals, ...rest] = rows;

  return [group, engagements, deals.filter(({ id }) => id !== dealId), ...rest];
}

/** The facts of a group with a deal of another's in it; it brings along the terms and the special prices that price it. */
function withAdded(rows: GroupRows, from: GroupRows, deal: GroupRows[2][number]): GroupRows {
  const [group, engagements, deals, versions, recognitions, entries, lines, rewards, specials, ofEngagements] = rows;
  const terms = from[3].filter(({ id }) => id === deal.policyVersionId && !versions.some((known) => known.id === id));
  const own = from[8].filter(({ dealId }) => dealId === deal.id);

  return [
    group,
    engagements,
    [...deals, deal],
    [...versions, ...terms],
    recognitions,
    entries,
    lines,
    rewards,
    [...specials, ...own],
    ofEngagements,
  ];
}
