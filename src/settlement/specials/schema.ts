import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { SpecialEvaluation, SpecialTerms } from "./contract";

/** Special prices asked for, of one deal or of an engagement; what prices is the terms agreed on once they are approved. */
export const specials = sqliteTable(
  "specials",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    number: integer().notNull(),
    dealId: text("deal_id"),
    engagementId: text("engagement_id"),
    terms: text({ mode: "json" }).$type<SpecialTerms>().notNull(),
    counterTerms: text("counter_terms", { mode: "json" }).$type<SpecialTerms>(),
    reason: text().notNull(),
    evaluation: text({ mode: "json" }).$type<SpecialEvaluation>().notNull(),
    state: text({ enum: ["pending", "returned", "countered", "approved", "withdrawn"] })
      .notNull()
      .default("pending"),
    askedBy: text("asked_by").notNull(),
    askedByName: text("asked_by_name").notNull(),
    askedAt: integer("asked_at").notNull(),
    counteredBy: text("countered_by"),
    acceptedBy: text("accepted_by"),
    approvedAt: integer("approved_at"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
