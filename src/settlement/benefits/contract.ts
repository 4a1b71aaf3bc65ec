import * as z from "zod";
import { Code } from "../../campaigns/catalogue/contract";
import { page, pageQuery } from "../../http/page";
import { line, paragraph } from "../../http/text";
import { Fen, PayableBps } from "../../money/contract";
import { NewPerson } from "../../people/contract";
import { BusinessDay } from "../../time/contract";

/** A regular discount that the buyer may have: what it is, when it applies, what it takes off. */
const RegularBenefit = z.strictObject({ id: z.string(), label: z.string(), when: z.string(), effect: z.string() });

/** A group discount that the buyer has once so many homes count; by the account's category, or by a document from the buyer alone. */
export const TierBenefit = z
  .strictObject({ source: z.enum(["category", "credential"]), who: z.string(), fromUnits: z.int().min(1), effect: z.string() })
  .meta({ id: "TierBenefit" });

/**
 * 優惠細則及使用權利: the discounts that a person may expect, on which conditions, before a home is chosen. What is printed was
 * fixed on the day of issue. `used`: a home was subscribed on it; a cancelled deal gives it back.
 */
export const Benefits = z
  .strictObject({
    id: z.string(),
    engagementId: z.string(),
    /** In its campaign. */
    number: z.int().min(1),
    personId: z.string(),
    /** Null once the person was erased. */
    personName: z.string().nullable(),
    state: z.enum(["issued", "confirmed", "used", "expired", "void"]),
    issuedOn: BusinessDay,
    issuedByName: z.string(),
    issuedAt: z.iso.datetime(),
    /** The last day on which a home may be subscribed on it. */
    expiresOn: BusinessDay,
    transferable: z.enum(["no", "family"]),
    policyNumber: z.int().min(1),
    /** The version that prices a home subscribed today; another than the paper's does not keep what the paper says. */
    policyInForce: z.int().min(1).nullable(),
    engineRevision: z.int().min(1),
    agencyName: z.string(),
    developerName: z.string(),
    projectName: z.string(),
    campaignName: z.string(),
    /** Null of a credential's channel. */
    accountName: z.string().nullable(),
    category: z.string().nullable(),
    credential: z.string().nullable(),
    regular: z.array(RegularBenefit),
    tiers: z.array(TierBenefit),
    /** Kinds of home that have the discounts, and those that count; null: all. */
    pricedProducts: z.string().nullable(),
    countedProducts: z.string().nullable(),
    /** The campaign's days of subscription. */
    startsOn: BusinessDay,
    endsOn: BusinessDay,
    signWithinDays: z.int().min(0),
    /** A tier reached later is given to those who signed before. */
    retroactive: z.boolean(),
    /** What a fall of the count does before settlement; null where the count of the signing day decides for good. */
    onDrop: z.enum(["keep", "reverse"]).nullable(),
    floorBps: PayableBps.nullable(),
    confirmedOn: BusinessDay.nullable(),
    documentNumber: z.string().nullable(),
    confirmedByName: z.string().nullable(),
    voidReason: z.string().nullable(),
    voidedByName: z.string().nullable(),
    /** The home that was subscribed on it. */
    deal: z.strictObject({ id: z.string(), building: z.string(), unitNumber: z.string() }).nullable(),
    acts: z.array(z.enum(["confirm", "void"])),
  })
  .meta({ id: "Benefits" });
export type Benefits = z.infer<typeof Benefits>;

/** The latest first. */
export const BenefitsPage = page(Benefits).meta({ id: "BenefitsPage" });
export type BenefitsPage = z.infer<typeof BenefitsPage>;

export const BenefitsQuery = pageQuery;

/** Why a day is recorded further back than the campaign allows; only who may record that gives it. */
const late = paragraph(500).optional();

/** For somebody without a home of the engagement. In a credential's channel the credential is the channel's own. */
export const NewBenefits = z
  .strictObject({
    person: z.union([NewPerson, z.strictObject({ id: z.string().min(1).max(64) })]),
    credential: Code.optional(),
    issuedOn: BusinessDay,
    expiresOn: BusinessDay,
    transferable: Benefits.shape.transferable,
    reason: late,
  })
  .meta({ id: "NewBenefits" });
export type NewBenefits = z.infer<typeof NewBenefits>;

/** The buyer signed the paper on this day; it is filed under this number. */
export const BenefitsConfirmation = z
  .strictObject({ confirmedOn: BusinessDay, documentNumber: line(60), reason: late })
  .meta({ id: "BenefitsConfirmation" });
export type BenefitsConfirmation = z.infer<typeof BenefitsConfirmation>;

export const BenefitsVoiding = z.strictObject({ reason: paragraph(500) }).meta({ id: "BenefitsVoiding" });

/**
 * The papers that a deal was subscribed on, one of a buyer. Prices only where the deal's version is another than the paper's:
 * what the home costs by the one and by the other, at the same count as if it were signed with all
 * its proofs accepted.
 */
export const DealBenefits = z
  .strictObject({
    items: z.array(
      z.strictObject({
        benefits: Benefits,
        prices: z.strictObject({ units: z.int().min(0), promisedFen: Fen, payableFen: Fen }).nullable(),
      }),
    ),
    next: z.null(),
  })
  .meta({ id: "DealBenefits" });
export type DealBenefits = z.infer<typeof DealBenefits>;
