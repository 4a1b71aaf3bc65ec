import * as z from "zod";
import { Code } from "../../campaigns/catalogue/contract";
import { BusinessDay } from "../../time/contract";

/** So many homes of a product (of any, where it is null) an account says that it will take in the campaign. */
export const DeclaredDemand = z
  .strictObject({
    id: z.string(),
    product: z.string().nullable(),
    units: z.int().min(1),
    declaredOn: BusinessDay,
    /** Who said so for the account; the name is null once the person was erased. */
    personId: z.string().nullable(),
    personName: z.string().nullable(),
    recordedByName: z.string(),
    recordedAt: z.iso.datetime(),
    /** When another of the product took its place, or it was taken back; null while it stands. */
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "DeclaredDemand" });
export type DeclaredDemand = z.infer<typeof DeclaredDemand>;

/** Those that stand first, then what stood before, the latest first. */
export const DeclaredDemands = z.object({ items: z.array(DeclaredDemand), next: z.null() }).meta({ id: "DeclaredDemands" });

/** Takes the place of what the account said of the same product before. Refused with `unknown` at `/product` or `/personId`. */
export const NewDemand = z
  .strictObject({
    product: Code.nullable(),
    units: z.int().min(1).max(999),
    declaredOn: BusinessDay,
    /** One of the account's contacts. */
    personId: z.string().min(1).max(64).optional(),
  })
  .meta({ id: "NewDemand" });
export type NewDemand = z.infer<typeof NewDemand>;
