import { expect, test } from "vitest";
import type { LeadCounts, LeadDetail } from "../../src/leads/contract";
import { cancelled, done, type Selling, selling, signed, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { phone } from "./at";

const listPriceFen = 44_200_000;

async function lead(at: Selling, told: object = {}): Promise<LeadDetail> {
  const consultant = as(await at.agency.member("consultant"));

  return done(consultant.post<LeadDetail>(`${at.path}/leads`, { name: "施小英", phone: phone(), source: "call", ...told }));
}

const stateOf = async (at: Selling, { id }: LeadDetail) => {
  const { body } = await as(await at.agency.member("manager")).get<LeadDetail>(`${at.path}/leads/${id}`);

  return { state: body.state, free: body.clocks.freeAt !== null };
};

test("who subscribes is selected, who signs is signed, and who cancels is contacted again; nobody else moves", async () => {
  const at = await selling();
  const [buyer, other] = [await lead(at), await lead(at)];

  const deal = await subscribed(at, { buyerId: buyer.personId });
  expect(await stateOf(at, buyer)).toEqual({ state: "selected", free: false });
  await signed(at, deal.id, "2008-06-03", listPriceFen);
  expect(await stateOf(at, buyer)).toEqual({ state: "signed", free: false });
  const { body } = await as(await at.agency.member("manager")).get<LeadCounts>(`${at.path}/leads/counts`);
  expect(body).toMatchObject({ registered: 2, sincere: 1 });

  await cancelled(at, deal.id, "2008-06-10");
  expect(await stateOf(at, buyer)).toEqual({ state: "contacted", free: true });
  expect((await stateOf(at, other)).state).toBe("registered");
});

test("who cancels is sincere again as long as earnest money of theirs stands", async () => {
  const at = await selling();
  const buyer = await lead(at);
  const told = { amountFen: 20_000_00, paidOn: "2008-05-30", documentNumber: "CY-0001" };
  const deposit = await done(
    as(await at.agency.member("consultant")).post<{ id: string }>(`${at.path}/leads/${buyer.id}/earnest-deposits`, told),
  );
  await done(as(await at.agency.member("finance")).post(`${at.path}/earnest-deposits/${deposit.id}/confirmation`, {}));
  const deal = await subscribed(at, { buyerId: buyer.personId });
  expect((await stateOf(at, buyer)).state).toBe("selected");

  await cancelled(at, deal.id, "2008-06-10");
  expect((await stateOf(at, buyer)).state).toBe("sincere");
});

test("a buyer recorded as another person is known by the number, before and after; one of another number is not", async () => {
  const at = await selling();
  const [number, later] = [phone(), phone()];
  const [known, other] = [await lead(at, { phone: number }), await lead(at)];
  const consultant = as(await at.agency.member("consultant"));
  const buy = (unit: number, told: string) =>
    done(
      consultant.post(`${at.path}/deals`, {
        engagementId: at.engagementId,
        unitId: at.units[unit],
        paymentMethod: "lump-sum",
        buyers: [{ person: { name: "施英", phone: told }, shareBps: 10_000 }],
        subscribedOn: "2008-06-01",
      }),
    );

  await buy(20, number);
  await buy(21, later);

  expect((await stateOf(at, known)).state).toBe("selected");
  expect((await stateOf(at, other)).state).toBe("registered");
  expect((await lead(at, { phone: later })).state).toBe("selected");
});
