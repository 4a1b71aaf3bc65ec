import type { RewardRule, RewardTier } from "../policies/contract";
import { addDays } from "../time/business-day";
import type { BusinessDay } from "../time/contract";
import type { WhyNotRewarded } from "./contract";

/** One stretch of somebody's recognition as the key person of an engagement; `until` is the day a change counts from. */
export interface Recognition {
  personId: string;
  from: BusinessDay;
  until: BusinessDay | null;
}

/** A deal as rewards see it. Days are business days of the project. */
export interface RewardFacts {
  dealId: string;
  /** Orders deals that succeed on one day. */
  unitNumber: string;
  /** The reward rule of the deal's own version for the engagement's category; null where there is none. */
  rule: RewardRule | null;
  subscribedOn: BusinessDay;
  /** Each null until the developer's finance has confirmed it. */
  signedOn: BusinessDay | null;
  firstInstalmentOn: BusinessDay | null;
  cancelledOn: BusinessDay | null;
  isMember: boolean;
  isOwnPurchase: boolean;
  /** Who recommended the buyer, and when. */
  referral: { personId: string; on: BusinessDay } | null;
}

/** The first that stands in the way of a deal that was not cancelled; a tier not reached is the ledger's to say. */
type Obstacle = Exclude<WhyNotRewarded, "cancelled" | "below-first-tier">;

export type Earning =
  | { personId: string; successOn: BusinessDay; claimableFrom: BusinessDay; why: null }
  | { personId: null; why: Obstacle };

/**
 * Who a deal earns a reward for, if anybody. Business days decide, not the order in which things were typed.
 *
 * `strict` (the plan's 「必須是同一個人」): the one who recommended was recognised on every day from the first visit
 * through the first instalment. `handover`: who recommended before a change has it if it succeeds within the days the
 * rule gives after the change; who recommends from the change on has their own.
 *
 * @param firstVisitOn the first visit with a named person in a listed post, once confirmed; null before
 * Source: docs/rewards.md; the plan, 四、4) C and A.
 */
export function earningOf(facts: RewardFacts, recognitions: Recognition[], firstVisitOn: BusinessDay | null): Earning {
  const { rule, referral, subscribedOn, signedOn, firstInstalmentOn } = facts;
  if (rule?.success == null) return nobody("no-rule");
  if (facts.isOwnPurchase) return nobody("own-purchase");
  if (!referral) return nobody("no-referral");
  if (referral.on >= subscribedOn) return nobody("referral-too-late");
  if (!facts.isMember) return nobody("membership-not-checked");
  if (signedOn === null) return nobody("not-signed");
  if (firstInstalmentOn === null) return nobody("first-instalment-not-paid");

  const successOn = later(signedOn, firstInstalmentOn);
  const known = unbroken(recognitions.filter(({ personId }) => personId === referral.personId));
  const obstacle =
    rule.continuity === "strict"
      ? strictObstacle(known, firstVisitOn, firstInstalmentOn)
      : handoverObstacle(known, referral.on, successOn, rule.handoverDays);
  if (obstacle) return nobody(obstacle);

  return { personId: referral.personId, successOn, claimableFrom: addDays(signedOn, rule.claimableAfterDays), why: null };
}

/** One person's stretches, those that meet made one: a change that was corrected to the same person broke nothing. */
function unbroken(own: Recognition[]): Recognition[] {
  const joined: Recognition[] = [];
  for (const stretch of own.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const before = joined.at(-1);
    if (before?.until === stretch.from) joined[joined.length - 1] = { ...before, until: stretch.until };
    else joined.push(stretch);
  }

  return joined;
}

const nobody = (why: Obstacle): Earning => ({ personId: null, why });

function strictObstacle(known: Recognition[], firstVisitOn: BusinessDay | null, paidOn: BusinessDay): Obstacle | null {
  if (firstVisitOn === null || known.length === 0) return "nobody-recognised";
  const throughout = known.some(({ from, until }) => from <= firstVisitOn && (until === null || until > paidOn));

  return throughout ? null : "key-person-changed";
}

function handoverObstacle(known: Recognition[], referredOn: BusinessDay, successOn: BusinessDay, days: number): Obstacle | null {
  const then = known.find(({ from, until }) => from <= referredOn && (until === null || until > referredOn));
  if (!then) return "nobody-recognised";

  return then.until !== null && successOn > addDays(then.until, days) ? "handover-too-late" : null;
}

/** What a deal is due to somebody, in fen. */
export interface RewardDue {
  dealId: string;
  personId: string;
  amountFen: number;
  /** How many units stood for the amount: all rewarded at once (`slab`), or the unit's own rank (`graduated`). */
  units: number;
  successOn: BusinessDay;
  claimableFrom: BusinessDay;
}

/**
 * The rewards of an engagement once all facts are in, each person's for themselves. A deal that was cancelled is due
 * nothing; what it was paid before is recovered by whoever compares with the ledger.
 *
 * - `slab`: the tier of the greatest number that were rewarded at once on any day on which the deal was among them.
 * - `graduated`: the tier of the deal's rank among those rewarded on its own success day, those of one day by unit
 *   number; a later cancellation renumbers nothing.
 * - `recoverAll`: the number is that of today, so a cancellation takes from the others too.
 */
export function rewardsDue(all: RewardFacts[], recognitions: Recognition[], firstVisitOn: BusinessDay | null): RewardDue[] {
  const earning = all.flatMap((facts) => {
    const found = earningOf(facts, recognitions, firstVisitOn);
    const { rule } = facts;
    if (found.personId === null || !rule) return [];

    return [{ ...found, rule, dealId: facts.dealId, unitNumber: facts.unitNumber, until: facts.cancelledOn }];
  });

  return [...Map.groupBy(earning, ({ personId }) => personId).values()].flatMap((own) => {
    const ranks = ranksOf(own);

    return own.flatMap((deal) => dueOf(deal, ranks));
  });
}

/** Whom each deal earns for, or why nobody: for whoever asks, with the same rules that post. */
export function outcomesOf(
  all: RewardFacts[],
  due: RewardDue[],
  recognitions: Recognition[],
  firstVisitOn: BusinessDay | null,
): { dealId: string; personId: string | null; why: WhyNotRewarded | null }[] {
  const earns = new Map(due.map(({ dealId, personId }) => [dealId, personId]));

  return all.map((facts) => {
    const { dealId } = facts;
    const personId = earns.get(dealId) ?? null;
    if (personId !== null) return { dealId, personId, why: null };
    const obstacle = facts.cancelledOn === null ? earningOf(facts, recognitions, firstVisitOn).why : "cancelled";

    return { dealId, personId, why: obstacle ?? "below-first-tier" };
  });
}

interface Earned {
  dealId: string;
  unitNumber: string;
  personId: string;
  rule: RewardRule;
  successOn: BusinessDay;
  claimableFrom: BusinessDay;
  /** The day it was cancelled. */
  until: BusinessDay | null;
}

function dueOf(deal: Earned, ranks: Ranks): RewardDue[] {
  if (deal.until !== null) return [];
  const { dealId, personId, successOn, claimableFrom, rule } = deal;
  const units = rule.method === "slab" ? (rule.recoverAll ? ranks.standing : ranks.mostFrom(successOn)) : ranks.rankOf(deal);
  const amountFen = rewardAt(rule.tiers, units);

  return amountFen === 0 ? [] : [{ dealId, personId, amountFen, units, successOn, claimableFrom }];
}

/** The amount for each unit of the tier that a number reaches; 0 below the first. */
export function rewardAt(tiers: RewardTier[], units: number): number {
  const reached = tiers.filter(({ fromUnits }) => fromUnits <= units);

  return reached.reduce((best, tier) => (tier.fromUnits > best.fromUnits ? tier : best), { fromUnits: 0, amountFen: 0 }).amountFen;
}

/** The numbers of one person's rewarded units that tiers are reached by. */
interface Ranks {
  /** How many stand today. */
  standing: number;
  /** The greatest number rewarded at once on any day from one on. */
  mostFrom: (day: BusinessDay) => number;
  /** A standing unit's place: among those rewarded on its success day, or, with `recoverAll`, among those of today. */
  rankOf: (deal: Earned) => number;
}

/** Reckons once for all of a person's units, n log n. One cancelled by its success day was never rewarded. */
function ranksOf(own: Earned[]): Ranks {
  const rewarded = own.filter(({ successOn, until }) => until === null || until > successOn).toSorted(inOrder);
  const standing = rewarded.filter(({ until }) => until === null);
  const gone = rewarded.flatMap(({ until }) => (until === null ? [] : [until])).sort();
  const days = [...new Set(rewarded.map(({ successOn }) => successOn))];
  const placeOf = new Map(rewarded.map(({ dealId }, at) => [dealId, at + 1]));
  const placeToday = new Map(standing.map(({ dealId }, at) => [dealId, at + 1]));
  const joinedBy = new Map(rewarded.map(({ successOn }, at) => [successOn, at + 1]));
  const leftBy = new Map<BusinessDay, number>();
  let left = 0;
  for (const day of days) {
    while (left < gone.length && (gone[left] ?? "") <= day) left += 1;
    leftBy.set(day, left);
  }
  // Numbers rise on success days alone, so the greatest from a day on is that of one of them.
  const most = new Map<BusinessDay, number>();
  let greatest = 0;
  for (const day of days.toReversed()) {
    greatest = Math.max(greatest, (joinedBy.get(day) ?? 0) - (leftBy.get(day) ?? 0));
    most.set(day, greatest);
  }

  return {
    standing: standing.length,
    mostFrom: (day) => most.get(day) ?? 0,
    rankOf: ({ dealId, successOn, rule }) =>
      rule.recoverAll ? (placeToday.get(dealId) ?? 0) : (placeOf.get(dealId) ?? 0) - (leftBy.get(successOn) ?? 0),
  };
}

/** By success day, then unit number. */
function inOrder(one: Earned, other: Earned): number {
  return isBefore(one, other) ? -1 : isBefore(other, one) ? 1 : 0;
}

function isBefore(one: Earned, other: Earned): boolean {
  if (one.successOn !== other.successOn) return one.successOn < other.successOn;
  if (one.unitNumber !== other.unitNumber) return one.unitNumber < other.unitNumber;

  return one.dealId < other.dealId;
}

const later = (one: BusinessDay, other: BusinessDay) => (one > other ? one : other);

/** What the ledger has for a deal and a person so far. Recoveries are negative. */
export interface RewardPosted {
  dealId: string;
  personId: string;
  sumFen: number;
}

/** One more entry. A `top-up` follows a reward already accrued; a `recovery` is negative and names the deal it takes back. */
export interface RewardEntryDue {
  kind: "accrual" | "top-up" | "recovery";
  dealId: string;
  personId: string;
  amountFen: number;
}

/** The entries that bring the ledger to what is due; posting them and asking again finds none. */
export function entriesDue(due: RewardDue[], posted: RewardPosted[]): RewardEntryDue[] {
  const keyOf = ({ dealId, personId }: { dealId: string; personId: string }) => `${dealId}/${personId}`;
  const sums = new Map(posted.map((entry) => [keyOf(entry), entry]));
  const wanted = new Map(due.map((entry) => [keyOf(entry), entry]));

  return [...new Set([...wanted.keys(), ...sums.keys()])].sort().flatMap((key) => {
    const { dealId, personId } = wanted.get(key) ?? sums.get(key) ?? { dealId: "", personId: "" };
    const sumFen = sums.get(key)?.sumFen ?? 0;
    const amountFen = (wanted.get(key)?.amountFen ?? 0) - sumFen;
    if (amountFen === 0) return [];
    const kind = amountFen < 0 ? "recovery" : sumFen === 0 ? "accrual" : "top-up";

    return [{ kind, dealId, personId, amountFen } as const];
  });
}

/**
 * Whether a key person may be given money while compliance has said nothing: the self-employed may, a private company's
 * employee with the employer's consent, nobody else. Source: docs/rewards.md.
 */
export function mayBePaidBy(status: string | null, hasConsent: boolean, decision: "allowed" | "held" | null): boolean {
  if (decision !== null) return decision === "allowed";

  return status === "self-employed" || (status === "private-employee" && hasConsent);
}
