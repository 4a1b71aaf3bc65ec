import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { jobFacts } from "../../src/http/facts";
import type { Person, Revelation } from "../../src/people/contract";
import { turnAgencyKeys } from "../../src/people/turning/store";
import { hashedByAgencies, sealedByAgencies, sealedByMaster } from "../../src/secrets/sealed";
import { watch } from "../../src/tenancy/database";
import type { AgencyRole } from "../../src/tenancy/roles";
import { as, mintAgency, type Tenant } from "../support/kit";

const rest = 30_000;
const start = Date.now();
const later = (ms: number) => turnAgencyKeys(jobFacts(env, "cron", start + ms));
const card = "11010519491231002X";
const phoneOf = (n: number) => `1380000${String(1000 + n)}`;

let agency: Tenant<AgencyRole>;
let path: string;
beforeEach(async () => {
  agency = await mintAgency("SHARD_2");
  path = `/api/v1/agencies/${agency.id}/people`;
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const owner = async () => as(await agency.member("owner"));
const rows = async <Row>(sql: string) => (await env.SHARD_2.prepare(sql).bind(agency.id).all<Row>()).results;
const order = (restMs = rest) =>
  env.SHARD_2.prepare("insert into key_rotations (agency_id, id, ordered_at, rest_ms) values (?, ?, ?, ?)")
    .bind(agency.id, crypto.randomUUID(), start, restMs)
    .run();
const state = async () =>
  (
    await rows<{ to_number: number | null; resealed: number; finished_at: number | null }>(
      "select * from key_rotations where agency_id = ? order by rowid",
    )
  ).at(-1);
const keyNumbers = async () =>
  (await rows<{ number: number }>("select number from agency_keys where agency_id = ? order by number")).map(({ number }) => number);
const rowsByKey = () =>
  rows<{ key_number: number; n: number }>("select key_number, count(*) as n from people where agency_id = ? group by key_number");

async function recorded(count: number): Promise<Person[]> {
  const made: Person[] = [];
  for (let n = 0; n < count; n += 1) {
    const answer = await (await owner()).post<Person>(path, { name: `第${n}位`, phone: phoneOf(n), ...(n % 2 ? { identity: card } : {}) });
    expect(answer.status).toBe(201);
    made.push(answer.body);
  }

  return made;
}

const foundBy = async (search: object) =>
  (await (await owner()).post<{ items: Person[] }>(`${path}/search`, search)).body.items?.map(({ id }) => id).toSorted();

/** Runs the job until the order is finished; each run comes a rest later than the one before. */
async function finished(): Promise<void> {
  for (let run = 1; run < 50; run += 1) {
    await later(run * rest);
    if ((await state())?.finished_at !== null) return;
  }
  throw new Error("never finished");
}

describe("turning an agency's key", () => {
  test("seals everything anew, and nothing of the old key is left", async () => {
    const people = await recorded(5);
    const erased = people[4] as Person;
    await (await owner()).post(`${path}/${erased.id}/erasure`, undefined, { ifMatch: 1 });
    await (await owner()).post(path, { name: "無號碼" });
    const before = await rows<Record<string, string | null>>("select * from people where agency_id = ?");
    const former = before.flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) => (/_(cipher|hash)$/.test(column) && value ? [value] : [])),
    );
    expect(former.length).toBeGreaterThan(10);

    await order();
    await finished();

    expect([await keyNumbers(), await rowsByKey()]).toEqual([[2], [{ key_number: 2, n: 6 }]]);
    expect(await state()).toMatchObject({ to_number: 2, resealed: 6 });
    const stored = JSON.stringify([
      await rows("select * from people where agency_id = ?"),
      await rows("select * from audit where scope = ?"),
      await rows("select * from agency_keys where agency_id = ?"),
    ]);
    expect(former.filter((value) => stored.includes(value))).toEqual([]);
    expect(await foundBy({ phone: phoneOf(2) })).toEqual([people[2]?.id]);
    expect(await foundBy({ identity: card })).toEqual([people[1]?.id, people[3]?.id].toSorted());
    const revealed = await (await owner()).post<Revelation>(`${path}/${people[1]?.id}/revelation`, { particulars: ["phone", "identity"] });
    expect(revealed.body).toEqual({ phone: `+86${phoneOf(1)}`, identity: card });
    expect((await (await owner()).get<Person>(`${path}/${people[0]?.id}`)).body, "an edit that was begun goes on").toMatchObject({
      version: 1,
      name: "第0位",
    });
    const masked = await rows<{ n: number }>("select count(distinct masked_phone_hash) as n from people where agency_id = ?");
    expect(masked).toEqual([{ n: 4 }]);
    expect(await rows("select actor_side, changes from audit where scope = ? and event = 'agency-key.turned'")).toEqual([
      { actor_side: "system", changes: '[{"field":"keyNumber","to":2}]' },
    ]);

    await order();
    await finished();
    expect([await keyNumbers(), await rowsByKey()]).toEqual([[3], [{ key_number: 3, n: 6 }]]);
  });

  test("waits until no request is about that knows the old key alone; who comes meanwhile is sealed by the new one", async () => {
    const [first] = await recorded(1);
    await order();
    await later(0);
    await later(rest - 1);

    expect([await keyNumbers(), await rowsByKey()]).toEqual([[1, 2], [{ key_number: 1, n: 1 }]]);
    const second = await (await owner()).post<Person>(path, { name: "同住", phone: phoneOf(0) });
    expect(await rowsByKey()).toEqual([
      { key_number: 1, n: 1 },
      { key_number: 2, n: 1 },
    ]);
    expect(await foundBy({ phone: phoneOf(0) }), "under both keys").toEqual([first?.id, second.body.id].toSorted());

    await later(rest);
    expect([await keyNumbers(), await rowsByKey()]).toEqual([[2], [{ key_number: 2, n: 2 }]]);
    expect(await foundBy({ phone: phoneOf(0) })).toEqual([first?.id, second.body.id].toSorted());
  });

  test("an agency that has no key yet gets one; another's are left alone", async () => {
    const neighbour = await mintAgency("SHARD_2");
    await as(await neighbour.member("owner")).post(`/api/v1/agencies/${neighbour.id}/people`, { name: "鄰", phone: phoneOf(1) });
    await order();
    await finished();

    expect(await keyNumbers()).toEqual([1]);
    expect(await env.SHARD_2.prepare("select number from agency_keys where agency_id = ?").bind(neighbour.id).all()).toMatchObject({
      results: [{ number: 1 }],
    });
  });

  test("what cannot be opened keeps the old key, and holds up nothing else", async () => {
    const people = await recorded(3);
    await env.SHARD_2.prepare("update people set phone_cipher = (select phone_cipher from people where id = ?1) where id = ?2")
      .bind(people[0]?.id, people[1]?.id)
      .run();
    await order();
    await later(0);
    await later(rest);
    await later(2 * rest);

    expect(await rowsByKey()).toEqual([
      { key_number: 1, n: 1 },
      { key_number: 2, n: 2 },
    ]);
    expect([await keyNumbers(), (await state())?.finished_at]).toEqual([[1, 2], null]);
    expect(
      vi
        .mocked(console.error)
        .mock.calls.flat()
        .some((line) => String(line).includes("agency-key.unopened")),
    ).toBe(true);
  });

  test("a key that a row names cannot be deleted", async () => {
    await recorded(1);
    await expect(env.SHARD_2.prepare("delete from agency_keys where agency_id = ?").bind(agency.id).run()).rejects.toThrow("FOREIGN KEY");
  });
});

describe("while it goes on", () => {
  test("everybody is found at every moment, and no edit is overwritten", async () => {
    const people = await recorded(24);
    await order();
    await later(0);
    let isOver = false;
    const looking = (async () => {
      for (let n = 0; !isOver; n = (n + 1) % 12) expect(await foundBy({ phone: phoneOf(n) }), `person ${n}`).toEqual([people[n]?.id]);
    })();
    // The second dozen is edited all the while, each time to another number.
    const edited = new Map<string, string>();
    const editing = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const one = people[12 + (n % 12)] as Person;
        const phone = `1390000${String(1000 + n)}`;
        const answer = await (await owner()).patch<Person>(`${path}/${one.id}`, { phone }, { ifMatch: 1 + Math.floor(n / 12) });
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        edited.set(one.id, phone);
      }
    })();
    const turning = (async () => {
      for (let run = 0; run < 40 && (await state())?.finished_at === null; run += 1) await later(rest + run);
      isOver = true;
    })();
    await Promise.all([looking, editing, turning]);

    expect([await keyNumbers(), await rowsByKey()]).toEqual([[2], [{ key_number: 2, n: 24 }]]);
    expect(edited.size).toBeGreaterThan(0);
    for (const [id, phone] of edited) expect(await foundBy({ phone })).toEqual([id]);
  });

  test("an edit that falls between the job's look and its writing stands", async () => {
    const [one] = await recorded(1);
    await order();
    await later(0);
    const { batch } = watch;
    let met = 0;
    watch.batch = async (database, statements) => {
      if (statements.some(({ sql }) => sql.startsWith('update "people" set key_number')) && met++ === 0) {
        const answer = await (await owner()).patch(`${path}/${one?.id}`, { phone: phoneOf(77) }, { ifMatch: 1 });
        expect(answer.status).toBe(200);
      }
      return batch ? batch(database, statements) : statements;
    };
    try {
      await later(rest);
    } finally {
      watch.batch = batch;
    }

    expect(met).toBeGreaterThan(0);
    expect([await foundBy({ phone: phoneOf(77) }), await foundBy({ phone: phoneOf(0) })]).toEqual([[one?.id], []]);
    expect([await keyNumbers(), await rowsByKey()]).toEqual([[2], [{ key_number: 2, n: 1 }]]);
  });

  test("a crash at any of its batches loses nothing, and the next run goes on", async () => {
    const people = await recorded(3);
    const { batch } = watch;
    let crashes = 0;
    for (let at = 0, crashed = true; crashed; at += 1) {
      await order();
      await later(0);
      let left = at;
      crashed = false;
      watch.batch = async (database, statements) => {
        if (left-- === 0) {
          crashed = true;
          throw new Error("killed");
        }
        return batch ? batch(database, statements) : statements;
      };
      await later(rest).catch(() => undefined);
      watch.batch = batch;
      crashes += Number(crashed);
      for (const [n, person] of people.entries()) expect(await foundBy({ phone: phoneOf(n) }), `after crash ${at}`).toEqual([person.id]);

      await later(2 * rest);
      const { to_number: number, finished_at: isOver } = (await state()) ?? {};
      expect([number, isOver]).toEqual([at + 2, expect.any(Number)]);
      expect([await keyNumbers(), await rowsByKey()]).toEqual([[number], [{ key_number: number, n: 3 }]]);
    }

    expect(crashes, "orders, keys, what is under old ones, its writing, the count of it, a last look, the end").toBeGreaterThan(6);
  });
});

describe("what the lists name", () => {
  /** Hashes that no key of ours makes: of passwords, and of secrets that are random themselves. */
  const keyless = ["users.password_hash", "sessions.secret_hash", "sessions.previous_hash"];
  /** Found by, but made anew by nobody: carried on with the key that made them. */
  const carried = ["recovery_codes.code_hash"];
  /** Counted within minutes, and then swept: a key that is turned meanwhile counts from nothing. */
  const shortLived = ["form_tries.key_hash"];
  /** Read by nobody yet. */
  const unread = ["leads.project_hash"];

  const columnsIn = async (database: D1Database) =>
    (
      await database
        .prepare(
          "select t.name || '.' || c.name as name from sqlite_master t join pragma_table_info(t.name) c where t.type = 'table' and t.name not like '\\_cf%' escape '\\' and (c.name like '%\\_cipher' escape '\\' or c.name like '%\\_hash' escape '\\' or c.name = 'wrapped')",
        )
        .all<{ name: string }>()
    ).results.map(({ name }) => name);
  const listed = (tables: typeof sealedByAgencies | typeof sealedByMaster) =>
    tables.flatMap(({ table, sealed }) =>
      sealed.flatMap(({ column, hashed = {} }) => [column, ...Object.keys(hashed)].map((name) => `${table}.${name}`)),
    );

  test("is every sealed and every hashed column there is", async () => {
    const inShards = [
      ...listed(sealedByAgencies),
      ...hashedByAgencies.map(({ table, column }) => `${table}.${column}`),
      ...shortLived,
      ...unread,
    ];
    const ofMaster = (where: string) => listed(sealedByMaster.filter((one) => one.in === where));

    expect((await columnsIn(env.SHARD_1)).toSorted()).toEqual([...new Set([...inShards, ...ofMaster("shards")])].toSorted());
    expect((await columnsIn(env.DIRECTORY)).toSorted()).toEqual([...ofMaster("directory"), ...keyless, ...carried].toSorted());
  });

  test("is found by an index, and names its key so that one in use cannot go", async () => {
    for (const { table, key } of sealedByAgencies) {
      const { results } = await env.SHARD_1.prepare(
        "select (select json_group_array(c.name) from pragma_index_info(i.name) c) as columns from pragma_index_list(?) i",
      )
        .bind(table)
        .all<{ columns: string }>();
      expect(
        results.map(({ columns }) => columns),
        table,
      ).toContain(JSON.stringify(["agency_id", "key_number", ...key]));
      const named = await env.SHARD_1.prepare(
        `select "from" from pragma_foreign_key_list(?) where "table" = 'agency_keys' and "from" = 'key_number'`,
      )
        .bind(table)
        .all();
      expect(named.results, table).toHaveLength(1);
    }
    for (const { table, column } of hashedByAgencies) {
      const { results } = await env.SHARD_1.prepare(
        "select (select json_group_array(c.name) from pragma_index_info(i.name) c) as columns from pragma_index_list(?) i",
      )
        .bind(table)
        .all<{ columns: string }>();
      expect(
        results.some(({ columns }) => columns.startsWith(`["agency_id","${column}"`)),
        table,
      ).toBe(true);
    }
  });
});
