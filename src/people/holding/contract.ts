import * as z from "zod";
import { page, pageQuery } from "../../http/page";

/**
 * Somebody's look at a person's whole particulars, or a change of them: by which act, and of which fields, never what
 * was seen. Latest first.
 */
export const Look = z
  .strictObject({
    id: z.string(),
    at: z.iso.datetime(),
    actorName: z.string(),
    actorSide: z.enum(["agency", "developer", "user", "system"]),
    event: z.string(),
    fields: z.array(z.string()),
  })
  .meta({ id: "Look" });
export type Look = z.infer<typeof Look>;

export const LookPage = page(Look).meta({ id: "LookPage" });

export const LookQuery = pageQuery;

/** What a slice holds on persons: each kind once in an export, also when there is nothing of it. */
export const HeldKind = z.enum([
  "contacts",
  "demands",
  "first-visits",
  "key-person",
  "corrections",
  "referred",
  "referrals",
  "benefits",
  "deals",
  "payments",
  "supplements",
  "proofs",
  "receipts",
  "rewards",
  "claims",
  "recipient",
  "papers",
  "leads",
  "touches",
  "lead-contacts",
  "bookings",
  "earnest",
]);
export type HeldKind = z.infer<typeof HeldKind>;

const Held = z.strictObject({
  kind: HeldKind,
  /** Fields by their names: days as `YYYY-MM-DD`, instants in ISO 8601, amounts in fen, a paper by its `documentId`. */
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});
export type Held = z.infer<typeof Held>;

/** Everything that an agency holds on one person, particulars whole: what they may ask for, and nobody else's. */
export const PersonExport = z
  .strictObject({
    exportedAt: z.iso.datetime(),
    exportedBy: z.string(),
    agencyId: z.string(),
    person: z.strictObject({
      id: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
      identity: z.string().nullable(),
      createdAt: z.iso.datetime(),
    }),
    held: z.array(Held),
    looks: z.array(Look),
  })
  .meta({ id: "PersonExport" });
export type PersonExport = z.infer<typeof PersonExport>;
