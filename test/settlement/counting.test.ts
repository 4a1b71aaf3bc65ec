import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { type CountedDays, type CountingFacts, countOf, standingOf } from "../../src/settlement/counting/rules";
import { addDays } from "../../src/time/business-day";

const facts: CountingFacts = {
  engagementId: "engagement",
  product: "residence",
  subscribedOn: "2008-06-10",
  signedOn: "2008-06-12",
  cancelledOn: null,
  extendedTo: null,
  isMember: true,
  specialCounts: true,
};

describe("whether a deal counts", () => {
  test.each([
    { told: {}, from: "2008-06-12", why: "signed in time, of the account, of a kind that counts" },
    { told: { subscribedOn: "2008-05-15", signedOn: "2008-05-15" }, from: "2008-05-15", why: "the window's first day belongs to it" },
    {
      told: { subscribedOn: "2008-07-15", signedOn: "2008-07-22" },
      from: "2008-07-22",
      why: "the window is of subscriptions; signing has its days",
    },
    { told: { signedOn: "2008-06-17" }, from: "2008-06-17", why: "the seventh day is the last" },
    { told: { signedOn: "2008-06-20", extendedTo: "2008-06-20" }, from: "2008-06-20", why: "an approval gave more days" },
    { told: { signedOn: "2008-06-17", extendedTo: "2008-06-14" }, from: "2008-06-17", why: "an approval takes no days away" },
    { told: { cancelledOn: "2008-06-13" }, from: "2008-06-12", why: "it counted for a day" },
  ])("from $from: $why", ({ told, from }) => {
    expect(standingOf(plan2008Terms, plan2008Window, { ...facts, ...told })).toMatchObject({ standing: "counted", from });
  });

  test.each([
    { told: { signedOn: null }, standing: "none", code: "not-signed", why: "subscribing is not signing" },
    { told: { cancelledOn: "2008-06-12" }, standing: "none", code: "cancelled-same-day", why: "signed and cancelled on one day" },
    { told: { subscribedOn: "2008-05-14" }, standing: "none", code: "outside-window", why: "a day too early" },
    { told: { subscribedOn: "2008-07-16", signedOn: "2008-07-16" }, standing: "none", code: "outside-window", why: "a day too late" },
    { told: { signedOn: "2008-06-18" }, standing: "none", code: "signed-late", why: "the eighth day" },
    { told: { signedOn: "2008-06-21", extendedTo: "2008-06-20" }, standing: "none", code: "signed-late", why: "past the days given" },
    { told: { product: "parking" }, standing: "none", code: "product-not-counted", why: "a parking space is no home" },
    {
      told: { specialCounts: false },
      standing: "none",
      code: "special-does-not-count",
      why: "the special price was given on that condition",
    },
    { told: { engagementId: null }, standing: "alone", code: "no-engagement", why: "came with no account" },
    { told: { isMember: false }, standing: "alone", code: "membership-not-checked", why: "nobody has seen the work permit" },
  ])("$code: $why", ({ told, standing, code }) => {
    expect(standingOf(plan2008Terms, plan2008Window, { ...facts, ...told })).toEqual({ standing, why: code });
  });
});

describe("how many counted", () => {
  const days: CountedDays[] = [
    { id: "a", from: "2008-06-01", until: null },
    { id: "b", from: "2008-06-01", until: "2008-06-05" },
    { id: "c", from: "2008-06-05", until: null },
    { id: "d", from: "2008-06-10", until: "2008-06-12" },
  ];

  test.each([
    { day: "2008-05-31", is: 0, why: "before the first" },
    { day: "2008-06-01", is: 2, why: "all signed on a day are in (當日同享)" },
    { day: "2008-06-04", is: 2, why: "nothing happened" },
    { day: "2008-06-05", is: 2, why: "one left and one came on the same day" },
    { day: "2008-06-11", is: 3, why: "the last one's day before it was cancelled" },
    { day: "2008-06-12", is: 2, why: "the day of a cancellation no longer counts" },
    { day: "2020-01-01", is: 2, why: "long after" },
  ])("$is on $day: $why", ({ day, is }) => {
    expect(countOf(days).on(day)).toBe(is);
  });

  test("says who made the count what it is", () => {
    const count = countOf(days);

    expect(count.reached(3, "2008-06-01", null)).toEqual({ day: "2008-06-10", dealId: "d" });
    expect(count.reached(2, "2008-06-03", null)).toEqual({ day: "2008-06-01", dealId: "b" });
    expect(count.reached(4, "2008-06-01", null)).toBeNull();
    expect(count.lastLoss(null)).toEqual({ day: "2008-06-12", dealId: "d" });
    expect(count.lastLoss("2008-06-11")).toEqual({ day: "2008-06-05", dealId: "b" });
    expect(count.lastLoss("2008-06-04")).toBeNull();
  });

  test("agrees with counting day by day", () => {
    const day = fc.integer({ min: 0, max: 30 }).map((after) => addDays("2008-06-01", after));
    const spans = fc.array(fc.tuple(day, fc.option(day)), { maxLength: 25 });
    const asked = fc.tuple(day, day).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [string, string]);

    fc.assert(
      fc.property(spans, asked, (told, [first, last]) => {
        const deals = told.flatMap(([from, until], at) => (until === null || until > from ? [{ id: `d${at}`, from, until }] : []));
        const onDay = (on: string) => deals.filter(({ from, until }) => from <= on && (until === null || on < until)).length;
        const each: number[] = [];
        for (let on = first; on <= last; on = addDays(on, 1)) each.push(onDay(on));
        const count = countOf(deals);

        expect(count.on(first)).toBe(onDay(first));
        expect(count.greatest(first, last)).toBe(Math.max(...each));
        expect(count.now).toBe(onDay("2030-01-01"));
      }),
      { numRuns: 500 },
    );
  });
});
