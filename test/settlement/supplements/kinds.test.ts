import { beforeAll, expect, test } from "vitest";
import type { Deal, DealDetail } from "../../../src/deals/contract";
import type { ChangeEffect, GroupEffect } from "../../../src/settlement/preview/contract";
import type { Supplement, SupplementChange } from "../../../src/settlement/supplements/contract";
import { done, engaged, type Selling, selling, signed, statement, subscribed } from "../../support/deals";
import { as } from "../../support/kit";
import { plant } from "../../support/planting";
import { keyPerson, referred, rewards } from "../../support/rewards";
import { groupFen, listFen, regularFen } from "../facts";
import { supplements } from "./changes";

type Effect = ChangeEffect & { joined: GroupEffect | null };

let at: Selling;
let deals: Deal[];
let keyPersonId: string;
let otherId: string;
/** Nine homes of a chamber, signed at the price before the group discount: the tier of nine is reached. */
beforeAll(async () => {
  at = await selling();
  otherId = await engaged(at, "晉江商會");
  keyPersonId = (await keyPerson(at)).personId;
  deals = [];
  for (let n = 0; n < 9; n += 1) deals.push(await subscribed(at, { unit: n }));
  for (const { id } of deals) await signed(at, id, "2008-06-05", regularFen);
});

const manager = async () => as(await at.agency.member("manager"));
const path = (deal: Deal) => `${at.path}/deals/${deal.id}/supplements`;
const of = (deal: Deal | undefined) => deal as Deal;
const person = (told: { personId: string }) => [{ personId: told.personId, shareBps: 10_000 }];

test.each<{ why: string; deal: number; change: () => SupplementChange; leaves?: number; ownFen: number }>([
  {
    why: "another payment method is priced anew by the deal's own version",
    deal: 0,
    change: () => ({ kind: "payment-method", paymentMethod: "mortgage", contractPriceFen: 437_580_00 }),
    ownFen: 428_828_40,
  },
  {
    why: "a lower price than the rule's is what is paid",
    deal: 1,
    change: () => ({ kind: "price", contractPriceFen: 420_000_00 }),
    ownFen: 420_000_00,
  },
  {
    why: "another home at the same list price costs the same",
    deal: 2,
    change: () => ({ kind: "unit", unitId: at.units[20] as string, contractPriceFen: regularFen }),
    ownFen: groupFen,
  },
  {
    why: "a smaller measured area lowers the list price, and with it all",
    deal: 3,
    change: () => ({ kind: "measured-area", areaCentiSqm: 12_900, listPriceFen: 438_600_00, contractPriceFen: 429_828_00 }),
    ownFen: 421_231_44,
  },
  {
    why: "family keeps the place in the count",
    deal: 4,
    change: () => ({ kind: "name", isFamily: true, buyers: person(of(deals[5]).parties[0] as never) }),
    ownFen: groupFen,
  },
  {
    why: "who is the key person buys for themselves, and has the first tier however many count",
    deal: 5,
    change: () => ({ kind: "name", isFamily: true, buyers: person({ personId: keyPersonId }) }),
    ownFen: groupFen,
  },
  {
    why: "an outsider leaves the count, and keeps no tier",
    deal: 6,
    change: () => ({ kind: "name", isFamily: false, buyers: person(of(deals[7]).parties[0] as never) }),
    leaves: 1,
    ownFen: regularFen,
  },
  {
    why: "a key person who is no member still buys at the first tier",
    deal: 7,
    change: () => ({ kind: "name", isFamily: false, buyers: person({ personId: keyPersonId }) }),
    leaves: 1,
    ownFen: groupFen,
  },
  {
    why: "the home counts for another account",
    deal: 8,
    change: () => ({ kind: "engagement", engagementId: otherId }),
    leaves: 1,
    ownFen: regularFen,
  },
])("$why: the preview is what then happens", async ({ deal: index, change, leaves = 0, ownFen }) => {
  const deal = of(deals[index]);
  const staff = await manager();
  const counted = (await statement(at)).countedUnits - leaves;
  const effect = await done(staff.post<Effect>(`${path(deal)}/preview`, { change: change(), signedOn: "2008-06-20" }));
  const own = effect.joined?.own ?? effect.own;
  expect({ counted: effect.countedUnits.after, ownFen: own.afterFen }).toEqual({ counted, ownFen });

  const after = await done(staff.post<DealDetail>(path(deal), { change: change(), signedOn: "2008-06-20", documentNumber: `BC-${index}` }));
  const { countedUnits, totals } = await statement(at);
  expect({ counted: countedUnits, ownFen: after.price?.payableFen }).toEqual({ counted, ownFen });
  expect(totals.payableFen).toBe(effect.payable.afterFen);
  const { items } = await done(staff.get<{ items: Supplement[] }>(path(deal)));
  expect(items).toMatchObject([{ kind: change().kind, signedOn: "2008-06-20", documentNumber: `BC-${index}` }]);
});

test("no supplement of a price above the list, nor below what was received", async () => {
  const staff = await manager();
  const deal = of(deals[0]);
  await done(
    staff.post(`${at.path}/deals/${deal.id}/ledger`, { kind: "receipt", item: "balance", amountFen: 400_000_00, onDay: "2008-06-21" }),
  );
  const say = (contractPriceFen: number) =>
    staff.post(path(deal), { change: { kind: "price", contractPriceFen }, signedOn: "2008-06-21", documentNumber: "BC-X" });

  expect(await say(listFen + 1)).toMatchObject({ body: { code: "contract-above-list" } });
  expect(await say(399_999_99)).toMatchObject({ body: { code: "contract-below-receipts" } });
});

test("a home that moves to a branch leaves its recommendation: the preview promises no reward there either", async () => {
  const here = await selling();
  const there = await engaged(here, "泉州商會醴陵分會", "chamber", (await statement(here)).engagement.accountId ?? "");
  const staff = as(await here.agency.member("manager"));
  const { personId } = await keyPerson(here);
  const { accountId } = await done(staff.get<{ accountId: string }>(`${here.path}/engagements/${there}`));
  const named = { person: { id: personId }, post: "顧問", isListedPost: true };
  const contact = await done(staff.post<{ id: string }>(`/api/v1/agencies/${here.agency.id}/accounts/${accountId}/contacts`, named));
  const visit = `${here.path}/engagements/${there}/first-visit`;
  await done(as(await here.agency.member("consultant")).post(visit, { contactId: contact.id, visitedOn: "2008-05-16" }));
  await done(staff.post(`${visit}/confirmation`, {}));
  const [referral] = await referred(here, 1);
  const [id = ""] = await plant(here, [{ referral, paidOn: "2008-06-15" }]);
  expect((await rewards(here)).claimableFen).toBe(1_000_00);

  const { ask, record } = await supplements(here);
  const change: SupplementChange = { kind: "engagement", engagementId: there };
  expect((await done(ask({ id }, change, "2008-06-20"))).rewards).toEqual({ beforeFen: 1_000_00, afterFen: 0 });
  await done(record({ id }, change, "2008-06-20"));
  expect([(await rewards(here)).claimableFen, (await rewards(here, there)).entries]).toEqual([0, []]);
});
