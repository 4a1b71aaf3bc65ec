import type { PolicyTerms } from "../../policies/contract";
import type { QuotedTier } from "../../policies/quoting/contract";
import { type Buyer, type Home, type Price, thresholds } from "../../policies/quoting/rules";
import type { CountedSpecial } from "../../policies/quoting/tiers/rules";
import { quoteWith } from "../../policies/specials/rules";
import { addDays } from "../../time/business-day";
import type { BusinessDay } from "../../time/contract";
import { countOf, lastDayToSign } from "../counting/rules";
import type { GroupRows } from "../facts";
import { withDeal } from "../preview/rules";
import { asAhead, asCounted, buyerKnown, countedDaysOf, settle } from "../rules";
import { dealFactsOf } from "../shape";

/** All that an offer is reckoned from, beside the terms of the deal's own version, which never change. */
export interface OfferInputs {
  building: string;
  unitNumber: string;
  home: Home;
  /** Without a category where the deal would not count; with the tiers that the key person has for an own purchase, where they differ. */
  buyer: Buyer;
  /** The count that it is priced at, this deal included. */
  units: number;
  /** The price follows the count. False: it stays what it is, whoever else signs. */
  counts: boolean;
  /** The key person's own purchase has at least the first tier, so it is never priced below this; 1 where it has a table of its own. */
  leastUnits: number;
  /** An own table with what became of its commitment; `units`: those that it goes by now, where they are not the deal's. */
  specials: CountedSpecial[];
  /** Somebody had checked that a buyer belongs; else the offer holds once this is proved. */
  isMember: boolean;
}

/** What the home costs from a number of counted units on. */
export interface OfferRow {
  fromUnits: number;
  tier: QuotedTier | null;
  payableFen: number;
  stopsAtFloor: boolean;
}

/** What an offer promises: the price now, line by line, and the conditional table. */
export type OfferResult = Pick<Price, "lines" | "payableFen" | "savedFen" | "tier" | "stopsAtFloor"> & { rows: OfferRow[] };

/**
 * Reckons an offer. The same inputs and terms give the same lines and fen for ever; a rule that must give others raises
 * `ENGINE_REVISION`.
 *
 * @param terms of the deal's own version
 */
export function offerOf(terms: PolicyTerms, { home, buyer, units, counts, leastUnits, specials }: OfferInputs): OfferResult {
  const later = specials.map(({ units: _, ...special }) => special);
  const priceAt = (count: number): Price => quoteWith(terms, home, buyer, count, count === units ? specials : later).priced;
  const { lines, payableFen, savedFen, tier, stopsAtFloor } = priceAt(units);
  const from = counts ? [leastUnits, ...thresholds(terms, home, buyer, specials).filter((threshold) => threshold > leastUnits)] : [units];
  const rows = from.map((fromUnits) => {
    const price = priceAt(fromUnits);

    return { fromUnits, tier: price.tier, payableFen: price.payableFen, stopsAtFloor: price.stopsAtFloor };
  });

  return { lines, payableFen, savedFen, tier, stopsAtFloor, rows };
}

/** The regular steps in a price that hang on more than the paper: on the membership, or on a signing by a day before its last. */
export function hangingOn(terms: PolicyTerms, { buyer }: OfferInputs, { lines }: Pick<OfferResult, "lines">, signBy: BusinessDay) {
  const steps = terms.regular.filter(({ id }) => lines.some(({ ruleId, step }) => step === "regular" && ruleId === id));
  const early = steps.flatMap((step) => {
    const until = step.when.signedWithinDays === undefined ? signBy : addDays(buyer.on, step.when.signedWithinDays);
    return until < signBy ? [{ step, until }] : [];
  });

  return { early, members: steps.filter(({ when }) => when.membership) };
}

/**
 * What an offer of a subscribed deal is reckoned from: the group's facts as they would stand were the contract signed on
 * the day of issue, with the buyer's membership proved. The rule that settles finds the count.
 *
 * @param rows the group's facts
 * @returns null for a deal that is not among them
 */
export function offerInputs(
  rows: GroupRows,
  dealId: string,
  issuedOn: BusinessDay,
): { inputs: OfferInputs; terms: PolicyTerms; signBy: BusinessDay } | null {
  const found = dealFactsOf(withDeal(rows, dealId, { signedOn: issuedOn, isMember: true }));
  const own = found.find(({ row: { id } }) => id === dealId);
  const all = found.map(({ facts }) => facts);
  const settled = settle(all).find(({ id }) => id === dealId);
  if (!own || !settled) return null;
  const { row, facts } = own;
  const { terms, home, isOwnPurchase } = facts;
  const counts = facts.standing.standing === "counted";
  const known = buyerKnown(facts);
  const count = countOf(all.flatMap(countedDaysOf));
  const now = asCounted(facts, count).specials;
  const first = Math.min(...thresholds(terms, home, { ...known, credential: null }));

  return {
    terms,
    signBy: lastDayToSign(terms, row.subscribedOn, row.extendedTo),
    inputs: {
      building: row.building,
      unitNumber: row.unitNumber,
      home,
      buyer: known,
      units: settled.units,
      counts,
      leastUnits: isOwnPurchase && !known.ownTiers && Number.isFinite(first) ? first : 1,
      specials: asAhead(facts, count).specials.map(({ effect, replacesGroup, floorBps, commitmentState }, at) => ({
        effect,
        replacesGroup,
        floorBps,
        ...(commitmentState && { commitmentState, units: now[at]?.units ?? 0 }),
      })),
      isMember: rows.deals.some(({ id, isMember }) => id === dealId && isMember),
    },
  };
}
