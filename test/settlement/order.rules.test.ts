import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/time/business-day";
import { closing, history, kindsOfOutcome } from "./history";
import { policy, rightAtOnce, story, typedIn, zeros } from "./stories";
import { engaged, policyTogether, rightlyMet, storyTogether, typedTogether } from "./together";

describe("the same facts, typed in any order", () => {
  const several = fc.array(story, { minLength: 3, maxLength: 7 });
  const mixed = fc.array(policy, { minLength: 1, maxLength: 3 });
  const later = fc.nat(30);

  test("give the same payables, tiers and rewards; lines that stand add up to what is payable", () => {
    fc.assert(
      fc.property(several, mixed, fc.infiniteStream(fc.nat()), later, (stories, terms, keys, after) => {
        const today = addDays("2008-06-03", after);
        const inOrder = history(terms, stories, typedIn(stories.map(rightAtOnce), zeros()), null, null, today);
        const shuffled = history(terms, stories, typedIn(stories, keys), null, null, today);

        expect(shuffled.prices).toEqual(inOrder.prices);
        expect(shuffled.rewards).toEqual(inOrder.rewards);
        expect(shuffled.lines).toEqual(shuffled.prices.map(({ payableFen }) => payableFen ?? 0));
        expect(shuffled.amendedBy).toEqual(inOrder.amendedBy);
        expect(shuffled.raised, "no price rises on who has signed").toEqual([]);
        for (const { posted, moved } of shuffled.amendedBy) expect(posted).toBe(moved);
      }),
      { numRuns: 200 },
    );
  });

  test("settled in between, approved, opened again for what was refused, and settled anew: as if all had been typed first", () => {
    fc.assert(
      fc.property(several, mixed, fc.infiniteStream(fc.nat()), closing, fc.nat(16), later, (told, terms, keys, around, after, more) => {
        // What is settled is not taken back.
        const stories = told.map(rightAtOnce);
        const endsOn = addDays("2008-06-03", after);
        const today = addDays(endsOn, more);
        const inOrder = history(terms, stories, typedIn(stories, zeros()), null, endsOn, today);
        const reopened = history(terms, stories, typedIn(stories, keys), around, endsOn, today);

        expect(reopened.prices).toEqual(inOrder.prices);
        expect(reopened.rewards).toEqual(inOrder.rewards);
        expect(reopened.lines).toEqual(reopened.prices.map(({ payableFen }) => payableFen ?? 0));
        for (const { posted, moved } of reopened.amendedBy) expect(posted).toBe(moved);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the facts of several engagements that count together, typed in any order", () => {
  const later = fc.nat(30);
  const several = fc.array(storyTogether, { minLength: 4, maxLength: 8 });
  const mixed = fc.array(policyTogether, { minLength: 1, maxLength: 3 });
  const group = fc.array(engaged, { minLength: 2, maxLength: 3 });

  test("with key persons who change, visits, referrals, credentials, supplements and instalments, settled in between or not: the same for everybody", () => {
    const reached = new Set<string>();
    const typing = fc.tuple(fc.infiniteStream(fc.nat()), fc.option(closing, { freq: 1 }));
    fc.assert(
      fc.property(group, several, mixed, typing, later, later, (met, stories, terms, [keys, around], after, more) => {
        const endsOn = around && addDays("2008-06-03", after);
        const today = addDays(endsOn ?? "2008-06-03", more);
        const [rightMet, right] = [met.map(rightlyMet), stories.map(rightAtOnce)];
        // What is settled is not taken back, and no key person corrected.
        const [asMet, asTold] = around ? [rightMet, right] : [met, stories];
        const inOrder = history(terms, right, typedTogether(rightMet, right, zeros()), null, endsOn, today, rightMet);
        const shuffled = history(terms, asTold, typedTogether(asMet, asTold, keys), around, endsOn, today, asMet);

        expect(shuffled.prices).toEqual(inOrder.prices);
        expect(shuffled.earned).toEqual(inOrder.earned);
        expect(shuffled.lines).toEqual(shuffled.prices.map(({ payableFen }) => payableFen ?? 0));
        expect(shuffled.raised, "no price rises on who has signed").toEqual([]);
        expect(shuffled.isAtRest, "settled twice, nothing more").toBe(true);
        if (!around) expect(shuffled.amendedBy).toEqual(inOrder.amendedBy);
        for (const { posted, moved } of shuffled.amendedBy) expect(posted).toBe(moved);
        for (const found of shuffled.kinds) reached.add(found);
      }),
      { numRuns: 200 },
    );
    expect([...reached].toSorted(), "the drawing reaches it all").toEqual(kindsOfOutcome.toSorted());
  });
});
