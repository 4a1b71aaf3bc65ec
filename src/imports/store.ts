import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { Problem } from "../http/problem";
import { type Keys, keysOf, openKeys } from "../people/store";
import type { WrappedKey } from "../secrets/agency-key";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow, type RowsOf } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import type { Guard } from "../tenancy/scope";
import { shardNames } from "../tenancy/shards";
import { SystemScope } from "../tenancy/system";
import { instant, instantOrNull } from "../time/instant";
import { type Chunk, chunkRows, type Import, type ImportKind, type NewImport } from "./contract";
import { kinds } from "./kinds";
import { firstUnordered, rowsOfChunk } from "./rules";
import { importChunks, importMappings, importRows, imports } from "./schema";

/** Imports as they stand, the latest first. */
export function importList(agency: AgencyScope, kind: ImportKind, { after, limit }: { after?: string; limit: number }) {
  return importRowsOf(agency, (row) => and(eq(row.kind, kind), after ? sql`${row.id} < ${after}` : undefined)).limit(limit + 1);
}

export const importById = (agency: AgencyScope, id: string) => importRowsOf(agency, (row) => eq(row.id, id));

function importRowsOf(agency: AgencyScope, where: (row: typeof imports) => SQL | undefined) {
  const row = agency.from(imports);
  const nameOf = (id: SQL) => sql<string | null>`(select s.name from staff s where s.agency_id = ${agency.id} and s.id = ${id})`;
  const received = sql`(select json_group_array(number) from (select c.number from import_chunks c
    where c.agency_id = ${agency.id} and c.import_id = "imports"."id" order by c.number))`.mapWith(JSON.parse);

  return db
    .select({
      row: {
        id: row.id,
        kind: row.kind,
        total: row.total,
        mapping: row.mapping,
        digest: row.digest,
        fileSealed: row.fileSealed,
        keyNumber: row.keyNumber,
        state: row.state,
        fresh: row.fresh,
        same: row.same,
        doubled: row.doubled,
        refused: row.refused,
        createdAt: row.createdAt,
        committedAt: row.committedAt,
        undoneAt: row.undoneAt,
        stagedAt: row.stagedAt,
        version: row.version,
      },
      received: received as SQL<number[]>,
      createdBy: nameOf(sql`"imports"."created_by"`),
      committedBy: nameOf(sql`"imports"."committed_by"`),
      undoneBy: nameOf(sql`"imports"."undone_by"`),
    })
    .from(row)
    .where(where(row))
    .orderBy(desc(row.id))
    .$dynamic();
}

export type Row = RowsOf<ReturnType<typeof importRowsOf>>[number];

/** An import as it is answered; its file's name is opened here. */
export async function importShown({ row, received, createdBy, committedBy, undoneBy }: Row, keys: Keys): Promise<Import> {
  const { id, kind, total, mapping, digest, state, version } = row;
  const isCounted = row.fresh !== null && state !== "expired";

  return {
    id,
    kind: kind as ImportKind,
    total,
    fileName: row.fileSealed && (await fileNameOf(id, row.keyNumber, row.fileSealed, keys)),
    digest,
    mapping,
    state,
    received,
    counts: isCounted ? { new: row.fresh ?? 0, same: row.same ?? 0, doubled: row.doubled ?? 0, refused: row.refused ?? 0 } : null,
    isStaged: row.stagedAt !== null,
    createdBy: createdBy ?? "",
    createdAt: instant(row.createdAt),
    committedBy,
    committedAt: instantOrNull(row.committedAt),
    undoneBy,
    undoneAt: instantOrNull(row.undoneAt),
    version,
  };
}

/** Null once the key that sealed it is gone. */
const fileNameOf = (id: string, keyNumber: number, sealed: string, keys: Keys): Promise<string | null> =>
  keys.of(keyNumber).then(
    (key) => key.open(filePlace(id), sealed),
    () => null,
  );

const filePlace = (id: string) => `imports/${id}/file`;
/** Where a row's sealed part stands. */
export const rowPlace = (id: string, ordinal: number) => `imports/${id}/rows/${ordinal}`;
const addressOf = (agency: AgencyScope, id: string) => `${agency.address}/imports/${id}`;

export function rememberedMapping(agency: AgencyScope, kind: ImportKind, signature: string) {
  const row = agency.from(importMappings);

  return db
    .select({ mapping: row.mapping })
    .from(row)
    .where(and(eq(row.kind, kind), eq(row.signature, signature)));
}

/** Begins an import, and remembers its mapping for the next list with such headings. @throws Problem `invalid` at `/mapping/…` */
export async function beginImport(agency: AgencyScope, { kind, total, fileName, digest, signature, mapping }: NewImport): Promise<Import> {
  const unknown = mapping.flatMap(({ field }, at) =>
    kinds[kind].fields.includes(field) && mapping.findIndex((other) => other.field === field) === at
      ? []
      : [{ pointer: `/mapping/${at}/field`, code: kinds[kind].fields.includes(field) ? "duplicate-code" : "unknown-field" }],
  );
  if (unknown.length) throw new Problem("invalid", unknown);
  const { now } = agency.facts;
  const id = newId(now);
  const [wrapped] = await agency.read(keysOf(agency));
  const keys = await openKeys(agency, wrapped);
  const { sealing } = keys;

  return shown(
    keys,
    await agency.change({
      ...about(agency, id, "import.begun"),
      changes: [
        { field: "list", to: kind },
        { field: "total", to: total },
      ],
      writes: [
        ...keys.writes,
        agency.insert(imports, {
          id,
          kind,
          total,
          mapping,
          digest,
          fileSealed: await sealing.seal(filePlace(id), fileName),
          keyNumber: sealing.number,
          createdBy: agency.actor.id,
          createdAt: now,
          stagedAt: now,
        }),
        ...agency.insertMany(importMappings, [{ kind, signature, mapping, savedAt: now }], "replacing"),
      ],
      status: 201,
    }),
  );
}

/**
 * Stages a chunk. The same again changes nothing.
 *
 * @throws Problem `not-found`, `wrong-state`, `import-chunk-differs`, `invalid` where it has more or fewer rows than it must,
 * a field that was not mapped, or rows out of order
 */
export async function stageChunk(agency: AgencyScope, id: string, number: number, { rows }: Chunk): Promise<Import> {
  const { now, idempotency } = agency.facts;
  const mac = idempotency?.requestMac ?? "";
  const chunk = agency.from(importChunks);
  const [found, wrapped, [known]] = await agency.read(
    importById(agency, id),
    keysOf(agency),
    db
      .select({ mac: chunk.mac })
      .from(chunk)
      .where(and(eq(chunk.importId, id), eq(chunk.number, number))),
  );
  const keys = await openKeys(agency, wrapped);
  const [before] = found;
  if (!before) throw new Problem("not-found");
  if (known?.mac === mac) return importShown(before, keys);
  if (known) throw new Problem("import-chunk-differs");
  refuseMisfitting(before, number, rows);
  const { stage } = kinds[before.row.kind as ImportKind];
  const ids = rows.map(() => newId(now)).sort(); // so that they rise as the rows do
  const staged = await Promise.all(
    rows.map(async (row, at) => {
      const ordinal = number * chunkRows + at;
      const made = await stage(row, { target: ids[at] ?? "", person: newId(now) }, keys, rowPlace(id, ordinal));

      return { importId: id, ordinal, rowNumber: row.row, ...made, faults: made.faults.length ? made.faults : null };
    }),
  );

  return shown(
    keys,
    await agency.change({
      ...about(agency, id, "import.received"),
      changes: [{ field: "rows", to: rows.length }],
      guards: [
        inState(agency, id, ["receiving"]),
        { code: "import-expired", holds: sealsBy(agency, keys.sealing.number, id) },
        { code: "import-chunk-differs", holds: sql`not ${hasRow(chunk, and(eq(chunk.importId, id), eq(chunk.number, number)))}` },
      ],
      writes: [
        agency.insert(importChunks, { importId: id, number, mac, rows: rows.length, receivedAt: now }),
        ...agency.insertMany(importRows, staged),
        agency.update(imports, { stagedAt: now }, eq(imports.id, id)),
      ],
      status: 200,
    }),
  );
}

function refuseMisfitting({ row }: Row, number: number, rows: Chunk["rows"]): void {
  const expected = rowsOfChunk(number, row.total, chunkRows);
  if (rows.length !== expected)
    throw new Problem("invalid", [
      { pointer: "/rows", code: rows.length > expected ? "too-long" : "too-short", params: { limit: expected } },
    ]);
  const mapped = new Set(row.mapping.map(({ field }) => field));
  const at = rows.findIndex(({ values }) => Object.keys(values).some((field) => !mapped.has(field)));
  if (at >= 0) throw new Problem("invalid", [{ pointer: `/rows/${at}/values`, code: "unknown-field" }]);
  const unordered = firstUnordered(rows);
  if (unordered !== null) throw new Problem("invalid", [{ pointer: `/rows/${unordered}/row`, code: "duplicate-code" }]);
}

/** @throws Problem `not-found` */
export async function foundImport<Q extends PromiseLike<unknown[]>>(
  agency: AgencyScope,
  id: string,
  query?: Q,
): Promise<{ before: Row; keys: Keys; more: RowsOf<Q> }> {
  const [found, wrapped, more] = await agency.read(importById(agency, id), keysOf(agency), ...((query ? [query] : []) as never[]));

  return { ...(await foundIn(agency, found as Row[], wrapped as WrappedKey[])), more: more as RowsOf<Q> };
}

export async function foundIn(agency: AgencyScope, [before]: Row[], wrapped: WrappedKey[]): Promise<{ before: Row; keys: Keys }> {
  if (!before) throw new Problem("not-found");

  return { before, keys: await openKeys(agency, wrapped) };
}

/** A guard that an import is in one of these states, its rows not swept. */
export function inState(agency: AgencyScope, id: string, states: Import["state"][]): Guard {
  const row = agency.from(imports);

  return {
    code: "wrong-state",
    holds: hasRow(
      row,
      and(
        eq(row.id, id),
        sql`${row.state} in (select value from json_each(${JSON.stringify(states)}))`,
        sql`(${row.stagedAt} is not null or ${row.state} = 'committed')`,
      ),
    ),
  };
}

/** What was sealed when it was staged opens, and what is written is under the key that seals now. */
export function sealsBy(agency: AgencyScope, number: number, id: string): SQL {
  const row = agency.from(imports);

  return hasRow(row, and(eq(row.id, id), eq(row.keyNumber, number)));
}

/** What every change of an import says of it. */
export const about = (agency: AgencyScope, id: string, event: string) => ({
  event,
  entity: "import",
  entityId: id,
  answer: importById(agency, id),
  location: addressOf(agency, id),
});

export async function shown(keys: Keys, [row]: Row[]): Promise<Import> {
  if (!row) throw new Problem("not-found");

  return importShown(row, keys);
}

const day = 86_400_000;
const sweptAtOnce = 5000;
const turnsAtMost = 10;

/** Sweeps rows a day after they were staged; an import that was not committed by then has expired. What is left waits for the next time. */
export async function sweepStaged(facts: Facts): Promise<void> {
  for (const name of shardNames) {
    const door = new SystemScope(facts, "imports", name);
    for (let turn = 0; turn < turnsAtMost && (await sweepOne(door, facts.now - day)); turn += 1);
  }
}

/** Sweeps of the import that was staged longest ago. @returns whether more is due */
async function sweepOne(door: SystemScope, before: number): Promise<boolean> {
  const [row, staged, chunk] = [door.from(imports), door.from(importRows), door.from(importChunks)];
  const isPast = sql`staged_at < cast(${before} as integer)`;
  const due = sql`(select agency_id, id from imports where ${isPast} order by staged_at limit 1)`;
  const isDue = sql`(agency_id, id) in ${due}`;
  const nothingStaged = (table: string, id: string) =>
    sql.raw(`not exists (select 1 from import_rows r where r.agency_id = ${table}.agency_id and r.import_id = ${table}.${id})`);
  const theirs = sql`select r.rowid from ${due} d cross join import_rows r on r.agency_id = d.agency_id and r.import_id = d.id`;
  const [, , , , left] = await door.run(
    db.update(row).set({ state: "expired", version: sql`version + 1` }).where(sql`${isDue} and state in ('receiving', 'checked')`),
    db.delete(staged).where(sql`rowid in (${theirs} limit ${sweptAtOnce})`),
    db.delete(chunk).where(sql`(agency_id, import_id) in ${due} and ${nothingStaged("import_chunks", "import_id")}`),
    db
      .update(row)
      .set({ stagedAt: null, fileSealed: null })
      .where(sql`${isDue} and ${nothingStaged("imports", "id")}`),
    db.select({ id: row.id }).from(row).where(isPast).limit(1),
  );

  return left.length > 0;
}
