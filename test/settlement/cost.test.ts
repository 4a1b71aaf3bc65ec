import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { jobFacts } from "../../src/http/facts";
import { settleLeft } from "../../src/settlement/left";
import type { Statement } from "../../src/settlement/statement/contract";
import { watch } from "../../src/tenancy/database";
import { selling, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { keyPerson, referred } from "../support/rewards";
import { groupFen } from "./facts";

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
