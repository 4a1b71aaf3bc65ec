import * as z from "zod";
import { Catalogue } from "../../campaigns/catalogue/contract";
import { paragraph } from "../../http/text";
import { BusinessDay } from "../../time/contract";
import { Change } from "../comparing/contract";
import { PolicyTerms } from "../contract";

/** Sends a version to whoever decides. The note goes with it. */
export const PolicySubmission = z.strictObject({ note: paragraph(2000).optional() }).meta({ id: "PolicySubmission" });

/** Nothing to say: the act is the address. */
export const NothingToSay = z.strictObject({}).meta({ id: "NothingToSay" });

/** The same two versions, side by side in sentences: what the later one changes. */
export const PolicyComparison = z
  .strictObject({
    /** The version compared with: the earlier side. */
    before: z.strictObject({ id: z.string(), number: z.int().min(1) }),
    after: z.strictObject({ id: z.string(), number: z.int().min(1) }),
    items: z.array(Change),
  })
  .meta({ id: "PolicyComparison" });
export type PolicyComparison = z.infer<typeof PolicyComparison>;

/** What somebody who decides on a version is shown of it. */
export const PolicyToDecide = z
  .strictObject({
    versionId: z.string(),
    number: z.int().min(1),
    effectiveFrom: BusinessDay,
    terms: PolicyTerms,
    catalogue: Catalogue,
    /** The campaign's window. */
    startsOn: BusinessDay,
    endsOn: BusinessDay,
    /** Against the version that would be in force on its effective-from day without it; null where there is none. */
    comparison: PolicyComparison.nullable(),
  })
  .meta({ id: "PolicyToDecide" });
export type PolicyToDecide = z.infer<typeof PolicyToDecide>;
