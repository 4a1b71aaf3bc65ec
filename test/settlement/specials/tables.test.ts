import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyTerms, Tier } from "../../../src/policies/contract";
import type { SpecialPrice } from "../../../src/policies/quoting/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import { type DealFacts, settle } from "../../../src/settlement/rules";
import type { ApprovedSpecial } from "../../../src/settlement/specials/rules";
import { nextOf } from "../../../src/settlement/statement/rules";
import { addDays } from "../../../src/time/business-day";
import { approved, deal, groupFen, notRetroactive, regularFen, reversing, type Told } from "../facts";

const fallbackFen = 428_828_40; // 433,160.00 at 9.9折
const threeFen = 426_662_60; // at 9.85折
const fiveFen = 420_165_20; // at 9.7折
const stackedFen = 411_761_90; // 424,496.80 at 9.7折

const tiers: Tier[] = [
  { fromUnits: 3, payableBps: 9850 },
  { fromUnits: 5, payableBps: 9700 },
];
type Table = Extract<SpecialPrice["effect"], { kind: "tiers" }>;
const five: Table["commitment"] = { units: 5, by: "2008-06-20", fallback: { kind: "rate", payableBps: 9900 } };
const table = (commitment: Table["commitment"], told: Partial<ApprovedSpecial> = {}): Partial<ApprovedSpecial> => ({
  scope: "engagement",
  effect: { kind: "tiers", tiers, commitment },
  ...told,
});
const promised = table(five);
const early = "2008-06-01";

/** Deals with the special price, signed on these days; the first that are said to leave do so on theirs. */
function group(signedOn: string[], special: Partial<ApprovedSpecial>, told: Told = {}, leaving: string[] = []): DealFacts[] {
  return signedOn.map((day, at) =>
    deal(`d-${String(at + 1).padStart(2, "0")}`, {
      specials: [approved({ id: "s", ...special })],
      ...told,
      signedOn: day,
      // The first stays: it is the one that is asked about.
      cancelledOn: at > 0 ? (leaving[at - 1] ?? null) : null,
    }),
  );
}

const days = (count: number, ...then: string[]): string[] => [...Array<string>(count).fill(early), ...then];
const firstOf = (deals: DealFacts[]) => settle(deals)[0];

describe("an own table, without a commitment", () => {
  const open = table(null);

  test.each([
    { units: 2, fen: regularFen, why: "one short of its first tier: the policy's own price stands" },
    { units: 3, fen: threeFen, why: "on its first threshold" },
    { units: 4, fen: threeFen, why: "one short of the next" },
    { units: 5, fen: fiveFen, why: "on the next" },
    { units: 9, fen: fiveFen, why: "the group's tier is reached too: the buyer gets the lower" },
  ])("$units units: $why", ({ units, fen }) => {
    expect(firstOf(group(days(units), open))?.payableFen).toBe(fen);
  });

  test.each<{ told: Partial<ApprovedSpecial>; units: number; fen: number; why: string }>([
    { told: { replacesGroup: false }, units: 9, fen: stackedFen, why: "stacks: on top of the group's tier" },
    { told: { replacesGroup: false }, units: 5, fen: fiveFen, why: "stacks: below the group's tier on the regular price" },
    { told: { floorBps: 9600 }, units: 5, fen: 424_320_00, why: "its own floor holds it" },
    {
      told: { effect: { kind: "tiers", tiers: [{ fromUnits: 3, payableBps: 9850 }], commitment: null } },
      units: 9,
      fen: groupFen,
      why: "the group's tier is lower",
    },
  ])("$units units: $why", ({ told, units, fen }) => {
    expect(firstOf(group(days(units), { ...open, ...told }))?.payableFen).toBe(fen);
  });

  test("per ㎡, of a home without an area: nothing, and of one with: its area's worth", () => {
    const perSqm = table(null, { effect: { kind: "tiers", tiers: [{ fromUnits: 3, perSqmFen: 100_00 }], commitment: null } });
    const home = { listPriceFen: 442_000_00, areaCentiSqm: null, product: "residence" };

    expect(firstOf(group(days(3), perSqm))?.payableFen).toBe(regularFen - 13_000_00);
    expect(firstOf(group(days(3), perSqm, { home }))?.payableFen).toBe(regularFen);
  });
});

interface Case {
  why: string;
  signedOn: string[];
  leaving?: string[];
  special?: Partial<ApprovedSpecial>;
  told?: Told;
  fen: number;
}

const reverse: Told = { terms: reversing };
const once: Told = { terms: notRetroactive };
const cases: Case[] = [
  { why: "one short of the commitment: the fallback", signedOn: days(4), fen: fallbackFen },
  { why: "met on its last day", signedOn: days(4, "2008-06-20"), fen: fiveFen },
  { why: "so many a day after its last: the fallback for good", signedOn: days(4, "2008-06-21"), fen: fallbackFen },
  {
    why: "without a fallback it gives nothing until then",
    signedOn: days(4),
    special: table({ ...five, fallback: null }),
    fen: regularFen,
  },
  { why: "the commitment is met below the next threshold", signedOn: days(4), special: table({ ...five, units: 4 }), fen: threeFen },
  {
    why: "a fallback that is lower than the tier stays: meeting the commitment makes nothing dearer",
    signedOn: days(5),
    special: table({ ...five, fallback: { kind: "amount", amountFen: 20_000_00 } }),
    fen: regularFen - 20_000_00,
  },
  { why: "keep: met, then one leaves", signedOn: days(5), leaving: ["2008-06-25"], fen: fiveFen },
  {
    why: "keep: one left before the fifth came, so five never counted",
    signedOn: days(4, "2008-06-20"),
    leaving: ["2008-06-20"],
    fen: fallbackFen,
  },
  { why: "keep: one left on the day after the fifth came", signedOn: days(4, "2008-06-20"), leaving: ["2008-06-21"], fen: fiveFen },
  { why: "reverse: met, then one leaves", signedOn: days(5), leaving: ["2008-06-25"], told: reverse, fen: fallbackFen },
  {
    why: "reverse: met, one leaves, another comes after the last day",
    signedOn: days(5, "2008-06-27"),
    leaving: ["2008-06-25"],
    told: reverse,
    fen: fiveFen,
  },
  { why: "reverse: so many only after the last day", signedOn: days(4, "2008-06-21"), told: reverse, fen: fallbackFen },
  { why: "reverse: met on its last day", signedOn: days(4, "2008-06-20"), told: reverse, fen: fiveFen },
  { why: "not retroactive: not met on its signing day", signedOn: days(4, "2008-06-10"), told: once, fen: fallbackFen },
  { why: "not retroactive: met on its signing day, all of one day together", signedOn: days(5), told: once, fen: fiveFen },
  { why: "not retroactive: met, then one leaves", signedOn: days(5), leaving: ["2008-06-05"], told: once, fen: fiveFen },
  { why: "stacks: the fallback on the regular price", signedOn: days(4), special: { ...promised, replacesGroup: false }, fen: fallbackFen },
  { why: "stacks: both tiers", signedOn: days(9), special: { ...promised, replacesGroup: false }, fen: stackedFen },
  {
    why: "settled as of the day before the fifth came",
    signedOn: days(4, "2008-06-18"),
    told: { settledOn: "2008-06-17" },
    fen: fallbackFen,
  },
  {
    why: "settled as of the day on which the fifth came",
    signedOn: days(4, "2008-06-18"),
    told: { settledOn: "2008-06-18" },
    fen: fiveFen,
  },
  { why: "its contract is lower: nothing rises", signedOn: days(4), told: { contractPriceFen: fiveFen }, fen: fiveFen },
];

describe("with a commitment", () => {
  test.each(cases)("$why", ({ signedOn, leaving, special, told, fen }) => {
    const deals = group(signedOn, special ?? promised, told, leaving);

    expect(firstOf(deals)?.payableFen).toBe(fen);
    expect(settle(deals.toReversed()).at(-1)?.payableFen, "whatever was typed first").toBe(fen);
  });

  const last = (deals: DealFacts[]) => settle(deals).at(-1)?.payableFen;

  test.each([
    { why: "who comes after the last day has what was met by then", signedOn: days(5, "2008-06-25"), fen: fiveFen },
    {
      why: "it stays met for who comes after others left: at the tier of its own days",
      signedOn: days(5, "2008-06-25"),
      leaving: ["2008-06-22", "2008-06-22", "2008-06-22"],
      fen: threeFen,
    },
    { why: "and has the fallback where it was not", signedOn: days(4, "2008-06-25"), fen: fallbackFen },
    { why: "not retroactive: the fifth itself", signedOn: days(4, "2008-06-10"), told: once, fen: fiveFen },
    { why: "not retroactive: the fifth a day late", signedOn: days(4, "2008-06-21"), told: once, fen: fallbackFen },
  ])("the last: $why", ({ signedOn, leaving, told, fen }) => {
    expect(last(group(signedOn, promised, told, leaving))).toBe(fen);
  });

  test("what does not count has the fallback alone, whatever the others reached", () => {
    const outsider = deal("outsider", { isMember: false, specials: [approved(promised)] });

    expect(last([...group(days(6), promised), outsider])).toBe(fallbackFen);
    expect(last([...group(days(6), table(null)), deal("outsider", { isMember: false, specials: [approved(table(null))] })])).toBe(
      regularFen,
    );
  });

  test("the key person's own purchase has the category's first tier, and of the table what counts", () => {
    const own = deal("own", { isOwnPurchase: true, specials: [approved(table(null))] });

    expect(last([...group(days(3), table(null)), own]), "four count: 9.85折 of its own table is dearer than 9.8折").toBe(groupFen);
    expect(last([...group(days(4), table(null)), own]), "five count").toBe(fiveFen);
  });
});

describe("the cause", () => {
  const because = (deals: DealFacts[]) => firstOf(deals)?.because;
  const reached = (units: number, day: string, dealId: string) => ({ kind: "reached", units, day, dealId });

  test.each([
    { why: "who met the commitment", deals: group(days(4, "2008-06-20"), promised), because: reached(5, "2008-06-20", "d-05") },
    {
      why: "who reached the tier, where the commitment had been met",
      deals: group(days(3, "2008-06-10", "2008-06-15"), table({ ...five, units: 4 })),
      because: reached(5, "2008-06-15", "d-05"),
    },
    {
      why: "who met the commitment, where the tier had been reached",
      deals: group(days(3, "2008-06-10"), table({ ...five, units: 4 })),
      because: reached(4, "2008-06-10", "d-04"),
    },
    { why: "the fallback from the start: nothing moved but the yes", deals: group(days(4), promised), because: approval("2008-05-20") },
    {
      why: "the yes, where all had been reached",
      deals: group(days(5), { ...promised, approvedOn: "2008-06-02" }),
      because: approval("2008-06-02"),
    },
    {
      why: "who left, where a version takes back",
      deals: group(days(5), promised, reverse, ["2008-06-25"]),
      because: { kind: "lost", units: 4, day: "2008-06-25", dealId: "d-02" },
    },
    {
      why: "stacked: who reached the group's tier after its own",
      deals: group(days(8, "2008-06-25"), { ...promised, replacesGroup: false }),
      because: reached(9, "2008-06-25", "d-09"),
    },
  ])("$why", ({ deals, because: expected }) => {
    expect(because(deals)).toEqual(expected);
  });

  function approval(day: string) {
    return { kind: "special", specialId: "s", number: 1, day };
  }

  test("the base is what it cost on its signing day; what the commitment moved is one amount with its cause", () => {
    expect(firstOf(group(days(4, "2008-06-20"), promised))).toMatchObject({
      baseFen: fallbackFen,
      payableFen: fiveFen,
      tier: { fromUnits: 5, payableBps: 9700, source: "special" },
      moves: [{ because: reached(5, "2008-06-20", "d-05"), amountFen: fiveFen - fallbackFen }],
    });
    expect(settle(group(days(4, "2008-06-20"), promised)).at(-1), "the fifth signs at it").toMatchObject({ baseFen: fiveFen, moves: [] });
  });
});

describe("what comes next", () => {
  const asked = (today: string, special = promised) => ({ ...special, today });

  test.each([
    {
      why: "the commitment, on its last day",
      deals: group(days(3), asked("2008-06-20")),
      next: { fromUnits: 5, moreUnits: 2, by: "2008-06-20", savesOthersFen: 3 * (fallbackFen - fiveFen) },
    },
    {
      why: "the day after, only the group's tier",
      deals: group(days(3), asked("2008-06-21")),
      next: { fromUnits: 9, moreUnits: 6, by: null, savesOthersFen: 3 * (fallbackFen - groupFen) },
    },
    {
      why: "without a commitment its next tier",
      deals: group(days(3), asked("2008-06-21", table(null))),
      next: { fromUnits: 5, savesOthersFen: 3 * (threeFen - fiveFen) },
    },
    {
      why: "met before its last day, fallen since, and taken back: met again with the count",
      deals: group(days(5), asked("2008-06-30"), reverse, ["2008-06-25"]),
      next: { fromUnits: 5, moreUnits: 1, savesOthersFen: 4 * (fallbackFen - fiveFen) },
    },
  ])("$why", ({ deals, next }) => {
    expect(nextOf(deals)).toMatchObject(next);
  });

  test("nothing where the table's last tier is in force and the group's is dearer", () => {
    expect(nextOf(group(days(5), asked("2008-06-20")))).toBeNull();
  });

  test("a newcomer has the engagement's special price while its days are not over", () => {
    expect(nextOf(group(days(4), asked("2008-06-20")))?.newcomer).toMatchObject({ payableFen: fiveFen, savesFen: fallbackFen - fiveFen });
    expect(nextOf(group(days(4), asked("2008-06-20", { ...promised, validUntil: "2008-06-19" })))?.newcomer).toMatchObject({
      payableFen: regularFen,
    });
  });
});

test("more that sign never raise what a signed home costs, by any version that keeps", () => {
  const off = fc.integer({ min: 8500, max: 10_000 });
  const falling = fc
    .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 })
    .chain((from) =>
      fc.tuple(fc.constant(from.toSorted((a, b) => a - b)), fc.array(off, { minLength: from.length, maxLength: from.length })),
    )
    .map(([from, rates]) => {
      const best = rates.toSorted((a, b) => b - a);
      return from.map((fromUnits, at): Tier => ({ fromUnits, payableBps: best[at] ?? 10_000 }));
    });
  const day = fc.integer({ min: 0, max: 25 }).map((after) => addDays("2008-06-01", after));
  const any = fc.record({
    tiers: falling,
    commitment: fc.option(
      fc.record({
        units: fc.integer({ min: 1, max: 8 }),
        by: day,
        fallback: fc.option(
          off.map((payableBps) => ({ kind: "rate" as const, payableBps })),
          { nil: null },
        ),
      }),
      { nil: null },
    ),
  });
  const versions = fc.constantFrom<PolicyTerms>(plan, notRetroactive);

  fc.assert(
    fc.property(any, fc.array(day, { minLength: 1, maxLength: 9 }), fc.boolean(), versions, (effect, signedOn, replacesGroup, terms) => {
      const special = { ...promised, effect: { kind: "tiers" as const, ...effect }, replacesGroup };
      const costs = signedOn.map((_, at) => firstOf(group(signedOn.slice(0, at + 1), special, { terms }))?.payableFen ?? 0);
      const one = firstOf(group(signedOn, special, { terms }));

      for (let at = 1; at < costs.length; at += 1) expect(costs[at]).toBeLessThanOrEqual(costs[at - 1] ?? 0);
      expect(one?.payableFen, "nor above its base").toBeLessThanOrEqual(one?.baseFen ?? 0);
    }),
    { numRuns: 500 },
  );
});
