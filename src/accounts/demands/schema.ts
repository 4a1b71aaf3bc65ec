import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How many homes an account says that it will take, by product; of a product one stands at a time. */
export const declaredDemands = sqliteTable(
  "declared_demands",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    engagementId: text("engagement_id").notNull(),
    product: text(),
    units: integer().notNull(),
    declaredOn: text("declared_on").notNull(),
    personId: text("person_id"),
    recordedBy: text("recorded_by").notNull(),
    recordedByName: text("recorded_by_name").notNull(),
    recordedAt: integer("recorded_at").notNull(),
    endedAt: integer("ended_at"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
