import * as z from "zod";
import { line, paragraph } from "../../http/text";
import { Fen, PositiveFen } from "../../money/contract";
import { BusinessDay } from "../../time/contract";

const Id = z.string().min(1).max(64);

/** The contract as it was signed: its day, its number and the price printed on it, in fen. */
export const Signing = z
  .strictObject({ signedOn: BusinessDay, contractNumber: line(40), contractPriceFen: PositiveFen, reason: paragraph(500).optional() })
  .meta({ id: "Signing" });
export type Signing = z.infer<typeof Signing>;

/** `forfeitedFen` is kept of what came in; the rest goes back. */
export const Cancellation = z
  .strictObject({
    cancelledOn: BusinessDay,
    why: paragraph(500),
    forfeitedFen: Fen,
    documentId: Id.optional(),
    reason: paragraph(500).optional(),
  })
  .meta({ id: "Cancellation" });
export type Cancellation = z.infer<typeof Cancellation>;

/** Everything is paid and confirmed, the home handed over. */
export const Completion = z.strictObject({ completedOn: BusinessDay, reason: paragraph(500).optional() }).meta({ id: "Completion" });
export type Completion = z.infer<typeof Completion>;

export const ProofDecision = z
  .strictObject({ outcome: z.enum(["accepted", "refused"]), remark: paragraph(500).optional() })
  .refine(({ outcome, remark }) => outcome === "accepted" || remark !== undefined, {
    path: ["remark"],
    params: { code: "required" },
    error: "is needed to refuse",
  })
  .meta({ id: "ProofDecision" });
export type ProofDecision = z.infer<typeof ProofDecision>;

/** `versions` of the deals, in their order, as they were seen: one that was signed anew since is refused with `stale`. */
const named = { deals: z.array(Id).max(50), entries: z.array(Id).max(50), versions: z.array(z.int().min(1)).max(50).optional() };
const something = ({ deals, entries }: { deals: string[]; entries: string[] }) => deals.length + entries.length > 0;
const nothingNamed = { path: ["deals"], params: { code: "required" }, error: "nothing is named" };

/** Signings and lines of ledgers that finance has seen, several at once, with the document that shows them. */
export const Confirmation = z
  .strictObject({ ...named, documentId: Id.optional() })
  .refine(something, nothingNamed)
  .meta({ id: "Confirmation" });
export type Confirmation = z.infer<typeof Confirmation>;

/** Signings and money that finance has not seen, or not so; several at once, with the reason. */
export const Refusal = z
  .strictObject({ ...named, deals: named.deals.default([]), reason: paragraph(500) })
  .refine(something, nothingNamed)
  .meta({ id: "Refusal" });
export type Refusal = z.infer<typeof Refusal>;

export const Refused = z.strictObject({ deals: z.int().min(0), entries: z.int().min(0) }).meta({ id: "Refused" });
export type Refused = z.infer<typeof Refused>;

export const Confirmed = z.strictObject({ deals: z.int().min(0), entries: z.int().min(0) }).meta({ id: "Confirmed" });
export type Confirmed = z.infer<typeof Confirmed>;
