import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { unitStates } from "./rules";

/** Units (房源): what of a project this agency sells. */
export const units = sqliteTable(
  "units",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    projectId: text("project_id").notNull(),
    building: text().notNull(),
    /** Below ground it is negative. */
    floor: integer().notNull(),
    number: text().notNull(),
    product: text(),
    layout: text(),
    areaCentiSqm: integer("area_centi_sqm"),
    pricePerSqmFen: integer("price_per_sqm_fen"),
    listTotalFen: integer("list_total_fen").notNull(),
    state: text({ enum: unitStates }).notNull().default("available"),
    heldUntil: integer("held_until"),
    /** The deal that has it, as long as it has. */
    dealId: text("deal_id"),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** How many units of a building stand in which state; kept by triggers. */
export const unitCounts = sqliteTable(
  "unit_counts",
  {
    agencyId: text("agency_id").notNull(),
    projectId: text("project_id").notNull(),
    building: text().notNull(),
    withheld: integer().notNull(),
    available: integer().notNull(),
    held: integer().notNull(),
    subscribed: integer().notNull(),
    signed: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.projectId, table.building] })],
);

/** Ids of units that were deleted, never used again; kept by triggers. */
export const unitReleases = sqliteTable(
  "unit_releases",
  {
    agencyId: text("agency_id").notNull(),
    projectId: text("project_id").notNull(),
    building: text().notNull(),
    number: text().notNull(),
    unitId: text("unit_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.projectId, table.building, table.number, table.unitId] })],
);

/** In the directory: which agency sells a unit. */
export const allocations = sqliteTable(
  "allocations",
  {
    projectId: text("project_id").notNull(),
    building: text().notNull(),
    number: text().notNull(),
    agencyId: text("agency_id").notNull(),
    unitId: text("unit_id").notNull(),
    allocatedAt: integer("allocated_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.building, table.number] })],
);
