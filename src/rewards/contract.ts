import * as z from "zod";
import { FileMention } from "../files/contract";
import { page, pageQuery } from "../http/page";
import { line, paragraph } from "../http/text";
import { Fen, PositiveFen } from "../money/contract";
import { BusinessDay } from "../time/contract";
import { WriteOff } from "./write-offs/contract";

const Id = z.string().min(1).max(64);

/** A line of the reward ledger, in fen. Its state follows from its claim, its day and the holds: nothing is kept twice. */
export const RewardEntry = z
  .strictObject({
    id: z.string(),
    dealId: z.string(),
    building: z.string(),
    unitNumber: z.string(),
    personId: z.string(),
    personName: z.string().nullable(),
    kind: z.enum(["accrual", "top-up", "recovery", "returned", "write-off"]),
    amountFen: z.int(),
    /** How many units stood for the amount. */
    units: z.int().nullable(),
    successOn: BusinessDay.nullable(),
    claimableFrom: BusinessDay.nullable(),
    /** What a recovery takes back, or the recovery that a write-off gives up. */
    recoversId: z.string().nullable(),
    /** Of a recovery: what may still be written off; else null. */
    openFen: Fen.nullable(),
    postedOn: BusinessDay,
    claimId: z.string().nullable(),
    /** `written-off`: a recovery given up whole, and what gave it up. */
    state: z.enum(["accrued", "claimable", "claimed", "approved", "paid", "written-off"]),
  })
  .meta({ id: "RewardEntry" });
export type RewardEntry = z.infer<typeof RewardEntry>;

export const RecipientStatus = z.enum(["state-functionary", "state-enterprise", "private-employee", "self-employed"]);
export type RecipientStatus = z.infer<typeof RecipientStatus>;

/** Whether somebody may be given money: their status, the employer's consent, and what compliance decided. */
export const Recipient = z
  .strictObject({
    personId: z.string(),
    personName: z.string().nullable(),
    status: RecipientStatus.nullable(),
    consentDocument: FileMention.nullable(),
    decision: z.enum(["allowed", "held"]).nullable(),
    reason: z.string().nullable(),
    decidedByName: z.string().nullable(),
    yearlyLimitFen: Fen.nullable(),
    /** By decision, or by the default of the status. */
    mayBePaid: z.boolean(),
    version: z.int().min(0),
  })
  .meta({ id: "Recipient" });
export type Recipient = z.infer<typeof Recipient>;

export const Hold = z
  .strictObject({ id: z.string(), reason: z.string(), heldByName: z.string(), heldAt: z.iso.datetime() })
  .meta({ id: "RewardHold" });

/** What an engagement has earned for its key persons. */
export const Rewards = z
  .strictObject({
    entries: z.array(RewardEntry),
    recipients: z.array(Recipient),
    /** Write-offs that were asked for, the latest first. */
    writeOffs: z.array(WriteOff),
    hold: Hold.nullable(),
    /** The facts have moved on and the rewards follow: 結算中. */
    isSettling: z.boolean(),
    /** Of entries that are in no claim: what may be claimed today, recoveries taken off. */
    claimableFen: z.int(),
    accruedFen: z.int(),
    paidFen: z.int(),
  })
  .meta({ id: "Rewards" });
export type Rewards = z.infer<typeof Rewards>;

/** Why a deal earns nobody anything; docs/rewards.md says when each holds. */
export const WhyNotRewarded = z.enum([
  "cancelled",
  "no-rule",
  "own-purchase",
  "no-referral",
  "referral-too-late",
  "membership-not-checked",
  "not-signed",
  "first-instalment-not-paid",
  "nobody-recognised",
  "key-person-changed",
  "handover-too-late",
  "below-first-tier",
]);
export type WhyNotRewarded = z.infer<typeof WhyNotRewarded>;

/** What a deal comes to as a reward, by the facts of today: whom it earns for, or why nobody. */
export const RewardOutcome = z
  .strictObject({
    dealId: z.string(),
    building: z.string(),
    unitNumber: z.string(),
    referrerId: z.string().nullable(),
    referredOn: BusinessDay.nullable(),
    subscribedOn: BusinessDay,
    signedOn: BusinessDay.nullable(),
    isSigningConfirmed: z.boolean(),
    /** The day on which confirmed receipts of it reached what is due. */
    firstInstalmentOn: BusinessDay.nullable(),
    cancelledOn: BusinessDay.nullable(),
    /** Whom it earns for. */
    personId: z.string().nullable(),
    why: WhyNotRewarded.nullable(),
  })
  .meta({ id: "RewardOutcome" });
export type RewardOutcome = z.infer<typeof RewardOutcome>;

/** What decides who earns, of the version that prices today. */
export const RewardContinuity = z
  .strictObject({
    policyNumber: z.int().min(1),
    continuity: z.enum(["strict", "handover"]),
    handoverDays: z.int().min(0),
    claimableAfterDays: z.int().min(0),
  })
  .meta({ id: "RewardContinuity" });
export type RewardContinuity = z.infer<typeof RewardContinuity>;

/** What an engagement has earned, with each of its deals and why it earns, or not; `rule` is null where nobody earns. */
export const Earnings = Rewards.extend({ deals: z.array(RewardOutcome), rule: RewardContinuity.nullable() }).meta({ id: "Earnings" });
export type Earnings = z.infer<typeof Earnings>;

export const ClaimState = z.enum(["claimed", "approved", "paid", "returned"]);

export const Claim = z
  .strictObject({
    id: z.string(),
    campaignId: z.string(),
    engagementId: z.string(),
    accountName: z.string().nullable(),
    personId: z.string(),
    personName: z.string().nullable(),
    grossFen: PositiveFen,
    taxFen: Fen.nullable(),
    offsetFen: Fen.nullable(),
    offsetDealId: z.string().nullable(),
    cashFen: Fen.nullable(),
    state: ClaimState,
    witnessName: z.string(),
    claimedByName: z.string(),
    claimedAt: z.iso.datetime(),
    approvedByName: z.string().nullable(),
    approvedAt: z.iso.datetime().nullable(),
    paidByName: z.string().nullable(),
    paidOn: BusinessDay.nullable(),
    receiptNumber: z.string().nullable(),
    /** The receipt as who was paid has signed it. */
    document: FileMention.nullable(),
    remark: z.string().nullable(),
    /** Who sent it back and when; only of a claim that is read by itself. */
    returned: z.strictObject({ byName: z.string(), at: z.iso.datetime() }).nullable().optional(),
    version: z.int().min(1),
  })
  .meta({ id: "Claim" });
export type Claim = z.infer<typeof Claim>;

export const ClaimPage = page(Claim).meta({ id: "ClaimPage" });
export const ClaimQuery = pageQuery.extend({ state: ClaimState.optional() });

/** What an agency has handed to its developer's finance: before its approval, or sent back, a claim is the agency's own affair. */
export const HandedClaimQuery = pageQuery.extend({ state: z.enum(["approved", "paid"]).default("paid") });

/** A claim as the developer's finance looks it up: home by home, and the home that it was set off against. */
export const HandedClaim = Claim.extend({
  entries: z.array(
    RewardEntry.pick({ id: true, building: true, unitNumber: true, kind: true, amountFen: true, successOn: true, claimableFrom: true }),
  ),
  offsetHome: z.strictObject({ building: z.string(), unitNumber: z.string() }).nullable(),
}).meta({ id: "HandedClaim" });
export type HandedClaim = z.infer<typeof HandedClaim>;

/** Everything that may be claimed for a person, with what was seen: card, work permit, and who of the team came along. */
export const NewClaim = z
  .strictObject({
    personId: Id,
    identityCardSeen: z.literal(true),
    workPermitSeen: z.literal(true),
    witnessId: Id,
  })
  .meta({ id: "NewClaim" });
export type NewClaim = z.infer<typeof NewClaim>;

export const ClaimReturn = z.strictObject({ remark: paragraph(500) }).meta({ id: "ClaimReturn" });

/** Tax withheld, and what is set off against the person's own deal; the rest is paid out, against a signed receipt. */
export const Payment = z
  .strictObject({
    taxFen: Fen,
    offset: z.strictObject({ dealId: Id, amountFen: PositiveFen }).optional(),
    paidOn: BusinessDay,
    receiptNumber: line(40),
    documentId: Id.optional(),
  })
  .meta({ id: "RewardPayment" });
export type Payment = z.infer<typeof Payment>;

/** Where no developer is linked, with the receipt as who was paid has signed it. */
export const OwnPayment = Payment.extend({ documentId: Id }).meta({ id: "OwnRewardPayment" });
export type OwnPayment = z.infer<typeof OwnPayment>;

export const RecipientEdit = z.strictObject({ status: RecipientStatus, consentDocumentId: Id.optional() }).meta({ id: "RecipientEdit" });
export type RecipientEdit = z.infer<typeof RecipientEdit>;

export const RecipientDecision = z
  .strictObject({ decision: z.enum(["allowed", "held"]), reason: paragraph(500), yearlyLimitFen: Fen.nullable() })
  .meta({ id: "RecipientDecision" });
export type RecipientDecision = z.infer<typeof RecipientDecision>;

export const HoldRequest = z.strictObject({ reason: paragraph(500) }).meta({ id: "RewardHoldRequest" });
