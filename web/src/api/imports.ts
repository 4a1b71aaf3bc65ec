import type { Chunk, Import, ImportKind, ImportRow, Mapping, NewImport, Verdict } from "../../../src/imports/contract";
import type { Asking } from "./client";
import { call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { Chunk, Import, ImportKind, ImportRow, Mapping, NewImport, Verdict };

/** Rows of a chunk, and of a list. */
export const CHUNK_ROWS = 500;
export const ROWS_AT_MOST = 20_000;
/** A cell is cut here: no field holds so much, so it is refused all the same. */
export const CELL_AT_MOST = 500;

const enc = encodeURIComponent;
const importsPath = (agency: string) => `${tenantPath("agency", agency)}/imports`;
const importPath = (agency: string, id: string) => `${importsPath(agency)}/${enc(id)}`;

/** The latest first. */
export function listImports(agency: string, kind: ImportKind, after: string | null): Promise<Page<Import>> {
  return call(importsPath(agency), { query: { kind, after, limit: 20 } });
}

export function readImport(agency: string, id: string): Promise<Import> {
  return call(importPath(agency, id));
}

/** How the columns were mapped when such headings came last; null where they never did. */
export async function rememberedMapping(agency: string, kind: ImportKind, signature: string): Promise<Mapping | null> {
  return (await call<{ mapping: Mapping | null }>(`${tenantPath("agency", agency)}/import-mappings/${kind}/${enc(signature)}`)).mapping;
}

export function beginImport(agency: string, list: NewImport): Promise<Import> {
  return call(importsPath(agency), { method: "POST", body: list });
}

/** The same chunk may be sent again: it changes nothing. @throws ApiProblem 409 `import-chunk-differs`, `wrong-state` */
export function sendChunk(agency: string, id: string, number: number, rows: Chunk["rows"]): Promise<Import> {
  return call(`${importPath(agency, id)}/chunks/${number}`, { method: "PUT", body: { rows }, idempotencyKey: `${id}-${number}` });
}

/** @throws ApiProblem 409 `import-incomplete`, `wrong-state` */
export function checkImport(agency: string, id: string): Promise<Import> {
  return call(`${importPath(agency, id)}/check`, { method: "POST" });
}

/** @throws ApiProblem 412 `stale`, 409 `import-outdated`, `import-empty`, `import-expired`, `wrong-state` */
export function commitImport(agency: string, { id, version }: Pick<Import, "id" | "version">): Promise<Import> {
  return call(`${importPath(agency, id)}/commit`, { method: "POST", version, idempotencyKey: `${id}-commit-${version}` });
}

/** @throws ApiProblem 412 `stale`, 409 `import-used` with the rows that were used */
export function undoImport(agency: string, { id, version }: Pick<Import, "id" | "version">): Promise<Import> {
  return call(`${importPath(agency, id)}/undoing`, { method: "POST", version });
}

/** What becomes of each row, in the file's order. */
export function listImportRows(
  agency: string,
  id: string,
  verdict: Verdict | null,
  after: string | null,
  { limit = 50, signal }: Partial<Asking> = {},
): Promise<Page<ImportRow>> {
  return call(`${importPath(agency, id)}/rows`, { query: { verdict, after, limit }, signal });
}
