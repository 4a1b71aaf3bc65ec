import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ApprovalDetail } from "../../../src/approvals/contract";
import type { QuoteSlip } from "../../../src/policies/quoting/contract";
import { plan2008Terms } from "../../../src/policies/templates/plan-2008";
import type { Offers } from "../../../src/settlement/offers/contract";
import type { Special, SpecialEvaluation, Specials, SpecialTerms } from "../../../src/settlement/specials/contract";
import { cancelled, done, proven, type Selling, selling, signed, statement, subscribed, today } from "../../support/deals";
import { as, mintDeveloper } from "../../support/kit";
import { approvedSpecial, asked, linkTo, ofDeal, rate99 } from "../../support/specials";
import { regularFen } from "../facts";

const minute = { timeout: 60_000 };
const fallbackFen = 428_828_40; // 433,160.00 at 9.9折
const askedFen = 415_833_60; // at 9.6折
const lastFen = 411_502_00; // at 9.5折
const agreedFen = 420_165_20; // at 9.7折
const tooMuch: SpecialTerms = {
  ...rate99,
  effect: {
    kind: "tiers",
    tiers: [
      { fromUnits: 5, payableBps: 9500 },
      { fromUnits: 2, payableBps: 9600 },
    ],
    commitment: { units: 3, by: "2099-06-30", fallback: { kind: "rate", payableBps: 9900 } },
  },
};
const agreed = {
  ...rate99,
  effect: {
    kind: "tiers",
    tiers: [{ fromUnits: 3, payableBps: 9700 }],
    commitment: { units: 3, by: "2099-06-30", fallback: { kind: "rate", payableBps: 9900 } },
  },
} satisfies SpecialTerms;
const ofAll = ({ engagementId }: Selling) => ({ kind: "engagement", engagementId }) as const;
const consultant = async (at: Selling) => as(await at.agency.member("consultant"));

async function sold(at: Selling, priceFen: number, signedOn = "2008-06-03"): Promise<string> {
  const { id } = await subscribed(at);
  await signed(at, id, signedOn, priceFen);

  return id;
}

test("what a table costs where it leads is said of a home whose buyer nobody has checked yet, too", minute, async () => {
  const at = await selling();
  const shard = env[at.agency.shard as "SHARD_1"];
  await shard.prepare("update campaigns set ends_on = '2099-12-31' where agency_id = ?").bind(at.agency.id).run();
  await subscribed(at, { isMember: false, subscribedOn: today() });

  const evaluation = await done(
    (await consultant(at)).post<SpecialEvaluation>(`${at.path}/specials/preview`, { about: ofAll(at), terms: tooMuch }),
  );
  expect(evaluation).toMatchObject({
    countedUnits: { before: 0, after: 0 },
    ahead: [
      { units: 3, beforeFen: regularFen, afterFen: askedFen },
      { units: 5, beforeFen: regularFen, afterFen: lastFen },
    ],
  });
});

test("asked with a table, countered with another, accepted; met, and every line says by whom", minute, async () => {
  const at = await selling();
  const first = await sold(at, regularFen);
  const second = await sold(at, regularFen);
  const developer = await mintDeveloper();
  await linkTo(at, developer);

  const evaluation = await done(
    (await consultant(at)).post<SpecialEvaluation>(`${at.path}/specials/preview`, { about: ofAll(at), terms: tooMuch }),
  );
  expect(evaluation, "today's count, and what it is to lead to").toMatchObject({
    beforeFen: 2 * regularFen,
    afterFen: 2 * fallbackFen,
    ahead: [
      { units: 3, beforeFen: 2 * regularFen, afterFen: 2 * askedFen },
      { units: 5, beforeFen: 2 * regularFen, afterFen: 2 * lastFen },
    ],
  });

  const special = await asked(at, ofAll(at), tooMuch);
  const marketing = as(await developer.member("marketing"));
  const decision = `/api/v1/developers/${developer.id}/approvals/${at.agency.id}/${special.approval.id}/decision`;
  const answered = await done(marketing.post<ApprovalDetail>(decision, { outcome: "counter", terms: agreed }));
  expect(answered).toMatchObject({ state: "countered", special: { terms: tooMuch, counterTerms: agreed } });
  await done((await consultant(at)).post<Special>(`${at.path}/specials/${special.id}/acceptance`, {}));

  const priced = await statement(at);
  expect(
    priced.deals.map(({ deal }) => deal.price?.payableFen),
    "two of three: the fallback",
  ).toEqual([fallbackFen, fallbackFen]);
  expect(priced.next).toMatchObject({ fromUnits: 3, moreUnits: 1, savesOthersFen: 2 * (fallbackFen - agreedFen) });
  const listed = async () => done((await consultant(at)).get<Specials>(`${at.path}/specials?engagement=${at.engagementId}`));
  const { inForce, commitments } = await listed();
  expect(commitments).toEqual([{ specialId: special.id, state: "open", countedUnits: 2 }]);
  expect(inForce).toMatchObject([{ effect: agreed.effect, commitmentState: "open" }]);

  const quoted = async (countedUnits: number) =>
    done(
      (await consultant(at)).post<QuoteSlip>(`${at.path}/quotes`, {
        category: "chamber",
        countedUnits,
        paymentMethod: "lump-sum",
        listPriceFen: 442_000_00,
        on: "2008-06-01",
        specials: inForce,
      }),
    );
  expect(await quoted(2)).toMatchObject({
    payableFen: fallbackFen,
    nextTier: { fromUnits: 3, moreUnits: 1 },
    atNextTier: { tier: { fromUnits: 3, source: "special" }, payableFen: agreedFen },
    why: expect.arrayContaining([
      { step: "special", label: "特批", code: "commitment-open", detail: "2099-06-30 前（含當日）滿 3 套才適用，還差 1 套" },
    ]),
  });
  const lines = (await quoted(3)).lines.map(({ label, working }) => [label, working]);
  expect(lines.at(-1)).toEqual(["特批滿 3 套 9.7折", "433,160.00 × 97%"]);

  const { id: third } = await subscribed(at);
  await proven(at, third, "chamber-roll");
  const offers = await done((await consultant(at)).post<Offers>(`${at.path}/deals/${third}/offers`, { issuedOn: "2008-06-02" }));
  expect(offers.items[0]).toMatchObject({ payableFen: agreedFen, units: 3 });
  expect(offers.items[0]?.rows.map(({ fromUnits, payableFen }) => [fromUnits, payableFen])).toEqual([
    [1, fallbackFen],
    [3, agreedFen],
    [9, agreedFen],
  ]);
  await signed(at, third, "2008-06-05", agreedFen);

  const met = await statement(at);
  const of = (id: string) => met.deals.find(({ deal }) => deal.id === id);
  expect(met.deals.map(({ deal }) => deal.price?.payableFen)).toEqual([agreedFen, agreedFen, agreedFen]);
  expect(of(third)).toMatchObject({ baseFen: agreedFen, adjustmentsFen: 0, steps: [{ step: "regular" }, { label: "特批滿 3 套 9.7折" }] });
  expect(of(first)?.deal.price?.tier).toMatchObject({ fromUnits: 3, payableBps: 9700, source: "special" });
  // The yes came in this year, after the signing that met it: the yes is the later cause.
  expect(of(first)?.lines.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
    ["base", regularFen],
    ["adjustment", fallbackFen - regularFen],
    ["adjustment", agreedFen - fallbackFen],
  ]);
  expect(of(second)?.deal.price?.because).toMatchObject({ kind: "special", number: special.number });
  expect((await listed()).commitments).toMatchObject([{ state: "met", countedUnits: 3 }]);

  await cancelled(at, second, "2008-06-25");
  expect(
    (await statement(at)).deals.map(({ deal }) => deal.price?.payableFen),
    "kept",
  ).toEqual([agreedFen, 0, agreedFen]);
  expect((await listed()).commitments).toMatchObject([{ state: "met", countedUnits: 2 }]);
});

describe("refused", minute, () => {
  let at: Selling;
  let dealId: string;

  beforeAll(async () => {
    at = await selling();
    dealId = await sold(at, regularFen);
  }, 60_000);

  const { effect } = agreed;
  const promised = (commitment: Partial<typeof effect.commitment>) => ({
    effect: { ...effect, commitment: { ...effect.commitment, ...commitment } },
  });

  test.each<{ why: string; terms: Partial<SpecialTerms>; ofHome?: true; error: object }>([
    { why: "a table for one home", terms: {}, ofHome: true, error: { pointer: "/terms/effect", code: "engagement-only" } },
    { why: "homes at it that do not count", terms: { counts: false }, error: { pointer: "/terms/counts", code: "table-counts" } },
    {
      why: "a deadline that is over, and before the campaign's end",
      terms: promised({ by: "2008-07-14" }),
      error: { pointer: "/terms/effect/commitment/by", code: "in-past" },
    },
    {
      why: "a deadline when nobody signs at it any more",
      terms: { ...promised({ by: "2099-07-01" }), validUntil: "2099-06-30" },
      error: { pointer: "/terms/effect/commitment/by", code: "after-valid-until" },
    },
    {
      why: "more units that cost more",
      terms: { effect: { ...effect, tiers: [{ fromUnits: 9, payableBps: 9800 }, ...effect.tiers] } },
      error: { pointer: "/terms/effect/tiers/0", code: "tier-rises" },
    },
    {
      why: "two tiers from one number of units",
      terms: { effect: { ...effect, tiers: [...effect.tiers, { fromUnits: 3, payableBps: 9600 }] } },
      error: { pointer: "/terms/effect/tiers/1/fromUnits", code: "duplicate-threshold" },
    },
    {
      why: "tiers of two kinds",
      terms: { effect: { ...effect, tiers: [...effect.tiers, { fromUnits: 5, amountFen: 20_000_00 }] } },
      error: { code: "mixed-tier-kinds" },
    },
  ])("$why", async ({ terms, ofHome, error }) => {
    const about = ofHome ? ofDeal(dealId) : ofAll(at);
    const { status, body } = await (await consultant(at)).post(`${at.path}/specials`, {
      about,
      terms: { ...agreed, ...terms },
      reason: "競品在談",
    });

    expect({ status, body }).toMatchObject({ status: 422, body: { errors: expect.arrayContaining([expect.objectContaining(error)]) } });
  });

  test("answered with what was not to be asked: a final price for all, a table for one home", async () => {
    const developer = await mintDeveloper();
    await linkTo(at, developer);
    const marketing = as(await developer.member("marketing"));
    const decision = ({ approval }: Special) => `/api/v1/developers/${developer.id}/approvals/${at.agency.id}/${approval.id}/decision`;
    const [ofOne, all] = [await asked(at, ofDeal(dealId)), await asked(at, ofAll(at))];
    const refusal = async (special: Special, terms: object) =>
      (await marketing.post<object>(decision(special), { outcome: "counter", terms })).body;

    expect(await refusal(all, { ...rate99, effect: { kind: "final", payableFen: 420_000_00 } })).toMatchObject({
      errors: [{ pointer: "/terms/effect", code: "deal-only" }],
    });
    expect(await refusal(ofOne, agreed)).toMatchObject({ errors: [{ pointer: "/terms/effect", code: "engagement-only" }] });
  });
});

test("a version that takes back: who leaves takes the table from the others, whose contracts stand", minute, async () => {
  const at = await selling({ terms: { ...plan2008Terms, onDrop: "reverse" } });
  const { id } = await approvedSpecial(at, ofAll(at), agreed);
  await env.SHARD_1.prepare("update specials set approved_at = ? where agency_id = ? and id = ?")
    .bind(Date.parse("2008-05-20T04:00:00Z"), at.agency.id, id)
    .run();
  const ids = [await sold(at, regularFen), await sold(at, regularFen)];
  expect((await statement(at)).deals.map(({ baseFen }) => baseFen)).toEqual([fallbackFen, fallbackFen]);
  ids.push(await sold(at, agreedFen, "2008-06-05"));
  const met = await statement(at);
  expect(met.deals.map(({ deal }) => deal.price?.payableFen)).toEqual([agreedFen, agreedFen, agreedFen]);
  expect(met.deals[0]?.lines, "the line names whose signing met the commitment").toMatchObject([
    { kind: "base", amountFen: fallbackFen },
    { amountFen: agreedFen - fallbackFen, because: { kind: "reached", units: 3, day: "2008-06-05", dealId: ids[2] } },
  ]);

  await cancelled(at, ids[0] ?? "", "2008-06-25");
  const after = await statement(at);
  expect(after.deals.map(({ deal }) => [deal.price?.payableFen, deal.price?.openFen])).toEqual([
    [0, 0],
    [fallbackFen, 0],
    [agreedFen, fallbackFen - agreedFen],
  ]);
});
