import * as z from "zod";
import { DealState, LedgerEntry, SupplementKind } from "../../deals/contract";
import { Fen } from "../../money/contract";
import { QuotedTier, QuoteLine } from "../../policies/quoting/contract";
import { BusinessDay } from "../../time/contract";
import { PriceLine } from "../statement/contract";

/** The paper of a deal that opens its buyer's own page; `secret` is what its code holds. */
export const Receipt = z
  .strictObject({ id: z.string(), issuedByName: z.string(), issuedAt: z.iso.datetime(), secret: z.string() })
  .meta({ id: "Receipt" });
export type Receipt = z.infer<typeof Receipt>;

/** The one that opens the page now; null where none was issued, or it was withdrawn. */
export const ReceiptOfDeal = z.strictObject({ receipt: Receipt.nullable() }).meta({ id: "ReceiptOfDeal" });

export const ReceiptLookup = z.strictObject({ secret: z.string().min(1).max(200) }).meta({ id: "ReceiptLookup" });

/** What made a price, without whose: the count and the day, that a special price was approved, or the buyer's own supplement. */
const OwnCause = z.strictObject({
  kind: z.enum(["reached", "lost", "special", "supplement"]),
  units: z.int().min(0).nullable(),
  supplement: z.strictObject({ change: SupplementKind, documentNumber: z.string().nullable() }).nullable(),
  day: BusinessDay,
});

const OwnLine = PriceLine.pick({ id: true, kind: true, amountFen: true, postedOn: true, state: true, route: true, fulfilledOn: true })
  .extend({ because: OwnCause.nullable() })
  .strict();

const OwnEntry = LedgerEntry.pick({ id: true, kind: true, item: true, amountFen: true, onDay: true, state: true }).strict();

/**
 * A buyer's own deal, and of the others it counts with nothing but their number. Amounts in fen, days in the project's
 * zone. `dueFen` is payable without what is provisional + forfeited − received + refunded: negative is due back now.
 */
export const OwnDeal = z
  .strictObject({
    agencyName: z.string(),
    /** The day it was read, in the campaign's zone: what is printed says of when it is. */
    asOf: BusinessDay,
    projectName: z.string(),
    campaignName: z.string(),
    accountName: z.string().nullable(),
    building: z.string(),
    unitNumber: z.string(),
    areaCentiSqm: z.int().nullable(),
    state: DealState,
    subscribedOn: BusinessDay,
    signedOn: BusinessDay.nullable(),
    cancelledOn: BusinessDay.nullable(),
    /** Until when it must be signed to count; null once it is signed or cancelled. */
    signBy: BusinessDay.nullable(),
    listPriceFen: Fen,
    contractPriceFen: Fen.nullable(),
    steps: z.array(QuoteLine),
    /** Null before signing. */
    payableFen: Fen.nullable(),
    /** Units of the account, or of the credential's channel, that count now. */
    countedUnits: z.int().min(0),
    counts: z.boolean(),
    tier: QuotedTier.nullable(),
    /** The next threshold that lowers anybody's price, and what it would save this buyer. */
    next: z.strictObject({ fromUnits: z.int().min(2), moreUnits: z.int().min(1), savesFen: Fen, by: BusinessDay.nullable() }).nullable(),
    /** Signed at the tier, the price does not rise when others cancel. */
    lines: z.array(OwnLine),
    /** Lines that are not settled yet: negative is expected to come back to the buyer. */
    provisionalFen: z.int(),
    entries: z.array(OwnEntry),
    receivedFen: Fen,
    refundedFen: Fen,
    forfeitedFen: Fen,
    /** Of what was received: not confirmed by finance yet. */
    unconfirmedFen: Fen,
    dueFen: z.int().nullable(),
    isSettling: z.boolean(),
  })
  .meta({ id: "OwnDeal" });
export type OwnDeal = z.infer<typeof OwnDeal>;
