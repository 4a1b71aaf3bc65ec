import * as z from "zod";
import { CorrectionToDecide } from "../accounts/engagements/correcting/contract";
import { FileMention } from "../files/contract";
import { page, pageQuery } from "../http/page";
import { paragraph } from "../http/text";
import { PositiveFen } from "../money/contract";
import { PolicyToDecide } from "../policies/publishing/contract";
import { WriteOffToDecide } from "../rewards/write-offs/contract";
import { ExtensionToDecide } from "../settlement/extensions/contract";
import { ReopeningToDecide } from "../settlement/reopenings/contract";
import { SpecialTerms, SpecialToDecide } from "../settlement/specials/contract";
import { BusinessDay } from "../time/contract";

/** What needs a yes. One mechanism serves every kind. */
export const ApprovalKind = z.enum([
  "policy-version",
  "special-price",
  "deal-extension",
  "engagement-reopening",
  "write-off",
  "key-person-correction",
]);
export type ApprovalKind = z.infer<typeof ApprovalKind>;

/** `countered`: answered with other terms than were asked for; the question is closed, and who asked may accept them. */
export const ApprovalState = z.enum(["pending", "returned", "countered", "approved", "withdrawn"]);
export type ApprovalState = z.infer<typeof ApprovalState>;

/** What a list says of what is to be decided. Names as they were when it was submitted. */
export const ApprovalSubject = z
  .strictObject({
    agencyName: z.string(),
    campaignName: z.string(),
    projectName: z.string(),
    /** The version's, or the special price's, number in its campaign; else which request it is for the same home or account. */
    number: z.int().min(1),
    /** Of a policy version alone. */
    effectiveFrom: BusinessDay.optional(),
    /** The home or the account that it is about; of a policy version none. */
    about: z.string().optional(),
    /** The last day of a special price as asked. */
    validUntil: BusinessDay.optional(),
    /** Of days to sign: the last day as it was, and as asked. */
    signBy: BusinessDay.optional(),
    extendTo: BusinessDay.optional(),
    /** Of a settlement to be reopened: the day as of which it was settled. */
    settledOn: BusinessDay.optional(),
    /** Of a write-off alone. */
    amountFen: PositiveFen.optional(),
  })
  .meta({ id: "ApprovalSubject" });
export type ApprovalSubject = z.infer<typeof ApprovalSubject>;

/**
 * A request for a yes. `decider`: the linked developer, or the agency: its finance, which records a yes given on paper, or,
 * for what is its own to decide (a correction of typing), its managers.
 */
export const Approval = z
  .strictObject({
    id: z.string(),
    kind: ApprovalKind,
    campaignId: z.string(),
    /** The id of what is to be decided. */
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
    deciderId: z.string().nullable(),
    /** Answered with other terms that the agency has neither accepted nor let go. */
    awaitsAcceptance: z.boolean(),
    remark: z.string().nullable(),
    documentId: z.string().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "Approval" });
export type Approval = z.infer<typeof Approval>;

export const ApprovalPage = page(Approval).meta({ id: "ApprovalPage" });

/** All that was asked about one thing, the first first. */
export const AskedApprovals = z.strictObject({ items: z.array(Approval), next: z.null() }).meta({ id: "AskedApprovals" });
export type AskedApprovals = z.infer<typeof AskedApprovals>;

/** One approval in full: what is to be decided, the document it was recorded with, and what this caller may do now. */
export const ApprovalDetail = Approval.extend({
  /** What is to be decided, by its kind; the others are null. */
  policy: PolicyToDecide.nullable(),
  special: SpecialToDecide.nullable(),
  extension: ExtensionToDecide.nullable(),
  reopening: ReopeningToDecide.nullable(),
  writeOff: WriteOffToDecide.nullable(),
  correction: CorrectionToDecide.nullable(),
  document: FileMention.nullable(),
  acts: z.array(z.enum(["decide", "withdraw", "accept", "decline"])),
}).meta({ id: "ApprovalDetail" });
export type ApprovalDetail = z.infer<typeof ApprovalDetail>;

/**
 * `mine`: what the caller submitted. `waiting`: pending, whoever decides, or answered with other terms that the agency has not
 * answered. `decided`: the rest. Newest first.
 */
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

const outcome = z.enum(["approve", "return", "counter"]);
/** With `counter`: the terms that would be approved instead. */
const terms = SpecialTerms.optional();
const remark = paragraph(2000).optional();
const remarkOnReturn = { path: ["remark"], params: { code: "remark-needed" }, error: "say what must change" };
const hasRemarkOnReturn = (decision: { outcome: z.infer<typeof outcome>; remark?: string | undefined }) =>
  decision.outcome !== "return" || decision.remark !== undefined;
const termsOnCounter = { path: ["terms"], params: { code: "with-counter" }, error: "belong to a counter-offer, and only there" };
const hasTermsOnCounter = (decision: { outcome: z.infer<typeof outcome>; terms?: SpecialTerms | undefined }) =>
  (decision.outcome === "counter") === (decision.terms !== undefined);

/** Refused with `remark-needed`: returned without saying why; with `with-counter`: terms without a counter-offer, or the other way. */
export const DeveloperDecision = z
  .strictObject({ outcome, remark, terms })
  .refine(hasRemarkOnReturn, remarkOnReturn)
  .refine(hasTermsOnCounter, termsOnCounter)
  .meta({ id: "DeveloperDecision" });
export type DeveloperDecision = z.infer<typeof DeveloperDecision>;

/** A yes or no to what is the agency's own to decide. Refused with `remark-needed`. */
export const HouseDecision = z
  .strictObject({ outcome: z.enum(["approve", "return"]), remark })
  .refine(hasRemarkOnReturn, remarkOnReturn)
  .meta({ id: "HouseDecision" });
export type HouseDecision = z.infer<typeof HouseDecision>;

/** Refused with `remark-needed`, and with `document-needed`: a recorded yes without the paper it was given on. */
export const RecordedDecision = z
  .strictObject({ outcome, remark, terms, documentId: z.string().min(1).max(64).optional() })
  .refine(hasRemarkOnReturn, remarkOnReturn)
  .refine(hasTermsOnCounter, termsOnCounter)
  .refine((decision) => decision.outcome === "return" || decision.documentId !== undefined, {
    path: ["documentId"],
    params: { code: "document-needed" },
    error: "name the file that proves it",
  })
  .meta({ id: "RecordedDecision" });
export type RecordedDecision = z.infer<typeof RecordedDecision>;
