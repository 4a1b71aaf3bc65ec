import { type LineDue, linesDue, type Settled } from "../rules";

/** A price line that stands, as posting sees it; ids rise with the time of posting. */
export interface StandingLine {
  id: string;
  kind: LineDue["kind"];
  amountFen: number;
  state: "provisional" | "final" | "fulfilled";
}

/** What brings the lines of a deal to what it costs: provisional lines that are taken back, and new ones: a base or a difference, or both. */
export interface Posting {
  withdrawn: string[];
  lines: LineDue[];
}

/**
 * What must be posted so that the lines that stand add up to what the deal costs. A provisional line that goes the other
 * way is taken back whole, the latest first, before anything is added; of a cancelled deal every line stays and one
 * closing line brings it to 0.
 *
 * @param price null amounts before signing: nothing is posted yet
 */
export function postingOf(lines: StandingLine[], price: Pick<Settled, "payableFen" | "baseFen">, isCancelled: boolean): Posting {
  const { payableFen } = price;
  const standing = { hasBase: lines.some(({ kind }) => kind === "base"), sumFen: sumOf(lines) };
  if (payableFen === null || isCancelled) return { withdrawn: [], lines: linesDue(standing, price, isCancelled) };

  const withdrawn: string[] = [];
  for (const { id, kind, amountFen, state } of lines.toSorted((a, b) => (a.id < b.id ? 1 : -1))) {
    const due = payableFen - standing.sumFen;
    const goesBack = Math.sign(amountFen) === -Math.sign(due) && Math.abs(amountFen) <= Math.abs(due);
    if (kind !== "adjustment" || state !== "provisional" || !goesBack) continue;
    withdrawn.push(id);
    standing.sumFen -= amountFen;
  }

  return { withdrawn, lines: linesDue(standing, price, false) };
}

const sumOf = (lines: StandingLine[]) => lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
