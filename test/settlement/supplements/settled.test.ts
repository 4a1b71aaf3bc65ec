import { beforeAll, expect, test } from "vitest";
import type { Deal } from "../../../src/deals/contract";
import type { SupplementChange } from "../../../src/settlement/supplements/contract";
import { done, engaged, type Selling, selling, statement } from "../../support/deals";
import { as } from "../../support/kit";
import { confirmed } from "../../support/rewards";
import { groupFen, regularFen } from "../facts";
import { homes, mortgage, supplements } from "./changes";

const settledOn = "2008-07-22";
let at: Selling;
let deals: Deal[];
let otherId: string;
let outsider: SupplementChange;
/** Nine homes, the tier reached by the last, settled and final. */
beforeAll(async () => {
  at = await selling();
  otherId = await engaged(at, "晉江商會");
  deals = [...(await homes(at, 8, "2008-06-05", regularFen)), ...(await homes(at, 1, "2008-06-10", groupFen))];
  await confirmed(
    at,
    deals.map(({ id }) => id),
  );
  const engagement = `${at.path}/engagements/${at.engagementId}`;
  await done(as(await at.agency.member("manager")).post(`${engagement}/settlement`, { settledOn }));
  await done(as(await at.agency.member("finance")).post(`${engagement}/settlement/approval`, {}));
  outsider = { kind: "name", isFamily: false, buyers: [{ personId: deals[7]?.parties[0]?.personId ?? "", shareBps: 10_000 }] };
});

const free = () => at.units.find((id) => deals.every(({ unitId }) => unitId !== id)) ?? "";
const of = (index: number) => deals[index] as Deal;
const payables = async () => (await statement(at)).deals.map(({ deal }) => deal.price?.payableFen);

test.each<{ why: string; change: () => SupplementChange }>([
  { why: "how it is paid", change: () => mortgage },
  { why: "another buyer", change: () => outsider },
  { why: "another home", change: () => ({ kind: "unit", unitId: free(), contractPriceFen: regularFen }) },
])("$why: of the day that was settled it is refused, asked about and recorded", async ({ change }) => {
  const { ask, record } = await supplements(at);

  expect(await ask(of(0), change(), settledOn)).toMatchObject({ status: 409, body: { code: "engagement-settled" } });
  expect(await record(of(0), change(), settledOn)).toMatchObject({ status: 409, body: { code: "engagement-settled" } });
  expect((await ask(of(0), change(), "2008-07-23")).status).toBe(200);
});

test("a later one prices its own home anew, by a line that waits for a yes of its own; what was final stays", async () => {
  const { ask, record } = await supplements(at);
  const before = await payables();
  const effect = await done(ask(of(0), mortgage, "2008-07-23"));
  const after = await done(record(of(0), mortgage, "2008-07-23"));
  expect({ own: effect.own.afterFen, others: effect.others }).toEqual({ own: 428_828_40, others: [] });
  expect(after.price?.payableFen).toBe(428_828_40);
  expect((await payables()).slice(1)).toEqual(before.slice(1));

  const shown = await statement(at);
  expect(shown.engagement).toMatchObject({ settledOn, approvedAt: null });
  expect(shown.deals[0]?.lines.map(({ amountFen, state }) => [amountFen, state])).toEqual([
    [regularFen, "final"],
    [-8_663_20, "final"],
    [4_331_60, "provisional"],
  ]);
  await done(as(await at.agency.member("finance")).post(`${at.path}/engagements/${at.engagementId}/settlement/approval`, {}));
  expect((await statement(at)).deals[0]?.lines.map(({ state }) => state)).toEqual(["final", "final", "final"]);
});

test("an outsider who takes a home over afterwards leaves the colleagues what they were settled for", async () => {
  const { record } = await supplements(at);
  const before = await payables();
  const after = await done(record(of(1), outsider, "2008-07-24"));

  expect(after.price).toMatchObject({ standing: "alone", payableFen: regularFen });
  expect((await payables()).filter((_, index) => index !== 1)).toEqual(before.filter((_, index) => index !== 1));
});

test("no home is moved out of what was settled, nor into it, whatever day the paper bears", async () => {
  const { ask, record } = await supplements(at);
  const [free] = await homes({ ...at, engagementId: otherId }, 1, "2008-06-10", regularFen);
  const out: SupplementChange = { kind: "engagement", engagementId: otherId };
  const into: SupplementChange = { kind: "engagement", engagementId: at.engagementId };

  for (const [deal, change] of [
    [of(2), out],
    [free as Deal, into],
  ] as const) {
    expect(await ask(deal, change, "2008-07-25")).toMatchObject({ status: 409, body: { code: "engagement-settled" } });
    expect(await record(deal, change, "2008-07-25")).toMatchObject({ status: 409, body: { code: "engagement-settled" } });
  }
});

test("the preview of a cancellation refuses the day that was settled, and not the next", async () => {
  const staff = as(await at.agency.member("manager"));
  const ask = (cancelledOn: string) => staff.post(`${at.path}/deals/${of(3).id}/cancellation/preview`, { cancelledOn });

  expect(await ask(settledOn)).toMatchObject({ status: 409, body: { code: "engagement-settled" } });
  expect((await ask("2008-07-23")).status).toBe(200);
});
