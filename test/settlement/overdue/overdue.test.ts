import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { CampaignDetail } from "../../../src/campaigns/contract";
import type { Waiting } from "../../../src/settlement/waiting/contract";
import { addDays, businessDay } from "../../../src/time/business-day";
import { cancelled, done, type Selling, selling, signed, statement, subscribed } from "../../support/deals";
import { as, mintDeveloper } from "../../support/kit";
import { confirmed, reported } from "../../support/rewards";
import { linkTo } from "../../support/specials";
import { regularFen } from "../facts";

const days = 30;
/** The clock of a module stands still at its beginning: asked in a test. */
const today = () => businessDay(Date.now(), "Asia/Shanghai");
const waiting = async (at: Selling): Promise<Waiting> => done(as(await at.agency.member("finance")).get<Waiting>(`${at.path}/waiting`));
const overdueOn = async (at: Selling, dealId: string) => (await statement(at)).deals.find(({ deal }) => deal.id === dealId)?.overdue;

/** A home signed so many days ago. */
async function soldAgo(at: Selling, ago: number): Promise<string> {
  const { id } = await subscribed(at);
  await signed(at, id, addDays(today(), -ago), regularFen);

  return id;
}

describe("a one-off payment with thirty days", { timeout: 60_000 }, () => {
  let at: Selling;

  beforeAll(async () => {
    at = await selling();
    const manager = as(await at.agency.member("manager"));
    const { catalogue, version } = await done(manager.get<CampaignDetail>(at.path));
    const paymentMethods = catalogue.paymentMethods.map((method) =>
      method.code === "lump-sum" ? { ...method, paidWithinDays: days } : method,
    );
    await done(manager.put(`${at.path}/catalogue`, { ...catalogue, paymentMethods }, { ifMatch: version }));
  }, 60_000);

  test("is in time on the thirtieth day, and proposes another way on the day after; finance finds it among what waits", async () => {
    const onTime = await soldAgo(at, days);
    const late = await soldAgo(at, days + 1);
    const proposed = { payBy: addDays(today(), -1), confirmedFen: 0, shortFen: regularFen, proposes: "mortgage" };

    expect(await overdueOn(at, onTime)).toBeNull();
    expect(await overdueOn(at, late)).toEqual(proposed);
    expect((await waiting(at)).payments).toMatchObject([{ dealId: late, paymentMethod: "lump-sum", ...proposed }]);
  });

  test("what is only reported has not come in; what is confirmed has, and what went back has not; all of it, nothing is proposed", async () => {
    const id = await soldAgo(at, days + 9);
    const rest = await reported(at, id, { kind: "receipt", item: "balance", amountFen: regularFen - 1, onDay: today() });
    expect(await overdueOn(at, id)).toMatchObject({ confirmedFen: 0 });
    await confirmed(at, [], [rest]);
    expect(await overdueOn(at, id)).toMatchObject({ confirmedFen: regularFen - 1, shortFen: 1 });
    expect((await waiting(at)).payments[0], "the oldest first").toMatchObject({ dealId: id, shortFen: 1 });
    const back = await reported(at, id, { kind: "refund", item: "other", amountFen: 1_00, onDay: today() });
    await confirmed(at, [], [back]);
    expect(await overdueOn(at, id)).toMatchObject({ shortFen: 1_01 });
    await confirmed(at, [], [await reported(at, id, { kind: "receipt", item: "balance", amountFen: 1_01, onDay: today() })]);
    expect(await overdueOn(at, id)).toBeNull();
    expect((await waiting(at)).payments.map(({ dealId }) => dealId)).not.toContain(id);
  });

  test("a supplement to another way ends it; so does a cancellation, after which money still goes back", async () => {
    const [moved, gone] = [await soldAgo(at, days + 2), await soldAgo(at, days + 2)];
    const manager = as(await at.agency.member("manager"));
    await confirmed(at, [], [await reported(at, gone, { kind: "receipt", item: "deposit", amountFen: 10_000_00, onDay: today() })]);
    expect(await overdueOn(at, moved)).not.toBeNull();
    await done(
      manager.post(`${at.path}/deals/${moved}/supplements`, {
        change: { kind: "payment-method", paymentMethod: "mortgage", contractPriceFen: 437_580_00 },
        signedOn: today(),
        documentNumber: "BC-01",
      }),
    );
    await cancelled(at, gone, today());
    await confirmed(at, [], [await reported(at, gone, { kind: "refund", item: "deposit", amountFen: 10_000_00, onDay: today() })]);

    expect(await overdueOn(at, moved)).toBeNull();
    expect(await overdueOn(at, gone)).toBeNull();
    const listed = (await waiting(at)).payments.map(({ dealId }) => dealId);
    for (const id of [moved, gone]) expect(listed).not.toContain(id);
  });

  test("is the agency's own work: a developer's finance is not told", async () => {
    const late = await soldAgo(at, days + 1);
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    expect((await waiting(at)).payments.map(({ dealId }) => dealId)).toContain(late);
    const path = `/api/v1/developers/${developer.id}/agencies/${at.agency.id}/campaigns/${at.campaignId}/waiting`;
    expect((await done(as(await developer.member("finance")).get<Waiting>(path))).payments).toEqual([]);
  });
});

test("the plan of 2008 leaves no number of days: nothing is ever proposed", async () => {
  const at = await selling();
  const id = await soldAgo(at, 400);

  expect(await overdueOn(at, id)).toBeNull();
  expect((await waiting(at)).payments).toEqual([]);
  const kept = await env.SHARD_1.prepare("select confirmed_fen from deals where agency_id = ? and id = ?").bind(at.agency.id, id).first();
  expect(kept).toEqual({ confirmed_fen: 0 });
});
