import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/time/business-day";
import { closing, history } from "./history";
import { policy, rightAtOnce, story, typedIn, zeros } from "./stories";

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
