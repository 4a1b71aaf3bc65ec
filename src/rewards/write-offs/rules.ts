/** A line of the reward ledger as netting sees it; recoveries are negative. */
export interface NettedEntry {
  id: string;
  kind: "accrual" | "top-up" | "recovery" | "returned" | "write-off";
  personId: string;
  amountFen: number;
  recoversId: string | null;
  /** In a claim that stands. */
  isClaimed: boolean;
  /** In a claim that was paid: neither netted nor open any more. */
  isPaid: boolean;
}

/**
 * What may still be written off of each recovery of an engagement, in fen: what no claim has netted and no write-off has
 * taken, and no more than the person's own rewards leave uncovered. Those that are not paid yet, also not claimable yet,
 * net it first.
 *
 * @returns by the recovery's id; 0 where nothing is open
 * Source: docs/rewards.md.
 */
export function openOf(entries: readonly NettedEntry[]): Map<string, number> {
  const uncovered = new Map<string, number>();
  const writtenOff = new Map<string, number>();
  for (const { kind, personId, amountFen, recoversId, isPaid } of entries) {
    if (!isPaid) uncovered.set(personId, (uncovered.get(personId) ?? 0) - amountFen);
    if (kind === "write-off" && recoversId !== null) writtenOff.set(recoversId, (writtenOff.get(recoversId) ?? 0) + amountFen);
  }

  return new Map(
    entries.flatMap(({ id, kind, personId, amountFen, isClaimed }) => {
      if (kind !== "recovery") return [];
      const left = isClaimed ? 0 : -amountFen - (writtenOff.get(id) ?? 0);

      return [[id, Math.max(0, Math.min(left, uncovered.get(personId) ?? 0))] as const];
    }),
  );
}
