import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";
import { tiersOf } from "../../src/settlement/engagements/rules";
import type { FoundDeal } from "../../src/settlement/shape";
import { latestLast, tiersEndOf } from "../../src/settlement/statement/rules";
import { cancelled, done, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { groupFen, regularFen } from "./facts";

const reversing = { ...plan2008Terms, onDrop: "reverse" as const };

/** Eight of a chamber signed at the regular price, a ninth at the group's. */
async function nine(at: Selling): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < 8; index += 1) {
    const { id } = await subscribed(at, { unit: index, subscribedOn: "2008-06-01" });
    await signed(at, id, "2008-06-03", regularFen);
    ids.push(id);
  }
  const ninth = await subscribed(at, { unit: 8, subscribedOn: "2008-07-10" });
  await signed(at, ninth.id, "2008-07-12", groupFen);

  return [...ids, ninth.id];
}

describe("the ninth home of a chamber", () => {
  test("lowers the eight that were signed before it by a provisional line each, and starts at the group's price itself", async () => {
    const at = await selling();
    await nine(at);
    const { deals, totals, countedUnits, next } = await statement(at);

    expect(countedUnits).toBe(9);
    expect(deals.map(({ baseFen, adjustmentsFen, deal }) => [baseFen, adjustmentsFen, deal.price?.payableFen])).toEqual([
      ...Array(8).fill([regularFen, -8_663_20, groupFen]),
      [groupFen, 0, groupFen],
    ]);
    expect(totals).toMatchObject({
      signed: 9,
      baseFen: 8 * regularFen + groupFen,
      adjustmentsFen: -69_305_60,
      provisionalFen: -69_305_60,
      payableFen: 9 * groupFen,
      owedFen: 8 * regularFen + groupFen,
      dueBackFen: 0,
    });
    expect(deals[0], "what is only expected is asked of nobody yet").toMatchObject({
      balanceFen: groupFen,
      dueFen: regularFen,
      provisionalFen: -8_663_20,
    });
    expect(deals[8]).toMatchObject({ balanceFen: groupFen, dueFen: groupFen, provisionalFen: 0 });
    expect(deals[0]?.lines[1]).toMatchObject({
      kind: "adjustment",
      state: "provisional",
      because: { kind: "reached", units: 9, day: "2008-07-12", dealId: deals[8]?.deal.id },
    });
    expect(next).toBeNull();
  });

  test("before it, the statement says what one more would save, and until when the next must sign", async () => {
    const at = await selling();
    for (let unit = 0; unit < 8; unit += 1) await signed(at, (await subscribed(at, { unit })).id, "2008-06-03", regularFen);
    await subscribed(at, { unit: 8, subscribedOn: "2008-07-10" });
    expect((await statement(at)).deals.map(({ signBy }) => signBy)).toEqual([...Array(8).fill(null), "2008-07-17"]);

    expect((await statement(at)).next).toEqual({
      fromUnits: 9,
      moreUnits: 1,
      savesOthersFen: 69_305_60,
      by: null,
      newcomer: {
        listPriceFen: 442_000_00,
        payableFen: groupFen,
        savesFen: 8_663_20,
        tier: { fromUnits: 9, payableBps: 9800, amountFen: null, source: "category" },
      },
    });
  });

  test("one of the first eight cancels: by `keep` nothing moves for the others", async () => {
    const at = await selling();
    const [first = ""] = await nine(at);
    const gone = await cancelled(at, first, "2008-07-13");
    const { deals, countedUnits, onDrop, totals } = await statement(at);

    expect(onDrop).toBe("keep");
    expect(totals.baseFen + totals.adjustmentsFen).toBe(totals.payableFen);

    expect(gone.price?.payableFen).toBe(0);
    expect(countedUnits).toBe(8);
    expect(deals.slice(1).map(({ deal }) => deal.price?.payableFen)).toEqual(Array(8).fill(groupFen));
    expect(deals[0]?.lines.map(({ kind, amountFen, state }) => [kind, amountFen, state])).toEqual([
      ["base", regularFen, "final"],
      ["adjustment", -8_663_20, "provisional"],
      ["closing", -groupFen, "final"],
    ]);
  });

  test("by `reverse` the seven provisional lines are withdrawn and the ninth keeps its contract price as an open item", async () => {
    const at = await selling({ terms: reversing });
    const [first = ""] = await nine(at);
    await cancelled(at, first, "2008-07-13");
    const { deals, totals } = await statement(at);

    expect(deals.slice(1, 8).map(({ deal, lines }) => [deal.price?.payableFen, lines[1]?.state, lines.length])).toEqual(
      Array(7).fill([regularFen, "withdrawn", 2]),
    );
    expect(deals[8]?.deal.price).toMatchObject({ payableFen: groupFen, openFen: 8_663_20 });
    expect(deals[1]?.lines[1]?.withdrawnBecause).toMatchObject({ kind: "lost", units: 8, day: "2008-07-13", dealId: first });
    expect(totals, "what was expected back for the one that is gone is no longer").toMatchObject({
      signed: 8,
      baseFen: 7 * regularFen + groupFen,
      adjustmentsFen: 0,
      provisionalFen: 0,
      payableFen: 7 * regularFen + groupFen,
    });
  });
});

describe("what is promised of a next tier", () => {
  test.each([
    { of: "a", latest: "a2", why: "the engagement's own latest, whatever its colleagues subscribed since" },
    { of: "b", latest: "b1", why: "and theirs to them" },
    { of: "none", latest: "b1", why: "without a home of its own, the group's" },
    { of: null, latest: "b1", why: "of a whole group, its latest" },
  ])("a newcomer is thought to be like $why", ({ of, latest }) => {
    const found = [
      ["a", "a2", "2008-06-02"],
      ["b", "b1", "2008-06-09"],
      ["a", "a1", "2008-06-01"],
    ].map(([engagementId, id, on]) => ({ row: { engagementId, id }, facts: { id, buyer: { on } } }) as unknown as FoundDeal);
    expect(latestLast(found, of).at(-1)?.id).toBe(latest);
  });

  test("it may be settled from the day that the latest of all published versions leaves, as the settling itself is refused before", async () => {
    const at = await selling();
    const { id } = await subscribed(at, { unit: 0 });
    await signed(at, id, "2008-06-03", regularFen);
    const before = (await statement(at)).settleFrom;
    await env[at.agency.shard as "SHARD_1"]
      .prepare(
        `insert into policy_versions (agency_id, id, campaign_id, number, status, effective_from, terms, created_by, created_at, updated_at)
         select agency_id, id || '-longer', campaign_id, number + 1, 'published', '2008-07-01', json_set(terms, '$.signWithinDays', 30), created_by, created_at, updated_at
         from policy_versions where agency_id = ? and campaign_id = ? and status = 'published'`,
      )
      .bind(at.agency.id, at.campaignId)
      .run();
    const { settleFrom } = await statement(at);
    expect([before, settleFrom]).toEqual(["2008-07-22", "2008-08-14"]);
    const settle = async (settledOn: string) =>
      as(await at.agency.member("manager")).post(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn });
    expect(await settle("2008-08-13")).toMatchObject({ body: { code: "settled-too-early" } });
    expect((await settle("2008-08-14")).status).toBeLessThan(300);
  });

  test.each([
    { settledOn: null, backdateDays: null, today: "2026-01-01", ends: null, why: "any day may still be recorded" },
    { settledOn: null, backdateDays: 3, today: "2008-07-25", ends: null, why: "the last day to record the last day to sign" },
    { settledOn: null, backdateDays: 3, today: "2008-07-26", ends: "over", why: "a day later nobody can come to count" },
    { settledOn: "2008-07-22", backdateDays: null, today: "2008-07-22", ends: "settled", why: "what is settled moves no more" },
  ] as const)("until the days to sign and to record are over: $why", ({ settledOn, backdateDays, today, ends }) => {
    expect(tiersEndOf(settledOn, "2008-07-22", backdateDays, today)).toBe(ends);
  });

  test.each([
    { category: "chamber", credential: null, fromUnits: 9, why: "the category's own table, its lowest tier" },
    { category: "nobody", credential: null, fromUnits: null, why: "a category without a table" },
    { category: null, credential: null, fromUnits: null, why: "neither a category nor a credential" },
    { category: null, credential: "teacher", fromUnits: 1, why: "a channel's credential" },
  ])("the first one: $why", ({ category, credential, fromUnits }) => {
    const terms = {
      ...plan2008Terms,
      groupTables: plan2008Terms.groupTables.map((table) => ({ ...table, tiers: [{ fromUnits: 20, payableBps: 9_700 }, ...table.tiers] })),
    };
    expect(tiersOf(terms, { category, credential })[0]?.fromUnits ?? null).toBe(fromUnits);
  });

  test("nothing more once it is settled, to the buyer neither", async () => {
    const at = await selling();
    expect(await statement(at), "nothing is sold: what the policy in force gives").toMatchObject({
      next: null,
      first: { fromUnits: 9, payableBps: 9_800 },
    });
    const { id } = await subscribed(at, { unit: 0 });
    await signed(at, id, "2008-06-03", regularFen);
    expect(await statement(at)).toMatchObject({ next: { fromUnits: 9, moreUnits: 8 }, first: null, tiersEnd: null });
    const { receipt } = await done(
      as(await at.agency.member("finance")).post<{ receipt: { secret: string } }>(`${at.path}/deals/${id}/receipt`, {}),
    );
    const seen = async () => done(as(null).post<{ next: object | null }>("/api/v1/public/receipts/lookup", { secret: receipt.secret }));
    expect((await seen()).next).toMatchObject({ moreUnits: 8 });

    await done(
      as(await at.agency.member("manager")).post(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn: "2008-07-22" }),
    );
    expect(await statement(at)).toMatchObject({ next: null, first: null, tiersEnd: "settled" });
    expect((await seen()).next).toBeNull();
  });
});
