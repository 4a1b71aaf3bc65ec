import type { Catalogue } from "../../../campaigns/catalogue/contract";
import { isLess, type Share, shareAfterRate, shareAfterRateOnList, wholeList } from "../../../money/fen";
import type { BusinessDay } from "../../../time/contract";
import { placeKey } from "../../../units/rules";
import type { PolicyTerms, RegularStep, Tier } from "../../contract";
import { places } from "../../quoting/conditions/rules";
import type { QuotedTier } from "../../quoting/contract";
import { isPriced } from "../../quoting/rules";
import { tierAt } from "../../quoting/tiers/rules";
import { OWN_TIERS } from "../../rules";
import type { KnownHomes } from "../rules";

/** The regular steps by rate that one buyer can get together, in order, and what they leave of the list price. */
export type RateCombination = { steps: { ruleId: string; payableBps: number; applyTo: "running" | "list" }[]; share: Share };

/** A table of tiers of a version: whose it is, and where it stands in the terms. `ruleId` as a line of a quote names it. */
export type TierTable = { source: QuotedTier["source"]; pointer: string; ruleId: string; codes: string[]; tiers: Tier[] };

/** Every table of tiers of a version: of categories, of credentials, of the key persons' own purchases. */
export function tierTables({ groupTables, credentialRules, rewardRules }: PolicyTerms): TierTable[] {
  return [
    ...groupTables.map(({ id, categories, tiers }, at) => tableAt("category", `/groupTables/${at}`, id, categories, tiers)),
    ...credentialRules.map(({ id, credentials, tiers }, at) => tableAt("credential", `/credentialRules/${at}`, id, credentials, tiers)),
    ...rewardRules.flatMap(({ categories, ownPurchase }, at) =>
      typeof ownPurchase === "object"
        ? [tableAt("own-purchase", `/rewardRules/${at}/ownPurchase`, OWN_TIERS, categories, ownPurchase.tiers)]
        : [],
    ),
  ];
}

const tableAt = (source: TierTable["source"], pointer: string, ruleId: string, codes: string[], tiers: Tier[]): TierTable => ({
  source,
  pointer,
  ruleId,
  codes,
  tiers,
});

/** A tier by rate that a buyer can get, on top of the lowest combination of regular steps that can come with it. */
export type TierCombination = { table: TierTable; tier: Tier; payableBps: number; regular: RateCombination; share: Share };

type Window = { startsOn: BusinessDay; endsOn: BusinessDay };

/**
 * The lowest share of the list price that rates alone can leave: by regular steps, and for each tier that anybody can get.
 *
 * Exact: every payment method, product and credential of the catalogue, every home that a step names and every day of the
 * window is considered, of a buyer whose membership is proved and who signs at once (less never gives more), and the best of
 * an exclusion group and of category, credential and own purchase is taken as a quote takes it. Amounts off have no part in it; the
 * dearer the home, the less they weigh, so an alternative by rate wins against them somewhere.
 */
export function lowestCombinations(
  terms: PolicyTerms,
  catalogue: Catalogue,
  window: Window,
  known?: KnownHomes | null,
): { regular: RateCombination; tiers: TierCombination[] } {
  const homes = homeSets(terms, catalogue, known);
  const byCredential = new Map(
    [null, ...catalogue.credentials.map(({ code }) => code)].map((code) => [code, lowestRegular(terms, catalogue, window, code, homes)]),
  );
  const lowest = new Map<Tier, TierCombination>();

  for (const [credential, regular] of byCredential) {
    for (const tier of reachableTiers(terms, catalogue, credential)) {
      const combination = { ...tier, regular, share: shareAfterRate(regular.share, tier.payableBps) };
      const known = lowest.get(tier.tier);
      if (!known || isLess(combination.share, known.share)) lowest.set(tier.tier, combination);
    }
  }

  return { regular: lowestOf([...byCredential.values()]), tiers: [...lowest.values()] };
}

/** Steps are numbered by bit: a set of them is a number. */
type StepSet = number;

function lowestRegular(
  terms: PolicyTerms,
  catalogue: Catalogue,
  window: Window,
  credential: string | null,
  homes: StepSet[],
): RateCombination {
  const { regular } = terms;
  const payments = distinct(catalogue.paymentMethods.map(({ code }) => stepsFor(regular, "paymentMethods", code)));
  const days = distinct(daysOfChange(regular, window).map((day) => stepsOn(regular, day)));
  const held = stepsFor(regular, "credentials", credential);

  const sets = [homes, days].reduce(
    (met, next) => distinct(met.flatMap((a) => next.map((b) => a & b))),
    distinct(payments.map((set) => set & held)),
  );
  return lowestOf(sets.map((set) => combinationOf(regular, set)));
}

/** What there is of homes: each kind in no building that is named, in each that is, and each home that is named, of its own kind where that is known. */
function homeSets(terms: PolicyTerms, catalogue: Catalogue, known?: KnownHomes | null): StepSet[] {
  const { regular } = terms;
  const ofProduct = (code: string | null) => (isPriced(terms, code) ? [stepsFor(regular, "products", code)] : []);
  const anyProduct = [null, ...catalogue.products.map(({ code }) => code)].flatMap(ofProduct);
  const productOf = new Map(known?.units.map((unit) => [placeKey(unit), unit.product]));
  const without = (list: "buildings" | "units") => setOf(regular, ({ when }) => !when[list]);
  const inBuilding = new Map<string, StepSet>();
  const ofUnit = new Map<string, { building: string; set: StepSet }>();
  regular.forEach(({ when: { buildings = [], units = [] } }, index) => {
    for (const building of buildings) inBuilding.set(building, (inBuilding.get(building) ?? without("buildings")) | (1 << index));
    for (const unit of units) {
      const set = ofUnit.get(placeKey(unit))?.set ?? without("units");
      ofUnit.set(placeKey(unit), { building: unit.building, set: set | (1 << index) });
    }
  });
  const places = distinct([without("buildings"), ...inBuilding.values()]).map((set) => set & without("units"));
  const named = [...ofUnit].flatMap(([key, { building, set }]) => {
    const product = productOf.get(key);
    const placed = set & (inBuilding.get(building) ?? without("buildings"));
    return (product === undefined ? anyProduct : ofProduct(product)).map((products) => products & placed);
  });

  return distinct([...places.flatMap((place) => anyProduct.map((products) => products & place)), ...named]);
}

function stepsFor(steps: RegularStep[], list: "paymentMethods" | "products" | "credentials", code: string | null): StepSet {
  return setOf(steps, ({ when }) => !when[list] || (code !== null && when[list].includes(code)));
}

function stepsOn(steps: RegularStep[], day: BusinessDay): StepSet {
  return setOf(steps, ({ when }) => (when.from === undefined || when.from <= day) && (when.until === undefined || day <= when.until));
}

function setOf(steps: RegularStep[], holds: (step: RegularStep) => boolean): StepSet {
  return steps.reduce((set, step, index) => (holds(step) ? set | (1 << index) : set), 0);
}

/** The days of the window on which a step comes into season. One that ends leaves fewer steps, and fewer never leave a lower price. */
function daysOfChange(steps: RegularStep[], { startsOn, endsOn }: Window): BusinessDay[] {
  const starts = steps.flatMap(({ when }) => when.from ?? []);

  return distinct([startsOn, ...starts]).filter((day) => startsOn <= day && day <= endsOn);
}

function combinationOf(steps: RegularStep[], set: StepSet): RateCombination {
  return places(steps).reduce<RateCombination>(
    (combination, alternatives) => {
      const next = alternatives.flatMap((step) => {
        const { id, effect, applyTo } = step;
        if (effect.kind !== "rate" || !(set & (1 << steps.indexOf(step)))) return [];

        const share = (applyTo === "list" ? shareAfterRateOnList : shareAfterRate)(combination.share, effect.payableBps);
        return [{ steps: [...combination.steps, { ruleId: id, payableBps: effect.payableBps, applyTo }], share }];
      });

      return next.length ? lowestOf(next) : combination;
    },
    { steps: [], share: wholeList },
  );
}

type ReachableTier = Pick<TierCombination, "table" | "tier" | "payableBps">;

/** The tiers by rate that somebody with this credential (or none) gets at some number of units. */
function reachableTiers(terms: PolicyTerms, catalogue: Catalogue, credential: string | null): ReachableTier[] {
  const all = tierTables(terms);
  const tablesOf = (source: TierTable["source"], code: string | null) =>
    all.filter((table) => table.source === source && code !== null && table.codes.includes(code));
  const buyers = catalogue.categories.flatMap(({ code }): { tables: TierTable[]; units: number[] }[] => {
    const counted = [...tablesOf("category", code), ...tablesOf("credential", credential)];
    const own = tablesOf("own-purchase", code);

    // Outside any count an own purchase has its own tier of one unit.
    return [atThresholds(counted), ...(own.length ? [atThresholds([...counted, ...own]), { tables: own, units: [1] }] : [])];
  });
  const distinctBuyers = new Map(buyers.map((buyer) => [JSON.stringify([buyer.tables.map(({ pointer }) => pointer), buyer.units]), buyer]));

  return [...distinctBuyers.values()].flatMap(({ tables, units }) =>
    units.flatMap((count) => {
      const reached = tables.flatMap((table) => rateTierAt(table, count));
      const best = reached.reduce<ReachableTier | null>((low, tier) => (!low || tier.payableBps < low.payableBps ? tier : low), null);
      return best ? [best] : [];
    }),
  );
}

const atThresholds = (tables: TierTable[]) => ({ tables, units: tables.flatMap(({ tiers }) => tiers.map(({ fromUnits }) => fromUnits)) });

function rateTierAt(table: TierTable, units: number): ReachableTier[] {
  const tier = tierAt(table.tiers, units);

  return tier?.payableBps === undefined ? [] : [{ table, tier, payableBps: tier.payableBps }];
}

function lowestOf(combinations: RateCombination[]): RateCombination {
  return combinations.reduce(
    (lowest, next) => (isLess(next.share, lowest.share) ? next : lowest),
    combinations[0] ?? { steps: [], share: wholeList },
  );
}

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)];
}
