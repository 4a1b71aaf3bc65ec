import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Mapping } from "./contract";

/** Lists of an office, taken in at once. */
export const imports = sqliteTable(
  "imports",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    kind: text({ enum: ["accounts", "leads"] }).notNull(),
    campaignId: text("campaign_id"),
    total: integer().notNull(),
    mapping: text({ mode: "json" }).$type<Mapping>().notNull(),
    digest: text().notNull(),
    fileSealed: text("file_sealed"),
    keyNumber: integer("key_number").notNull(),
    state: text({ enum: ["receiving", "checked", "committed", "undone", "expired"] })
      .notNull()
      .default("receiving"),
    fresh: integer(),
    same: integer(),
    doubled: integer(),
    refused: integer(),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    checkedAt: integer("checked_at"),
    committedBy: text("committed_by"),
    committedAt: integer("committed_at"),
    undoneBy: text("undone_by"),
    undoneAt: integer("undone_at"),
    stagedAt: integer("staged_at"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Which chunks of an import are here. */
export const importChunks = sqliteTable(
  "import_chunks",
  {
    agencyId: text("agency_id").notNull(),
    importId: text("import_id").notNull(),
    number: integer().notNull(),
    mac: text().notNull(),
    rows: integer().notNull(),
    receivedAt: integer("received_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.importId, table.number] })],
);

/** Rows as they will be written, swept after a day. */
export const importRows = sqliteTable(
  "import_rows",
  {
    agencyId: text("agency_id").notNull(),
    importId: text("import_id").notNull(),
    ordinal: integer().notNull(),
    rowNumber: integer("row_number").notNull(),
    faults: text({ mode: "json" }).$type<[field: string, code: string][]>(),
    matchKey: text("match_key"),
    linkKey: text("link_key"),
    plain: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    sealed: text(),
    targetId: text("target_id").notNull(),
    personId: text("person_id"),
    verdict: text({ enum: ["new", "same", "doubled", "refused"] }),
    sameId: text("same_id"),
    doubles: integer(),
    linkId: text("link_id"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.importId, table.ordinal] })],
);

/** What an import has made. */
export const importMade = sqliteTable(
  "import_made",
  {
    agencyId: text("agency_id").notNull(),
    importId: text("import_id").notNull(),
    part: text({ enum: ["account", "person", "contact", "lead", "touch"] }).notNull(),
    id: text().notNull(),
    rowNumber: integer("row_number").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.importId, table.part, table.id] })],
);

/** Which column stood for what, by the headings of a list. */
export const importMappings = sqliteTable(
  "import_mappings",
  {
    agencyId: text("agency_id").notNull(),
    kind: text({ enum: ["accounts", "leads"] }).notNull(),
    signature: text().notNull(),
    mapping: text({ mode: "json" }).$type<Mapping>().notNull(),
    savedAt: integer("saved_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.kind, table.signature] })],
);
