import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { channels } from "../messages/contract";

/** Staff of any tenant. The e-mail is sealed under the master key and found by its keyed hash. */
export const users = sqliteTable("users", {
  id: text().primaryKey(),
  name: text().notNull(),
  emailCipher: text("email_cipher").notNull(),
  emailHash: text("email_hash").notNull().unique(),
  passwordHash: text("password_hash").notNull(),
  language: text({ enum: ["zh-Hant", "zh-Hans", "en"] }).notNull(),
  /** Sealed under the master key; without `secondFactorSince` not yet confirmed. */
  secondFactorCipher: text("second_factor_cipher"),
  /** The last 30-second step whose code was accepted. */
  secondFactorStep: integer("second_factor_step").notNull().default(0),
  /** When it came into force; null for an account that has none. */
  secondFactorSince: integer("second_factor_since"),
  /** Confirmed by a code; sealed under the master key and found by its keyed hash, as the e-mail is. */
  mobileCipher: text("mobile_cipher"),
  mobileHash: text("mobile_hash").unique(),
  wecomCipher: text("wecom_cipher"),
  /** How letters reach them, where a letter leaves it to them. */
  lettersBy: text("letters_by", { enum: channels }).notNull().default("mail"),
  version: integer().notNull().default(1),
  createdAt: integer("created_at").notNull(),
});

/** A signed-in device. Its refresh secret turns over with each renewal; one from before a secret that was used ends the session when it comes back. */
export const sessions = sqliteTable("sessions", {
  id: text().primaryKey(),
  userId: text("user_id").notNull(),
  secretHash: text("secret_hash").notNull(),
  previousHash: text("previous_hash"),
  rotatedAt: integer("rotated_at").notNull(),
  device: text().notNull(),
  createdAt: integer("created_at").notNull(),
  lastUsedAt: integer("last_used_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  endedAt: integer("ended_at"),
  endedWhy: text("ended_why"),
  /** Opened, or gone on, with a second factor. */
  secondFactor: integer("second_factor", { mode: "boolean" }).notNull().default(false),
});

/** Ways in for somebody without their phone, each good once; a keyed hash is all that is kept. */
export const recoveryCodes = sqliteTable(
  "recovery_codes",
  { userId: text("user_id").notNull(), codeHash: text("code_hash").notNull(), usedAt: integer("used_at") },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

/** A way back in, by a single-use link whose secret is a keyed hash of the row's id. */
export const passwordResets = sqliteTable("password_resets", {
  id: text().primaryKey(),
  userId: text("user_id").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
});

/**
 * Codes that were sent by SMS; a code itself is a keyed hash of its row's id. A number that is nobody's has a row without a
 * user, which opens nothing.
 */
export const smsCodes = sqliteTable("sms_codes", {
  id: text().primaryKey(),
  purpose: text({ enum: ["sign-in", "reset", "mobile"] }).notNull(),
  userId: text("user_id"),
  mobileCipher: text("mobile_cipher").notNull(),
  mobileHash: text("mobile_hash").notNull(),
  language: text({ enum: ["zh-Hant", "zh-Hans", "en"] }).notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
});
