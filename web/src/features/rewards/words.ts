import type { Claim, ClaimState, Recipient, RewardEntry, RewardOutcome } from "../../api/rewards";
import type { Tone } from "../../ui/Mark";

/** In the order in which a claim goes through them. */
export const CLAIM_STATES: readonly ClaimState[] = ["claimed", "approved", "paid", "returned"];

export const CLAIM_TONES: Record<ClaimState, Tone> = { claimed: "wait", approved: "info", paid: "done", returned: "open" };

export const ENTRY_TONES: Record<RewardEntry["state"], Tone> = {
  accrued: "mute",
  claimable: "good",
  claimed: "wait",
  approved: "info",
  paid: "done",
  "written-off": "mute",
};

/** What stands in the ledger to be taken back is not to be claimed: its own tone and words, and so has what gives it up. */
export function entryMark({ kind, state, openFen }: Pick<RewardEntry, "kind" | "state" | "openFen">): {
  tone: Tone;
  word: RewardEntry["state"] | "open" | "owed" | "netted";
} {
  if (openFen) return { tone: "wait", word: "open" };
  if (kind === "write-off") return { tone: ENTRY_TONES["written-off"], word: "written-off" };
  if (kind === "recovery" && state === "paid") return { tone: "done", word: "netted" };
  if (kind === "recovery" && (state === "claimable" || state === "accrued")) return { tone: "open", word: "owed" };
  return { tone: ENTRY_TONES[state], word: state };
}

/** A signed home that earns nobody anything; one that was cancelled is no deal any more. */
export const isUnrewarded = ({ signedOn, cancelledOn, why }: Pick<RewardOutcome, "signedOn" | "cancelledOn" | "why">): boolean =>
  signedOn !== null && cancelledOn === null && why !== null;

export const isReferred = ({ referredOn }: Pick<RewardOutcome, "referredOn">): boolean => referredOn !== null;

export const homeOf = ({ building, unitNumber }: Pick<RewardEntry, "building" | "unitNumber">): string => `${building} ${unitNumber}`;

/** What may be claimed for a person today, recoveries taken off; never below nothing. */
export function claimableOf(entries: readonly RewardEntry[], personId: string): number {
  const sum = entries
    .filter((entry) => entry.personId === personId && entry.state === "claimable")
    .reduce((total, { amountFen }) => total + amountFen, 0);
  return Math.max(0, sum);
}

/** Claimed and not paid yet. */
export function underwayOf(entries: readonly RewardEntry[]): number {
  return entries.filter(({ state }) => state === "claimed" || state === "approved").reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** Whether somebody may be paid, and on what ground. */
export function gateOf({
  status,
  decision,
  mayBePaid,
  consentDocument,
}: Pick<Recipient, "status" | "decision" | "mayBePaid" | "consentDocument">):
  | "unknown"
  | "allowed"
  | "held"
  | "open"
  | "waits"
  | "consent" {
  if (decision !== null) return decision;
  if (status === null) return "unknown";
  if (mayBePaid) return "open";
  return status === "private-employee" && consentDocument === null ? "consent" : "waits";
}

export interface Split {
  cashFen: number;
  /** What is typed comes to more than was earned. */
  isTooMuch: boolean;
}

/** What is paid out in cash once tax and set-off are taken from the gross; whole fen. */
export function splitOf({ grossFen }: Pick<Claim, "grossFen">, taxFen: number | null, offsetFen: number | null): Split {
  const cashFen = grossFen - (taxFen ?? 0) - (offsetFen ?? 0);
  return { cashFen: Math.max(0, cashFen), isTooMuch: cashFen < 0 };
}

/** In the order in which they succeeded; what has no such day, at the end. */
export function inOrder<Line extends Pick<RewardEntry, "successOn" | "id">>(entries: readonly Line[]): Line[] {
  return entries.toSorted((a, b) => (a.successOn ?? "9999").localeCompare(b.successOn ?? "9999") || (a.id < b.id ? -1 : 1));
}
