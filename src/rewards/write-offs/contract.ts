import * as z from "zod";
import { paragraph } from "../../http/text";
import { Fen, PositiveFen } from "../../money/contract";
import { BusinessDay } from "../../time/contract";

/** A write-off of a recovery (核銷) as somebody asks for it: at most what is open of it. */
export const NewWriteOff = z
  .strictObject({ recoveryId: z.string().min(1).max(64), amountFen: PositiveFen, reason: paragraph(500) })
  .meta({ id: "NewWriteOff" });
export type NewWriteOff = z.infer<typeof NewWriteOff>;

export const WriteOffState = z.enum(["pending", "returned", "approved", "withdrawn"]);

/** What became of it: an approved one is the entry of the ledger that has its id. */
export const WriteOff = z
  .strictObject({
    id: z.string(),
    /** In its campaign. */
    number: z.int().min(1),
    engagementId: z.string(),
    recoveryId: z.string(),
    personName: z.string().nullable(),
    building: z.string(),
    unitNumber: z.string(),
    amountFen: PositiveFen,
    reason: z.string(),
    state: WriteOffState,
    askedByName: z.string(),
    askedAt: z.iso.datetime(),
    approval: z.strictObject({ id: z.string(), deciderName: z.string().nullable(), remark: z.string().nullable() }),
    version: z.int().min(1),
  })
  .meta({ id: "WriteOff" });
export type WriteOff = z.infer<typeof WriteOff>;

/** What who decides is shown: the recovery, and what is open of it now. */
export const WriteOffToDecide = z
  .strictObject({
    writeOffId: z.string(),
    engagementId: z.string(),
    personId: z.string(),
    personName: z.string().nullable(),
    dealId: z.string(),
    building: z.string(),
    unitNumber: z.string(),
    recoveryId: z.string(),
    /** What was recovered, and on which day. */
    recoveredFen: PositiveFen,
    recoveredOn: BusinessDay,
    amountFen: PositiveFen,
    openFen: Fen,
    /** Today where the project is: the day on which an approval would be posted. */
    postsOn: BusinessDay,
    state: WriteOffState,
  })
  .meta({ id: "WriteOffToDecide" });
export type WriteOffToDecide = z.infer<typeof WriteOffToDecide>;
