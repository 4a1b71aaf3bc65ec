import * as z from "zod";
import { page } from "../http/page";
import { line } from "../http/text";
import { languages } from "../i18n/names";
import { Mobile, SmsCode } from "./mobile/contract";
import { FactorCode } from "./second-factor/contract";

/** Exactly one of two fields is there. */
const one = (first: string, other: string) =>
  z.refine((asked) => (Object(asked)[first] === undefined) !== (Object(asked)[other] === undefined), {
    path: [first],
    params: { code: "required" },
  });

/** An address as somebody types it; compared and kept in lower case. */
export const Email = z.string().trim().toLowerCase().max(254).check(z.email()).meta({ format: "email" });

/** A password that is chosen. That it is not the e-mail is checked where the e-mail is known (`passwordFits`). */
export const Password = z.string().min(10).max(200);

export const UserLanguage = z.enum(languages);

/** A member of staff as they see themselves. */
export const User = z.strictObject({ id: z.string(), name: z.string(), email: z.string(), language: UserLanguage }).meta({ id: "User" });
export type User = z.infer<typeof User>;

/** A tenant that somebody works for, with what their role there permits. */
export const Membership = z
  .strictObject({
    tenant: z.string(),
    kind: z.enum(["agency", "developer"]),
    name: z.string(),
    role: z.string(),
    permissions: z.array(z.string()),
    /** The role moves money, the tenant requires a second factor for that, and this session was opened without one. */
    needsSecondFactor: z.boolean(),
  })
  .meta({ id: "Membership" });
export type Membership = z.infer<typeof Membership>;

/** Who is signed in and where they work. The tokens go in cookies, never in a body. */
export const SessionAnswer = z.strictObject({ user: User, memberships: z.array(Membership) }).meta({ id: "Session" });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

/**
 * By e-mail or mobile number with the password, or by mobile number with a code that was sent to it. `code` is asked for by
 * 401 `second-factor-required`.
 */
export const SignIn = z
  .strictObject({
    email: Email.optional(),
    mobile: Mobile.optional(),
    password: z.string().min(1).max(200).optional(),
    smsCode: SmsCode.optional(),
    code: FactorCode.optional(),
  })
  .check(one("email", "mobile"), one("password", "smsCode"))
  .refine((asked) => asked.smsCode === undefined || asked.mobile !== undefined, { path: ["mobile"], params: { code: "required" } })
  .meta({ id: "SignIn" });
export type SignIn = z.infer<typeof SignIn>;

export const Me = User.extend({ version: z.int() }).meta({ id: "Me" });
export type Me = z.infer<typeof Me>;

export const MeEdit = z
  .strictObject({ name: line(80).optional(), language: UserLanguage.optional() })
  .refine((edit) => Object.keys(edit).length > 0, { params: { code: "required" }, error: "name or language" })
  .meta({ id: "MeEdit" });

export const PasswordEdit = z.strictObject({ current: z.string().min(1).max(200), password: Password }).meta({ id: "PasswordEdit" });

/** A signed-in device; instants are ISO 8601 in UTC. */
export const OpenSession = z
  .strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    /** Browser and system, such as `Chrome · Windows`. */
    device: z.string(),
    current: z.boolean(),
  })
  .meta({ id: "OpenSession" });
export type OpenSession = z.infer<typeof OpenSession>;

export const OpenSessionPage = page(OpenSession).meta({ id: "OpenSessionPage" });

/** By e-mail: a link. By mobile number: a code. */
export const ResetRequest = z
  .strictObject({ email: Email.optional(), mobile: Mobile.optional() })
  .check(one("email", "mobile"))
  .meta({ id: "PasswordResetRequest" });

/** What a single-use link carries: the id of its row and the row's secret. */
export const LinkToken = z.string().min(1).max(200);

/** By the link's token, or by the mobile number and the code that was sent to it. */
export const ResetCompletion = z
  .strictObject({ token: LinkToken.optional(), mobile: Mobile.optional(), smsCode: SmsCode.optional(), password: Password })
  .check(one("token", "mobile"))
  .refine((asked) => (asked.mobile === undefined) === (asked.smsCode === undefined), { path: ["smsCode"], params: { code: "required" } })
  .meta({ id: "PasswordResetCompletion" });

export const InvitationLookup = z.strictObject({ token: LinkToken }).meta({ id: "InvitationLookup" });

/** What somebody who holds an invitation's link may know of it. */
export const InvitationSeen = z
  .strictObject({
    tenant: z.strictObject({ id: z.string(), name: z.string(), kind: z.enum(["agency", "developer"]) }),
    role: z.string(),
    emailMasked: z.string(),
    /** The invited address has an account: its owner signs in instead of choosing a password. */
    existingUser: z.boolean(),
  })
  .meta({ id: "InvitationSeen" });
export type InvitationSeen = z.infer<typeof InvitationSeen>;

export const Acceptance = z
  .strictObject({ token: LinkToken, name: line(80).optional(), password: Password.optional(), language: UserLanguage.optional() })
  .meta({ id: "InvitationAcceptance" });
