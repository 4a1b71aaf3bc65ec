import * as z from "zod";
import { FileMention } from "../files/contract";
import { page, pageQuery } from "../http/page";
import { paragraph } from "../http/text";
import { PolicyToDecide } from "../policies/publishing/contract";
import { BusinessDay } from "../time/contract";

/** What needs a yes. One mechanism serves every kind. */
export const ApprovalKind = z.enum(["policy-version"]);
export type ApprovalKind = z.infer<typeof ApprovalKind>;

export const ApprovalState = z.enum(["pending", "returned", "approved", "withdrawn"]);
export type ApprovalState = z.infer<typeof ApprovalState>;

/** What a list says of what is to be decided. Names as they were when it was submitted. */
export const ApprovalSubject = z
  .strictObject({
    agencyName: z.string(),
    campaignName: z.string(),
    projectName: z.string(),
    /** The version's number in its campaign. */
    number: z.int().min(1),
    effectiveFrom: BusinessDay,
  })
  .meta({ id: "ApprovalSubject" });
export type ApprovalSubject = z.infer<typeof ApprovalSubject>;

/** A request for a yes. `decider`: the linked developer, or the agency's finance, which records a yes given on paper. */
export const Approval = z
  .strictObject({
    id: z.string(),
    kind: ApprovalKind,
    campaignId: z.string(),
    /** Of a policy version: its id. */
    subjectId: z.string(),
    subject: ApprovalSubject,
    decider: z.enum(["developer", "agency"]),
    state: ApprovalState,
    makerId: z.string(),
    makerName: z.string(),
    note: z.string().nullable(),
    submittedAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    /** Who decided, or withdrew it. */
    deciderName: z.string().nullable(),
    remark: z.string().nullable(),
    documentId: z.string().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "Approval" });
export type Approval = z.infer<typeof Approval>;

export const ApprovalPage = page(Approval).meta({ id: "ApprovalPage" });

/** One approval in full: what is to be decided, the document it was recorded with, and what this caller may do now. */
export const ApprovalDetail = Approval.extend({
  policy: PolicyToDecide,
  document: FileMention.nullable(),
  acts: z.array(z.enum(["decide", "withdraw"])),
}).meta({ id: "ApprovalDetail" });
export type ApprovalDetail = z.infer<typeof ApprovalDetail>;

/** `mine`: what the caller submitted. `waiting`: pending, whoever decides. `decided`: approved, returned or withdrawn. Newest first. */
export const AgencyApprovalQuery = pageQuery.extend({ box: z.enum(["mine", "waiting", "decided"]).default("waiting") });

export const DeveloperApprovalQuery = pageQuery.extend({ box: z.enum(["waiting", "decided"]).default("waiting") });

/** A line of the developer's list, across its agencies; the approval itself stands with the agency. */
export const HandedApproval = Approval.pick({ id: true, kind: true, subject: true, state: true, submittedAt: true, decidedAt: true })
  .extend({ agencyId: z.string() })
  .meta({ id: "HandedApproval" });
export type HandedApproval = z.infer<typeof HandedApproval>;

export const HandedApprovalPage = page(HandedApproval).meta({ id: "HandedApprovalPage" });

/** A badge counts no further: this many, or more. */
export const countedAtMost = 20;

/** How many wait for this caller's own decision; the greatest number stands for more. */
export const ApprovalCount = z.strictObject({ waiting: z.int().min(0).max(countedAtMost) }).meta({ id: "ApprovalCount" });
export type ApprovalCount = z.infer<typeof ApprovalCount>;

const outcome = z.enum(["approve", "return"]);
const remark = paragraph(2000).optional();
const remarkOnReturn = { path: ["remark"], params: { code: "remark-needed" }, error: "say what must change" };
const hasRemarkOnReturn = (decision: { outcome: "approve" | "return"; remark?: string | undefined }) =>
  decision.outcome === "approve" || decision.remark !== undefined;

/** Refused with `remark-needed`: returned without saying why. */
export const DeveloperDecision = z
  .strictObject({ outcome, remark })
  .refine(hasRemarkOnReturn, remarkOnReturn)
  .meta({ id: "DeveloperDecision" });
export type DeveloperDecision = z.infer<typeof DeveloperDecision>;

/** Refused with `remark-needed`, and with `document-needed`: a recorded yes without the paper it was given on. */
export const RecordedDecision = z
  .strictObject({ outcome, remark, documentId: z.string().min(1).max(64).optional() })
  .refine(hasRemarkOnReturn, remarkOnReturn)
  .refine((decision) => decision.outcome === "return" || decision.documentId !== undefined, {
    path: ["documentId"],
    params: { code: "document-needed" },
    error: "name the file that proves it",
  })
  .meta({ id: "RecordedDecision" });
export type RecordedDecision = z.infer<typeof RecordedDecision>;
