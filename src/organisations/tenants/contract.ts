import * as z from "zod";
import { line } from "../../http/text";
import { Email, Password, UserLanguage } from "../../identity/contract";
import { mayBeSlug } from "../rules";

/** A tenant's id: chosen once, seen in addresses, one for agencies and developers together. */
export const Slug = z
  .string()
  .min(3)
  .max(40)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/)
  .refine(mayBeSlug, { params: { code: "reserved" }, error: "reserved" });

/** What an agency's consultants see of its campaigns: all, those of their group, or their own. */
export const ConsultantSight = z.enum(["all", "group"]);

/** An agency or a developer as its own staff see it. Only an agency has `consultantSight`. */
export const Tenant = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(["agency", "developer"]),
    consultantSight: ConsultantSight.optional(),
    /** Members whose role moves money must have a second factor for that. */
    requireSecondFactor: z.boolean(),
    version: z.int(),
  })
  .meta({ id: "Tenant" });
export type Tenant = z.infer<typeof Tenant>;

const Owner = z.strictObject({ name: line(80), email: Email, password: Password, language: UserLanguage });

/** A new agency or developer. Somebody who is signed in becomes its owner and leaves `owner` out. */
export const SignUp = z.strictObject({ id: Slug, name: line(80), owner: Owner.optional() }).meta({ id: "SignUp" });
export type SignUp = z.infer<typeof SignUp>;

const says = (edit: object) => Object.values(edit).some((value) => value !== undefined);
const sayNothing = { params: { code: "required" }, error: "nothing to change" };

export const AgencyEdit = z
  .strictObject({
    name: line(80).optional(),
    consultantSight: ConsultantSight.optional(),
    requireSecondFactor: z.boolean().optional(),
  })
  .refine(says, sayNothing)
  .meta({ id: "AgencyEdit" });

export const DeveloperEdit = z
  .strictObject({ name: line(80).optional(), requireSecondFactor: z.boolean().optional() })
  .refine(says, sayNothing)
  .meta({ id: "DeveloperEdit" });

export type TenantEdit = z.infer<typeof AgencyEdit>;
