import fc from "fast-check";
import type { Because } from "../../src/deals/contract";
import type { PolicyTerms } from "../../src/policies/contract";
import type { GroupRows } from "../../src/settlement/facts";
import { postingOf } from "../../src/settlement/posting/rules";
import { type Settled, settle } from "../../src/settlement/rules";
import { dealFactsOf, rewardsOf } from "../../src/settlement/shape";
import { addDays } from "../../src/time/business-day";
import { recording } from "./recording";
import { type Story, type Typed, typedIn, zeros } from "./stories";
import type { Engaged } from "./together";

/** A settlement among the facts, by how many were typed before: settled, final, opened again. All is settled at the end. */
export interface Closing {
  settledAfter: number;
  finalAfter: number;
  reopenedAfter: number;
}

export const closing: fc.Arbitrary<Closing> = fc.tuple(fc.nat(20), fc.nat(6), fc.nat(8)).map(([settledAfter, more, further]) => ({
  settledAfter,
  finalAfter: settledAfter + more,
  reopenedAfter: settledAfter + more + further,
}));

/** The rows of a group of which all has been typed and nothing settled. */
export function rowsOf(terms: PolicyTerms[], stories: Story[], today = "2008-07-30"): GroupRows {
  const { rows, record } = recording(terms, stories, today);
  for (const one of typedIn(stories, zeros())) record(one);

  return rows();
}

/**
 * Types facts one after the other and settles after each, as the store does. What is refused of a settled engagement is
 * typed once it has been opened again.
 */
export function history(
  terms: PolicyTerms[],
  stories: Story[],
  typed: Typed[],
  around: Closing | null = null,
  endsOn: string | null = null,
  today = "2008-07-30",
  engaged?: Engaged[],
) {
  const { deals, posted, state, rows, record } = recording(terms, stories, today, engaged);
  let serial = 0;
  const bring = () => {
    const found = dealFactsOf(rows());
    const prices = settle(found.map(({ facts }) => facts));
    found.forEach(({ row, facts, lines: standing }, at) => {
      const { withdrawn, lines: due } = postingOf(standing, prices[at] as Settled, facts.cancelledOn !== null);
      state.lines = state.lines.filter(({ id }) => !withdrawn.includes(id));
      for (const line of due) {
        serial += 1;
        const isFinal = line.kind !== "adjustment";
        const id = `line-${`${serial}`.padStart(6, "0")}`;
        state.lines = [...state.lines, { id, dealId: row.id, state: isFinal ? "final" : "provisional", ...line }];
      }
    });
    for (const { engagementId, missing } of rewardsOf(rows(), found))
      for (const { recoversId: _, ...entry } of missing) posted.push({ id: `entry-${posted.length}`, engagementId, ...entry });

    return prices;
  };
  const type = (one: Typed) => {
    record(one);
    bring();
  };
  let refused: typeof typed = [];
  typed.forEach((one, count) => {
    state.on = addDays(today, count - typed.length);
    if (around && count === around.settledAfter) state.settledOn = endsOn;
    if (around && count === around.finalAfter && state.settledOn !== null)
      state.lines = state.lines.map((line) => ({ ...line, state: line.state === "provisional" ? "final" : line.state }));
    if (around && count === around.reopenedAfter) {
      state.settledOn = null;
      for (const late of refused) type(late);
      refused = [];
    }
    if (state.settledOn === null || one.step === "due" || one.step === "pay") type(one);
    else refused.push(one);
  });
  state.on = today;
  state.settledOn = null;
  for (const late of refused) type(late);
  state.settledOn = endsOn;
  const sumOf = (of: { dealId: string; amountFen: number }[], id: string) =>
    of.filter(({ dealId }) => dealId === id).reduce((sum, { amountFen }) => sum + amountFen, 0);

  const prices = bring();
  const [lines, entries] = [state.lines, posted.length];
  bring();
  /** Settled once more, nothing more was posted. */
  const isAtRest = state.lines.length === lines.length && posted.length === entries;
  const ofSupplements = state.lines.filter(isOfSupplement);
  /** What each supplement posted, and should have: of homes that stand. */
  const amendedBy = deals.flatMap(({ id, cancelledOn }, at) => {
    const moves = prices[at]?.moves.filter(isOfSupplement) ?? [];
    return cancelledOn === null
      ? [{ posted: sumOf(ofSupplements, id), moved: moves.reduce((sum, { amountFen }) => sum + amountFen, 0) }]
      : [];
  });

  return {
    prices,
    amendedBy,
    raised: deals.filter(({ contractPriceFen }, at) => contractPriceFen !== null && (prices[at]?.payableFen ?? 0) > contractPriceFen),
    lines: deals.map(({ id }) => sumOf(state.lines, id)),
    rewards: deals.map(({ id }) => sumOf(posted, id)),
    earned: earnedOf(posted),
    isAtRest,
    kinds: kindsOf(prices, posted),
  };
}

/** What settling may come to: that a drawing of stories reaches it all. */
export const kindsOfOutcome = [
  ...["category", "credential", "own-purchase", "special"].map((source) => `tier ${source}`),
  ...["reached", "lost", "special", "supplement"].map((cause) => `moved ${cause}`),
  ...["accrual", "top-up", "recovery"],
  ...["open", "at floor", "cancelled"],
];

const kindsOf = (prices: Settled[], posted: GroupRows["rewards"]): string[] => [
  ...posted.map(({ kind }) => kind),
  ...prices.flatMap(({ tier, moves, openFen, stopsAtFloor, payableFen }) => [
    ...(tier ? [`tier ${tier.source}`] : []),
    ...moves.flatMap(({ because }) => (because ? [`moved ${because.kind}`] : [])),
    ...(openFen > 0 ? ["open"] : []),
    ...(stopsAtFloor ? ["at floor"] : []),
    ...(payableFen === 0 ? ["cancelled"] : []),
  ]),
];

/** Moved by a supplement itself: one that brought a home to another engagement moves it by that one's tier. */
const isOfSupplement = ({ because }: { because: Because | null }) => because?.kind === "supplement" && because.change !== "engagement";

/** What each person has of each home by each engagement, entries netted; what netted to nothing is left out. */
function earnedOf(posted: GroupRows["rewards"]): Record<string, number> {
  const sums = Map.groupBy(posted, ({ engagementId, dealId, personId }) => `${engagementId} ${dealId} ${personId}`);
  const netted = [...sums].map(([of, entries]) => [of, entries.reduce((sum, { amountFen }) => sum + amountFen, 0)] as const);

  return Object.fromEntries(netted.filter(([, fen]) => fen !== 0).toSorted());
}
