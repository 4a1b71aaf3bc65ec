import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RewardRule } from "../../src/policies/contract";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { earningOf, entriesDue, outcomesOf, type Recognition, type RewardFacts, rewardAt, rewardsDue } from "../../src/rewards/rules";
import { addDays } from "../../src/time/business-day";
import { expectWithin } from "../support/pace";

const plan = plan2008Terms.rewardRules[0] as RewardRule;
const tiers = [
  { fromUnits: 1, amountFen: 1_000_00 },
  { fromUnits: 9, amountFen: 1_500_00 },
  { fromUnits: 20, amountFen: 2_000_00 },
];
const slab: RewardRule = { ...plan, tiers };
const graduated: RewardRule = { ...slab, method: "graduated" };
const handover: RewardRule = { ...plan, continuity: "handover", handoverDays: 30 };

const firstVisitOn = "2008-05-20";
const always: Recognition[] = [{ personId: "chairman", from: firstVisitOn, until: null }];
/** The chairman is followed by somebody else on 20 June. */
const changed: Recognition[] = [
  { personId: "chairman", from: firstVisitOn, until: "2008-06-20" },
  { personId: "successor", from: "2008-06-20", until: null },
];

const deal = (dealId: string, told: Partial<RewardFacts> = {}): RewardFacts => ({
  dealId,
  unitNumber: dealId,
  rule: plan,
  subscribedOn: "2008-06-10",
  signedOn: "2008-06-12",
  firstInstalmentOn: "2008-06-15",
  cancelledOn: null,
  isMember: true,
  isOwnPurchase: false,
  referral: { personId: "chairman", on: "2008-06-01" },
  ...told,
});
const some = (count: number, told: Partial<RewardFacts> = {}, prefix = "deal") =>
  Array.from({ length: count }, (_, at) => deal(`${prefix}-${String(at + 1).padStart(2, "0")}`, told));
const sum = (facts: RewardFacts[], recognitions = always) =>
  rewardsDue(facts, recognitions, firstVisitOn).reduce((total, { amountFen }) => total + amountFen, 0);

describe("stretches of one person that meet", () => {
  const met: Recognition[] = [
    { personId: "chairman", from: "2008-06-01", until: null },
    { personId: "chairman", from: firstVisitOn, until: "2008-06-01" },
  ];
  const apart: Recognition[] = [{ personId: "chairman", from: "2008-06-02", until: null }, ...met.slice(1)];

  test.each([
    { recognitions: met, why: null, because: "are one: a change corrected to the same person broke nothing" },
    { recognitions: apart, why: "key-person-changed", because: "with a day between them are two" },
  ])("$because", ({ recognitions, why }) => {
    expect(earningOf(deal("one"), recognitions, firstVisitOn).why).toBe(why);
  });
});

describe("who a deal earns for", () => {
  test("the one who recommended, from the contract's day and seven", () => {
    expect(earningOf(deal("one"), always, firstVisitOn)).toEqual({
      personId: "chairman",
      successOn: "2008-06-15",
      claimableFrom: "2008-06-19",
      why: null,
    });
  });

  test.each([
    { told: { rule: null }, why: "no-rule", because: "the version rewards nobody of this category" },
    { told: { rule: { ...plan, success: null } }, why: "no-rule", because: "nobody said what success is" },
    { told: { isOwnPurchase: true }, why: "own-purchase", because: "the key person's own home" },
    { told: { referral: null }, why: "no-referral", because: "the buyer came alone" },
    {
      told: { referral: { personId: "chairman", on: "2008-06-10" } },
      why: "referral-too-late",
      because: "recommended on the day of subscription",
    },
    { told: { isMember: false }, why: "membership-not-checked", because: "nobody has seen that the buyer belongs there" },
    { told: { signedOn: null }, why: "not-signed", because: "not confirmed by the developer's finance" },
    { told: { firstInstalmentOn: null }, why: "first-instalment-not-paid", because: "signing alone is no success" },
    { told: { referral: { personId: "somebody", on: "2008-06-01" } }, why: "nobody-recognised", because: "was never the key person" },
  ] as const)("nobody: $because", ({ told, why }) => {
    expect(earningOf(deal("one", told), always, firstVisitOn)).toEqual({ personId: null, why });
  });

  test("recommended the day before subscription is in time", () => {
    expect(earningOf(deal("one", { referral: { personId: "chairman", on: "2008-06-09" } }), always, firstVisitOn).personId).toBe(
      "chairman",
    );
  });

  test.each([
    { paid: "2008-06-15", earns: "chairman", because: "paid before the change" },
    { paid: "2008-06-19", earns: "chairman", because: "the last day before it" },
    { paid: "2008-06-20", earns: null, because: "a change counts from the start of its day" },
    { paid: "2008-06-25", earns: null, because: "after it" },
  ])("strict, first instalment $paid: $because", ({ paid, earns }) => {
    expect(earningOf(deal("one", { firstInstalmentOn: paid }), changed, firstVisitOn).personId).toBe(earns);
  });

  test("strict: who follows was not there at the first visit, so nobody earns after a change", () => {
    const later = deal("one", {
      referral: { personId: "successor", on: "2008-06-21" },
      subscribedOn: "2008-06-22",
      signedOn: "2008-06-23",
      firstInstalmentOn: "2008-06-25",
    });

    expect(earningOf(later, changed, firstVisitOn)).toEqual({ personId: null, why: "key-person-changed" });
  });

  test("strict: recognised only after the first visit is not from the first visit on", () => {
    const late: Recognition[] = [{ personId: "chairman", from: addDays(firstVisitOn, 1), until: null }];

    expect(earningOf(deal("one"), late, firstVisitOn)).toEqual({ personId: null, why: "key-person-changed" });
    expect(earningOf(deal("one"), always, null)).toEqual({ personId: null, why: "nobody-recognised" });
  });

  test.each([
    { by: "chairman", on: "2008-06-05", paid: "2008-07-20", earns: "chairman", because: "the thirtieth day after the change" },
    { by: "chairman", on: "2008-06-05", paid: "2008-07-21", earns: null, because: "the thirty-first" },
    {
      by: "chairman",
      on: "2008-06-20",
      paid: "2008-06-28",
      earns: null,
      because: "recommended on the day of the change, when the other was it",
    },
    { by: "successor", on: "2008-06-20", paid: "2008-09-01", earns: "successor", because: "from the change on it is the new one's" },
    { by: "successor", on: "2008-06-19", paid: "2008-06-28", earns: null, because: "recommended before being recognised" },
  ])("handover, $by on $on, paid $paid: $because", ({ by, on, paid, earns }) => {
    const facts = deal("one", {
      rule: handover,
      referral: { personId: by, on },
      subscribedOn: "2008-06-26",
      signedOn: "2008-06-27",
      firstInstalmentOn: paid,
    });

    expect(earningOf(facts, changed, firstVisitOn).personId).toBe(earns);
  });
});

describe("what a deal comes to, for whoever asks", () => {
  const outcomes = (facts: RewardFacts[]) => outcomesOf(facts, rewardsDue(facts, always, firstVisitOn), always, firstVisitOn);

  test.each([
    { told: {}, personId: "chairman", why: null, because: "earns" },
    { told: { cancelledOn: "2008-06-25" }, personId: null, why: "cancelled", because: "had earned, and was cancelled" },
    { told: { cancelledOn: "2008-06-25", referral: null }, personId: null, why: "cancelled", because: "that it was cancelled comes first" },
    { told: { isMember: false }, personId: null, why: "membership-not-checked", because: "the first thing that is missing" },
    {
      told: { rule: { ...plan, tiers: [{ fromUnits: 2, amountFen: 1_000_00 }] } },
      personId: null,
      why: "below-first-tier",
      because: "nothing stands in its way but the number",
    },
  ])("$because", ({ told, personId, why }) => {
    expect(outcomes([deal("one", told)])).toEqual([{ dealId: "one", personId, why }]);
  });
});

describe("how much", () => {
  test("21 rewarded units: all at the third tier, or each at its own", () => {
    expect(sum(some(21, { rule: slab }))).toBe(42_000_00);
    expect(sum(some(21, { rule: graduated }))).toBe(28_500_00);
  });

  test("twelve counted, eight rewarded: eight rewards", () => {
    expect(sum([...some(8, { rule: slab }), ...some(4, { rule: slab, referral: null }, "alone")])).toBe(8_000_00);
  });

  test("the ninth tops up the first eight, and one that cancels takes back its own alone", () => {
    const eight = some(8, { rule: slab });
    const ninth = deal("ninth", { rule: slab, firstInstalmentOn: "2008-06-18" });
    const first = rewardsDue(eight, always, firstVisitOn);
    const posted = first.map(({ dealId, personId, amountFen }) => ({ dealId, personId, sumFen: amountFen }));

    const then = entriesDue(rewardsDue([...eight, ninth], always, firstVisitOn), posted);
    expect(first.map(({ amountFen }) => amountFen)).toEqual(Array(8).fill(1_000_00));
    expect(then.filter(({ kind }) => kind === "top-up").map(({ amountFen }) => amountFen)).toEqual(Array(8).fill(500_00));
    expect(then.filter(({ kind }) => kind === "accrual")).toEqual([
      { kind: "accrual", dealId: "ninth", personId: "chairman", amountFen: 1_500_00 },
    ]);

    const nine = [...eight, ninth].map(({ dealId }) => ({ dealId, personId: "chairman", sumFen: 1_500_00 }));
    const leaving = [...some(7, { rule: slab }), deal("deal-08", { rule: slab, cancelledOn: "2008-06-25" }), ninth];
    expect(entriesDue(rewardsDue(leaving, always, firstVisitOn), nine)).toEqual([
      { kind: "recovery", dealId: "deal-08", personId: "chairman", amountFen: -1_500_00 },
    ]);
  });

  test("with recoverAll a cancellation takes from the others too", () => {
    const rule = { ...slab, recoverAll: true };
    const leaving = [...some(8, { rule }), deal("leaver", { rule, cancelledOn: "2008-06-25" })];

    expect(sum(leaving)).toBe(8_000_00);
    expect(sum(leaving.map((one) => ({ ...one, rule: slab })))).toBe(12_000_00);
  });

  test("those of one day rank by unit number, and a cancellation renumbers nothing", () => {
    const eight = some(7, { rule: graduated }).concat(deal("leaver", { rule: graduated, cancelledOn: "2008-06-30" }));
    const sameDay = ["2-1203", "2-0901"].map((unitNumber) =>
      deal(unitNumber, { rule: graduated, firstInstalmentOn: "2008-06-20", unitNumber }),
    );
    const due = rewardsDue([...eight, ...sameDay], always, firstVisitOn);

    expect(due.find(({ dealId }) => dealId === "2-0901")).toMatchObject({ units: 9, amountFen: 1_500_00 });
    expect(due.find(({ dealId }) => dealId === "2-1203")).toMatchObject({ units: 10, amountFen: 1_500_00 });
  });

  test("one that had left by then is no rank for a later one", () => {
    const left = deal("leaver", { rule: graduated, cancelledOn: "2008-06-17" });
    const later = deal("later", { rule: graduated, firstInstalmentOn: "2008-06-18" });

    expect(rewardsDue([...some(7, { rule: graduated }), left, later], always, firstVisitOn).at(-1)).toMatchObject({
      units: 8,
      amountFen: 1_000_00,
    });
  });

  test.each([
    { units: 0, fen: 0, why: "nothing below the first tier" },
    { units: 1, fen: 1_000_00, why: "from the first unit" },
    { units: 8, fen: 1_000_00, why: "one short of the second" },
    { units: 9, fen: 1_500_00, why: "on it" },
    { units: 500, fen: 2_000_00, why: "past the last" },
  ])("$units units: $why", ({ units, fen }) => {
    expect(rewardAt(tiers, units)).toBe(fen);
  });
});

describe("always", () => {
  const day = fc.integer({ min: 0, max: 40 }).map((after) => addDays("2008-06-11", after));
  const facts = fc
    .array(
      fc.record({
        firstInstalmentOn: fc.option(day),
        stays: fc.option(fc.integer({ min: 0, max: 40 })),
        rule: fc.constantFrom(slab, graduated, handover, { ...slab, recoverAll: true }),
        by: fc.constantFrom("chairman", "successor", null),
      }),
      { maxLength: 30 },
    )
    .map((all) =>
      all.map(({ stays, by, ...one }, at) =>
        deal(`d${at}`, {
          ...one,
          cancelledOn: stays === null ? null : addDays("2008-06-12", stays),
          referral: by && { personId: by, on: "2008-06-01" },
        }),
      ),
    );

  test("the order of typing changes nothing, each deal rewards one person at most, and posting is done once", () => {
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat()), (all, order) => {
        const keys = new Map(all.map(({ dealId }) => [dealId, order.next().value as number]));
        const shuffled = [...all].sort((a, b) => (keys.get(a.dealId) ?? 0) - (keys.get(b.dealId) ?? 0));
        const due = rewardsDue(all, changed, firstVisitOn);
        const sorted = (list: typeof due) => [...list].sort((a, b) => a.dealId.localeCompare(b.dealId));

        expect(sorted(rewardsDue(shuffled, changed, firstVisitOn))).toEqual(sorted(due));
        expect(new Set(due.map(({ dealId }) => dealId)).size).toBe(due.length);
        const posted = entriesDue(due, []).map(({ dealId, personId, amountFen }) => ({ dealId, personId, sumFen: amountFen }));
        expect(entriesDue(due, posted)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test.each(["slab", "graduated"] as const)("a thousand rewarded units take at most 10 ms, %s", (method) => {
    const facts = some(1_000, { rule: { ...plan, tiers, method } }).map((one, at) => ({
      ...one,
      firstInstalmentOn: addDays("2008-06-15", at % 200),
    }));
    const due = () => rewardsDue(facts, always, firstVisitOn);

    expectWithin(10, () => facts, due);
  });
});
