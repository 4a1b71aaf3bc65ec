import { sql } from "drizzle-orm";
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { languages } from "../i18n/names";
import { contactKinds, contactOutcomes, leadIntents, leadSources, leadStates, lostReasons, nextKinds, ownedHows } from "./contract";

/** How a campaign treats its leads; one without a row has `defaultLeadRules`. */
export const leadRules = sqliteTable(
  "lead_rules",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    reportHours: integer("report_hours").notNull(),
    protectDays: integer("protect_days").notNull(),
    visitDays: integer("visit_days").notNull(),
    visitWins: integer("visit_wins", { mode: "boolean" }).notNull(),
    picksPerDay: integer("picks_per_day").notNull(),
    coolDownDays: integer("cool_down_days").notNull(),
    callsPerDay: integer("calls_per_day").notNull(),
    retentionDays: integer("retention_days").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId] })],
);

/** A person registered for a campaign. Free text and masked numbers are sealed; hashes are those of the key `keyNumber`. */
export const leads = sqliteTable(
  "leads",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    campaignId: text("campaign_id").notNull(),
    personId: text("person_id").notNull(),
    engagementId: text("engagement_id"),
    source: text({ enum: leadSources }).notNull(),
    state: text({ enum: leadStates }).notNull().default("registered"),
    lostBecause: text("lost_because", { enum: lostReasons }),
    intent: text({ enum: leadIntents }),
    unitsWanted: integer("units_wanted"),
    keyNumber: integer("key_number").notNull(),
    phoneHash: text("phone_hash"),
    maskedHash: text("masked_hash"),
    projectHash: text("project_hash"),
    maskedPhoneCipher: text("masked_phone_cipher"),
    ownerId: text("owner_id"),
    /** Whose members alone may pick it while it is nobody's. */
    groupId: text("group_id"),
    reportedAt: integer("reported_at"),
    reportUntil: integer("report_until"),
    confirmedAt: integer("confirmed_at"),
    protectedUntil: integer("protected_until"),
    visitedOn: text("visited_on"),
    visitedWith: text("visited_with"),
    /** From when on anybody may pick it; 0 without an owner, null when it is in no pool. */
    freeAt: integer("free_at").generatedAlwaysAs(sql`null`),
    contacts: integer().notNull().default(0),
    lastContactAt: integer("last_contact_at"),
    nextOn: text("next_on"),
    nextKind: text("next_kind", { enum: nextKinds }),
    nextNoteCipher: text("next_note_cipher"),
    touches: integer().notNull().default(0),
    keptUntil: text("kept_until").notNull(),
    mergedInto: text("merged_into"),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Each time somebody registered, called, came. */
export const leadTouches = sqliteTable(
  "lead_touches",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    campaignId: text("campaign_id").notNull(),
    leadId: text("lead_id").notNull(),
    at: integer().notNull(),
    source: text({ enum: leadSources }).notNull(),
    formId: text("form_id"),
    tag: text(),
    consentId: text("consent_id"),
    language: text({ enum: languages }),
    receipt: text(),
    keyNumber: integer("key_number").notNull(),
    answersCipher: text("answers_cipher"),
    byId: text("by_id").notNull(),
    byName: text("by_name").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** What was said and done. */
export const leadContacts = sqliteTable(
  "lead_contacts",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    leadId: text("lead_id").notNull(),
    kind: text({ enum: contactKinds }).notNull(),
    outcome: text({ enum: contactOutcomes }).notNull(),
    day: text().notNull(),
    at: integer().notNull(),
    keyNumber: integer("key_number").notNull(),
    noteCipher: text("note_cipher"),
    byId: text("by_id").notNull(),
    byName: text("by_name").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** A visit to the site that another than the owner brought about; its id is the contact's. */
export const leadVisits = sqliteTable(
  "lead_visits",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    leadId: text("lead_id").notNull(),
    visitedOn: text("visited_on").notNull(),
    broughtBy: text("brought_by").notNull(),
    broughtByName: text("brought_by_name").notNull(),
    state: text({ enum: ["waiting", "accepted", "refused"] })
      .notNull()
      .default("waiting"),
    decidedBy: text("decided_by"),
    decidedByName: text("decided_by_name"),
    decidedAt: integer("decided_at"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Whose customer a lead was, stretch by stretch; never changed. */
export const leadOwners = sqliteTable(
  "lead_owners",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    leadId: text("lead_id").notNull(),
    ownerId: text("owner_id"),
    how: text({ enum: ownedHows }).notNull(),
    reason: text(),
    day: text().notNull(),
    at: integer().notNull(),
    byId: text("by_id").notNull(),
    byName: text("by_name").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** How many leads somebody was given in turn. */
export const leadTurns = sqliteTable(
  "lead_turns",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    userId: text("user_id").notNull(),
    given: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId, table.userId] })],
);

/** Two leads found to be one person, and what went over, by table. */
export const leadMerges = sqliteTable(
  "lead_merges",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    keptId: text("kept_id").notNull(),
    mergedId: text("merged_id").notNull(),
    moved: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    byId: text("by_id").notNull(),
    byName: text("by_name").notNull(),
    at: integer().notNull(),
    undoneAt: integer("undone_at"),
    undoneBy: text("undone_by"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Letters of a lead's name, two by two, and the first alone after ^; kept by triggers. */
export const leadGrams = sqliteTable(
  "lead_grams",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    gram: text().notNull(),
    leadId: text("lead_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId, table.gram, table.leadId] })],
);

/** How many leads of a campaign have a gram: a search begins with the rarest. */
export const leadGramCounts = sqliteTable(
  "lead_gram_counts",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    gram: text().notNull(),
    leads: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId, table.gram] })],
);

/** How many leads of a campaign there are by source and state; kept by triggers. */
export const leadCounts = sqliteTable(
  "lead_counts",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    source: text().$type<(typeof leadSources)[number]>().notNull(),
    state: text().$type<(typeof leadStates)[number]>().notNull(),
    leads: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId, table.source, table.state] })],
);
