import { plan2008Window } from "../../src/campaigns/templates/plan-2008";
import type { PolicyTerms } from "../../src/policies/contract";
import type { SpecialPrice } from "../../src/policies/quoting/contract";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { type CountingFacts, standingOf } from "../../src/settlement/counting/rules";
import type { DealFacts } from "../../src/settlement/rules";
import type { ApprovedSpecial } from "../../src/settlement/specials/rules";

/** What a test says of a deal; the rest is the plan's own example: 130 ㎡ at 3,400 yuan, paid at once, a chamber's member. */
export interface Told extends Partial<Omit<CountingFacts, "signedOn">>, Partial<Omit<DealFacts, "id" | "standing" | "signedOn">> {
  signedOn?: string | null;
  category?: string | null;
  paymentMethod?: string;
  credential?: string | null;
  /** Approved for the deal before it was signed. */
  special?: SpecialPrice;
}

export const listFen = 442_000_00;
export const regularFen = 433_160_00;
export const groupFen = 424_496_80;

/** Facts of one deal, as settlement gets them. */
export function deal(id: string, told: Told = {}): DealFacts {
  const terms: PolicyTerms = told.terms ?? plan2008Terms;
  const signedOn = told.signedOn === undefined ? "2008-06-01" : told.signedOn;
  const subscribedOn = told.subscribedOn ?? signedOn ?? "2008-06-01";
  const cancelledOn = told.cancelledOn ?? null;

  return {
    id,
    terms,
    home: told.home ?? { listPriceFen: listFen, areaCentiSqm: 13_000, product: "residence" },
    buyer: {
      category: told.category === undefined ? "chamber" : told.category,
      paymentMethod: told.paymentMethod ?? "lump-sum",
      credential: told.credential ?? null,
      on: subscribedOn,
    },
    standing: standingOf(terms, plan2008Window, {
      engagementId: "engagement",
      product: "residence",
      extendedTo: null,
      isMember: true,
      specialCounts: true,
      ...told,
      today: told.today ?? subscribedOn,
      subscribedOn,
      signedOn,
      cancelledOn,
    }),
    signedOn,
    cancelledOn,
    contractPriceFen: told.contractPriceFen ?? null,
    specials: told.special ? [approved(told.special)] : (told.specials ?? []),
    isOwnPurchase: told.isOwnPurchase ?? false,
    settledOn: told.settledOn ?? null,
    earlier: told.earlier ?? [],
    movedBy: told.movedBy ?? null,
  };
}

/** A special price for one deal, with its yes before anybody signs; it counts, and is good for the whole summer. */
export const approved = (price: Partial<ApprovedSpecial>): ApprovedSpecial => ({
  id: `special-${price.number ?? 1}`,
  number: 1,
  scope: "deal",
  effect: { kind: "rate", payableBps: 9900 },
  replacesGroup: true,
  floorBps: null,
  counts: true,
  validUntil: "2008-08-31",
  approvedOn: "2008-05-20",
  ...price,
});

export const some = (count: number, told: Told = {}, prefix = "deal"): DealFacts[] =>
  Array.from({ length: count }, (_, at) => deal(`${prefix}-${String(at + 1).padStart(2, "0")}`, told));

export const reversing: PolicyTerms = { ...plan2008Terms, onDrop: "reverse" };
export const notRetroactive: PolicyTerms = { ...plan2008Terms, retroactive: false };
