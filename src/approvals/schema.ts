import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { GroupEffect } from "../settlement/preview/contract";
import type { ApprovalKind, ApprovalState, ApprovalSubject } from "./contract";

/** Anything that needs a yes: who asked, who decides, what came of it. One table for every kind. */
export const approvals = sqliteTable(
  "approvals",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    kind: text().$type<ApprovalKind>().notNull(),
    campaignId: text("campaign_id").notNull(),
    subjectId: text("subject_id").notNull(),
    subjectVersion: integer("subject_version").notNull(),
    /** What a list says of the subject: names and numbers, no personal data. */
    subject: text({ mode: "json" }).$type<ApprovalSubject>().notNull(),
    /** What a yes would do to prices, as it was reckoned when it was asked; of days to sign alone. */
    effect: text({ mode: "json" }).$type<GroupEffect>(),
    decider: text({ enum: ["developer", "agency"] }).notNull(),
    developerId: text("developer_id"),
    state: text({ enum: ["pending", "returned", "countered", "approved", "withdrawn"] })
      .notNull()
      .default("pending"),
    makerId: text("maker_id").notNull(),
    makerName: text("maker_name").notNull(),
    note: text(),
    submittedAt: integer("submitted_at").notNull(),
    decidedAt: integer("decided_at"),
    decidedBy: text("decided_by"),
    decidedByName: text("decided_by_name"),
    remark: text(),
    documentId: text("document_id"),
    version: integer().notNull().default(1),
    /** Answered with other terms that the agency has neither accepted nor let go; kept by triggers. */
    awaitsAcceptance: integer("awaits_acceptance", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** In the directory: what waits for a developer across its agencies. A list; the decision stands in the shard. */
export const decisions = sqliteTable(
  "decisions",
  {
    developerId: text("developer_id").notNull(),
    agencyId: text("agency_id").notNull(),
    approvalId: text("approval_id").notNull(),
    kind: text().$type<ApprovalKind>().notNull(),
    subject: text({ mode: "json" }).$type<ApprovalSubject>().notNull(),
    state: text().$type<ApprovalState>().notNull(),
    submittedAt: integer("submitted_at").notNull(),
    decidedAt: integer("decided_at"),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.developerId, table.agencyId, table.approvalId] })],
);
