import type { Subscription } from "../../../api/deals";
import type { Referral } from "../../../api/engagements";
import { equalShares, shortOfWhole } from "./shares";

/** The most buyers a home may have. */
export const BUYERS_AT_MOST = 4;

/** Somebody who is known already. */
export interface KnownBuyer {
  id: string;
  name: string | null;
  phoneMasked: string | null;
}

/** A buyer as the form holds it: somebody known, or the particulars of somebody new. */
export interface TypedBuyer {
  key: string;
  known: KnownBuyer | null;
  person: { name: string; phone: string; identity: string };
  shareBps: number | null;
}

export interface TypedSubscription {
  engagementId: string;
  unitId: string;
  paymentMethod: string;
  /** `""`: none. */
  credential: string;
  /** `""`: none. */
  referralId: string;
  subscribedOn: string | null;
  reason: string;
  buyers: TypedBuyer[];
}

export const emptyBuyer = (): TypedBuyer => ({
  key: crypto.randomUUID(),
  known: null,
  person: { name: "", phone: "", identity: "" },
  shareBps: null,
});

/** Whether anything of a person was typed or chosen: what nobody wants to type again. */
export const hasTyped = (buyers: TypedBuyer[]): boolean =>
  buyers.some(({ known, person }) => known !== null || Object.values(person).some((text) => text.trim() !== ""));

/** The same buyers with equal shares. */
export function sharedEqually(buyers: TypedBuyer[]): TypedBuyer[] {
  const shares = equalShares(buyers.length);
  return buyers.map((buyer, at) => ({ ...buyer, shareBps: shares[at] ?? null }));
}

/** The buyers with somebody recommended among them: in the place of one not filled in, else as one more while there is room. */
export function withReferred(buyers: TypedBuyer[], person: KnownBuyer): TypedBuyer[] {
  if (buyers.some(({ known }) => known?.id === person.id)) return buyers;
  const free = buyers.findIndex((buyer) => nameOf(buyer) === "");
  if (free >= 0) return buyers.map((buyer, at) => (at === free ? { ...buyer, known: person } : buyer));
  return buyers.length < BUYERS_AT_MOST ? sharedEqually([...buyers, { ...emptyBuyer(), known: person }]) : buyers;
}

/**
 * A referral that names one of the buyers and was not chosen: without it nobody earns for the home.
 *
 * @returns which buyer, and whether it comes too late: only one dated before the subscription can be chosen
 */
export function passedOver(referrals: Referral[], { buyers, referralId, subscribedOn }: TypedSubscription) {
  if (referralId !== "") return null;
  const named = buyers.flatMap((buyer, at) =>
    referrals
      .filter(({ personId, personName }) =>
        buyer.known ? personId === buyer.known.id : personName !== null && personName === nameOf(buyer),
      )
      .map((referral) => ({ at, referral, isLate: subscribedOn !== null && referral.referredOn >= subscribedOn })),
  );

  return named.find(({ isLate }) => !isLate) ?? named[0] ?? null;
}

export const nameOf = ({ known, person }: Pick<TypedBuyer, "known" | "person">): string =>
  known ? (known.name ?? "") : person.name.trim();

/** What is still missing, the first thing first; null when it can be sent. */
export function missingOf({ engagementId, unitId, subscribedOn, buyers }: TypedSubscription) {
  if (!engagementId) return "engagement";
  if (!unitId) return "unit";
  if (!subscribedOn) return "day";
  if (buyers.some((buyer) => nameOf(buyer) === "")) return "buyer";
  return buyers.some(({ shareBps }) => shareBps === null) || shortOfWhole(buyers.map(({ shareBps }) => shareBps)) !== 0 ? "shares" : null;
}

/** The subscription as it is sent. @param reason why it is so late, where that was asked */
export function subscriptionOf(typed: TypedSubscription, reason: { reason?: string }): Subscription {
  const { engagementId, unitId, paymentMethod, credential, referralId, subscribedOn, buyers } = typed;
  return {
    engagementId,
    unitId,
    paymentMethod,
    subscribedOn: subscribedOn ?? "",
    buyers: buyers.map((buyer) => ({ person: personOf(buyer), shareBps: buyer.shareBps ?? 0 })),
    ...(credential && { credential }),
    ...(referralId && { referralId }),
    ...reason,
  };
}

/** A person as they are sent: by id, or with what was typed. */
export function personOf({
  known,
  person: { name, phone, identity },
}: Pick<TypedBuyer, "known" | "person">): Subscription["buyers"][number]["person"] {
  if (known) return { id: known.id };
  return { name: name.trim(), ...(phone.trim() && { phone: phone.trim() }), ...(identity.trim() && { identity: identity.trim() }) };
}
