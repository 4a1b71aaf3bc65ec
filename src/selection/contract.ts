import * as z from "zod";
import { FileMention } from "../files/contract";
import { page, pageQuery } from "../http/page";
import { line } from "../http/text";
import { PositiveFen } from "../money/contract";
import { BusinessDay } from "../time/contract";

/** Of a deposit: reported, then taken back, confirmed or refused; confirmed, to be given back, given back. */
export const earnestStates = ["reported", "withdrawn", "confirmed", "refused", "refunding", "refunded"] as const;
export const EarnestState = z.enum(earnestStates);
export type EarnestState = z.infer<typeof EarnestState>;

const DocumentNumber = line(40);
const FileId = z.string().min(1).max(64);

/** Earnest money (誠意金) of a lead. Whoever reported it never confirms it; whoever asked for it back never gives it back. */
export const EarnestDeposit = z
  .strictObject({
    id: z.string(),
    leadId: z.string(),
    /** By its ends alone; null once erased. */
    leadName: z.string().nullable(),
    amountFen: PositiveFen,
    paidOn: BusinessDay,
    documentNumber: DocumentNumber,
    document: FileMention.nullable(),
    state: EarnestState,
    reportedByName: z.string(),
    reportedAt: z.iso.datetime(),
    /** Whether this caller reported it. */
    isOwn: z.boolean(),
    decidedByName: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    refusedBecause: z.string().nullable(),
    refundAskedByName: z.string().nullable(),
    refundAskedAt: z.iso.datetime().nullable(),
    refundBecause: z.string().nullable(),
    refundedOn: BusinessDay.nullable(),
    refundedByName: z.string().nullable(),
    refundDocumentNumber: z.string().nullable(),
    refundDocument: FileMention.nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "EarnestDeposit" });
export type EarnestDeposit = z.infer<typeof EarnestDeposit>;

export const EarnestPage = page(EarnestDeposit).meta({ id: "EarnestPage" });
export const EarnestQuery = pageQuery.extend({ state: EarnestState.optional() });

/** Money that came in; a day further back than the campaign allows with a reason, by whoever may. */
export const NewEarnestDeposit = z
  .strictObject({
    amountFen: PositiveFen,
    paidOn: BusinessDay,
    documentNumber: DocumentNumber,
    documentId: FileId.optional(),
    reason: line(200).optional(),
  })
  .meta({ id: "NewEarnestDeposit" });
export type NewEarnestDeposit = z.infer<typeof NewEarnestDeposit>;

/** Why it is refused, taken back, or to be given back. */
export const EarnestReason = z.strictObject({ reason: line(200) }).meta({ id: "EarnestReason" });

/** That it was given back: on which day, by which paper. */
export const EarnestRefund = z
  .strictObject({ refundedOn: BusinessDay, documentNumber: DocumentNumber, documentId: FileId.optional() })
  .meta({ id: "EarnestRefund" });
export type EarnestRefund = z.infer<typeof EarnestRefund>;
