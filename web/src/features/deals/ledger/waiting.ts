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

/** Neither refused nor withdrawn: it counts. */
export const stands = (state: LedgerEntry["state"]) => state === "reported" || state === "confirmed";

/** Money is taken back by who reported it, while finance has not decided; what is due, by them or a manager. */
export function mayTakeBack({ kind, state, isOwn }: Pick<LedgerEntry, "kind" | "state" | "isOwn">, isManager: boolean): boolean {
  return kind === "due" ? stands(state) && (isOwn || isManager) : state === "reported" && isOwn;
}
