import type { Deal, Party, SupplementChange } from "../../../api/deals";
import { emptyBuyer, nameOf, type TypedBuyer } from "../subscribing/buyers";
import { shortOfWhole } from "../subscribing/shares";

export type Kind = SupplementChange["kind"];

/** In the order in which they occur most. */
export const KINDS: readonly Kind[] = ["payment-method", "price", "unit", "measured-area", "name", "engagement"];

/** What is typed of a supplement, whatever its kind. Amounts in fen; `""` and null: not filled in. */
export interface TypedSupplement {
  paymentMethod: string;
  unitId: string;
  areaCentiSqm: number | null;
  listPriceFen: number | null;
  contractPriceFen: number | null;
  /** Whether who buys now is family of who bought. */
  relation: "" | "family" | "outsider";
  buyers: TypedBuyer[];
  engagementId: string;
  signedOn: string | null;
  documentNumber: string;
}

export const hasPrice = (kind: Kind): boolean => kind !== "name" && kind !== "engagement";

/** A form begins with who buys now. */
export const buyersOf = (parties: readonly Party[]): TypedBuyer[] =>
  parties.map(({ personId, name, shareBps }) => ({ ...emptyBuyer(), known: { id: personId, name, phoneMasked: null }, shareBps }));

/** What is still missing of the change itself, the first thing first; null when it can be previewed. @param parties who buys now */
export function missingOf(kind: Kind, typed: TypedSupplement, parties: readonly Party[]) {
  if (kind === "payment-method" && !typed.paymentMethod) return "method";
  if (kind === "unit" && !typed.unitId) return "unit";
  if (kind === "measured-area" && typed.areaCentiSqm === null) return "area";
  if (kind === "measured-area" && typed.listPriceFen === null) return "list";
  if (hasPrice(kind) && !typed.contractPriceFen) return "price";
  if (kind === "engagement" && !typed.engagementId) return "engagement";
  if (kind !== "name") return null;
  if (!typed.relation) return "relation";
  if (typed.buyers.some((buyer) => nameOf(buyer) === "")) return "buyer";
  if (typed.buyers.some(({ shareBps }) => shareBps === null)) return "shares";
  if (shortOfWhole(typed.buyers.map(({ shareBps }) => shareBps)) !== 0) return "shares";
  return sameBuyers(typed.buyers, parties) ? "change" : null;
}

/** Whether the same persons buy with the same shares, in whichever order. */
const sameBuyers = (buyers: TypedBuyer[], parties: readonly Party[]): boolean =>
  buyers.length === parties.length &&
  buyers.every(({ known, shareBps }) => parties.some((party) => party.personId === known?.id && party.shareBps === shareBps));

/**
 * The change as it is sent; null for one of which something is missing.
 *
 * @param buyers who buys then, each with their number; somebody new has none before they are recorded
 */
export function changeOf(kind: Kind, typed: TypedSupplement, buyers: Pick<Party, "personId" | "shareBps">[]): SupplementChange | null {
  const { paymentMethod, unitId, areaCentiSqm, listPriceFen, contractPriceFen, engagementId, relation } = typed;
  if (kind === "name")
    return { kind, isFamily: relation === "family", buyers: buyers.map(({ personId, shareBps }) => ({ personId, shareBps })) };
  if (kind === "engagement") return { kind, engagementId };
  if (contractPriceFen === null) return null;
  if (kind === "price") return { kind, contractPriceFen };
  if (kind === "payment-method") return { kind, paymentMethod, contractPriceFen };
  if (kind === "unit") return { kind, unitId, contractPriceFen };
  if (areaCentiSqm === null || listPriceFen === null) return null;
  return { kind, areaCentiSqm, listPriceFen, contractPriceFen };
}

/** What the new price must not fall below: what was received and not given back. */
export const receivedOf = ({ receivedFen, refundedFen }: { receivedFen: number; refundedFen: number }): number => receivedFen - refundedFen;

/** Why no supplement can be recorded; null when one can. */
export function refusalOf({ state }: Pick<Deal, "state">): "cancelled" | "unsigned" | null {
  if (state === "cancelled") return "cancelled";
  return state === "subscribed" ? "unsigned" : null;
}

/** The first day that a supplement may bear: not before the contract, nor on a day that was settled. @param settledOn of the deal's engagement */
export function firstDayOf({ signedOn }: Pick<Deal, "signedOn">, settledOn: string | null): string | null {
  const open = settledOn === null ? null : nextDay(settledOn);
  return open !== null && open > (signedOn ?? "") ? open : signedOn;
}

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
