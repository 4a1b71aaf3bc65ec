import * as z from "zod";
import { Code } from "../../campaigns/catalogue/contract";
import { FileMention } from "../../files/contract";
import { page, pageQuery } from "../../http/page";
import { paragraph } from "../../http/text";
import { NewPerson } from "../../people/contract";
import { BusinessDay } from "../../time/contract";
import { Correction, CorrectionObstacle } from "./correcting/contract";

const Id = z.string().min(1).max(64);

/** An account in a campaign (拓展對象), or a credential channel's own: then it has no account and no category. */
export const Engagement = z
  .strictObject({
    id: z.string(),
    campaignId: z.string(),
    accountId: z.string().nullable(),
    accountName: z.string().nullable(),
    /** The account it counts with, where that is another. */
    countsWith: z.string().nullable(),
    credential: z.string().nullable(),
    category: z.string().nullable(),
    /** The business day as of which it was settled; null while it is open. */
    settledOn: BusinessDay.nullable(),
    /** When finance approved the settlement: its lines are final. */
    approvedAt: z.iso.datetime().nullable(),
    /** How many its key persons have recommended. */
    referred: z.int().min(0),
    createdAt: z.iso.datetime(),
    version: z.int().min(1),
  })
  .meta({ id: "Engagement" });
export type Engagement = z.infer<typeof Engagement>;

/** Takes an account into the campaign, or opens the channel of a credential. Refused with `engagement-exists`. */
export const NewEngagement = z
  .union([z.strictObject({ accountId: Id, category: Code }), z.strictObject({ credential: Code })])
  .meta({ id: "NewEngagement" });
export type NewEngagement = z.infer<typeof NewEngagement>;

/** What an account counts as, corrected: its open deals are priced and rewarded by the right table. Refused with `engagement-settled`. */
export const EngagementEdit = z.strictObject({ category: Code }).meta({ id: "EngagementEdit" });
export type EngagementEdit = z.infer<typeof EngagementEdit>;

/** Why a report that nobody has confirmed is taken back. */
export const FirstVisitWithdrawal = z.strictObject({ reason: paragraph(500) }).meta({ id: "FirstVisitWithdrawal" });
export type FirstVisitWithdrawal = z.infer<typeof FirstVisitWithdrawal>;

/** Somebody named on the trail of an engagement: who, and the post at that time. Null once erased. */
const Named = z.strictObject({ personId: z.string(), name: z.string().nullable(), post: z.string() });

export const FirstVisit = z
  .strictObject({
    ...Named.shape,
    visitedOn: BusinessDay,
    reportedByName: z.string(),
    confirmedByName: z.string().nullable(),
    confirmedAt: z.iso.datetime().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "FirstVisit" });

/** A stretch of somebody's being the key person; `until` is the day a change counts from. */
export const Recognition = z
  .strictObject({
    id: z.string(),
    ...Named.shape,
    from: BusinessDay,
    until: BusinessDay.nullable(),
    reason: z.string().nullable(),
    recordedByName: z.string(),
    recordedOn: BusinessDay,
    /** The last day on which a correction of typing may be asked for, and why it may not now. */
    correctableUntil: BusinessDay,
    correctionObstacle: CorrectionObstacle.nullable(),
  })
  .meta({ id: "Recognition" });

/** Everything that proves who the key person is and was, on one page. */
export const KeyPersonTrail = z
  .strictObject({
    firstVisit: FirstVisit.nullable(),
    recognitions: z.array(Recognition),
    /** Corrections of typing that were asked for, in that order. */
    corrections: z.array(Correction),
  })
  .meta({ id: "KeyPersonTrail" });
export type KeyPersonTrail = z.infer<typeof KeyPersonTrail>;

/** The first visit, to a contact in a listed post. Refused with `not-a-listed-post`, `first-visit-known`. */
export const FirstVisitReport = z.strictObject({ contactId: Id, visitedOn: BusinessDay }).meta({ id: "FirstVisitReport" });
export type FirstVisitReport = z.infer<typeof FirstVisitReport>;

/** Somebody else from `from` on; without a contact the post stands empty. */
export const KeyPersonChange = z
  .strictObject({ contactId: Id.nullable(), from: BusinessDay, reason: paragraph(500) })
  .meta({ id: "KeyPersonChange" });
export type KeyPersonChange = z.infer<typeof KeyPersonChange>;

export const Evidence = z.enum(["roster", "sign-in-sheet", "letter", "message", "in-person"]);

/** A recommendation: the key person of its day, whom, when, and what shows it. */
export const Referral = z
  .strictObject({
    id: z.string(),
    engagementId: z.string(),
    referrerId: z.string(),
    referrerName: z.string().nullable(),
    personId: z.string(),
    personName: z.string().nullable(),
    referredOn: BusinessDay,
    evidence: Evidence,
    document: FileMention.nullable(),
    /** Taken back as recorded by mistake: it counts for nothing, and who was named may be recommended again. */
    withdrawn: z.strictObject({ byName: z.string(), at: z.iso.datetime(), reason: z.string() }).nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "Referral" });
export type Referral = z.infer<typeof Referral>;

/** Refused with `referral-used` while a home that stands, or a reward, rests on it. */
export const ReferralWithdrawal = z.strictObject({ reason: paragraph(500) }).meta({ id: "ReferralWithdrawal" });
export type ReferralWithdrawal = z.infer<typeof ReferralWithdrawal>;

export const ReferralPage = page(Referral).meta({ id: "ReferralPage" });

/** One or many of one day, a name alone being enough. The referrer is the key person recognised on that day. */
export const NewReferrals = z
  .strictObject({
    referredOn: BusinessDay,
    evidence: Evidence,
    documentId: Id.optional(),
    people: z
      .array(z.union([NewPerson, z.strictObject({ id: Id })]))
      .min(1)
      .max(100),
  })
  .meta({ id: "NewReferrals" });
export type NewReferrals = z.infer<typeof NewReferrals>;

/** `ids`: these alone, as many as can be recorded at once. */
export const ReferralQuery = pageQuery.extend({
  ids: z
    .string()
    .max(6_500)
    .regex(/^[^,]{1,64}(?:,[^,]{1,64}){0,99}$/)
    .optional(),
});
