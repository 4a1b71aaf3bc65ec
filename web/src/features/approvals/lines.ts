import type { Approval, ApprovalBox, ApprovalDetail, HandedApproval } from "../../api/approvals";
import type { TenantKind } from "../../api/session";
import type { SpecialToDecide } from "../../api/specials";
import type { PlainMessageKey, Translate } from "../../i18n/messages";
import type { Tone } from "../../ui/Mark";

/** Where an approval stands: in an agency, looked at by that agency or by the developer who decides. */
export interface ApprovalPlace {
  kind: TenantKind;
  /** Whose page it is. */
  tenant: string;
  agency: string;
  id: string;
}

/** A line of either inbox. */
export interface ApprovalLine {
  place: ApprovalPlace;
  kind: Approval["kind"];
  subject: Approval["subject"];
  state: Approval["state"];
  decider: Approval["decider"];
  /** Known to the agency alone: a developer's list does not say who asked. */
  makerName: string | null;
  submittedAt: string;
  decidedAt: string | null;
}

export function lineOfAgency(agency: string, approval: Approval): ApprovalLine {
  return { ...approval, place: { kind: "agency", tenant: agency, agency, id: approval.id } };
}

export function lineOfDeveloper(developer: string, approval: HandedApproval): ApprovalLine {
  const place: ApprovalPlace = { kind: "developer", tenant: developer, agency: approval.agencyId, id: approval.id };
  return { ...approval, decider: "developer", makerName: null, place };
}

/** The line's name in the address: an agency's approvals by their id, a developer's with the agency before it. */
export function lineKey({ kind, agency, id }: ApprovalPlace): string {
  return kind === "agency" ? id : `${agency}/${id}`;
}

/** The boxes of an inbox. A developer submits nothing. */
export function boxesOf(kind: TenantKind): ApprovalBox[] {
  return kind === "agency" ? ["waiting", "mine", "decided"] : ["waiting", "decided"];
}

/** The box that the address names, or the first. */
export function boxIn(kind: TenantKind, named: string | null): ApprovalBox {
  return boxesOf(kind).find((box) => box === named) ?? "waiting";
}

/** The line open beside the list: the one the address names while it is there, else the first. */
export function openLine(lines: ApprovalLine[], named: string | null): ApprovalLine | null {
  return lines.find(({ place }) => lineKey(place) === named) ?? lines[0] ?? null;
}

/** The neighbour of the open line, by j and k: it stays at either end. */
export function stepTo(lines: ApprovalLine[], from: ApprovalLine | null, by: 1 | -1): ApprovalLine | null {
  const at = from ? lines.findIndex(({ place }) => lineKey(place) === lineKey(from.place)) : -1;
  return lines[Math.min(Math.max(at + by, 0), lines.length - 1)] ?? null;
}

const TONES: Record<Approval["state"], Tone> = { pending: "wait", approved: "good", returned: "bad", countered: "info", withdrawn: "open" };

/** Whose yes it is: the developer's, recorded by finance where none is linked, or the agency's own managers'. */
export function handOf({ kind, decider }: Pick<Approval, "kind" | "decider">): "developer" | "agency" | "manager" {
  return kind === "key-person-correction" ? "manager" : decider;
}

/** What is to be decided, by its name: 第 3 版優惠政策; 1棟 0903 特批第 3 號; 1棟 0903 延長簽約期限. */
export function nameOf(t: Translate, { kind, subject: { number, about = "" } }: Pick<Approval, "kind" | "subject">): string {
  const words = wordsOf(kind);
  return words === null ? t("approvals.name", { number }) : t(`approvals.${words}.name`, { about, number });
}

/** Which words speak of a kind: a policy version has those that all began with. */
export function wordsOf(kind: Approval["kind"]): "special" | "extension" | "reopening" | "writeOff" | "correction" | null {
  switch (kind) {
    case "policy-version":
      return null;
    case "special-price":
      return "special";
    case "deal-extension":
      return "extension";
    case "engagement-reopening":
      return "reopening";
    case "write-off":
      return "writeOff";
    case "key-person-correction":
      return "correction";
  }
}

/** The same within a sentence or on a button: Approve policy version 3. */
export function objectOf(t: Translate, approval: Pick<Approval, "kind" | "subject">): string {
  return approval.kind === "policy-version" ? t("approvals.object", { number: approval.subject.number }) : nameOf(t, approval);
}

export interface StateWords {
  tone: Tone;
  sign: PlainMessageKey;
  word: PlainMessageKey;
}

/** How an approval's state is marked: one that waits says for whom. */
export function stateWords(
  { state, kind, decider, awaitsAcceptance }: Pick<Approval, "state" | "kind" | "decider"> & { awaitsAcceptance?: boolean },
  reader: TenantKind,
): StateWords {
  if (awaitsAcceptance && reader === "agency")
    return { tone: "wait", sign: "approvals.sign.countered", word: "approvals.waitsFor.acceptance" };
  const word: PlainMessageKey =
    state !== "pending"
      ? `approvals.state.${state}`
      : reader === "developer"
        ? "approvals.state.pending"
        : `approvals.waitsFor.${handOf({ kind, decider })}`;
  return { tone: TONES[state], sign: `approvals.sign.${state}`, word };
}

/** How a change to the terms is marked: something new, something gone, something other than before. */
export function changeMark(code: string): "added" | "removed" | "changed" {
  if (code.endsWith("-added")) return "added";
  return code.endsWith("-removed") ? "removed" : "changed";
}

/** Who can be asked to decide now, as the detail says it. */
export function mayDecide({ acts }: Pick<ApprovalDetail, "acts">): boolean {
  return acts.includes("decide");
}

/** What became of a special price: an answer with other terms is not the end of it. @param outcome of the approval */
export function specialOutcome<Outcome extends string>(
  outcome: Outcome,
  special: SpecialToDecide["state"] | undefined,
): Outcome | "agreed" | "dropped" {
  if (outcome !== "countered") return outcome;
  return special === "approved" ? "agreed" : special === "withdrawn" ? "dropped" : outcome;
}
