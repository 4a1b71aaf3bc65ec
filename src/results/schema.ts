import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Figures } from "./contract";

/** The sums of one day of a campaign, by category ("" is a credential channel's), as they were reckoned at a mark's version. */
export const results = sqliteTable(
  "results",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    day: text().notNull(),
    version: integer().notNull(),
    figures: text({ mode: "json" }).$type<Record<string, Figures>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId, table.day] })],
);

/** Days with a fact that their sums do not know yet; triggers raise them. */
export const resultMarks = sqliteTable(
  "result_marks",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    day: text().notNull(),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId, table.day] })],
);
