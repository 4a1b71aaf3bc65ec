import * as z from "zod";
import { paragraph } from "../../../http/text";
import { BusinessDay } from "../../../time/contract";

const Id = z.string().min(1).max(64);

/** Who was meant when a key person was recorded, with why it was typed wrongly and the paper that shows who was visited. */
export const NewCorrection = z
  .strictObject({ recognitionId: Id, contactId: Id, reason: paragraph(500), documentId: Id })
  .meta({ id: "NewKeyPersonCorrection" });
export type NewCorrection = z.infer<typeof NewCorrection>;

export const CorrectionState = z.enum(["pending", "returned", "approved", "withdrawn"]);

/** Why a record is not to be corrected now; `too-late`: somebody else from now on would be a change. */
export const CorrectionObstacle = z.enum(["waiting", "settled", "claimed", "too-late"]);
export type CorrectionObstacle = z.infer<typeof CorrectionObstacle>;

/** Somebody as the trail names them: null once erased. */
const Named = z.strictObject({ personId: z.string(), name: z.string().nullable(), post: z.string() });

/** A correction of typing (更正): once approved, `was` is struck and `is` stands from the day on which `was` had been named. */
export const Correction = z
  .strictObject({
    id: z.string(),
    /** In its campaign. */
    number: z.int().min(1),
    recognitionId: z.string(),
    was: Named,
    is: Named,
    reason: z.string(),
    documentId: z.string(),
    state: CorrectionState,
    askedByName: z.string(),
    askedAt: z.iso.datetime(),
    approvalId: z.string(),
    decidedByName: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    remark: z.string().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "KeyPersonCorrection" });
export type Correction = z.infer<typeof Correction>;

/** What who decides is shown: who had been named and who was meant, for which days, and what goes along. */
export const CorrectionToDecide = z
  .strictObject({
    correctionId: z.string(),
    engagementId: z.string(),
    recognitionId: z.string(),
    was: Named,
    is: Named,
    from: BusinessDay,
    until: BusinessDay.nullable(),
    recordedOn: BusinessDay,
    recordedByName: z.string(),
    /** Recommendations of those days: they are then of who was meant. */
    referrals: z.int().min(0),
    state: CorrectionState,
  })
  .meta({ id: "KeyPersonCorrectionToDecide" });
export type CorrectionToDecide = z.infer<typeof CorrectionToDecide>;
