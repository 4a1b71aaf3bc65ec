import { afterEach, describe, expect, test } from "vitest";
import type { Conditions, PolicyTerms } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { Offers } from "../../src/settlement/offers/contract";
import type { Statement } from "../../src/settlement/statement/contract";
import type { SupplementChange } from "../../src/settlement/supplements/contract";
import { moveClock } from "../../src/time/clock";
import { rate, step } from "../policies/sample-terms";
import { answered, askedDays, lastOf } from "../support/asking";
import { done, proven, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { regularFen } from "./facts";
import { supplements } from "./supplements/changes";

const reducedFen = 428_828_40; // 433,160.00 at 9.9折
const offFen = reducedFen - regularFen;
const only = (when: Conditions): PolicyTerms => ({ ...plan, regular: [...plan.regular, step("further", { when, ...rate(9900) })] });
const onDay = (day: string) => moveClock(Date.parse(`${day}T04:00:00Z`));

const priceIn = ({ deals }: Statement, id: string) => {
  const found = deals.find(({ deal }) => deal.id === id);
  return { payableFen: found?.deal.price?.payableFen ?? null, openFen: found?.deal.price?.openFen ?? 0, baseFen: found?.baseFen ?? null };
};
const stepsOf = ({ deals }: Statement, id: string) => deals.find(({ deal }) => deal.id === id)?.steps.map(({ label }) => label);

/** A home in another building. */
async function unitIn(at: Selling, building: string, number: string): Promise<string> {
  const manager = as(await at.agency.member("manager"));
  const home = { building, floor: 1, number, product: "top-apartment", areaCentiSqm: 13_000, pricePerSqmFen: 340_000 };
  const { items } = await done(
    manager.post<{ items: { id: string }[] }>(`/api/v1/agencies/${at.agency.id}/projects/${at.projectId}/units`, { units: [home] }),
  );

  return items[0]?.id as string;
}

describe("what a regular discount asks of a deal", { timeout: 60_000 }, () => {
  afterEach(() => moveClock(null));

  test("signed within three days of subscription: the third day has it, the fourth has not, whatever more days to sign were given", async () => {
    const at = await selling({ terms: only({ signedWithinDays: 3 }) });
    const prices = [];
    for (const signedOn of ["2008-06-01", "2008-06-04", "2008-06-05"]) {
      const { id } = await subscribed(at);
      await answered(at, (await lastOf(askedDays(at, id, "2008-06-20"))).id);
      await signed(at, id, signedOn, regularFen);
      prices.push(priceIn(await statement(at), id).payableFen);
    }

    expect(prices).toEqual([reducedFen, reducedFen, regularFen]);
  });

  test("a contract that has the discount and was signed too late keeps its price: the difference is open", async () => {
    const at = await selling({ terms: only({ signedWithinDays: 3 }) });
    const { id } = await subscribed(at);
    await signed(at, id, "2008-06-05", reducedFen);

    expect(priceIn(await statement(at), id)).toEqual({ payableFen: reducedFen, openFen: -offFen, baseFen: reducedFen });
  });

  test("before it is signed a home is shown what it would cost today, and an offer says until when", async () => {
    const at = await selling({ terms: only({ signedWithinDays: 3 }) });
    onDay("2008-06-01");
    const { id } = await subscribed(at, { subscribedOn: "2008-06-01" });
    const offered = async (issuedOn: string) => {
      onDay(issuedOn);
      const { items } = await done(as(await at.agency.member("consultant")).post<Offers>(`${at.path}/deals/${id}/offers`, { issuedOn }));
      const [{ payableFen, signBy, earlySignings } = { payableFen: 0, signBy: "", earlySignings: [] }] = items;
      return { steps: stepsOf(await statement(at), id), payableFen, signBy, earlySignings };
    };

    expect(await offered("2008-06-04")).toEqual({
      steps: ["一次性付款 9.8折", "further 9.9折"],
      payableFen: reducedFen,
      signBy: "2008-06-08",
      earlySignings: [{ label: "further 9.9折", until: "2008-06-04" }],
    });
    expect(await offered("2008-06-05")).toEqual({
      steps: ["一次性付款 9.8折"],
      payableFen: regularFen,
      signBy: "2008-06-08",
      earlySignings: [],
    });
  });

  test("where the paper's own last day is no later there is nothing to say of the signing", async () => {
    const at = await selling({ terms: only({ signedWithinDays: 7, membership: true }) });
    const { id } = await subscribed(at, { isMember: false });
    const { items } = await done(
      as(await at.agency.member("consultant")).post<Offers>(`${at.path}/deals/${id}/offers`, { issuedOn: "2008-06-02" }),
    );

    expect(items[0]).toMatchObject({ payableFen: reducedFen, isMember: false, earlySignings: [], memberDiscounts: ["further 9.9折"] });
  });

  test("a proof of membership lowers the price from the signing day, whenever it was checked", async () => {
    const at = await selling({ terms: only({ membership: true }) });
    const early = await subscribed(at);
    const late = await subscribed(at, { isMember: false });
    for (const { id } of [early, late]) await signed(at, id, "2008-06-03", regularFen);
    const before = await statement(at);
    expect([early, late].map(({ id }) => priceIn(before, id).payableFen)).toEqual([reducedFen, regularFen]);

    await proven(at, late.id, "chamber-roll");
    const after = await statement(at);
    expect([early, late].map(({ id }) => priceIn(after, id).payableFen)).toEqual([reducedFen, reducedFen]);
    const own = after.deals.find(({ deal }) => deal.id === late.id);
    expect([own?.baseFen, own?.adjustmentsFen], "it was posted without, so the difference is due back").toEqual([regularFen, offFen]);
  });

  test("an outsider who takes the home over loses the discount, and never pays more than the contract says", async () => {
    const at = await selling({ terms: only({ membership: true }) });
    const { id } = await subscribed(at);
    await signed(at, id, "2008-06-03", reducedFen);
    const manager = as(await at.agency.member("manager"));
    const { id: personId } = await done(manager.post<{ id: string }>(`/api/v1/agencies/${at.agency.id}/people`, { name: "林外人" }));
    const outsider: SupplementChange = { kind: "name", buyers: [{ personId, shareBps: 10_000 }], isFamily: false };
    await done((await supplements(at)).record({ id }, outsider, "2008-06-06"));

    expect(priceIn(await statement(at), id)).toEqual({ payableFen: reducedFen, openFen: -offFen, baseFen: reducedFen });
  });

  test.each<{ why: string; when: Conditions }>([
    { why: "a building", when: { buildings: ["1棟"] } },
    { why: "a list of homes", when: { units: [{ building: "1棟", number: "801" }] } },
  ])("$why: a supplement that changes the home takes the discount along, from its own day", async ({ when }) => {
    const at = await selling({ terms: only(when) });
    const { record, ask } = await supplements(at);
    const { id } = await subscribed(at, { unit: 0 });
    // Above what the rule asks, or the contract itself would hold the price of the first home.
    await signed(at, id, "2008-06-03", regularFen);
    expect(priceIn(await statement(at), id)).toEqual({ payableFen: reducedFen, openFen: 0, baseFen: reducedFen });

    const change = { kind: "unit", unitId: await unitIn(at, "2棟", "101"), contractPriceFen: regularFen } as const;
    expect((await done(ask({ id }, change, "2008-06-06"))).own).toEqual({ beforeFen: reducedFen, afterFen: regularFen });
    await done(record({ id }, change, "2008-06-06"));
    const moved = await statement(at);
    expect(priceIn(moved, id)).toEqual({ payableFen: regularFen, openFen: 0, baseFen: reducedFen });
    const line = moved.deals[0]?.lines.find(({ kind }) => kind === "adjustment");
    expect(line).toMatchObject({ amountFen: -offFen, because: { kind: "supplement", change: "unit", day: "2008-06-06" } });

    await done(record({ id }, { kind: "unit", unitId: at.units[0] as string, contractPriceFen: reducedFen }, "2008-06-08"));
    expect(priceIn(await statement(at), id)).toEqual({ payableFen: reducedFen, openFen: 0, baseFen: reducedFen });
  });
});
