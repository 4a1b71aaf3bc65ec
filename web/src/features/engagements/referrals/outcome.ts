import type { Referral } from "../../../api/engagements";
import type { StatementDeal } from "../../../api/statement";

type Deal = StatementDeal["deal"];

const isSigned = ({ state }: Deal) => state === "signed" || state === "completed";

/** What came of a referral: the furthest that any home of it has come, and those homes. */
export function outcomeOf(
  { id }: Pick<Referral, "id">,
  all: StatementDeal[],
): { kind: "none" | "subscribed" | "signed" | "cancelled"; deals: Deal[] } {
  const deals = all.map(({ deal }) => deal).filter(({ referralId }) => referralId === id);
  if (deals.some(isSigned)) return { kind: "signed", deals };
  if (deals.some(({ state }) => state === "subscribed")) return { kind: "subscribed", deals };
  return { kind: deals.length ? "cancelled" : "none", deals };
}

/** The home that keeps a referral from being taken back: one of it that stands. */
export const restingOn = (referral: Pick<Referral, "id">, all: StatementDeal[]): Deal | null =>
  outcomeOf(referral, all).deals.find(({ state }) => state !== "cancelled") ?? null;

/** Homes that nobody recommended: they count for the tier, and earn no reward. */
export const aloneOf = (all: StatementDeal[]): StatementDeal[] =>
  all.filter(({ deal }) => deal.referralId === null && deal.state !== "cancelled");
