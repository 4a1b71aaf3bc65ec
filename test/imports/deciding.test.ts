import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Account, Contact } from "../../src/accounts/contract";
import type { AgencyRole } from "../../src/tenancy/roles";
import { as, mintAgency, type Person, type Tenant } from "../support/kit";
import { holdUntilAllThere, justBefore } from "../support/race";
import { type Cells, checked, report, step } from "./importing";

let agency: Tenant<AgencyRole>;
let manager: Person;
let over: (() => void) | null = null;

beforeEach(async () => {
  agency = await mintAgency("SHARD_1");
  manager = await agency.member("manager");
});
afterEach(() => {
  over?.();
  over = null;
});

const accountPath = () => `/api/v1/agencies/${agency.id}/accounts`;
const count = async (table: string) =>
  (await env.SHARD_1.prepare(`select count(*) as n from ${table} where agency_id = ?`).bind(agency.id).first<{ n: number }>())?.n;
const accountCalled = async (name: string) =>
  (await as(manager).get<{ items: Account[] }>(`${accountPath()}?named=${encodeURIComponent(name)}`)).body.items[0] as Account;
const file = (name: string, parentId?: string) => as(manager).post<Account>(accountPath(), { name, parentId });
const list: Cells[] = [
  ["甲廠", "", "王一", "廠長", "13812341234"],
  ["乙廠", "甲廠"],
];

describe("committing", () => {
  test("twice at once writes once", async () => {
    const import_ = await checked(agency, manager, list);
    over = holdUntilAllThere(/insert into "accounts"|insert into "?accounts/, 2);
    const answers = await Promise.all([1, 2].map(() => step(agency, manager, import_, "commit")));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await count("accounts")).toBe(2);
    expect(await count("contacts")).toBe(1);
  });

  test("of two lists with the same accounts at once writes one, and the other is to be looked through again", async () => {
    const [one, other] = [await checked(agency, manager, list), await checked(agency, manager, list)];
    over = holdUntilAllThere(/insert into "?accounts/, 2);
    const answers = await Promise.all([one, other].map((import_) => step(agency, manager, import_, "commit")));

    expect(answers.map(({ body }) => body.code ?? body.state).sort()).toEqual(["committed", "import-outdated"]);
    expect(await count("accounts")).toBe(2);
  });

  test("is refused whole where one of the names has been filed since", async () => {
    const import_ = await checked(agency, manager, [...list, ["丙廠"]]);
    over = justBefore(/insert into "?accounts/, async () => {
      over?.();
      over = null;
      await file("丙 廠");
    });

    expect((await step(agency, manager, import_, "commit")).body.code).toBe("import-outdated");
    expect(await count("accounts")).toBe(1);
    expect(await count("people")).toBe(0);
    const again = await as(manager).post<typeof import_>(`/api/v1/agencies/${agency.id}/imports/${import_.id}/check`);
    expect(again.body.counts).toEqual({ new: 2, same: 1, doubled: 0, refused: 0 });
    expect((await step(agency, manager, again.body, "commit")).status).toBe(200);
  });

  test("is refused where what a row hangs on has been put under another since", async () => {
    const head = (await file("總公司")).body;
    const import_ = await checked(agency, manager, [["分公司", "總公司"]]);
    const above = (await file("集團")).body;
    await as(manager).patch(`${accountPath()}/${head.id}`, { parentId: above.id }, { ifMatch: 1 });

    expect((await step(agency, manager, import_, "commit")).body.code).toBe("import-outdated");
    expect(await count("accounts")).toBe(2);
  });

  test("needs the version at which the numbers were seen", async () => {
    const import_ = await checked(agency, manager, list);
    await as(manager).post(`/api/v1/agencies/${agency.id}/imports/${import_.id}/check`);

    expect((await step(agency, manager, import_, "commit")).status).toBe(412);
    expect(await count("accounts")).toBe(0);
  });

  test("is refused once the agency's key was turned: what was sealed by the old one is not written", async () => {
    const import_ = await checked(agency, manager, list);
    const { newAgencyKey } = await import("../../src/secrets/agency-key");
    const key = await newAgencyKey(env, agency.id, 2);
    await env.SHARD_1.prepare("insert into agency_keys (agency_id, number, wrapped, created_at) values (?, 2, ?, 0)")
      .bind(agency.id, key.wrapped)
      .run();

    expect((await step(agency, manager, import_, "commit")).body.code).toBe("import-expired");
    expect(await count("people")).toBe(0);
  });
});

describe("undoing", () => {
  const committed = async (rows = list) => (await step(agency, manager, await checked(agency, manager, rows), "commit")).body;

  test("beside another undoing, or beside committing, does one of them", async () => {
    const import_ = await checked(agency, manager, list);
    over = holdUntilAllThere(/insert into guard/, 2);
    const [commit, undo] = await Promise.all([step(agency, manager, import_, "commit"), step(agency, manager, import_, "undoing")]);
    over();
    over = null;
    expect([commit.status, undo.body.code]).toEqual([200, expect.stringMatching(/wrong-state|stale/)]);

    over = holdUntilAllThere(/delete from "?accounts/, 2);
    const answers = await Promise.all([1, 2].map(() => step(agency, manager, commit.body, "undoing")));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await count("accounts")).toBe(0);
    expect(await count("name_grams")).toBe(0);
  });

  test.each([
    [
      "the account was renamed",
      async () => as(manager).patch(`${accountPath()}/${(await accountCalled("甲廠")).id}`, { name: "甲總廠" }, { ifMatch: 1 }),
    ],
    [
      "somebody else was named there",
      async () =>
        as(manager).post(`${accountPath()}/${(await accountCalled("甲廠")).id}/contacts`, {
          person: { name: "錢二" },
          post: "主任",
          isListedPost: true,
        }),
    ],
    ["another account hangs on it", async () => file("丁廠", (await accountCalled("甲廠")).id)],
    [
      "its person was corrected",
      async () => {
        const contact = await contactOf("甲廠");
        return as(manager).patch(`/api/v1/agencies/${agency.id}/people/${contact.person.id}`, { name: "王壹" }, { ifMatch: 1 });
      },
    ],
    [
      "its person's post was corrected",
      async () =>
        as(manager).patch(
          `${accountPath()}/${(await accountCalled("甲廠")).id}/contacts/${(await contactOf("甲廠")).id}`,
          { post: "顧問" },
          { ifMatch: 1 },
        ),
    ],
    [
      "its person was taken off",
      async () => as(manager).delete(`${accountPath()}/${(await accountCalled("甲廠")).id}/contacts/${(await contactOf("甲廠")).id}`),
    ],
    [
      "its person stands at another account too",
      async () =>
        as(manager).post(`${accountPath()}/${(await file("戊廠")).body.id}/contacts`, {
          person: { id: (await contactOf("甲廠")).person.id },
          post: "顧問",
          isListedPost: false,
        }),
    ],
  ])("is refused whole once %s, and says which row", async (_, use) => {
    const import_ = await committed();
    const used = await use();
    expect((used as { status: number }).status).toBeLessThan(300);
    const before = await count("accounts");
    const answer = await step(agency, manager, import_, "undoing");

    expect(answer.body.code).toBe("import-used");
    expect(answer.body.errors).toMatchObject([{ pointer: "/rows/2", code: "import-used" }]);
    expect(await count("accounts")).toBe(before);
  });

  test("is refused by the batch itself where somebody goes on with a row meanwhile", async () => {
    const import_ = await committed();
    over = justBefore(/delete from "?accounts/, async () => {
      over?.();
      over = null;
      await file("丁廠", (await accountCalled("甲廠")).id);
    });

    expect((await step(agency, manager, import_, "undoing")).body.code).toBe("import-used");
    expect(await count("accounts")).toBe(3);
  });

  test("leaves what another import made that hangs on it", async () => {
    const import_ = await committed([["甲廠"]]);
    await committed([["甲廠一分廠", "甲廠"]]);
    expect((await step(agency, manager, import_, "undoing")).body.code).toBe("import-used");
    expect(await count("accounts")).toBe(2);
  });
});

const contactOf = async (name: string) =>
  (await as(manager).get<{ items: Contact[] }>(`${accountPath()}/${(await accountCalled(name)).id}/contacts`)).body.items[0] as Contact;

/** Twenty thousand in the full test, else a tenth. */
const many = Math.min(20_000, Number(env.ROWS) / 5);

test("as many rows as may come are looked through, written and taken back within D1's thirty seconds each", async () => {
  const rows: Cells[] = Array.from({ length: many }, (_, at) => [
    `株洲市第${at}號機械製造廠`,
    "",
    at % 2 ? `聯絡${at}` : "",
    at % 2 ? "辦公室主任" : "",
    at % 2 ? `138${String(10_000_001 + at)}` : "",
  ]);
  const timed = async <T>(what: string, act: () => Promise<T>) => {
    const from = Date.now();
    const answer = await act();
    const ms = Date.now() - from;
    expect(ms, what).toBeLessThan(30_000);
    return answer;
  };
  const import_ = await checked(agency, manager, rows);
  const again = await timed("check", () => as(manager).post<typeof import_>(`/api/v1/agencies/${agency.id}/imports/${import_.id}/check`));
  expect(again.body.counts).toEqual({ new: many, same: 0, doubled: 0, refused: 0 });
  const done = await timed("commit", () => step(agency, manager, again.body, "commit"));
  expect(done.body).toMatchObject({ state: "committed" });
  expect([await count("accounts"), await count("people")]).toEqual([many, many / 2]);
  const undone = await timed("undo", () => step(agency, manager, done.body, "undoing"));
  expect(undone.body).toMatchObject({ state: "undone" });
  expect([await count("accounts"), await count("people"), await count("name_grams")]).toEqual([0, 0, 0]);
  expect((await report(agency, manager, import_, "?limit=1")).length).toBe(1);
}, 300_000);
