import * as z from "zod";
import { Lead } from "../contract";

/*
 * Under /api/v1/agencies/{agency}/campaigns/{campaign}/leads:
 *   GET   {lead}/lookalikes                → Lookalikes: the same ends of the number, or the same name
 *   POST  {lead}/merges                    NewMerge, If-Match → LeadDetail of the one that stays
 *   POST  {lead}/merges/{merge}/undoing    → LeadDetail
 */

/** The other lead, as it was seen; it goes into the one in the address. */
export const NewMerge = z.strictObject({ otherId: z.string().min(1).max(64), otherVersion: z.int().min(1) }).meta({ id: "NewLeadMerge" });
export type NewMerge = z.infer<typeof NewMerge>;

export const Lookalikes = z
  .strictObject({ items: z.array(Lead.extend({ alike: z.enum(["number", "number-and-name"]) })) })
  .meta({ id: "LeadLookalikes" });
export type Lookalikes = z.infer<typeof Lookalikes>;
