import * as z from "zod";
import { Fen, FenTotal } from "../../money/contract";
import { QuotedTier } from "../../policies/quoting/contract";
import { BusinessDay } from "../../time/contract";

/** What a change that nobody has confirmed yet would do to what counts together. Amounts in fen. */
export const GroupEffect = z
  .strictObject({
    countedUnits: z.strictObject({ before: z.int().min(0), after: z.int().min(0) }),
    /** The tier of the group's other deals, the best among them; null: none. */
    tier: z.strictObject({ before: QuotedTier.nullable(), after: QuotedTier.nullable() }),
    /** The deal itself; null before signing. */
    own: z.strictObject({ beforeFen: Fen.nullable(), afterFen: Fen.nullable() }),
    /** Other deals whose price changes, or whose contract stays below what the rule asks. */
    others: z.array(
      z.strictObject({
        dealId: z.string(),
        building: z.string(),
        unitNumber: z.string(),
        beforeFen: Fen.nullable(),
        afterFen: Fen.nullable(),
        /** What stays open until a supplement is signed. */
        openFen: z.int(),
      }),
    ),
    payable: z.strictObject({ beforeFen: FenTotal, afterFen: FenTotal }),
    /** What key persons of the group are due in all. */
    rewards: z.strictObject({ beforeFen: FenTotal, afterFen: FenTotal }),
  })
  .meta({ id: "GroupEffect" });
export type GroupEffect = z.infer<typeof GroupEffect>;

/** The same, with what is left of the deal's own money. */
export const ChangeEffect = GroupEffect.extend({
  /** What was received of the deal and not refunded or kept. */
  heldFen: z.int(),
  /** What of it is a reward that was set off: cancelled, it may be claimed again, and is not refunded. */
  setOffFen: z.int().min(0),
}).meta({ id: "ChangeEffect" });
export type ChangeEffect = z.infer<typeof ChangeEffect>;

export const CancellationAsked = z.strictObject({ cancelledOn: BusinessDay }).meta({ id: "CancellationAsked" });
