import type { CountedSpecial } from "../../policies/quoting/tiers/rules";
import type { BusinessDay } from "../../time/contract";

/** A special price that has its yes: for one deal, or for all deals of an engagement. */
export interface ApprovedSpecial extends CountedSpecial {
  id: string;
  /** Its number in the campaign, by which people name it. */
  number: number;
  scope: "deal" | "engagement";
  /** False: a deal that has it by its signing does not count towards any tier. */
  counts: boolean;
  /** The last day on which a contract may be signed at it. */
  validUntil: BusinessDay;
  approvedOn: BusinessDay;
  /** The day on which it is asked, for what may still come. */
  today?: BusinessDay;
}

/**
 * The special prices that a deal may have: those it was signed in time for. The deal's own go before the engagement's,
 * unless they were approved only after signing: then they may lower the price further, and never take away what the
 * engagement's give (no price rises on a signed buyer). Of several the buyer gets the lowest.
 *
 * @param all those approved for the deal and for its engagement, in any order
 * @param signedOn the day of the contract; null before, when any may still apply
 * Source: docs/changes.md.
 */
export function specialsFor<S extends ApprovedSpecial>(all: readonly S[], signedOn: BusinessDay | null): S[] {
  const inTime = all.filter(({ validUntil }) => signedOn === null || signedOn <= validUntil).toSorted((a, b) => a.number - b.number);
  const own = inTime.filter(({ scope }) => scope === "deal");
  const goesFirst = own.some(({ approvedOn }) => signedOn === null || approvedOn < signedOn);

  return goesFirst ? own : inTime;
}

/**
 * Whether a deal with these special prices counts. One that says it does not speaks only for contracts signed from its
 * approval on: a later yes takes no unit from the colleagues who have its tier.
 *
 * @param own what `specialsFor` gives for the deal
 */
export function countsWith(own: readonly ApprovedSpecial[], signedOn: BusinessDay | null): boolean {
  return !own.some(({ counts, approvedOn }) => !counts && signedOn !== null && approvedOn <= signedOn);
}
