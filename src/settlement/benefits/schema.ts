import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { BenefitsInputs, BenefitsResult, BenefitsWords } from "./rules";

/** What persons without a home may expect, on paper. What was issued never changes (triggers), only what became of it. */
export const benefits = sqliteTable(
  "benefits",
  {
    agencyId: text("agency_id").notNull(),
    campaignId: text("campaign_id").notNull(),
    id: text().notNull(),
    engagementId: text("engagement_id").notNull(),
    personId: text("person_id").notNull(),
    number: integer().notNull(),
    policyVersionId: text("policy_version_id").notNull(),
    policyNumber: integer("policy_number").notNull(),
    state: text({ enum: ["issued", "confirmed", "expired", "void"] })
      .notNull()
      .default("issued"),
    issuedOn: text("issued_on").notNull(),
    expiresOn: text("expires_on").notNull(),
    transferable: text({ enum: ["no", "family"] }).notNull(),
    inputs: text({ mode: "json" }).$type<BenefitsInputs>().notNull(),
    result: text({ mode: "json" }).$type<BenefitsResult>().notNull(),
    words: text({ mode: "json" }).$type<BenefitsWords>().notNull(),
    engineRevision: integer("engine_revision").notNull(),
    issuedBy: text("issued_by").notNull(),
    issuedByName: text("issued_by_name").notNull(),
    issuedAt: integer("issued_at").notNull(),
    confirmedOn: text("confirmed_on"),
    documentNumber: text("document_number"),
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
