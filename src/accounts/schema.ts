import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Key accounts (大客戶單位), one file per agency. */
export const accounts = sqliteTable(
  "accounts",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    name: text().notNull(),
    foldedName: text("folded_name").notNull(),
    parentId: text("parent_id"),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** People at an account, with the posts they hold there. */
export const contacts = sqliteTable(
  "contacts",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    accountId: text("account_id").notNull(),
    personId: text("person_id").notNull(),
    post: text().notNull(),
    isListedPost: integer("is_listed_post", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** What a search by name goes through. */
export const nameGrams = sqliteTable(
  "name_grams",
  {
    agencyId: text("agency_id").notNull(),
    kind: text({ enum: ["account"] }).notNull(),
    gram: text().notNull(),
    id: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.kind, table.gram, table.id] })],
);

/** How many names have a gram; kept by triggers. */
export const nameGramCounts = sqliteTable(
  "name_gram_counts",
  {
    agencyId: text("agency_id").notNull(),
    kind: text({ enum: ["account"] }).notNull(),
    gram: text().notNull(),
    names: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.kind, table.gram] })],
);
