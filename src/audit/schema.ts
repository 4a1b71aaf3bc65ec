import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One field that a change moved. Of a personal field only the name is kept, never its values. */
export interface FieldChange {
  field: string;
  from?: unknown;
  to?: unknown;
}

/** Who did what, when, from what to what: append-only (triggers), one table in every database. */
export const audit = sqliteTable(
  "audit",
  {
    scope: text().notNull(),
    id: text().notNull(),
    at: integer().notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    actorSide: text("actor_side", { enum: ["agency", "developer", "user", "system"] }).notNull(),
    event: text().notNull(),
    entity: text().notNull(),
    entityId: text("entity_id").notNull(),
    label: text(),
    changes: text({ mode: "json" }).$type<FieldChange[]>().notNull(),
    requestId: text("request_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.id] })],
);
