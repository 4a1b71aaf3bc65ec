import type { ChangeEffect } from "../../../api/deals";

/** What of a deal's money may be kept or go back: a reward that was set off is neither, it may be claimed again. */
export const ownMoneyOf = ({ heldFen, setOffFen }: Pick<ChangeEffect, "heldFen" | "setOffFen">): number => heldFen - setOffFen;

/** What is kept, as typed; of no money at all nothing is, and nobody need say so. */
export const forfeitedOf = (ownFen: number | null, typedFen: number | null): number | null => (ownFen === 0 ? 0 : typedFen);

/** What goes back of `ownFen` once a part of it is kept; null while that is not filled in, or more than there is. */
export function refundOf(ownFen: number, forfeitedFen: number | null): number | null {
  return forfeitedFen === null || forfeitedFen > ownFen ? null : ownFen - forfeitedFen;
}
