import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SpecialPrice } from "../../../src/policies/quoting/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import { type DealFacts, settle } from "../../../src/settlement/rules";
import { type ApprovedSpecial, countsWith, specialsFor } from "../../../src/settlement/specials/rules";
import { approved, deal, groupFen, listFen, notRetroactive, regularFen, reversing, some } from "../facts";

const specialFen = 428_828_40; // 433,160.00 at 9.9折
const stackedFen = 420_251_83; // 424,496.80 at 9.9折
const ids = (specials: ApprovedSpecial[]) => specials.map(({ id }) => id);

describe("the worked cases", () => {
  const rate = (replacesGroup: boolean): SpecialPrice => ({ effect: { kind: "rate", payableBps: 9900 }, replacesGroup, floorBps: null });

  test.each([
    { special: rate(true), others: 7, fen: specialFen, why: "eight: below the tier the special alone" },
    { special: rate(true), others: 8, fen: groupFen, why: "nine: it replaces the group, and the buyer gets the lower" },
    { special: rate(false), others: 7, fen: specialFen, why: "eight, stacking: on top of the regular price" },
    { special: rate(false), others: 8, fen: stackedFen, why: "nine, stacking: on top of the group's price" },
  ])("特批 9.9折, $why", ({ special, others, fen }) => {
    expect(settle([...some(others), deal("own", { special })]).at(-1)?.payableFen).toBe(fen);
  });

  test.each([
    { floorBps: null, fen: 420_165_20, why: "none of its own: the version's 98% does not hold it" },
    { floorBps: 9600, fen: 424_320_00, why: "its own floor of 96% holds it" },
    { floorBps: 9500, fen: 420_165_20, why: "it stays above its own floor" },
  ])("floor: $why", ({ floorBps, fen }) => {
    const terms = { ...plan, floorBps: 9800 };
    const special: SpecialPrice = { effect: { kind: "rate", payableBps: 9700 }, replacesGroup: true, floorBps };

    expect(settle([deal("own", { terms, special })])[0]).toMatchObject({ payableFen: fen });
    expect(listFen * 0.98).toBe(regularFen);
  });

  test("without a special the version's floor holds the same deal", () => {
    expect(settle(some(9, { terms: { ...plan, floorBps: 9800 } }))[0]).toMatchObject({ payableFen: regularFen, stopsAtFloor: true });
  });
});

describe("which special prices a deal may have", () => {
  const own = approved({ id: "own", number: 2 });
  const whole = approved({ id: "whole", number: 1, scope: "engagement" });

  test.each([
    { all: [own], signedOn: null, has: ["own"], why: "not signed yet: it may still apply" },
    { all: [{ ...own, validUntil: "2008-06-01" }], signedOn: "2008-06-01", has: ["own"], why: "signed on its last day" },
    { all: [{ ...own, validUntil: "2008-06-01" }], signedOn: "2008-06-02", has: [], why: "signed a day after its last" },
    { all: [whole], signedOn: "2008-06-01", has: ["whole"], why: "the engagement's, where the deal has none" },
    { all: [whole, own], signedOn: "2008-06-01", has: ["own"], why: "the deal's own goes before the engagement's" },
    {
      all: [whole, { ...own, validUntil: "2008-05-31" }],
      signedOn: "2008-06-01",
      has: ["whole"],
      why: "its own has run out: the engagement's is left",
    },
    {
      all: [whole, { ...own, approvedOn: "2008-06-01" }],
      signedOn: "2008-06-01",
      has: ["whole", "own"],
      why: "its own approved on the signing day or later takes nothing away: the lower of both",
    },
    { all: [whole, { ...own, approvedOn: "2008-05-31" }], signedOn: "2008-06-01", has: ["own"], why: "its own approved the day before" },
    {
      all: [approved({ id: "b", number: 7 }), own],
      signedOn: "2008-06-01",
      has: ["own", "b"],
      why: "several of its own: all, to take the lowest",
    },
  ])("$why", ({ all, signedOn, has }) => {
    expect(ids(specialsFor(all, signedOn))).toEqual(has);
    expect(ids(specialsFor(all.toReversed(), signedOn)), "in any order").toEqual(has);
  });
});

describe("whether a deal with a special price counts", () => {
  test.each([
    { told: {}, signedOn: "2008-06-01", counts: true, why: "one that says it counts" },
    { told: { counts: false, approvedOn: "2008-06-01" }, signedOn: "2008-06-01", counts: false, why: "approved on the signing day" },
    {
      told: { counts: false, approvedOn: "2008-06-02" },
      signedOn: "2008-06-01",
      counts: true,
      why: "approved after it was signed: it had counted",
    },
    { told: { counts: false }, signedOn: null, counts: true, why: "not signed: nothing counts yet" },
  ])("$why", ({ told, signedOn, counts }) => {
    expect(countsWith([approved(told)], signedOn)).toBe(counts);
  });
});

describe("the cause of a price", () => {
  const cause = (deals: DealFacts[]) => settle(deals)[0]?.because;
  const late = (told: Partial<ApprovedSpecial>) => deal("deal-01", { specials: [approved({ id: "s", number: 3, ...told })] });
  const stacked = { replacesGroup: false, approvedOn: "2008-06-15" } as const;
  const special = { kind: "special", specialId: "s", number: 3, day: "2008-06-15" };

  test.each([
    { deals: [late({ approvedOn: "2008-06-15" })], because: special, why: "a special approved after signing" },
    {
      deals: [late(stacked), ...some(7, {}, "o"), deal("ninth", { signedOn: "2008-06-20" })],
      because: { kind: "reached", units: 9, day: "2008-06-20", dealId: "ninth" },
      why: "the tier came after the special",
    },
    { deals: [late(stacked), ...some(8, {}, "o")], because: special, why: "the special came after the tier" },
    {
      deals: [late({ approvedOn: "2008-06-15" }), ...some(8, {}, "o")],
      because: { kind: "reached", units: 9, day: "2008-06-01", dealId: "o-08" },
      why: "the tier is lower, so the special gave nothing",
    },
  ])("$why", ({ deals, because }) => {
    expect(cause(deals)).toEqual(because);
  });
});

test("a yes never raises what a signed deal costs, whatever was approved before", () => {
  const day = fc.integer({ min: 10, max: 28 }).map((of) => `2008-06-${of}`);
  const price = fc.record({
    effect: fc.oneof(
      fc.record({ kind: fc.constant("rate" as const), payableBps: fc.integer({ min: 9000, max: 10_000 }) }),
      fc.record({ kind: fc.constant("amount" as const), amountFen: fc.integer({ min: 1, max: 30_000_00 }) }),
    ),
    replacesGroup: fc.boolean(),
    floorBps: fc.option(fc.integer({ min: 9000, max: 10_000 }), { nil: null }),
    scope: fc.constantFrom("deal" as const, "engagement" as const),
    counts: fc.boolean(),
    approvedOn: day,
  });
  const ordered = fc
    .array(price, { minLength: 1, maxLength: 5 })
    .map((all) =>
      all.toSorted((a, b) => (a.approvedOn < b.approvedOn ? -1 : 1)).map((one, at) => approved({ ...one, number: at + 1, id: `s${at}` })),
    );

  fc.assert(
    fc.property(
      ordered,
      day,
      fc.constantFrom(plan, reversing, notRetroactive),
      fc.integer({ min: 0, max: 9 }),
      (all, signedOn, terms, others) => {
        const priceAfter = (count: number) =>
          settle([...some(others, { terms }), deal("own", { terms, signedOn, ...chosen(all.slice(0, count), signedOn) })]).at(-1)
            ?.payableFen ?? 0;
        const bySigning = all.filter(({ approvedOn }) => approvedOn <= signedOn).length;

        for (let count = bySigning; count < all.length; count += 1) expect(priceAfter(count + 1)).toBeLessThanOrEqual(priceAfter(count));
      },
    ),
    { numRuns: 500 },
  );

  function chosen(all: ApprovedSpecial[], signedOn: string) {
    const specials = specialsFor(all, signedOn);

    return { specials, specialCounts: countsWith(specials, signedOn) };
  }
});
