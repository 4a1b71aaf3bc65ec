import type { PolicyTerms } from "../../policies/contract";
import { pricingQueries, versionOf } from "../../policies/quoting/store";
import type { Earnings, RewardContinuity, RewardOutcome } from "../../rewards/contract";
import { hold, lift } from "../../rewards/gate";
import { outcomesOf } from "../../rewards/rules";
import { rewardQueries, rewardsShown } from "../../rewards/store";
import type { AgencyScope } from "../../tenancy/agency";
import type { RowsOfAll } from "../../tenancy/database";
import { type GroupRows, groupFacts, groupOfEngagement, groupRows } from "../facts";
import { dealFactsOf, rewardsOf } from "../shape";
import { settleIfPossible } from "../store";

interface About {
  campaignId: string;
  engagementId: string;
}

/**
 * What an engagement has earned, and what each of its deals comes to by the facts of today. Facts that were left unsettled
 * are settled first, since what follows from them may be claimed at once.
 *
 * @throws Problem `not-found`
 */
export async function earningsOf(agency: AgencyScope, campaignId: string, engagementId: string): Promise<Earnings> {
  const about = { campaignId, engagementId };
  const queries = earningQueries(agency, about);
  const found = await agency.read(...queries);
  const [, , , , , , , , ...left] = found;
  const settled = await settleIfPossible(agency, groupOfEngagement(agency, campaignId, engagementId), groupRows(left), queries);

  return earningsShown(agency, about, settled ?? found);
}

/** Stops all that an engagement has earned. @throws Problem `not-found`, `rewards-held` (it is already) */
export async function holdEarnings(agency: AgencyScope, about: About, reason: string): Promise<Earnings> {
  return earningsShown(agency, about, await hold(agency, about, reason, earningQueries(agency, about)));
}

/** Lets it go on. @throws Problem `not-found`, `wrong-state` (nothing is held) */
export async function releaseEarnings(agency: AgencyScope, about: About): Promise<Earnings> {
  return earningsShown(agency, about, await lift(agency, about, earningQueries(agency, about)));
}

const earningQueries = (agency: AgencyScope, { campaignId, engagementId }: About) =>
  [
    ...rewardQueries(agency, campaignId, engagementId),
    ...pricingQueries(agency, campaignId, {}),
    ...groupFacts(agency, groupOfEngagement(agency, campaignId, engagementId)),
  ] as const;

type EarningRows = Readonly<RowsOfAll<ReturnType<typeof earningQueries>>>;

function earningsShown(agency: AgencyScope, { engagementId }: About, rows: EarningRows): Earnings {
  const [entries, sums, persons, holds, writeOffs, own, campaign, versions, ...facts] = rows;
  const rewards = rewardsShown([entries, sums, persons, holds, writeOffs], agency.facts.now);
  const { version } = versionOf(agency, [own, campaign, versions]);
  const group = groupRows(facts);
  const category = group.engagements.find(({ id }) => id === engagementId)?.category ?? null;

  return { ...rewards, deals: outcomes(group, engagementId), rule: version && continuityOf(version.number, version.terms, category) };
}

/** Each deal of the engagement with the days that decide, in the order of its subscription. */
function outcomes(rows: GroupRows, engagementId: string): RewardOutcome[] {
  const { engagements, recognitions } = rows;
  const found = dealFactsOf(rows);
  const of = rewardsOf(rows, found).find((rewards) => rewards.engagementId === engagementId);
  if (!of) return [];
  const rowOf = new Map(found.map(({ row }) => [row.id, row]));
  const factsOf = new Map(of.facts.map((facts) => [facts.dealId, facts]));
  const visitedOn = engagements.find(({ id }) => id === engagementId)?.firstVisitOn ?? null;
  const own = recognitions.filter((recognition) => recognition.engagementId === engagementId);

  return outcomesOf(of.facts, of.due, own, visitedOn)
    .flatMap(({ dealId, personId, why }) => {
      const row = rowOf.get(dealId);
      if (!row) return [];
      const { building, unitNumber, referrerId, referredOn, subscribedOn, signedOn, isSigningConfirmed, cancelledOn } = row;
      const firstInstalmentOn = factsOf.get(dealId)?.firstInstalmentOn ?? null;
      const days = { referredOn, subscribedOn, signedOn, isSigningConfirmed, firstInstalmentOn, cancelledOn };

      return [{ dealId, building, unitNumber, referrerId, ...days, personId, why }];
    })
    .toSorted((one, other) => one.subscribedOn.localeCompare(other.subscribedOn) || (one.dealId < other.dealId ? -1 : 1));
}

function continuityOf(policyNumber: number, { rewardRules }: PolicyTerms, category: string | null): RewardContinuity | null {
  const rule = rewardRules.find(({ categories, success }) => success !== null && category !== null && categories.includes(category));
  if (!rule) return null;
  const { continuity, handoverDays, claimableAfterDays } = rule;

  return { policyNumber, continuity, handoverDays, claimableAfterDays };
}
