import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { Waiting } from "../../src/settlement/waiting/contract";
import { done, selling, signed, statement, subscribed } from "../support/deals";
import { as, mintDeveloper } from "../support/kit";
import { confirmed, reported } from "../support/rewards";
import { linkTo } from "../support/specials";
import { regularFen } from "./facts";

describe("what finance weighs a row against", () => {
  test("whose home, what the rule asks, what is payable and what of it was confirmed; of the buyers a masked name alone", async () => {
    const at = await selling({ terms: plan });
    const { id } = await subscribed(at);
    const mistyped = 4_244_97;
    await signed(at, id, "2008-06-03", mistyped);
    const other = await subscribed(at);
    const deposit = await reported(at, other.id, { item: "deposit", amountFen: 20_000_00, onDay: "2008-06-02" });
    await confirmed(at, [], [deposit]);
    await reported(at, id, { amountFen: 4_000_00 });
    await reported(at, other.id, { amountFen: 1_000_00 });
    await statement(at);
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    const path = `/api/v1/developers/${developer.id}/agencies/${at.agency.id}/campaigns/${at.campaignId}/waiting`;
    const finance = as(await developer.member("finance"));

    const { signings, entries } = await done(finance.get<Waiting>(path));
    const { accountName } = await done(
      as(await at.agency.member("manager")).get<{ accountName: string }>(`${at.path}/engagements/${at.engagementId}`),
    );
    const sold = { accountName, buyerName: "陳＊明", buyers: 1 };
    expect(signings).toMatchObject([{ dealId: id, ...sold, contractPriceFen: mistyped, ruleFen: regularFen }]);
    expect(entries.toSorted((a, b) => b.amountFen - a.amountFen)).toMatchObject([
      { dealId: id, ...sold, amountFen: 4_000_00, payableFen: mistyped, confirmedFen: 0 },
      { dealId: other.id, ...sold, amountFen: 1_000_00, payableFen: null, confirmedFen: 20_000_00, listPriceFen: other.listPriceFen },
    ]);
    expect(JSON.stringify(entries), "no whole name").not.toContain("陳大明");

    await env[at.agency.shard as "SHARD_1"]
      .prepare("update people set name = null, erased_at = 1, phone_cipher = null, identity_cipher = null where agency_id = ?")
      .bind(at.agency.id)
      .run();
    expect((await done(finance.get<Waiting>(path))).signings).toMatchObject([{ buyerName: null, buyers: 1 }]);
  });

  test("the rule's price is that of the day the home first counted, not what a tier reached later makes of it", async () => {
    const at = await selling({ terms: plan });
    const { id } = await subscribed(at, { unit: 0 });
    await signed(at, id, "2008-06-03", regularFen);
    await statement(at);
    await env[at.agency.shard as "SHARD_1"]
      .prepare("update deal_prices set payable_fen = payable_fen - 8_663_20 where agency_id = ?")
      .bind(at.agency.id)
      .run();
    const finance = as(await at.agency.member("finance"));

    expect((await done(finance.get<Waiting>(`${at.path}/waiting`))).signings).toMatchObject([{ dealId: id, ruleFen: regularFen }]);
  });
});
