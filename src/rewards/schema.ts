import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What key persons have earned, in fen; recoveries are negative. Append-only. */
export const rewardEntries = sqliteTable(
  "reward_entries",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    engagementId: text("engagement_id").notNull(),
    personId: text("person_id").notNull(),
    dealId: text("deal_id").notNull(),
    kind: text({ enum: ["accrual", "top-up", "recovery", "returned", "write-off"] }).notNull(),
    amountFen: integer("amount_fen").notNull(),
    units: integer(),
    successOn: text("success_on"),
    claimableFrom: text("claimable_from"),
    recoversId: text("recovers_id"),
    postedOn: text("posted_on").notNull(),
    claimId: text("claim_id"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** A key person's request to be paid (領獎). */
export const claims = sqliteTable(
  "claims",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    engagementId: text("engagement_id").notNull(),
    /** The engagement's, for lists. */
    accountId: text("account_id"),
    personId: text("person_id").notNull(),
    grossFen: integer("gross_fen").notNull(),
    taxFen: integer("tax_fen"),
    offsetFen: integer("offset_fen"),
    offsetDealId: text("offset_deal_id"),
    cashFen: integer("cash_fen"),
    state: text({ enum: ["claimed", "approved", "paid", "returned"] })
      .notNull()
      .default("claimed"),
    witnessId: text("witness_id").notNull(),
    witnessName: text("witness_name").notNull(),
    claimedBy: text("claimed_by").notNull(),
    claimedByName: text("claimed_by_name").notNull(),
    claimedAt: integer("claimed_at").notNull(),
    approvedBy: text("approved_by"),
    approvedByName: text("approved_by_name"),
    approvedAt: integer("approved_at"),
    paidBy: text("paid_by"),
    paidByName: text("paid_by_name"),
    paidAt: integer("paid_at"),
    paidOn: text("paid_on"),
    receiptNumber: text("receipt_number"),
    /** The receipt, as who was paid has signed it. */
    documentId: text("document_id"),
    remark: text(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Whether a key person may be given money: what they are, and what compliance has decided of them. */
export const recipients = sqliteTable(
  "recipients",
  {
    agencyId: text("agency_id").notNull(),
    personId: text("person_id").notNull(),
    status: text({ enum: ["state-functionary", "state-enterprise", "private-employee", "self-employed"] }).notNull(),
    consentDocumentId: text("consent_document_id"),
    decision: text({ enum: ["allowed", "held"] }),
    yearlyLimitFen: integer("yearly_limit_fen"),
    reason: text(),
    decidedBy: text("decided_by"),
    decidedByName: text("decided_by_name"),
    decidedAt: integer("decided_at"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.personId] })],
);

/** A stop with a reason on all that an engagement has earned. */
export const rewardHolds = sqliteTable(
  "reward_holds",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    engagementId: text("engagement_id").notNull(),
    reason: text().notNull(),
    heldBy: text("held_by").notNull(),
    heldByName: text("held_by_name").notNull(),
    heldAt: integer("held_at").notNull(),
    liftedBy: text("lifted_by"),
    liftedByName: text("lifted_by_name"),
    liftedAt: integer("lifted_at"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
