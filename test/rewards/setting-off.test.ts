import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { ChangeEffect } from "../../src/settlement/preview/contract";
import type { Waiting } from "../../src/settlement/waiting/contract";
import { publish } from "../support/campaigns";
import { cancelled, done, engaged, statement } from "../support/deals";
import { earning } from "../support/earning";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { approved, asked, confirmed, keyPerson, payment, reported, rewards } from "../support/rewards";
import { code } from "../support/signings";

describe("set off against the key person's own deal", () => {
  test("in part: a receipt on the deal, no price line; if that deal cancels it may be claimed again, and is not paid out twice", async () => {
    const at = await earning(3);
    const { id } = await approved(at, at.personId);
    const stranger = at.deals[0] ?? "";
    expect(code(await payment(at, id, { offset: { dealId: stranger, amountFen: 1_00 } })), "somebody else's deal").toBe("not-own-deal");
    expect(code(await payment(at, id, { taxFen: 500_00, offset: { dealId: at.own, amountFen: 2_500_01 } }))).toBe("invalid");
    const waiting = await done(as(await at.agency.member("finance")).get<Waiting>(`${at.path}/waiting`));
    expect(waiting.claims, "finance is told which homes those are").toMatchObject([{ id, ownDeals: [{ dealId: at.own }] }]);
    const before = (await statement(at)).deals.find(({ deal }) => deal.id === at.own);
    const offset = { dealId: at.own, amountFen: 2_000_00 };
    expect(await done(payment(at, id, { taxFen: 500_00, offset }))).toMatchObject({ offsetFen: 2_000_00, cashFen: 500_00 });

    const after = (await statement(at)).deals.find(({ deal }) => deal.id === at.own);
    expect(after?.lines).toEqual(before?.lines);
    expect(after?.receivedFen).toBe(2_000_00);
    expect(after?.balanceFen).toBe((before?.balanceFen ?? 0) - 2_000_00);

    const preview = { cancelledOn: "2008-06-25" };
    const manager = as(await at.agency.member("manager"));
    const effect = await done(manager.post<ChangeEffect>(`${at.path}/deals/${at.own}/cancellation/preview`, preview));
    expect(effect, "the buyer is told that none of it is refunded").toMatchObject({ heldFen: 2_000_00, setOffFen: 2_000_00 });
    const gone = await cancelled(at, at.own, "2008-06-25");
    expect(gone.receivedFen - gone.refundedFen, "nothing is left to be given back in cash").toBe(0);
    const again = await rewards(at);
    expect(again.entries.filter(({ kind }) => kind === "returned")).toMatchObject([{ amountFen: 2_000_00, state: "claimable" }]);
    expect(again.claimableFen).toBe(2_000_00);
    expect((await done(asked(at, at.personId))).grossFen).toBe(2_000_00);
  });

  test("what came back with a cancelled home is none of what somebody was given in the year", async () => {
    const at = await earning(3);
    await env.SHARD_1.prepare("update recipients set yearly_limit_fen = 300000 where agency_id = ?").bind(at.agency.id).run();
    const { id } = await approved(at, at.personId);
    await done(payment(at, id, { offset: { dealId: at.own, amountFen: 2_000_00 } }));
    await cancelled(at, at.own, "2008-06-25");
    await rewards(at);
    expect(await done(payment(at, (await approved(at, at.personId)).id))).toMatchObject({ grossFen: 2_000_00, state: "paid" });
  });

  test("what it completes elsewhere earns there: the first instalment of a home that another engagement recommended", async () => {
    const at = await earning(3);
    const branch = await engaged(at, "攸縣商會");
    await keyPerson(at, "2008-05-16", branch);
    const consultant = as(await at.agency.member("consultant"));
    const { items } = await done(
      consultant.post<{ items: { id: string; personId: string }[] }>(`${at.path}/engagements/${branch}/referrals`, {
        referredOn: "2008-05-20",
        evidence: "roster",
        people: [{ id: at.personId }],
      }),
    );
    const [home = ""] = await plant(
      at,
      items.map((referral) => ({ engagementId: branch, referral })),
    );
    const most = { item: "balance", amountFen: 433_160_00 - 1_000_00, onDay: "2008-06-15" };
    await confirmed(at, [home], [await reported(at, home, most)]);
    expect((await rewards(at, branch)).deals).toMatchObject([{ why: "first-instalment-not-paid" }]);

    const { id } = await approved(at, at.personId);
    await done(payment(at, id, { offset: { dealId: home, amountFen: 1_000_00 } }));
    expect((await rewards(at, branch)).entries).toMatchObject([{ dealId: home, kind: "accrual", amountFen: 1_000_00 }]);
  });

  test("no home of another campaign: what came in there is that campaign's to count", async () => {
    const at = await earning(1);
    const manager = as(await at.agency.member("manager"));
    const days = { startsOn: "2008-05-15", endsOn: "2008-07-15" };
    const planned = { name: "同一樓盤的另一次拓展", projectId: at.projectId, ...days, from: { template: "plan-2008" } };
    const { id: campaignId } = await done(manager.post<{ id: string }>(`/api/v1/agencies/${at.agency.id}/campaigns`, planned));
    const path = `/api/v1/agencies/${at.agency.id}/campaigns/${campaignId}`;
    const { items } = await done(manager.get<{ items: { id: string }[] }>(`${path}/policy-versions`));
    const other = { ...at, campaignId, path, versionId: items[0]?.id ?? "" };
    await publish(other);
    const [home = ""] = await plant({ ...other, engagementId: await engaged(other, "攸縣商會") }, [{ buyerId: at.personId }]);
    const { id } = await approved(at, at.personId);

    expect(code(await payment(at, id, { offset: { dealId: home, amountFen: 1_00 } }))).toBe("not-own-deal");
  });

  test("never above the deal's price", async () => {
    const at = await earning(1);
    const { id } = await approved(at, at.personId);
    const paid = env.SHARD_1.prepare(
      "insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, reported_by, reported_by_name, reported_at) values (?, ?, 'most', ?, 'receipt', 'balance', 42449680, '2008-06-20', 'x', 'x', 1)",
    );
    await paid.bind(at.agency.id, at.campaignId, at.own).run();

    expect(code(await payment(at, id, { offset: { dealId: at.own, amountFen: 1 } }))).toBe("receipt-above-price");
    expect((await payment(at, id)).status, "in cash it may").toBe(200);
  });
});
