import fc from "fast-check";
import { describe, test } from "vitest";
import { afterRate, leastAtFloor } from "../../src/money/fen";
import type { PolicyTerms } from "../../src/policies/contract";
import { isPriced, type Price, quote } from "../../src/policies/quoting/rules";
import { anyBuyer, anyHome, anySpecial, anyTerms, anyUnits, asKeyPerson, fallingTerms } from "./arbitrary";

/** Whether every line starts where the one before ended, the first at the list price and the last at what is paid. */
const addsUp = ({ lines, payableFen, savedFen }: Price, listPriceFen: number) => {
  const ends = [listPriceFen, ...lines.map(({ afterFen }) => afterFen)];

  return (
    lines.every(({ beforeFen }, index) => beforeFen === ends[index]) && ends.at(-1) === payableFen && listPriceFen - payableFen === savedFen
  );
};

const withoutSteps = (terms: PolicyTerms, keep: (index: number) => boolean): PolicyTerms => ({
  ...terms,
  regular: terms.regular.filter((_, index) => keep(index)),
});

describe("whatever the policy, the home and the buyer", () => {
  test("the lines add up, now and at the next tier", () => {
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, fc.option(anySpecial, { nil: null }), (terms, home, buyer, units, special) => {
        const priced = quote(terms, home, buyer, units, special);

        return addsUp(priced, home.listPriceFen) && (!priced.atNextTier || addsUp(priced.atNextTier, home.listPriceFen));
      }),
      { numRuns: 500 },
    );
  });

  test("list price ≥ payable ≥ floor", () => {
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, (terms, home, buyer, units) => {
        const { payableFen } = quote(terms, home, buyer, units);

        return payableFen <= home.listPriceFen && payableFen >= leastAtFloor(home.listPriceFen, terms.floorBps ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  test("a special never makes a home dearer, and keeps its own floor where it applies", () => {
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, anySpecial, (terms, home, buyer, units, special) => {
        const { payableFen, lines } = quote(terms, home, buyer, units, special);
        const applies = lines.some(({ step }) => step === "special");
        const least = applies ? leastAtFloor(home.listPriceFen, special.floorBps ?? 0) : 0;

        return payableFen <= quote(terms, home, buyer, units).payableFen && payableFen >= least;
      }),
      { numRuns: 500 },
    );
  });

  test("with falling rates more units never cost more, nor with a special price whose own table falls", () => {
    const maybe = fc.option(anySpecial, { nil: null });
    fc.assert(
      fc.property(fallingTerms, anyHome, anyBuyer, anyUnits, anyUnits, maybe, (terms, home, buyer, a, b, special) => {
        const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
        // A special price knows no floor of the version's: where there is nothing left to take off, that floor holds again.
        const its = special ? { ...terms, floorBps: null } : terms;

        return quote(its, home, buyer, more, special).payableFen <= quote(its, home, buyer, fewer, special).payableFen;
      }),
      { numRuns: 500 },
    );
  });

  test("a key person's own table never makes a home dearer than any buyer's or than at the floor, and is one group step at most", () => {
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, (terms, home, buyer, units) => {
        const { payableFen, lines } = quote(terms, home, asKeyPerson(terms, buyer), units);

        return (
          payableFen <= quote(terms, home, buyer, units).payableFen &&
          payableFen >= leastAtFloor(home.listPriceFen, terms.floorBps ?? 0) &&
          lines.filter(({ step }) => step === "group").length <= 1
        );
      }),
      { numRuns: 500 },
    );
  });

  test("with falling rates more units never cost a key person more, and outside any count it is the price of one unit of its own", () => {
    fc.assert(
      fc.property(fallingTerms, anyHome, anyBuyer, anyUnits, anyUnits, (terms, home, buyer, a, b) => {
        const own = asKeyPerson(terms, buyer);
        const alone = { ...own, category: null, credential: null };

        return (
          quote(terms, home, own, Math.max(a, b)).payableFen <= quote(terms, home, own, Math.min(a, b)).payableFen &&
          quote(terms, home, alone, 0).payableFen === quote(terms, home, alone, 1).payableFen
        );
      }),
      { numRuns: 500 },
    );
  });

  test("the order of tiers and tables means nothing", () => {
    const reversed = <T extends { tiers: unknown[] }>(rules: T[]) =>
      rules.map((rule) => ({ ...rule, tiers: rule.tiers.toReversed() })).toReversed();
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, (terms, home, buyer, units) => {
        const other = { ...terms, groupTables: reversed(terms.groupTables), credentialRules: reversed(terms.credentialRules) };

        return JSON.stringify(quote(terms, home, buyer, units)) === JSON.stringify(quote(other, home, buyer, units));
      }),
    );
  });

  test("with yuan the payable is whole, unless no whole yuan lies between floor and list price", () => {
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, (terms, home, buyer, units) => {
        if (terms.rounding === "fen" || !isPriced(terms, home.product)) return true;
        const least = leastAtFloor(home.listPriceFen, terms.floorBps ?? 0);
        const noneBetween = Math.ceil(least / 100) * 100 > home.listPriceFen;

        return quote(terms, home, buyer, units).payableFen % 100 === 0 || noneBetween;
      }),
      { numRuns: 500 },
    );
  });

  test("the next tier is the first threshold at which this buyer pays less", () => {
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, fc.option(anySpecial, { nil: null }), (terms, home, buyer, units, special) => {
        const { payableFen, nextTier } = quote(terms, home, buyer, units, special);
        const next = nextTier?.fromUnits ?? 41;
        for (let count = units + 1; count < next; count++)
          if (quote(terms, home, buyer, count, special).payableFen < payableFen) return false;
        if (!nextTier) return true;

        const each = payableFen - quote(terms, home, buyer, next, special).payableFen;
        return (
          each > 0 &&
          nextTier.savesAllFen === each * (terms.retroactive ? next : next - units) &&
          nextTier.savesOthersFen === (terms.retroactive ? each * units : 0)
        );
      }),
    );
  });

  test("to know more of the home, the membership and the signing never costs the buyer more", () => {
    const unknown = fc.subarray(["building", "unitNumber", "membership", "signedWithinDays"], { minLength: 1 });
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, unknown, (terms, home, buyer, units, names) => {
        const nothing = Object.fromEntries(names.map((name) => [name, null]));

        return (
          quote(terms, home, buyer, units).payableFen <= quote(terms, { ...home, ...nothing }, { ...buyer, ...nothing }, units).payableFen
        );
      }),
      { numRuns: 500 },
    );
  });

  test("signed sooner it never costs more, and a member never pays more than another", () => {
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, fc.nat(12), fc.nat(12), (terms, home, buyer, units, a, b) => {
        const at = (changes: object) => quote(terms, home, { ...buyer, ...changes }, units).payableFen;

        return (
          at({ signedWithinDays: Math.min(a, b) }) <= at({ signedWithinDays: Math.max(a, b) }) &&
          at({ membership: true }) <= at({ membership: false }) &&
          at({ membership: false }) === at({ membership: null })
        );
      }),
      { numRuns: 500 },
    );
  });

  test("an exclusion group gives the buyer the best of its steps", () => {
    const together = anyTerms.map((terms) => ({ ...terms, regular: terms.regular.map((step) => ({ ...step, exclusionGroup: "one" })) }));
    fc.assert(
      fc.property(together, anyHome, anyBuyer, anyUnits, (terms, home, buyer, units) => {
        const best = quote(terms, home, buyer, units).payableFen;
        const alone = terms.regular.map(
          (_, chosen) =>
            quote(
              withoutSteps(terms, (index) => index === chosen),
              home,
              buyer,
              units,
            ).payableFen,
        );

        return (
          best ===
          Math.min(
            ...alone,
            quote(
              withoutSteps(terms, () => false),
              home,
              buyer,
              units,
            ).payableFen,
          )
        );
      }),
      { numRuns: 300 },
    );
  });

  test("to the fen, a rate on the running price is exactly the rate of the price before it", () => {
    fc.assert(
      fc.property(anyTerms, anyHome, anyBuyer, anyUnits, (anyRounding, home, buyer, units) => {
        const terms: PolicyTerms = { ...anyRounding, rounding: "fen" };

        return quote(terms, home, buyer, units).lines.every(({ step, ruleId, payableBps, beforeFen, afterFen }) => {
          const onList = step === "regular" && terms.regular.find(({ id }) => id === ruleId)?.applyTo === "list";
          return payableBps === null || onList || afterFen === afterRate(beforeFen, payableBps, "fen");
        });
      }),
    );
  });
});
