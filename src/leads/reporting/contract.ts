import * as z from "zod";
import { line, paragraph } from "../../http/text";
import { LeadIntent, LeadSource, NextStep } from "../contract";

/*
 * Under /api/v1/agencies/{agency}/campaigns/{campaign}/leads:
 *   POST  (the list itself)     Report → LeadDetail 201
 *   POST  check                 Check → CheckAnswer; sixty an hour for each member
 *   POST  {lead}/completion     Completion, If-Match → LeadDetail
 */

/** As typed: 138****1234, 138xxxx1234, 138 1234; the first three and the last four digits count. */
const MaskedPhone = z.string().trim().min(7).max(20);
const Phone = z.string().trim().min(1).max(40);

/** Exactly one of `phone`, whole, and `maskedPhone`, to be completed later. */
export const Report = z
  .strictObject({
    name: line(80),
    phone: Phone.optional(),
    maskedPhone: MaskedPhone.optional(),
    source: LeadSource.exclude(["form"]),
    engagementId: z.string().min(1).max(64).optional(),
    intent: LeadIntent.optional(),
    unitsWanted: z.int().min(1).max(999).optional(),
    note: paragraph(1000).optional(),
    next: NextStep.optional(),
  })
  .refine((told) => (told.phone === undefined) !== (told.maskedPhone === undefined), {
    params: { code: "one-of-both" },
    path: ["phone"],
    error: "exactly one",
  })
  .meta({ id: "LeadReport" });
export type Report = z.infer<typeof Report>;

/** A whole number, or a masked one with the name. */
export const Check = z
  .strictObject({ name: line(80).optional(), phone: Phone.optional(), maskedPhone: MaskedPhone.optional() })
  .refine((asked) => (asked.phone === undefined) !== (asked.maskedPhone === undefined), {
    params: { code: "one-of-both" },
    path: ["phone"],
    error: "exactly one",
  })
  .meta({ id: "LeadCheck" });
export type Check = z.infer<typeof Check>;

/** Free, one's own, or protected: whose, since when and until when is not told. */
export const CheckAnswer = z.strictObject({ answer: z.enum(["free", "yours", "protected"]) }).meta({ id: "LeadCheckAnswer" });
export type CheckAnswer = z.infer<typeof CheckAnswer>;

/** The whole number of a masked report. */
export const Completion = z.strictObject({ phone: Phone }).meta({ id: "LeadCompletion" });
export type Completion = z.infer<typeof Completion>;
