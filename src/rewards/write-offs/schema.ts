import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Write-offs of recoveries that were asked for; an approved one is the entry of the ledger that has its id. */
export const writeOffs = sqliteTable(
  "write_offs",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    number: integer().notNull(),
    engagementId: text("engagement_id").notNull(),
    recoveryId: text("recovery_id").notNull(),
    amountFen: integer("amount_fen").notNull(),
    reason: text().notNull(),
    state: text({ enum: ["pending", "returned", "approved", "withdrawn"] })
      .notNull()
      .default("pending"),
    askedBy: text("asked_by").notNull(),
    askedByName: text("asked_by_name").notNull(),
    askedAt: integer("asked_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
