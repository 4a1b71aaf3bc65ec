import { integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { languages } from "../i18n/names";
import type { LetterParams, Template } from "./contract";

/** Letters to send, each once by its key. They name their recipient by id: the address is looked up when sending. */
export const messages = sqliteTable(
  "messages",
  {
    id: text().primaryKey(),
    scope: text().notNull(),
    onceKey: text("once_key").notNull(),
    template: text().$type<Template>().notNull(),
    recipientKind: text("recipient_kind", { enum: ["user", "invitation", "holders"] }).notNull(),
    recipientId: text("recipient_id").notNull(),
    params: text({ mode: "json" }).$type<LetterParams[Template]>().notNull(),
    state: text({ enum: ["waiting", "sending", "sent", "failed"] }).notNull(),
    tries: integer().notNull(),
    createdAt: integer("created_at").notNull(),
    dueAt: integer("due_at").notNull(),
    sentAt: integer("sent_at"),
  },
  (table) => [unique().on(table.scope, table.onceKey)],
);

/*
 * What of the directory's accounts and invitations a letter needs: whom it goes to, in which language. Every column is
 * named outright: drizzle remembers unnamed ones by table name, and would mix these views up with the whole tables.
 */

export const accounts = sqliteTable("users", {
  id: text("id").primaryKey(),
  emailCipher: text("email_cipher").notNull(),
  language: text("language", { enum: languages }).notNull(),
});

export const holders = sqliteTable("memberships", {
  tenantId: text("tenant_id").notNull(),
  userId: text("user_id").notNull(),
  role: text("role").notNull(),
  state: text("state").notNull(),
});

export const invitees = sqliteTable("invitations", {
  id: text("id").notNull().unique(),
  emailCipher: text("email_cipher").notNull(),
  language: text("language", { enum: languages }).notNull(),
  state: text("state").notNull(),
  expiresAt: integer("expires_at").notNull(),
});
