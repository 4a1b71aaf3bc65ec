import { eq } from "drizzle-orm";
import { engagementById, refuseFuture } from "../../accounts/engagements/store";
import { parties } from "../../deals/schema";
import { moneyOf } from "../../deals/store";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { units } from "../../units/schema";
import { type DealRow, type GroupRows, groupFacts, groupOfDeal, groupOfEngagement, groupRowsOfAll, type SupplementRow } from "../facts";
import type { ChangeEffect, GroupEffect } from "../preview/contract";
import { effectOf, withDeal } from "../preview/rules";
import { heldOf, refusedBy } from "../preview/store";
import type { About } from "../recording/store";
import { boughtByKeyPerson } from "./chapters/rules";
import type { NewSupplement, SupplementChange } from "./contract";
import { pointed, refusals } from "./store";

/**
 * What a supplement would do to the deal, to its colleagues' prices and to the figures; where it moves the deal to another
 * engagement, `joined` is what it does there. Nothing is written.
 *
 * @param signedOn the day of its paper
 * @throws Problem what recording it throws, but for what is asked of the paper and the persons
 */
export async function previewSupplement(
  agency: AgencyScope,
  about: About,
  { change, signedOn }: Pick<NewSupplement, "change" | "signedOn">,
): Promise<ChangeEffect & { joined: GroupEffect | null }> {
  const { campaignId, dealId } = about;
  refuseFuture(agency, signedOn, "/signedOn");
  const unit = agency.from(units);
  const party = agency.from(parties);
  const to = change.kind === "engagement" ? change.engagementId : "";
  const before = groupFacts(agency, groupOfDeal(agency, campaignId, dealId));
  const other = groupFacts(agency, groupOfEngagement(agency, campaignId, to));
  const [[refusal], [money], [home], [engagement], buyers, ...facts] = await agency.read(
    refusedBy(agency, about, refusals(agency, about, { change, signedOn })),
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
  const [rows, joining] = groupRowsOfAll([before, other], facts);
  const deal = rows?.deals.find(({ id }) => id === dealId);
  if (!rows || !joining || !deal) throw new Problem("not-found");
  if (refusal?.code) throw pointed(refusal.code, change, new Problem(refusal.code));
  const held = heldOf(money);
  const buyerIds = buyers.map(({ personId }) => personId);

  if (engagement) {
    // Who recommended the buyer did so for the engagement that it leaves.
    const there = { ...deal, engagementId: engagement.id, category: engagement.category, referrerId: null, referredOn: null };
    const moved = { ...there, isOwnPurchase: boughtByKeyPerson(joining.recognitions, there, buyerIds) };
    const said = saidOf(deal, change, signedOn, {}, buyerIds);
    const isSameGroup = joining.group?.rootId === rows.group?.rootId;
    if (isSameGroup) return { ...effectOf(rows, withSupplement(withDeal(rows, dealId, moved), said), dealId), ...held, joined: null };

    return {
      ...effectOf(rows, withoutDeal(rows, dealId), dealId),
      ...held,
      joined: effectOf(joining, withSupplement(withAdded(joining, rows, moved), said), dealId),
    };
  }

  const changed = changeOf(change, rows, deal, home);
  const after = withSupplement(withDeal(rows, dealId, changed), saidOf(deal, change, signedOn, changed, buyerIds));
  return { ...effectOf(rows, after, dealId), ...held, joined: null };
}

/** The supplement as it would be kept: what it changes from what it is now. */
function saidOf(deal: DealRow, change: SupplementChange, signedOn: string, changed: Partial<DealRow>, buyerIds: string[]): SupplementRow {
  const fields = Object.entries(changed).map(([field, to]) => ({ field, from: deal[field as keyof typeof deal], to }));
  const named =
    change.kind === "name"
      ? [
          { field: "isFamily", to: change.isFamily },
          { field: "buyers", from: buyerIds },
        ]
      : [];

  return {
    id: "~", // after every other of its day
    dealId: deal.id,
    kind: change.kind,
    signedOn,
    documentNumber: null,
    change: change.kind === "name" ? named : fields,
    wasMember: deal.isMember,
    hadCredential: deal.credential !== null,
  };
}

function changeOf(change: SupplementChange, rows: GroupRows, deal: DealRow, home: typeof units.$inferSelect | undefined): Partial<DealRow> {
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
        isOwnPurchase: boughtByKeyPerson(
          rows.recognitions,
          deal,
          change.buyers.map(({ personId }) => personId),
        ),
        ...(change.isFamily ? {} : { isMember: false, credential: null }),
      };
    case "engagement":
      return {};
  }
}

const withSupplement = (rows: GroupRows, supplement: SupplementRow): GroupRows => ({
  ...rows,
  supplements: [...rows.supplements, supplement],
});

const withoutDeal = (rows: GroupRows, dealId: string): GroupRows => ({ ...rows, deals: rows.deals.filter(({ id }) => id !== dealId) });

/** The facts of a group with a deal of another's in it; it brings along the terms and the special prices that price it. */
function withAdded(rows: GroupRows, from: GroupRows, deal: DealRow): GroupRows {
  const isKnown = (versionId: string) => rows.versions.some(({ id }) => id === versionId);
  const isOwn = ({ dealId }: { dealId: string | null }) => dealId === deal.id;

  return {
    ...rows,
    deals: [...rows.deals, deal],
    versions: [...rows.versions, ...from.versions.filter(({ id }) => id === deal.policyVersionId && !isKnown(id))],
    ownSpecials: [...rows.ownSpecials, ...from.ownSpecials.filter(isOwn)],
    supplements: [...rows.supplements, ...from.supplements.filter(isOwn)],
  };
}
