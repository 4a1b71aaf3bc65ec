import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { AgencyRole } from "../../src/tenancy/roles";
import type { Building, NewUnit, Unit } from "../../src/units/contract";
import { mintProject } from "../support/campaigns";
import { as, mintAgency, type Tenant } from "../support/kit";

interface Refused {
  code: string;
  errors?: { pointer: string; code: string; detail: string }[];
}
interface List<Item> {
  items: Item[];
  next: string | null;
}

let agency: Tenant<AgencyRole>;
let project: string;
let path: string;
let caller: ReturnType<typeof as>;

beforeAll(async () => {
  agency = await mintAgency("SHARD_2");
  caller = as(await agency.member("coordinator"));
  project = await mintProject(agency);
  path = `/api/v1/agencies/${agency.id}/projects/${project}`;
});

const home = (number: string, more: Partial<NewUnit> = {}): NewUnit => ({
  building: "1棟",
  floor: Number(number.slice(0, 2)),
  number,
  product: "top-apartment",
  areaCentiSqm: 130_00,
  pricePerSqmFen: 3_400_00,
  ...more,
});
const enter = <Body = List<Unit>>(...units: NewUnit[]) => caller.post<Body>(`${path}/units`, { units });
/** What a deal would have done. */
const setState = (id: string, state: string, deal: string | null = null) =>
  env.SHARD_2.prepare("update units set state = ?, deal_id = ? where agency_id = ? and id = ?").bind(state, deal, agency.id, id).run();
const buildings = async () => (await caller.get<List<Building>>(`${path}/buildings`)).body.items;

describe("entering", () => {
  test("one: the total comes from the area, the place in the spelling that all share", async () => {
    const answer = await enter(home("0101", { building: "１棟", number: "０１０１" }));

    expect(answer).toMatchObject({
      status: 201,
      body: { items: [{ building: "1棟", number: "0101", listTotalFen: 442_000_00, state: "available", version: 1, dealId: null }] },
    });
    expect(answer.cost.trips).toBe(3);
    expect((await enter<Refused>(home("0101"))).body).toMatchObject({
      code: "unit-exists",
      errors: [{ pointer: "/units/0/number", code: "unit-exists" }],
    });
  });

  test("two hundred at once within four trips, all or none", async () => {
    const units = Array.from({ length: 200 }, (_, at) => home(`${10 + Math.floor(at / 8)}0${(at % 8) + 1}`, { building: "2棟" }));
    const answer = await enter(...units);
    expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBe(201);
    expect(answer.body.items).toHaveLength(200);
    expect(answer.cost.trips).toBeLessThanOrEqual(4);

    const again = await enter<Refused>(home("9901", { building: "2棟" }), ...units.slice(0, 3));
    expect(again.body.errors?.map(({ pointer }) => pointer)).toEqual(["/units/1/number", "/units/2/number", "/units/3/number"]);
    expect((await caller.get<List<Unit>>(`${path}/units?number=9901`)).body.items).toEqual([]);
    expect((await enter<Refused>(...units, home("0001"))).body).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/units", code: "too-long" }],
    });
  });

  test.each([
    { rows: [home("0201"), home("0201")], fault: { pointer: "/units/1/number", code: "duplicate-unit" }, why: "twice in one sheet" },
    {
      rows: [home("0202"), home("０２０２", { floor: 2 })],
      fault: { pointer: "/units/1/number", code: "duplicate-unit" },
      why: "twice, spelled differently",
    },
    {
      rows: [home("0203"), home("0204", { listTotalFen: 450_000_00 })],
      fault: { pointer: "/units/1/listTotalFen", code: "price-comes-to", detail: "與面積 × 單價不符，算出來是 442,000.00 元" },
      why: "a total that does not agree says what it comes to",
    },
    {
      rows: [home("0205", { pricePerSqmFen: undefined })],
      fault: { pointer: "/units/0/pricePerSqmFen", code: "price-needed" },
      why: "no price",
    },
    { rows: [home("0206", { floor: 201 })], fault: { pointer: "/units/0/floor", code: "too-large" }, why: "no such floor" },
    { rows: [home("0207", { building: " " })], fault: { pointer: "/units/0/building", code: "too-short" }, why: "no building" },
    {
      rows: [home("0208", { building: "㍿".repeat(20) })],
      fault: { pointer: "/units/0/building", code: "too-long" },
      why: "longer once spelled out",
    },
  ])("refused at its place: $why", async ({ rows, fault }) => {
    const answer = await enter<Refused>(...rows);

    expect(answer).toMatchObject({ status: 422, body: { code: "invalid", errors: [fault] } });
  });

  test("may be tried first: the same faults in one trip, and nothing is written", async () => {
    const check = (...units: NewUnit[]) => caller.post<Refused>(`${path}/units/checks`, { units });
    const fine = await check(home("0801"), home("0802"));

    expect(fine).toMatchObject({ status: 200, body: { units: 2 } });
    expect(fine.cost).toMatchObject({ trips: 1, written: 0 });
    expect((await check(home("0801"), home("0101"))).body).toMatchObject({ code: "unit-exists", errors: [{ pointer: "/units/1/number" }] });
    expect((await check(home("0801"), home("0801"))).body).toMatchObject({ code: "invalid", errors: [{ code: "duplicate-unit" }] });
    expect((await caller.get<List<Unit>>(`${path}/units?number=0801`)).body.items).toEqual([]);
  });

  test("not of a project that the agency does not work for", async () => {
    expect((await caller.post(`/api/v1/agencies/${agency.id}/projects/elsewhere/units`, { units: [home("0101")] })).status).toBe(404);
    expect((await caller.get(`/api/v1/agencies/${agency.id}/projects/elsewhere/units`)).status).toBe(404);
    expect((await caller.get(`/api/v1/agencies/${agency.id}/projects/elsewhere/buildings`)).status).toBe(404);

    const ended = await mintProject(agency);
    await env.DIRECTORY.prepare("update projects set agency_id = null, developer_id = ? where id = ?").bind(agency.id, ended).run();
    expect((await caller.post<Refused>(`/api/v1/agencies/${agency.id}/projects/${ended}/units`, { units: [home("0101")] })).body.code).toBe(
      "wrong-state",
    );
  });
});

describe("a list", () => {
  beforeAll(async () => {
    await enter(
      home("0302", { building: "3棟" }),
      home("0301", { building: "3棟" }),
      home("0401", { building: "3棟", product: "shop", listTotalFen: 442_000_00 }),
      home("P1", { building: "3棟", floor: -1 }),
      home("0301", { building: "4棟" }),
    );
  });

  const numbers = async (query: string) =>
    (await caller.get<List<Unit>>(`${path}/units?${query}`)).body.items.map(({ building, number }) => `${building} ${number}`);

  test("goes by building, floor and number, page by page", async () => {
    const pages: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const query = new URLSearchParams({ building: "3棟", limit: "3", ...(after ? { after } : {}) });
      const { body } = await caller.get<List<Unit>>(`${path}/units?${query}`);
      pages.push(body.items.map(({ number }) => number).join(" "));
      after = body.next;
    }
    expect(pages).toEqual(["P1 0301 0302", "0401"]);
  });

  test.each([
    { query: "number=0301", found: ["3棟 0301", "4棟 0301"], why: "a number in whichever building" },
    { query: "number=0301&building=4棟", found: ["4棟 0301"], why: "a number in one" },
    { query: "number=030", found: [], why: "the whole number only" },
    { query: "product=shop", found: ["3棟 0401"], why: "a kind of home" },
    { query: "product=shop&state=available&building=3棟", found: ["3棟 0401"], why: "all of them together" },
    { query: "building=3棟&state=signed", found: [], why: "none in that state" },
  ])("finds $query: $why", async ({ query, found }) => {
    expect(await numbers(query)).toEqual(found);
  });

  test.each(["number=0301&state=available", "ids=a&building=1棟"])("refuses %s: not declared together", async (query) => {
    expect(await caller.get<Refused>(`${path}/units?${query}`)).toMatchObject({
      status: 422,
      body: { errors: [{ code: "not-together" }] },
    });
  });
});

describe("a unit", () => {
  let unit: Unit;
  let address: string;
  let last = 1;

  const fresh = async () => {
    const { body } = await enter(home(`50${String(last++).padStart(2, "0")}`));
    unit = body.items[0] as Unit;
    address = `${path}/units/${unit.id}`;
  };

  test("is corrected with its version, the total going along with the price", async () => {
    await fresh();
    const edited = await caller.patch<Unit>(address, { pricePerSqmFen: 3_500_00, layout: "三房兩廳" }, { ifMatch: 1 });

    expect(edited).toMatchObject({ status: 200, body: { listTotalFen: 455_000_00, layout: "三房兩廳", version: 2 } });
    expect((await caller.patch(address, { layout: null }, { ifMatch: 1 })).status).toBe(412);
    expect((await caller.patch<Refused>(address, { listTotalFen: 1 }, { ifMatch: 2 })).body.errors?.[0]).toMatchObject({
      pointer: "/listTotalFen",
      code: "price-comes-to",
    });
    const { results } = await env.SHARD_2.prepare("select changes from audit where scope = ? and entity_id = ? and event = 'unit.edited'")
      .bind(agency.id, unit.id)
      .all<{ changes: string }>();
    expect(JSON.parse(results[0]?.changes ?? "")).toContainEqual({ field: "listTotalFen", from: 442_000_00, to: 455_000_00 });
  });

  test.each([
    { state: "withheld", deal: null, status: 200 },
    { state: "held", deal: null, status: 200 },
    { state: "subscribed", deal: null, status: 409 },
    { state: "signed", deal: "d", status: 409 },
  ])("$state: its price answers $status, its layout is always free", async ({ state, deal, status }) => {
    await fresh();
    await setState(unit.id, state, deal);

    expect((await caller.patch<Refused>(address, { pricePerSqmFen: 1_00 }, { ifMatch: 1 })).status).toBe(status);
    expect((await caller.patch(address, { layout: "兩房", floor: 3 }, { ifMatch: status === 200 ? 2 : 1 })).status).toBe(200);
  });

  test.each([
    { from: "available", step: "withholding", to: "withheld" },
    { from: "withheld", step: "release", to: "available" },
    { from: "withheld", step: "withholding", to: null },
    { from: "available", step: "release", to: null },
    { from: "held", step: "withholding", to: null },
    { from: "subscribed", step: "withholding", to: null },
    { from: "signed", step: "release", to: null },
  ])("$step from $from leads to $to", async ({ from, step, to }) => {
    await fresh();
    await setState(unit.id, from);
    const answer = await caller.post<Unit & Refused>(`${address}/${step}`);

    if (to === null) expect(answer).toMatchObject({ status: 409, body: { code: "wrong-state" } });
    else expect(answer).toMatchObject({ status: 200, body: { state: to, version: 2 } });
  });

  test.each([
    { state: "available", deal: null, code: null },
    { state: "withheld", deal: null, code: null },
    { state: "held", deal: null, code: "wrong-state" },
    { state: "subscribed", deal: null, code: "unit-sold" },
    { state: "signed", deal: "d", code: "unit-sold" },
  ])("$state: deleting it answers $code", async ({ state, deal, code }) => {
    await fresh();
    await setState(unit.id, state, deal);
    const answer = await caller.delete<Refused>(address);

    if (code === null) expect([answer.status, (await caller.get(address)).status]).toEqual([204, 404]);
    else expect(answer).toMatchObject({ status: 409, body: { code } });
  });

  test("stays where it is: what the directory allocated is not moved by an update", async () => {
    await fresh();
    const move = env.SHARD_2.prepare("update units set number = '9999' where agency_id = ? and id = ?").bind(agency.id, unit.id).run();
    await expect(move).rejects.toThrow(/conflict/);
  });
});

test("a building's counts follow every change, and go with its last unit", async () => {
  const of = async (name: string) => (await buildings()).find(({ building }) => building === name)?.units;
  const { body } = await enter(home("0101", { building: "9棟" }), home("0102", { building: "9棟" }), home("0103", { building: "9棟" }));
  const [first, second, third] = body.items.map(({ id }) => id) as [string, string, string];
  expect(await of("9棟")).toEqual({ withheld: 0, available: 3, held: 0, subscribed: 0, signed: 0 });

  await caller.post(`${path}/units/${first}/withholding`);
  await setState(second, "subscribed");
  await setState(third, "held");
  expect(await of("9棟")).toEqual({ withheld: 1, available: 0, held: 1, subscribed: 1, signed: 0 });

  await setState(second, "signed");
  await setState(second, "available");
  await setState(third, "available");
  await caller.delete(`${path}/units/${second}`);
  expect(await of("9棟")).toEqual({ withheld: 1, available: 1, held: 0, subscribed: 0, signed: 0 });

  await caller.delete(`${path}/units/${first}`);
  await caller.delete(`${path}/units/${third}`);
  expect(await of("9棟")).toBeUndefined();
});
