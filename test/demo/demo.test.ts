import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import type { Account, Contact } from "../../src/accounts/contract";
import type { Engagement, KeyPersonTrail } from "../../src/accounts/engagements/contract";
import { app } from "../../src/app";
import type { Deal, DealDetail, Proof } from "../../src/deals/contract";
import local from "../../src/local";
import type { Claim, Rewards } from "../../src/rewards/contract";
import type { Statement } from "../../src/settlement/statement/contract";
import type { Waiting } from "../../src/settlement/waiting/contract";
import { LOCAL_NOW, nowIn } from "../../src/time/clock";
import { as, mintMember } from "../support/kit";
import { queued } from "../support/rewards";

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
    { building: "2棟", units: { withheld: 0, available: 13, held: 0, subscribed: 3, signed: 8 } },
  ]);
  expect((await caller.get(`${path}/units/u-1-0902`)).body).toMatchObject({ number: "0902", listTotalFen: 442_000_00 });
  expect(await env.DIRECTORY.prepare("select count(*) as n from allocations where agency_id = 'hopefluent'").first()).toEqual({ n: 63 });
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

describe("the demo's rewards", () => {
  const of = (campaign: string) => `/api/v1/agencies/hopefluent/campaigns/${campaign}`;
  const member = async (role: string) => as(await mintMember({ id: "hopefluent", kind: "agency", shard: "SHARD_1" }, role));
  const engagementsOf = async (campaign: string) => {
    const { body } = await (await member("manager")).get<{ items: Engagement[] }>(`${of(campaign)}/engagements?limit=100`);

    return new Map(body.items.map(({ accountName, id }) => [accountName, id]));
  };
  const rewardsOf = async (campaign: string, account: string) => {
    const id = (await engagementsOf(campaign)).get(account);
    // The first look settles what the facts of others left; nothing is typed in as a result.
    await (await member("manager")).get(`${of(campaign)}/engagements/${id}/statement`);

    return (await (await member("manager")).get<Rewards>(`${of(campaign)}/engagements/${id}/rewards`)).body;
  };
  const standing = ({ entries }: Rewards) => entries.map(({ kind, amountFen, state }) => [kind, amountFen, state]);

  test("each stands as it may stand once: paid out, set off, taken back, approved, claimed, sent back and held, claimable, accrued", async () => {
    await as(null).post("/__local/demo");
    const market = await rewardsOf("zhongyang-2008", "荷塘建材城");
    const factory = await rewardsOf("zhongyang-2008", "株洲硬質合金廠");
    const school = await rewardsOf("zhongyang-2008", "田心中學");
    const chamber = await rewardsOf("zhongyang-2008", "泉州商會");
    const works = await rewardsOf("zhongyang-now", "南方動力機械廠");
    const claims = (await (await member("manager")).get<{ items: Claim[] }>(`${of("zhongyang-2008")}/claims?limit=100`)).body.items;

    expect(standing(market)).toEqual([
      ["accrual", 1_000_00, "paid"],
      ["accrual", 1_000_00, "paid"],
      ["accrual", 1_000_00, "paid"],
      ["recovery", -1_000_00, "claimable"],
    ]);
    expect(standing(factory)).toEqual([
      ["accrual", 1_000_00, "approved"],
      ["accrual", 1_000_00, "claimed"],
    ]);
    expect(standing(school)).toEqual([["accrual", 1_000_00, "claimable"]]);
    expect(school.hold?.reason).toBe("推薦名冊待核");
    expect(chamber.entries.map(({ state }) => state)).toEqual(Array(7).fill("claimable"));
    expect(standing(works)).toEqual([["accrual", 1_000_00, "accrued"]]);
    expect(claims.map(({ accountName, state, cashFen, offsetFen }) => [accountName, state, cashFen, offsetFen]).toSorted()).toEqual(
      [
        ["荷塘建材城", "paid", 1_600_00, 0],
        ["荷塘建材城", "paid", 0, 1_000_00],
        ["株洲硬質合金廠", "approved", null, null],
        ["株洲硬質合金廠", "claimed", null, null],
        ["田心中學", "returned", null, null],
      ].toSorted(),
    );
  });

  test("around today something waits on every desk", async () => {
    await as(null).post("/__local/demo");
    const manager = await member("manager");
    const finance = (await (await member("finance")).get<Waiting>(`${of("zhongyang-now")}/waiting`)).body;
    const engagements = await engagementsOf("zhongyang-now");
    const visit = await manager.get<KeyPersonTrail>(`${of("zhongyang-now")}/engagements/${engagements.get("株洲電業局")}/key-person`);
    const { items } = (await manager.get<{ items: Deal[] }>(`${of("zhongyang-now")}/deals?limit=100`)).body;
    const proofs = await Promise.all(
      items.map(async ({ id }) => (await manager.get<{ items: Proof[] }>(`${of("zhongyang-now")}/deals/${id}/proofs`)).body.items),
    );
    const desk = as(await mintMember({ id: "shangge", kind: "developer", shard: null }, "marketing"));
    const approvals = (await desk.get<{ items: { kind: string; state: string }[] }>("/api/v1/developers/shangge/approvals")).body.items;

    expect([...engagements.keys()].toSorted()).toEqual(["南方動力機械廠", "株洲電業局", "荷塘建材城"].toSorted());
    expect(visit.body.firstVisit).toMatchObject({ confirmedAt: null });
    expect(items.map(({ state }) => state).toSorted()).toEqual(["signed", "signed", "subscribed", "subscribed", "subscribed"]);
    expect(finance.signings.map(({ unitNumber }) => unitNumber)).toEqual(["1002"]);
    expect(finance.entries.map(({ unitNumber }) => unitNumber)).toContain("1002");
    expect(proofs.flat().filter(({ outcome }) => outcome === null)).toHaveLength(1);
    expect(approvals.filter(({ state }) => state === "pending").map(({ kind }) => kind)).toEqual(["special-price"]);
  });

  test("all that it records holds together", async () => {
    await as(null).post("/__local/demo");
    await queued();
    for (const { says, sql } of invariants) {
      expect((await env.SHARD_1.prepare(sql).all()).results, says).toEqual([]);
    }
  });
});

test.each(["/__local/clock", "/__local/mail", "/__local/demo"])("%s is absent from a production configuration", async (path) => {
  for (const method of ["GET", "POST"]) {
    const ask = () => new Request<unknown, IncomingRequestCfProperties>(`http://localhost${path}`, { method });
    for (const ENVIRONMENT of [undefined, "production", "staging"]) {
      expect((await local.fetch(ask(), { ...env, ENVIRONMENT }, createExecutionContext())).status).toBe(404);
    }
    // What is deployed does not have it at all, whatever its environment says.
    expect((await app.fetch(ask(), { ...env, ENVIRONMENT: "local" }, createExecutionContext())).status).toBe(404);
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
