import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PolicyTerms } from "./contract";

/** Pricing and reward rules of a campaign, version by version; what is published never changes (triggers). */
export const policyVersions = sqliteTable(
  "policy_versions",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    campaignId: text("campaign_id").notNull(),
    number: integer().notNull(),
    status: text({ enum: ["draft", "submitted", "returned", "approved", "published", "superseded"] })
      .notNull()
      .default("draft"),
    effectiveFrom: text("effective_from"),
    terms: text({ mode: "json" }).$type<PolicyTerms>().notNull(),
    basedOn: text("based_on"),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    publishedAt: integer("published_at"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
