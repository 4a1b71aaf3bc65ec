import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { mayBeSlug } from "../../src/organisations/rules";
import { newId } from "../../src/tenancy/ids";
import { as, mintAgency, mintDeveloper, type Person, password } from "../support/kit";
import { holdUntilAllThere } from "../support/race";

interface Tenant {
  id: string;
  name: string;
  kind: string;
  version: number;
  consultantSight?: string;
}

let n = 0;
const slug = () => `firm-${(n++).toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const owner = (id: string) => ({ name: "林啟明", email: `owner@${id}.example`, password, language: "zh-Hant" });
const nobody = as(null);

/** Somebody signed in, whose token says that they work nowhere yet. */
const newcomer = async (): Promise<Person> => ({ ...(await (await mintDeveloper()).member("owner")), memberships: [] });

const cookieOf = (headers: Headers, name: string) =>
  headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(";")[0];

describe("signing up", () => {
  test("an agency and its owner are made, with a row in the agency's shard, and the cookies let the owner in", async () => {
    const id = slug();
    const made = await nobody.post<Tenant>("/api/v1/agencies", { id, name: "合富輝煌", owner: owner(id) });

    expect(made.status).toBe(201);
    expect(made.body).toEqual({ id, name: "合富輝煌", kind: "agency", requireSecondFactor: false, version: 1, consultantSight: "all" });
    expect(made.headers.get("etag")).toBe('"1"');
    expect(made.cost.trips).toBeLessThanOrEqual(4);

    const cookie = cookieOf(made.headers, "tuantuo_access") ?? "";
    const seen = await nobody.get<Tenant>(`/api/v1/agencies/${id}`, { headers: { cookie } });
    expect(seen.body).toEqual(made.body);
    expect(cookieOf(made.headers, "tuantuo_refresh")).toBeDefined();

    const { shard } = (await env.DIRECTORY.prepare("select shard from tenants where id = ?").bind(id).first<{ shard: "SHARD_1" }>()) ?? {};
    const staff = await env[shard ?? "SHARD_1"]
      .prepare("select s.name, s.role, a.name as agency from staff s join agencies a on a.id = s.agency_id where s.agency_id = ?")
      .bind(id)
      .all();
    expect(staff.results).toEqual([{ name: "林啟明", role: "owner", agency: "合富輝煌" }]);
  });

  test("a developer has no shard and no sight of consultants", async () => {
    const id = slug();
    const made = await nobody.post<Tenant>("/api/v1/developers", { id, name: "尚格", owner: owner(id) });

    expect(made.body).toEqual({ id, name: "尚格", kind: "developer", requireSecondFactor: false, version: 1 });
    expect(made.cost.trips).toBe(2);
  });

  test("somebody who is signed in becomes the owner, and their new token knows it", async () => {
    const person = await newcomer();
    const id = slug();
    const made = await as(person).post<Tenant>("/api/v1/agencies", { id, name: "新公司" });
    const cookie = cookieOf(made.headers, "tuantuo_access") ?? "";

    expect(made.status).toBe(201);
    expect(cookieOf(made.headers, "tuantuo_refresh")).toBeUndefined();
    expect((await nobody.get(`/api/v1/agencies/${id}`, { headers: { cookie } })).status).toBe(200);
  });

  test("who did it is the new owner, in the directory's list and in the agency's", async () => {
    const id = slug();
    await nobody.post("/api/v1/agencies", { id, name: "合富輝煌", owner: owner(id) });
    const found = await Promise.all(
      [env.DIRECTORY, env.SHARD_1, env.SHARD_2].map(async (database) => {
        const { results } = await database.prepare("select actor_name, event, label from audit where scope = ?").bind(id).all();
        return results;
      }),
    );

    expect(found.flat()).toEqual(Array(2).fill({ actor_name: "林啟明", event: "agency.founded", label: "合富輝煌" }));
  });

  test.each([
    { id: "ab", code: "too-short", why: "one short of three" },
    { id: "a".repeat(41), code: "too-long", why: "one past forty" },
    { id: "-abc", code: "wrong-format", why: "a hyphen at an end" },
    { id: "abc-", code: "wrong-format", why: "a hyphen at the other end" },
    { id: "Abc", code: "wrong-format", why: "a capital" },
    { id: "合富輝煌", code: "wrong-format", why: "not of the alphabet" },
    { id: "a_b", code: "wrong-format", why: "neither letter, digit nor hyphen" },
    { id: "api", code: "reserved", why: "a word of our addresses" },
    { id: "nobody", code: "reserved", why: "whose records those without an account write" },
    { id: newId(0), code: "reserved", why: "a person's records are kept under such an id" },
  ])("the short name $id is refused: $why", async ({ id, code }) => {
    const answer = await nobody.post("/api/v1/agencies", { id, name: "x", owner: owner("x") });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: "invalid", errors: [{ pointer: "/id", code }] });
  });

  test.each([
    { id: "abc", why: "three letters" },
    { id: "a".repeat(40), why: "forty" },
    { id: "api-hk", why: "a reserved word is only a part of it" },
    { id: "8-9-10", why: "digits and hyphens" },
  ])("the short name $id may be: $why", ({ id }) => {
    expect(mayBeSlug(id)).toBe(true);
  });

  test.each([
    { body: { owner: undefined }, signedIn: false, pointer: "/owner", code: "required", why: "nobody would own it" },
    { body: {}, signedIn: true, pointer: "/owner", code: "signed-in", why: "the owner is known already" },
    { body: { name: " " }, signedIn: false, pointer: "/name", code: "too-short", why: "no name" },
    {
      body: { shard: "SHARD_1" },
      signedIn: false,
      pointer: "/shard",
      code: "unknown-field",
      why: "the shard is not the caller's to choose",
    },
    {
      body: { owner: { ...owner("x"), email: "o@pass.example", password: "O@pass.example" } },
      signedIn: false,
      pointer: "/owner/password",
      code: "password-is-email",
      why: "the password is the address",
    },
  ])("refused: $why", async ({ body, signedIn, pointer, code }) => {
    const caller = signedIn ? as(await newcomer()) : nobody;
    const id = slug();
    const answer = await caller.post("/api/v1/agencies", { id, name: "公司", owner: owner(id), ...body });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ errors: [{ pointer, code }] });
    expect(await env.DIRECTORY.prepare("select id from tenants where id = ?").bind(id).first()).toBeNull();
  });

  test("a short name is one for both kinds of tenant, and an address has one account", async () => {
    const agency = await mintAgency();
    const person = await agency.member("owner");
    const id = slug();

    const taken = await nobody.post("/api/v1/developers", { id: agency.id, name: "x", owner: owner(id) });
    const known = await nobody.post("/api/v1/agencies", { id, name: "x", owner: { ...owner(id), email: person.email.toUpperCase() } });

    expect([taken.status, taken.body]).toEqual([409, expect.objectContaining({ code: "id-taken" })]);
    expect([known.status, known.body]).toEqual([409, expect.objectContaining({ code: "email-taken" })]);
    expect(await env.DIRECTORY.prepare("select id from tenants where id = ?").bind(id).first()).toBeNull();
  });

  test("of two who take one short name at once, one gets it, and the other leaves nothing", async () => {
    const id = slug();
    const over = holdUntilAllThere(/^insert into "tenants"/, 2);
    const answers = await Promise.all(
      ["a", "b"].map((who) => nobody.post("/api/v1/agencies", { id, name: who, owner: owner(`${who}-${id}`) })),
    );
    over();
    const { results } = await env.DIRECTORY.prepare("select user_id from memberships where tenant_id = ?").bind(id).all();
    const accounts = await env.DIRECTORY.prepare(
      "select count(*) as n from users u where not exists (select 1 from memberships m where m.user_id = u.id)",
    ).first<{ n: number }>();

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(results).toHaveLength(1);
    expect(accounts?.n).toBe(0);
  });

  test("of twenty agencies that sign up at once, each goes to the emptiest shard", async () => {
    const founders = await Promise.all(Array.from({ length: 20 }, newcomer));
    const counts = async () => {
      const { results } = await env.DIRECTORY.prepare("select agencies from shards order by id").all<{ agencies: number }>();
      return results.map(({ agencies }) => agencies);
    };
    const before = await counts();
    const over = holdUntilAllThere(/^insert into "tenants"/, 20);
    const answers = await Promise.all(founders.map((person) => as(person).post("/api/v1/agencies", { id: slug(), name: "同時" })));
    over();
    const [one = 0, other = 0] = await counts();

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(one + other).toBe((before[0] ?? 0) + (before[1] ?? 0) + 20);
    expect(Math.abs(one - other)).toBeLessThanOrEqual(1);
  });

  test("an address that tries too often is told when to come back; another is not kept waiting", async () => {
    const { id: taken } = await mintAgency();
    const caller = as(await newcomer());
    const from = (address: string) =>
      caller.post("/api/v1/developers", { id: taken, name: "x" }, { headers: { "cf-connecting-ip": address } });
    const answers = [];
    for (let tried = 0; tried < 21; tried += 1) answers.push(await from("203.0.113.7"));

    expect(answers.map(({ status }) => status)).toEqual([...Array(20).fill(409), 429]);
    expect(Number(answers[20]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await from("203.0.113.8")).status).toBe(409);
  });

  test("a replay makes nothing and gives no cookies again", async () => {
    const id = slug();
    const body = { id, name: "合富輝煌", owner: owner(id) };
    const key = `key-${id}`;
    const first = await nobody.post("/api/v1/agencies", body, { key });
    const again = await nobody.post("/api/v1/agencies", body, { key });
    const other = await nobody.post("/api/v1/agencies", { ...body, id: slug() }, { key });

    expect([first.status, again.status, other.status]).toEqual([201, 409, 409]);
    expect(again.body).toMatchObject({ code: "already-answered" });
    expect(other.body).toMatchObject({ code: "key-reused" });
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test("nobody joins a twenty-first tenant: a token carries twenty", async () => {
    const person = await newcomer();
    await env.DIRECTORY.batch(
      Array.from({ length: 18 }, () => slug()).flatMap((id) => [
        env.DIRECTORY.prepare("insert into tenants (id, kind, name, created_at) values (?, 'developer', 'x', 0)").bind(id),
        env.DIRECTORY.prepare("insert into memberships (tenant_id, user_id, role, joined_at) values (?, ?, 'owner', 0)").bind(
          id,
          person.id,
        ),
      ]),
    );
    const twentieth = await as(person).post("/api/v1/developers", { id: slug(), name: "第二十" });
    const next = await as(person).post("/api/v1/developers", { id: slug(), name: "第二十一" });

    expect(twentieth.status).toBe(201);
    expect([next.status, next.body]).toEqual([409, expect.objectContaining({ code: "membership-limit" })]);
  });
});

describe("what a tenant says of itself", () => {
  test("an owner renames the agency and says what consultants see; the shard follows with the same version", async () => {
    const agency = await mintAgency("SHARD_2");
    const caller = as(await agency.member("owner"));
    const path = `/api/v1/agencies/${agency.id}`;

    const edited = await caller.patch<Tenant>(path, { name: "新名", consultantSight: "group" }, { ifMatch: 1 });
    const copy = await env.SHARD_2.prepare("select name, consultant_sight, version from agencies where id = ?").bind(agency.id).first();

    expect(edited.body).toEqual({
      id: agency.id,
      name: "新名",
      kind: "agency",
      requireSecondFactor: false,
      version: 2,
      consultantSight: "group",
    });
    expect(edited.headers.get("etag")).toBe('"2"');
    expect(edited.cost.trips).toBeLessThanOrEqual(4);
    expect(copy).toEqual({ name: "新名", consultant_sight: "group", version: 2 });
    expect((await caller.get(path)).body).toEqual(edited.body);

    const renamed = await caller.patch<Tenant>(path, { name: "再新" }, { ifMatch: 2 });
    expect(renamed.body.consultantSight).toBe("group");
  });

  test("the change is in the agency's audit list, from what to what", async () => {
    const agency = await mintAgency();
    const caller = as(await agency.member("owner"));
    await caller.patch(`/api/v1/agencies/${agency.id}`, { consultantSight: "group" }, { ifMatch: 1 });
    const list = await caller.get<{ items: { changes: unknown }[] }>(`/api/v1/agencies/${agency.id}/audit`);

    expect(list.body.items).toMatchObject([
      { event: "agency.edited", actorSide: "agency", changes: [{ field: "consultantSight", from: "all", to: "group" }] },
    ]);
  });

  test.each([
    { body: {}, ifMatch: 1, status: 422, code: "invalid", why: "nothing to change" },
    { body: { name: "x" }, ifMatch: undefined, status: 422, code: "if-match-required", why: "made from no version" },
    { body: { name: "x" }, ifMatch: 7, status: 412, code: "stale", why: "made from another version" },
    { body: { consultantSight: "none" }, ifMatch: 1, status: 422, code: "invalid", why: "no such sight" },
    { body: { id: "x" }, ifMatch: 1, status: 422, code: "invalid", why: "a short name is chosen once" },
  ])("refused: $why", async ({ body, ifMatch, status, code }) => {
    const agency = await mintAgency();
    const answer = await as(await agency.member("owner")).patch(`/api/v1/agencies/${agency.id}`, body, { ifMatch });

    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code })]);
  });

  test("a developer says nothing of consultants", async () => {
    const developer = await mintDeveloper();
    const caller = as(await developer.member("owner"));
    const path = `/api/v1/developers/${developer.id}`;

    expect((await caller.patch(path, { consultantSight: "all" }, { ifMatch: 1 })).status).toBe(422);
    const edited = await caller.patch<Tenant>(path, { name: "尚格置業" }, { ifMatch: 1 });
    expect(edited.body).toEqual({ id: developer.id, name: "尚格置業", kind: "developer", requireSecondFactor: false, version: 2 });
    expect(edited.cost.trips).toBeLessThanOrEqual(2);
  });

  test("a manager may not, a neighbour finds nothing", async () => {
    const agency = await mintAgency();
    const neighbour = await mintAgency();
    const path = `/api/v1/agencies/${agency.id}`;

    expect((await as(await agency.member("manager")).patch(path, { name: "x" }, { ifMatch: 1 })).status).toBe(403);
    expect((await as(await neighbour.member("owner")).patch(path, { name: "x" }, { ifMatch: 1 })).status).toBe(404);
    expect((await as(await neighbour.member("owner")).get(path)).status).toBe(404);
  });

  test("of two edits of one version, one is stale; a replay changes nothing", async () => {
    const agency = await mintAgency();
    const caller = as(await agency.member("owner"));
    const path = `/api/v1/agencies/${agency.id}`;
    const over = holdUntilAllThere(/^update "tenants"/, 2);
    const edits = await Promise.all(
      ["甲", "乙"].map((name) => caller.patch<Tenant>(path, { name }, { ifMatch: 1, key: `edit-${name === "甲" ? 1 : 2}-x` })),
    );
    over();
    expect(edits.map(({ status }) => status).toSorted()).toEqual([200, 412]);

    const won = edits.findIndex(({ status }) => status === 200);
    const again = await caller.patch<Tenant>(path, { name: won === 0 ? "甲" : "乙" }, { ifMatch: 1, key: `edit-${won + 1}-x` });
    expect([again.status, again.body]).toEqual([200, edits[won]?.body]);
  });
});
