import { and, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Facts } from "../http/facts";
import { invalidField, Problem } from "../http/problem";
import { db, hasRow } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import { Replay } from "../tenancy/replay";
import type { AgencyPermission, DeveloperPermission } from "../tenancy/roles";
import type { Guard, Scope, Write } from "../tenancy/scope";
import { shardNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import { instant } from "../time/instant";
import type { FileMention, FilePurpose, FileType, StoredFile } from "./contract";
import { files } from "./schema";

/** A scope whose changes keep files: the agency's, or its developer's in it. */
export type Keeping = Scope & {
  update<T extends SQLiteTable & { agencyId: SQLiteColumn }>(table: T, set: SQLiteUpdateSetSource<T>, where: SQL | undefined): Write;
};

/** A scope in which files are stored. `address` is its own, where a replay reads. */
export type Filing = Keeping & { readonly address: string; insert(table: typeof files, row: never): Write };

/** Rows that show a file to whoever may read them. Each slice that keeps files says so of its own. */
export interface ShownWith {
  /** What one may who reads such rows: in the agency, and of a developer's, to whom null shows none. */
  readers: { agency: AgencyPermission; developer: DeveloperPermission | null };
  /** Whether a row in the caller's sight shows it. */
  shows: (scope: Scope, fileId: string) => SQL;
}

export const shownBy = <T extends SQLiteTable>(
  table: T,
  document: string & keyof T["_"]["columns"],
  agency: AgencyPermission,
  developer: DeveloperPermission | null = null,
): ShownWith => ({
  readers: { agency, developer },
  shows: (scope, fileId) => {
    const row = scope.from(table);

    return hasRow(row, eq(row[document as keyof T] as SQLiteColumn, fileId));
  },
});

/** The columns of a file as the wire has them. One whose bytes are being erased is erased to everybody. */
export function fileFields(file: typeof files) {
  return {
    id: file.id,
    purpose: file.purpose,
    name: file.name,
    type: sql<FileType>`${file.type}`,
    size: file.size,
    sha256: file.sha256,
    state: sql`${file.state}`.mapWith((state: string) => (state === "erasing" ? "erased" : state) as StoredFile["state"]),
    createdAt: sql`${file.createdAt}`.mapWith(instant),
    version: file.version,
  };
}

/** What stands beside a link to the file that a row names; null where it names none. The row is one that the caller sees. */
export const mentionOf = (scope: Scope, named: SQLiteColumn): SQL<FileMention | null> =>
  sql`(select json_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'state', iif(f.state = 'erasing', 'erased', f.state))
    from files f where f.agency_id = ${scope.id} and f.id = ${named})`.mapWith(JSON.parse) as SQL<FileMention | null>;

/** A file by its id. Developers name their own: what an agency has stored, they find where it is shown. */
const isNamed = ({ actor }: Scope, file: typeof files, id: string) =>
  and(eq(file.id, id), actor.side === "developer" ? eq(file.createdBy, actor.id) : undefined);

export function fileById(scope: Scope, id: string) {
  const file = scope.from(files);

  return db
    .select(fileFields(file))
    .from(file)
    .where(isNamed(scope, file, id));
}

/** A file that this person added, or one that something they may see shows; what a developer's confirmed with, only with that. */
export function fileShown(scope: Scope, id: string, shownWith: readonly ShownWith[]) {
  const file = scope.from(files);
  const isOwn = and(eq(file.createdBy, scope.actor.id), scope.actor.side === "developer" ? sql`${file.state} <> 'kept'` : undefined);

  return db
    .select(fileFields(file))
    .from(file)
    .where(and(eq(file.id, id), or(isOwn, ...shownWith.map(({ shows }) => shows(scope, id)))));
}

export interface Upload {
  purpose: FilePurpose;
  name: string;
  type: FileType;
  bytes: ArrayBuffer;
}

/** Stores the bytes, then the row that makes them a file; bytes without a row are none. */
export async function addFile(scope: Filing, { bytes, ...described }: Upload): Promise<StoredFile> {
  const { now, env } = scope.facts;
  const id = newId(now);
  const key = bytesKey(scope.id, id);
  const sha256 = hexadecimal(await crypto.subtle.digest("SHA-256", bytes));
  await env.FILES.put(key, bytes, { httpMetadata: { contentType: described.type } });

  try {
    const [file] = await scope.change({
      event: "file.added",
      entity: "file",
      entityId: id,
      label: labelOf(described),
      changes: [{ field: "sha256", from: null, to: sha256 }],
      writes: [
        scope.insert(files, { ...described, id, size: bytes.byteLength, sha256, createdBy: scope.actor.id, createdAt: now } as never),
      ],
      answer: fileById(scope, id),
      location: `${scope.address}/files/${id}`,
      status: 201,
    });
    if (!file) throw new Problem("internal");

    return file;
  } catch (error) {
    // Refused for certain. After any other error the row may stand, and then it needs its bytes.
    if (error instanceof Problem || error instanceof Replay) await env.FILES.delete(key);
    throw error;
  }
}

/**
 * Erases a file that nothing keeps, by who added it: the row stays, the bytes go. Should deleting them fail, the sweep
 * finishes it.
 *
 * @throws Problem `not-found`, `not-permitted` for another's, `file-in-use` for a kept one
 */
export async function eraseFile(scope: Keeping, id: string): Promise<void> {
  const file = scope.from(files);
  const [[found]] = await scope.read(
    db
      .select({ name: file.name, purpose: file.purpose, type: sql<FileType>`${file.type}`, state: file.state, createdBy: file.createdBy })
      .from(file)
      .where(isNamed(scope, file, id)),
  );
  if (!found) throw new Problem("not-found");
  if (found.createdBy !== scope.actor.id) throw new Problem("not-permitted");
  if (found.state !== "loose") throw new Problem(found.state === "kept" ? "file-in-use" : "not-found");

  await scope.change({
    event: "file.erased",
    entity: "file",
    entityId: id,
    label: labelOf(found),
    changes: [{ field: "state", from: "loose", to: "erased" }],
    guards: [stillLoose(scope, id)],
    writes: [scope.update(files, { state: "erasing", version: sql`version + 1` }, eq(files.id, id))],
    location: null,
    status: 204,
  });
  await scope.facts.env.FILES.delete(bytesKey(scope.id, id));
}

/** What an audit row calls a file. A deal's is often called after who is on it, and a name stands in `people` alone. */
const labelOf = ({ purpose, name, type }: { purpose: FilePurpose; name: string; type: FileType }) =>
  purpose === "deal-document" ? kindOf(type) : name;

/** A kind of file as one says it: PDF, JPEG. */
const kindOf = (type: FileType) => type.slice(type.indexOf("/") + 1).toUpperCase();

/** A file to be kept by whoever names it, as it was found. */
export interface Found {
  id: string;
  state: string;
  purpose: string;
}

/** What keeps a file, to stand in the change that names it. */
interface Kept {
  guards: Guard[];
  writes: Write[];
}

export function fileToKeep(scope: Scope, id: string) {
  const file = scope.from(files);

  return db
    .select({ id: file.id, state: file.state, purpose: file.purpose })
    .from(file)
    .where(isNamed(scope, file, id));
}

/**
 * Keeps a loose file for what names it, in the same change: a file serves one thing only.
 *
 * @throws Problem `invalid` with `unknown` at `pointer` for one that is not there or is for another purpose; `file-in-use`
 */
export function keep(scope: Keeping, found: Found | undefined, purpose: FilePurpose, pointer: string): Kept {
  if (!found || found.purpose !== purpose || found.state === "erasing" || found.state === "erased") throw invalidField(pointer, "unknown");
  if (found.state !== "loose") throw new Problem("file-in-use");

  return {
    guards: [stillLoose(scope, found.id)],
    writes: [scope.update(files, { state: "kept", version: sql`version + 1` }, eq(files.id, found.id))],
  };
}

/** Keeps the file that a request names, where it names one. @throws Problem as `keep` */
export const keepNamed = (scope: Keeping, named: string | undefined, found: Found | undefined, purpose: FilePurpose): Kept =>
  named === undefined ? { guards: [], writes: [] } : keep(scope, found, purpose, "/documentId");

/**
 * The same for a change that reads nothing before it: the file is looked for by guards.
 *
 * @throws Problem as `keepNamed`, once what the change throws went through `paperRefused`
 */
export function keepUnread(scope: Keeping, named: string | undefined, purpose: FilePurpose): Kept {
  if (named === undefined) return { guards: [], writes: [] };
  const file = scope.from(files);
  const isThere = and(isNamed(scope, file, named), eq(file.purpose, purpose), inArray(file.state, ["loose", "kept"]));

  return {
    guards: [{ code: "invalid", holds: hasRow(file, isThere) }, stillLoose(scope, named)],
    writes: [scope.update(files, { state: "kept", version: sql`version + 1` }, eq(files.id, named))],
  };
}

/** What a change threw that keeps a file unread: where its guard did not find it, at the field that names it. */
export const paperRefused = (error: unknown): unknown =>
  error instanceof Problem && error.code === "invalid" && error.errors.length === 0 ? invalidField("/documentId", "unknown") : error;

/**
 * Erases kept files with whom they show: the rows stay, called after their kind, and the bytes are to be deleted.
 *
 * @param which chosen by the caller; their bytes by `deleteBytes` once the change is committed, else by the sweep
 */
export const eraseKept = (scope: Keeping, which: SQL): Write =>
  scope.update(
    files,
    { state: "erasing", name: sql`upper(substr(${files.type}, instr(${files.type}, '/') + 1))`, version: sql`version + 1` },
    and(eq(files.state, "kept"), which),
  );

/** Deletes the bytes of files whose rows say that they are being erased. */
export const deleteBytes = ({ id, facts }: Scope, fileIds: readonly string[]): Promise<void> =>
  facts.env.FILES.delete(fileIds.map((fileId) => bytesKey(id, fileId)));

/** The bytes of a file, or null when they are gone. */
export function bytesOf(env: Env, agencyId: string, id: string): Promise<R2ObjectBody | null> {
  return env.FILES.get(bytesKey(agencyId, id));
}

const day = 86_400_000;
const sweptAtOnce = 200;

/** Erases files that nothing has kept for a day, and finishes what an erasure left: the row says erased once the bytes are gone. */
export async function sweepLooseFiles(facts: Facts): Promise<void> {
  for (const name of shardNames) {
    const door = new SystemScope(facts, "files", name);
    const file = door.from(files);
    const key = sql`(${file.agencyId}, ${file.id})`;
    const forgotten = db
      .select({ agencyId: file.agencyId, id: file.id })
      .from(file)
      .where(and(sql`${file.state} = 'loose'`, lt(file.createdAt, facts.now - day)))
      .orderBy(file.createdAt)
      .limit(sweptAtOnce);
    const [, found] = await door.run(
      db.update(file).set({ state: "erasing", version: sql`version + 1` }).where(sql`${key} in ${forgotten}`),
      db
        .select({ agencyId: file.agencyId, id: file.id })
        .from(file)
        .where(sql`${file.state} = 'erasing'`)
        .orderBy(file.createdAt)
        .limit(sweptAtOnce),
    );
    if (!found.length) continue;

    await facts.env.FILES.delete(found.map(({ agencyId, id }) => bytesKey(agencyId, id)));
    const erased = JSON.stringify(found.map(({ agencyId, id }) => [agencyId, id]));
    await door.run(
      db
        .update(file)
        .set({ state: "erased", version: sql`version + 1` })
        .where(sql`${file.state} = 'erasing' and ${key} in (select value->>0, value->>1 from json_each(${erased}))`),
    );
  }
}

const bytesKey = (agencyId: string, id: string) => `${agencyId}/${id}`;

function stillLoose(scope: Scope, id: string): Guard {
  const file = scope.from(files);

  return { code: "file-in-use", holds: hasRow(file, and(eq(file.id, id), eq(file.state, "loose"))) };
}

const hexadecimal = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
