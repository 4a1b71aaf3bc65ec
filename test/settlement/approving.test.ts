import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { SettlementApproved, SettlementToApprove } from "../../src/settlement/closing/contract";
import type { Waiting } from "../../src/settlement/waiting/contract";
import { businessDay } from "../../src/time/business-day";
import { done, type Selling, selling, statement } from "../support/deals";
import { as, mintDeveloper } from "../support/kit";
import { plant } from "../support/planting";
import { confirmed } from "../support/rewards";
import { linkTo } from "../support/specials";
import { groupFen, regularFen } from "./facts";

const eachFen = groupFen - regularFen;
const settled = async (at: Selling) =>
  done(as(await at.agency.member("manager")).post(`${at.path}/engagements/${at.engagementId}/settlement`, { settledOn: "2008-07-22" }));

/** Nine signed, eight of them before the tier, in a campaign whose developer is linked; and its finance. */
async function nine() {
  const developer = await mintDeveloper();
  const at = await selling({ terms: plan });
  const ids = await plant(at, [
    ...Array.from({ length: 8 }, () => ({ signedOn: "2008-06-03", contractPriceFen: regularFen })),
    { signedOn: "2008-07-10", subscribedOn: "2008-07-08", contractPriceFen: groupFen },
  ]);
  await confirmed(at, ids);
  await linkTo(at, developer);
  const finance = as(await developer.member("finance"));
  const campaigns = `/api/v1/developers/${developer.id}/agencies/${at.agency.id}/campaigns`;
  const path = `${campaigns}/${at.campaignId}`;

  return { at, developer, finance, campaigns, path, engagement: `${path}/engagements/${at.engagementId}/settlement` };
}

describe("a settlement where the developer is linked", () => {
  test("waits at the developer's finance, home by home, and is final once it has approved", async () => {
    const { at, finance, campaigns, path, engagement } = await nine();
    expect((await done(finance.get<Waiting>(`${path}/waiting`))).settlements, "nothing is settled").toEqual([]);
    expect((await finance.get(engagement)).status).toBe(404);

    await settled(at);
    const waiting = await done(finance.get<Waiting>(`${path}/waiting`));
    expect(waiting.settlements).toMatchObject([{ engagementId: at.engagementId, settledOn: "2008-07-22" }]);
    const shared = await done(finance.get<{ items: { id: string; waiting: object }[] }>(campaigns));
    expect(shared.items).toMatchObject([{ id: at.campaignId, waiting: { settlements: 1 } }]);
    const shown = await done(finance.get<SettlementToApprove>(engagement));
    expect(shown).toMatchObject({ differenceFen: 8 * eachFen, payableFen: 9 * groupFen });
    expect(shown.homes.map(({ differenceFen }) => differenceFen).toSorted((a, b) => a - b)).toEqual([...Array(8).fill(eachFen), 0]);

    expect((await done(finance.post<SettlementApproved>(`${engagement}/approval`, {}))).engagementId).toBe(at.engagementId);
    const { deals } = await statement(at);
    const states = deals.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "adjustment").map(({ state }) => state));
    expect(states).toEqual(Array(8).fill("final"));
    expect((await done(finance.get<Waiting>(`${path}/waiting`))).settlements).toEqual([]);
    expect((await finance.post(`${engagement}/approval`, {})).body).toMatchObject({ code: "wrong-state" });
  });

  test("is approved by nobody else, and not while a contract was not seen", async () => {
    const { at, developer, finance, engagement } = await nine();
    const [unseen = ""] = await plant(at, [{ signedOn: "2008-07-11", subscribedOn: "2008-07-08", contractPriceFen: groupFen }]);
    await settled(at);
    const agencyFinance = as(await at.agency.member("finance"));
    const own = `${at.path}/engagements/${at.engagementId}/settlement/approval`;
    expect((await agencyFinance.post(own, {})).body, "the agency's own").toMatchObject({ code: "developer-confirms" });
    expect((await as(await developer.member("marketing")).post(`${engagement}/approval`, {})).status).toBe(403);
    const stranger = as(await (await mintDeveloper()).member("finance"));
    expect((await stranger.post(`${engagement}/approval`, {})).status).toBe(404);

    expect((await done(finance.get<SettlementToApprove>(engagement))).homes.filter(({ isConfirmed }) => !isConfirmed)).toMatchObject([
      { dealId: unseen },
    ]);
    expect((await finance.post(`${engagement}/approval`, {})).body).toMatchObject({ code: "not-confirmed" });
  });
});

test("what is still to be paid is not paid out in cash", async () => {
  const { at, finance, engagement } = await nine();
  await settled(at);
  await done(finance.post(`${engagement}/approval`, {}));
  const [{ deal } = { deal: { id: "" } }] = (await statement(at)).deals;
  const line = env.SHARD_1.prepare(
    "insert into price_lines (agency_id, campaign_id, id, deal_id, kind, amount_fen, posted_on, state) values (?, ?, 'more', ?, 'adjustment', 100, '2008-07-22', 'final')",
  );
  await line.bind(at.agency.id, at.campaignId, deal.id).run();

  const fulfilment = { route: "cash", documentNumber: "TK-01", fulfilledOn: businessDay(Date.now(), "Asia/Shanghai") };
  const answer = await as(await at.agency.member("finance")).post(
    `${at.path}/engagements/${at.engagementId}/lines/more/fulfilment`,
    fulfilment,
  );
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/route", code: "not-allowed" }] } });
});
