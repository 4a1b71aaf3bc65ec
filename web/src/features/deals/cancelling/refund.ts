/** What goes back of what is held once a part of it is kept; null while that is not filled in, or more than is held. */
export function refundOf(heldFen: number, forfeitedFen: number | null): number | null {
  return forfeitedFen === null || forfeitedFen > heldFen ? null : heldFen - forfeitedFen;
}
