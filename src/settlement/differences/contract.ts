import * as z from "zod";
import { Because } from "../../deals/contract";
import { page, pageQuery } from "../../http/page";
import { FenTotal } from "../../money/contract";
import { BusinessDay } from "../../time/contract";
import { Sold } from "../sold/contract";

/** A difference of a home that a settlement made final, and how it reached the buyer. */
export const Difference = z
  .strictObject({
    id: z.string(),
    engagementId: z.string(),
    ...Sold,
    /** Less than nothing goes back to the buyer, more is still to be paid. */
    amountFen: z.int(),
    because: Because.nullable(),
    /** The home whose signing or leaving was the cause; null where something else was. */
    causeHome: z.string().nullable(),
    /** When its settlement was approved last; null while that is open again, and nothing may be recorded. */
    finalOn: BusinessDay.nullable(),
    state: z.enum(["final", "fulfilled"]),
    route: z.enum(["contract", "balance", "cash"]).nullable(),
    documentNumber: z.string().nullable(),
    fulfilledOn: BusinessDay.nullable(),
    /** Of one in cash: whether finance has confirmed the refund. */
    refund: z.enum(["reported", "confirmed"]).nullable(),
  })
  .meta({ id: "Difference" });
export type Difference = z.infer<typeof Difference>;

/** `open`: not returned yet, of homes that stand, the oldest first; `done`: the latest first. */
export const DifferenceQuery = pageQuery.extend({ state: z.enum(["open", "done"]).default("open") });
export type DifferenceQuery = z.infer<typeof DifferenceQuery>;

export const DifferencePage = page(Difference)
  .extend({
    /** Of all in that state, with the first page alone; `more` says that there are more than were added up. */
    sums: z.strictObject({ homes: z.int().min(0), backFen: FenTotal, extraFen: FenTotal, more: z.boolean() }).nullable(),
  })
  .meta({ id: "DifferencePage" });
export type DifferencePage = z.infer<typeof DifferencePage>;
