import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { languages } from "../../i18n/names";
import type { Assignment, FormField, FormTexts } from "./contract";

/** A public form; its address is `/f/{code}`, whose first character is the number of the shard. */
export const forms = sqliteTable(
  "forms",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    campaignId: text("campaign_id").notNull(),
    engagementId: text("engagement_id"),
    code: text().notNull().unique(),
    name: text().notNull(),
    texts: text({ mode: "json" }).$type<FormTexts>().notNull(),
    fields: text({ mode: "json" }).$type<FormField[]>().notNull(),
    assignment: text({ mode: "json" }).$type<Assignment>().notNull(),
    opensOn: text("opens_on"),
    closesOn: text("closes_on"),
    capacity: integer(),
    taken: integer().notNull().default(0),
    state: text({ enum: ["draft", "open", "closed"] })
      .notNull()
      .default("draft"),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Where a form's link was put up; who it names owns its leads. */
export const formTags = sqliteTable(
  "form_tags",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    formId: text("form_id").notNull(),
    tag: text().notNull(),
    label: text().notNull(),
    ownerId: text("owner_id"),
    touches: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.formId, table.tag] })],
);

/** When somebody may come, and how many at once. `taken` is kept by triggers on bookings. */
export const formSlots = sqliteTable(
  "form_slots",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    formId: text("form_id").notNull(),
    id: text().notNull(),
    startsAt: integer("starts_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    capacity: integer().notNull(),
    taken: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** What was agreed to, word for word as shown; its id is the digest of the words. */
export const consents = sqliteTable(
  "consents",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    language: text({ enum: languages }).notNull(),
    words: text().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** How often a phone or an address has sent a form, by keyed hash and window. */
export const formTries = sqliteTable(
  "form_tries",
  {
    agencyId: text("agency_id").notNull(),
    keyHash: text("key_hash").notNull(),
    windowAt: integer("window_at").notNull(),
    tries: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.keyHash, table.windowAt] })],
);

/** A booked visit of a slot. */
export const bookings = sqliteTable(
  "bookings",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    slotId: text("slot_id").notNull(),
    leadId: text("lead_id").notNull(),
    touchId: text("touch_id").notNull(),
    state: text({ enum: ["booked", "cancelled", "came", "missed"] })
      .notNull()
      .default("booked"),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** The directory's copy: where the agency of a form lives. */
export const formAddresses = sqliteTable("form_addresses", {
  code: text().primaryKey(),
  agencyId: text("agency_id").notNull(),
  formId: text("form_id").notNull(),
  version: integer().notNull(),
});
