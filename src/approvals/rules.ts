import type { AgencyPermission } from "../tenancy/roles";
import { type ApprovalDetail, ApprovalKind } from "./contract";

/** Who asks for each kind, and so may take the question back. */
export const asksWith: Record<ApprovalKind, AgencyPermission> = {
  "policy-version": "policy:draft",
  "special-price": "special:ask",
  "deal-extension": "deal:record",
  "engagement-reopening": "settlement:settle",
  "write-off": "reward:write-off",
  "key-person-correction": "account:edit",
};

/** What is the agency's own to decide: its managers do, and no developer is asked. */
const inHouse: ReadonlySet<ApprovalKind> = new Set(["key-person-correction"]);

export const isDecidedInHouse = (kind: ApprovalKind): boolean => inHouse.has(kind);

/** The kinds that the agency's managers decide, and those of which its finance records what a developer said. */
export const houseKinds: readonly ApprovalKind[] = [...inHouse];
export const recordedKinds: readonly ApprovalKind[] = ApprovalKind.options.filter((kind) => !inHouse.has(kind));

interface Standing {
  state: ApprovalDetail["state"];
  decider: "developer" | "agency";
  makerId: string;
  deciderId: string | null;
  awaitsAcceptance: boolean;
}

/**
 * What a caller may do with an approval as it stands. Only its decider's side decides, and nobody what they asked for
 * themselves; the agency takes its own question back, and accepts other terms or lets them go: not who wrote them down.
 */
export function actsOn(
  { state, decider, makerId, deciderId, awaitsAcceptance }: Standing,
  caller: { id: string; side: "developer" | "agency"; mayDecide: boolean; mayWithdraw: boolean },
): ApprovalDetail["acts"] {
  if (awaitsAcceptance && caller.side === "agency" && caller.mayWithdraw)
    return caller.id === deciderId ? ["decline"] : ["decline", "accept"];
  if (state !== "pending") return [];
  const decides = caller.mayDecide && caller.side === decider && caller.id !== makerId;

  return [...(decides ? (["decide"] as const) : []), ...(caller.mayWithdraw ? (["withdraw"] as const) : [])];
}
