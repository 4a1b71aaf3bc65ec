import type { Catalogue } from "../../campaigns/catalogue/contract";
import {
  afterRate,
  afterRateOnList,
  bpsWithin,
  leastAtFloor,
  leastRateFor,
  listPriceHeldAtFloor,
  millionthsOf,
  type Share,
} from "../../money/fen";
import type { BusinessDay } from "../../time/contract";
import { placeKey } from "../../units/rules";
import type { Conditions, HomePlace, PolicyTerms, RegularStep, Tier } from "../contract";
import { gainOf } from "../faults/rules";
import { isPriced } from "../quoting/rules";
import { tierAt } from "../quoting/tiers/rules";
import { ownTiersOf } from "../rules";
import { lowestCombinations, type RateCombination, tierTables } from "./floor/rules";

/** The campaign's window, the day the version is meant to start, and a list price to show sums with. */
export type CheckedAgainst = {
  startsOn: BusinessDay;
  endsOn: BusinessDay;
  effectiveFrom: BusinessDay | null;
  exampleListPriceFen: number | null;
  /** Of the buildings and homes that the terms name those that the project has; left out: not known. */
  homes?: KnownHomes | null;
};

export type KnownHomes = { buildings: string[]; units: (HomePlace & { product: string | null })[] };

export type TierPlace = { ruleId: string; fromUnits: number; payableBps: number };

/** What was found, as facts; wording/ makes sentences of it. */
export type FindingFacts =
  | { code: "unknown-code"; list: keyof Catalogue; named: string }
  | { code: "tier-rises" | "tier-unreachable"; tier: Tier; earlier: Tier | null }
  | {
      code: "combination-below-floor";
      steps: RateCombination["steps"];
      tier: TierPlace | null;
      /** What is left of the list price in millionths, rounded down. */
      millionths: number;
      floorBps: number;
      example: { payableFen: number; floorFen: number } | null;
    }
  | { code: "building-unknown"; buildings: string[] }
  | { code: "units-unknown" | "units-excluded"; units: HomePlace[] }
  | { code: "category-without-rule" | "reward-held" | "own-below-first-tier"; categories: string[] }
  | { code: "windows-overlap"; stepId: string; otherId: string; from: BusinessDay | null; until: BusinessDay | null }
  | { code: "step-outside-campaign" | "dates-outside-campaign"; startsOn: BusinessDay; endsOn: BusinessDay }
  | { code: "effective-outside-campaign"; endsOn: BusinessDay }
  | { code: "step-before-version"; effectiveFrom: BusinessDay }
  | { code: "amount-held-at-floor"; listPriceFen: number; perSqm: boolean }
  | {
      code:
        | "exclusion-alone"
        | "exclusion-apart"
        | "products-not-named"
        | "step-without-product"
        | "reward-without-success"
        | "unsigned-keeps-tier";
    }
  | { code: "reward-not-rising"; fromUnits: number; amountFen: number };

export type CheckRemedy = { change: "floor" | "tier"; payableBps: number; pointer: string };

export type CheckFinding = { severity: "error" | "warning"; pointer: string; facts: FindingFacts; remedies: CheckRemedy[] };

/**
 * The self-check of a version before it is submitted: what cannot be meant (errors) and what should be looked at twice
 * (warnings), in the order of the terms.
 *
 * Source: docs/pricing.md, "Self-check".
 */
export function check(terms: PolicyTerms, catalogue: Catalogue, against: CheckedAgainst): CheckFinding[] {
  return [
    ...unknownCodes(terms, catalogue),
    ...products(terms, catalogue),
    ...homes(terms, against),
    ...dates(terms, against),
    ...overlaps(terms),
    ...exclusions(terms),
    ...tierOrder(terms),
    ...unsignedKeepsTier(terms),
    ...categoriesWithoutRule(terms, catalogue),
    ...floor(terms, catalogue, against),
    ...amountsHeldAtFloor(terms),
    ...rewards(terms),
  ];
}

export function mayBeSubmitted(findings: CheckFinding[]): boolean {
  return findings.every(({ severity }) => severity !== "error");
}

const error = (pointer: string, facts: FindingFacts, remedies: CheckRemedy[] = []): CheckFinding => ({
  severity: "error",
  pointer,
  facts,
  remedies,
});
const warning = (pointer: string, facts: FindingFacts): CheckFinding => ({ severity: "warning", pointer, facts, remedies: [] });

function unknownCodes(terms: PolicyTerms, catalogue: Catalogue): CheckFinding[] {
  const unknown = (list: keyof Catalogue, codes: string[] | undefined, pointer: string) =>
    (codes ?? []).flatMap((named, index) =>
      catalogue[list].some(({ code }) => code === named) ? [] : [error(`${pointer}/${index}`, { code: "unknown-code", list, named })],
    );

  return [
    ...unknown("products", terms.pricedProducts, "/pricedProducts"),
    ...unknown("products", terms.countedProducts, "/countedProducts"),
    ...terms.regular.flatMap(({ when }, index) => [
      ...unknown("paymentMethods", when.paymentMethods, `/regular/${index}/when/paymentMethods`),
      ...unknown("products", when.products, `/regular/${index}/when/products`),
      ...unknown("credentials", when.credentials, `/regular/${index}/when/credentials`),
    ]),
    ...terms.groupTables.flatMap(({ categories }, index) => unknown("categories", categories, `/groupTables/${index}/categories`)),
    ...terms.credentialRules.flatMap(({ credentials }, index) =>
      unknown("credentials", credentials, `/credentialRules/${index}/credentials`),
    ),
    ...terms.rewardRules.flatMap(({ categories }, index) => unknown("categories", categories, `/rewardRules/${index}/categories`)),
  ];
}

function products(terms: PolicyTerms, catalogue: Catalogue): CheckFinding[] {
  const notNamed = (["pricedProducts", "countedProducts"] as const)
    .filter((list) => catalogue.products.length && !terms[list].length)
    .map((list) => warning(`/${list}`, { code: "products-not-named" }));
  const never = terms.regular.flatMap(({ when }, index) =>
    when.products && !when.products.some((code) => isPriced(terms, code))
      ? [warning(`/regular/${index}/when/products`, { code: "step-without-product" })]
      : [],
  );

  return [...notNamed, ...never];
}

/** Buildings and homes that the project does not have, and homes that can never meet the other conditions of their step. */
function homes(terms: PolicyTerms, { homes: known }: CheckedAgainst): CheckFinding[] {
  const found = new Map(known?.units.map((unit) => [placeKey(unit), unit]));

  return terms.regular.flatMap(({ when }, index) => {
    const place = `/regular/${index}/when`;
    const buildings = known ? (when.buildings ?? []).filter((building) => !known.buildings.includes(building)) : [];
    const unknown = known ? (when.units ?? []).filter((unit) => !found.has(placeKey(unit))) : [];
    const excluded = (when.units ?? []).filter((unit) => {
      if (unknown.includes(unit)) return false;
      const product = found.get(placeKey(unit))?.product ?? null;
      const isOther = product !== null && (!isPriced(terms, product) || (when.products && !when.products.includes(product)));
      return isOther || (when.buildings && !when.buildings.includes(unit.building));
    });

    return [
      ...(buildings.length ? [warning(`${place}/buildings`, { code: "building-unknown", buildings })] : []),
      ...(unknown.length ? [warning(`${place}/units`, { code: "units-unknown", units: unknown })] : []),
      ...(excluded.length ? [warning(`${place}/units`, { code: "units-excluded", units: excluded })] : []),
    ];
  });
}

/** The first day that the version can price: its own, if the campaign has begun by then. */
function firstDay({ startsOn, endsOn, effectiveFrom }: CheckedAgainst): BusinessDay {
  return effectiveFrom !== null && effectiveFrom > startsOn && effectiveFrom <= endsOn ? effectiveFrom : startsOn;
}

function dates(terms: PolicyTerms, against: CheckedAgainst): CheckFinding[] {
  const { startsOn, endsOn, effectiveFrom } = against;
  const effective =
    effectiveFrom !== null && effectiveFrom > endsOn ? [error("/effectiveFrom", { code: "effective-outside-campaign", endsOn })] : [];
  const steps = terms.regular.flatMap(({ when }, index) => {
    const place = (end: "from" | "until") => `/regular/${index}/when/${end}`;
    if (when.from !== undefined && when.from > endsOn) return [error(place("from"), { code: "step-outside-campaign", startsOn, endsOn })];
    if (when.until !== undefined && when.until < startsOn)
      return [error(place("until"), { code: "step-outside-campaign", startsOn, endsOn })];
    if (when.until !== undefined && when.until < firstDay(against))
      return [warning(place("until"), { code: "step-before-version", effectiveFrom: firstDay(against) })];

    return (["from", "until"] as const).flatMap((end) => {
      const day = when[end];
      return day !== undefined && (day < startsOn || day > endsOn)
        ? [warning(place(end), { code: "dates-outside-campaign", startsOn, endsOn })]
        : [];
    });
  });

  return [...effective, ...steps];
}

/** Two steps in season at once that one buyer could get both, where a window was meant to part them. */
function overlaps({ regular }: PolicyTerms): CheckFinding[] {
  return regular.flatMap((step, index) =>
    regular.slice(0, index).flatMap((other) => {
      const from = later(step.when.from, other.when.from);
      const until = earlier(step.when.until, other.when.until);
      const overlapping = hasWindow(step.when) && hasWindow(other.when) && (from === undefined || until === undefined || from <= until);
      if (!overlapping || areAlternatives(step, other) || !(canMeet(step.when, other.when) && meetInHome(step.when, other.when))) return [];

      const pointer = `/regular/${index}/when/${step.when.from === undefined ? "until" : "from"}`;
      return [warning(pointer, { code: "windows-overlap", stepId: step.id, otherId: other.id, from: from ?? null, until: until ?? null })];
    }),
  );
}

const hasWindow = ({ from, until }: Conditions) => from !== undefined || until !== undefined;
const areAlternatives = (a: RegularStep, b: RegularStep) => a.exclusionGroup !== null && a.exclusionGroup === b.exclusionGroup;
const later = (a: string | undefined, b: string | undefined) => (a === undefined || (b !== undefined && b > a) ? b : a);
const earlier = (a: string | undefined, b: string | undefined) => (a === undefined || (b !== undefined && b < a) ? b : a);

function canMeet(a: Conditions, b: Conditions): boolean {
  return (["paymentMethods", "products", "credentials"] as const).every((list) => {
    const theirs = b[list];
    return !a[list] || !theirs || a[list].some((code) => theirs.includes(code));
  });
}

/** Whether one home can be in the buildings and among the homes of both. */
function meetInHome(a: Conditions, b: Conditions): boolean {
  const isIn = ({ buildings, units }: Conditions, { building, number }: HomePlace) =>
    (!buildings || buildings.includes(building)) && (!units || units.some((unit) => unit.building === building && unit.number === number));
  const named = a.units ?? b.units ?? (a.buildings ?? b.buildings)?.map((building) => ({ building, number: "" }));

  return !named || named.some((home) => isIn(a, home) && isIn(b, home));
}

function exclusions({ regular }: PolicyTerms): CheckFinding[] {
  return regular.flatMap(({ exclusionGroup }, index) => {
    const members = regular.flatMap((step, at) => (exclusionGroup !== null && step.exclusionGroup === exclusionGroup ? [at] : []));
    const pointer = `/regular/${index}/exclusionGroup`;
    if (members.length === 1) return [warning(pointer, { code: "exclusion-alone" })];

    return members[0] !== index && members.includes(index) && !members.includes(index - 1)
      ? [warning(pointer, { code: "exclusion-apart" })]
      : [];
  });
}

/** A home that counts from its subscription and is never signed leaves the others a tier for good: seldom meant. */
function unsignedKeepsTier({ countBasis, retroactive, onDrop }: PolicyTerms): CheckFinding[] {
  const falls = retroactive && onDrop === "reverse";

  return countBasis === "subscribed" && !falls ? [warning("/countBasis", { code: "unsigned-keeps-tier" })] : [];
}

/** Tiers in the order of their thresholds, each against the best that fewer units already give. */
function tierOrder(terms: PolicyTerms): CheckFinding[] {
  return tierTables(terms).flatMap(({ pointer: table, tiers }) => {
    const rising = tiers.toSorted((a, b) => a.fromUnits - b.fromUnits);

    return rising.flatMap((tier, at) => {
      const earlier = rising.slice(0, at).reduce<Tier | null>((best, next) => (!best || gainOf(next) > gainOf(best) ? next : best), null);
      const more = gainOf(tier) - (earlier ? Math.max(gainOf(earlier), 0) : 0);
      if (more > 0) return [];

      const pointer = `${table}/tiers/${tiers.indexOf(tier)}/${effectKey(tier)}`;
      return [
        more < 0 ? error(pointer, { code: "tier-rises", tier, earlier }) : warning(pointer, { code: "tier-unreachable", tier, earlier }),
      ];
    });
  });
}

const effectKey = (tier: Tier) => (["payableBps", "amountFen", "perSqmFen"] as const).find((key) => tier[key] !== undefined) ?? "fromUnits";

function categoriesWithoutRule(terms: PolicyTerms, catalogue: Catalogue): CheckFinding[] {
  const ruled = new Set(terms.groupTables.flatMap(({ categories }) => categories));
  const categories = catalogue.categories.map(({ code }) => code).filter((code) => !ruled.has(code));

  return categories.length ? [warning("/groupTables", { code: "category-without-rule", categories })] : [];
}

/** Remedies are offered in the steps that the trade uses: 底價 95%, 9.75折. */
const REMEDY_STEP_BPS = 50;

function floor(terms: PolicyTerms, catalogue: Catalogue, against: CheckedAgainst): CheckFinding[] {
  const { floorBps, regular } = terms;
  if (floorBps === null) return [];

  const lowest = lowestCombinations(terms, catalogue, { startsOn: firstDay(against), endsOn: against.endsOn }, against.homes);
  const findings: CheckFinding[] = [];
  const isUnder = (share: Share) => millionthsOf(share) < floorBps * 100;

  if (isUnder(lowest.regular.share)) {
    const last = regular.findIndex(({ id }) => id === lowest.regular.steps.at(-1)?.ruleId);
    const facts = belowFloor(lowest.regular, null, lowest.regular.share, floorBps, against);
    findings.push(error(`/regular/${last}/effect/payableBps`, facts, lowerFloor(lowest.regular.share)));
  }
  for (const { table, tier, payableBps, regular: steps, share } of lowest.tiers.filter((combination) => isUnder(combination.share))) {
    const pointer = `${table.pointer}/tiers/${table.tiers.indexOf(tier)}/payableBps`;
    const facts = belowFloor(steps, { ruleId: table.ruleId, fromUnits: tier.fromUnits, payableBps }, share, floorBps, against);
    findings.push(error(pointer, facts, [...lowerFloor(share), ...raiseTier(steps.share, floorBps, pointer)]));
  }

  return findings;
}

function belowFloor(
  regular: RateCombination,
  tier: TierPlace | null,
  share: Share,
  floorBps: number,
  { exampleListPriceFen }: CheckedAgainst,
): FindingFacts {
  const example = exampleListPriceFen === null ? null : exampleOf(regular, tier, floorBps, exampleListPriceFen);

  return { code: "combination-below-floor", steps: regular.steps, tier, millionths: millionthsOf(share), floorBps, example };
}

function exampleOf(regular: RateCombination, tier: TierPlace | null, floorBps: number, listPriceFen: number) {
  const afterRegular = regular.steps.reduce(
    (fen, { payableBps, applyTo }) =>
      applyTo === "list" ? afterRateOnList(fen, listPriceFen, payableBps, "fen") : afterRate(fen, payableBps, "fen"),
    listPriceFen,
  );

  return {
    payableFen: tier ? afterRate(afterRegular, tier.payableBps, "fen") : afterRegular,
    floorFen: leastAtFloor(listPriceFen, floorBps),
  };
}

function lowerFloor(share: Share): CheckRemedy[] {
  const payableBps = bpsWithin(share) - (bpsWithin(share) % REMEDY_STEP_BPS);

  return payableBps > 0 ? [{ change: "floor", payableBps, pointer: "/floorBps" }] : [];
}

function raiseTier(regularShare: Share, floorBps: number, pointer: string): CheckRemedy[] {
  const least = leastRateFor(regularShare, floorBps);
  const payableBps = least === null ? 10_000 : Math.ceil(least / REMEDY_STEP_BPS) * REMEDY_STEP_BPS;

  return payableBps < 10_000 ? [{ change: "tier", payableBps, pointer }] : [];
}

/** With a floor, what an amount off does to cheap homes is said in advance: each step alone, at its exact list price. */
function amountsHeldAtFloor(terms: PolicyTerms): CheckFinding[] {
  const { floorBps, regular } = terms;
  if (floorBps === null) return [];
  const held = (amountFen: number, perSqm: boolean, pointer: string) => {
    const listPriceFen = listPriceHeldAtFloor(amountFen, floorBps);
    return listPriceFen === null ? [] : [warning(pointer, { code: "amount-held-at-floor", listPriceFen, perSqm })];
  };

  return [
    ...regular.flatMap(({ effect }, index) => {
      if (effect.kind === "amount") return held(effect.amountFen, false, `/regular/${index}/effect/amountFen`);
      return effect.kind === "perSqm" ? held(effect.perSqmFen, true, `/regular/${index}/effect/perSqmFen`) : [];
    }),
    ...tierTables(terms).flatMap(({ pointer: table, tiers }) =>
      tiers.flatMap(({ amountFen, perSqmFen }, index) => {
        const pointer = `${table}/tiers/${index}`;
        if (amountFen !== undefined) return held(amountFen, false, `${pointer}/amountFen`);
        return perSqmFen === undefined ? [] : held(perSqmFen, true, `${pointer}/perSqmFen`);
      }),
    ),
  ];
}

/** Accounts whose key persons are officials or managers of the state; their rewards wait for compliance. */
const HELD_CATEGORIES = ["state-enterprise", "public-body"];

function rewards(terms: PolicyTerms): CheckFinding[] {
  return terms.rewardRules.flatMap(({ categories, tiers, success }, index) => {
    const pointer = `/rewardRules/${index}`;
    const held = categories.filter((code) => HELD_CATEGORIES.includes(code));
    const lessForOwn = categories.filter((code) => isOwnBelowFirst(terms, code));
    const rising = tiers.toSorted((a, b) => a.fromUnits - b.fromUnits);

    return [
      ...(success === null ? [error(`${pointer}/success`, { code: "reward-without-success" })] : []),
      ...rising.flatMap((tier, at) =>
        rising.slice(0, at).some((fewer) => fewer.amountFen >= tier.amountFen)
          ? [
              warning(`${pointer}/tiers/${tiers.indexOf(tier)}/amountFen`, {
                code: "reward-not-rising",
                fromUnits: tier.fromUnits,
                amountFen: tier.amountFen,
              }),
            ]
          : [],
      ),
      ...(held.length ? [warning(`${pointer}/categories`, { code: "reward-held", categories: held })] : []),
      ...(lessForOwn.length ? [warning(`${pointer}/ownPurchase`, { code: "own-below-first-tier", categories: lessForOwn })] : []),
    ];
  });
}

/** Whether the key person's own table gives less, at one unit, than the category's first tier, which it stands instead of. */
function isOwnBelowFirst(terms: PolicyTerms, category: string): boolean {
  const own = ownTiersOf(terms, category);
  const [first] = terms.groupTables
    .flatMap(({ categories, tiers }) => (categories.includes(category) ? tiers : []))
    .toSorted((a, b) => a.fromUnits - b.fromUnits);
  if (!own || !first) return false;
  const least = tierAt(own, 1);

  return !least || (effectKey(least) === effectKey(first) && gainOf(least) < gainOf(first));
}
