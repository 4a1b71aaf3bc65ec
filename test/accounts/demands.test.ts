import { describe, expect, test } from "vitest";
import type { DeclaredDemand } from "../../src/accounts/demands/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { SimulatedGroup } from "../../src/settlement/simulating/contract";
import { draft } from "../support/campaigns";
import { done, type Selling, selling, signed, subscribed } from "../support/deals";
import { as } from "../support/kit";

const path = (at: Selling) => `${at.path}/engagements/${at.engagementId}/demands`;
const consultant = async (at: Selling) => as(await at.agency.member("consultant"));
const declared = async (at: Selling, said: object) =>
  (await done((await consultant(at)).post<{ items: DeclaredDemand[] }>(path(at), { product: null, declaredOn: "2008-06-01", ...said })))
    .items;

describe("what an account says that it will take", () => {
  test("stands by product; a later word takes the place of the earlier, which stays in the history", async () => {
    const at = await selling();
    await declared(at, { product: "top-apartment", units: 9 });
    await declared(at, { product: null, units: 2 });
    const items = await declared(at, { product: "top-apartment", units: 12 });

    expect(items.map(({ product, units, endedAt }) => [product, units, endedAt !== null])).toEqual([
      ["top-apartment", 12, false],
      [null, 2, false],
      ["top-apartment", 9, true],
    ]);
  });

  test("is taken back once", async () => {
    const at = await selling();
    const [{ id } = { id: "" }] = await declared(at, { units: 9 });
    const caller = await consultant(at);

    expect((await caller.delete(`${path(at)}/${id}`)).status).toBe(204);
    expect((await caller.delete(`${path(at)}/${id}`)).status).toBe(404);
    expect((await caller.get<{ items: DeclaredDemand[] }>(path(at))).body.items.map(({ endedAt }) => endedAt !== null)).toEqual([true]);
  });

  test.each([
    { why: "a product that the campaign has not", said: { product: "villa", units: 1 }, pointer: "/product" },
    { why: "somebody who is no contact of the account", said: { units: 1, personId: "somebody" }, pointer: "/personId" },
    { why: "a day that has not come", said: { units: 1, declaredOn: "2999-01-01" }, pointer: "/declaredOn" },
    { why: "no home at all", said: { units: 0 }, pointer: "/units" },
  ])("is refused: $why", async ({ said, pointer }) => {
    const at = await selling();
    const answer = await (await consultant(at)).post<{ errors: { pointer: string }[] }>(path(at), {
      product: null,
      declaredOn: "2008-06-01",
      ...said,
    });

    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.pointer)).toEqual([pointer]);
  });

  test("of two words at once one stands", async () => {
    const at = await selling();
    await Promise.all([declared(at, { units: 9 }), declared(at, { units: 10 })]);
    const { items } = (await (await consultant(at)).get<{ items: DeclaredDemand[] }>(path(at))).body;

    expect(items.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  });
});

test("a draft is simulated with it: two signed and seven more declared meet the tier of nine", async () => {
  const at = await selling();
  for (const unit of [0, 1]) await signed(at, (await subscribed(at, { unit })).id, "2008-06-03", 433_160_00);
  await declared(at, { units: 9 });
  const at97 = {
    ...plan,
    groupTables: plan.groupTables.map((table) => ({ ...table, tiers: [{ fromUnits: 9, payableBps: 9700 }] })),
  };
  const { id } = await draft(at, at97, "2008-07-01");
  const { items } = await done(
    as(await at.agency.member("manager")).get<{ items: SimulatedGroup[] }>(`${at.path}/policy-versions/${id}/simulation`),
  );

  expect(items[0]).toMatchObject({
    deals: 2,
    demandUnits: 7,
    after: { countedUnits: 2, payableFen: 2 * 433_160_00 },
    withDemand: {
      before: { countedUnits: 9, payableFen: 9 * 424_496_80 },
      after: { countedUnits: 9, payableFen: 9 * 420_165_20 },
    },
  });
});
