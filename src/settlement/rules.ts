import type { Because } from "../deals/contract";
import type { PolicyTerms, Tier } from "../policies/contract";
import type { QuotedTier } from "../policies/quoting/contract";
import { type Buyer, type Home, type Price, pricesOf } from "../policies/quoting/rules";
import { tableOf } from "../policies/quoting/tiers/rules";
import { ownTiersOf } from "../policies/rules";
import { type Given, lowest } from "../policies/specials/rules";
import { addDays } from "../time/business-day";
import type { BusinessDay } from "../time/contract";
import { type Count, type CountedDays, countedDays, countOf, earlierOf, type Standing } from "./counting/rules";
import type { ApprovedSpecial } from "./specials/rules";
import { ahead, causeOfTable, counted, type Due, latestOf, noDue } from "./specials/tables/rules";

/** A deal as settlement sees it. Its terms are those of its own version, for ever. */
export interface DealFacts {
  id: string;
  terms: PolicyTerms;
  home: Home;
  /** `on` is the subscription day; `credential` is null until it was verified. */
  buyer: Buyer;
  standing: Standing;
  signedOn: BusinessDay | null;
  cancelledOn: BusinessDay | null;
  /** The price printed on the contract, a fact typed from it; null before. */
  contractPriceFen: number | null;
  /** Those that the deal may have; the lowest prices it. */
  specials: ApprovedSpecial[];
  /** A party was the engagement's key person on the subscription day. */
  isOwnPurchase: boolean;
  /** The day as of which the engagement was settled; null while it is not. */
  settledOn: BusinessDay | null;
  /** What the deal was before each of its supplements, in the order of their days. */
  earlier: Chapter[];
  /** The supplement that brought it to its engagement; null where it was chosen at subscription. */
  movedBy: SupplementCause | null;
}

type SupplementCause = Extract<Because, { kind: "supplement" }>;

/** What a deal was until a supplement changed it. */
export interface Chapter extends Pick<DealFacts, "home" | "buyer" | "standing" | "contractPriceFen" | "isOwnPurchase"> {
  endedBy: SupplementCause;
}

/** What a deal costs once all facts are in. */
export interface Settled {
  id: string;
  /** Null before signing: nothing is posted yet. 0 once cancelled. */
  payableFen: number | null;
  /** What it cost on its signing day, whenever that is reckoned: at that day's count, with what was approved by then. */
  baseFen: number | null;
  tier: QuotedTier | null;
  /** The count that it is priced at; 0 outside any count. */
  units: number;
  /** By how much the contract stays below what the rule asks now: an open item until a supplement is signed. */
  openFen: number;
  /** The tier would go lower than the version's floor lets it. */
  stopsAtFloor: boolean;
  /** What made its price: the deal whose signing reached its tier, or whose cancellation lost it, or a special price. */
  because: Because | null;
  /** How the base became what is payable: each cause that moved the price, in the order of their days. */
  moves: Move[];
}

/** One cause, and by how much it moved a price, in fen; never 0. */
export interface Move {
  because: Because | null;
  amountFen: number;
}

/**
 * All deals of a counting group, each priced by its own version at the count that is due to it. The same facts give the
 * same answer, whatever order they were typed in and however often it is asked.
 *
 * - `retroactive` with `keep`: the greatest count on the days, up to the settlement's, on which the deal itself counted.
 * - `retroactive` with `reverse`: the count after all facts up to the settlement's day.
 * - not `retroactive`: the count of the signing day; a later fall changes nothing.
 * - The key person's own purchase gets at least the category's first tier, or the better of that tier and a table of its own.
 * - A special price lowers: instead of the tier or on top of it, as it says.
 * - No price rises above the one printed on the signed contract.
 *
 * Linear in the deals but for sorting their days. Source: docs/settlement.md.
 */
export function settle(deals: DealFacts[]): Settled[] {
  const count = countOf(deals.flatMap(countedDaysOf));

  return deals.map((deal) => settled(deal, count));
}

/** The spans of days on which a deal counts: as what it is now, and as what it was before its supplements. */
export function countedDaysOf({ id, standing, earlier }: DealFacts): CountedDays[] {
  const [first] = earlier;
  if (!first) return countedDays(id, standing);
  if (first.standing.standing === "none" && first.standing.past) return countedDays(id, first.standing);
  const spans = new Map<BusinessDay, CountedDays>();
  for (const one of [...earlier.map((chapter) => chapter.standing), standing]) {
    if (one.standing === "counted" && one.from !== one.until) spans.set(one.from, { id, from: one.from, until: one.until });
  }

  return [...spans.values()];
}

function settled(deal: DealFacts, count: Count): Settled {
  const { id, contractPriceFen } = deal;
  const units = unitsFor(deal, count);
  const { priced: price, special } = pricedAt(asCounted(deal, count), units);
  const none = { id, units, baseFen: null, openFen: 0, stopsAtFloor: false, tier: null, because: null, moves: [] };
  if (deal.signedOn === null) return { ...none, payableFen: null };
  if (deal.cancelledOn !== null) return { ...none, payableFen: 0 };

  const payableFen = Math.min(price.payableFen, contractPriceFen ?? price.payableFen);
  const baseFen = baseOf(deal, count, units) ?? payableFen;
  const because = becauseOf(deal, count, price, special);

  return {
    id,
    units,
    payableFen,
    baseFen,
    tier: price.tier,
    openFen: price.payableFen - payableFen,
    stopsAtFloor: price.stopsAtFloor,
    because,
    moves: moved(deal.earlier.length === 0 ? [{ because, costFen: payableFen }] : stepsOf(deal, count, because), baseFen),
  };
}

/** What a deal cost on its signing day, as what it was then; null where that is what it costs now. */
function baseOf(deal: DealFacts, count: Count, units: number): number | null {
  const [first] = deal.earlier;
  if (first) return costThen({ ...deal, ...first }, count);
  const { standing, specials } = deal;
  const then = standing.standing === "counted" ? atLeastOwn(deal, count.on(dayThen(deal, standing.from))) : units;
  const isKnown = !hasTable(deal) && (specials.length === 0 || knownThen(deal).length === specials.length);
  if (isKnown && (then === units || (specials.length === 0 && !crosses(deal, then, units)))) return null;

  return costAt(asThen(deal, count), then);
}

/** What a deal costs as it stands in a chapter, at the count of the day it began to count on and with what was approved by its signing. */
function costThen(deal: DealFacts, count: Count): number {
  const { standing } = deal;
  const units = standing.standing === "counted" ? atLeastOwn(deal, count.on(dayThen(deal, standing.from))) : unitsFor(deal, count);

  return costAt(asThen(deal, count), units);
}

/** The signing day of what had counted from its subscription; else the day from which it counts. */
const dayThen = ({ signedOn }: DealFacts, from: BusinessDay) => (signedOn !== null && signedOn > from ? signedOn : from);

const costNow = (deal: DealFacts, count: Count): number => costAt(asCounted(deal, count), unitsFor(deal, count));

function costAt(deal: DealFacts, units: number): number {
  const { payableFen } = pricedAt(deal, units).priced;

  return Math.min(payableFen, deal.contractPriceFen ?? payableFen);
}

const knownThen = ({ specials, signedOn }: DealFacts) => specials.filter(({ approvedOn }) => signedOn !== null && approvedOn <= signedOn);

/** A deal on its signing day: with what was approved by then, at that day's count. */
function asThen(deal: DealFacts, count: Count): DealFacts {
  const { terms, standing } = deal;
  const day = standing.standing === "counted" ? dayThen(deal, standing.from) : null;
  const due = day === null ? noDue : { units: count.on(day), until: day };

  return { ...deal, specials: counted(knownThen(deal), terms, due, count) };
}

/** A deal whose special prices are as the count makes them now. */
export function asCounted(deal: DealFacts, count: Count): DealFacts {
  return hasTable(deal) ? { ...deal, specials: counted(deal.specials, deal.terms, dueTo(deal, count), count) } : deal;
}

/** A deal whose special prices are as they may become with more units. */
export function asAhead(deal: DealFacts, count: Count): DealFacts {
  return hasTable(deal) ? { ...deal, specials: ahead(deal.specials, deal.terms, dueTo(deal, count), count) } : deal;
}

const hasTable = ({ specials }: DealFacts): boolean => specials.some(tableOf);

/** The units that the tables of a deal's special prices go by, and until when what the group reaches is the deal's. */
function dueTo(deal: DealFacts, count: Count): Due {
  const { terms, standing, signedOn, settledOn } = deal;
  if (standing.standing !== "counted") return noDue;
  const units = unitsOf(deal, standing, count);
  if (!terms.retroactive) return { units, until: signedOn === null ? null : dayThen(deal, standing.from) };

  return { units, until: terms.onDrop === "reverse" ? settledOn : lastDayOf(standing, settledOn) };
}

/** The last day that is a counted deal's own; null: it still counts, and nothing is settled. */
const lastDayOf = ({ until }: Counted, settledOn: BusinessDay | null) => earlierOf(until === null ? null : addDays(until, -1), settledOn);

type Counted = Extract<Standing, { standing: "counted" }>;

/**
 * What moved the price of a deal that has supplements, in the order of their days: each supplement, and between them what happened to the
 * tier or to a special price. Each moved it by what it costs with it less what it cost without, as the deal was on that
 * day; so they add up, and follow from the facts alone. Of one day the tier comes before the supplement.
 *
 * @param ofNow what made the price of today, its supplements aside
 */
function stepsOf(deal: DealFacts, count: Count, ofNow: Because | null): Step[] {
  const { earlier } = deal;
  const chapters = [...earlier, deal].map((chapter): DealFacts => ({ ...deal, ...chapter }));
  const because = chapters.slice(0, -1).reduceRight<Because | null>((found, chapter) => found ?? causeOf(chapter, count), ofNow);
  const before = because === null ? 0 : earlier.filter(({ endedBy }) => endedBy.day < because.day).length;
  const steps = chapters.slice(1).map((chapter, at): Step => {
    const costFen = at < before ? costThen(chapter, count) : costNow(chapter, count);

    return { because: earlier[at]?.endedBy ?? null, costFen };
  });

  return steps.toSpliced(before, 0, { because, costFen: costNow(chapters[before] as DealFacts, count) });
}

/** What a deal cost once a cause had moved it. */
interface Step {
  because: Because | null;
  costFen: number;
}

function moved(steps: Step[], baseFen: number): Move[] {
  if (steps.length === 1 && steps[0]?.costFen === baseFen) return [];

  return steps
    .map(({ because, costFen }, at) => ({ because, amountFen: costFen - (steps[at - 1]?.costFen ?? baseFen) }))
    .filter(({ amountFen }) => amountFen !== 0);
}

/** What made the price of a deal as it stood in a chapter, its supplements aside. */
const causeOf = (deal: DealFacts, count: Count): Because | null => {
  const { priced, special } = pricedAt(asCounted(deal, count), unitsFor(deal, count));

  return becauseOf(deal, count, priced, special);
};

/** Whether any tier of a version that a deal might have begins between two counts: most need not be priced twice. */
function crosses(deal: DealFacts, one: number, other: number): boolean {
  const { groupTables, credentialRules } = deal.terms;
  const [low, high] = one < other ? [one, other] : [other, one];
  const begins = ({ fromUnits }: { fromUnits: number }) => fromUnits > low && fromUnits <= high;
  const within = ({ tiers }: { tiers: Tier[] }) => tiers.some(begins);

  return groupTables.some(within) || credentialRules.some(within) || (ownTiers(deal)?.some(begins) ?? false);
}

/** What a deal costs at a count, by its own version, and the special price that made it so. */
export function pricedAt(deal: DealFacts, units: number): Given<Price, ApprovedSpecial> {
  return lowest(pricesOf(deal.terms, deal.home, buyerKnown(deal)).at(units), deal.specials);
}

type Bought = Pick<DealFacts, "terms" | "buyer" | "standing" | "isOwnPurchase">;

/**
 * The buyer as the tiers know them. Outside the count the category gives none, but its first to an own purchase; where an own
 * purchase has a table of its own, that one does.
 */
export function buyerKnown(deal: Bought): Buyer {
  const { buyer, standing, isOwnPurchase } = deal;
  const own = ownTiers(deal);
  if (own) return { ...buyer, category: standing.standing === "counted" ? buyer.category : null, ownTiers: own };

  return standing.standing === "counted" || isOwnPurchase ? buyer : { ...buyer, category: null };
}

const ownTiers = ({ terms, buyer, isOwnPurchase }: Omit<Bought, "standing">) => (isOwnPurchase ? ownTiersOf(terms, buyer.category) : null);

/** The count that a deal is priced at. */
function unitsFor(deal: DealFacts, count: Count): number {
  const { standing } = deal;

  return atLeastOwn(deal, standing.standing === "counted" ? unitsOf(deal, standing, count) : standing.standing === "alone" ? 1 : 0);
}

/** The key person's own purchase is priced at the category's first tier or better, where it has no table of its own. */
function atLeastOwn(deal: DealFacts, units: number): number {
  return deal.isOwnPurchase && !ownTiers(deal) ? Math.max(units, firstThreshold(deal.terms, deal.buyer.category)) : units;
}

function unitsOf({ terms, signedOn, settledOn }: DealFacts, standing: Counted, count: Count): number {
  const { from } = standing;
  if (!terms.retroactive) return signedOn === null ? count.now : count.on(signedOn > from ? signedOn : from);
  if (terms.onDrop === "reverse") return settledOn === null ? count.now : count.on(settledOn);

  return count.greatest(from, lastDayOf(standing, settledOn));
}

/** Where the category's tiers begin; 0 where it has none. */
function firstThreshold(terms: PolicyTerms, category: string | null): number {
  const table = terms.groupTables.find(({ categories }) => category !== null && categories.includes(category));

  return table ? Math.min(...table.tiers.map(({ fromUnits }) => fromUnits)) : 0;
}

/** The latest of what made the price: what happened to its tier, or the yes to its special price. */
function becauseOf(deal: DealFacts, count: Count, price: Price, special: ApprovedSpecial | null): Because | null {
  const reached = special && tableOf(special) ? becauseOfTable(deal, count, price, special) : becauseOfTier(deal, count, price.tier);
  const { movedBy } = deal;
  const ofTier = movedBy !== null && (reached === null || reached.day <= movedBy.day) ? movedBy : reached;
  if (special === null || (ofTier !== null && ofTier.day > special.approvedOn)) return ofTier;

  return { kind: "special", specialId: special.id, number: special.number, day: special.approvedOn };
}

/** What happened to a tier of a special price's own table or to its commitment; where it stacks, to the group's tier too. */
function becauseOfTable(deal: DealFacts, count: Count, { lines }: Price, special: ApprovedSpecial): Because | null {
  const { terms, standing, settledOn } = deal;
  if (standing.standing !== "counted") return null;
  const fromUnits = lines.find(({ step }) => step === "special")?.fromUnits ?? null;
  const days = { due: dueTo(deal, count), from: standing.from, lastDay: lastDayOf(standing, settledOn), fromUnits };
  const group = special.replacesGroup ? null : pricedAt({ ...deal, specials: [] }, unitsFor(deal, count)).priced.tier;

  return latestOf([causeOfTable(special, terms, days, count), group && becauseOfTier(deal, count, group)]);
}

function becauseOfTier(deal: DealFacts, count: Count, tier: QuotedTier | null): Because | null {
  const { terms, standing, settledOn } = deal;
  if (standing.standing !== "counted") return null;
  const until = lastDayOf(standing, settledOn);
  const isOfGroup = tier?.source === "category" || tier?.source === "own-purchase";
  if (isOfGroup && !hasFallen(deal, count, standing.from, until)) {
    const reached = terms.retroactive ? count.reached(tier.fromUnits, standing.from, until) : null;

    return reached && { kind: "reached", units: tier.fromUnits, ...reached };
  }
  const lost = terms.retroactive && terms.onDrop === "reverse" ? count.lastLoss(settledOn) : null;

  return lost && { kind: "lost", units: settledOn === null ? count.now : count.on(settledOn), ...lost };
}

/** Whether a deal had a better tier once, and what has left since took it: it still has one, but of fewer units. */
function hasFallen(deal: DealFacts, count: Count, from: BusinessDay, until: BusinessDay | null): boolean {
  if (!deal.terms.retroactive || deal.terms.onDrop === "keep") return false;
  const units = unitsFor(deal, count);
  const greatest = count.greatest(from, until);

  return greatest > units && crosses(deal, units, greatest) && ruleCost(greatest) < ruleCost(units);

  function ruleCost(count: number): number {
    return pricedAt({ ...deal, specials: [] }, count).priced.payableFen;
  }
}

/** The lines that a deal has so far: whether there is a base, and what all of them add up to, in fen. */
export interface Posted {
  hasBase: boolean;
  sumFen: number;
}

/** One more line, or none: base, adjustment (預計返還 when negative, 預計補交 when not), or the one that closes a cancelled deal. */
export interface LineDue {
  kind: "base" | "adjustment" | "closing";
  amountFen: number;
}

/**
 * What must still be posted so that the lines of a deal add up to what it costs. The base, what it cost on its signing
 * day, is fixed with the first line and never changes; every difference is a line of its own.
 */
export function linesDue(
  { hasBase, sumFen }: Posted,
  { payableFen, baseFen }: Pick<Settled, "payableFen" | "baseFen">,
  isCancelled: boolean,
): LineDue[] {
  if (payableFen === null || (!hasBase && isCancelled)) return [];
  const base: LineDue[] = hasBase ? [] : [{ kind: "base", amountFen: baseFen ?? payableFen }];
  const amountFen = payableFen - base.reduce((sum, line) => sum + line.amountFen, sumFen);

  return amountFen === 0 ? base : [...base, { kind: isCancelled ? "closing" : "adjustment", amountFen }];
}
