/** What each letter needs to be written: ids for its link and the words of tenants; nothing that is a person's of the public. */
export interface LetterParams {
  /** To an invitation, whose id makes the link. */
  invitation: { tenantName: string };
  /** `reset` is the id of the password reset, which makes the link. */
  "password-reset": { reset: string };
  /** To who may decide: of the linked `developer`, or of the agency itself where that is left out. */
  "approval-submitted": { agency: string; approval: string; campaign: string; number: string; developer?: string };
  /** To who submitted it. */
  "approval-decided": { agency: string; approval: string; campaign: string; number: string; outcome: "approved" | "returned" };
  /** `from` is the name of who offers; `tenant` and `kind` are those of who is asked. */
  "link-offered": { tenant: string; kind: "agency" | "developer"; project: string; from: string };
}

export type Template = keyof LetterParams;

/**
 * A letter to send once the change stands. `onceKey` makes it one letter in its scope however often the change is tried.
 * To the `owners` of a tenant: one for each who is an owner when the change commits (in the directory only).
 */
export type Letter = {
  [T in Template]: { onceKey: string; template: T; to: { kind: "user" | "invitation" | "owners"; id: string }; params: LetterParams[T] };
}[Template];
