import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { FieldChange } from "../audit/schema";
import type { QuotedTier } from "../policies/quoting/contract";
import type { Because, WithdrawnBecause } from "./contract";

/** One unit bought by its parties, with what the home and the buyer were at subscription. */
export const deals = sqliteTable(
  "deals",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    campaignId: text("campaign_id").notNull(),
    engagementId: text("engagement_id").notNull(),
    /** The engagement's, for lists. */
    accountId: text("account_id"),
    unitId: text("unit_id").notNull(),
    building: text().notNull(),
    unitNumber: text("unit_number").notNull(),
    product: text(),
    areaCentiSqm: integer("area_centi_sqm"),
    listPriceFen: integer("list_price_fen").notNull(),
    policyVersionId: text("policy_version_id").notNull(),
    policyNumber: integer("policy_number").notNull(),
    category: text(),
    paymentMethod: text("payment_method").notNull(),
    credential: text(),
    referralId: text("referral_id"),
    sellerId: text("seller_id").notNull(),
    sellerName: text("seller_name").notNull(),
    state: text({ enum: ["subscribed", "signed", "completed", "cancelled"] })
      .notNull()
      .default("subscribed"),
    subscribedOn: text("subscribed_on").notNull(),
    signedOn: text("signed_on"),
    contractNumber: text("contract_number"),
    contractPriceFen: integer("contract_price_fen"),
    signedBy: text("signed_by"),
    signedByName: text("signed_by_name"),
    extendedTo: text("extended_to"),
    confirmedFen: integer("confirmed_fen").notNull().default(0),
    completedOn: text("completed_on"),
    cancelledOn: text("cancelled_on"),
    cancelReason: text("cancel_reason"),
    cancellationDocumentId: text("cancellation_document_id"),
    signingConfirmedBy: text("signing_confirmed_by"),
    signingConfirmedByName: text("signing_confirmed_by_name"),
    signingConfirmedAt: integer("signing_confirmed_at"),
    signingDocumentId: text("signing_document_id"),
    /** Finance refused the signing that had been reported; until it is signed again. */
    signingRefusedBy: text("signing_refused_by"),
    signingRefusedByName: text("signing_refused_by_name"),
    signingRefusedAt: integer("signing_refused_at"),
    signingRefusedWhy: text("signing_refused_why"),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** The 1–4 buyers of a deal. */
export const parties = sqliteTable(
  "parties",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    dealId: text("deal_id").notNull(),
    personId: text("person_id").notNull(),
    position: integer().notNull(),
    shareBps: integer("share_bps").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.dealId, table.position] })],
);

/** Whose work a deal is. A share of a group alone has the group's id and name in the person's place. */
export const attributions = sqliteTable(
  "attributions",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    dealId: text("deal_id").notNull(),
    userId: text("user_id").notNull(),
    userName: text("user_name").notNull(),
    groupId: text("group_id"),
    shareBps: integer("share_bps").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.dealId, table.userId] })],
);

/** That a buyer belongs to the account, or holds a credential. */
export const proofs = sqliteTable(
  "proofs",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    dealId: text("deal_id").notNull(),
    kind: text({ enum: ["work-permit", "chamber-roll", "stall-licence", "social-insurance", "kinship", "credential"] }).notNull(),
    credential: text(),
    documentId: text("document_id"),
    expiresOn: text("expires_on"),
    submittedBy: text("submitted_by").notNull(),
    submittedByName: text("submitted_by_name").notNull(),
    submittedAt: integer("submitted_at").notNull(),
    outcome: text({ enum: ["accepted", "refused"] }),
    checkedBy: text("checked_by"),
    checkedByName: text("checked_by_name"),
    checkedAt: integer("checked_at"),
    remark: text(),
    /** The supplement that brought other buyers: it proved of the old ones what it says, and proves nothing of the new. */
    supersededBy: text("superseded_by"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** What is due, came in, went back or was kept of a deal; amounts in fen, never changed. */
export const dealLedger = sqliteTable(
  "deal_ledger",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    dealId: text("deal_id").notNull(),
    kind: text({ enum: ["due", "receipt", "refund", "forfeit"] }).notNull(),
    item: text({ enum: ["deposit", "first-instalment", "mortgage", "balance", "reward-offset", "other"] }).notNull(),
    amountFen: integer("amount_fen").notNull(),
    onDay: text("on_day").notNull(),
    state: text({ enum: ["reported", "confirmed", "refused", "withdrawn"] })
      .notNull()
      .default("reported"),
    reportedBy: text("reported_by").notNull(),
    reportedByName: text("reported_by_name").notNull(),
    reportedAt: integer("reported_at").notNull(),
    decidedBy: text("decided_by"),
    decidedByName: text("decided_by_name"),
    decidedAt: integer("decided_at"),
    documentId: text("document_id"),
    /** What finance confirmed it with; one for all lines that were confirmed together. */
    confirmingDocumentId: text("confirming_document_id"),
    remark: text(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** What a deal costs, line by line, in fen; the lines that stand add up to its payable. */
export const priceLines = sqliteTable(
  "price_lines",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    dealId: text("deal_id").notNull(),
    kind: text({ enum: ["base", "adjustment", "closing"] }).notNull(),
    amountFen: integer("amount_fen").notNull(),
    because: text({ mode: "json" }).$type<Because>(),
    postedOn: text("posted_on").notNull(),
    state: text({ enum: ["provisional", "final", "fulfilled", "withdrawn"] }).notNull(),
    withdrawnOn: text("withdrawn_on"),
    withdrawnBecause: text("withdrawn_because", { mode: "json" }).$type<WithdrawnBecause>(),
    route: text({ enum: ["contract", "balance", "cash"] }),
    documentNumber: text("document_number"),
    fulfilledOn: text("fulfilled_on"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** What settling found for a deal: a projection of the facts, written with its lines. */
export const dealPrices = sqliteTable(
  "deal_prices",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    dealId: text("deal_id").notNull(),
    standing: text({ enum: ["counted", "alone", "none"] }).notNull(),
    why: text(),
    units: integer().notNull(),
    payableFen: integer("payable_fen"),
    tier: text({ mode: "json" }).$type<QuotedTier>(),
    openFen: integer("open_fen").notNull(),
    stopsAtFloor: integer("stops_at_floor", { mode: "boolean" }).notNull(),
    because: text({ mode: "json" }).$type<Because>(),
    groupVersion: integer("group_version").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.dealId] })],
);

/** Typed changes of signed facts (補充協議). */
export const supplements = sqliteTable(
  "supplements",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    dealId: text("deal_id").notNull(),
    kind: text({
      enum: ["unit", "name", "co-buyer", "payment-method", "price", "measured-area", "engagement", "cancellation"],
    }).notNull(),
    signedOn: text("signed_on").notNull(),
    documentNumber: text("document_number"),
    documentId: text("document_id"),
    change: text({ mode: "json" }).$type<FieldChange[]>().notNull(),
    recordedBy: text("recorded_by").notNull(),
    recordedByName: text("recorded_by_name").notNull(),
    recordedAt: integer("recorded_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** What lists of deals are found, put in order and summed by: one row for each deal, kept by triggers alone. */
export const dealListing = sqliteTable(
  "deal_listing",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    dealId: text("deal_id").notNull(),
    engagementId: text("engagement_id").notNull(),
    /** The engagement's. */
    accountName: text("account_name"),
    building: text().notNull(),
    unitNumber: text("unit_number").notNull(),
    subscribedOn: text("subscribed_on").notNull(),
    state: text({ enum: ["subscribed", "signed", "completed", "cancelled"] }).notNull(),
    isCounted: integer("is_counted", { mode: "boolean" }).notNull().default(false),
    payableFen: integer("payable_fen"),
    /** What was received less what went back or was kept, as reported. */
    paidFen: integer("paid_fen").notNull().default(0),
    /** What of the price is only expected, and so is not due yet. */
    provisionalFen: integer("provisional_fen").notNull().default(0),
    /** The first day on which more was due than came in. */
    nextDueOn: text("next_due_on"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.dealId] })],
);
