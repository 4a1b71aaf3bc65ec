import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plan2008Window } from "../../src/campaigns/templates/plan-2008";
import type { PolicyTerms, RegularStep, RewardRule } from "../../src/policies/contract";
import type { SpecialPrice } from "../../src/policies/quoting/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { GroupRows } from "../../src/settlement/facts";
import { postingOf } from "../../src/settlement/posting/rules";
import { type Settled, settle } from "../../src/settlement/rules";
import { dealFactsOf, rewardsOf } from "../../src/settlement/shape";
import { addDays } from "../../src/time/business-day";
import { rate, step } from "../policies/sample-terms";
import { cancelled, done, engaged, proven, selling, signed, statement } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { confirmed, keyPerson, referred, reported, rewards } from "../support/rewards";
import { approvedSpecial, ofDeal } from "../support/specials";
import { groupFen, regularFen } from "./facts";

/** Two rewarded units reach the second tier, three counted ones the group's: small groups cross every threshold. */
const small = (
  onDrop: "keep" | "reverse",
  retroactive = true,
  method: "slab" | "graduated" = "slab",
  ownPurchase: RewardRule["ownPurchase"] = "first-tier",
): PolicyTerms => ({
  ...plan,
  onDrop,
  retroactive,
  groupTables: [{ id: "chambers", categories: ["chamber"], tiers: [{ fromUnits: 3, payableBps: 9800 }] }],
  rewardRules: plan.rewardRules.map((rule) => ({
    ...rule,
    method,
    ownPurchase,
    tiers: [
      { fromUnits: 1, amountFen: 1_000_00 },
      { fromUnits: 2, amountFen: 1_500_00 },
    ],
  })),
});
/** The key person's own: a threshold that no other table has, one with the others', and none that is better than theirs. */
const own: RewardRule["ownPurchase"] = {
  tiers: [
    { fromUnits: 1, payableBps: 9900 },
    { fromUnits: 2, payableBps: 9850 },
    { fromUnits: 4, payableBps: 9700 },
  ],
};
const fromSubscription = (terms: PolicyTerms): PolicyTerms => ({ ...terms, countBasis: "subscribed" });
const idOf = (at: number) => `deal-${at}`;
const unitOf = (at: number) => ({ building: "1棟", number: idOf(at) });

/** What hangs on the home, the membership and the signing; of the two for homes a supplement brings and takes one each. */
const hanging: RegularStep[] = [
  step("early", { when: { signedWithinDays: 2 }, ...rate(9900) }),
  step("member", { when: { membership: true }, ...rate(9850) }),
  step("first-building", { when: { buildings: ["1棟"] }, ...rate(9950) }),
  step("chosen", { when: { units: [unitOf(1), unitOf(2), { building: "2棟", number: "P-1" }] }, ...rate(9930) }),
];
const withSteps = (terms: PolicyTerms, steps: RegularStep[]): PolicyTerms => ({ ...terms, regular: [...terms.regular, ...steps] });
const policies = [
  small("keep"),
  small("reverse"),
  small("keep", false),
  small("reverse", true, "graduated"),
  fromSubscription(small("keep")),
  fromSubscription(small("reverse")),
  fromSubscription(small("keep", false)),
  small("keep", true, "slab", own),
  small("reverse", true, "slab", own),
  small("keep", false, "slab", own),
];

/** What happens to a deal, in the order in which it can be typed. A proof may be checked at any time, and a special price approved. */
const steps = ["sign", "due", "pay", "cancel"] as const;
type Step = (typeof steps)[number] | "prove" | "approve" | "supplement" | "sign wrongly" | "take back";

interface Story {
  /** Subscribed so many days before its signing day: past the seventh it is signed late. */
  heldFor: number;
  /** False: the signing day goes by without a contract. */
  isSigned: boolean;
  signedOn: string;
  paidAfter: number;
  /** Null: it stays. */
  cancelledAfter: number | null;
  isMember: boolean;
  isReferred: boolean;
  /** The key person buys. */
  isOwn: boolean;
  contractPriceFen: number;
  special: Special | null;
  supplement: Amended | null;
  /** Typed so first: confirmed so by finance perhaps, then taken back and typed right. */
  mistyped: Pick<Story, "signedOn" | "contractPriceFen"> | null;
}

/** A supplement, signed some days after the contract. */
interface Amended {
  kind: "payment-method" | "price" | "outsider" | "unit";
  after: number;
  contractPriceFen: number;
}

const amended: fc.Arbitrary<Amended> = fc.record({
  kind: fc.constantFrom("payment-method", "price", "outsider", "unit"),
  after: fc.integer({ min: 0, max: 10 }),
  contractPriceFen: fc.constantFrom(420_000_00, groupFen, regularFen, 437_580_00),
});

/** A special price, for the deal or for the whole engagement. */
interface Special {
  forAll: boolean;
  payableBps: number;
  /** Of the whole engagement: a table of its own, with a commitment or without; null: the rate. */
  table: { commitment: { units: number; byAfter: number; hasFallback: boolean } | null } | null;
  replacesGroup: boolean;
  counts: boolean;
  approvedAfter: number;
  validFor: number;
}

const special: fc.Arbitrary<Special> = fc.record({
  forAll: fc.boolean(),
  payableBps: fc.constantFrom(9700, 9900),
  table: fc.option(
    fc.record({
      commitment: fc.option(
        fc.record({ units: fc.integer({ min: 2, max: 5 }), byAfter: fc.integer({ min: -2, max: 9 }), hasFallback: fc.boolean() }),
      ),
    }),
    { freq: 1 },
  ),
  replacesGroup: fc.boolean(),
  counts: fc.boolean(),
  approvedAfter: fc.integer({ min: -6, max: 8 }),
  validFor: fc.integer({ min: -1, max: 6 }),
});

const story = fc.record({
  heldFor: fc.constantFrom(0, 2, 2, 4, 7, 8),
  isSigned: fc.nat(3).map((one) => one > 0),
  signedOn: fc.integer({ min: 0, max: 12 }).map((after) => addDays("2008-06-03", after)),
  paidAfter: fc.integer({ min: -2, max: 10 }),
  cancelledAfter: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 2 }),
  isMember: fc.boolean().map((isNot) => !isNot),
  isReferred: fc.boolean(),
  isOwn: fc.nat(3).map((one) => one === 0),
  contractPriceFen: fc.constantFrom(regularFen, groupFen),
  special: fc.option(special, { freq: 1 }),
  supplement: fc.option(amended, { freq: 1 }),
  mistyped: fc.option(
    fc.record({
      signedOn: fc.integer({ min: 0, max: 12 }).map((after) => addDays("2008-06-03", after)),
      contractPriceFen: fc.constantFrom(420_000_00, regularFen, 437_580_00),
    }),
    { freq: 2 },
  ),
});

/** All steps of all deals: each deal's own in their order, those of different deals shuffled. */
function typedIn(stories: Story[], keys: Iterator<number>): { at: number; step: Step }[] {
  const queues = stories.map(({ cancelledAfter, isMember, isSigned, special, supplement, mistyped }): Step[] => {
    const own: Step[] = steps.filter((step) => (step !== "cancel" || cancelledAfter !== null) && (step !== "sign" || isSigned));
    // Only what was signed has supplements, and what was cancelled gets none.
    if (supplement && isSigned) own.splice(1 + ((keys.next().value as number) % 3), 0, "supplement");
    // The last place is after a cancellation, when no proof is taken any more.
    if (isMember) own.splice((keys.next().value as number) % own.length, 0, "prove");
    if (special) own.splice((keys.next().value as number) % own.length, 0, "approve");
    // Also of a home that was never signed at all: it was another's contract.
    if (mistyped) {
      const before = isSigned ? own.indexOf("sign") : own.length - (cancelledAfter === null ? 0 : 1);
      const first = (keys.next().value as number) % (before + 1);
      own.splice(first, 0, "sign wrongly");
      own.splice(first + 1 + ((keys.next().value as number) % (before + 1 - first)), 0, "take back");
    }

    return own;
  });
  const typed: { at: number; step: Step }[] = [];
  while (queues.some(({ length }) => length > 0)) {
    const open = queues.flatMap(({ length }, at) => (length > 0 ? [at] : []));
    const at = open[(keys.next().value as number) % open.length] ?? 0;
    const step = queues[at]?.shift();
    if (step) typed.push({ at, step });
  }

  return typed;
}

type DealRow = GroupRows[2][number];
type Line = GroupRows[6][number];

/** A settlement among the facts, by how many were typed before: settled, final, opened again. All is settled at the end. */
interface Closing {
  settledAfter: number;
  finalAfter: number;
  reopenedAfter: number;
}

const closing: fc.Arbitrary<Closing> = fc.tuple(fc.nat(20), fc.nat(6), fc.nat(8)).map(([settledAfter, more, further]) => ({
  settledAfter,
  finalAfter: settledAfter + more,
  reopenedAfter: settledAfter + more + further,
}));

/**
 * Types facts one after the other and settles after each, as the store does, without a database. What is refused of a
 * settled engagement is typed once it has been opened again.
 */
function history(
  terms: PolicyTerms[],
  stories: Story[],
  typed: { at: number; step: Step }[],
  around: Closing | null = null,
  endsOn: string | null = null,
  today = "2008-07-30",
) {
  const deals: DealRow[] = stories.map(({ signedOn, heldFor, isReferred, isOwn }, at) => ({
    id: idOf(at),
    engagementId: "e",
    unitNumber: idOf(at),
    building: "1棟",
    product: "residence",
    areaCentiSqm: 13_000,
    listPriceFen: 442_000_00,
    policyVersionId: `v${at % terms.length}`,
    category: "chamber",
    paymentMethod: "lump-sum",
    subscribedOn: addDays(signedOn, -heldFor),
    signedOn: null,
    cancelledOn: null,
    extendedTo: null,
    contractPriceFen: null,
    isSigningConfirmed: false,
    credential: null,
    claimedCredential: null,
    isMember: false,
    isOwnPurchase: isOwn,
    referrerId: isReferred ? "chairman" : null,
    referredOn: isReferred ? "2008-05-20" : null,
  }));
  const entries: GroupRows[5][number][] = [];
  const specials: GroupRows[8][number][] = [];
  const supplements: GroupRows[10][number][] = [];
  let lines: Line[] = [];
  let settledOn: string | null = null;
  const posted: GroupRows[7][number][] = [];
  let on = today;
  const group = { rootId: "r", version: 1, settledVersion: 0, lapsesOn: null, campaignId: "c", campaignName: "c", zone: "Asia/Shanghai" };
  const rows = (): GroupRows => [
    [{ ...group, ...plan2008Window, readAt: Date.parse(`${on}T04:00:00Z`) }],
    [{ id: "e", category: "chamber", credential: null, settledOn, firstVisitOn: "2008-05-16" }],
    deals,
    terms.map((one, at) => ({ id: `v${at}`, terms: one })),
    [{ engagementId: "e", personId: "chairman", from: "2008-05-16", until: null }],
    entries,
    lines,
    posted,
    specials.filter(({ dealId }) => dealId !== null),
    specials.filter(({ dealId }) => dealId === null),
    supplements,
  ];
  const bring = () => {
    const found = dealFactsOf(rows());
    const prices = settle(found.map(({ facts }) => facts));
    found.forEach(({ row, facts, lines: standing }, at) => {
      const { withdrawn, lines: due } = postingOf(standing, prices[at] as Settled, facts.cancelledOn !== null);
      lines = lines.filter(({ id }) => !withdrawn.includes(id));
      for (const line of due) {
        serial += 1;
        const state = line.kind === "adjustment" ? "provisional" : "final";
        lines = [...lines, { id: `line-${`${serial}`.padStart(6, "0")}`, dealId: row.id, state, ...line }];
      }
    });
    for (const { missing } of rewardsOf(rows(), found))
      for (const { recoversId: _, ...entry } of missing) posted.push({ id: `entry-${posted.length}`, engagementId: "e", ...entry });

    return prices;
  };
  let serial = 0;
  const type = ({ at, step }: { at: number; step: Step }) => {
    const deal = deals[at];
    const told = stories[at];
    if (!deal || !told) return;
    const money = {
      dealId: deal.id,
      item: "first-instalment" as const,
      amountFen: 100_000_00,
      onDay: addDays(told.signedOn, told.paidAfter),
    };
    const brought = supplements.find(({ dealId, change }) => dealId === deal.id && change.some(({ field }) => field === "isFamily"));
    // The proof was handed in by who bought at first, whenever it is checked.
    if (step === "prove" && brought) brought.wasMember = true;
    if (step === "prove" && !brought) deal.isMember = true;
    if (step === "supplement" && told.supplement) amend(deal, told.signedOn, told.supplement);
    const contract = step === "sign" ? told : step === "sign wrongly" ? told.mistyped : null;
    if (contract) {
      const { signedOn, contractPriceFen } = contract;
      Object.assign(deal, { signedOn, contractPriceFen, isSigningConfirmed: true });
    }
    // As `unsigning` writes it: the lines are withdrawn with the fact.
    if (step === "take back") {
      Object.assign(deal, { signedOn: null, contractPriceFen: null, isSigningConfirmed: false });
      lines = lines.filter(({ dealId }) => dealId !== deal.id);
    }
    if (step === "due") entries.push({ ...money, kind: "due" });
    if (step === "pay") entries.push({ ...money, kind: "receipt" });
    if (step === "approve" && told.special) specials.push(approvedRow(at, deal.id, told.signedOn, told.special));
    if (step === "cancel") deal.cancelledOn = addDays(told.signedOn, told.cancelledAfter ?? 0);
    bring();
  };
  const amend = (deal: DealRow, signedOn: string, { kind, after, contractPriceFen }: Amended) => {
    const to: Partial<DealRow> = {
      "payment-method": { paymentMethod: "mortgage", contractPriceFen },
      price: { contractPriceFen },
      outsider: { isMember: false },
      unit: { building: "2棟", unitNumber: "P-1", product: "parking", listPriceFen: 440_000_00, contractPriceFen },
    }[kind];
    const fields = Object.entries(to).map(([field, value]) => ({ field, from: deal[field as keyof DealRow], to: value }));
    supplements.push({
      id: `supplement-${deal.id}`,
      dealId: deal.id,
      kind: kind === "outsider" ? "name" : kind,
      signedOn: addDays(signedOn, after),
      documentNumber: "BC-1",
      change: kind === "outsider" ? [{ field: "isFamily", to: false }] : fields,
      wasMember: deal.isMember,
      hadCredential: false,
    });
    Object.assign(deal, to);
  };
  let refused: typeof typed = [];
  typed.forEach((one, count) => {
    on = addDays(today, count - typed.length);
    if (around && count === around.settledAfter) settledOn = endsOn;
    if (around && count === around.finalAfter && settledOn !== null)
      lines = lines.map((line) => ({ ...line, state: line.state === "provisional" ? "final" : line.state }));
    if (around && count === around.reopenedAfter) {
      settledOn = null;
      for (const late of refused) type(late);
      refused = [];
    }
    if (settledOn === null || one.step === "due" || one.step === "pay") type(one);
    else refused.push(one);
  });
  on = today;
  settledOn = null;
  for (const late of refused) type(late);
  settledOn = endsOn;
  const sumOf = (of: { dealId: string; amountFen: number }[], id: string) =>
    of.filter(({ dealId }) => dealId === id).reduce((sum, { amountFen }) => sum + amountFen, 0);

  const prices = bring();
  const ofSupplements = lines.filter(({ because }) => because?.kind === "supplement");
  /** What each supplement posted, and should have: of homes that stand. */
  const amendedBy = deals.flatMap(({ id, cancelledOn }, at) => {
    const moves = prices[at]?.moves.filter(({ because }) => because?.kind === "supplement") ?? [];
    return cancelledOn === null
      ? [{ posted: sumOf(ofSupplements, id), moved: moves.reduce((sum, { amountFen }) => sum + amountFen, 0) }]
      : [];
  });

  return {
    prices,
    amendedBy,
    raised: deals.filter(({ contractPriceFen }, at) => contractPriceFen !== null && (prices[at]?.payableFen ?? 0) > contractPriceFen),
    lines: deals.map(({ id }) => sumOf(lines, id)),
    rewards: deals.map(({ id }) => sumOf(posted, id)),
  };
}

/** Its number is that of the request, whenever it was approved. */
function approvedRow(at: number, dealId: string, signedOn: string, told: Special): GroupRows[8][number] {
  const { forAll, payableBps, table, replacesGroup, counts, approvedAfter, validFor } = told;
  const approvedOn = addDays(signedOn, approvedAfter);
  const commitment = table?.commitment ?? null;
  const tabled: SpecialPrice["effect"] = {
    kind: "tiers",
    tiers: [
      { fromUnits: 2, payableBps: 9850 },
      { fromUnits: 4, payableBps: 9600 },
    ],
    commitment: commitment && {
      units: commitment.units,
      by: addDays(signedOn, commitment.byAfter),
      fallback: commitment.hasFallback ? { kind: "rate", payableBps } : null,
    },
  };
  const isTabled = forAll && table !== null;

  return {
    id: `special-${at}`,
    number: at + 1,
    dealId: forAll ? null : dealId,
    engagementId: forAll ? "e" : null,
    terms: {
      effect: isTabled ? tabled : { kind: "rate", payableBps },
      replacesGroup,
      floorBps: null,
      counts: counts || isTabled,
      validUntil: addDays(signedOn, validFor),
    },
    counterTerms: null,
    approvedAt: Date.parse(`${approvedOn}T04:00:00Z`),
  };
}

describe("the same facts, typed in any order", () => {
  const several = fc.array(story, { minLength: 3, maxLength: 7 });
  const mixed = fc.array(
    fc.tuple(fc.constantFrom(...policies), fc.subarray(hanging)).map(([terms, steps]) => withSteps(terms, steps)),
    { minLength: 1, maxLength: 3 },
  );
  const later = fc.nat(30);

  test("give the same payables, tiers and rewards; lines that stand add up to what is payable", () => {
    fc.assert(
      fc.property(several, mixed, fc.infiniteStream(fc.nat()), later, (stories, terms, keys, after) => {
        const today = addDays("2008-06-03", after);
        const inOrder = history(terms, stories, typedIn(stories.map(rightAtOnce), zeros()), null, null, today);
        const shuffled = history(terms, stories, typedIn(stories, keys), null, null, today);

        expect(shuffled.prices).toEqual(inOrder.prices);
        expect(shuffled.rewards).toEqual(inOrder.rewards);
        expect(shuffled.lines).toEqual(shuffled.prices.map(({ payableFen }) => payableFen ?? 0));
        expect(shuffled.amendedBy).toEqual(inOrder.amendedBy);
        expect(shuffled.raised, "no price rises on who has signed").toEqual([]);
        for (const { posted, moved } of shuffled.amendedBy) expect(posted).toBe(moved);
      }),
      { numRuns: 200 },
    );
  });

  test("settled in between, approved, opened again for what was refused, and settled anew: as if all had been typed first", () => {
    fc.assert(
      fc.property(several, mixed, fc.infiniteStream(fc.nat()), closing, fc.nat(16), later, (told, terms, keys, around, after, more) => {
        // What is settled is not taken back.
        const stories = told.map(rightAtOnce);
        const endsOn = addDays("2008-06-03", after);
        const today = addDays(endsOn, more);
        const inOrder = history(terms, stories, typedIn(stories, zeros()), null, endsOn, today);
        const reopened = history(terms, stories, typedIn(stories, keys), around, endsOn, today);

        expect(reopened.prices).toEqual(inOrder.prices);
        expect(reopened.rewards).toEqual(inOrder.rewards);
        expect(reopened.lines).toEqual(reopened.prices.map(({ payableFen }) => payableFen ?? 0));
        for (const { posted, moved } of reopened.amendedBy) expect(posted).toBe(moved);
      }),
      { numRuns: 200 },
    );
  });

  test.each(["keep", "reverse"] as const)("through the API too, by `%s`", async (onDrop) => {
    const at = await selling({ terms: small(onDrop) });
    const [four] = fc.sample(fc.array(story, { minLength: 4, maxLength: 4 }), { numRuns: 1, seed: 20080712 });
    const stories = (four ?? []).map((one, index) => ({
      ...one,
      heldFor: 2,
      isSigned: true,
      isMember: true,
      isReferred: index !== 3,
      special: index === 0 || index === 2 ? sold(index === 2) : null,
      supplement: null,
      cancelledAfter: index === 1 ? 9 : null,
      mistyped: index === 3 ? null : { signedOn: addDays(one.signedOn, index), contractPriceFen: 420_000_00 },
    }));
    const outcomes: unknown[] = [];
    for (let run = 0; run < 5; run += 1) {
      const here = { ...at, engagementId: await engaged(at, `商會${run}`) };
      await keyPerson(here, "2008-05-16", here.engagementId);
      const names = await referred(here, stories.length);
      const ids = await plant(
        here,
        stories.map(({ signedOn, isReferred }, index) => ({
          engagementId: here.engagementId,
          subscribedOn: addDays(signedOn, -2),
          signedOn: null,
          isMember: false,
          referral: isReferred ? names[index] : undefined,
        })),
      );
      const [keys] = fc.sample(fc.infiniteStream(fc.nat()), { numRuns: 1, seed: run + 1 });
      const typed = typedIn(run === 0 ? stories.map(rightAtOnce) : stories, keys as Iterator<number>);
      for (const { at: index, step } of typed) {
        const told = stories[index] as Story;
        const id = ids[index] ?? "";
        const onDay = addDays(told.signedOn, told.paidAfter);
        if (step === "prove") await proven(here, id, "chamber-roll");
        if (step === "sign") await confirmedAfter(() => signed(here, id, told.signedOn, told.contractPriceFen), id);
        if (step === "sign wrongly" && told.mistyped) {
          const { signedOn, contractPriceFen } = told.mistyped;
          await confirmedAfter(() => signed(here, id, signedOn, contractPriceFen), id);
        }
        if (step === "take back") await takenBack(id);
        if (step === "due") await reported(here, id, { kind: "due", onDay });
        if (step === "pay") await confirmed(here, [], [await reported(here, id, { onDay })]);
        if (step === "approve" && told.special) {
          const about = told.special.forAll ? ({ kind: "engagement", engagementId: here.engagementId } as const) : ofDeal(id);
          await approvedSpecial(here, about, { effect: { kind: "rate", payableBps: told.special.payableBps }, replacesGroup: false });
        }
        if (step === "cancel") await cancelled(here, id, addDays(told.signedOn, told.cancelledAfter ?? 0));
      }
      const { deals } = await statement(here);
      const { entries } = await rewards(here, here.engagementId);
      for (const { deal, baseFen, adjustmentsFen } of deals)
        if (deal.state === "signed") expect((baseFen ?? 0) + adjustmentsFen).toBe(deal.price?.payableFen);
      outcomes.push(
        deals.map(({ deal }) => ({
          payableFen: deal.price?.payableFen,
          tier: deal.price?.tier,
          openFen: deal.price?.openFen,
          rewardFen: entries.filter(({ dealId }) => dealId === deal.id).reduce((sum, { amountFen }) => sum + amountFen, 0),
        })),
      );

      async function confirmedAfter(act: () => Promise<unknown>, dealId: string) {
        await act();
        await confirmed(here, [dealId]);
      }

      async function takenBack(dealId: string) {
        const [finance, consultant] = [as(await here.agency.member("finance")), as(await here.agency.member("consultant"))];
        const signing = `${here.path}/deals/${dealId}/signing`;
        await done(finance.post(`${signing}/confirmation/withdrawal`, { reason: "合同看錯了" }));
        await done(consultant.post(`${signing}/withdrawal`, { reason: "日期看錯了一欄" }));
      }
    }

    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(JSON.stringify(outcomes[0]), "somebody reached the group's tier, with the engagement's special on it").toContain(
      `"payableFen":${stackedFen}`,
    );
  });
});

/** The same, without a signing that has to be taken back. */
const rightAtOnce = (told: Story): Story => ({ ...told, mistyped: null });

/** Every deal is typed to its end before the next. */
function* zeros(): Generator<number> {
  while (true) yield 0;
}

const stackedFen = 420_251_83; // 424,496.80 at 9.9折

/** The first home at 9.7折, all of them at 9.9折, both on top of the tier. */
const sold = (forAll: boolean): Special => ({
  forAll,
  payableBps: forAll ? 9900 : 9700,
  table: null,
  replacesGroup: false,
  counts: true,
  approvedAfter: 0,
  validFor: 99,
});
