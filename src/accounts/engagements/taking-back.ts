import { and, eq, isNull, sql } from "drizzle-orm";
import { notArchived } from "../../campaigns/store";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import type { Referral, ReferralWithdrawal } from "./contract";
import { referralRows } from "./referring";
import { referrals } from "./schema";
import { engagementById, pathOf } from "./store";
import { trailAbout } from "./trail";

/**
 * Takes a recommendation back that was recorded by mistake: it stays in sight and counts for nothing, and who was named may
 * be recommended again. Nothing is settled anew, since no home that stands and no reward may rest on it.
 *
 * @throws Problem `not-found`, `already-decided` (it was taken back), `referral-used` with the home that rests on it,
 * `campaign-not-open`
 */
export async function withdrawReferral(
  agency: AgencyScope,
  { campaignId, engagementId, referralId }: { campaignId: string; engagementId: string; referralId: string },
  { reason }: ReferralWithdrawal,
): Promise<Referral[]> {
  const referral = agency.from(referrals);
  const own = (one: typeof referrals) => and(eq(one.id, referralId), eq(one.engagementId, engagementId));
  const used = usingHomes(agency, referralId);
  const [[engagement], [found], [home]] = await agency.read(
    engagementById(agency, campaignId, engagementId),
    referralRows(agency, own),
    db
      .select({ home: sql<string>`d.building || ' ' || d.unit_number`.as("home") })
      .from(used)
      .limit(1),
  );
  if (!engagement || !found) throw new Problem("not-found");
  if (home) throw new Problem("referral-used", [{ pointer: "/{referral}", code: "rests-on-it", params: home }]);

  return agency.change({
    ...trailAbout(agency, engagement, "referral.withdrawn"),
    changes: [
      { field: "referredOn", from: found.referredOn, to: null },
      { field: "reason", to: reason },
    ],
    guards: [
      { code: "already-decided", holds: hasRow(referral, and(own(referral), isNull(referral.withdrawnAt))) },
      { code: "referral-used", holds: sql`not exists (select 1 from ${used})` },
      notArchived(agency, campaignId),
    ],
    writes: [
      agency.update(
        referrals,
        {
          withdrawnBy: agency.actor.id,
          withdrawnByName: agency.actor.name,
          withdrawnAt: agency.facts.now,
          withdrawnBecause: reason,
          version: sql`version + 1`,
        },
        eq(referrals.id, referralId),
      ),
    ],
    answer: referralRows(agency, own),
    location: `${pathOf(agency, campaignId)}/${engagementId}/referrals?ids=${referralId}`,
    status: 200,
  });
}

/** The homes bought on a recommendation that stand, or whose reward has not been taken back since they were cancelled; as `d`. */
const usingHomes = (agency: AgencyScope, referralId: string) =>
  sql`(select k.building, k.unit_number from deals k where k.agency_id = ${agency.id} and k.referral_id = ${referralId}
    and (k.state <> 'cancelled' or (select coalesce(sum(e.amount_fen), 0) from reward_entries e
      where e.agency_id = k.agency_id and e.deal_id = k.id and e.kind in ('accrual', 'top-up', 'recovery')) <> 0)) d`;
