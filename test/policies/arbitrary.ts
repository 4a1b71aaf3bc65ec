import fc from "fast-check";
import type { Catalogue } from "../../src/campaigns/catalogue/contract";
import { MAX_FEN } from "../../src/money/fen";
import type { Conditions, Effect, PolicyTerms, RegularStep, RewardRule, Tier } from "../../src/policies/contract";
import type { QuotedSpecial } from "../../src/policies/quoting/contract";
import type { Buyer, Home } from "../../src/policies/quoting/rules";
import { ownTiersOf } from "../../src/policies/rules";
import { plan2008Terms } from "../../src/policies/templates/plan-2008";

const entries = (...codes: string[]) => codes.map((code) => ({ code, names: { "zh-Hant": code } }));

/** A small campaign of which every combination can be tried. */
export const campaign: Catalogue = {
  categories: entries("chamber", "factory", "bank"),
  credentials: entries("teacher", "civil-servant"),
  paymentMethods: entries("lump-sum", "mortgage"),
  products: entries("residence", "shop", "parking"),
};
export const campaignWindow = { startsOn: "2026-03-01", endsOn: "2026-03-31" };

const codesOf = (list: keyof Catalogue) => campaign[list].map(({ code }) => code);
const day = fc.integer({ min: 1, max: 31 }).map((date) => `2026-03-${String(date).padStart(2, "0")}`);
const bps = (lowest = 5000) => fc.integer({ min: lowest, max: 10_000 });
const off = fc.integer({ min: 1, max: 20_000_00 });
const perSqm = fc.integer({ min: 1, max: 500_00 });

/** Two buildings with two homes each that a policy may name; a third, and other homes, that none does. */
export const buildings = ["1", "2", "3"];
export const unitNumbers = ["0301", "0302", "0303"];
const named = ["1", "2"].flatMap((building) => ["0301", "0302"].map((number) => ({ building, number })));

const conditions: fc.Arbitrary<Conditions> = fc
  .record(
    {
      paymentMethods: fc.subarray(codesOf("paymentMethods"), { minLength: 1 }),
      products: fc.subarray(codesOf("products"), { minLength: 1 }),
      credentials: fc.subarray(codesOf("credentials"), { minLength: 1 }),
      buildings: fc.subarray(["1", "2"], { minLength: 1 }),
      units: fc.subarray(named, { minLength: 1 }),
      membership: fc.constant<true>(true),
      signedWithinDays: fc.integer({ min: 0, max: 10 }),
      from: day,
      until: day,
    },
    { requiredKeys: [] },
  )
  .map(({ from, until, ...rest }) => {
    const [first, last] = from && until && from > until ? [until, from] : [from, until];
    return { ...rest, ...(first ? { from: first } : {}), ...(last ? { until: last } : {}) };
  });

const rateEffect = bps().map((payableBps): Effect => ({ kind: "rate", payableBps }));
const anyEffect = fc.oneof(
  { weight: 3, arbitrary: rateEffect },
  { weight: 1, arbitrary: off.map((amountFen): Effect => ({ kind: "amount", amountFen })) },
  { weight: 1, arbitrary: perSqm.map((perSqmFen): Effect => ({ kind: "perSqm", perSqmFen })) },
);

const regularSteps = (effect: fc.Arbitrary<Effect>) =>
  fc
    .array(
      fc.record({
        when: conditions,
        exclusionGroup: fc.constantFrom(null, null, "first", "second"),
        applyTo: fc.constantFrom<RegularStep["applyTo"]>("running", "list"),
        effect,
      }),
      { maxLength: 5 },
    )
    .map((steps) => steps.map((step, index) => ({ ...step, id: `step-${index}`, names: { "zh-Hant": `第${index}步` } })));

const thresholds = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
const tiersOf = (worth: fc.Arbitrary<number>, key: "payableBps" | "amountFen" | "perSqmFen"): fc.Arbitrary<Tier[]> =>
  thresholds.chain((units) => fc.tuple(...units.map((fromUnits) => worth.map((value): Tier => ({ fromUnits, [key]: value })))));

/** More units, more off: the greater threshold has the better value. */
const falling = (tiers: Tier[]): Tier[] => {
  const units = tiers.map(({ fromUnits }) => fromUnits).sort((a, b) => a - b);
  const worth = tiers.map(({ fromUnits: _, ...effect }) => effect).sort((a, b) => gain(a) - gain(b));
  return units.map((fromUnits, index) => ({ fromUnits, ...worth[index] }));
};
const gain = ({ payableBps, amountFen, perSqmFen }: Omit<Tier, "fromUnits">) => amountFen ?? perSqmFen ?? -(payableBps ?? 0);

const rateTiers = tiersOf(bps(), "payableBps");
const anyTiers = fc.oneof(rateTiers, tiersOf(off, "amountFen"), tiersOf(perSqm, "perSqmFen"));

function termsOf(effect: fc.Arbitrary<Effect>, tiers: fc.Arbitrary<Tier[]>): fc.Arbitrary<PolicyTerms> {
  return fc.record({
    rounding: fc.constantFrom<PolicyTerms["rounding"]>("fen", "yuan", "yuanDown"),
    floorBps: fc.option(bps(), { nil: null }),
    pricedProducts: fc.subarray(codesOf("products")),
    countedProducts: fc.subarray(codesOf("products")),
    regular: regularSteps(effect),
    groupTables: fc.tuple(tiers, tiers).map(([shared, own]) => [
      { id: "shared", categories: ["chamber", "factory"], tiers: shared },
      { id: "own", categories: ["bank"], tiers: own },
    ]),
    credentialRules: tiers.map((its) => [{ id: "documents", credentials: ["teacher"], tiers: its }]),
    retroactive: fc.boolean(),
    onDrop: fc.constantFrom<PolicyTerms["onDrop"]>("keep", "reverse"),
    countBasis: fc.constantFrom<PolicyTerms["countBasis"]>("signed", "subscribed"),
    signWithinDays: fc.integer({ min: 0, max: 30 }),
    rewardRules: fc.option(tiers, { nil: null }).map((own) => (own ? [{ ...cash, ownPurchase: { tiers: own } }] : [])),
  });
}

/** The key person of a chamber or a bank may have a table of their own; that of a factory has the first tier. */
const cash: RewardRule = { ...(plan2008Terms.rewardRules[0] as RewardRule), categories: ["chamber", "bank"] };

/** The buyer as the key person of their category. */
export const asKeyPerson = (terms: PolicyTerms, buyer: Buyer): Buyer => {
  const own = ownTiersOf(terms, buyer.category);

  return own ? { ...buyer, ownTiers: own } : buyer;
};

/** Policies that nobody wrote: any steps, any tiers, in any order. */
export const anyTerms = termsOf(anyEffect, anyTiers);
/** The same, with tiers that give more for more units. */
export const fallingTerms = termsOf(anyEffect, anyTiers.map(falling));
/** Rates alone, so that their combinations are fractions of the list price. */
export const rateTerms = termsOf(rateEffect, rateTiers);

export const anyHome: fc.Arbitrary<Home> = fc.record({
  listPriceFen: fc.oneof(fc.integer({ min: 0, max: 2_000_00 }), fc.integer({ min: 100_000_00, max: 5_000_000_00 }), fc.nat(MAX_FEN)),
  areaCentiSqm: fc.integer({ min: 1, max: 1_000_00 }),
  product: fc.option(fc.constantFrom(...codesOf("products")), { nil: null }),
  building: fc.option(fc.constantFrom(...buildings), { nil: null }),
  unitNumber: fc.option(fc.constantFrom(...unitNumbers), { nil: null }),
});

export const anyBuyer: fc.Arbitrary<Buyer> = fc.record({
  category: fc.constantFrom(...codesOf("categories")),
  paymentMethod: fc.constantFrom(...codesOf("paymentMethods")),
  credential: fc.option(fc.constantFrom(...codesOf("credentials")), { nil: null }),
  on: day,
  membership: fc.option(fc.boolean(), { nil: null }),
  signedWithinDays: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
});

export const anyUnits = fc.integer({ min: 1, max: 40 });

export const anySpecial: fc.Arbitrary<QuotedSpecial> = fc.record({
  effect: fc.oneof(
    bps().map((payableBps) => ({ kind: "rate" as const, payableBps })),
    off.map((amountFen) => ({ kind: "amount" as const, amountFen })),
    fc.integer({ min: 0, max: 3_000_000_00 }).map((payableFen) => ({ kind: "final" as const, payableFen })),
    fc.record({
      kind: fc.constant("tiers" as const),
      tiers: anyTiers.map(falling),
      commitment: fc.option(fc.record({ units: anyUnits, by: day, fallback: fc.option(anyEffect, { nil: null }) }), { nil: null }),
    }),
  ),
  replacesGroup: fc.boolean(),
  floorBps: fc.option(bps(), { nil: null }),
  commitmentState: fc.constantFrom("open", "met", "missed"),
});
