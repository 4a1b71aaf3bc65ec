import * as z from "zod";
import { page } from "../../http/page";
import { agencyRoles, developerRoles } from "../../tenancy/roles";

/** A member of staff as their colleagues see them. Only an agency has groups. */
export const StaffMember = z
  .strictObject({
    /** The person's id, the same wherever they work. */
    id: z.string(),
    name: z.string(),
    emailMasked: z.string(),
    role: z.string(),
    groupId: z.string().nullable(),
    /** Signs in with a second factor. */
    secondFactor: z.boolean(),
    joinedAt: z.iso.datetime(),
    version: z.int(),
  })
  .meta({ id: "StaffMember" });
export type StaffMember = z.infer<typeof StaffMember>;

export const StaffPage = page(StaffMember).meta({ id: "StaffPage" });

/** Roles of each kind of tenant. */
export const roleOf = { agency: z.enum(agencyRoles), developer: z.enum(developerRoles) } as const;

const says = (edit: object) => Object.values(edit).some((value) => value !== undefined);

/** `groupId: null` takes somebody out of their group. */
export const StaffEdit = {
  agency: z
    .strictObject({ role: roleOf.agency.optional(), groupId: z.string().max(64).nullable().optional() })
    .refine(says, { params: { code: "required" }, error: "nothing to change" })
    .meta({ id: "AgencyStaffEdit" }),
  developer: z.strictObject({ role: roleOf.developer }).meta({ id: "DeveloperStaffEdit" }),
} as const;

/** A role and all it permits, as the API enforces it. */
const Role = z.strictObject({ role: z.string(), permissions: z.array(z.string()) }).meta({ id: "Role" });
export const RolePage = page(Role).meta({ id: "RolePage" });
