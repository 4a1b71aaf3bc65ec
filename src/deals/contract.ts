import * as z from "zod";
import { Code } from "../campaigns/catalogue/contract";
import { FileMention } from "../files/contract";
import { page, pageQuery } from "../http/page";
import { line, paragraph } from "../http/text";
import { Fen, FenTotal, PositiveFen } from "../money/contract";
import { NewPerson } from "../people/contract";
import { QuotedTier } from "../policies/quoting/contract";
import { BusinessDay } from "../time/contract";

const Id = z.string().min(1).max(64);

export const SupplementKind = z.enum(["unit", "name", "payment-method", "price", "measured-area", "engagement"]);
export type SupplementKind = z.infer<typeof SupplementKind>;

/**
 * What made a price: the deal whose signing reached its tier, or whose cancellation lost it; the special price (特批) that
 * was approved on a day; or a supplement (補充協議) with its day and the number of its paper.
 */
export const Because = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["reached", "lost"]), units: z.int().min(0), day: BusinessDay, dealId: z.string() }),
    z.strictObject({ kind: z.literal("special"), specialId: z.string(), number: z.int().min(1), day: BusinessDay }),
    z.strictObject({
      kind: z.literal("supplement"),
      supplementId: z.string(),
      change: SupplementKind,
      documentNumber: z.string().nullable(),
      day: BusinessDay,
    }),
  ])
  .meta({ id: "Because" });
export type Because = z.infer<typeof Because>;

/** What took a line back: what moved the price the other way, or that the signing of a day was taken back or refused. */
export const WithdrawnBecause = z
  .discriminatedUnion("kind", [...Because.options, z.strictObject({ kind: z.literal("unsigned"), day: BusinessDay })])
  .meta({ id: "WithdrawnBecause" });
export type WithdrawnBecause = z.infer<typeof WithdrawnBecause>;

export const DealState = z.enum(["subscribed", "signed", "completed", "cancelled"]);
export type DealState = z.infer<typeof DealState>;

/** A buyer of a deal; the name is null once the person was erased. */
export const Party = z
  .strictObject({ personId: z.string(), name: z.string().nullable(), shareBps: z.int().min(1).max(10_000) })
  .meta({ id: "Party" });
export type Party = z.infer<typeof Party>;

/** What settling found: whether and how the deal counts, and what it costs now. */
export const DealPrice = z
  .strictObject({
    standing: z.enum(["counted", "alone", "none"]),
    /** Why it does not count. */
    why: z.string().nullable(),
    /** The count that it is priced at. */
    units: z.int().min(0),
    /** Null before signing. */
    payableFen: Fen.nullable(),
    tier: QuotedTier.nullable(),
    /** By how much the contract stays below what the rule asks now: an open item until a supplement. */
    openFen: z.int(),
    stopsAtFloor: z.boolean(),
    because: Because.nullable(),
  })
  .meta({ id: "DealPrice" });

/** One unit bought by its parties. Amounts in fen, days in the project's zone. */
export const Deal = z
  .strictObject({
    id: z.string(),
    campaignId: z.string(),
    engagementId: z.string(),
    accountName: z.string().nullable(),
    unitId: z.string(),
    building: z.string(),
    unitNumber: z.string(),
    product: z.string().nullable(),
    areaCentiSqm: z.int().nullable(),
    listPriceFen: Fen,
    policyNumber: z.int().min(1),
    category: z.string().nullable(),
    paymentMethod: z.string(),
    /** The credential claimed; it counts once a proof was accepted. */
    credential: z.string().nullable(),
    referralId: z.string().nullable(),
    sellerId: z.string(),
    sellerName: z.string(),
    state: DealState,
    subscribedOn: BusinessDay,
    signedOn: BusinessDay.nullable(),
    contractNumber: z.string().nullable(),
    contractPriceFen: Fen.nullable(),
    /** Who reported the signing; null before, and where nobody noted it. */
    signedByName: z.string().nullable(),
    /** Reported by who asks: they may take it back. */
    isSignedByCaller: z.boolean(),
    /** The last day to sign that an approval gave beyond the version's own. */
    extendedTo: BusinessDay.nullable(),
    completedOn: BusinessDay.nullable(),
    cancelledOn: BusinessDay.nullable(),
    cancelReason: z.string().nullable(),
    /** The agreement to cancel, as it was signed. */
    cancellationDocument: FileMention.nullable(),
    signingConfirmedByName: z.string().nullable(),
    signingConfirmedAt: z.iso.datetime().nullable(),
    /** What finance confirmed the signing with. */
    signingDocument: FileMention.nullable(),
    /** Finance refused the signing that had been reported, and why; until it is signed again. */
    signingRefusedByName: z.string().nullable(),
    signingRefusedAt: z.iso.datetime().nullable(),
    signingRefusedWhy: z.string().nullable(),
    price: DealPrice.nullable(),
    parties: z.array(Party),
    version: z.int().min(1),
  })
  .meta({ id: "Deal" });
export type Deal = z.infer<typeof Deal>;

/** A deal with its money: of what was reported, and neither refused nor withdrawn. */
export const DealDetail = Deal.extend({
  receivedFen: Fen,
  refundedFen: Fen,
  forfeitedFen: Fen,
  /** Of what was received: reported, and not confirmed by finance yet. */
  unconfirmedFen: Fen,
  /** By how much what is due by the ledger is more than the contract's price: it was typed when the price was another. */
  dueAboveFen: Fen,
  /** The facts have moved on and the prices follow: 結算中. */
  isSettling: z.boolean(),
}).meta({ id: "DealDetail" });
export type DealDetail = z.infer<typeof DealDetail>;

/** A deal in a list, with what its buyers have still to pay. */
export const ListedDeal = Deal.extend({
  /** What is payable and not only expected, less what came in; negative: back to the buyer. Null before signing. */
  dueFen: z.int().nullable(),
  /** The first day on which more was due than came in; it may be over. */
  nextDueOn: BusinessDay.nullable(),
}).meta({ id: "ListedDeal" });
export type ListedDeal = z.infer<typeof ListedDeal>;

export const DealPage = page(ListedDeal)
  .extend({
    /**
     * How many were found and what they come to, where an engagement, a building or a search bounds them: `dueFen` is what
     * is owed, without what goes back to others. `isCut`: more fit, and only so many of them were looked at.
     */
    found: z.strictObject({ deals: z.int().min(0), payableFen: FenTotal, dueFen: FenTotal, isCut: z.boolean() }).nullable(),
  })
  .meta({ id: "DealPage" });

/** `search` finds homes by building, by the beginning of their number, or both, and by a part of their account's name. */
export const DealQuery = pageQuery.extend({
  state: DealState.optional(),
  engagement: Id.optional(),
  building: line(20).optional(),
  search: line(40).optional(),
  sort: z.enum(["subscribed", "unit", "payable", "due"]).default("subscribed"),
  order: z.enum(["asc", "desc"]).default("desc"),
});
export type DealQuery = z.infer<typeof DealQuery>;

/** The shares of the buyers, in basis points, make the whole. */
const Buyers = z
  .array(z.strictObject({ person: z.union([NewPerson, z.strictObject({ id: Id })]), shareBps: z.int().min(1).max(10_000) }))
  .min(1)
  .max(4)
  .refine((buyers) => buyers.reduce((sum, { shareBps }) => sum + shareBps, 0) === 10_000, {
    params: { code: "shares-do-not-add-up" },
    error: "must add up to 10000",
  });

/**
 * A subscription (認購): a home, its buyers and how they pay. The version of that day prices it for ever.
 * `reason`: why it is recorded so late, where the campaign's days for that are over.
 */
export const Subscription = z
  .strictObject({
    engagementId: Id,
    unitId: Id,
    paymentMethod: Code,
    credential: Code.optional(),
    buyers: Buyers,
    referralId: Id.optional(),
    subscribedOn: BusinessDay,
    reason: paragraph(500).optional(),
  })
  .meta({ id: "Subscription" });
export type Subscription = z.infer<typeof Subscription>;

export const LedgerKind = z.enum(["due", "receipt", "refund", "forfeit"]);
export const LedgerItem = z.enum(["deposit", "first-instalment", "mortgage", "balance", "reward-offset", "other"]);

/** A line of a deal's ledger. Amounts are positive; the kind says which way the money goes. */
export const LedgerEntry = z
  .strictObject({
    id: z.string(),
    dealId: z.string(),
    kind: LedgerKind,
    item: LedgerItem,
    amountFen: PositiveFen,
    /** When it is due, or when the money moved. */
    onDay: BusinessDay,
    /** Refused by finance, or withdrawn by who reported it: it stays in sight and counts for nothing. */
    state: z.enum(["reported", "confirmed", "refused", "withdrawn"]),
    reportedByName: z.string(),
    /** Reported by who asks: they may take it back. */
    isOwn: z.boolean(),
    decidedByName: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    /** What it was reported with. */
    document: FileMention.nullable(),
    /** What finance confirmed it with; one for all that was confirmed together. */
    confirmingDocument: FileMention.nullable(),
    remark: z.string().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "LedgerEntry" });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const Ledger = z.strictObject({ items: z.array(LedgerEntry), next: z.null() }).meta({ id: "Ledger" });

/** Reported by the agency; what the buyer owes (`due`) needs nobody's confirmation. */
export const NewLedgerEntry = z
  .strictObject({
    kind: LedgerKind,
    item: LedgerItem.exclude(["reward-offset"]),
    amountFen: PositiveFen,
    onDay: BusinessDay,
    documentId: Id.optional(),
    reason: paragraph(500).optional(),
  })
  .meta({ id: "NewLedgerEntry" });
export type NewLedgerEntry = z.infer<typeof NewLedgerEntry>;

/** Why what was reported is taken back: who reported it was mistaken. */
export const Withdrawal = z.strictObject({ reason: paragraph(500) }).meta({ id: "Withdrawal" });
export type Withdrawal = z.infer<typeof Withdrawal>;

export const ProofKind = z.enum(["work-permit", "chamber-roll", "stall-licence", "social-insurance", "kinship", "credential"]);

/** That a buyer belongs to the account, or holds a credential. */
export const Proof = z
  .strictObject({
    id: z.string(),
    dealId: z.string(),
    kind: ProofKind,
    credential: z.string().nullable(),
    document: FileMention.nullable(),
    expiresOn: BusinessDay.nullable(),
    submittedByName: z.string(),
    outcome: z.enum(["accepted", "refused"]).nullable(),
    checkedByName: z.string().nullable(),
    checkedAt: z.iso.datetime().nullable(),
    remark: z.string().nullable(),
    /** The day of the supplement that brought other buyers: what it says of the old ones stays, and it proves nothing of the new. */
    supersededOn: BusinessDay.nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "Proof" });
export type Proof = z.infer<typeof Proof>;

export const Proofs = z.strictObject({ items: z.array(Proof), next: z.null() }).meta({ id: "Proofs" });

export const NewProof = z
  .strictObject({ kind: ProofKind, documentId: Id.optional(), expiresOn: BusinessDay.optional() })
  .meta({ id: "NewProof" });
export type NewProof = z.infer<typeof NewProof>;
