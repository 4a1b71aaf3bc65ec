import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { Account, Contact } from "../../src/accounts/contract";
import { jobFacts } from "../../src/http/facts";
import type { Import } from "../../src/imports/contract";
import { sweepStaged } from "../../src/imports/store";
import type { AgencyRole } from "../../src/tenancy/roles";
import { as, mintAgency, type Person, type Tenant } from "../support/kit";
import { begin, type Cells, checked, chunkOf, pathOf, type Refused, report, sha, step } from "./importing";

let agency: Tenant<AgencyRole>;
let manager: Person;

beforeEach(async () => {
  agency = await mintAgency("SHARD_1");
  manager = await agency.member("manager");
});

const accountPath = () => `/api/v1/agencies/${agency.id}/accounts`;
const accountsOf = async (query = "?sort=name&order=asc") =>
  (await as(manager).get<{ items: Account[] }>(`${accountPath()}${query}`)).body.items;
const count = async (table: string) =>
  (await env.SHARD_1.prepare(`select count(*) as n from ${table} where agency_id = ?`).bind(agency.id).first<{ n: number }>())?.n;
const everything = async () =>
  Object.fromEntries(
    await Promise.all(
      ["accounts", "people", "contacts", "name_grams", "import_made"].map(async (table) => [table, await count(table)] as const),
    ),
  );
const counts = (made: number, same = 0, doubled = 0, refused = 0) => ({ new: made, same, doubled, refused });

const list: Cells[] = [
  ["株洲商會", "", "王建國", "秘書長", "138 1234 1234"],
  ["南方集團", "", "李工", "", "0731-28123456"],
  ["南方集團株洲分公司", "南方集團", "", "", ""],
  ["江南機器廠", "江南機器廠", "趙敏", "工會主席", ""],
];

describe("a list of accounts", () => {
  test("is looked through, written at once, found by a part of its names, and taken back without a trace", async () => {
    const before = await everything();
    const import_ = await checked(agency, manager, list);
    expect(import_).toMatchObject({ state: "checked", total: 4, counts: counts(4), received: [0], fileName: "單位.xlsx", isStaged: true });
    expect(await everything()).toEqual(before);

    const committed = await step(agency, manager, import_, "commit");
    expect(committed).toMatchObject({ status: 200, body: { state: "committed", counts: counts(4), committedBy: manager.name } });
    expect(committed.cost.trips).toBe(2);
    const filed = await accountsOf();
    expect(filed.map(({ name, parentName }) => [name, parentName]).sort()).toEqual([
      ["南方集團", null],
      ["南方集團株洲分公司", "南方集團"],
      ["株洲商會", null],
      ["江南機器廠", null],
    ]);
    expect((await accountsOf("?search=株洲")).map(({ name }) => name).sort()).toEqual(["南方集團株洲分公司", "株洲商會"]);
    const chamber = filed.find(({ name }) => name === "株洲商會");
    const [contact] = (await as(manager).get<{ items: Contact[] }>(`${accountPath()}/${chamber?.id}/contacts`)).body.items;
    expect(contact).toMatchObject({ post: "秘書長", isListedPost: false, person: { name: "王建國", phoneMasked: "138****1234" } });
    const revealed = await as(manager).post(`/api/v1/agencies/${agency.id}/people/${contact?.person.id}/revelation`, {
      particulars: ["phone"],
    });
    expect(revealed.body).toMatchObject({ phone: "+8613812341234" });

    const undone = await step(agency, manager, committed.body, "undoing");
    expect(undone).toMatchObject({ status: 200, body: { state: "undone", undoneBy: manager.name } });
    expect(undone.cost.trips).toBe(2);
    expect(await everything()).toEqual(before);
    expect(await accountsOf("?search=株洲")).toEqual([]);
    expect((await step(agency, manager, undone.body, "undoing")).body.code).toBe("wrong-state");
    expect((await step(agency, manager, undone.body, "commit")).body.code).toBe("wrong-state");
  });

  test("changes nothing when the same file comes again, whatever spaces, width and case it is written in", async () => {
    await step(agency, manager, await checked(agency, manager, [...list, ["ABC 公司"]]), "commit");
    const before = await everything();
    const again = await checked(agency, manager, [...list, ["ａｂｃ公司"]]);

    expect(again.counts).toEqual(counts(0, 5));
    expect((await step(agency, manager, again, "commit")).body.code).toBe("import-empty");
    expect(await everything()).toEqual(before);
    const rows = await report(agency, manager, again);
    expect(rows.every(({ verdict, sameId }) => verdict === "same" && sameId !== null)).toBe(true);
  });

  test("says of each row what is wrong, in which column, and by which row of the file it is doubled", async () => {
    const rows: Cells[] = [
      ["甲廠", "", "王一", "", "1.38E+10"],
      ["", "", "王二", "", "13812341234"],
      ["乙廠", "", "", "", "13812341234"],
      ["丙廠", "沒有的集團"],
      ["丁廠", "", "王三"],
      ["丁 廠", "", "王四"],
      ["戊廠", "己廠"],
      ["己廠", "丁廠"],
      ["庚廠", "", "王五", "", "12345"],
      ["辛廠", "", "張三13812341234"],
      ["壬".repeat(81)],
      ["癸\u202e廠"],
    ];
    const import_ = await checked(agency, manager, rows);

    expect(import_.counts).toEqual(counts(2, 0, 1, 9));
    expect(
      (await report(agency, manager, import_, "?verdict=refused")).map(({ row, faults }) => [
        row,
        faults.map(({ field, code }) => `${field} ${code}`).join(),
      ]),
    ).toEqual([
      [2, "phone lost-digits"],
      [3, "name required"],
      [4, "contact contact-needed"],
      [5, "parent parent-unknown"],
      [8, "parent parent-unknown"], // 己廠 is to hang on another itself
      [10, "phone not-a-phone"],
      [11, "contact number-in-name"],
      [12, "name too-long"],
      [13, "name control-character"],
    ]);
    const [first] = await report(agency, manager, import_);
    expect(first?.faults[0]?.detail).toMatch(/尾數已經丟失/);
    expect(await report(agency, manager, import_, "?verdict=doubled")).toMatchObject([{ row: 7, doubles: 6 }]);
    const second = await as(manager).get<{ items: { row: number }[]; next: string }>(
      `${pathOf(agency)}/${import_.id}/rows?limit=3&after=2`,
    );
    expect(second.body).toMatchObject({ items: [{ row: 5 }, { row: 6 }, { row: 7 }], next: "5" });

    const committed = await step(agency, manager, import_, "commit");
    expect(committed.status).toBe(200);
    expect((await accountsOf()).map(({ name, parentName }) => [name, parentName])).toEqual([
      ["丁廠", null],
      ["己廠", "丁廠"],
    ]);
  });

  test("hangs branches on what is filed already, and never on what hangs on another", async () => {
    await step(agency, manager, await checked(agency, manager, [["南方集團"], ["南方集團一廠", "南方集團"]]), "commit");
    const more = await checked(agency, manager, [["南方集團二廠", "南方 集團"], ["三廠", "南方集團一廠"], ["南方集團一廠"]]);
    expect(more.counts).toEqual(counts(1, 1, 0, 1));
    expect((await step(agency, manager, more, "commit")).status).toBe(200);
    expect((await accountsOf("?search=二廠"))[0]?.parentName).toBe("南方集團");
  });

  test("takes every gram of a name once, as a single filing does", async () => {
    await step(agency, manager, await checked(agency, manager, [["哈哈哈哈商場"], ["廠"]]), "commit");
    expect((await accountsOf("?search=哈哈"))[0]?.name).toBe("哈哈哈哈商場");
    expect((await accountsOf("?search=廠"))[0]?.name).toBe("廠");
    const { results } = await env.SHARD_1.prepare("select gram, names from name_gram_counts where agency_id = ? order by gram")
      .bind(agency.id)
      .all();
    expect(results).toEqual(["哈哈", "哈商", "商場", "廠"].sort().map((gram) => ({ gram, names: 1 })));
  });
});

describe("chunks", () => {
  const rows: Cells[] = Array.from({ length: 501 }, (_, at) => [`單位${at}號`]);

  test("may come in any order and again; another under the same number is refused; what is missing is said", async () => {
    const { body: begun } = await begin(agency, manager, 501);
    const to = (number: number) => `${pathOf(agency)}/${begun.id}/chunks/${number}`;
    expect((await as(manager).put<Import>(to(1), chunkOf(rows.slice(500), 500))).body.received).toEqual([1]);
    expect((await as(manager).post<Refused>(`${pathOf(agency)}/${begun.id}/check`)).body.code).toBe("import-incomplete");
    expect(await as(manager).put<Import>(to(1), chunkOf(rows.slice(500), 500))).toMatchObject({ status: 200, body: { received: [1] } });
    expect((await as(manager).put<Refused>(to(1), chunkOf([["別的"]], 500))).body.code).toBe("import-chunk-differs");
    expect((await as(manager).put<Refused>(to(0), chunkOf(rows.slice(1, 500)))).body.errors).toMatchObject([
      { pointer: "/rows", code: "too-short" },
    ]);
    expect((await as(manager).put<Refused>(to(2), chunkOf(rows.slice(0, 1)))).body.errors).toMatchObject([
      { pointer: "/rows", code: "too-long" },
    ]);
    expect((await as(manager).put<Import>(to(0), chunkOf(rows.slice(0, 500)))).body.received).toEqual([0, 1]);
    expect((await as(manager).post<Import>(`${pathOf(agency)}/${begun.id}/check`)).body.counts).toEqual(counts(501));
    expect((await as(manager).put<Refused>(to(1), chunkOf([["別的"]], 500))).body.code).toBe("import-chunk-differs");
  });

  test("hold only what was mapped, in rows that rise", async () => {
    const { body: begun } = await begin(agency, manager, 2);
    const to = `${pathOf(agency)}/${begun.id}/chunks/0`;
    const send = async (rows: unknown) => (await as(manager).put<Refused>(to, { rows })).body.errors?.[0];
    expect(
      await send([
        { row: 2, values: { name: "甲" } },
        { row: 2, values: { name: "乙" } },
      ]),
    ).toMatchObject({ pointer: "/rows/1/row" });
    expect(
      await send([
        { row: 2, values: { name: "甲" } },
        { row: 3, values: { salary: "乙" } },
      ]),
    ).toMatchObject({ pointer: "/rows/1/values", code: "unknown-field" });
    const wrong = {
      kind: "accounts",
      total: 1,
      fileName: "x",
      digest: sha("a"),
      signature: sha("b"),
      mapping: [{ field: "salary", column: 0, header: "薪水" }],
    };
    expect((await as(manager).post<Refused>(pathOf(agency), wrong)).body.errors?.[0]).toMatchObject({
      pointer: "/mapping/0/field",
      code: "unknown-field",
    });
  });

  test("leave nothing personal in the open, and are swept after a day, with the file's name", async () => {
    const import_ = await checked(agency, manager, [["甲廠", "", "王建國王", "廠長", "13812341234"]]);
    const dump = async () =>
      JSON.stringify(
        await Promise.all(
          ["imports", "import_rows", "import_chunks", "audit"].map(
            async (table) => (await env.SHARD_1.prepare(`select * from ${table}`).all()).results,
          ),
        ),
      );
    expect(await dump()).not.toMatch(/王建國王|13812341234|單位\.xlsx/);

    await sweepStaged(jobFacts(env, "cron", Date.now() + 23 * 3_600_000));
    expect(await count("import_rows")).toBe(1);
    await sweepStaged(jobFacts(env, "cron", Date.now() + 25 * 3_600_000));
    expect(await count("import_rows")).toBe(0);
    const swept = await as(manager).get<Import>(`${pathOf(agency)}/${import_.id}`);
    expect(swept.body).toMatchObject({ state: "expired", isStaged: false, fileName: null, counts: null, received: [] });
    expect((await step(agency, manager, swept.body, "commit")).body.code).toBe("wrong-state");
  });

  test("that are swept leave a committed import, and undoing it", async () => {
    const committed = await step(agency, manager, await checked(agency, manager, list), "commit");
    await sweepStaged(jobFacts(env, "cron", Date.now() + 25 * 3_600_000));
    const swept = (await as(manager).get<Import>(`${pathOf(agency)}/${committed.body.id}`)).body;
    expect(swept).toMatchObject({ state: "committed", isStaged: false, counts: counts(4) });
    expect((await step(agency, manager, swept, "undoing")).status).toBe(200);
    expect(await count("accounts")).toBe(0);
  });
});

describe("the mapping", () => {
  test("is remembered by kind and headings, in this agency alone", async () => {
    const path = `/api/v1/agencies/${agency.id}/import-mappings/accounts`;
    expect((await as(manager).get(`${path}/${sha("b")}`)).body).toEqual({ mapping: null });
    const { body } = await begin(agency, manager, 1);
    expect((await as(manager).get(`${path}/${sha("b")}`)).body).toEqual({ mapping: body.mapping });
    expect((await as(manager).get(`${path}/${sha("c")}`)).body).toEqual({ mapping: null });
  });
});
