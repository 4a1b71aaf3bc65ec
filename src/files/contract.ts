import * as z from "zod";

/** What a file is stored for; it decides who may read it. */
export const FilePurpose = z.enum(["approval-document", "deal-document"]);
export type FilePurpose = z.infer<typeof FilePurpose>;

/** The kinds of file we take. Each is known by its first bytes, whatever its name says. */
export const FileType = z.enum(["application/pdf", "image/png", "image/jpeg", "image/webp", "image/heic"]);
export type FileType = z.infer<typeof FileType>;

/**
 * A stored file. `loose` until something keeps it, and then swept after a day; of an `erased` one the row stays, the
 * bytes are gone.
 */
export const StoredFile = z
  .strictObject({
    id: z.string(),
    purpose: FilePurpose,
    name: z.string(),
    type: FileType,
    /** Bytes. */
    size: z.int().min(1),
    /** Of the bytes, in hexadecimal. */
    sha256: z.string(),
    state: z.enum(["loose", "kept", "erased"]),
    createdAt: z.iso.datetime(),
    version: z.int().min(1),
  })
  .meta({ id: "StoredFile" });
export type StoredFile = z.infer<typeof StoredFile>;

/** What stands beside a link to a file. */
export const FileMention = StoredFile.pick({ id: true, name: true, type: true, size: true, state: true }).meta({ id: "FileMention" });
export type FileMention = z.infer<typeof FileMention>;
