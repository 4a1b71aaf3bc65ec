import { integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import { languages } from "../i18n/names";
import { channels, type LetterParams, messageStates, type Template } from "./contract";

/** Letters to send, each once by its key. They name their recipient by id: the address is looked up when sending. */
export const messages = sqliteTable(
  "messages",
  {
    id: text().primaryKey(),
    scope: text().notNull(),
    onceKey: text("once_key").notNull(),
    template: text().$type<Template>().notNull(),
    channel: text({ enum: channels }).notNull(),
    recipientKind: text("recipient_kind", { enum: ["user", "invitation", "holders", "person", "code"] }).notNull(),
    recipientId: text("recipient_id").notNull(),
    /** Of a person of the public; everybody else's account says it. */
    language: text().$type<(typeof languages)[number]>(),
    params: text({ mode: "json" }).$type<LetterParams[Template]>().notNull(),
    state: text({ enum: messageStates }).notNull(),
    /** Why the last try failed: a word of `failureReasons`. */
    reason: text(),
    tries: integer().notNull(),
    createdAt: integer("created_at").notNull(),
    dueAt: integer("due_at").notNull(),
    triedAt: integer("tried_at"),
    sentAt: integer("sent_at"),
    /** The message that this one repeats. */
    firstId: text("first_id"),
  },
  (table) => [unique().on(table.scope, table.onceKey)],
);

/*
 * What of accounts, invitations, codes and persons a letter needs: where it goes to, in which language. Every column is
 * named outright: drizzle remembers unnamed ones by table name, and would mix these views up with the whole tables.
 */

export const accounts = sqliteTable("users", {
  id: text("id").primaryKey(),
  emailCipher: text("email_cipher").notNull(),
  mobileCipher: text("mobile_cipher"),
  wecomCipher: text("wecom_cipher"),
  lettersBy: text("letters_by", { enum: channels }).notNull(),
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

/** Codes by SMS: one that was used, or ran out, is not sent any more. */
export const sentCodes = sqliteTable("sms_codes", {
  id: text("id").primaryKey(),
  mobileCipher: text("mobile_cipher").notNull(),
  language: text("language", { enum: languages }).notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
});

/** Persons of the public and the keys of their agencies. A person's phone is opened when a letter is sent, and nowhere kept. */
export const persons = sqliteTable(
  "people",
  {
    agencyId: text("agency_id").notNull(),
    id: text("id").notNull(),
    keyNumber: integer("key_number").notNull(),
    phoneCipher: text("phone_cipher"),
    erasedAt: integer("erased_at"),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

export const personKeys = sqliteTable(
  "agency_keys",
  { agencyId: text("agency_id").notNull(), number: integer("number").notNull(), wrapped: text("wrapped").notNull() },
  (table) => [primaryKey({ columns: [table.agencyId, table.number] })],
);

/** Booked visits: what is reminded of must still stand, as it was when the reminder was written. */
export const bookedVisits = sqliteTable(
  "bookings",
  {
    agencyId: text("agency_id").notNull(),
    id: text("id").notNull(),
    state: text("state").notNull(),
    version: integer("version").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
