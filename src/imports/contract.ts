import * as z from "zod";
import { page, pageQuery } from "../http/page";
import { line } from "../http/text";

/** What can be taken in: key accounts with somebody there. */
export const ImportKind = z.enum(["accounts"]);
export type ImportKind = z.infer<typeof ImportKind>;

export const importedAtMost = 20_000;
/** Rows of a chunk; every chunk but the last is full. */
export const chunkRows = 500;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Which column of the file, from 0, stands for which field; `header` is what it is called there. */
export const Mapping = z
  .array(z.strictObject({ field: z.string().regex(/^[a-z][A-Za-z]{0,39}$/), column: z.int().min(0).max(999), header: z.string().max(200) }))
  .min(1)
  .max(40);
export type Mapping = z.infer<typeof Mapping>;

/**
 * A list to be taken in. `digest`: SHA-256 of the file; `signature`: of its headings, under which the mapping is remembered.
 * Refused with `unknown-field` at a mapping's field that the kind has not.
 */
export const NewImport = z
  .strictObject({
    kind: ImportKind,
    total: z.int().min(1).max(importedAtMost),
    fileName: line(200),
    digest: Sha256,
    signature: Sha256,
    mapping: Mapping,
  })
  .meta({ id: "NewImport" });
export type NewImport = z.infer<typeof NewImport>;

export const ImportState = z.enum(["receiving", "checked", "committed", "undone", "expired"]);

/** What looking through came to, by rows of the file. */
const Counts = z.strictObject({ new: z.int(), same: z.int(), doubled: z.int(), refused: z.int() });

export const Import = z
  .strictObject({
    id: z.string(),
    kind: ImportKind,
    total: z.int(),
    /** Null once its rows are swept, a day after they were staged. */
    fileName: z.string().nullable(),
    digest: z.string(),
    mapping: Mapping,
    state: ImportState,
    /** Chunks that are here, by their numbers from 0. */
    received: z.array(z.int()),
    counts: Counts.nullable(),
    /** Whether its rows can still be looked at. */
    isStaged: z.boolean(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    committedBy: z.string().nullable(),
    committedAt: z.iso.datetime().nullable(),
    undoneBy: z.string().nullable(),
    undoneAt: z.iso.datetime().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "Import" });
export type Import = z.infer<typeof Import>;

export const ImportPage = page(Import).meta({ id: "ImportPage" });
export const ImportQuery = pageQuery.extend({ kind: ImportKind });

/** Five hundred rows, the last chunk what is left. `row` is the one of the file that the office sees. Empty cells may be left out. */
export const Chunk = z
  .strictObject({
    rows: z
      .array(z.strictObject({ row: z.int().min(1).max(1_048_576), values: z.record(z.string().max(40), z.string().max(500)) }))
      .min(1)
      .max(chunkRows),
  })
  .meta({ id: "ImportChunk" });
export type Chunk = z.infer<typeof Chunk>;

export const Verdict = z.enum(["new", "same", "doubled", "refused"]);
export type Verdict = z.infer<typeof Verdict>;

/** What becomes of a row. `doubles`: the row of the file that says the same before it; `sameId`: what is filed already. */
export const ImportRow = z
  .strictObject({
    row: z.int(),
    verdict: Verdict,
    faults: z.array(z.strictObject({ field: z.string(), code: z.string(), detail: z.string() })),
    doubles: z.int().nullable(),
    sameId: z.string().nullable(),
  })
  .meta({ id: "ImportRow" });
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportRowPage = page(ImportRow).meta({ id: "ImportRowPage" });
export const ImportRowQuery = pageQuery.extend({
  after: z.coerce.number().int().min(0).max(importedAtMost).optional(),
  verdict: Verdict.optional(),
});

/** The mapping that was used last for such headings; null where there is none. */
export const RememberedMapping = z.strictObject({ mapping: Mapping.nullable() }).meta({ id: "RememberedMapping" });
