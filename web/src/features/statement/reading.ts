import type { PriceLine, Statement, StatementDeal } from "../../api/statement";

/** What a statement says, read off it for the eye: nothing here computes a price. Amounts in fen. */

export type Tier = NonNullable<NonNullable<StatementDeal["deal"]["price"]>["tier"]>;

export const isStanding = ({ deal: { state } }: StatementDeal): boolean => state === "signed" || state === "completed";

/** Signed homes by their day, those only subscribed after them, the cancelled where they stood. */
export function byDay(deals: StatementDeal[]): StatementDeal[] {
  const dayOf = ({ deal }: StatementDeal) => deal.signedOn ?? `~${deal.subscribedOn}`; // what has no signing day comes last
  return deals.toSorted((one, other) => {
    const [a, b] = [`${dayOf(one)} ${one.deal.unitNumber}`, `${dayOf(other)} ${other.deal.unitNumber}`];
    return a < b ? -1 : a > b ? 1 : 0;
  });
}

export const placeOf = ({ building, unitNumber }: StatementDeal["deal"]): string => `${building} ${unitNumber}`;

/** Whose tiers are the group's: a document's, or the key person's own, are one buyer's alone. */
const GROUPS = new Set<Tier["source"]>(["category", "special"]);

/** The group's tier that its homes are priced at: the furthest where versions differ; null below the first. */
export function tierOf({ deals }: Pick<Statement, "deals">): Tier | null {
  return deals
    .filter(isStanding)
    .flatMap(({ deal }) => (deal.price?.tier && GROUPS.has(deal.price.tier.source) ? [deal.price.tier] : []))
    .reduce<Tier | null>((furthest, tier) => (furthest && furthest.fromUnits >= tier.fromUnits ? furthest : tier), null);
}

/** The day on which the tier was reached; null where no home says so. */
export function reachedOn({ deals }: Pick<Statement, "deals">, tier: Tier): string | null {
  const days = deals.flatMap(({ deal }) =>
    deal.price?.because?.kind === "reached" && deal.price.because.units === tier.fromUnits ? [deal.price.because.day] : [],
  );
  return days.toSorted()[0] ?? null;
}

/** The adjustments that stand of homes that stand: to how many homes, how much each where all have the same, and in all. */
export function adjusted(deals: StatementDeal[], states: PriceLine["state"][]) {
  const sums = deals
    .filter(isStanding)
    .map(({ lines }) => lines.filter(({ kind, state, because }) => kind === "adjustment" && states.includes(state) && isOfAll(because)))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.reduce((sum, { amountFen }) => sum + amountFen, 0));
  const [first] = sums;

  return {
    homes: sums.length,
    eachFen: first !== undefined && sums.every((sum) => sum === first) ? first : null,
    totalFen: sums.reduce((sum, amount) => sum + amount, 0),
  };
}

/** A supplement is one home's own affair: what a statement says of all in one sentence leaves it out. */
const isOfAll = (because: PriceLine["because"]) => because?.kind !== "supplement";

/** What a column of adjustments is called: they go back to the buyers, are still to come from them, or both. */
export function backOf({ deals, engagement }: Pick<Statement, "deals" | "engagement">) {
  const amounts = deals.filter(isStanding).map(({ adjustmentsFen }) => adjustmentsFen);
  const way = amounts.every((fen) => fen <= 0) ? "back" : amounts.every((fen) => fen >= 0) ? "raised" : "both";

  return `statement.${way}.${engagement.approvedAt === null ? "provisional" : "final"}` as const;
}

/** How firm the adjustments of a home are, the least firm first; null without any. */
export function firmnessOf({ lines }: StatementDeal): "provisional" | "final" | "fulfilled" | null {
  const states = lines.filter(({ kind }) => kind === "adjustment").map(({ state }) => state);
  return (["provisional", "final", "fulfilled"] as const).find((state) => states.includes(state)) ?? null;
}

/** The one sentence that a statement begins with. */
export type Finding =
  | { kind: "none" }
  | { kind: "short"; missing: number; tier: Tier | null; savesOthersFen: number; eachFen: number | null }
  | { kind: "reached"; tier: Tier; homes: number; eachFen: number | null; totalFen: number }
  | { kind: "kept"; tier: Tier; homes: number; totalFen: number }
  | { kind: "settled"; day: string; homes: number; totalFen: number }
  | { kind: "approved"; day: string; homes: number; totalFen: number; doneFen: number }
  | { kind: "plain" };

export function findingOf(statement: Statement): Finding {
  const { engagement, deals, next, countedUnits } = statement;
  const tier = tierOf(statement);
  const { homes, eachFen, totalFen } = adjusted(deals, ["provisional"]);
  if (engagement.settledOn !== null && engagement.approvedAt !== null) {
    const all = adjusted(deals, ["final", "fulfilled"]);
    return { kind: "approved", day: engagement.settledOn, ...all, doneFen: adjusted(deals, ["fulfilled"]).totalFen };
  }
  if (engagement.settledOn !== null) return { kind: "settled", day: engagement.settledOn, homes, totalFen };
  if (!deals.some(isStanding)) return { kind: "none" };
  if (tier && countedUnits >= tier.fromUnits) return { kind: "reached", tier, homes, eachFen, totalFen };
  if (tier) return { kind: "kept", tier, homes: deals.filter(isStanding).length, totalFen };
  if (!next) return { kind: "plain" };

  const each = next.newcomer?.savesFen ?? 0;
  return {
    kind: "short",
    missing: next.moreUnits,
    tier: next.newcomer?.tier ?? null,
    savesOthersFen: next.savesOthersFen,
    eachFen: each * countedUnits === next.savesOthersFen ? each : null,
  };
}

/** What all save together at the next threshold, the newcomers with homes like the latest among them; null without a newcomer. */
export function savesAll({ next }: Pick<Statement, "next">): number | null {
  return next?.newcomer ? next.savesOthersFen + next.newcomer.savesFen * next.moreUnits : null;
}

/** Homes subscribed and not yet signed, the earliest deadline first. */
export const waiting = (deals: StatementDeal[]): StatementDeal[] =>
  deals.filter(({ signBy }) => signBy !== null).toSorted((one, other) => ((one.signBy ?? "") < (other.signBy ?? "") ? -1 : 1));
