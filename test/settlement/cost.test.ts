import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { settleLeft } from "../../src/settlement/left";
import { postingOf } from "../../src/settlement/posting/rules";
import { type Settled, settle } from "../../src/settlement/rules";
import { dealFactsOf, rewardsOf } from "../../src/settlement/shape";
import type { Statement } from "../../src/settlement/statement/contract";
import { watch } from "../../src/tenancy/database";
import { selling, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { expectWithin, quickest } from "../support/pace";
import { plant } from "../support/planting";
import { keyPerson, referred } from "../support/rewards";
import { groupFen } from "./facts";
import { rowsOf } from "./history";
import { story, versions } from "./stories";

describe("a thousand deals of one engagement", () => {
  test("are settled by one read and one write, and their statement is one round trip", async () => {
    const at = await selling();
    await keyPerson(at);
    const names = await referred(at, 100);
    await plant(
      at,
      Array.from({ length: 1_000 }, (_, index) => ({ referral: names[index], paidOn: index < 100 ? "2008-06-15" : undefined })),
    );
    const before = watch.batch;
    const batches: string[] = [];
    watch.batch = async (database, statements) => {
      const settles = statements.some(({ params }) => params.includes("prices.settled"));
      if (statements.some(({ params }) => params.includes(at.agency.id))) batches.push(settles ? "write" : "read");

      return before ? before(database, statements) : statements;
    };
    await settleLeft(jobFacts(env, "queue", Date.now()));
    watch.batch = before;
    expect(batches).toEqual(["read", "write"]);

    const answer = await as(await at.agency.member("viewer")).get<Statement>(`${at.path}/engagements/${at.engagementId}/statement`);
    expect(answer.body.totals).toMatchObject({ signed: 1_000, payableFen: 1_000 * groupFen });
    expect(answer.cost.trips).toBe(1);
    const { results } = await env.SHARD_1.prepare("select count(*) entries, sum(amount_fen) fen from reward_entries where agency_id = ?")
      .bind(at.agency.id)
      .all();
    expect(results).toEqual([{ entries: 100, fen: 100 * 1_000_00 }]);
  });
});

describe("a thousand mixed deals: three versions, special prices and own tables, supplements, cancellations, own purchases, conditions", () => {
  const drawn = fc.sample(fc.array(story, { minLength: 1_000, maxLength: 1_000 }), { numRuns: 1, seed: 20080712 })[0] ?? [];
  // One own table for all of the engagement; a special price of its own or a supplement for each sixth.
  const tabled = drawn.findIndex(({ special }) => special?.forAll && special.table !== null);
  const stories = drawn.map((told, at) => ({
    ...told,
    special: told.special && (at === tabled || at % 3 === 0) ? { ...told.special, forAll: at === tabled } : null,
    supplement: at % 3 === 0 ? told.supplement : null,
  }));
  const rows = rowsOf(versions, stories);
  const found = dealFactsOf(rows);
  const facts = found.map((deal) => deal.facts);

  const asRead = () => dealFactsOf(rows).map((deal) => deal.facts);

  test("are as mixed as they say", () => {
    const counted = {
      special: facts.filter(({ specials }) => specials.length > 0).length,
      table: facts.filter(({ specials }) => specials.some(({ effect }) => effect.kind === "tiers")).length,
      supplement: facts.filter(({ earlier }) => earlier.length > 0).length,
      cancelled: facts.filter(({ cancelledOn }) => cancelledOn !== null).length,
      own: facts.filter(({ isOwnPurchase }) => isOwnPurchase).length,
      outside: facts.filter(({ standing }) => standing.standing !== "counted").length,
    };
    for (const [what, count] of Object.entries(counted)) expect(count, what).toBeGreaterThan(50);
  });

  test("the rule takes at most 10 ms", () => {
    expectWithin(10, asRead, settle);
  });

  test("shaping its rows takes at most 20 ms, posting its lines 5 ms, and its rewards 10 ms", () => {
    const prices = settle(facts);
    const post = () => found.map(({ lines, facts: { cancelledOn } }, at) => postingOf(lines, prices[at] as Settled, cancelledOn !== null));

    expectWithin(20, () => rows, dealFactsOf, "shaping");
    expectWithin(5, () => found, post, "posting");
    const due = (deals: typeof found) => rewardsOf(rows, deals);
    expectWithin(10, () => found, due, "rewards");
  });

  test("twice as many take about twice as long", () => {
    const twice = () => [...asRead(), ...asRead().map((one) => ({ ...one, id: `${one.id}-again` }))];
    const once = Math.max(1, quickest(0, asRead, settle));
    expect(quickest(3.5 * once, twice, settle)).toBeLessThan(3.5 * once);
  });
});

test("signing is two round trips: the fact with what it needs to be settled, and the settlement", async () => {
  const at = await selling();
  const { id } = await subscribed(at, { unit: 0 });
  const consultant = as(await at.agency.member("consultant"));
  const answer = await consultant.post(`${at.path}/deals/${id}/signing`, {
    signedOn: "2008-06-03",
    contractNumber: "HT-1",
    contractPriceFen: groupFen,
  });

  expect([answer.status, answer.cost.trips]).toEqual([200, 2]);
});
