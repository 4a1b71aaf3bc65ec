import fc from "fast-check";
import type { PolicyTerms, RewardRule, Tier } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { addDays } from "../../src/time/business-day";
import { amount, rate, step } from "../policies/sample-terms";
import { amended, type Beside, hanging, interleaved, queuesOf, type Step, type Story, story, type Typed } from "./stories";

/** An engagement of those that count together. */
export interface Engaged {
  category: "chamber" | "market";
  visitedOn: string;
  isConfirmed: boolean;
  person: string;
  /** Another person from a day on, and perhaps the first one again. */
  change: { to: string; after: number; backAfter: number | null } | null;
  /** Somebody else was typed at first. */
  isMistaken: boolean;
}

const people = ["lin", "chen", "wu"];
const person = fc.constantFrom(...people);

const beside: fc.Arbitrary<Beside> = fc.record({
  engagement: fc.constantFrom(0, 0, 0, 1, 2),
  buyer: fc.oneof({ weight: 3, arbitrary: fc.constant("somebody") }, { weight: 1, arbitrary: person }),
  referral: fc.option(
    fc.record({ by: fc.constantFrom(null, null, null, null, null, ...people), before: fc.integer({ min: -1, max: 20 }) }),
    {
      freq: 6,
    },
  ),
  credential: fc.nat(3).map((one) => one === 0),
  extendedBy: fc.option(fc.integer({ min: 5, max: 14 }), { freq: 1 }),
  provesAnew: fc.boolean(),
  again: fc.option(
    amended.filter(({ kind }) => kind !== "outsider"),
    { freq: 1 },
  ),
  hasDue: fc.nat(3).map((one) => one > 0),
  restAfter: fc.integer({ min: -2, max: 14 }),
  refundAfter: fc.nat(23).map((after) => (after < 5 ? after : null)),
});

/** A home of one of several engagements; what happens to one alone happens to it too. */
export const storyTogether: fc.Arbitrary<Story> = fc
  .tuple(
    story,
    // Of those who belong and were recommended more than one must earn, or no tier of a reward is ever reached.
    fc.nat(5).map((one) => one > 0),
    beside,
    fc.option(
      amended.chain((one) =>
        fc.constantFrom(one.kind, "area" as const, "family" as const, "engagement" as const).map((kind) => ({ ...one, kind })),
      ),
      { freq: 2 },
    ),
  )
  .map(([told, isMember, more, supplement]) => ({ ...told, isMember, supplement, beside: more }));

export const engaged: fc.Arbitrary<Engaged> = fc.record({
  category: fc.constantFrom("chamber", "chamber", "market"),
  visitedOn: fc.nat(9).map((after) => addDays("2008-05-16", after)),
  isConfirmed: fc.nat(4).map((one) => one > 0),
  person,
  change: fc.option(
    fc.record({ to: person, after: fc.integer({ min: 1, max: 30 }), backAfter: fc.option(fc.integer({ min: 1, max: 10 }), { freq: 1 }) }),
    { freq: 1 },
  ),
  isMistaken: fc.nat(3).map((one) => one === 0),
});

const tiersOf = (fromOne: number): fc.Arbitrary<Tier[]> =>
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: fromOne, max: 6 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("rate", "rate", "amount", "area"),
      fc.integer({ min: 30, max: 150 }),
    )
    .map(([thresholds, kind, by]) =>
      thresholds.map((fromUnits): Tier => {
        const place = thresholds.filter((one) => one <= fromUnits).length;
        if (kind === "amount") return { fromUnits, amountFen: place * by * 100_00 };

        return kind === "area" ? { fromUnits, perSqmFen: place * by * 100 } : { fromUnits, payableBps: 10_000 - place * by };
      }),
    );

const rewardRule: fc.Arbitrary<RewardRule> = fc
  .record({
    method: fc.constantFrom("slab" as const, "graduated" as const),
    continuity: fc.constantFrom("strict" as const, "handover" as const),
    handoverDays: fc.nat(12),
    recoverAll: fc.boolean(),
    ownPurchase: fc.oneof(fc.constant("first-tier" as const), fc.record({ tiers: tiersOf(1) })),
    thresholds: fc.subarray([1, 2, 3, 4], { minLength: 1 }),
  })
  .map(({ thresholds, ...rule }) => ({
    ...(plan.rewardRules[0] as RewardRule),
    ...rule,
    tiers: thresholds.map((fromUnits) => ({ fromUnits, amountFen: 500_00 * (1 + fromUnits) })),
  }));

/** Of one group the best for the buyer; on the list price, on what is left, or so much off. */
const exclusive = [
  step("early-bird", { when: { signedWithinDays: 3 }, exclusionGroup: "one-of", ...rate(9900) }),
  step("list-bird", { when: { membership: true }, exclusionGroup: "one-of", applyTo: "list", ...rate(9880) }),
  step("gift", { when: { until: "2008-06-08" }, exclusionGroup: "one-of", ...amount(5_000_00) }),
];

/** Any policy that can be published: one of a campaign's versions. */
export const policyTogether: fc.Arbitrary<PolicyTerms> = fc
  .record({
    rounding: fc.constantFrom("fen" as const, "yuan" as const, "yuanDown" as const),
    floorBps: fc.option(fc.constantFrom(9000, 9550, 9700, 9790), { freq: 2 }),
    regular: fc.subarray([...hanging, ...exclusive]).map((more) => [...plan.regular, ...more]),
    chambers: tiersOf(2),
    markets: tiersOf(2),
    documents: tiersOf(1),
    retroactive: fc.nat(3).map((one) => one > 0),
    onDrop: fc.constantFrom("keep" as const, "reverse" as const),
    countBasis: fc.constantFrom("signed" as const, "signed" as const, "subscribed" as const),
    signWithinDays: fc.constantFrom(3, 7),
    chamberRule: rewardRule,
    marketRule: rewardRule,
  })
  .map(({ chambers, markets, documents, chamberRule, marketRule, ...terms }) => ({
    ...plan,
    ...terms,
    groupTables: [
      { id: "chambers", categories: ["chamber"], tiers: chambers },
      { id: "markets", categories: ["market"], tiers: markets },
    ],
    credentialRules: [{ id: "documents", credentials: ["teacher"], tiers: documents }],
    rewardRules: [
      { ...chamberRule, id: "chambers", categories: ["chamber"] },
      { ...marketRule, id: "markets", categories: ["market"] },
    ],
  }));

const ofEngagement = ({ change, isMistaken, isConfirmed }: Engaged): Step[] => [
  isMistaken ? "meet wrongly" : "visit",
  ...(isMistaken ? (["correct"] as const) : []),
  ...(isConfirmed ? (["confirm visit"] as const) : []),
  ...(change ? (["change"] as const) : []),
  ...(change && change.backAfter !== null ? (["change back"] as const) : []),
];

/** Everything that is typed of a group, in some order: each deal's own and each engagement's in theirs. */
export function typedTogether(engagements: Engaged[], stories: Story[], keys: Iterator<number>): Typed[] {
  const queues = engagements.map((told, at) => ofEngagement(told).map((step): Typed => ({ at, step, of: "engagement" })));

  return interleaved([...queues, ...queuesOf(stories, keys)], keys);
}

export const rightlyMet = (told: Engaged): Engaged => ({ ...told, isMistaken: false });
