import type { PaymentMethod } from "../../campaigns/catalogue/contract";
import type { DealState } from "../../deals/contract";
import { addDays } from "../../time/business-day";
import type { BusinessDay } from "../../time/contract";
import type { PaymentOverdue } from "./contract";

/** What a deal is to be paid, how, and what of it finance has confirmed. Amounts in fen. */
export interface Payment {
  state: DealState;
  signedOn: BusinessDay | null;
  paymentMethod: string;
  /** What it costs now, never above its contract's price; null before signing. */
  payableFen: number | null;
  contractPriceFen: number | null;
  confirmedFen: number;
}

/**
 * Whether a signed deal's payment was to be in by now and is not: then a supplement that pays in another way is proposed,
 * and no more than that. The last day itself is in time. What is only reported has not come in; what nobody owes, because
 * a tier has lowered the price below the contract's, is not short.
 *
 * @param methods the campaign's, with the days that each leaves
 */
export function overdueOf(payment: Payment, methods: readonly PaymentMethod[], today: BusinessDay): PaymentOverdue | null {
  const { state, signedOn, paymentMethod, payableFen, contractPriceFen, confirmedFen } = payment;
  const days = methods.find(({ code }) => code === paymentMethod)?.paidWithinDays;
  const dueFen = payableFen ?? contractPriceFen;
  if (state !== "signed" || signedOn === null || days === undefined || dueFen === null) return null;
  const payBy = addDays(signedOn, days);
  if (today <= payBy || confirmedFen >= dueFen) return null;
  const other = methods.find(({ code, paidWithinDays }) => code !== paymentMethod && paidWithinDays === undefined);

  return { payBy, confirmedFen: Math.max(0, confirmedFen), shortFen: dueFen - confirmedFen, proposes: other?.code ?? null };
}
