import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Catalogue } from "./catalogue/contract";

/** One agency's key-account campaign for one project. Days are business days in `zone`, both included. */
export const campaigns = sqliteTable(
  "campaigns",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    name: text().notNull(),
    projectId: text("project_id").notNull(),
    status: text({ enum: ["draft", "running", "closed", "archived"] })
      .notNull()
      .default("draft"),
    startsOn: text("starts_on").notNull(),
    endsOn: text("ends_on").notNull(),
    zone: text().notNull(),
    /** How far back a day may be recorded without a manager; null is without limit. */
    backdateDays: integer("backdate_days"),
    catalogue: text({ mode: "json" }).$type<Catalogue>().notNull(),
    template: text(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Groups that take part in a campaign: what a consultant bound by group sees. */
export const campaignGroups = sqliteTable(
  "campaign_groups",
  { agencyId: text("agency_id").notNull(), campaignId: text("campaign_id").notNull(), groupId: text("group_id").notNull() },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId, table.groupId] })],
);
