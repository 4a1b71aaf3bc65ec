import { type SQL, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import { bytesFor, keyFor } from "../secrets/keys";
import { base64url, hashWith, keyedHash, seal, sealWith, unsealWith } from "../secrets/seal";
import { carriedPlace, sealedByMaster } from "../secrets/sealed";
import type { CarriedPurpose } from "./carried";
import { shardNames } from "./shards";
import { type DatabaseName, SystemScope } from "./system";

/** Rows that one batch seals anew, and batches of one run: the next goes on. */
const rowsAtOnce = 100;
const batchesAtOnce = 30;

interface Order {
  id: string;
  ordered_at: number;
  rest_ms: number;
  is_leaked: number;
  to_key: string | null;
  pass_turned: number;
  tables_done: number;
  last_row: number;
}

type SealedTable = (typeof sealedByMaster)[number];

/** Every table of every database that holds something of the master key's, in the order of a pass. */
const stations: readonly { database: DatabaseName; table: SealedTable }[] = [
  ...sealedByMaster.filter((table) => table.in === "directory").map((table) => ({ database: "DIRECTORY" as const, table })),
  ...shardNames.flatMap((database) => sealedByMaster.filter((table) => table.in === "shards").map((table) => ({ database, table }))),
];

/**
 * Turns the master key where it was ordered and both keys are among the secrets: whatever the previous key opens is sealed
 * and hashed anew, table by table; where a pass stands is kept, so that one that was cut off goes on. A pass that finds
 * nothing under the previous key ends the order: then that key can be taken out of the secrets.
 *
 * Nothing is touched before the order's rest has passed: until then a Worker with the former key alone may still be about,
 * which could not open what was sealed anew.
 */
export async function turnMasterKey(facts: Facts): Promise<void> {
  const job = new SystemScope(facts, "master-key", "DIRECTORY");
  const { MASTER_KEY: today, MASTER_KEY_PREVIOUS: before } = facts.env;
  const order = await openOrder(job);
  if (!order || facts.now < order.ordered_at + order.rest_ms) return;
  const name = await keyName(facts.env, today);
  if (!before || before === today || (order.to_key !== null && order.to_key !== name)) {
    logged(facts, "master-key.waits", { reason: before ? "another key is turned to" : "MASTER_KEY_PREVIOUS must be set" });
    return;
  }
  if (order.to_key === null) await takeUp(job, order, name, before);

  for (let batches = 0, passes = 0; batches < batchesAtOnce; batches += 1) {
    const done = await step(job, before);
    passes += Number(done === "a pass");
    // What a second pass finds again is no work that was left: the next run of the cron may find it in another state.
    if (done === "all" || passes > 2) return;
  }
  await facts.env.JOBS.send({ job: "keys" });
}

async function openOrder(job: SystemScope): Promise<Order | undefined> {
  const [orders] = await job.say([
    "master_rotations",
    sql`select id, ordered_at, rest_ms, is_leaked, to_key, pass_turned, tables_done, last_row from master_rotations
      where finished_at is null order by ordered_at, id limit 1`,
  ]);

  return orders?.[0] as Order | undefined;
}

/** A name of a master key: tells it from another, and nothing of it. */
const keyName = async (env: Env, master: string): Promise<string> =>
  (await hashWith(await keyFor(env, "key-name", master), "name")).slice(0, 12);

/**
 * Begins: what the previous key made that only its holder has lives on by a key of its own, wrapped by today's. Of a key
 * that others know nothing lives on: its recovery codes are void, and its links end when it is taken out.
 */
async function takeUp(job: SystemScope, { id, is_leaked: isLeaked }: Order, name: string, before: string): Promise<void> {
  const { env, now } = job.facts;
  const former = await keyName(env, before);
  const carried = await Promise.all(
    (["link", "recovery-code"] satisfies CarriedPurpose[]).map(async (purpose) => {
      const carriedId = `${purpose}-${former}`;
      return {
        id: carriedId,
        purpose,
        wrapped: await seal(env, "carried-key", carriedPlace(carriedId), base64url(await bytesFor(before, purpose))),
      };
    }),
  );
  const carrying = carried.map(
    (key) =>
      sql`insert or ignore into carried_keys (id, purpose, wrapped, created_at) values (${key.id}, ${key.purpose}, ${key.wrapped}, cast(${now} as integer))`,
  );
  const isUntaken = sql`id = ${id} and to_key is null`;
  const dropped = (table: "carried_keys" | "recovery_codes", key: string) =>
    [
      table,
      sql`delete from ${sql.identifier(table)} where rowid in (select rowid from ${sql.identifier(table)} order by ${sql.raw(key)} limit 100000)
        and exists (select 1 from master_rotations where ${isUntaken})`,
    ] as const;

  await job.say(
    ...(isLeaked
      ? [dropped("carried_keys", "id"), dropped("recovery_codes", "user_id, code_hash")]
      : carrying.map((statement) => ["carried_keys", statement] as const)),
    [
      "master_rotations",
      sql`update master_rotations set to_key = ${name}, taken_up_at = cast(${now} as integer), pass_began_at = cast(${now} as integer) where ${isUntaken}`,
    ],
  );
}

/** Seals some rows anew, or begins another pass, or ends the order. */
async function step(job: SystemScope, before: string): Promise<"some rows" | "a pass" | "all"> {
  const { now } = job.facts;
  const order = await openOrder(job);
  if (!order) return "all";
  const isAsRead = sql`id = ${order.id} and tables_done = cast(${order.tables_done} as integer) and last_row = cast(${order.last_row} as integer)`;
  const moved = (set: SQL) => job.say(["master_rotations", sql`update master_rotations set ${set} where ${isAsRead}`]);
  const station = stations[order.tables_done];
  if (!station && order.pass_turned === 0) {
    await moved(sql`finished_at = cast(${now} as integer)`);
    return "all";
  }
  if (!station) {
    await moved(sql`tables_done = 0, last_row = 0, pass_turned = 0, unopened = 0, pass_began_at = cast(${now} as integer)`);
    return "a pass";
  }

  const { turned, unopened, last } = await turnSome(
    new SystemScope(job.facts, "master-key", station.database),
    station.table,
    order.last_row,
    before,
  );
  await moved(
    sql`tables_done = tables_done + ${last === null ? 1 : 0}, last_row = cast(${last ?? 0} as integer), pass_turned = pass_turned + cast(${turned} as integer),
      turned = turned + cast(${turned} as integer), unopened = unopened + cast(${unopened} as integer)`,
  );

  return "some rows";
}

type Row = Record<string, string | number | null> & { at: number };

/** @returns how many were found under the previous key, how many under neither, and the last row looked at; null after the table's last */
async function turnSome(job: SystemScope, { table, key, sealed }: SealedTable, after: number, before: string) {
  const columns = [...key, ...sealed.map(({ column }) => column)].map((column) => sql.identifier(column));
  const [found = []] = await job.say([
    table,
    sql`select rowid as at, ${sql.join(columns, sql`, `)} from ${sql.identifier(table)} where rowid > ${after} order by rowid limit ${rowsAtOnce}`,
  ]);
  const rows = found as Row[];
  const writes = await Promise.all(
    rows.map((row) => turned(job.facts.env, { table, key, sealed }, row, before).catch(() => "unopened" as const)),
  );
  const updates = writes.filter((write) => write !== null && write !== "unopened");
  if (updates.length) await job.say(...updates.map((update) => [table, update] as const));
  const unopened = writes.filter((write) => write === "unopened").length;
  if (unopened) logged(job.facts, "master-key.unopened", { table, rows: unopened });

  return { turned: updates.length, unopened, last: rows.length < rowsAtOnce ? null : (rows.at(-1)?.at ?? null) };
}

/**
 * What seals a row anew, unless it was changed meanwhile; one whose hash another row has taken stays, and is found again.
 *
 * @returns null where today's key has sealed all of it
 * @throws Error where neither key opens a value
 */
async function turned(env: Env, { table, key, sealed }: Omit<SealedTable, "in">, row: Row, before: string): Promise<SQL | null> {
  const id = key.map((column) => `${row[column]}`);
  const sets: SQL[] = [];
  for (const { column, place, use, hashed = {} } of sealed) {
    const cipher = row[column] as string | null;
    if (cipher === null || (await opens(env, use, place(...id), cipher))) continue;
    const value = await unsealWith(await keyFor(env, use, before), place(...id), cipher);
    sets.push(sql`${sql.identifier(column)} = ${await sealWith(await keyFor(env, use), place(...id), value)}`);
    for (const [hash, purpose] of Object.entries(hashed)) sets.push(sql`${sql.identifier(hash)} = ${await keyedHash(env, purpose, value)}`);
  }
  if (!sets.length) return null;
  const isAsRead = sealed.map(({ column }) => sql`${sql.identifier(column)} is ${row[column]}`);

  return sql`update or ignore ${sql.identifier(table)} set ${sql.join(sets, sql`, `)} where rowid = ${row.at} and ${sql.join(isAsRead, sql` and `)}`;
}

const opens = async (env: Env, use: Parameters<typeof keyFor>[1], place: string, cipher: string): Promise<boolean> =>
  unsealWith(await keyFor(env, use), place, cipher).then(
    () => true,
    () => false,
  );

const logged = ({ requestId }: Facts, event: string, more: Record<string, string | number>) =>
  console.error(JSON.stringify({ level: "error", event, requestId, ...more }));
