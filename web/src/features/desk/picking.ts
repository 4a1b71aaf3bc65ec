import type { Waiting } from "../../api/desk";

/** What was ticked on the desk: ids of deals whose signing waits, ids of lines of ledgers. */
export interface Picked {
  deals: ReadonlySet<string>;
  entries: ReadonlySet<string>;
}

export const NOTHING_PICKED: Picked = { deals: new Set(), entries: new Set() };

export interface PickedSums {
  n: number;
  signings: number;
  entries: number;
  signingsFen: number;
  entriesFen: number;
  /** A control total: every amount that was ticked, whichever way it goes. */
  totalFen: number;
}

/** What was ticked and still waits, counted and added up. */
export function sumsOf({ signings, entries }: Pick<Waiting, "signings" | "entries">, picked: Picked): PickedSums {
  const chosenSignings = signings.filter(({ dealId }) => picked.deals.has(dealId));
  const chosenEntries = entries.filter(({ id }) => picked.entries.has(id));
  const signingsFen = chosenSignings.reduce((sum, { contractPriceFen }) => sum + contractPriceFen, 0);
  const entriesFen = chosenEntries.reduce((sum, { amountFen }) => sum + amountFen, 0);

  return {
    n: chosenSignings.length + chosenEntries.length,
    signings: chosenSignings.length,
    entries: chosenEntries.length,
    signingsFen,
    entriesFen,
    totalFen: signingsFen + entriesFen,
  };
}

/** The set with one more or one less. */
export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
