import * as z from "zod";
import { page, pageQuery } from "../../http/page";
import { paragraph } from "../../http/text";
import { BusinessDay } from "../../time/contract";
import { ContactKind, ContactOutcome, Lead, NextStep } from "../contract";

/*
 * Under /api/v1/agencies/{agency}/campaigns/{campaign}/leads:
 *   POST  {lead}/contacts             NewContact → LeadDetail 201
 *   PUT   {lead}/next-step            NextStepEdit, If-Match → LeadDetail
 *   GET   visits                      pageQuery → VisitPage: brought by others than the owner, waiting
 *   POST  visits/{visit}/decision     VisitDecision → Visit
 * And /api/v1/agencies/{agency}/leads/day   GET → LeadDay, of all campaigns that the caller sees
 */

/** A contact of today or before (`at` left out: now), with what comes next; null takes the next step away. */
export const NewContact = z
  .strictObject({
    kind: ContactKind,
    outcome: ContactOutcome,
    at: z.iso.datetime().optional(),
    note: paragraph(1000).optional(),
    next: NextStep.nullable().optional(),
  })
  .refine(({ kind, outcome }) => (outcome === "came") === (kind === "site-visit"), {
    params: { code: "came-to-the-site" },
    path: ["outcome"],
    error: "came belongs to a visit to the site",
  })
  .meta({ id: "NewLeadContact" });
export type NewContact = z.infer<typeof NewContact>;

export const NextStepEdit = z.strictObject({ next: NextStep.nullable() }).meta({ id: "LeadNextStepEdit" });
export type NextStepEdit = z.infer<typeof NextStepEdit>;

/** A visit to the site that another than the owner brought about. Accepted, it may hand the lead over (到訪為王). */
export const Visit = z
  .strictObject({
    id: z.string(),
    leadId: z.string(),
    nameMasked: z.string().nullable(),
    visitedOn: BusinessDay,
    broughtById: z.string(),
    broughtByName: z.string(),
    ownerName: z.string().nullable(),
    state: z.enum(["waiting", "accepted", "refused"]),
    /** Whether accepting it hands the lead over: the campaign's rules say so and its owner has no visit of theirs. */
    handsOver: z.boolean(),
    decidedByName: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "LeadVisit" });
export type Visit = z.infer<typeof Visit>;

export const VisitPage = page(Visit).meta({ id: "LeadVisitPage" });
export const VisitQuery = pageQuery;

export const VisitDecision = z.strictObject({ accept: z.boolean() }).meta({ id: "LeadVisitDecision" });

/** What is due until today, the longest due first, at most a hundred; and the calls of today against those of a day. */
export const LeadDay = z
  .strictObject({
    /** Today where most of it is: in the zone of the first campaign, else the agency's own. */
    today: BusinessDay,
    calls: z.int(),
    callsPerDay: z.int(),
    due: z.array(Lead.extend({ campaignId: z.string(), campaignName: z.string(), nextNote: z.string().nullable() })),
    /** More is due than is listed. */
    isCut: z.boolean(),
  })
  .meta({ id: "LeadDay" });
export type LeadDay = z.infer<typeof LeadDay>;
