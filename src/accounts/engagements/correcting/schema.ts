import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Corrections of typing of a key person; an approved one has put who was meant in the place of who had been named. */
export const keyPersonCorrections = sqliteTable(
  "key_person_corrections",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    number: integer().notNull(),
    engagementId: text("engagement_id").notNull(),
    recognitionId: text("recognition_id").notNull(),
    wasPersonId: text("was_person_id").notNull(),
    wasPost: text("was_post").notNull(),
    personId: text("person_id").notNull(),
    post: text().notNull(),
    reason: text().notNull(),
    documentId: text("document_id").notNull(),
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
