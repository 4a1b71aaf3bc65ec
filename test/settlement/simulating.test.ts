import { beforeAll, describe, expect, test } from "vitest";
import type { PolicyTerms } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { SimulatedGroup } from "../../src/settlement/simulating/contract";
import type { Page } from "../policies/api/version";
import { draft } from "../support/campaigns";
import { done, engaged, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { groupFen, regularFen } from "./facts";

const groupAt = (fromUnits: number, payableBps = 9800): PolicyTerms => ({
  ...plan,
  groupTables: plan.groupTables.map((table) => ({ ...table, tiers: [{ fromUnits, payableBps }] })),
});
const regularAt = (payableBps: number): PolicyTerms => ({
  ...plan,
  regular: plan.regular.map((step) => ({ ...step, effect: { kind: "rate", payableBps } })),
});

/** Eight homes of a chamber signed, one short of the plan's tier; and an account that has signed nothing. */
let at: Selling;
beforeAll(async () => {
  at = await selling();
  for (let unit = 0; unit < 8; unit += 1) await signed(at, (await subscribed(at, { unit })).id, "2008-06-03", regularFen);
  await engaged(at, "還沒有成交的商會");
});

async function simulated(terms: PolicyTerms, query = ""): Promise<Page<SimulatedGroup>> {
  const { id } = await draft(at, terms, "2008-07-01");

  return done(as(await at.agency.member("manager")).get<Page<SimulatedGroup>>(`${at.path}/policy-versions/${id}/simulation${query}`));
}

describe("a draft on the campaign's deals", () => {
  test.each<{ why: string; terms: PolicyTerms; gains: number; loses: number; afterFen: number; next: object | null }>([
    {
      why: "the terms they have: nothing moves",
      terms: plan,
      gains: 0,
      loses: 0,
      afterFen: regularFen,
      next: { fromUnits: 9, moreUnits: 1 },
    },
    { why: "the tier from eight units: all eight gain", terms: groupAt(8), gains: 8, loses: 0, afterFen: groupFen, next: null },
    {
      why: "from ten: as now, and two are missing",
      terms: groupAt(10),
      gains: 0,
      loses: 0,
      afterFen: regularFen,
      next: { fromUnits: 10, moreUnits: 2 },
    },
    {
      why: "9.9折 for one-off payment: all eight lose",
      terms: regularAt(9900),
      gains: 0,
      loses: 8,
      afterFen: 437_580_00,
      next: { fromUnits: 9, moreUnits: 1 },
    },
  ])("$why", async ({ terms, gains, loses, afterFen, next }) => {
    const { items } = await simulated(terms);

    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      accountName: "泉州商會",
      deals: 8,
      gains,
      loses,
      before: { countedUnits: 8, payableFen: 8 * regularFen, discountFen: 8 * 8_840_00, next: { fromUnits: 9, moreUnits: 1 } },
      after: { countedUnits: 8, payableFen: 8 * afterFen, discountFen: 8 * (442_000_00 - afterFen), next },
    });
    expect(items[0]?.moved.map(({ beforeFen, afterFen }) => [beforeFen, afterFen])).toEqual(
      Array(gains + loses).fill([regularFen, afterFen]),
    );
  });

  test("its own days to sign decide who counts", async () => {
    const { items } = await simulated({ ...groupAt(8), signWithinDays: 1 }); // they were signed two days after subscription

    expect(items[0]).toMatchObject({ after: { countedUnits: 0, payableFen: 8 * regularFen }, gains: 0, loses: 0 });
  });

  test("changes nothing of what they cost", async () => {
    const before = await statement(at);
    await simulated(groupAt(8));

    expect(await statement(at)).toEqual(before);
  });

  test("goes group by group to the end, those without a signed home left out", async () => {
    const { id } = await draft(at, groupAt(8), "2008-07-01");
    const manager = as(await at.agency.member("manager"));
    const seen: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page: Page<SimulatedGroup> = await done(
        manager.get<Page<SimulatedGroup>>(`${at.path}/policy-versions/${id}/simulation?limit=1${after ? `&after=${after}` : ""}`),
      );
      seen.push(...page.items.map(({ accountName }) => accountName ?? ""));
      after = page.next;
      pages += 1;
    } while (after !== null);

    expect(seen).toEqual(["泉州商會"]);
    expect(pages).toBe(2);
  });
});
