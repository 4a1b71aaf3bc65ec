import * as z from "zod";
import { page, pageQuery } from "../http/page";
import type { Language } from "../i18n/names";

/** How a letter reaches its recipient. */
export const channels = ["mail", "sms", "wecom"] as const;
export const Channel = z.enum(channels);
export type Channel = z.infer<typeof Channel>;

export const messageStates = ["waiting", "sending", "sent", "failed", "withdrawn"] as const;

/** Why a try failed, in our own words; what a service answered is never kept. */
export const failureReasons = [
  "no-recipient",
  "erased",
  "no-number",
  "no-mobile",
  "no-wecom",
  "too-late",
  "visit-changed",
  "wrong-number",
  "blocked",
  "refused",
  "wrong-signature",
  "no-template",
  "not-in-scope",
  "too-many",
  "server-error",
  "unreachable",
  "timeout",
  "unreadable-answer",
  "not-sent",
] as const;
export type FailureReason = (typeof failureReasons)[number];

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
  /** A code by SMS, whose row's id makes it: to sign in, to choose another password, to confirm a number as one's own. */
  "sign-in-code": { code: string };
  "reset-code": { code: string };
  "mobile-code": { code: string };
  /** To a lead's owner. `source` is what the agency calls where it came from; nothing of the visitor. */
  "lead-new": { agency: string; campaign: string; campaignName: string; lead: string; source: string };
  /**
   * To a visitor who registered. `code` is the receipt's, `path` a page of ours that says how to be forgotten; `visitAt` (ISO
   * instant) and `zone` where a visit was booked with it.
   */
  "lead-confirmation": { agencyName: string; project: string; code: string; path: string; visitAt?: string; zone?: string };
  /**
   * To a visitor before a booked visit: sent while the booking `booking` stands at `version`. `before` says which of the two
   * it is: the day before, or two hours.
   */
  "visit-reminder": {
    agencyName: string;
    project: string;
    booking: string;
    version: number;
    visitAt: string;
    zone: string;
    before: "day" | "hours";
    path: string;
  };
  "link-offered": { tenant: string; kind: "agency" | "developer"; project: string; from: string };
}

export type Template = keyof LetterParams;

/**
 * Who a letter goes to: a member of staff, who is invited, a number that a code is for, a person of the public in the
 * language they read, or all (ten at most) who hold one of the roles in a tenant when it is sent.
 */
export type Recipient =
  | { kind: "user" | "invitation" | "code"; id: string }
  | { kind: "person"; id: string; language: Language }
  | { kind: "holders"; tenant: string; roles: readonly string[] };

/**
 * A letter to send once the change stands. `onceKey` makes it one letter in its scope however often the change is tried.
 * Without a `channel` it goes to a person by SMS and to staff as they chose, by mail if they did not; without `dueAt` (UTC
 * milliseconds) at once. `firstId` is the message that it repeats.
 */
export type Letter = {
  [T in Template]: {
    onceKey: string;
    template: T;
    to: Recipient;
    params: LetterParams[T];
    channel?: Channel;
    dueAt?: number;
    firstId?: string;
  };
}[Template];

/** The recipient as a row holds it. A tenant's id has no colon. */
export const recipientId = (to: Recipient): string => (to.kind === "holders" ? `${to.tenant}:${to.roles.join("+")}` : to.id);

/** The tenant and the roles that a row to `holders` names. */
export function holdersOf(id: string): { tenant: string; roles: string[] } {
  const [tenant = "", roles = ""] = id.split(":");

  return { tenant, roles: roles.split("+") };
}

/** A message as the agency's log shows it: whom it goes to and how it went, never what it says. Instants are ISO 8601 in UTC. */
export const Message = z
  .strictObject({
    id: z.string(),
    template: z.string(),
    channel: Channel,
    recipient: z.strictObject({
      kind: z.enum(["user", "invitation", "person", "code"]),
      id: z.string(),
      /** Of staff as in the list of members; of a person masked. Null for one who was erased or is not known here. */
      name: z.string().nullable(),
      isErased: z.boolean(),
    }),
    state: z.enum(messageStates),
    reason: z.enum(failureReasons).nullable(),
    tries: z.int(),
    createdAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    triedAt: z.iso.datetime().nullable(),
    sentAt: z.iso.datetime().nullable(),
    /** The message that this one repeats. */
    firstId: z.string().nullable(),
    /** How often it may be sent again. */
    resendsLeft: z.int(),
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof Message>;

export const MessagePage = page(Message).meta({ id: "MessagePage" });

/** Newest first; state with a channel or with a template, channel and template not together. */
export const MessageQuery = pageQuery.extend({
  state: z.enum(messageStates).optional(),
  channel: Channel.optional(),
  template: z.string().max(40).optional(),
});

/** Which channels are set up; letters of the others wait. */
export const MessageChannels = z
  .strictObject({ channels: z.array(z.strictObject({ channel: Channel, isSetUp: z.boolean() })) })
  .meta({ id: "MessageChannels" });
