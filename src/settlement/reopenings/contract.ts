import * as z from "zod";
import { paragraph } from "../../http/text";
import { BusinessDay } from "../../time/contract";

/** Why a settlement must be opened again (重開結算). */
export const NewReopening = z.strictObject({ reason: paragraph(1000) }).meta({ id: "NewReopening" });
export type NewReopening = z.infer<typeof NewReopening>;

/** What who decides is shown. The account stands in the approval's subject. */
export const ReopeningToDecide = z
  .strictObject({
    engagementId: z.string(),
    /** The day as of which it was settled when it was asked. */
    settledOn: BusinessDay,
    /** Finance has approved the settlement, and it has not been opened again since. */
    isFinal: z.boolean(),
    /** Lines that have reached their buyers: they stay whatever follows. */
    fulfilled: z.int().min(0),
  })
  .meta({ id: "ReopeningToDecide" });
export type ReopeningToDecide = z.infer<typeof ReopeningToDecide>;
