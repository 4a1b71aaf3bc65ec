import fc from "fast-check";
import { expect, test } from "vitest";
import { isLess, MAX_FEN, type Share, shareAfterRate, shareAfterRateOnList, wholeList } from "../../src/money/fen";
import { tierTables } from "../../src/policies/checking/floor/rules";
import { type CheckFinding, check } from "../../src/policies/checking/rules";
import type { PolicyTerms } from "../../src/policies/contract";
import { type Buyer, isPriced, type PricedLine, quote } from "../../src/policies/quoting/rules";
import { asKeyPerson, buildings, campaign, campaignWindow, rateTerms, unitNumbers } from "./arbitrary";

const against = { ...campaignWindow, effectiveFrom: null, exampleListPriceFen: null };
const days = Array.from({ length: 31 }, (_, index) => `2026-03-${String(index + 1).padStart(2, "0")}`);
const places = buildings.flatMap((building) => unitNumbers.map((unitNumber) => ({ building, unitNumber })));
const some = (list: keyof typeof campaign) => campaign[list].map(({ code }) => code);

/** Every buyer there can be, at every number of units: the exact share each of their quotes leaves, by the rule it ends with. */
function everyQuote(terms: PolicyTerms): Map<string, Share> {
  const lowest = new Map<string, Share>();
  const plain: PolicyTerms = { ...terms, floorBps: null, rounding: "fen" };
  const note = (place: string, share: Share) => {
    const known = lowest.get(place);
    if (!known || isLess(share, known)) lowest.set(place, share);
  };
  const changes = terms.regular.flatMap(({ when }) => [when.from, when.until]).filter((day) => day !== undefined);
  const named = new Set(
    terms.regular.flatMap(({ when: { units = [], buildings: some = [] } }) => [...units.map(({ building }) => building), ...some]),
  );
  const daysTried = days.filter((day, index) => day === "2026-03-01" || changes.includes(day) || changes.includes(days[index - 1] ?? ""));
  // What no step names is as good as any other such home.
  const placesTried = places.filter(({ building, unitNumber }) => named.has(building) || (building === "3" && unitNumber === "0303"));
  const counts = [...new Set(tierTables(terms).flatMap(({ tiers }) => tiers.map(({ fromUnits }) => fromUnits)))];

  for (const paymentMethod of some("paymentMethods"))
    for (const product of [null, ...some("products")].filter((code) => isPriced(terms, code)))
      for (const credential of [null, ...some("credentials")])
        for (const on of daysTried)
          for (const category of some("categories"))
            for (const [buyer, units] of everyStanding({
              category,
              paymentMethod,
              credential,
              on,
              membership: true,
              signedWithinDays: 0,
            })) {
              for (const place of placesTried) {
                const home = { listPriceFen: MAX_FEN, areaCentiSqm: null, product, ...place };
                const { lines, tier } = quote(plain, home, buyer, units);
                const regular = shareOf(
                  plain,
                  lines.filter(({ step }) => step === "regular"),
                );
                const group = lines.find(({ step }) => step === "group");
                note("regular", regular);
                if (group && tier) note(`${group.ruleId}/${tier.fromUnits}`, shareAfterRate(regular, group.payableBps ?? 0));
              }
            }

  return lowest;

  /** As a buyer of the category and as its key person, at every count, and the key person's outside any. */
  function everyStanding(buyer: Buyer): [Buyer, number][] {
    const own = asKeyPerson(terms, buyer);
    const buyers = own === buyer ? [buyer] : [buyer, own];

    return [
      ...buyers.flatMap((one) => [1, ...counts].map((units): [Buyer, number] => [one, units])),
      ...(own === buyer ? [] : [[{ ...own, category: null }, 0] satisfies [Buyer, number]]),
    ];
  }
}

function shareOf(terms: PolicyTerms, lines: PricedLine[]): Share {
  return lines.reduce((share, { ruleId, payableBps }) => {
    const onList = terms.regular.find(({ id }) => id === ruleId)?.applyTo === "list";
    return (onList ? shareAfterRateOnList : shareAfterRate)(share, payableBps ?? 0);
  }, wholeList);
}

const belowFloor = (findings: CheckFinding[]) =>
  findings.flatMap(({ facts }) =>
    facts.code === "combination-below-floor" ? [facts.tier ? `${facts.tier.ruleId}/${facts.tier.fromUnits}` : "regular"] : [],
  );

test("finds exactly the combinations that some buyer can reach, no more and no fewer", () => {
  fc.assert(
    fc.property(rateTerms, fc.integer({ min: 2500, max: 10_000 }), (terms, floorBps) => {
      const floor: Share = { numerator: BigInt(floorBps), denominator: 10_000n };
      const expected = [...everyQuote(terms)].filter(([, share]) => isLess(share, floor)).map(([place]) => place);

      expect(belowFloor(check({ ...terms, floorBps }, campaign, against)).sort()).toEqual(expected.sort());
    }),
    { numRuns: 40 },
  );
}, 30_000);

test("each remedy removes the finding that it is offered for", () => {
  fc.assert(
    fc.property(rateTerms, fc.integer({ min: 2500, max: 10_000 }), (anyFloor, floorBps) => {
      const terms = { ...anyFloor, floorBps };
      for (const finding of check(terms, campaign, against)) {
        for (const { pointer, payableBps } of finding.remedies) {
          const again = check(patched(terms, pointer, payableBps), campaign, against);
          expect(again.filter(({ facts }) => facts.code === finding.facts.code).map((other) => other.pointer)).not.toContain(
            finding.pointer,
          );
        }
      }
    }),
    { numRuns: 100 },
  );
}, 30_000);

function patched(terms: PolicyTerms, pointer: string, value: number): PolicyTerms {
  const copy = structuredClone(terms) as unknown as Record<string, unknown>;
  const path = pointer.split("/").slice(1);
  const last = path.pop() ?? "";
  const owner = path.reduce((at, key) => at[key] as Record<string, unknown>, copy);
  owner[last] = value;

  return copy as unknown as PolicyTerms;
}
