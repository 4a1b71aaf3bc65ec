import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { PolicyTerms, RewardRule, Tier } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { Offers } from "../../src/settlement/offers/contract";
import { type OfferInputs, offerOf } from "../../src/settlement/offers/rules";
import type { OwnDeal } from "../../src/settlement/receipts/contract";
import { settle } from "../../src/settlement/rules";
import type { SimulatedGroup } from "../../src/settlement/simulating/contract";
import { nextOf } from "../../src/settlement/statement/rules";
import type { Page } from "../policies/api/version";
import { draft } from "../support/campaigns";
import { done, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { keyPerson, rewards } from "../support/rewards";
import { approved, deal, groupFen, listFen, regularFen, some, type Told } from "./facts";

const rate = (fromUnits: number, payableBps: number): Tier => ({ fromUnits, payableBps });
const withOwn = (tiers: Tier[], changes: Partial<PolicyTerms> = {}): PolicyTerms => ({
  ...plan,
  ...changes,
  rewardRules: [{ ...(plan.rewardRules[0] as RewardRule), ownPurchase: { tiers } }],
});

/** 433,160.00 after paying at once; on it the own table's rates. */
const own99 = 428_828_40;
const own97 = 420_165_20;
const rising = [rate(1, 9900), rate(9, 9700)];

/** The key person's own home among `others` that count. */
const ownAmong = (others: number, terms: PolicyTerms, told: Told = {}) =>
  settle([...some(others, { terms }), deal("own", { terms, isOwnPurchase: true, ...told })]).at(-1);

describe("an own purchase with a table of its own", () => {
  test.each<{ others: number; tiers: Tier[]; told?: Told; terms?: Partial<PolicyTerms>; fen: number; source: string | null; why: string }>([
    { others: 0, tiers: rising, fen: own99, source: "own-purchase", why: "alone, its tier of one unit" },
    { others: 7, tiers: rising, fen: own99, source: "own-purchase", why: "eight: the table stands instead of the first tier" },
    { others: 8, tiers: rising, fen: own97, source: "own-purchase", why: "nine: its own tier of nine, lower than the category's" },
    { others: 8, tiers: [rate(1, 9900)], fen: groupFen, source: "category", why: "nine: the category's tier is the better" },
    { others: 8, tiers: [rate(9, 9800)], fen: groupFen, source: "category", why: "of equals the category's" },
    { others: 0, tiers: [rate(2, 9900)], fen: regularFen, source: null, why: "below its first threshold there is none" },
    { others: 1, tiers: [rate(2, 9900)], fen: own99, source: "own-purchase", why: "on its first threshold" },
    { others: 7, tiers: [rate(1, 9700)], fen: own97, source: "own-purchase", why: "better than the first tier would be" },
    {
      others: 0,
      tiers: [{ fromUnits: 1, amountFen: 5_000_00 }],
      fen: 428_160_00,
      source: "own-purchase",
      why: "an amount off the price after the regular steps",
    },
    {
      others: 0,
      tiers: [{ fromUnits: 1, perSqmFen: 100_00 }],
      fen: 420_160_00,
      source: "own-purchase",
      why: "an amount for each of 130 square metres",
    },
    { others: 8, tiers: rising, told: { isMember: false }, fen: own99, source: "own-purchase", why: "not counted: its tier of one unit" },
    {
      others: 8,
      tiers: [rate(2, 9700)],
      told: { isMember: false },
      fen: regularFen,
      source: null,
      why: "not counted: never a second unit",
    },
    {
      others: 8,
      tiers: rising,
      told: { subscribedOn: "2008-06-01", signedOn: "2008-06-30" },
      fen: own99,
      source: "own-purchase",
      why: "signed late: its tier of one unit, none of the category",
    },
    {
      others: 0,
      tiers: rising,
      told: { credential: "teacher" },
      fen: groupFen,
      source: "credential",
      why: "a teacher's 9.8折 is the better",
    },
    { others: 0, tiers: [rate(1, 9700)], told: { credential: "teacher" }, fen: own97, source: "own-purchase", why: "or its own, once" },
    {
      others: 0,
      tiers: rising,
      told: { home: { listPriceFen: listFen, areaCentiSqm: 13_000, product: "parking" }, product: "parking" },
      fen: listFen,
      source: null,
      why: "a home that the version does not price",
    },
    {
      others: 0,
      tiers: rising,
      told: { special: approved({ effect: { kind: "rate", payableBps: 9850 } }) },
      fen: 426_662_60,
      source: null,
      why: "a special price instead of the group, lower than its table",
    },
    {
      others: 0,
      tiers: rising,
      told: { special: approved({ effect: { kind: "rate", payableBps: 9850 }, replacesGroup: false }) },
      fen: 422_395_97,
      source: "own-purchase",
      why: "a special price on top of its table",
    },
    {
      others: 0,
      tiers: rising,
      told: { contractPriceFen: groupFen },
      fen: groupFen,
      source: "own-purchase",
      why: "never above the contract",
    },
    { others: 0, tiers: rising, terms: { floorBps: 9750 }, fen: 430_950_00, source: "own-purchase", why: "it stops at the floor" },
    { others: 7, tiers: rising, told: { category: "bank" }, fen: own99, source: "own-purchase", why: "any category that the rule names" },
    {
      others: 0,
      tiers: rising,
      terms: { groupTables: [], credentialRules: [] },
      fen: own99,
      source: "own-purchase",
      why: "a category without a group table",
    },
  ])("$others others: $why", ({ others, tiers, told, terms, fen, source }) => {
    const price = ownAmong(others, withOwn(tiers, terms), told);

    expect(price?.payableFen).toBe(fen);
    expect(price?.tier?.source ?? null).toBe(source);
  });

  test("counts as any deal, and the others have nothing of its table", () => {
    const terms = withOwn(rising);
    const all = settle([...some(8, { terms }), deal("own", { terms, isOwnPurchase: true, signedOn: "2008-06-20" })]);

    expect(all.map(({ payableFen }) => payableFen)).toEqual([...Array(8).fill(groupFen), own97]);
    expect(settle([...some(8, { terms }), deal("ninth", { terms })]).map(({ tier }) => tier?.source)).toEqual(Array(9).fill("category"));
  });

  test("no other category's rule, and no rule at all: at least the first tier", () => {
    const [rule] = withOwn(rising).rewardRules as [RewardRule];

    expect(ownAmong(0, { ...plan, rewardRules: [{ ...rule, categories: ["bank"] }] })?.payableFen).toBe(groupFen);
    expect(ownAmong(0, { ...plan, rewardRules: [] })?.payableFen).toBe(groupFen);
  });

  describe("its base, and what moved it", () => {
    const five = withOwn([rate(1, 9900), rate(5, 9700)]);
    const fifth = { kind: "reached", units: 5, day: "2008-06-20", dealId: "fifth" };
    const price = (terms: PolicyTerms, leaves: string | null = null, told: Told = {}) =>
      settle([
        deal("own", { terms, isOwnPurchase: true, ...told }),
        ...some(3, { terms }),
        deal("fifth", { terms, signedOn: "2008-06-20", cancelledOn: leaves }),
      ])[0];

    test("the fifth reaches a tier that only its own table has", () => {
      expect(price(five)).toMatchObject({
        baseFen: own99,
        payableFen: own97,
        because: fifth,
        moves: [{ because: fifth, amountFen: own97 - own99 }],
      });
    });

    test.each<{ terms: PolicyTerms; leaves: string | null; told?: Told; fen: number; baseFen: number; why: string }>([
      { terms: five, leaves: "2008-06-25", fen: own97, baseFen: own99, why: "`keep`: it was there when five were" },
      { terms: { ...five, onDrop: "reverse" }, leaves: null, fen: own97, baseFen: own99, why: "`reverse`, while five stand" },
      { terms: { ...five, onDrop: "reverse" }, leaves: "2008-06-25", fen: own99, baseFen: own99, why: "`reverse`: the fifth has left" },
      { terms: { ...five, retroactive: false }, leaves: null, fen: own99, baseFen: own99, why: "not retroactive: the tier of its day" },
      {
        terms: { ...five, retroactive: false },
        leaves: null,
        told: { signedOn: "2008-06-20" },
        fen: own97,
        baseFen: own97,
        why: "not retroactive, signed on the fifth's day",
      },
      { terms: five, leaves: null, told: { settledOn: "2008-06-19" }, fen: own99, baseFen: own99, why: "settled the day before the fifth" },
    ])("$why", ({ terms, leaves, told, fen, baseFen }) => {
      expect(price(terms, leaves, told)).toMatchObject({ payableFen: fen, baseFen });
    });

    test("what it falls back to is of whoever left, not of whoever reached the lower tier", () => {
      const lost = { kind: "lost", units: 4, day: "2008-06-25", dealId: "fifth" };

      expect(price({ ...five, onDrop: "reverse" }, "2008-06-25", { signedOn: "2008-06-20" })).toMatchObject({
        baseFen: own97,
        payableFen: own99,
        because: lost,
        moves: [{ because: lost, amountFen: own99 - own97 }],
      });
    });

    test("so with the tiers of a category", () => {
      const tiers = [rate(2, 9900), rate(5, 9700)];
      const terms: PolicyTerms = { ...plan, onDrop: "reverse", groupTables: plan.groupTables.map((table) => ({ ...table, tiers })) };
      const late = { terms, signedOn: "2008-06-20" };
      const all = settle([deal("late", late), ...some(3, { terms }), deal("leaver", { ...late, cancelledOn: "2008-06-25" })]);

      expect(all[0]).toMatchObject({ baseFen: own97, payableFen: own99, because: { kind: "lost", units: 4, dealId: "leaver" } });
    });
  });

  test("its next threshold is one of the statement's, and the newcomer's price is not of it", () => {
    const terms = withOwn([rate(1, 9900), rate(5, 9700)]);
    const three = [deal("own", { terms, isOwnPurchase: true }), ...some(2, { terms })];

    expect(nextOf(three)).toMatchObject({
      fromUnits: 5,
      moreUnits: 2,
      savesOthersFen: own99 - own97,
      newcomer: { payableFen: regularFen, savesFen: 0, tier: null },
    });
    expect(nextOf(some(3, { terms }))).toMatchObject({ fromUnits: 9, savesOthersFen: 3 * (regularFen - groupFen) });
  });
});

/** A chamber whose key person has bought; the buyer comes in by storage, as the typing is not what is asked here. */
async function ownHome(terms: PolicyTerms, others: number, told: object = {}) {
  const at = await selling({ terms });
  const { personId } = await keyPerson(at);
  const [own = ""] = await plant(at, [{ buyerId: personId, ...told }, ...Array(others).fill({})]);

  return { at, own };
}

describe("through the API", () => {
  test("the statement says its tier and what one more does; it earns its key person nothing", async () => {
    const { at, own } = await ownHome(withOwn(rising), 7, { paidOn: "2008-06-05" });
    const found = async () => (await statement(at)).deals.find(({ deal: { id } }) => id === own);

    expect(await found()).toMatchObject({
      deal: { price: { payableFen: own99, units: 8, tier: { source: "own-purchase", fromUnits: 1, payableBps: 9900 } } },
      steps: [{ label: "一次性付款 9.8折" }, { label: "自購優惠 9.9折", beforeFen: regularFen, afterFen: own99 }],
      baseFen: own99,
      adjustmentsFen: 0,
    });
    await signed(at, (await subscribed(at, { subscribedOn: "2008-06-08" })).id, "2008-06-10", groupFen);
    expect(await found()).toMatchObject({
      deal: { price: { payableFen: own97, units: 9, tier: { source: "own-purchase", fromUnits: 9 } } },
      baseFen: own99,
      adjustmentsFen: own97 - own99,
    });
    expect((await statement(at)).deals.filter(({ deal: { price } }) => price?.payableFen === groupFen)).toHaveLength(8);
    const { entries, deals } = await rewards(at);
    expect(entries).toEqual([]);
    expect(deals.find(({ dealId }) => dealId === own)).toMatchObject({ why: "own-purchase" });
  });

  test("an offer promises it at each count, and recomputes to the same fen from what it keeps", async () => {
    const terms = withOwn([rate(1, 9900), rate(5, 9850), rate(9, 9700)]);
    const { at, own } = await ownHome(terms, 7, { signedOn: null });
    const consultant = as(await at.agency.member("consultant"));
    await done(consultant.get(`${at.path}/engagements/${at.engagementId}/statement`));
    const { items } = await done(consultant.post<Offers>(`${at.path}/deals/${own}/offers`, { issuedOn: "2008-06-03" }));

    expect(items[0]).toMatchObject({ payableFen: 426_662_60, units: 8, tier: { source: "own-purchase", fromUnits: 5 } });
    expect(items[0]?.rows.map(({ fromUnits, payableFen, tier }) => [fromUnits, payableFen, tier?.source])).toEqual([
      [1, own99, "own-purchase"],
      [5, 426_662_60, "own-purchase"],
      [9, own97, "own-purchase"],
    ]);

    const kept = await env[at.agency.shard as "SHARD_1"]
      .prepare("select inputs, result from offers where agency_id = ? and deal_id = ?")
      .bind(at.agency.id, own)
      .first<{ inputs: string; result: string }>();
    const inputs = JSON.parse(kept?.inputs ?? "") as OfferInputs;
    expect(offerOf(terms, inputs)).toEqual(JSON.parse(kept?.result ?? ""));
    const { ownTiers: _, ...before } = inputs.buyer;
    expect(offerOf(terms, { ...inputs, buyer: before }).payableFen, "one that was kept before there were such tables").toBe(regularFen);
  });

  test("the buyer's own page shows it line by line, and what one more would save", async () => {
    const { at, own } = await ownHome(withOwn(rising), 7);
    const consultant = as(await at.agency.member("consultant"));
    const { receipt } = await done(consultant.post<{ receipt: { secret: string } }>(`${at.path}/deals/${own}/receipt`));
    const page = await done(as(null).post<OwnDeal>("/api/v1/public/receipts/lookup", { secret: receipt.secret }));

    expect(page).toMatchObject({
      payableFen: own99,
      tier: { source: "own-purchase" },
      next: { fromUnits: 9, moreUnits: 1, savesFen: own99 - own97 },
    });
    expect(page.steps.map(({ label }) => label)).toEqual(["一次性付款 9.8折", "自購優惠 9.9折"]);
  });

  test("a draft that gives it a table of its own is simulated: what it loses and gains", async () => {
    const { at } = await ownHome(plan, 7);
    const { id } = await draft(at, withOwn(rising), "2008-07-01");
    const manager = as(await at.agency.member("manager"));
    const { items } = await done(manager.get<Page<SimulatedGroup>>(`${at.path}/policy-versions/${id}/simulation`));

    expect(items[0]).toMatchObject({ deals: 8, gains: 0, loses: 1 });
    expect(items[0]?.moved).toMatchObject([{ beforeFen: groupFen, afterFen: own99, tier: { source: "own-purchase" } }]);
  });
});
