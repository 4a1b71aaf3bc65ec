/** What each letter needs to be written: ids for its link and the words of tenants; nothing that is a person's of the public. */
export interface LetterParams {
  /** To an invitation, whose id makes the link. */
  invitation: { tenantName: string };
  /** `reset` is the id of the password reset, which makes the link. */
  "password-reset": { reset: string };
  /** To a member whose second factor an owner took away. */
  "second-factor-reset": { tenantName: string };
  /** To who may decide: of the linked `developer`, or of the agency itself where that is left out. */
  "approval-submitted": { agency: string; approval: string; campaign: string; number: string; developer?: string };
  /** To who submitted it. */
  "approval-decided": { agency: string; approval: string; campaign: string; number: string; outcome: "approved" | "returned" };
  /** To who may decide on a special price; `about` is the home or the account. */
  "special-submitted": LetterParams["approval-submitted"] & { about: string };
  "special-decided": {
    agency: string;
    approval: string;
    campaign: string;
    number: string;
    about: string;
    outcome: "approved" | "returned" | "countered";
  };
  /** To who may decide on more days to sign; `about` is the home, `day` until when. */
  "extension-submitted": LetterParams["special-submitted"] & { day: string };
  "extension-decided": LetterParams["approval-decided"] & { about: string };
  /** To who may decide whether a settlement is opened again; `about` is the account. */
  "reopening-submitted": LetterParams["special-submitted"];
  "reopening-decided": LetterParams["approval-decided"] & { about: string };
  /** To who may decide on the write-off of a recovery; `about` is the account. */
  "write-off-submitted": LetterParams["approval-submitted"] & { about: string };
  "write-off-decided": LetterParams["approval-decided"] & { about: string };
  /** To who may decide on the correction of a key person; `about` is the account. */
  "correction-submitted": LetterParams["write-off-submitted"];
  "correction-decided": LetterParams["write-off-decided"];
  /** `from` is the name of who offers; `tenant` and `kind` are those of who is asked. */
  "link-offered": { tenant: string; kind: "agency" | "developer"; project: string; from: string };
}

export type Template = keyof LetterParams;

/** Who a letter goes to: a person, or all (ten at most) who hold one of the roles in a tenant when it is sent. */
export type Recipient = { kind: "user" | "invitation"; id: string } | { kind: "holders"; tenant: string; roles: readonly string[] };

/** A letter to send once the change stands. `onceKey` makes it one letter in its scope however often the change is tried. */
export type Letter = { [T in Template]: { onceKey: string; template: T; to: Recipient; params: LetterParams[T] } }[Template];

/** The recipient as a row holds it. A tenant's id has no colon. */
export const recipientId = (to: Recipient): string => (to.kind === "holders" ? `${to.tenant}:${to.roles.join("+")}` : to.id);

/** The tenant and the roles that a row to `holders` names. */
export function holdersOf(id: string): { tenant: string; roles: string[] } {
  const [tenant = "", roles = ""] = id.split(":");

  return { tenant, roles: roles.split("+") };
}
