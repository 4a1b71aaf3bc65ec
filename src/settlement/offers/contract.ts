import * as z from "zod";
import { paragraph } from "../../http/text";
import { AreaCentiSqm, Fen } from "../../money/contract";
import { CalculationStep, QuotedTier, QuoteLine } from "../../policies/quoting/contract";
import { BusinessDay } from "../../time/contract";

/**
 * A row of the conditional table: what the home costs while the count lies between two numbers, both included.
 * `lessFen` is what it is less than the price now; negative where it is more.
 */
export const OfferRow = z
  .strictObject({
    fromUnits: z.int().min(0),
    /** Null: and more. */
    toUnits: z.int().min(0).nullable(),
    tier: QuotedTier.nullable(),
    payableFen: Fen,
    lessFen: z.int(),
    stopsAtFloor: z.boolean(),
    /** The price now is this row's. */
    isNow: z.boolean(),
  })
  .meta({ id: "OfferRow" });

/** 優惠告知書. `effective` is one that was confirmed and its contract signed; of a cancelled deal nothing is live. */
export const Offer = z
  .strictObject({
    id: z.string(),
    number: z.int().min(1),
    state: z.enum(["issued", "confirmed", "effective", "superseded", "void"]),
    issuedOn: BusinessDay,
    issuedByName: z.string(),
    issuedAt: z.iso.datetime(),
    signBy: BusinessDay,
    policyNumber: z.int().min(1),
    engineRevision: z.int().min(1),
    building: z.string(),
    unitNumber: z.string(),
    areaCentiSqm: AreaCentiSqm.nullable(),
    paymentMethod: z.string(),
    /** Counted units that it is priced at, this home included. */
    units: z.int().min(0),
    list: CalculationStep,
    lines: z.array(QuoteLine),
    payableFen: Fen,
    saved: CalculationStep,
    tier: QuotedTier.nullable(),
    stopsAtFloor: z.boolean(),
    rows: z.array(OfferRow),
    /** The price follows the count of its group. */
    counts: z.boolean(),
    /** What a fall of the count does before settlement; null where the count of the signing day decides for good. */
    onDrop: z.enum(["keep", "reverse"]).nullable(),
    /** Regular discounts of the price that want a signing sooner than by `signBy`: the last day of each. */
    earlySignings: z.array(z.strictObject({ label: z.string(), until: BusinessDay })),
    /** Regular discounts of the price that want the buyer's membership proved. */
    memberDiscounts: z.array(z.string()),
    /** False: it holds once the buyer's membership is proved. */
    isMember: z.boolean(),
    /** What the tiers of special prices hang on where it was not met yet: so many units by the end of a day. */
    commitments: z.array(z.strictObject({ units: z.int().min(1), by: BusinessDay })),
    confirmedOn: BusinessDay.nullable(),
    confirmedByName: z.string().nullable(),
    voidReason: z.string().nullable(),
    voidedByName: z.string().nullable(),
  })
  .meta({ id: "Offer" });
export type Offer = z.infer<typeof Offer>;

/** The latest first. */
export const Offers = z.strictObject({ items: z.array(Offer), next: z.null() }).meta({ id: "Offers" });
export type Offers = z.infer<typeof Offers>;

/** Why a day is recorded further back than the campaign allows; only who may record that gives it. */
const late = paragraph(500).optional();

export const NewOffer = z.strictObject({ issuedOn: BusinessDay, reason: late }).meta({ id: "NewOffer" });
export type NewOffer = z.infer<typeof NewOffer>;

/** The buyer signed the paper on this day. */
export const OfferConfirmation = z.strictObject({ confirmedOn: BusinessDay, reason: late }).meta({ id: "OfferConfirmation" });
export type OfferConfirmation = z.infer<typeof OfferConfirmation>;

export const OfferVoiding = z.strictObject({ reason: paragraph(500) }).meta({ id: "OfferVoiding" });
