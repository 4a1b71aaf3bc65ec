import { and, eq, sql } from "drizzle-orm";
import { accounts } from "../../accounts/schema";
import { placeOf } from "../../http/page";
import { invalidField, Problem } from "../../http/problem";
import { groupMembers, groups, staff } from "../../organisations/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { attributions, dealPrices, deals } from "../schema";
import { dealPath } from "../store";
import { type Attribution, type AttributionEdit, namedBy } from "./contract";

/** Whose work a deal is, the greatest share first. */
export function attributionRows(agency: AgencyScope, dealId: string) {
  const share = agency.from(attributions);

  return db
    .select({ userId: personOf(share), userName: share.userName, groupId: share.groupId, shareBps: share.shareBps })
    .from(share)
    .where(eq(share.dealId, dealId))
    .orderBy(sql`${share.shareBps} desc`, share.userId);
}

/** Who has a share; null where the id in their place is the group's, whose share it is alone. */
const personOf = (share: typeof attributions) => sql<string | null>`nullif(${share.userId}, ${share.groupId})`.as("person_id");

/**
 * Says whose work a deal is. Who is named stands with the group of today; who has left since stays as they stood, and is
 * not named anew.
 *
 * @throws Problem `not-found`, `stale`, `invalid` at `/shares/{n}/userId` or `/shares/{n}/groupId`
 */
export async function attribute(
  agency: AgencyScope,
  campaignId: string,
  dealId: string,
  version: number,
  { shares }: AttributionEdit,
): Promise<Attribution[]> {
  const deal = agency.from(deals);
  const member = agency.from(staff);
  const placed = agency.from(groupMembers);
  const group = agency.from(groups);
  const named = JSON.stringify(shares.map(namedBy));
  const [[found], before, known, alone] = await agency.read(
    db
      .select({ label: sql<string>`${deal.building} || ' ' || ${deal.unitNumber}` })
      .from(deal)
      .where(and(eq(deal.id, dealId), sql`+${deal.campaignId} = ${campaignId}`)),
    attributionRows(agency, dealId),
    db
      .select({ id: member.id, name: member.name, groupId: placed.groupId })
      .from(member)
      .leftJoin(placed, eq(placed.userId, member.id))
      .where(and(sql`${member.id} in (select value from json_each(${named}))`, eq(member.state, "active"))),
    db
      .select({ id: group.id, name: group.name, groupId: group.id })
      .from(group)
      .where(sql`${group.id} in (select value from json_each(${named}))`),
  );
  if (!found) throw new Problem("not-found");
  const left = before.map(({ userId, userName, groupId }) => ({
    id: userId ?? groupId,
    name: userName,
    groupId,
    isGroup: userId === null,
  }));
  const rows = shares.map((share, at) => {
    const isGroup = "groupId" in share;
    const id = namedBy(share);
    const whose = [...(isGroup ? alone : known), ...left.filter((one) => one.isGroup === isGroup)].find((one) => one.id === id);
    if (!whose) throw invalidField(`/shares/${at}/${isGroup ? "groupId" : "userId"}`, "unknown");
    return { campaignId, dealId, userId: id, userName: whose.name, groupId: whose.groupId, shareBps: share.shareBps };
  });
  const said = (list: { userName: string; shareBps: number }[]) =>
    list.map(({ userName, shareBps }) => `${userName} ${shareBps / 100}%`).join("、");

  return agency.change({
    event: "deal.attributed",
    entity: "deal",
    entityId: dealId,
    label: found.label,
    changes: [{ field: "attributions", from: said(before), to: said(rows) }],
    guards: [agency.at(deals, dealId, version)],
    writes: [
      agency.delete(attributions, eq(attributions.dealId, dealId)),
      ...agency.insertMany(attributions, rows),
      agency.update(deals, { version: sql`version + 1` }, eq(deals.id, dealId)),
    ],
    answer: attributionRows(agency, dealId),
    location: `${dealPath(agency, campaignId, dealId)}/attributions`,
    status: 200,
  });
}

/** Every share of every deal of a campaign, by deal: for the export. */
export function commissionRows(agency: AgencyScope, campaignId: string, { after, limit }: { after?: string; limit: number }) {
  const deal = agency.from(deals);
  const share = agency.from(attributions);
  const price = agency.from(dealPrices);
  const account = agency.from(accounts);
  const [lastDeal, lastUser] = after ? placeOf(after) : [];

  return db
    .select({
      id: sql<string>`${deal.id} || '~' || ${share.userId}`,
      dealId: sql<string>`${deal.id}`.as("of_deal"),
      building: deal.building,
      unitNumber: deal.unitNumber,
      accountName: sql<string | null>`${account.name}`.as("account_name"),
      state: deal.state,
      signedOn: deal.signedOn,
      cancelledOn: deal.cancelledOn,
      contractPriceFen: deal.contractPriceFen,
      payableFen: price.payableFen,
      isSigningConfirmed: sql<boolean>`${deal.signingConfirmedAt} is not null`.mapWith(Boolean),
      userId: personOf(share),
      userName: share.userName,
      groupId: share.groupId,
      shareBps: share.shareBps,
    })
    .from(deal)
    .innerJoin(share, eq(share.dealId, deal.id))
    .leftJoin(price, eq(price.dealId, deal.id))
    .leftJoin(account, eq(account.id, deal.accountId))
    .where(
      and(
        eq(deal.campaignId, campaignId),
        lastDeal === undefined ? undefined : sql`(${deal.id}, ${share.userId}) > (${lastDeal}, ${lastUser})`,
      ),
    )
    .orderBy(deal.id, share.userId)
    .limit(limit + 1);
}
