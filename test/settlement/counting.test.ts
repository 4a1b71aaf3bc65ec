import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plan2008Window } from "../../src/campaigns/templates/plan-2008";
import type { PolicyTerms } from "../../src/policies/contract";
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
  today: "2008-06-12",
};
const fromSubscription: PolicyTerms = { ...plan2008Terms, countBasis: "subscribed" };

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

describe("where a version counts from subscription", () => {
  const counts = (told: Partial<CountingFacts>) => standingOf(fromSubscription, plan2008Window, { ...facts, ...told });
  const unsigned = { signedOn: null };

  test.each([
    { told: {}, until: null, why: "signed in time" },
    { told: { signedOn: "2008-06-17", today: "2008-07-30" }, until: null, why: "signed on the seventh day, the last" },
    { told: { ...unsigned, today: "2008-06-10" }, until: null, why: "not signed: on the day of subscription" },
    { told: { ...unsigned, today: "2008-06-17" }, until: null, why: "not signed: the seventh day is the last" },
    { told: { ...unsigned, extendedTo: "2008-06-20", today: "2008-06-20" }, until: null, why: "an approval moved the last day" },
    {
      told: { ...unsigned, cancelledOn: "2008-06-11", today: "2008-07-30" },
      until: "2008-06-11",
      why: "cancelled the day after, never signed",
    },
    {
      told: { ...unsigned, cancelledOn: "2008-06-17", today: "2008-07-30" },
      until: "2008-06-17",
      why: "cancelled on its last day to sign",
    },
    { told: { cancelledOn: "2008-06-12" }, until: "2008-06-12", why: "signed and cancelled on one day, two days after it was subscribed" },
  ])("it counts from its subscription until $until: $why", ({ told, until }) => {
    expect(counts(told)).toEqual({ standing: "counted", from: "2008-06-10", until, why: null });
  });

  test.each([
    { told: { ...unsigned, today: "2008-06-18" }, code: "not-signed-in-time", until: "2008-06-18", why: "the eighth day" },
    {
      told: { ...unsigned, extendedTo: "2008-06-20", today: "2008-06-21" },
      code: "not-signed-in-time",
      until: "2008-06-21",
      why: "past the days given",
    },
    {
      told: { ...unsigned, cancelledOn: "2008-06-18", today: "2008-06-18" },
      code: "not-signed-in-time",
      until: "2008-06-18",
      why: "its days were over when it was cancelled",
    },
    { told: { signedOn: "2008-06-18" }, code: "signed-late", until: "2008-06-18", why: "signed on the eighth day" },
    {
      told: { signedOn: "2008-06-19", cancelledOn: "2008-06-25" },
      code: "signed-late",
      until: "2008-06-18",
      why: "cancelled when it counted no more",
    },
  ])("$code, and it had counted until $until: $why", ({ told, code, until }) => {
    expect(counts(told)).toEqual({ standing: "none", why: code, past: { from: "2008-06-10", until } });
  });

  test.each([
    { told: { cancelledOn: "2008-06-10", signedOn: null }, standing: "none", code: "cancelled-same-day", why: "gone on the day it came" },
    { told: { ...unsigned, product: "parking" }, standing: "none", code: "product-not-counted", why: "a parking space" },
    { told: { ...unsigned, isMember: false }, standing: "alone", code: "membership-not-checked", why: "nobody has seen the work permit" },
    { told: { ...unsigned, subscribedOn: "2008-05-14" }, standing: "none", code: "outside-window", why: "a day before the window" },
    {
      told: { ...unsigned, isMember: false, today: "2008-06-18" },
      standing: "none",
      code: "not-signed-in-time",
      why: "nothing had been proved in its days",
    },
  ])("$code: $why", ({ told, standing, code }) => {
    expect(counts(told)).toEqual({ standing, why: code });
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
