import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** An agency's keys, wrapped. The greatest number seals. */
export const agencyKeys = sqliteTable(
  "agency_keys",
  {
    agencyId: text("agency_id").notNull(),
    number: integer().notNull(),
    wrapped: text().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.number] })],
);

/**
 * Whom a file shows that is erased with them: proofs of who somebody is, consents, rosters. `isOfOthers`: it is evidence of
 * the others whom it shows as well, and goes with the last of them.
 */
export const shownPersons = sqliteTable(
  "shown_persons",
  {
    agencyId: text("agency_id").notNull(),
    personId: text("person_id").notNull(),
    fileId: text("file_id").notNull(),
    isOfOthers: integer("is_of_others", { mode: "boolean" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.personId, table.fileId] })],
);

/** Persons of the public. A name is null once they were erased; phone and identity number are sealed. */
export const people = sqliteTable(
  "people",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    name: text(),
    keyNumber: integer("key_number").notNull(),
    phoneCipher: text("phone_cipher"),
    phoneHash: text("phone_hash"),
    maskedPhoneHash: text("masked_phone_hash"),
    identityCipher: text("identity_cipher"),
    identityHash: text("identity_hash"),
    createdAt: integer("created_at").notNull(),
    erasedAt: integer("erased_at"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
