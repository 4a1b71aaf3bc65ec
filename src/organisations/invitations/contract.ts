import * as z from "zod";
import { page } from "../../http/page";
import { Email, UserLanguage } from "../../identity/contract";
import { roleOf } from "../staff/contract";

/** An invitation that is open: neither accepted nor withdrawn. Past `expiresAt` its link opens nothing, and it may be sent anew. */
export const Invitation = z
  .strictObject({
    id: z.string(),
    emailMasked: z.string(),
    role: z.string(),
    groupId: z.string().nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    version: z.int(),
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationPage = page(Invitation).meta({ id: "InvitationPage" });

/** Who to invite into which role; `language` is the letter's, by default the caller's. */
const shared = { email: Email, language: UserLanguage.optional() };
export const NewInvitation = {
  agency: z
    .strictObject({ ...shared, role: roleOf.agency, groupId: z.string().max(64).nullable().optional() })
    .meta({ id: "NewAgencyInvitation" }),
  developer: z.strictObject({ ...shared, role: roleOf.developer }).meta({ id: "NewDeveloperInvitation" }),
} as const;
