import type { Because } from "../../deals/contract";
import { type LineDue, linesDue, type Move, type Settled } from "../rules";

/** A price line that stands, as posting sees it; ids rise with the time of posting. */
export interface StandingLine {
  id: string;
  kind: LineDue["kind"];
  amountFen: number;
  state: "provisional" | "final" | "fulfilled";
  because: Because | null;
}

/** A line to post, with what moved the price by its amount. */
export interface CausedLine extends LineDue {
  because: Because | null;
}

/** What brings the lines of a deal to what it costs: provisional lines that are taken back, and new ones in the order of their days. */
export interface Posting {
  withdrawn: string[];
  lines: CausedLine[];
}

/**
 * What must be posted so that the lines that stand add up to what the deal costs, and those of each supplement to what that
 * supplement moved; the rest is the tier's and the special price's. Of these a provisional line that goes the other way is
 * taken back whole, the latest first, before anything is added; a supplement's is replaced whole. Of a cancelled deal every
 * line stays and one closing line brings it to 0.
 *
 * @param price null amounts before signing: nothing is posted yet
 */
export function postingOf(
  lines: StandingLine[],
  price: Pick<Settled, "payableFen" | "baseFen" | "because" | "moves">,
  isCancelled: boolean,
): Posting {
  const { payableFen, baseFen, moves } = price;
  const hasBase = lines.some(({ kind }) => kind === "base");
  if (payableFen === null || isCancelled) {
    const closing = linesDue({ hasBase, sumFen: sumOf(lines) }, price, isCancelled);
    return { withdrawn: [], lines: closing.map((line) => ({ ...line, because: null })) };
  }

  const ofSupplements = Map.groupBy(lines, supplementOf);
  const movesOf = Map.groupBy(moves, supplementOf);
  const others = movesOf.get(null) ?? [];
  const supplements = [...new Set([...ofSupplements.keys(), ...movesOf.keys()])].filter((id) => id !== null);
  const replaced = supplements.map((id) => replacing(ofSupplements.get(id) ?? [], movesOf.get(id)?.[0]));
  const movedFen = sumOf(moves) - sumOf(others);

  const rest = ofSupplements.get(null) ?? [];
  const restFen = payableFen - movedFen;
  const { withdrawn, sumFen } = takingBack(rest, restFen);
  const due = linesDue({ hasBase, sumFen }, { payableFen: restFen, baseFen }, false);
  const because = others.at(-1)?.because ?? price.because;

  return {
    withdrawn: [...withdrawn, ...replaced.flatMap((one) => one.withdrawn)],
    lines: [
      ...due.map((line) => ({ ...line, because: line.kind === "base" ? null : because })),
      ...replaced.flatMap((one) => one.lines),
    ].toSorted(byDay),
  };
}

/** Provisional lines that go the other way now, and what is left when they are taken back. */
function takingBack(lines: StandingLine[], targetFen: number): { withdrawn: string[]; sumFen: number } {
  const withdrawn: string[] = [];
  let sumFen = sumOf(lines);
  for (const { id, kind, amountFen, state } of lines.toSorted((a, b) => (a.id < b.id ? 1 : -1))) {
    const due = targetFen - sumFen;
    const goesBack = Math.sign(amountFen) === -Math.sign(due) && Math.abs(amountFen) <= Math.abs(due);
    if (kind !== "adjustment" || state !== "provisional" || !goesBack) continue;
    withdrawn.push(id);
    sumFen -= amountFen;
  }

  return { withdrawn, sumFen };
}

/** What brings the lines of one supplement to what it moved: nothing where they say so already. */
function replacing(lines: StandingLine[], move: Move | undefined): Posting {
  const targetFen = move?.amountFen ?? 0;
  if (sumOf(lines) === targetFen) return { withdrawn: [], lines: [] };
  const [provisional, firm] = [lines.filter(({ state }) => state === "provisional"), lines.filter(({ state }) => state !== "provisional")];
  const amountFen = targetFen - sumOf(firm);
  const because = move?.because ?? lines[0]?.because ?? null;

  return { withdrawn: provisional.map(({ id }) => id), lines: amountFen === 0 ? [] : [{ kind: "adjustment", amountFen, because }] };
}

/** The supplement that moved a price by itself. One that brought the deal to another engagement moves it by that one's tier. */
const supplementOf = ({ because }: { because: Because | null }) =>
  because?.kind === "supplement" && because.change !== "engagement" ? because.supplementId : null;

/** The base first, then in the order of their causes' days. */
function byDay(one: CausedLine, other: CausedLine): number {
  const [a, b] = [one, other].map(({ kind, because }) => (kind === "base" ? "" : (because?.day ?? "0"))) as [string, string];

  return a < b ? -1 : a > b ? 1 : 0;
}

const sumOf = (lines: { amountFen: number }[]) => lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
