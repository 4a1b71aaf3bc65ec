import type { Waiting } from "../../api/desk";

type Signing = Waiting["signings"][number];
type Entry = Waiting["entries"][number];

/** By how much a contract is above (or below) what the rule asked; null where no rule has priced the home yet. */
export function offRule({ contractPriceFen, ruleFen }: Pick<Signing, "contractPriceFen" | "ruleFen">): number | null {
  return ruleFen === null ? null : contractPriceFen - ruleFen;
}

/** By how much a line goes above what it may come to: a receipt what is still to be paid (of a cancelled home nothing is, whatever came in before), money that goes back or is kept what came in. */
export function aboveDue({
  kind,
  amountFen,
  payableFen,
  confirmedFen,
}: Pick<Entry, "kind" | "amountFen" | "payableFen" | "confirmedFen">): number {
  if (kind === "receipt") return !payableFen ? 0 : Math.max(0, confirmedFen + amountFen - payableFen);
  return Math.max(0, amountFen - confirmedFen);
}

/** Whether money that goes back or is kept is covered once the receipts of the same home that still wait are confirmed. */
export function waitsForReceipt(entry: EntryOfHome, entries: readonly EntryOfHome[]): boolean {
  const waiting = entries.filter(({ dealId, kind }) => dealId === entry.dealId && kind === "receipt");
  const confirmedFen = waiting.reduce((sum, { amountFen }) => sum + amountFen, entry.confirmedFen);
  return entry.kind !== "receipt" && waiting.length > 0 && aboveDue({ ...entry, confirmedFen }) === 0;
}

type EntryOfHome = Pick<Entry, "dealId" | "kind" | "amountFen" | "payableFen" | "confirmedFen">;
