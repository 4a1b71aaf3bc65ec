import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Person, Revelation } from "../../src/people/contract";
import type { AgencyRole } from "../../src/tenancy/roles";
import { as, mintAgency, type Tenant } from "../support/kit";

interface Refused {
  code: string;
  errors?: { pointer: string; code: string }[];
}

const typed = { name: "梁素芬", phone: "138 1234 1234", identity: "11010519491231002x" };
let agency: Tenant<AgencyRole>;
let path: string;
const caller = async (role: AgencyRole) => as(await agency.member(role));
const recorded = async (told: object = typed) => (await (await caller("consultant")).post<Person>(path, told)).body;

beforeAll(async () => {
  agency = await mintAgency();
  path = `/api/v1/agencies/${agency.id}/people`;
});

/** Everything that the shard keeps of an agency in a table, as text. */
async function stored(table: string, owner = "agency_id"): Promise<string> {
  const { results } = await env.SHARD_1.prepare(`select * from ${table} where ${owner} = ?`).bind(agency.id).all();

  return JSON.stringify(results);
}

describe("a person of the public", () => {
  test("is shown by the ends of their numbers, and kept sealed", async () => {
    const answer = await (await caller("consultant")).post<Person>(path, typed);

    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body).toMatchObject({ name: "梁素芬", phoneMasked: "138****1234", identityMasked: "110***********002X", erasedAt: null });
    expect(answer.cost.trips).toBe(2);
    const kept = [
      await stored("people"),
      await stored("audit", "scope"),
      await stored("outbox", "scope"),
      await stored("idempotency", "scope"),
    ].join();
    expect(kept).toContain("梁素芬");
    for (const marker of ["13812341234", "8613812341234", "11010519491231002X"]) expect(kept).not.toContain(marker);
    expect(await stored("audit", "scope")).not.toContain("梁素芬");
  });

  test.each([
    { name: "李娜 13873310001", why: "a phone" },
    { name: "李娜 １３８-７３３１-０００１", why: "a phone in full-width digits" },
    { name: "張偉（11010519491231002X）", why: "an identity number" },
  ])("has no number in the name: $why", async ({ name }) => {
    const refused = { status: 422, body: { errors: [{ pointer: "/name", code: "number-in-name" }] } };
    const consultant = await caller("consultant");
    expect(await consultant.post<Refused>(path, { name })).toMatchObject(refused);
    const { id, version } = await recorded({ name: "李娜 2" });
    expect(await consultant.patch<Refused>(`${path}/${id}`, { name }, { ifMatch: version })).toMatchObject(refused);
  });

  test("is found by a whole number however it is typed, in another agency never", async () => {
    const { id } = await recorded({ name: "張三", phone: "+86 139 0000 1111", identity: "E12345678" });
    const viewer = await caller("viewer");
    const find = async (search: object, at = path) =>
      (await viewer.post<{ items: Person[] }>(`${at}/search`, search)).body.items?.map((one) => one.id);

    expect(await find({ phone: "１３９-0000-1111" })).toEqual([id]);
    expect(await find({ identity: "e 12345678" })).toEqual([id]);
    expect(await find({ phone: "13900001112" })).toEqual([]);
    const neighbour = await mintAgency("SHARD_1");
    const there = as(await neighbour.member("owner"));
    expect(
      (await there.post<{ items: Person[] }>(`/api/v1/agencies/${neighbour.id}/people/search`, { phone: "13900001111" })).body.items,
    ).toEqual([]);
    await there.post(`/api/v1/agencies/${neighbour.id}/people`, { name: "張三", phone: "13900001111" });
    const hashes = await env.SHARD_1.prepare(
      "select count(distinct phone_hash) as n, count(*) as all_of_them from people where name = '張三'",
    ).first();
    expect(hashes).toEqual({ n: 2, all_of_them: 2 }); // one phone, two agencies: nothing to match
  });

  test.each([
    { told: { name: "王", phone: "12345" }, pointer: "/phone", code: "wrong-format", why: "no phone" },
    { told: { name: "王", identity: "110105194912310021" }, pointer: "/identity", code: "wrong-format", why: "a wrong check character" },
    { told: { name: " " }, pointer: "/name", code: "too-short", why: "no name" },
  ])("is refused: $why", async ({ told, pointer, code }) => {
    const { status, body } = await (await caller("manager")).post<Refused>(path, told);

    expect(status).toBe(422);
    expect(body.errors?.map((one) => [one.pointer, one.code])).toEqual([[pointer, code]]);
    expect(JSON.stringify(body)).not.toContain("110105194912310021");
  });

  test("a search without a number asks for one", async () => {
    await recorded();

    expect((await (await caller("owner")).post<Refused>(`${path}/search`, {})).body.errors?.[0]).toMatchObject({
      pointer: "/phone",
      code: "required",
    });
  });
});

describe("the whole numbers", () => {
  test("are read by those who may, each look recorded without what was seen", async () => {
    const { id } = await recorded();
    const seen = await (await caller("finance")).post<Revelation>(`${path}/${id}/revelation`, { particulars: ["phone"] });

    expect(seen).toMatchObject({ status: 200, body: { phone: "+8613812341234" } });
    expect(seen.body).not.toHaveProperty("identity");
    const row = await env.SHARD_1.prepare(
      "select actor_id, changes from audit where scope = ? and entity_id = ? and event = 'person.revealed'",
    )
      .bind(agency.id, id)
      .first();
    expect(row).toEqual({ actor_id: (await agency.member("finance")).id, changes: '[{"field":"phone"}]' });
    expect((await (await caller("viewer")).post(`${path}/${id}/revelation`, { particulars: ["phone"] })).status).toBe(403);
  });

  test("are refused at once to whoever has lost the role, though the token still says it", async () => {
    const { id } = await recorded();
    const former = await agency.member("compliance");
    await env.SHARD_1.prepare("update staff set role = 'viewer' where agency_id = ? and id = ?").bind(agency.id, former.id).run();

    expect((await as(former).post<Refused>(`${path}/${id}/revelation`, { particulars: ["phone"] })).body.code).toBe("not-permitted");
  });
});

describe("correcting", () => {
  test("changes what is named and keeps the rest; the audit list says which field, not what", async () => {
    const before = await recorded();
    const manager = await caller("manager");

    const after = await manager.patch<Person>(`${path}/${before.id}`, { phone: "0731-82345678" }, { ifMatch: before.version });
    expect(after.body).toMatchObject({ name: "梁素芬", phoneMasked: "731****5678", identityMasked: "110***********002X", version: 2 });
    const none = await manager.patch<Person>(`${path}/${before.id}`, { identity: null }, { ifMatch: 2 });
    expect(none.body).toMatchObject({ phoneMasked: "731****5678", identityMasked: null });
    expect((await manager.patch(`${path}/${before.id}`, { name: "梁" }, { ifMatch: 1 })).status).toBe(412);
    const events = await env.SHARD_1.prepare(
      "select changes from audit where scope = ? and entity_id = ? and event = 'person.corrected' order by id",
    )
      .bind(agency.id, before.id)
      .all();
    expect(events.results).toEqual([{ changes: '[{"field":"phone"}]' }, { changes: '[{"field":"identity"}]' }]);
  });
});

describe("erasing", () => {
  test("leaves a row without anything of the person, for ever", async () => {
    const { id, version } = await recorded({ name: "將被刪除", phone: "13700001111", identity: "E87654321" });
    const owner = await caller("owner");

    const gone = await owner.post<Person>(`${path}/${id}/erasure`, undefined, { ifMatch: version });

    expect(gone.body).toMatchObject({ id, name: null, phoneMasked: null, identityMasked: null, erasedAt: expect.any(String) });
    const row = await env.SHARD_1.prepare("select * from people where agency_id = ? and id = ?")
      .bind(agency.id, id)
      .first<Record<string, unknown>>();
    expect(row).toMatchObject({
      name: null,
      phone_cipher: null,
      phone_hash: null,
      masked_phone_hash: null,
      identity_cipher: null,
      identity_hash: null,
    });
    expect((await owner.patch<Refused>(`${path}/${id}`, { name: "回來" }, { ifMatch: 2 })).body.code).toBe("person-erased");
    expect((await owner.post<Refused>(`${path}/${id}/revelation`, { particulars: ["phone"] })).body.code).toBe("person-erased");
    await expect(env.SHARD_1.prepare("update people set name = '回來', erased_at = null where id = ?").bind(id).run()).rejects.toThrow(
      "person-erased",
    );
    expect((await owner.post<{ items: Person[] }>(`${path}/search`, { phone: "13700001111" })).body.items).toEqual([]);
  });

  test("is not a consultant's to do", async () => {
    const { id } = await recorded();

    expect((await (await caller("consultant")).post(`${path}/${id}/erasure`, undefined, { ifMatch: 1 })).status).toBe(403);
  });
});

describe("the agency's key", () => {
  test("two first persons at once: both are there in the end, under one key", async () => {
    const other = await mintAgency("SHARD_2");
    const at = `/api/v1/agencies/${other.id}/people`;
    const person = as(await other.member("owner"));

    const answers = await Promise.all([1, 2, 3].map((n) => person.post<Person>(at, { name: `第${n}位`, phone: `1380000000${n}` })));
    for (const { status } of answers) expect([201, 409]).toContain(status);
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect((await person.post<Person>(at, { name: "再一位", phone: "13800000009" })).body.phoneMasked).toBe("138****0009");
    const keys = await env.SHARD_2.prepare("select count(*) as n from agency_keys where agency_id = ?").bind(other.id).first();
    expect(keys).toEqual({ n: 1 });
  });

  test("a ciphertext moved to another row or column does not open", async () => {
    const [one, two] = [await recorded(), await recorded({ name: "乙", phone: "13511112222" })];
    await env.SHARD_1.prepare("update people set phone_cipher = (select phone_cipher from people where id = ?1) where id = ?2")
      .bind(one.id, two.id)
      .run();

    expect((await (await caller("owner")).get(`${path}/${two.id}`)).status).toBe(500);
  });
});
