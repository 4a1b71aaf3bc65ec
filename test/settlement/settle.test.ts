import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyTerms, RegularStep } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { type DealFacts, linesDue, settle } from "../../src/settlement/rules";
import { addDays } from "../../src/time/business-day";
import { expectWithin } from "../support/pace";
import { deal, groupFen, notRetroactive, regularFen, reversing, some, type Told } from "./facts";

const payables = (deals: DealFacts[]) => settle(deals).map(({ payableFen }) => payableFen);
const times = (n: number, fen: number | null) => Array(n).fill(fen);
const tiered = (id: string, fromUnits: number, payableBps: number): PolicyTerms => ({
  ...plan,
  groupTables: [{ id, categories: ["chamber"], tiers: [{ fromUnits, payableBps }] }],
});

const ownTable: PolicyTerms = {
  ...plan,
  rewardRules: plan.rewardRules.map((rule) => ({
    ...rule,
    ownPurchase: {
      tiers: [
        { fromUnits: 1, payableBps: 9900 },
        { fromUnits: 4, payableBps: 9700 },
      ],
    },
  })),
};

describe("the worked cases", () => {
  test("eight signed, then the ninth: nine at the group's price", () => {
    expect(payables(some(8))).toEqual(times(8, regularFen));
    expect(payables([...some(8), deal("ninth", { signedOn: "2008-06-20" })])).toEqual(times(9, groupFen));
  });

  test("one of the first eight cancels under `keep`: nothing moves for the others", () => {
    const cancelled = deal("leaver", { cancelledOn: "2008-06-25" });

    expect(payables([...some(7), cancelled, deal("ninth", { signedOn: "2008-06-20" })])).toEqual([...times(7, groupFen), 0, groupFen]);
  });

  test("the same under `reverse`: seven fall back, and the ninth keeps its contract's price as an open item", () => {
    const told: Told = { terms: reversing };
    const all = settle([
      ...some(7, { ...told, contractPriceFen: regularFen }),
      deal("leaver", { ...told, contractPriceFen: regularFen, cancelledOn: "2008-06-25" }),
      deal("ninth", { ...told, signedOn: "2008-06-20", contractPriceFen: groupFen }),
    ]);

    expect(all.map(({ payableFen }) => payableFen)).toEqual([...times(7, regularFen), 0, groupFen]);
    expect(all.map(({ openFen }) => openFen)).toEqual([...times(8, 0), regularFen - groupFen]);
    expect(all[0]?.because).toEqual({ kind: "lost", units: 8, day: "2008-06-25", dealId: "leaver" });
  });

  test("versions mixed: five under 9 → 9.8折, four under 10 → 9.7折, nine in all", () => {
    const first = some(5, { terms: tiered("v1", 9, 9800) }, "v1");
    const second = some(4, { terms: tiered("v2", 10, 9700) }, "v2");

    expect(payables([...first, ...second])).toEqual([...times(5, groupFen), ...times(4, regularFen)]);
  });

  test("the key person's own purchase as one of eight: own at the first tier, the others without", () => {
    expect(payables([...some(7), deal("own", { isOwnPurchase: true })])).toEqual([...times(7, regularFen), groupFen]);
  });

  test.each([
    { on: "按揭", told: { paymentMethod: "mortgage" }, fen: 428_828_40, why: "9.9折, then the group's 9.8折" },
    {
      on: "特批 9.9",
      told: { special: { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: true, floorBps: null } },
      fen: groupFen,
      why: "it replaces the group, and the buyer gets the lower",
    },
    {
      on: "特批 9.9, stacking",
      told: { special: { effect: { kind: "rate", payableBps: 9900 }, replacesGroup: false, floorBps: null } },
      fen: 420_251_83,
      why: "on top of the group's price",
    },
    { on: "教師", told: { credential: "teacher" }, fen: groupFen, why: "9.8折 once, not twice" },
  ] as const)("nine, one of them $on: $why", ({ told, fen }) => {
    expect(payables([...some(8), deal("other", told)]).at(-1)).toBe(fen);
  });

  test("a late tier stops at the floor and says so", () => {
    const off = { ...(plan.regular[0] as RegularStep), effect: { kind: "amount", amountFen: 5_000_00 } } as const;
    const floored: PolicyTerms = { ...plan, floorBps: 9550, regular: [plan.regular[0] as RegularStep, { ...off, id: "off" }] };
    const [one] = settle(some(9, { terms: floored }));

    expect(one).toMatchObject({ payableFen: 422_110_00, stopsAtFloor: true });
  });
});

describe("where a version counts from subscription", () => {
  const basis = (terms: PolicyTerms): PolicyTerms => ({ ...terms, countBasis: "subscribed" });
  const ninth = (terms: PolicyTerms, told: Told = {}) =>
    deal("ninth", { terms, signedOn: null, subscribedOn: "2008-06-20", today: "2008-06-27", ...told });
  const lapsed = { today: "2008-06-28" };

  test.each([
    { terms: basis(plan), told: {}, fen: groupFen, why: "the ninth is subscribed and still has a day to sign" },
    { terms: plan, told: {}, fen: regularFen, why: "under a version that counts from signing it does not help" },
    { terms: basis(plan), told: { isMember: false }, fen: regularFen, why: "nobody has seen that it belongs" },
    { terms: basis(plan), told: lapsed, fen: groupFen, why: "its days are over: `keep` leaves what had been reached" },
    { terms: basis(reversing), told: {}, fen: groupFen, why: "`reverse`, on its last day to sign" },
    { terms: basis(reversing), told: lapsed, fen: regularFen, why: "`reverse`, the day after: eight count" },
    { terms: basis(reversing), told: { ...lapsed, extendedTo: "2008-06-28" }, fen: groupFen, why: "`reverse`, a day more was given" },
    { terms: basis(notRetroactive), told: {}, fen: regularFen, why: "they keep the tier of their signing day" },
  ])("eight signed and one subscribed, $fen each: $why", ({ terms, told, fen }) => {
    expect(payables([...some(8, { terms }), ninth(terms, told)])).toEqual([...times(8, fen), null]);
  });

  test("settled on its last day to sign, it counted; on the day after it did not", () => {
    const on = (settledOn: string) =>
      payables([...some(8, { terms: basis(reversing), settledOn }), ninth(basis(reversing), { today: "2008-07-30" })])[0];

    expect(on("2008-06-27")).toBe(groupFen);
    expect(on("2008-06-28")).toBe(regularFen);
  });

  test("what a home cost on its signing day is of that day's count, not of its subscription's", () => {
    const terms = basis(plan);
    const all = settle([...some(8, { terms }), deal("ninth", { terms, subscribedOn: "2008-05-30", signedOn: "2008-06-01" })]);

    expect(all.map(({ baseFen }) => baseFen)).toEqual(times(9, groupFen));
    const slow = settle([...some(8, { terms }), deal("slow", { terms, subscribedOn: "2008-05-28", signedOn: "2008-05-31" })]).at(-1);
    expect(slow).toMatchObject({ baseFen: regularFen, payableFen: groupFen, units: 9 });
  });

  test("not retroactive, a home has the tier of the day on which it is signed, unsigned ones counted", () => {
    const terms = basis(notRetroactive);
    const all = [...some(7, { terms }), ninth(terms), deal("next", { terms, subscribedOn: "2008-06-18", signedOn: "2008-06-21" })];

    expect(payables(all)).toEqual([...times(7, regularFen), null, groupFen]);
  });

  test("who signs late has no tier, and leaves the others what they reached while it counted", () => {
    const terms = basis(plan);
    const late = deal("late", { terms, subscribedOn: "2008-06-01", signedOn: "2008-06-09" });

    expect(payables([...some(8, { terms }), late])).toEqual([...times(8, groupFen), regularFen]);
    expect(payables([...some(8, { terms: basis(reversing) }), { ...late, terms: basis(reversing) }])).toEqual(times(9, regularFen));
  });

  test("each deal by its own basis: an unsigned one counts for all, one of the other version for none", () => {
    const counting = ninth(basis(plan));

    expect(payables([...some(8), counting])).toEqual([...times(8, groupFen), null]);
    expect(payables([...some(8, { terms: basis(plan) }), ninth(plan)])).toEqual([...times(8, regularFen), null]);
  });
});

describe("the count that is due to a deal", () => {
  test.each([
    { terms: plan, told: {}, fen: groupFen, why: "keep: it was there when nine were" },
    { terms: plan, told: { settledOn: "2008-06-19" }, fen: regularFen, why: "keep: settled the day before the ninth came" },
    { terms: plan, told: { settledOn: "2008-06-20" }, fen: groupFen, why: "keep: settled on the day the ninth came" },
    { terms: reversing, told: {}, fen: regularFen, why: "reverse: two have left since" },
    { terms: reversing, told: { settledOn: "2008-06-24" }, fen: groupFen, why: "reverse: settled before they left" },
    { terms: reversing, told: { settledOn: "2008-06-25" }, fen: regularFen, why: "reverse: settled on the day they left" },
    { terms: notRetroactive, told: {}, fen: regularFen, why: "not retroactive: one of the first eight keeps the tier of its day" },
    {
      terms: notRetroactive,
      told: { signedOn: "2008-06-20" },
      fen: groupFen,
      why: "not retroactive: signed on the ninth's day (當日同享)",
    },
  ])("$why", ({ terms, told, fen }) => {
    const others = [
      ...some(5, { terms }),
      ...some(2, { terms, cancelledOn: "2008-06-25" }, "leaver"),
      ...some(told.signedOn ? 0 : 1, { terms, signedOn: "2008-06-20" }, "ninth"),
      ...some(told.signedOn ? 1 : 0, { terms }, "eighth"),
    ];

    expect(settle([...others, deal("asked", { terms, ...told })]).at(-1)?.payableFen).toBe(fen);
  });

  test("one that never met the nine has no part in them", () => {
    const early = deal("early", { cancelledOn: "2008-06-10" });
    const late = deal("late", { signedOn: "2008-06-30" });
    const nine = [...some(8), early, deal("ninth", { signedOn: "2008-06-09" })];

    expect(settle([...nine, late]).find(({ id }) => id === "late")?.payableFen).toBe(groupFen); // nine again: eight, the ninth, the late one less the early one
    expect(settle([...some(7), early, late]).find(({ id }) => id === "late")?.units).toBe(8);
  });

  test("a teacher without an account has the credential's tier from the first home, and a stranger none", () => {
    expect(payables([deal("teacher", { engagementId: null, credential: "teacher" })])).toEqual([groupFen]);
    expect(payables([...some(9), deal("stranger", { engagementId: null })]).at(-1)).toBe(regularFen);
    expect(
      payables([deal("late", { engagementId: null, credential: "teacher", subscribedOn: "2008-06-01", signedOn: "2008-06-30" })]),
    ).toEqual([regularFen]);
  });

  test("no price rises above the contract's", () => {
    expect(settle([deal("one", { contractPriceFen: groupFen })])[0]).toMatchObject({
      payableFen: groupFen,
      openFen: regularFen - groupFen,
    });
    expect(settle([deal("one", { contractPriceFen: 440_000_00 })])[0]).toMatchObject({ payableFen: regularFen, openFen: 0 });
  });

  test("before signing nothing is due, after cancelling nothing is left", () => {
    expect(payables([deal("one", { signedOn: null })])).toEqual([null]);
    expect(payables([deal("one", { cancelledOn: "2008-06-02" })])).toEqual([0]);
  });
});

describe("what is posted", () => {
  const first = { hasBase: false, sumFen: 0 };
  test.each([
    { posted: first, payable: null, base: null, gone: false, lines: [], why: "not signed" },
    { posted: first, payable: 433, base: 433, gone: false, lines: [["base", 433]], why: "the first line" },
    {
      posted: first,
      payable: 424,
      base: 433,
      gone: false,
      lines: [
        ["base", 433],
        ["adjustment", -9],
      ],
      why: "the tier was reached before anybody settled: the base is that of the signing day all the same",
    },
    { posted: { hasBase: true, sumFen: 433 }, payable: 433, base: 433, gone: false, lines: [], why: "settling twice changes nothing" },
    { posted: { hasBase: true, sumFen: 433 }, payable: 424, base: 433, gone: false, lines: [["adjustment", -9]], why: "預計返還" },
    { posted: { hasBase: true, sumFen: 424 }, payable: 424, base: 433, gone: false, lines: [], why: "a base that was fixed stays" },
    { posted: { hasBase: true, sumFen: 424 }, payable: 433, base: 433, gone: false, lines: [["adjustment", 9]], why: "withdrawn" },
    { posted: { hasBase: true, sumFen: 424 }, payable: 0, base: null, gone: true, lines: [["closing", -424]], why: "cancelled" },
    { posted: { hasBase: true, sumFen: 0 }, payable: 0, base: null, gone: true, lines: [], why: "closed already" },
    { posted: first, payable: 0, base: null, gone: true, lines: [], why: "cancelled before anything was posted" },
  ] as const)("$why", ({ posted, payable, base, gone, lines }) => {
    expect(linesDue(posted, { payableFen: payable, baseFen: base }, gone).map(({ kind, amountFen }) => [kind, amountFen])).toEqual(lines);
  });

  test("the base is the price of the signing day, whatever came after it", () => {
    const eight = some(8, { terms: plan, signedOn: "2008-06-03" });
    const ninth = deal("ninth", { terms: plan, signedOn: "2008-07-12", contractPriceFen: groupFen });

    expect(settle([...eight, ninth]).map(({ baseFen, payableFen }) => [baseFen, payableFen])).toEqual([
      ...Array(8).fill([regularFen, groupFen]),
      [groupFen, groupFen],
    ]);
  });
});

describe("always", () => {
  const day = fc.integer({ min: 0, max: 40 }).map((after) => addDays("2008-06-01", after));
  const told = fc.record({
    signedOn: day,
    stays: fc.option(fc.integer({ min: 0, max: 30 })),
    terms: fc.constantFrom(plan, reversing, notRetroactive, tiered("v2", 5, 9700), ownTable, { ...ownTable, onDrop: "reverse" as const }),
    isMember: fc.boolean(),
    isOwnPurchase: fc.nat(3).map((one) => one === 0),
    settledOn: fc.constantFrom(null, null, "2008-06-30"),
  });
  const group = fc
    .array(told, { minLength: 1, maxLength: 30 })
    .map((all) =>
      all.map(({ stays, ...one }, at) => deal(`d${at}`, { ...one, cancelledOn: stays === null ? null : addDays(one.signedOn, stays) })),
    );

  test("the order in which facts were typed changes nothing", () => {
    fc.assert(
      fc.property(group, fc.infiniteStream(fc.nat()), (deals, order) => {
        const keys = new Map(deals.map(({ id }) => [id, order.next().value as number]));
        const shuffled = [...deals].sort((a, b) => (keys.get(a.id) ?? 0) - (keys.get(b.id) ?? 0));
        const byId = (all: ReturnType<typeof settle>) => [...all].sort((a, b) => a.id.localeCompare(b.id));

        expect(byId(settle(shuffled))).toEqual(byId(settle(deals)));
      }),
      { numRuns: 200 },
    );
  });

  test("lines posted as facts arrive, in any order, add up to what is due, and settling again posts nothing", () => {
    fc.assert(
      fc.property(group, fc.infiniteStream(fc.nat()), (deals, order) => {
        const posted = new Map<string, { hasBase: boolean; sumFen: number }>();
        const post = (facts: DealFacts[]) =>
          settle(facts).flatMap(({ id, ...price }) => {
            const so = posted.get(id) ?? { hasBase: false, sumFen: 0 };
            const lines = linesDue(so, price, facts.find((one) => one.id === id)?.cancelledOn != null);
            const sumFen = lines.reduce((sum, { amountFen }) => sum + amountFen, so.sumFen);
            if (lines.length > 0) posted.set(id, { hasBase: true, sumFen });
            return lines;
          });
        // Each deal is signed first and cancelled later; between the two anything may happen to the others.
        const events = deals
          .flatMap((one) => (one.cancelledOn === null ? [one] : [deal(one.id, { ...one, ...one.buyer, cancelledOn: null }), one]))
          .map((facts, at) => ({ facts, at, key: order.next().value as number }));
        const inOrder = [...events].sort((a, b) => a.key - b.key).map(({ facts }) => facts.id);
        const queueOf = new Map(deals.map(({ id }) => [id, events.filter(({ facts }) => facts.id === id).map(({ facts }) => facts)]));
        const known = new Map<string, DealFacts>();

        for (const id of inOrder) {
          const next = queueOf.get(id)?.shift();
          if (next) known.set(id, next);
          post([...known.values()]);
        }

        for (const { id, payableFen } of settle(deals)) expect(posted.get(id)?.sumFen ?? 0).toBe(payableFen);
        expect(post(deals)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("a thousand deals take at most 10 ms", () => {
    const deals = some(1000, { terms: plan }).map((one, at) =>
      deal(one.id, { signedOn: addDays("2008-05-15", at % 60), subscribedOn: addDays("2008-05-15", at % 60) }),
    );

    expectWithin(10, () => deals, settle);
  });
});
