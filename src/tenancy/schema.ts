import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The agency's own row in its shard: every write there is guarded by its being open. */
export const agencyRows = sqliteTable("agencies", {
  id: text().primaryKey(),
  name: text().notNull(),
  state: text({ enum: ["open", "closed"] }).notNull(),
  consultantSight: text("consultant_sight", { enum: ["all", "group"] }).notNull(),
  createdAt: integer("created_at").notNull(),
  version: integer().notNull(),
});

/** Rows that must reach another database: written with the fact, carried by version. The same table in every database. */
export const outbox = sqliteTable("outbox", {
  id: text().primaryKey(),
  scope: text().notNull(),
  topic: text().notNull(),
  target: text().notNull(),
  payload: text({ mode: "json" }).$type<Projection>().notNull(),
  createdAt: integer("created_at").notNull(),
  doneAt: integer("done_at"),
});

/** One row of the source as it must stand in the target, or one to be gone, and the audit row that tells the target's readers of it. */
export interface Projection {
  copy?: { table: string; row: Values };
  withdrawal?: { table: string; row: Values };
  audit?: Values;
}

type Values = Record<string, string | number | null>;

/** One answered unsafe request: what a replay re-reads. Never a body. */
export const idempotency = sqliteTable(
  "idempotency",
  {
    scope: text().notNull(),
    actorId: text("actor_id").notNull(),
    key: text().notNull(),
    requestMac: text("request_mac").notNull(),
    status: integer().notNull(),
    location: text(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.actorId, table.key] })],
);
