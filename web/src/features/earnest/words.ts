import type { EarnestDeposit, EarnestState } from "../../api/earnest";
import type { Tone } from "../../ui/Mark";

export const EARNEST_STATES: readonly EarnestState[] = ["reported", "confirmed", "refunding", "refunded", "refused", "withdrawn"];

export const EARNEST_TONES: Record<EarnestState, Tone> = {
  reported: "wait",
  withdrawn: "mute",
  confirmed: "good",
  refused: "bad",
  refunding: "wait",
  refunded: "done",
};

export type DepositAct = "withdrawal" | "refund-request" | "keeping" | "confirmation" | "refusal" | "refund";

/** What may be done about a deposit. Whoever reported it does not confirm it; that somebody else asked for it back the API knows. */
export function actsOn({ state, isOwn }: EarnestDeposit, { records, decides }: { records: boolean; decides: boolean }): DepositAct[] {
  if (state === "reported")
    return [...(decides && !isOwn ? (["refusal", "confirmation"] as const) : []), ...(records && isOwn ? (["withdrawal"] as const) : [])];
  if (state === "confirmed") return records ? ["refund-request"] : [];
  if (state === "refunding") return [...(records ? (["keeping"] as const) : []), ...(decides ? (["refund"] as const) : [])];
  return [];
}
