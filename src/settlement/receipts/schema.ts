import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The papers by which buyers see their own deals; of a deal one at a time opens anything. */
export const receipts = sqliteTable(
  "receipts",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    dealId: text("deal_id").notNull(),
    issuedBy: text("issued_by").notNull(),
    issuedByName: text("issued_by_name").notNull(),
    issuedAt: integer("issued_at").notNull(),
    withdrawnAt: integer("withdrawn_at"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
