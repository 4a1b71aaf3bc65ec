import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** An order to turn an agency's key, and how far it has come. The command places it; only the job moves it on. */
export const keyRotations = sqliteTable(
  "key_rotations",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    orderedAt: integer("ordered_at").notNull(),
    restMs: integer("rest_ms").notNull().default(30_000),
    toNumber: integer("to_number"),
    madeAt: integer("made_at"),
    resealed: integer().notNull().default(0),
    finishedAt: integer("finished_at"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
