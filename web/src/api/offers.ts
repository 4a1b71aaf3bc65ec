import type { NewOffer, Offer, OfferConfirmation, Offers } from "../../../src/settlement/offers/contract";
import { call } from "./client";
import { type DealPlace, dealPath } from "./deals";

export type { NewOffer, Offer, OfferConfirmation };

const path = (at: DealPlace) => `${dealPath(at)}/offers`;

/** Prices promised on paper of a deal, the latest first. */
export async function listOffers(at: DealPlace): Promise<Offer[]> {
  return (await call<Offers>(path(at))).items;
}

/** One that is live is superseded. @throws ApiProblem 409 `still-settling`, `already-signed`, `engagement-settled`, `backdated`, 422 */
export async function issueOffer(at: DealPlace, asked: NewOffer): Promise<Offer[]> {
  return (await call<Offers>(path(at), { method: "POST", body: asked })).items;
}

/** The buyer signed it. @throws ApiProblem 409 `wrong-state`, `deal-cancelled`, `backdated`, 422 */
export async function confirmOffer(at: DealPlace, offer: string, signed: OfferConfirmation): Promise<Offer[]> {
  return (await call<Offers>(`${path(at)}/${encodeURIComponent(offer)}/confirmation`, { method: "POST", body: signed })).items;
}

/** @throws ApiProblem 409 `already-signed` */
export async function voidOffer(at: DealPlace, offer: string, reason: string): Promise<Offer[]> {
  return (await call<Offers>(`${path(at)}/${encodeURIComponent(offer)}/voiding`, { method: "POST", body: { reason } })).items;
}
