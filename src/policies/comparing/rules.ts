import type { Names } from "../../i18n/names";
import { placeKey } from "../../units/rules";
import type { Conditions, HomePlace, PolicyTerms, RegularStep, RewardRule, RewardTier, Tier } from "../contract";

/** A difference as facts; wording/ makes a sentence of it. `null` on a side: there was, or is, nothing. */
export type ChangeFacts =
  | { code: "rounding"; before: PolicyTerms["rounding"]; after: PolicyTerms["rounding"] }
  | { code: "floor"; before: number | null; after: number | null }
  | { code: "priced-products" | "counted-products"; before: string[]; after: string[] }
  | { code: "retroactive"; after: boolean }
  | { code: "on-drop"; after: PolicyTerms["onDrop"] }
  | { code: "count-basis"; after: PolicyTerms["countBasis"] }
  | { code: "sign-within-days"; before: number; after: number }
  | { code: "step-added" | "step-removed"; step: RegularStep }
  | { code: "step-renamed"; before: Names; after: Names }
  | { code: "step-effect"; before: RegularStep; after: RegularStep }
  | { code: "step-conditions"; step: RegularStep; before: Conditions; after: Conditions }
  | { code: "step-units"; step: RegularStep; added: HomePlace[]; removed: HomePlace[] }
  | { code: "step-exclusion"; step: RegularStep; others: RegularStep[] }
  | { code: "steps-reordered"; steps: RegularStep[] }
  | ({ of: "categories" | "credentials"; codes: string[] } & TierChange)
  | ({ codes: string[] } & RewardChange);

type TierChange =
  | { code: "tier-added" | "tier-removed"; tier: Tier }
  | { code: "tier-effect" | "tier-threshold"; before: Tier; after: Tier };

type RewardChange =
  | { code: "reward-added" | "reward-removed"; rule: Pick<RewardRule, "method" | "tiers"> }
  | { code: "reward-tier-added" | "reward-tier-removed"; tier: RewardTier }
  | { code: "reward-amount"; before: RewardTier; after: RewardTier }
  | { code: "reward-method"; after: RewardRule["method"] }
  | { code: "reward-success"; after: RewardRule["success"] }
  | { code: "reward-continuity"; after: RewardRule["continuity"] }
  | { code: "reward-handover-days" | "reward-claimable-after"; before: number; after: number }
  | { code: "reward-recover-all"; after: boolean }
  | { code: "reward-own-purchase"; after: RewardRule["ownPurchase"] };

/**
 * What changes from one version to the next, as a sales manager would say it: by category and not by table, the same
 * change of several categories once. Ids and the order of tiers mean nothing; the order of regular steps does.
 */
export function compare(before: PolicyTerms, after: PolicyTerms): ChangeFacts[] {
  return [...general(before, after), ...steps(before.regular, after.regular), ...tiers(before, after), ...rewards(before, after)];
}

function general(before: PolicyTerms, after: PolicyTerms): ChangeFacts[] {
  const changes: (ChangeFacts | false)[] = [
    before.rounding !== after.rounding && { code: "rounding", before: before.rounding, after: after.rounding },
    before.floorBps !== after.floorBps && { code: "floor", before: before.floorBps, after: after.floorBps },
    !sameSet(before.pricedProducts, after.pricedProducts) && {
      code: "priced-products",
      before: before.pricedProducts,
      after: after.pricedProducts,
    },
    !sameSet(before.countedProducts, after.countedProducts) && {
      code: "counted-products",
      before: before.countedProducts,
      after: after.countedProducts,
    },
    before.retroactive !== after.retroactive && { code: "retroactive", after: after.retroactive },
    before.onDrop !== after.onDrop && { code: "on-drop", after: after.onDrop },
    before.countBasis !== after.countBasis && { code: "count-basis", after: after.countBasis },
    before.signWithinDays !== after.signWithinDays && {
      code: "sign-within-days",
      before: before.signWithinDays,
      after: after.signWithinDays,
    },
  ];

  return changes.filter((change) => change !== false);
}

function steps(before: RegularStep[], after: RegularStep[]): ChangeFacts[] {
  const earlier = new Map(before.map((step) => [step.id, step]));
  const kept = new Set(after.map(({ id }) => id).filter((id) => earlier.has(id)));
  const removed = before.filter(({ id }) => !kept.has(id)).map((step): ChangeFacts => ({ code: "step-removed", step }));
  const others = after.flatMap((step) => {
    const old = earlier.get(step.id);
    return old ? stepChanges(old, step, before, after) : [{ code: "step-added", step } as const];
  });

  const orderOf = (list: RegularStep[]) => list.filter(({ id }) => kept.has(id)).map(({ id }) => id);
  const reordered: ChangeFacts[] = same(orderOf(before), orderOf(after)) ? [] : [{ code: "steps-reordered", steps: after }];

  return [...removed, ...others, ...reordered];
}

function stepChanges(before: RegularStep, after: RegularStep, allBefore: RegularStep[], allAfter: RegularStep[]): ChangeFacts[] {
  const partners = alternativesOf(after, allAfter);
  const changes: (ChangeFacts | false)[] = [
    !same(before.names, after.names) && { code: "step-renamed", before: before.names, after: after.names },
    (!same(before.effect, after.effect) || before.applyTo !== after.applyTo) && { code: "step-effect", before, after },
    !sameConditions(before.when, after.when) && { code: "step-conditions", step: after, before: before.when, after: after.when },
    unitsChanged(before.when.units, after.when.units) && {
      code: "step-units",
      step: after,
      added: unitsBeyond(after.when.units, before.when.units),
      removed: unitsBeyond(before.when.units, after.when.units),
    },
    !sameSet(idsOf(alternativesOf(before, allBefore)), idsOf(partners)) && { code: "step-exclusion", step: after, others: partners },
  ];

  return changes.filter((change) => change !== false);
}

/** The steps that a step excludes: what its group's name is does not matter. */
function alternativesOf(step: RegularStep, all: RegularStep[]): RegularStep[] {
  return all.filter((other) => step.exclusionGroup !== null && other.exclusionGroup === step.exclusionGroup && other.id !== step.id);
}

const idsOf = (list: RegularStep[]) => list.map(({ id }) => id);

function tiers(before: PolicyTerms, after: PolicyTerms): ChangeFacts[] {
  const ofCategories = forEachCode(before.groupTables, after.groupTables, "categories", (old, now) => tierChanges(old?.tiers, now?.tiers));
  const ofCredentials = forEachCode(before.credentialRules, after.credentialRules, "credentials", (old, now) =>
    tierChanges(old?.tiers, now?.tiers),
  );

  return [
    ...ofCategories.map((change) => ({ of: "categories" as const, ...change })),
    ...ofCredentials.map((change) => ({ of: "credentials" as const, ...change })),
  ];
}

function tierChanges(before: Tier[] = [], after: Tier[] = []): TierChange[] {
  const old = rising(before);
  const now = rising(after);
  const gone = old.filter((tier) => !now.some(({ fromUnits }) => fromUnits === tier.fromUnits));
  const come = now.filter((tier) => !old.some(({ fromUnits }) => fromUnits === tier.fromUnits));
  const moved = gone.flatMap((from) => {
    const to = come.find((tier) => sameEffect(tier, from));
    return to ? [{ from, to }] : [];
  });

  return [
    ...moved.map(({ from, to }) => ({ code: "tier-threshold", before: from, after: to }) as const),
    ...gone.filter((tier) => !moved.some(({ from }) => from === tier)).map((tier) => ({ code: "tier-removed", tier }) as const),
    ...now.flatMap((tier): TierChange[] => {
      const same = old.find(({ fromUnits }) => fromUnits === tier.fromUnits);
      if (same) return sameEffect(same, tier) ? [] : [{ code: "tier-effect", before: same, after: tier }];

      return moved.some(({ to }) => to === tier) ? [] : [{ code: "tier-added", tier }];
    }),
  ];
}

function sameEffect(a: Tier, b: Tier): boolean {
  return a.payableBps === b.payableBps && a.amountFen === b.amountFen && a.perSqmFen === b.perSqmFen;
}

function rewards(before: PolicyTerms, after: PolicyTerms): ChangeFacts[] {
  return forEachCode(before.rewardRules, after.rewardRules, "categories", (old, now) => {
    const own = ownPurchaseChanges(old?.ownPurchase, now?.ownPurchase);
    if (old && now) return [...rewardChanges(old, now), ...own];
    if (now) return [{ code: "reward-added", rule: { method: now.method, tiers: rising(now.tiers) } }, ...own];

    return old ? [{ code: "reward-removed", rule: { method: old.method, tiers: rising(old.tiers) } }, ...own] : [];
  });
}

/** Where no rule is, an own purchase has the first tier. */
function ownPurchaseChanges(before: OwnPurchase = "first-tier", after: OwnPurchase = "first-tier"): RewardChange[] {
  const [old, now] = [before, after].map((own) => (own === "first-tier" ? own : { tiers: rising(own.tiers) })) as [
    OwnPurchase,
    OwnPurchase,
  ];

  return same(old, now) ? [] : [{ code: "reward-own-purchase", after: now }];
}

type OwnPurchase = RewardRule["ownPurchase"];

function rewardChanges(before: RewardRule, after: RewardRule): RewardChange[] {
  const changes: (RewardChange | false)[] = [
    before.method !== after.method && { code: "reward-method", after: after.method },
    before.success !== after.success && { code: "reward-success", after: after.success },
    before.continuity !== after.continuity && { code: "reward-continuity", after: after.continuity },
    before.handoverDays !== after.handoverDays && {
      code: "reward-handover-days",
      before: before.handoverDays,
      after: after.handoverDays,
    },
    before.claimableAfterDays !== after.claimableAfterDays && {
      code: "reward-claimable-after",
      before: before.claimableAfterDays,
      after: after.claimableAfterDays,
    },
    before.recoverAll !== after.recoverAll && { code: "reward-recover-all", after: after.recoverAll },
  ];

  return [...rewardTierChanges(rising(before.tiers), rising(after.tiers)), ...changes.filter((change) => change !== false)];
}

function rewardTierChanges(old: RewardTier[], now: RewardTier[]): RewardChange[] {
  const gone = old.filter((tier) => !now.some(({ fromUnits }) => fromUnits === tier.fromUnits));

  return [
    ...gone.map((tier) => ({ code: "reward-tier-removed", tier }) as const),
    ...now.flatMap((tier): RewardChange[] => {
      const before = old.find(({ fromUnits }) => fromUnits === tier.fromUnits);
      if (!before) return [{ code: "reward-tier-added", tier }];

      return before.amountFen === tier.amountFen ? [] : [{ code: "reward-amount", before, after: tier }];
    }),
  ];
}

/** Compares the rule of each code on both sides and says a change that several codes share once, with all of them. */
function forEachCode<K extends string, Rule extends Record<K, string[]>, C>(
  before: Rule[],
  after: Rule[],
  key: K,
  changesOf: (before: Rule | undefined, after: Rule | undefined) => C[],
): (C & { codes: string[] })[] {
  const shared = new Map<string, C & { codes: string[] }>();
  const ruleOf = (rules: Rule[], code: string) => rules.find((rule) => rule[key].includes(code));

  for (const code of new Set([...before, ...after].flatMap((rule) => rule[key]))) {
    for (const change of changesOf(ruleOf(before, code), ruleOf(after, code))) {
      const known = shared.get(JSON.stringify(change));
      if (known) known.codes.push(code);
      else shared.set(JSON.stringify(change), { ...change, codes: [code] });
    }
  }

  return [...shared.values()];
}

function rising<T extends { fromUnits: number }>(list: T[]): T[] {
  return list.toSorted((a, b) => a.fromUnits - b.fromUnits);
}

function sameConditions(a: Conditions, b: Conditions): boolean {
  const lists = (["paymentMethods", "products", "buildings", "credentials"] as const).every((list) =>
    sameSet(a[list] ?? [], b[list] ?? []),
  );
  const values = (["membership", "from", "until", "signedWithinDays"] as const).every((name) => a[name] === b[name]);

  return lists && values && !a.units === !b.units;
}

/** Two lists of homes that differ; that there is one, or none any more, is another condition. */
const unitsChanged = (before: Conditions["units"], after: Conditions["units"]) =>
  before !== undefined && after !== undefined && !sameSet(before.map(placeKey), after.map(placeKey));

function unitsBeyond(units: HomePlace[] = [], others: HomePlace[] = []): HomePlace[] {
  const known = new Set(others.map(placeKey));

  return units.filter((unit) => !known.has(placeKey(unit)));
}

function sameSet(a: string[], b: string[]): boolean {
  return same(a.toSorted(), b.toSorted());
}

/** Equal as JSON, whatever the order of an object's keys. */
function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner,
  );
}
