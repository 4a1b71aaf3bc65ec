import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Account, Contact } from "../../src/accounts/contract";
import type { KeyPersonTrail } from "../../src/accounts/engagements/contract";
import { app } from "../../src/app";
import type { DealDetail } from "../../src/deals/contract";
import type { Statement } from "../../src/settlement/statement/contract";
import { LOCAL_NOW, nowIn } from "../../src/time/clock";
import { as, mintMember } from "../support/kit";

test("the demo is filled in once, across directory and both shards", async () => {
  expect((await as(null).post("/__local/demo")).body).toEqual({ seeded: true });
  expect((await as(null).post("/__local/demo")).body).toEqual({ seeded: false });

  const counts = await env.DIRECTORY.prepare("select id, agencies from shards order by id").all();
  const campaigns = await env.SHARD_1.prepare("select id, status from campaigns order by id").all();
  const alone = await env.SHARD_2.prepare("select id, status from campaigns").all();
  expect(counts.results).toEqual([
    { id: "SHARD_1", agencies: 1 },
    { id: "SHARD_2", agencies: 1 },
  ]);
  expect(campaigns.results).toEqual([
    { id: "zhongyang-2008", status: "running" },
    { id: "zhongyang-now", status: "running" },
  ]);
  expect(alone.results).toEqual([{ id: "jiangpan-now", status: "draft" }]);
});

test("the demo's units stand on the board at the plan's price, and are its agency's in the directory", async () => {
  await as(null).post("/__local/demo");
  const caller = as(await mintMember({ id: "hopefluent", kind: "agency", shard: "SHARD_1" }, "consultant"));
  const path = "/api/v1/agencies/hopefluent/projects/zhongyang";

  expect((await caller.get<{ items: unknown[] }>(`${path}/buildings`)).body.items).toEqual([
    { building: "1棟", units: { withheld: 1, available: 25, held: 0, subscribed: 1, signed: 12 } },
  ]);
  expect((await caller.get(`${path}/units/u-1-0902`)).body).toMatchObject({ number: "0902", listTotalFen: 442_000_00 });
  expect(await env.DIRECTORY.prepare("select count(*) as n from allocations where agency_id = 'hopefluent'").first()).toEqual({ n: 39 });
});

test("the demo's accounts are found by two characters, and its people by their whole number", async () => {
  await as(null).post("/__local/demo");
  const caller = as(await mintMember({ id: "hopefluent", kind: "agency", shard: "SHARD_1" }, "consultant"));
  const path = "/api/v1/agencies/hopefluent";
  const names = ({ items }: { items: Account[] }) => items.map(({ name }) => name).toSorted();

  const found = await caller.get<{ items: Account[] }>(`${path}/accounts?search=${encodeURIComponent("市場")}`);
  const branches = await caller.get<{ items: Account[] }>(`${path}/accounts/acc-lusong/branches`);
  const contacts = await caller.get<{ items: Contact[] }>(`${path}/accounts/acc-quanzhou/contacts`);
  const people = await caller.post<{ items: { id: string }[] }>(`${path}/people/search`, { phone: "138 0000 1001" });
  const revealed = await caller.post(`${path}/people/per-hong/revelation`, { particulars: ["phone"] });

  expect(names(found.body)).toEqual(["蘆淞大市場", "蘆淞大市場中國城"]);
  expect(names(branches.body)).toEqual(["白關服飾城", "蘆淞大市場中國城"]);
  expect(contacts.body.items.map(({ post, person }) => [post, person.name, person.phoneMasked])).toEqual([
    ["會長", "洪志遠", "138****1001"],
    ["秘書長", "施雅文", "138****1002"],
  ]);
  expect(people.body.items.map(({ id }) => id)).toEqual(["per-hong"]);
  expect(revealed.body).toEqual({ phone: "+8613800001001" });
});

describe("the demo's deals", () => {
  const campaign = "/api/v1/agencies/hopefluent/campaigns/zhongyang-2008";
  const member = async () => as(await mintMember({ id: "hopefluent", kind: "agency", shard: "SHARD_1" }, "manager"));
  const statementOf = async (engagement: string) =>
    (await (await member()).get<Statement>(`${campaign}/engagements/${engagement}/statement`)).body;

  test("the chamber stands one short of the tier; its ninth, signed by hand, lowers eight", async () => {
    await as(null).post("/__local/demo");
    const before = await statementOf("eng-quanzhou");
    const ninth = before.deals.find(({ deal }) => deal.state === "subscribed")?.deal;

    expect(before.deals.flatMap(({ deal }) => deal.price?.payableFen ?? [])).toEqual(Array(8).fill(433_160_00));
    expect(before.next).toMatchObject({ fromUnits: 9, moreUnits: 1, savesOthersFen: 69_305_60 });
    expect(before.engagement).toMatchObject({ accountName: "泉州商會", referred: 8 });
    expect(ninth?.unitNumber).toBe("1602");

    const signed = await (await member()).post<DealDetail>(`${campaign}/deals/${ninth?.id}/signing`, {
      signedOn: "2008-07-12",
      contractNumber: "ZY-2008-1602",
      contractPriceFen: 424_496_80,
    });
    const after = await statementOf("eng-quanzhou");

    expect(signed.status).toBe(200);
    expect(after.deals.map(({ deal, adjustmentsFen }) => [deal.price?.payableFen, adjustmentsFen])).toEqual([
      ...Array(8).fill([424_496_80, -8_663_20]),
      [424_496_80, 0],
    ]);
    expect(after.totals).toMatchObject({ provisionalFen: -69_305_60, payableFen: 3_820_471_20 });
  });

  test("the market has a cancellation, the school two key persons, the works a visit to confirm", async () => {
    await as(null).post("/__local/demo");
    const market = await statementOf("eng-lusong");
    const trail = async (id: string) => (await (await member()).get<KeyPersonTrail>(`${campaign}/engagements/${id}/key-person`)).body;

    expect(market.deals.map(({ deal }) => deal.state)).toEqual(["signed", "cancelled", "signed"]);
    expect(market.deals[1]).toMatchObject({
      balanceFen: -110_000_00,
      lines: [{ kind: "base" }, { kind: "closing", amountFen: -433_160_00 }],
    });
    expect((await trail("eng-second-school")).recognitions.map(({ from, until }) => [from, until])).toEqual([
      ["2008-05-22", "2008-06-20"],
      ["2008-06-20", null],
    ]);
    expect((await trail("eng-loco")).firstVisit).toMatchObject({ visitedOn: "2008-07-11", confirmedAt: null });
  });
});

test.each(["/__local/clock", "/__local/mail", "/__local/demo"])("%s is absent from a production configuration", async (path) => {
  for (const ENVIRONMENT of [undefined, "production", "staging"]) {
    for (const method of ["GET", "POST"]) {
      const answer = await app.fetch(new Request(`http://localhost${path}`, { method }), { ...env, ENVIRONMENT }, createExecutionContext());
      expect(answer.status).toBe(404);
    }
  }
});

test("the local clock moves what the Worker takes for now", async () => {
  await as(null).post("/__local/clock", { now: "2008-06-01T00:00:00Z" });
  const moved = await as(null).get<{ now: string }>("/__local/clock");
  await as(null).post("/__local/clock", { now: null });

  expect(moved.body.now.slice(0, 16)).toBe("2008-06-01T00:00");
});

test("a request that says when it is moves no other's time, and nobody's in production", async () => {
  const told = new Headers({ [LOCAL_NOW]: "2008-06-01T00:00:00Z" });
  expect(nowIn(env, told)).toBe(Date.parse("2008-06-01T00:00:00Z"));
  expect(nowIn(env, new Headers({ [LOCAL_NOW]: "yesterday" }))).toBeGreaterThan(Date.now() - 60_000);
  expect((await as(null).get<{ now: string }>("/__local/clock")).body.now.slice(0, 4)).not.toBe("2008");
  for (const ENVIRONMENT of [undefined, "production", "staging"]) {
    expect(nowIn({ ENVIRONMENT } as Env, told)).toBeGreaterThan(Date.now() - 60_000);
  }
});
