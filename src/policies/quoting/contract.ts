import * as z from "zod";
import { Code } from "../../campaigns/catalogue/contract";
import { AreaCentiSqm, Fen, FenTotal, PayableBps, PositiveFen, PricePerSqmFen } from "../../money/contract";
import { priceOfArea } from "../../money/fen";
import { BusinessDay } from "../../time/contract";
import { Placing } from "../../units/contract";
import { Effect, PolicyStatus, tiers } from "../contract";
import * as faults from "../faults/rules";

/** How far a list price may lie from area × price per m², in fen. */
const LIST_PRICE_TOLERANCE_FEN = 100;

interface AskedHome {
  listPriceFen?: number | undefined;
  areaCentiSqm?: number | undefined;
  pricePerSqmFen?: number | undefined;
}

/** The list price must be known: given, or area and price per square metre, or all three in agreement. */
export function priceGiven({ value, issues }: z.core.ParsePayload<AskedHome>): void {
  const refuse = (field: keyof AskedHome, code: string) => {
    issues.push({ code: "custom", path: [field], params: { code }, message: code, input: value[field] });
  };

  const { listPriceFen, areaCentiSqm, pricePerSqmFen } = value;
  if (pricePerSqmFen === undefined) {
    if (listPriceFen === undefined) refuse(areaCentiSqm === undefined ? "listPriceFen" : "pricePerSqmFen", "price-needed");
    return;
  }
  if (areaCentiSqm === undefined) {
    refuse("areaCentiSqm", "area-needed");
    return;
  }

  const product = priceOfArea(areaCentiSqm, pricePerSqmFen);
  if (product === null) refuse("pricePerSqmFen", "amount-too-large");
  else if (listPriceFen !== undefined && Math.abs(listPriceFen - product) > LIST_PRICE_TOLERANCE_FEN) {
    refuse("listPriceFen", "list-price-disagrees");
  }
}

/** Somebody must buy: a member of a category, or the holder of a credential. */
function buyerGiven({ value, issues }: z.core.ParsePayload<{ category?: string | undefined; credential?: string | undefined }>): void {
  if (value.category !== undefined || value.credential !== undefined) return;
  issues.push({ code: "custom", path: ["category"], params: { code: "required" }, message: "required", input: value.category });
}

/** So many units of the counting group by the end of a day; until they are met, and for good where they are not, the fallback is given. */
const Commitment = z
  .strictObject({
    units: z.int().min(1).max(10_000),
    by: BusinessDay,
    /** Null: until then the special price gives nothing. */
    fallback: z.union([Effect, z.null()]),
  })
  .meta({ id: "Commitment" });

/**
 * What some steps ask of the home, the buyer and the contract. What is left out is not known: a step that asks for it does
 * not apply, and `why` says on what it would. `signedWithinDays` is how many days after subscription the contract will be
 * signed. `unitNumber` goes with `building`.
 */
export const FurtherFacts = z.strictObject({
  building: Placing.optional(),
  unitNumber: Placing.optional(),
  membership: z.boolean().optional(),
  signedWithinDays: z.int().min(0).max(3650).optional(),
});

/** A number without its building names no home. */
export function buildingGiven({ value, issues }: z.core.ParsePayload<z.infer<typeof FurtherFacts>>): void {
  if (value.unitNumber === undefined || value.building !== undefined) return;
  issues.push({ code: "custom", path: ["building"], params: { code: "required" }, message: "required", input: value.building });
}

/**
 * 特批, as approved for a deal or an engagement: a rate or an amount on the price before it, the price itself, or an own table
 * of tiers for the units of the counting group. Instead of the group's tier, in which case the buyer gets the lower, or on
 * top of it. It knows no floor but its own.
 *
 * An own table is refused as a policy's is, and with `tier-rises` where more units would cost more.
 */
export const SpecialPrice = z
  .strictObject({
    effect: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("rate"), payableBps: PayableBps }),
      z.strictObject({ kind: z.literal("amount"), amountFen: PositiveFen }),
      z.strictObject({ kind: z.literal("final"), payableFen: PositiveFen }),
      z.strictObject({ kind: z.literal("tiers"), tiers: tiers.check(faults.neverRising), commitment: z.union([Commitment, z.null()]) }),
    ]),
    replacesGroup: z.boolean(),
    /** Of the list price; null: none. */
    floorBps: PayableBps.nullable(),
  })
  .meta({ id: "SpecialPrice" });
export type SpecialPrice = z.infer<typeof SpecialPrice>;

/** Whether a commitment was met; `open`: it may still be, and is where so many count. */
export const CommitmentState = z.enum(["open", "met", "missed"]);
export type CommitmentState = z.infer<typeof CommitmentState>;

/** A special price to quote with; of a commitment what the facts say, `open` where that is left out. */
export const QuotedSpecial = z
  .strictObject({ ...SpecialPrice.shape, commitmentState: CommitmentState.optional() })
  .meta({ id: "QuotedSpecial" });
export type QuotedSpecial = z.infer<typeof QuotedSpecial>;

/**
 * What a home would cost whom: the list price, or area and price per square metre, or all three.
 *
 * Refused with a code of its own: `price-needed` (neither is given), `area-needed` (a price per square metre without an
 * area), `list-price-disagrees` (further than one yuan from area × price), `amount-too-large` (the product passes the
 * limit of an amount), `required` (neither a category nor a credential, or a unit's number without its building).
 */
export const QuoteRequest = z
  .strictObject({
    /** May be left out where a credential is given: then only the credential's tiers are asked about. */
    category: Code.optional(),
    /** Units of the buyer's counting group, the one quoted included. */
    countedUnits: z.int().min(1).max(10_000),
    paymentMethod: Code,
    credential: Code.optional(),
    listPriceFen: Fen.optional(),
    areaCentiSqm: AreaCentiSqm.optional(),
    pricePerSqmFen: PricePerSqmFen.optional(),
    product: Code.optional(),
    ...FurtherFacts.shape,
    /** The subscription day; without it today, moved to the nearest day of the campaign's window. */
    on: BusinessDay.optional(),
    /** Id of a policy version, a draft too; without it the one in force on the day. */
    version: z.string().min(1).max(64).optional(),
    /** Special prices approved for the home; the lowest is taken. */
    specials: z.array(QuotedSpecial).max(20).optional(),
  })
  .check(priceGiven, buyerGiven, buildingGiven)
  .meta({ id: "QuoteRequest" });
export type QuoteRequest = z.infer<typeof QuoteRequest>;

export const QuoteStep = z.enum(["regular", "group", "special", "floor", "rounding"]);
export type QuoteStep = z.infer<typeof QuoteStep>;

/**
 * One printed line: `afterFen` − `beforeFen` is what it does, `working` the sum behind it (433,160.00 × 98%). A step by
 * rate has `payableBps`, one by amount or per square metre has `amountFen` (for this home); floor and rounding have neither.
 */
export const QuoteLine = z
  .strictObject({
    step: QuoteStep,
    label: z.string(),
    working: z.string(),
    payableBps: PayableBps.nullable(),
    amountFen: Fen.nullable(),
    beforeFen: Fen,
    afterFen: Fen,
  })
  .meta({ id: "QuoteLine" });
export type QuoteLine = z.infer<typeof QuoteLine>;

/** The tier in force; a tier per square metre shows what it takes off this home. */
export const QuotedTier = z
  .strictObject({
    fromUnits: z.int().min(1),
    payableBps: PayableBps.nullable(),
    amountFen: Fen.nullable(),
    /** `own-purchase`: the table of the key person's own home; `special`: a special price's. */
    source: z.enum(["category", "credential", "own-purchase", "special"]),
  })
  .meta({ id: "QuotedTier" });
export type QuotedTier = z.infer<typeof QuotedTier>;

/**
 * The next threshold that lowers this buyer's price, every home at this list price: `savesOthersFen` is what the
 * `countedUnits` save, `savesAllFen` what they and the newcomers save together against the tier in force.
 */
export const NextTier = z
  .strictObject({ fromUnits: z.int().min(2), moreUnits: z.int().min(1), savesOthersFen: FenTotal, savesAllFen: FenTotal })
  .meta({ id: "NextTier" });
export type NextTier = z.infer<typeof NextTier>;

/** What one home costs at the next threshold. */
export const PriceAtNextTier = z
  .strictObject({ tier: QuotedTier, payableFen: Fen, stopsAtFloor: z.boolean() })
  .meta({ id: "PriceAtNextTier" });
export type PriceAtNextTier = z.infer<typeof PriceAtNextTier>;

export const WhyCode = z.enum([
  "payment-method",
  "product",
  "building",
  "unit",
  "credential",
  "membership",
  "before-window",
  "after-window",
  "signed-late",
  "fact-unknown",
  "lost-to-better",
  "product-not-priced",
  "product-not-counted",
  "area-needed",
  "below-first-tier",
  "category-without-rule",
  "replaced-by-special",
  "special-not-lower",
  "commitment-open",
  "commitment-missed",
]);
export type WhyCode = z.infer<typeof WhyCode>;

/** A step that did nothing to this price, and the reason. */
export const Why = z.strictObject({ step: QuoteStep, label: z.string(), code: WhyCode, detail: z.string() }).meta({ id: "Why" });
export type Why = z.infer<typeof Why>;

export const Quote = z
  .strictObject({
    listPriceFen: Fen,
    lines: z.array(QuoteLine),
    payableFen: Fen,
    savedFen: Fen,
    tier: QuotedTier.nullable(),
    nextTier: NextTier.nullable(),
    atNextTier: PriceAtNextTier.nullable(),
    why: z.array(Why).optional(),
  })
  .meta({ id: "Quote" });
export type Quote = z.infer<typeof Quote>;

const Worded = z.strictObject({ code: Code, label: z.string() });

/** What stands over a sheet with prices: whose it is, by which version, for which subscription day, for whom, which home. */
export const SheetHead = z
  .strictObject({
    agencyName: z.string(),
    developerName: z.string(),
    projectName: z.string(),
    campaignName: z.string(),
    startsOn: BusinessDay,
    endsOn: BusinessDay,
    version: z.strictObject({ id: z.string(), number: z.int().min(1), status: PolicyStatus, effectiveFrom: BusinessDay.nullable() }),
    /** The subscription day that the prices are for. */
    on: BusinessDay,
    /** Today, in the campaign's zone. */
    printedOn: BusinessDay,
    /** null where it is asked for a credential alone. */
    category: Worded.nullable(),
    credential: Worded.nullable(),
    home: z.strictObject({
      /** What the campaign calls it, where it is one of the campaign's sample homes. */
      name: z.string().nullable(),
      listPriceFen: Fen,
      areaCentiSqm: AreaCentiSqm.nullable(),
      pricePerSqmFen: PricePerSqmFen.nullable(),
      product: Worded.nullable(),
    }),
  })
  .meta({ id: "SheetHead" });
export type SheetHead = z.infer<typeof SheetHead>;

/** A line of the sum: what it is, how it comes about, and the amount it leaves. */
export const CalculationStep = z.strictObject({ label: z.string(), working: z.string(), amountFen: Fen }).meta({ id: "CalculationStep" });
export type CalculationStep = z.infer<typeof CalculationStep>;

/** 報價單: a quote with its heading, ready to print. `list` is the list price, `saved` what the lines take off together. */
export const QuoteSlip = z
  .strictObject({
    ...SheetHead.shape,
    ...Quote.shape,
    paymentMethod: Worded,
    countedUnits: z.int().min(1),
    list: CalculationStep,
    saved: CalculationStep,
  })
  .meta({ id: "QuoteSlip" });
export type QuoteSlip = z.infer<typeof QuoteSlip>;

/**
 * A row of 購房優惠情況明細表: what a home costs while the count lies between two numbers, both included. Its next tier is
 * that of the last count of the row (eight of 1–8, so one unit is missing); the open last row has none.
 */
export const PriceListRow = z
  .strictObject({
    fromUnits: z.int().min(1),
    /** null: and more. */
    toUnits: z.int().min(1).nullable(),
    listPriceFen: Fen,
    afterRegularFen: Fen,
    regularSavedFen: Fen,
    tier: QuotedTier.nullable(),
    payableFen: Fen,
    savedFen: Fen,
    stopsAtFloor: z.boolean(),
    lines: z.array(QuoteLine),
    nextTier: NextTier.nullable(),
    atNextTier: PriceAtNextTier.nullable(),
  })
  .meta({ id: "PriceListRow" });
export type PriceListRow = z.infer<typeof PriceListRow>;

/** One table of the price list: a home, paid in one way. */
export const PriceListTable = z
  .strictObject({ paymentMethod: Code, label: z.string(), rows: z.array(PriceListRow) })
  .meta({ id: "PriceListTable" });
export type PriceListTable = z.infer<typeof PriceListTable>;
