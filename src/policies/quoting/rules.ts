import {
  afterAmount,
  afterAmountPerSqm,
  afterRate,
  afterRateOnList,
  downToYuan,
  forUnits,
  leastAtFloor,
  MAX_FEN,
  priceOfArea,
  type RoundingUnit,
  roundedTo,
  upToYuan,
} from "../../money/fen";
import type { BusinessDay } from "../../time/contract";
import type { Effect, PolicyTerms, Tier } from "../contract";
import { OWN_TIERS } from "../rules";
import { obstacleTo, places, type UnknownFact } from "./conditions/rules";
import type { NextTier, QuotedTier, QuoteStep, WhyCode } from "./contract";
import { type CountedSpecial, effectOf, offeredBy, tableOf, thresholdsOfTable, tierAt } from "./tiers/rules";

/**
 * The revision of the rules that price a home. An offer stores it with its inputs and lines: raise it whenever the same
 * terms, home, buyer and count may give another line or another fen.
 */
export const ENGINE_REVISION = 1;

/** A home; `building` and `unitNumber` left out or null: not known. */
export type Home = {
  listPriceFen: number;
  areaCentiSqm: number | null;
  product: string | null;
  building?: string | null;
  unitNumber?: string | null;
};

/**
 * Who buys, how, and on which subscription day. Without a category only a credential can give a tier, or the `ownTiers` that
 * the key person has for an own purchase: these from one unit on, also outside any count. `membership`: whether a proof that
 * the buyer belongs to the account was accepted; `signedWithinDays`: how many days after the subscription the contract is
 * signed. Left out or null: not known.
 */
export type Buyer = {
  category: string | null;
  paymentMethod: string;
  credential: string | null;
  on: BusinessDay;
  ownTiers?: Tier[];
  membership?: boolean | null;
  signedWithinDays?: number | null;
};

/** A line before it is put into words; `ruleId` is the id of the step, table or rule it comes from. */
export type PricedLine = {
  step: QuoteStep;
  ruleId: string | null;
  payableBps: number | null;
  amountFen: number | null;
  perSqmFen: number | null;
  beforeFen: number;
  afterFen: number;
  /** Of a special price: where the tier of its own table begins that gave it. */
  fromUnits?: number;
};

/**
 * What did not apply. `winnerId` is the rule it lost to, `fromUnits` the first threshold it missed by `moreUnits`, `by` the
 * last day to reach it, `unknown` the conditions of which nobody said whether they are met.
 */
export type WhyNot = {
  step: QuoteStep;
  ruleId: string | null;
  code: WhyCode;
  winnerId?: string;
  fromUnits?: number;
  moreUnits?: number;
  unknown?: UnknownFact[];
  by?: BusinessDay;
};

export type Price = {
  lines: PricedLine[];
  payableFen: number;
  savedFen: number;
  tier: QuotedTier | null;
  stopsAtFloor: boolean;
  why: WhyNot[];
};

export type PricedQuote = Price & { listPriceFen: number; nextTier: NextTier | null; atNextTier: Price | null };

/**
 * What one home costs a buyer under the terms of a version, step by step.
 *
 * Steps apply in order, each exactly to the price that the step before left (or to the list price), then rounded once
 * to the version's unit: every printed line is real money. A step per square metre does nothing for a home without an
 * area and says `area-needed`; whoever prints the quote must ask for the area then.
 *
 * @param countedUnits units of the buyer's counting group, the one quoted included
 * @returns amounts in fen; `tier` is null below the first threshold; `why` says what did not apply
 * Source: the 2008 plan, 四、活動優惠; docs/pricing.md.
 */
export function quote(
  terms: PolicyTerms,
  home: Home,
  buyer: Buyer,
  countedUnits: number,
  special: CountedSpecial | null = null,
): PricedQuote {
  const { rules, at } = pricesOf(terms, home, buyer);
  const now = at(countedUnits)(special);

  const [fromUnits, atNextTier] =
    rising([...thresholdsOf(rules), ...(special ? thresholdsOfTable(special) : [])])
      .filter((threshold) => threshold > countedUnits)
      .map((threshold) => [threshold, at(threshold)(special)] as const)
      .find(([, price]) => price.payableFen < now.payableFen) ?? [];
  const nextTier =
    fromUnits && atNextTier ? savings(terms.retroactive, countedUnits, fromUnits, now.payableFen - atNextTier.payableFen) : null;

  return { listPriceFen: home.listPriceFen, ...now, nextTier, atNextTier: atNextTier ?? null };
}

/** The same without a look ahead, for many counts and special prices: what they do not touch is reckoned once. */
export function pricesOf(terms: PolicyTerms, home: Home, buyer: Buyer) {
  const regular = regularPart(terms, home, buyer);
  const rules = groupRules(terms, home, buyer);
  const at = (units: number) => {
    const group = groupPart(terms, home, buyer, rules, regular.fen, units);
    return (special: CountedSpecial | null) => finalPrice(terms, home, regular, group, special, units);
  };
  return { rules, at };
}

/** The numbers of units at which this buyer's tier may change, that of a special price's own table too, rising. */
export function thresholds(terms: PolicyTerms, home: Home, buyer: Buyer, specials: readonly CountedSpecial[] = []): number[] {
  return rising([...thresholdsOf(groupRules(terms, home, buyer)), ...specials.flatMap(thresholdsOfTable)]);
}

const rising = (units: number[]): number[] => [...new Set(units)].sort((a, b) => a - b);

/** Whether the version prices homes of this kind; a home whose kind is not said is an ordinary one. */
export const isPriced = ({ pricedProducts }: PolicyTerms, product: string | null): boolean =>
  product === null || !pricedProducts.length || pricedProducts.includes(product);

/** Whether homes of this kind count towards a tier. */
export const isCounted = ({ countedProducts }: PolicyTerms, product: string | null): boolean =>
  product === null || !countedProducts.length || countedProducts.includes(product);

/** A price under way. */
type Part = { fen: number; lines: PricedLine[]; why: WhyNot[] };

/** Something that could be taken off at one place; `applyTo` as in a regular step. */
type Candidate = { step: QuoteStep; ruleId: string; effect: Effect; applyTo: "running" | "list" };

function regularPart(terms: PolicyTerms, home: Home, buyer: Buyer): Part {
  const part: Part = { fen: home.listPriceFen, lines: [], why: [] };
  if (!isPriced(terms, home.product)) return { ...part, why: [{ step: "regular", ruleId: null, code: "product-not-priced" }] };

  for (const alternatives of places(terms.regular)) {
    const candidates: Candidate[] = [];
    for (const { id, when, effect, applyTo } of alternatives) {
      const obstacle = obstacleTo(when, home, buyer);
      if (obstacle) part.why.push({ step: "regular", ruleId: id, ...obstacle });
      else candidates.push({ step: "regular", ruleId: id, effect, applyTo });
    }
    takeBest(part, candidates, home, terms.rounding);
  }

  return part;
}

/** Takes the candidate that leaves the lowest price, the first of equals, and notes why the others did not apply. */
function takeBest(part: Part, candidates: Candidate[], home: Home, unit: RoundingUnit): Candidate | null {
  const beforeFen = part.fen;
  let best: Candidate | null = null;
  for (const candidate of candidates) {
    const afterFen = applied(candidate, beforeFen, home, unit);
    if (afterFen === null) part.why.push({ step: candidate.step, ruleId: candidate.ruleId, code: "area-needed" });
    else if (!best || afterFen < part.fen) {
      best = candidate;
      part.fen = afterFen;
    }
  }
  if (!best) return null;

  const { step, ruleId, effect } = best;
  part.lines.push({ step, ruleId, ...printed(effect, home), beforeFen, afterFen: part.fen });
  for (const candidate of candidates) {
    if (candidate === best || (needsArea(candidate.effect) && home.areaCentiSqm === null)) continue;
    part.why.push({ step: candidate.step, ruleId: candidate.ruleId, code: "lost-to-better", winnerId: ruleId });
  }

  return best;
}

/** The price after a candidate, null when it needs an area that is not known. Half up never passes the list price. */
function applied(candidate: Candidate, runningFen: number, home: Home, unit: RoundingUnit): number | null {
  const afterFen = rounded(candidate, runningFen, home, unit);

  return afterFen !== null && afterFen > home.listPriceFen ? downToYuan(home.listPriceFen) : afterFen;
}

function rounded(
  { effect, applyTo }: Pick<Candidate, "effect" | "applyTo">,
  runningFen: number,
  home: Home,
  unit: RoundingUnit,
): number | null {
  switch (effect.kind) {
    case "rate":
      return applyTo === "list"
        ? afterRateOnList(runningFen, home.listPriceFen, effect.payableBps, unit)
        : afterRate(runningFen, effect.payableBps, unit);
    case "amount":
      return afterAmount(runningFen, effect.amountFen, unit);
    case "perSqm":
      return home.areaCentiSqm === null ? null : afterAmountPerSqm(runningFen, home.areaCentiSqm, effect.perSqmFen, unit);
  }
}

const needsArea = (effect: Effect): boolean => effect.kind === "perSqm";

function printed(effect: Effect, home: Home): Pick<PricedLine, "payableBps" | "amountFen" | "perSqmFen"> {
  switch (effect.kind) {
    case "rate":
      return { payableBps: effect.payableBps, amountFen: null, perSqmFen: null };
    case "amount":
      return { payableBps: null, amountFen: effect.amountFen, perSqmFen: null };
    case "perSqm":
      return { payableBps: null, amountFen: priceOfArea(home.areaCentiSqm ?? 0, effect.perSqmFen) ?? MAX_FEN, perSqmFen: effect.perSqmFen };
  }
}

/** The rules that could give this buyer a tier, the category's table first; null for a home that is not priced. */
type GroupRules = { source: QuotedTier["source"]; id: string; tiers: Tier[] }[] | null;

function groupRules(terms: PolicyTerms, home: Home, { category, credential, ownTiers }: Buyer): GroupRules {
  if (!isPriced(terms, home.product)) return null;
  const table = terms.groupTables.find(({ categories }) => category !== null && categories.includes(category));
  const credentialRule = terms.credentialRules.find(({ credentials }) => credential !== null && credentials.includes(credential));

  return [
    ...(table ? [{ ...table, source: "category" as const }] : []),
    ...(credentialRule ? [{ ...credentialRule, source: "credential" as const }] : []),
    ...(ownTiers ? [{ id: OWN_TIERS, tiers: ownTiers, source: "own-purchase" as const }] : []),
  ];
}

function thresholdsOf(rules: GroupRules): number[] {
  const all = (rules ?? []).flatMap(({ tiers }) => tiers.map(({ fromUnits }) => fromUnits));

  return rising(all);
}

type GroupPart = Part & { tier: QuotedTier | null };

/** 團購折上折: the best of the category's tier, the credential's and the key person's own; at most one. */
function groupPart(terms: PolicyTerms, home: Home, buyer: Buyer, rules: GroupRules, runningFen: number, units: number): GroupPart {
  const part: Part = { fen: runningFen, lines: [], why: [] };
  if (!rules) return { ...part, tier: null, why: [{ step: "group", ruleId: null, code: "product-not-priced" }] };

  if (!isCounted(terms, home.product)) part.why.push({ step: "group", ruleId: null, code: "product-not-counted" });
  const hasTable = rules.some(({ source }) => source === "category");
  if (!hasTable && buyer.category !== null) part.why.push({ step: "group", ruleId: null, code: "category-without-rule" });
  for (const { id, credentials } of terms.credentialRules) {
    const held = buyer.credential !== null && credentials.includes(buyer.credential);
    if (!held) part.why.push({ step: "group", ruleId: id, code: "credential" });
  }

  const reached = rules.flatMap(({ source, id, tiers }) => {
    const its = source === "own-purchase" ? Math.max(units, 1) : units;
    const tier = tierAt(tiers, its);
    if (!tier) part.why.push(...belowFirstTier(id, tiers, its, home));

    return tier ? [{ source, tier, candidate: { step: "group", ruleId: id, effect: effectOf(tier), applyTo: "running" } as const }] : [];
  });
  const best = takeBest(
    part,
    reached.map(({ candidate }) => candidate),
    home,
    terms.rounding,
  );
  const taken = reached.find(({ candidate }) => candidate === best);
  if (!taken) return { ...part, tier: null };

  const { payableBps, amountFen } = printed(taken.candidate.effect, home);
  return { ...part, tier: { fromUnits: taken.tier.fromUnits, payableBps, amountFen, source: taken.source } };
}

/** The next tier needs an area as much as one in force. */
function belowFirstTier(id: string, tiers: Tier[], units: number, home: Home): WhyNot[] {
  const fromUnits = Math.min(...tiers.map((tier) => tier.fromUnits));
  const lacksArea = home.areaCentiSqm === null && tiers.some((tier) => needsArea(effectOf(tier)));

  return [
    { step: "group", ruleId: id, code: "below-first-tier", fromUnits, moreUnits: fromUnits - units },
    ...(lacksArea ? [{ step: "group", ruleId: id, code: "area-needed" } as const] : []),
  ];
}

/**
 * Brings regular, group and special together. The version's floor holds the price after `group`; a special starts from
 * the price before that floor and has only its own. A special never makes a home dearer.
 */
function finalPrice(terms: PolicyTerms, home: Home, regular: Part, group: GroupPart, special: CountedSpecial | null, units: number): Price {
  const unclamped: Part = {
    fen: group.fen,
    lines: [...regular.lines, ...group.lines],
    why: [...regular.why, ...group.why],
  };
  const unit = isPriced(terms, home.product) ? terms.rounding : "fen";
  const standard = finished(unclamped, group.tier, home, terms.floorBps, unit);
  if (!special) return standard;

  const base = special.replacesGroup ? regular : unclamped;
  const { line, tier, why } = specialPart(special, base.fen, home, terms.rounding, units);
  const passed = [...standard.why, ...why];
  if (!line) return { ...standard, why: passed };
  if (line.afterFen >= base.fen) return { ...standard, why: [...passed, { step: "special", ruleId: null, code: "special-not-lower" }] };

  const replaced: WhyNot[] = special.replacesGroup && group.tier ? [{ step: "group", ruleId: null, code: "replaced-by-special" }] : [];
  const offered = finished(
    { fen: line.afterFen, lines: [...base.lines, line], why: [...unclamped.why, ...replaced, ...why] },
    special.replacesGroup || (tier && tier.fromUnits >= (group.tier?.fromUnits ?? 0)) ? tier : group.tier,
    home,
    special.floorBps,
    terms.rounding,
  );
  if (offered.payableFen < standard.payableFen) return offered;

  return { ...standard, why: [...passed, { step: "special", ruleId: null, code: "lost-to-better" }] };
}

/** What a special price makes of the price before it: the lowest of what it offers; no line where it offers nothing. */
function specialPart(
  special: CountedSpecial,
  beforeFen: number,
  home: Home,
  unit: RoundingUnit,
  units: number,
): { line: PricedLine | null; tier: QuotedTier | null; why: WhyNot[] } {
  const { offers, obstacles } = offeredBy(special, units);
  const table = tableOf(special);
  const effects = table ? [...table.tiers.map(effectOf), ...(table.commitment?.fallback ? [table.commitment.fallback] : [])] : [];
  if (home.areaCentiSqm === null && effects.some(needsArea)) obstacles.push({ code: "area-needed" });
  const why = obstacles.map((obstacle): WhyNot => ({ step: "special", ruleId: null, ...obstacle }));
  const [first, ...others] = offers.flatMap(({ effect, fromUnits }) => {
    const afterFen = effect.kind === "final" ? effect.payableFen : rounded({ effect, applyTo: "running" }, beforeFen, home, unit);

    return afterFen === null ? [] : [{ effect, fromUnits, afterFen }];
  });
  if (!first) return { line: null, tier: null, why };

  const { effect, fromUnits, afterFen } = others.reduce((best, one) => (one.afterFen < best.afterFen ? one : best), first);
  const its = effect.kind === "final" ? { payableBps: null, amountFen: null, perSqmFen: null } : printed(effect, home);
  const line: PricedLine = { step: "special", ruleId: null, ...its, beforeFen, afterFen };
  if (fromUnits === null) return { line, tier: null, why };
  const { payableBps, amountFen } = its;

  return { line: { ...line, fromUnits }, tier: { fromUnits, payableBps, amountFen, source: "special" }, why };
}

/** Holds the price at the floor and brings it to the unit, each with its own line. */
function finished(part: Part, tier: QuotedTier | null, home: Home, floorBps: number | null, unit: RoundingUnit): Price {
  const leastFen = floorBps === null ? 0 : leastAtFloor(home.listPriceFen, floorBps);
  const lines = [...part.lines];
  const flooredFen = Math.max(part.fen, leastFen);
  if (flooredFen !== part.fen) lines.push(plainLine("floor", part.fen, flooredFen));

  const payableFen = unit === "fen" ? flooredFen : wholeYuan(flooredFen, leastFen, home.listPriceFen, unit);
  if (payableFen !== flooredFen) lines.push(plainLine("rounding", flooredFen, payableFen));

  return { lines, payableFen, savedFen: home.listPriceFen - payableFen, tier, stopsAtFloor: flooredFen !== part.fen, why: part.why };
}

/** Whole yuan between the least and the list price; where there are none, the price itself between the two. */
function wholeYuan(fen: number, leastFen: number, listPriceFen: number, unit: RoundingUnit): number {
  const rounded = roundedTo(fen, unit);
  const belowList = rounded > listPriceFen ? downToYuan(listPriceFen) : rounded;
  const whole = belowList < leastFen ? upToYuan(leastFen) : belowList;

  return whole <= listPriceFen ? whole : Math.min(fen, listPriceFen);
}

function plainLine(step: "floor" | "rounding", beforeFen: number, afterFen: number): PricedLine {
  return { step, ruleId: null, payableBps: null, amountFen: null, perSqmFen: null, beforeFen, afterFen };
}

/** What a tier saves that comes with `fromUnits`, each home `eachFen` cheaper. Without `retroactive` those already in keep theirs. */
function savings(retroactive: boolean, countedUnits: number, fromUnits: number, eachFen: number): NextTier {
  const moreUnits = fromUnits - countedUnits;

  return {
    fromUnits,
    moreUnits,
    savesOthersFen: retroactive ? forUnits(eachFen, countedUnits) : 0,
    savesAllFen: forUnits(eachFen, retroactive ? fromUnits : moreUnits),
  };
}
