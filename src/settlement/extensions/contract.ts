import * as z from "zod";
import { paragraph } from "../../http/text";
import { BusinessDay } from "../../time/contract";
import { GroupEffect } from "../preview/contract";

/** More days to sign (延長簽約期限): until which day, both ends included, and why. */
export const NewExtension = z.strictObject({ extendTo: BusinessDay, reason: paragraph(1000) }).meta({ id: "NewExtension" });
export type NewExtension = z.infer<typeof NewExtension>;

/** What a yes would do is asked before the question is. */
export const ExtensionAsked = NewExtension.pick({ extendTo: true }).meta({ id: "ExtensionAsked" });

/** What who decides is shown. The home stands in the approval's subject. */
export const ExtensionToDecide = z
  .strictObject({
    dealId: z.string(),
    /** The first buyer's name, masked; null once the person was erased. */
    buyer: z.string().nullable(),
    buyers: z.int().min(0),
    state: z.enum(["subscribed", "signed", "completed", "cancelled"]),
    subscribedOn: BusinessDay,
    /** Signed late: with a yes the deal counts after all. */
    signedOn: BusinessDay.nullable(),
    /** The last day to sign as it was when it was asked, and as asked. */
    signBy: BusinessDay,
    extendTo: BusinessDay,
    /** What a yes would have done when it was asked. Null where nobody reckoned it. */
    effect: z.union([GroupEffect, z.null()]),
  })
  .meta({ id: "ExtensionToDecide" });
export type ExtensionToDecide = z.infer<typeof ExtensionToDecide>;
