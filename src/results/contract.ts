import * as z from "zod";
import { BusinessDay } from "../time/contract";

/** Every measure. Each adds up over days and categories; src/results/measures.ts says what it counts. */
export const measureIds = [
  "first-visits",
  "referrals",
  "subscriptions",
  "signings",
  "cancellations",
  "homes",
  "counted",
  "list-fen",
  "contract-fen",
  "payable-fen",
  "discount-fen",
  "received-fen",
  "refunded-fen",
  "forfeited-fen",
  "provisional-fen",
  "reward-accrued-fen",
  "reward-paid-fen",
  "reward-returned-fen",
  "reward-written-off-fen",
] as const;
export type MeasureId = (typeof measureIds)[number];

/** Sums by measure, counts and fen; what is not there is zero. */
export const Figures = z.partialRecord(z.enum(measureIds), z.int()).meta({ id: "Figures" });
export type Figures = z.infer<typeof Figures>;

/** What a figure is called and counts, in the caller's language. */
export const Measure = z
  .strictObject({
    id: z.enum(measureIds),
    name: z.string(),
    definition: z.string(),
    unit: z.enum(["count", "fen"]),
    area: z.enum(["accounts", "deals", "money", "rewards"]),
  })
  .meta({ id: "Measure" });
export type Measure = z.infer<typeof Measure>;

export const ResultsQuery = z.strictObject({ from: BusinessDay.optional(), to: BusinessDay.optional() });

/**
 * What a campaign has come to between two days, both included. The days that are listed, and the categories, each add up
 * to the totals.
 */
export const Results = z
  .strictObject({
    /** Those that the caller may see. */
    measures: z.array(Measure),
    /** Facts of the last moments are not in the figures yet; asked again, they are. */
    isReckoning: z.boolean(),
    totals: Figures,
    /** Null is the category of a credential channel's buyers. */
    categories: z.array(z.strictObject({ category: z.string().nullable(), figures: Figures })),
    /** Days with a fact, in order. */
    days: z.array(z.strictObject({ day: BusinessDay, figures: Figures })),
    /** There are earlier days too, which the figures do not hold: ask for fewer. */
    more: z.boolean(),
  })
  .meta({ id: "Results" });
export type Results = z.infer<typeof Results>;
