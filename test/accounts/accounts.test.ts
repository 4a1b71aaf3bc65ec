import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Account, Contact } from "../../src/accounts/contract";
import type { AgencyRole } from "../../src/tenancy/roles";
import { as, mintAgency, type Tenant } from "../support/kit";

interface Refused {
  code: string;
  errors?: { pointer: string; code: string }[];
}
interface List<Item> {
  items: Item[];
  next: string | null;
}

let agency: Tenant<AgencyRole>;
let path: string;
let caller: ReturnType<typeof as>;

beforeAll(async () => {
  agency = await mintAgency("SHARD_2");
  path = `/api/v1/agencies/${agency.id}/accounts`;
  caller = as(await agency.member("consultant"));
});

const filed = async (name: string, parentId?: string) => (await caller.post<Account>(path, { name, parentId })).body;

describe("a key account", () => {
  test("is filed in two trips, and renamed with its version", async () => {
    const answer = await caller.post<Account>(path, { name: "泉州商會" });
    expect(answer).toMatchObject({ status: 201, body: { name: "泉州商會", parentId: null, parentName: null, version: 1 } });
    expect(answer.cost.trips).toBe(2);

    const renamed = await caller.patch<Account>(`${path}/${answer.body.id}`, { name: "泉州總商會" }, { ifMatch: 1 });
    expect(renamed).toMatchObject({ status: 200, body: { name: "泉州總商會", version: 2 } });
    expect((await caller.patch(`${path}/${answer.body.id}`, { name: "別的" }, { ifMatch: 1 })).status).toBe(412);
    expect((await caller.get<Account>(`${path}/${answer.body.id}`)).body.name).toBe("泉州總商會");
  });

  test("counts under a parent, which has none itself", async () => {
    const parent = await filed("南方集團");
    const branch = await filed("南方集團株洲分公司", parent.id);
    const alone = await filed("北方集團");

    expect(branch).toMatchObject({ parentId: parent.id, parentName: "南方集團" });
    expect((await caller.post<Refused>(path, { name: "孫公司", parentId: branch.id })).body.code).toBe("parent-has-parent");
    expect((await caller.patch<Refused>(`${path}/${parent.id}`, { parentId: alone.id }, { ifMatch: 1 })).body.code).toBe(
      "parent-has-parent",
    );
    expect((await caller.patch<Refused>(`${path}/${alone.id}`, { parentId: alone.id }, { ifMatch: 1 })).body.errors?.[0]).toMatchObject({
      pointer: "/parentId",
    });
    expect((await caller.post<Refused>(path, { name: "新", parentId: "nobody" })).body.errors?.[0]).toMatchObject({
      pointer: "/parentId",
      code: "unknown",
    });
    expect((await caller.patch<Account>(`${path}/${branch.id}`, { parentId: null }, { ifMatch: 1 })).body.parentId).toBeNull();
  });

  test("lists its branches page by page, the latest first, and no others", async () => {
    const parent = await filed("西部集團");
    const [one, two, three] = [await filed("西部一店", parent.id), await filed("西部二店", parent.id), await filed("西部三店", parent.id)];
    await filed("西部外人");
    const at = `${path}/${parent.id}/branches`;

    const first = await caller.get<List<Account>>(`${at}?limit=2`);
    const rest = await caller.get<List<Account>>(`${at}?limit=2&after=${first.body.next}`);

    expect(first.body.items.map(({ id }) => id)).toEqual([three.id, two.id]);
    expect(rest.body).toMatchObject({ items: [{ id: one.id, parentName: "西部集團" }], next: null });
    expect(first.cost.trips).toBe(1);
    expect((await caller.get<List<Account>>(`${path}/${one.id}/branches`)).body).toEqual({ items: [], next: null });
    expect((await caller.get(`${path}/nobody/branches`)).status).toBe(404);
  });

  test("two that are put under each other at once: one is", async () => {
    const [a, b] = [await filed("甲公司"), await filed("乙公司")];

    const answers = await Promise.all([
      caller.patch(`${path}/${a.id}`, { parentId: b.id }, { ifMatch: 1 }),
      caller.patch(`${path}/${b.id}`, { parentId: a.id }, { ifMatch: 1 }),
    ]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe("the search by name", () => {
  const search = async (text: string, at = caller) =>
    (await at.get<List<Account>>(`${path}?search=${encodeURIComponent(text)}`)).body.items.map(({ name }) => name);

  test("finds two characters anywhere, whole words, other widths; renamed is found by its new name alone", async () => {
    await filed("蘆淞大市場服裝商戶");
    const { id } = await filed("株洲車輛廠");

    expect(await search("市場")).toEqual(["蘆淞大市場服裝商戶"]);
    expect(await search("大市場服裝")).toEqual(["蘆淞大市場服裝商戶"]);
    expect(await search("市服")).toEqual([]);
    expect(await search("車 輛")).toEqual(["株洲車輛廠"]);
    await caller.patch(`${path}/${id}`, { name: "株洲機車廠" }, { ifMatch: 1 });
    expect(await search("車輛")).toEqual([]);
    expect(await search("機車")).toEqual(["株洲機車廠"]);
    const counts = await env.SHARD_2.prepare("select names from name_gram_counts where agency_id = ? and gram = '車輛'")
      .bind(agency.id)
      .first();
    expect(counts).toEqual({ names: 0 });
  });

  test("reads at most 500 names, whatever there is, and begins with the rarest pair", async () => {
    const other = await mintAgency("SHARD_2");
    const there = as(await other.member("owner"));
    const many = 3000;
    const each = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many})`;
    await env.SHARD_2.prepare(
      `insert into accounts (agency_id, id, name, folded_name, created_by, created_at) ${each} select ?, 'a' || printf('%05d', i), i || '號有限公司', i || '號有限公司', 'x', 0 from n`,
    )
      .bind(other.id)
      .run();
    for (const gram of ["有限", "限公", "公司"]) {
      await env.SHARD_2.prepare(
        `insert into name_grams (agency_id, kind, gram, id) ${each} select ?, 'account', ?, 'a' || printf('%05d', i) from n`,
      )
        .bind(other.id, gram)
        .run();
    }
    const at = `/api/v1/agencies/${other.id}/accounts`;
    await there.post(at, { name: "恆泰有限公司" });

    const rare = await there.get<List<Account>>(`${at}?search=${encodeURIComponent("恆泰有限公司")}`);
    const common = await there.get<List<Account>>(`${at}?search=${encodeURIComponent("公司")}&limit=50`);

    expect(rare.body.items.map(({ name }) => name)).toEqual(["恆泰有限公司"]);
    expect(rare.cost.read).toBeLessThan(50);
    expect(common.body.items).toHaveLength(50);
    expect(common.cost.read, "each found, looked at and put in order").toBeLessThan(2_500);
    expect(common.cost.trips).toBe(1);
  });

  test.each([
    { name: "恆泰紡織廠", found: 1, why: "the very name" },
    { name: " 恆泰　紡織廠 ", found: 1, why: "spaces mean nothing" },
    { name: "ＡＢＣ恆泰", found: 1, why: "nor does the width" },
    { name: "abc恆泰", found: 1, why: "nor upper and lower case" },
    { name: "恆泰紡織", found: 0, why: "a part of a name is another name" },
    { name: "恆泰紡織廠二", found: 0, why: "and so is a longer one" },
  ])("tells whether $name is filed already: $why", async ({ name, found }) => {
    const other = await mintAgency("SHARD_2");
    const [at, there] = [`/api/v1/agencies/${other.id}/accounts`, as(await other.member("owner"))];
    for (const known of ["恆泰紡織廠", "ABC恆泰"]) await there.post(at, { name: known });

    const answer = await there.get<List<Account>>(`${at}?named=${encodeURIComponent(name)}`);

    expect(answer.body.items).toHaveLength(found);
    expect(answer.cost.trips).toBe(1);
  });

  test("finds nothing of a neighbour's", async () => {
    const neighbour = await mintAgency("SHARD_2");
    await as(await neighbour.member("owner")).post(`/api/v1/agencies/${neighbour.id}/accounts`, { name: "鄰居獨有的工廠" });

    expect(await search("獨有")).toEqual([]);
  });
});

describe("the people at an account", () => {
  test("are named with their posts, new or known, once each", async () => {
    const account = await filed("大型廠礦");
    const at = `${path}/${account.id}/contacts`;
    const named = await caller.post<Contact>(at, {
      person: { name: "歐陽主席", phone: "13812341234" },
      post: "工會主席",
      isListedPost: true,
    });

    expect(named).toMatchObject({
      status: 201,
      body: { post: "工會主席", isListedPost: true, person: { name: "歐陽主席", phoneMasked: "138****1234" } },
    });
    expect(named.cost.trips).toBe(2);
    const again = await caller.post<Refused>(at, { person: { id: named.body.person.id }, post: "顧問", isListedPost: false });
    expect(again).toMatchObject({ status: 409, body: { code: "contact-exists" } });
    const elsewhere = await filed("另一個廠");
    expect(
      (
        await caller.post<Contact>(`${path}/${elsewhere.id}/contacts`, {
          person: { id: named.body.person.id },
          post: "顧問",
          isListedPost: false,
        })
      ).status,
    ).toBe(201);
    const list = await caller.get<List<Contact>>(at);
    expect(list.body.items.map(({ id }) => id)).toEqual([named.body.id]);
    expect(list.cost.trips).toBe(1);
    expect(
      (await caller.post<Refused>(at, { person: { name: "錯", phone: "1" }, post: "主任", isListedPost: true })).body.errors?.[0]?.pointer,
    ).toBe("/person/phone");
    const stranger = await caller.post<Refused>(at, { person: { id: "nobody" }, post: "主任", isListedPost: true });
    expect(stranger).toMatchObject({ status: 422, body: { errors: [{ pointer: "/person/id", code: "unknown" }] } });
    const owner = as(await agency.member("owner"));
    await owner.post(`/api/v1/agencies/${agency.id}/people/${named.body.person.id}/erasure`, undefined, { ifMatch: 1 });
    const erased = await caller.post<Refused>(at, { person: { id: named.body.person.id }, post: "主任", isListedPost: true });
    expect(erased.body.code).toBe("person-erased");
  });

  test("leave, and stay known", async () => {
    const account = await filed("學院");
    const at = `${path}/${account.id}/contacts`;
    const { body } = await caller.post<Contact>(at, { person: { name: "院長" }, post: "院長", isListedPost: true });

    expect((await caller.patch<Contact>(`${at}/${body.id}`, { post: "前院長", isListedPost: false }, { ifMatch: 1 })).body).toMatchObject({
      post: "前院長",
      isListedPost: false,
    });
    expect((await caller.call("DELETE", `${at}/${body.id}`)).status).toBe(204);
    expect((await caller.get(`${at}/${body.id}`)).status).toBe(404);
    expect((await caller.get(`/api/v1/agencies/${agency.id}/people/${body.person.id}`)).status).toBe(200);
  });
});
