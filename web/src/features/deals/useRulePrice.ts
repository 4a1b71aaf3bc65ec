import type { CampaignDetail } from "../../api/campaigns";
import type { Deal, Proof } from "../../api/deals";
import type { QuoteRequest } from "../../api/policies";
import type { SpecialPrice } from "../../api/specials";
import { useTenant } from "../../app/session";
import { dayOf, daysBetween } from "../../lib/format";
import { useSlip } from "../policies/quote/useQuote";
import { useSpecials } from "../specials/queries";
import { useProofs } from "./queries";

type Asked = Pick<
  Deal,
  "category" | "credential" | "paymentMethod" | "listPriceFen" | "areaCentiSqm" | "product" | "building" | "unitNumber" | "subscribedOn"
>;

/**
 * What the rule asks for a home that is not signed yet, as if it were signed on a day: with it one more unit counts, if a proof
 * shows that its buyer belongs. The API reckons; this only says what is asked.
 *
 * @param counted units that count now; null while that is not known
 * @param signedOn left out or null: today
 */
export function useRulePrice(campaign: CampaignDetail, deal: Deal, counted: number | null, signedOn?: string | null) {
  const { tenant } = useTenant();
  const proofs = useProofs({ tenant, campaign: campaign.id, deal: deal.id });
  const specials = useSpecials({ tenant, campaign: campaign.id, about: { kind: "deal", dealId: deal.id } });
  const isKnown = deal.state === "subscribed" && proofs.data !== undefined && specials.data !== undefined;
  const request =
    isKnown && counted !== null
      ? ruleRequest(deal, proofs.data, counted, signedOn ?? dayOf(new Date(), campaign.zone), specials.data.inForce)
      : null;

  return {
    query: useSlip(campaign.id, request, deal.version),
    belongs: belongs(deal, proofs.data ?? []),
    units: request?.countedUnits ?? null,
  };
}

/** @param specials approved for the home, valid today. Null where nothing can be asked: neither a category nor a credential that was checked. */
export function ruleRequest(
  deal: Asked,
  proofs: Proof[],
  counted: number,
  signedOn: string,
  specials: SpecialPrice[] = [],
): QuoteRequest | null {
  const { category, paymentMethod, listPriceFen, areaCentiSqm, product, building, unitNumber, subscribedOn } = deal;
  const isMember = belongs(deal, proofs);
  const credential = proofs.some((proof) => isAccepted(proof) && proof.credential !== null && isValid(proof, subscribedOn))
    ? deal.credential
    : null;
  if (category === null && credential === null) return null;

  return {
    paymentMethod,
    listPriceFen,
    countedUnits: isMember ? counted + 1 : 1,
    on: subscribedOn,
    building,
    unitNumber,
    membership: isMember,
    signedWithinDays: Math.min(Math.max(daysBetween(subscribedOn, signedOn), 0), DAYS_AT_MOST),
    ...(category !== null && { category }),
    ...(credential !== null && { credential }),
    ...(areaCentiSqm !== null && { areaCentiSqm }),
    ...(product !== null && { product }),
    ...(specials.length > 0 && { specials }),
  };
}

/** More the API does not take; no policy gives so many. */
const DAYS_AT_MOST = 3650;

/** Whether a checked proof shows that a buyer belongs; in a channel without a category its credential does. */
export function belongs({ category, subscribedOn }: Pick<Deal, "category" | "subscribedOn">, proofs: Proof[]): boolean {
  return proofs.some((proof) => isAccepted(proof) && (proof.credential === null || (category === null && isValid(proof, subscribedOn))));
}

const isAccepted = ({ outcome }: Proof) => outcome === "accepted";
const isValid = ({ expiresOn }: Proof, on: string) => expiresOn === null || expiresOn >= on;
