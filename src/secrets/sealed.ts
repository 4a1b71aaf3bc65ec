import type { HashedKind } from "./agency-key";
import type { Purpose } from "./keys";

/*
 * What is sealed by which key. Turning a key works through these lists, and a test refuses a `*_cipher` or `*_hash` column
 * that stands in none: a new sealed table is one entry here.
 */

/** Values that a row holds sealed: each bound to its place, and found by keyed hashes beside it. */
interface SealedColumn<Use, Kind> {
  column: string;
  place: (...key: string[]) => string;
  use: Use;
  /** Columns of the same row with hashes of the same value. */
  hashed?: Readonly<Record<string, Kind>>;
}

interface SealedTable<Use, Kind> {
  table: string;
  /** What names a row, in the order that places have it; of a table of agencies' without the agency, which each place has. */
  key: readonly string[];
  sealed: readonly SealedColumn<Use, Kind>[];
}

/** Where a person's number stands: what it is sealed for. */
export const personPlace = (personId: string, particular: "phone" | "identity"): string => `people/${personId}/${particular}`;

/** Where of a lead stands what was typed: by the id of the lead, of the touch, of the contact. */
export const leadPlaces = {
  maskedPhone: (leadId: string): string => `leads/${leadId}/masked-phone`,
  nextNote: (leadId: string): string => `leads/${leadId}/next-note`,
  answers: (touchId: string): string => `lead_touches/${touchId}/answers`,
  note: (contactId: string): string => `lead_contacts/${contactId}/note`,
};

/**
 * What agencies' keys seal, in the shards: rows with the `agency_id` whose key it is and the `key_number` of it, under an
 * index of (agency_id, key_number, key).
 */
export const sealedByAgencies: readonly SealedTable<"agency", HashedKind>[] = [
  {
    table: "people",
    key: ["id"],
    sealed: [
      {
        column: "phone_cipher",
        place: (id) => personPlace(id, "phone"),
        use: "agency",
        hashed: { phone_hash: "phone", masked_phone_hash: "masked-phone" },
      },
      { column: "identity_cipher", place: (id) => personPlace(id, "identity"), use: "agency", hashed: { identity_hash: "identity" } },
    ],
  },
  {
    table: "leads",
    key: ["id"],
    sealed: [
      { column: "masked_phone_cipher", place: leadPlaces.maskedPhone, use: "agency", hashed: { masked_hash: "masked-phone" } },
      { column: "next_note_cipher", place: leadPlaces.nextNote, use: "agency" },
    ],
  },
  { table: "lead_touches", key: ["id"], sealed: [{ column: "answers_cipher", place: leadPlaces.answers, use: "agency" }] },
  { table: "lead_contacts", key: ["id"], sealed: [{ column: "note_cipher", place: leadPlaces.note, use: "agency" }] },
];

/**
 * Keyed hashes that stand beside no sealed value, in rows that name no key: they follow the value wherever a row of the list
 * above is sealed anew, found by an index of (agency_id, column). One whose value is nowhere kept stays, and is found no more.
 */
export const hashedByAgencies: readonly { table: string; column: string; kind: HashedKind }[] = [
  { table: "leads", column: "phone_hash", kind: "phone" },
  { table: "leads", column: "masked_hash", kind: "masked-phone" },
];

/** Where an agency's key stands: what the master key wraps it for. */
export const agencyKeyPlace = (agencyId: string, number: string): string => `agencies/${agencyId}/keys/${number}`;

export const factorPlace = (userId: string): string => `users/${userId}/second-factor`;

export const carriedPlace = (id: string): string => `carried-keys/${id}`;

/** What the master key seals. */
export const sealedByMaster: readonly ({ in: "directory" | "shards" } & SealedTable<Purpose, Purpose>)[] = [
  {
    in: "directory",
    table: "users",
    key: ["id"],
    sealed: [
      { column: "email_cipher", place: (id) => `users/${id}/email`, use: "email-cipher", hashed: { email_hash: "email-hash" } },
      { column: "second_factor_cipher", place: factorPlace, use: "second-factor" },
      { column: "mobile_cipher", place: (id) => `users/${id}/mobile`, use: "mobile-cipher", hashed: { mobile_hash: "mobile-hash" } },
      { column: "wecom_cipher", place: (id) => `users/${id}/wecom`, use: "wecom-cipher" },
    ],
  },
  {
    in: "directory",
    table: "sms_codes",
    key: ["id"],
    sealed: [
      { column: "mobile_cipher", place: (id) => `sms_codes/${id}/mobile`, use: "mobile-cipher", hashed: { mobile_hash: "mobile-hash" } },
    ],
  },
  {
    in: "directory",
    table: "invitations",
    key: ["id"],
    sealed: [
      { column: "email_cipher", place: (id) => `invitations/${id}/email`, use: "email-cipher", hashed: { email_hash: "email-hash" } },
    ],
  },
  { in: "directory", table: "carried_keys", key: ["id"], sealed: [{ column: "wrapped", place: carriedPlace, use: "carried-key" }] },
  {
    in: "shards",
    table: "agency_keys",
    key: ["agency_id", "number"],
    sealed: [{ column: "wrapped", place: agencyKeyPlace, use: "agency-key" }],
  },
];
