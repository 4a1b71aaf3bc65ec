import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { earnestStates } from "./contract";

/** Earnest money of a lead: reported by the agency, confirmed by finance, given back. Amounts in fen. */
export const earnestDeposits = sqliteTable(
  "earnest_deposits",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    leadId: text("lead_id").notNull(),
    amountFen: integer("amount_fen").notNull(),
    paidOn: text("paid_on").notNull(),
    documentNumber: text("document_number").notNull(),
    documentId: text("document_id"),
    state: text({ enum: earnestStates }).notNull().default("reported"),
    reportedBy: text("reported_by").notNull(),
    reportedByName: text("reported_by_name").notNull(),
    reportedAt: integer("reported_at").notNull(),
    decidedBy: text("decided_by"),
    decidedByName: text("decided_by_name"),
    decidedAt: integer("decided_at"),
    refusedBecause: text("refused_because"),
    refundAskedBy: text("refund_asked_by"),
    refundAskedByName: text("refund_asked_by_name"),
    refundAskedAt: integer("refund_asked_at"),
    refundBecause: text("refund_because"),
    refundedOn: text("refunded_on"),
    refundedBy: text("refunded_by"),
    refundedByName: text("refunded_by_name"),
    refundedAt: integer("refunded_at"),
    refundDocumentNumber: text("refund_document_number"),
    refundDocumentId: text("refund_document_id"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
