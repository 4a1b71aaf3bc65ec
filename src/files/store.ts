import { and, eq, lt, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { invalidField, Problem } from "../http/problem";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import { Replay } from "../tenancy/replay";
import type { Guard, Write } from "../tenancy/scope";
import { shardNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import { instant } from "../time/instant";
import type { FilePurpose, FileType, StoredFile } from "./contract";
import { files } from "./schema";

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

export function fileById(agency: AgencyScope, id: string) {
  const file = agency.from(files);

  return db.select(fileFields(file)).from(file).where(eq(file.id, id));
}

export interface Upload {
  purpose: FilePurpose;
  name: string;
  type: FileType;
  bytes: ArrayBuffer;
}

/** Stores the bytes, then the row that makes them a file; bytes without a row are none. */
export async function addFile(agency: AgencyScope, { bytes, ...described }: Upload): Promise<StoredFile> {
  const { now, env } = agency.facts;
  const id = newId(now);
  const key = bytesKey(agency.id, id);
  const sha256 = hexadecimal(await crypto.subtle.digest("SHA-256", bytes));
  await env.FILES.put(key, bytes, { httpMetadata: { contentType: described.type } });

  try {
    const [file] = await agency.change({
      event: "file.added",
      entity: "file",
      entityId: id,
      label: described.name,
      changes: [{ field: "sha256", from: null, to: sha256 }],
      writes: [agency.insert(files, { ...described, id, size: bytes.byteLength, sha256, createdBy: agency.actor.id, createdAt: now })],
      answer: fileById(agency, id),
      location: `/api/v1/agencies/${agency.id}/files/${id}`,
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
export async function eraseFile(agency: AgencyScope, id: string): Promise<void> {
  const file = agency.from(files);
  const [[found]] = await agency.read(
    db.select({ name: file.name, state: file.state, createdBy: file.createdBy, version: file.version }).from(file).where(eq(file.id, id)),
  );
  if (!found) throw new Problem("not-found");
  if (found.createdBy !== agency.actor.id) throw new Problem("not-permitted");
  if (found.state !== "loose") throw new Problem(found.state === "kept" ? "file-in-use" : "not-found");

  await agency.change({
    event: "file.erased",
    entity: "file",
    entityId: id,
    label: found.name,
    changes: [{ field: "state", from: "loose", to: "erased" }],
    guards: [stillLoose(agency, id)],
    writes: [agency.update(files, { state: "erasing", version: sql`version + 1` }, eq(files.id, id))],
    location: null,
    status: 204,
  });
  await agency.facts.env.FILES.delete(bytesKey(agency.id, id));
}

/** A file to be kept by whoever names it, as it was found. */
export interface Found {
  id: string;
  state: string;
  purpose: string;
}

export function fileToKeep(agency: AgencyScope, id: string) {
  const file = agency.from(files);

  return db.select({ id: file.id, state: file.state, purpose: file.purpose }).from(file).where(eq(file.id, id));
}

/**
 * Keeps a loose file for what names it, in the same change: a file serves one thing only.
 *
 * @throws Problem `invalid` with `unknown` at `pointer` for one that is not there or is for another purpose; `file-in-use`
 */
export function keep(
  agency: AgencyScope,
  found: Found | undefined,
  purpose: FilePurpose,
  pointer: string,
): { guards: Guard[]; writes: Write[] } {
  if (!found || found.purpose !== purpose || found.state === "erasing" || found.state === "erased") throw invalidField(pointer, "unknown");
  if (found.state !== "loose") throw new Problem("file-in-use");

  return {
    guards: [stillLoose(agency, found.id)],
    writes: [agency.update(files, { state: "kept", version: sql`version + 1` }, eq(files.id, found.id))],
  };
}

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

function stillLoose(agency: AgencyScope, id: string): Guard {
  const file = agency.from(files);

  return { code: "file-in-use", holds: hasRow(file, and(eq(file.id, id), eq(file.state, "loose"))) };
}

const hexadecimal = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
