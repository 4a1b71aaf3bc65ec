import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A stored file: the row here, the bytes in R2 under `{agency}/{id}`. `loose` until something keeps it, `erasing` while bytes may remain. */
export const files = sqliteTable(
  "files",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    purpose: text({ enum: ["approval-document", "deal-document"] }).notNull(),
    name: text().notNull(),
    type: text().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    state: text({ enum: ["loose", "kept", "erasing", "erased"] })
      .notNull()
      .default("loose"),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
