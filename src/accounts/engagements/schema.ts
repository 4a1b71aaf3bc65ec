import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * All engagements of a campaign that count together. A fact that touches prices raises `version`; settling catches up.
 * `lapsesOn` is the first day on which a home that counts unsigned counts no more: then prices move without a fact.
 */
export const countingGroups = sqliteTable(
  "counting_groups",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    rootId: text("root_id").notNull(),
    version: integer().notNull().default(0),
    settledVersion: integer("settled_version").notNull().default(0),
    lapsesOn: text("lapses_on"),
    /** Homes that count, of all its engagements; kept by a trigger. */
    counted: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.campaignId, table.rootId] })],
);

/** An account in a campaign (拓展對象), or a credential channel's own engagement. */
export const engagements = sqliteTable(
  "engagements",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    campaignId: text("campaign_id").notNull(),
    accountId: text("account_id"),
    credential: text(),
    category: text(),
    rootId: text("root_id").notNull(),
    settledOn: text("settled_on"),
    settledBy: text("settled_by"),
    approvedBy: text("approved_by"),
    approvedAt: integer("approved_at"),
    /** How many its key persons have recommended; kept by a trigger. */
    referred: integer().notNull().default(0),
    /** Homes that are signed and stand, homes that count, and what the buyers owe now; kept by triggers. */
    signed: integer().notNull().default(0),
    counted: integer().notNull().default(0),
    owedFen: integer("owed_fen").notNull().default(0),
    /** Its account and the other that it counts with, its key person, and who took it in; kept by triggers. */
    accountName: text("account_name"),
    countsWith: text("counts_with"),
    keyPersonId: text("key_person_id"),
    keyPost: text("key_post"),
    openedByName: text("opened_by_name"),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** The first visit with a named person in a listed post, confirmed by somebody else. */
export const firstVisits = sqliteTable(
  "first_visits",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    engagementId: text("engagement_id").notNull(),
    personId: text("person_id").notNull(),
    post: text().notNull(),
    visitedOn: text("visited_on").notNull(),
    reportedBy: text("reported_by").notNull(),
    reportedByName: text("reported_by_name").notNull(),
    reportedAt: integer("reported_at").notNull(),
    confirmedBy: text("confirmed_by"),
    confirmedByName: text("confirmed_by_name"),
    confirmedAt: integer("confirmed_at"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.engagementId] })],
);

/** Who was the key person of an engagement, stretch by stretch. */
export const recognitions = sqliteTable(
  "recognitions",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    engagementId: text("engagement_id").notNull(),
    personId: text("person_id").notNull(),
    post: text().notNull(),
    fromDay: text("from_day").notNull(),
    untilDay: text("until_day"),
    reason: text(),
    recordedBy: text("recorded_by").notNull(),
    recordedByName: text("recorded_by_name").notNull(),
    recordedAt: integer("recorded_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Key person → person, with date and evidence. */
export const referrals = sqliteTable(
  "referrals",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    engagementId: text("engagement_id").notNull(),
    referrerId: text("referrer_id").notNull(),
    personId: text("person_id").notNull(),
    referredOn: text("referred_on").notNull(),
    evidence: text({ enum: ["roster", "sign-in-sheet", "letter", "message", "in-person"] }).notNull(),
    documentId: text("document_id"),
    recordedBy: text("recorded_by").notNull(),
    recordedAt: integer("recorded_at").notNull(),
    version: integer().notNull().default(1),
    /** Taken back as recorded by mistake: it counts for nothing. */
    withdrawnBy: text("withdrawn_by"),
    withdrawnByName: text("withdrawn_by_name"),
    withdrawnAt: integer("withdrawn_at"),
    withdrawnBecause: text("withdrawn_because"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
