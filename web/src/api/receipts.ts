import type { OwnDeal, Receipt } from "../../../src/settlement/receipts/contract";
import { call } from "./client";
import { type DealPlace, dealPath } from "./deals";

export type { OwnDeal, Receipt };

/** The receipt that opens the buyer's page now, or null. */
export async function readReceipt(at: DealPlace): Promise<Receipt | null> {
  return (await call<{ receipt: Receipt | null }>(`${dealPath(at)}/receipt`)).receipt;
}

/** One that was issued before opens nothing any more. */
export async function issueReceipt(at: DealPlace): Promise<Receipt | null> {
  return (await call<{ receipt: Receipt | null }>(`${dealPath(at)}/receipt`, { method: "POST", body: {} })).receipt;
}

export function withdrawReceipt(at: DealPlace): Promise<void> {
  return call(`${dealPath(at)}/receipt`, { method: "DELETE" });
}

/** @throws ApiProblem 404 for a secret that is not ours, 409 `receipt-closed` */
export function lookUpOwnDeal(secret: string): Promise<OwnDeal> {
  return call("/public/receipts/lookup", { method: "POST", body: { secret }, onSignedOut: "refuse" });
}
