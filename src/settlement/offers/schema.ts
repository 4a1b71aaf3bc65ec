import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { OfferInputs, OfferResult } from "./rules";

/** Prices promised on paper; of a deal one is live. What was issued never changes (triggers), only what became of it. */
export const offers = sqliteTable(
  "offers",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    dealId: text("deal_id").notNull(),
    number: integer().notNull(),
    policyVersionId: text("policy_version_id").notNull(),
    state: text({ enum: ["issued", "confirmed", "superseded", "void"] })
      .notNull()
      .default("issued"),
    issuedOn: text("issued_on").notNull(),
    signBy: text("sign_by").notNull(),
    inputs: text({ mode: "json" }).$type<OfferInputs>().notNull(),
    result: text({ mode: "json" }).$type<OfferResult>().notNull(),
    units: integer().notNull(),
    payableFen: integer("payable_fen").notNull(),
    engineRevision: integer("engine_revision").notNull(),
    issuedBy: text("issued_by").notNull(),
    issuedByName: text("issued_by_name").notNull(),
    issuedAt: integer("issued_at").notNull(),
    confirmedOn: text("confirmed_on"),
    confirmedBy: text("confirmed_by"),
    confirmedByName: text("confirmed_by_name"),
    confirmedAt: integer("confirmed_at"),
    voidReason: text("void_reason"),
    voidedBy: text("voided_by"),
    voidedByName: text("voided_by_name"),
    voidedAt: integer("voided_at"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
