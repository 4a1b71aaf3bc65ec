import { and, desc, eq, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Facts } from "../../http/facts";
import { type AgencyKey, type HashedKind, newAgencyKey, openAgencyKey, type WrappedKey } from "../../secrets/agency-key";
import { hashedByAgencies, sealedByAgencies } from "../../secrets/sealed";
import { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { type ShardName, shardNames } from "../../tenancy/shards";
import { SystemScope } from "../../tenancy/system";
import { maskedPhone } from "../rules";
import { agencyKeys } from "../schema";
import { keyRotations } from "./schema";

/** Orders that one run of the job looks at, rows that one batch seals anew, and batches of one order in one run: the next goes on. */
const ordersAtOnce = 20;
const rowsAtOnce = 100;
const batchesAtOnce = 20;

/**
 * Turns the keys of agencies for which it was ordered: a new key first, then everything sealed anew by it, then the old keys
 * go. Each step is a batch that finds what is left by itself, so one that was cut off is gone on with by the next run, and
 * two runs at once do nothing twice.
 *
 * Nothing is sealed anew before the order's rest has passed since the new key was made: by then no request is about that
 * read the keys without it, would look for people by the old key's hash alone, or seal by the old key once more.
 */
export async function turnAgencyKeys(facts: Facts): Promise<void> {
  const left = await Promise.all(shardNames.map((shard) => turnThoseOn(facts, shard)));
  if (left.includes(true)) await facts.env.JOBS.send({ job: "keys" });
}

type Order = typeof keyRotations.$inferSelect;

/** @returns whether there is more to be done at once */
async function turnThoseOn(facts: Facts, shard: ShardName): Promise<boolean> {
  const job = new SystemScope(facts, "agency-keys", shard);
  const order = job.from(keyRotations);
  const [open] = await job.run(db.select().from(order).where(isNull(order.finishedAt)).orderBy(order.agencyId).limit(ordersAtOnce));
  let isLeft = false;
  for (const one of open) {
    try {
      isLeft = (await turnOne(job, shard, one)) || isLeft;
    } catch (error) {
      logged(facts, "agency-key.unturned", { reason: error instanceof Error ? error.name : "unknown" });
    }
  }

  return isLeft;
}

/** @returns whether there is more to be done at once */
async function turnOne(job: SystemScope, shard: ShardName, order: Order): Promise<boolean> {
  const { facts } = job;
  const { agencyId, toNumber, madeAt, restMs } = order;
  const keys = await keysOn(job, agencyId);
  if (toNumber === null || madeAt === null) {
    await makeKey(job, order, keys);
    return restMs === 0;
  }
  if (facts.now < madeAt + restMs) return false;

  const opened = await Promise.all(keys.map((key) => openAgencyKey(facts.env, agencyId, key)));
  for (let batches = 0; batches < batchesAtOnce; batches += 1) {
    const done = await resealSome(job, order, toNumber, opened);
    if (done === "all") await finish(facts, shard, order, toNumber);
    if (done !== "some") return false;
  }

  return true;
}

async function keysOn(job: SystemScope, agencyId: string): Promise<WrappedKey[]> {
  const key = job.from(agencyKeys);
  const [keys] = await job.run(
    db.select({ number: key.number, wrapped: key.wrapped }).from(key).where(eq(key.agencyId, agencyId)).orderBy(desc(key.number)).limit(10),
  );

  return keys;
}

/** Makes the key that is turned to, unless another run has. */
async function makeKey(job: SystemScope, { agencyId, id }: Order, keys: readonly WrappedKey[]): Promise<void> {
  const { env, now } = job.facts;
  const { number, wrapped } = await newAgencyKey(env, agencyId, (keys[0]?.number ?? 0) + 1);
  const isUnmade = sql`agency_id = ${agencyId} and id = ${id} and to_number is null`;
  await job.say(
    [
      "agency_keys",
      sql`insert into agency_keys (agency_id, number, wrapped, created_at)
        select agency_id, cast(${number} as integer), ${wrapped}, cast(${now} as integer) from key_rotations where ${isUnmade}`,
    ],
    [
      "key_rotations",
      sql`update key_rotations set to_number = cast(${number} as integer), made_at = cast(${now} as integer) where ${isUnmade}`,
    ],
  );
}

type Row = Record<string, string | null> & { key_number: number };

/**
 * Seals anew some of what the old keys sealed. A row is written only as it was read: one that was edited meanwhile is found
 * again, if it is under an old key still.
 */
async function resealSome(job: SystemScope, order: Order, toNumber: number, keys: readonly AgencyKey[]): Promise<"some" | "all" | "stuck"> {
  const sealing = keys.find(({ number }) => number === toNumber);
  if (!sealing) throw new Error("the new key is not there");
  const found = await job.say(...sealedByAgencies.map((table) => [table.table, underOldKeys(table, order.agencyId, toNumber)] as const));
  const at = found.findIndex((rows) => rows.length > 0);
  const [table, rows] = [sealedByAgencies[at], found[at] as Row[] | undefined];
  if (!table || !rows) return "all";

  const writes = await Promise.all(
    rows.map((row) =>
      resealed(
        table,
        order.agencyId,
        row,
        keys.find(({ number }) => number === row.key_number),
        sealing,
      ).catch(() => null),
    ),
  );
  const opened = writes.filter((write) => write !== null);
  if (opened.length < rows.length) logged(job.facts, "agency-key.unopened", { table: table.table, rows: rows.length - opened.length });
  if (!opened.length) return "stuck";
  const moved = (await job.say(...opened.flat())).flat().filter((row) => "resealed" in row).length;
  await job.run(
    db
      .update(keyRotations)
      .set({ resealed: sql`resealed + cast(${moved} as integer)` })
      .where(and(eq(keyRotations.agencyId, order.agencyId), eq(keyRotations.id, order.id))),
  );

  return "some";
}

type SealedTable = (typeof sealedByAgencies)[number];
type Said = readonly [table: string, statement: SQL];
const named = (column: string) => sql.identifier(column);
const listed = (parts: SQL[], between = sql`, `) => sql.join(parts, between);

function underOldKeys({ table, key, sealed }: SealedTable, agencyId: string, toNumber: number): SQL {
  const columns = [...key, "key_number", ...sealed.map(({ column }) => column)].map((column) => sql`${named(column)}`);
  const order = ["key_number", ...key].map((column) => sql`${named(column)}`);

  return sql`select ${listed(columns)} from ${named(table)}
    where agency_id = ${agencyId} and key_number < ${toNumber} order by ${listed(order)} limit ${rowsAtOnce}`;
}

/** What seals one row anew, and what follows it where its hashes stand without it. @throws Error where its key does not open it */
async function resealed(of: SealedTable, agencyId: string, row: Row, old: AgencyKey | undefined, sealing: AgencyKey): Promise<Said[]> {
  if (!old) throw new Error("a row names a key that is not there");
  const id = of.key.map((column) => row[column] ?? "");
  const sets: SQL[] = [sql`key_number = cast(${sealing.number} as integer)`];
  const isAsRead = [...of.key.map((column, at) => sql`${named(column)} = ${id[at]}`), sql`key_number = cast(${old.number} as integer)`];
  const elsewhere: Said[] = [];

  for (const { column, place, hashed = {} } of of.sealed) {
    const cipher = row[column] ?? null;
    isAsRead.push(sql`${named(column)} is ${cipher}`);
    if (cipher === null) continue;
    const value = await old.open(place(...id), cipher);
    sets.push(sql`${named(column)} = ${await sealing.seal(place(...id), value)}`);
    for (const [hash, kind] of Object.entries(hashed)) {
      const [now, was] = await Promise.all([sealing, old].map((key) => key.hash(kind, hashedAs[kind](value))));
      sets.push(sql`${named(hash)} = ${now}`);
      elsewhere.push(
        ...hashedByAgencies
          .filter((other) => other.kind === kind)
          .map((other): Said => {
            const at = named(other.column);
            return [
              other.table,
              sql`update or ignore ${named(other.table)} set ${at} = ${now} where agency_id = ${agencyId} and ${at} = ${was}`,
            ];
          }),
      );
    }
  }
  const where = listed([sql`agency_id = ${agencyId}`, ...isAsRead], sql` and `);

  return [[of.table, sql`update ${named(of.table)} set ${listed(sets)} where ${where} returning 1 as resealed`], ...elsewhere];
}

/** What of a value is hashed to find it by. */
const hashedAs: Record<HashedKind, (value: string) => string> = {
  phone: (phone) => phone,
  "masked-phone": maskedPhone,
  identity: (identity) => identity,
};

/** The old keys go; should a row have come to name one after all, its reference refuses that, and the next run seals it anew. */
async function finish(facts: Facts, shard: ShardName, { agencyId, id }: Order, toNumber: number): Promise<void> {
  const agency = new AgencyScope(facts, { id: "system", name: "團拓", side: "system" }, agencyId, shard, "all", []);
  const order = agency.from(keyRotations, "open_order");
  await agency.change({
    event: "agency-key.turned",
    entity: "agency",
    entityId: agencyId,
    changes: [{ field: "keyNumber", to: toNumber }],
    guards: [{ code: "conflict", holds: hasRow(order, and(eq(order.id, id), isNull(order.finishedAt))) }],
    writes: [
      agency.delete(agencyKeys, lt(agencyKeys.number, toNumber)),
      agency.update(keyRotations, { finishedAt: facts.now }, eq(keyRotations.id, id)),
    ],
    location: null,
    status: 204,
  });
}

const logged = ({ requestId }: Facts, event: string, more: Record<string, string | number>) =>
  console.error(JSON.stringify({ level: "error", event, requestId, ...more }));
