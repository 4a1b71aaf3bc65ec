import type { Deal, LedgerEntry } from "../../../api/deals";

/** What of a deal finance has still to see: the signing, and the money that moved. What a buyer owes is agreed on paper. */
export interface Waiting {
  signing: boolean;
  entries: LedgerEntry[];
}

export function waitingOf(deal: Pick<Deal, "signedOn" | "signingConfirmedAt">, entries: LedgerEntry[]): Waiting {
  return {
    signing: deal.signedOn !== null && deal.signingConfirmedAt === null,
    entries: entries.filter(({ kind, state }) => kind !== "due" && state === "reported"),
  };
}
