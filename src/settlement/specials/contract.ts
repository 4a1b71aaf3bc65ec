import * as z from "zod";
import { paragraph } from "../../http/text";
import { Fen, FenTotal } from "../../money/contract";
import { CommitmentState, QuotedSpecial, SpecialPrice } from "../../policies/quoting/contract";
import { BusinessDay } from "../../time/contract";

const Id = z.string().min(1).max(64);

/**
 * An own table lives from the count. Refused with `table-counts`: homes at it that do not count; with `after-valid-until`: a
 * commitment that may be met when nobody signs at the table any more.
 */
const tableFits = ({ value, issues }: z.core.ParsePayload<Pick<SpecialTerms, "effect" | "counts" | "validUntil">>): void => {
  const { effect, counts, validUntil } = value;
  if (effect.kind !== "tiers") return;
  const refuse = (path: string[], code: string, input: unknown) =>
    issues.push({ code: "custom", path, params: { code }, message: code, input, continue: true });
  if (!counts) refuse(["counts"], "table-counts", counts);
  const { by } = effect.commitment ?? {};
  if (by !== undefined && by > validUntil) refuse(["effect", "commitment", "by"], "after-valid-until", by);
};

/** What is asked for, or answered: the price, whether a home at it counts, and until when a contract may be signed at it. */
export const SpecialTerms = z
  .strictObject({ ...SpecialPrice.shape, counts: z.boolean(), validUntil: BusinessDay })
  .check(tableFits)
  .meta({ id: "SpecialTerms" });
export type SpecialTerms = SpecialPrice & { counts: boolean; validUntil: BusinessDay };

/** One home, or all of an engagement. */
export const SpecialScope = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("deal"), dealId: Id }),
    z.strictObject({ kind: z.literal("engagement"), engagementId: Id }),
  ])
  .meta({ id: "SpecialScope" });
export type SpecialScope = z.infer<typeof SpecialScope>;

/** `deal-only`: a final price is that of one home. `engagement-only`: an own table is for all of an engagement. */
export function scopeFault(scope: SpecialScope["kind"], { effect }: Pick<SpecialTerms, "effect">): "deal-only" | "engagement-only" | null {
  if (scope === "engagement") return effect.kind === "final" ? "deal-only" : null;

  return effect.kind === "tiers" ? "engagement-only" : null;
}

/** Refused with `deal-only` or `engagement-only`. */
const ofItsScope = ({ value, issues }: z.core.ParsePayload<{ about: SpecialScope; terms: SpecialTerms }>): void => {
  const code = scopeFault(value.about.kind, value.terms);
  if (code) issues.push({ code: "custom", path: ["terms", "effect"], params: { code }, message: code, input: value.terms.effect });
};

export const SpecialAsked = z.strictObject({ about: SpecialScope, terms: SpecialTerms }).check(ofItsScope).meta({ id: "SpecialAsked" });
export type SpecialAsked = z.infer<typeof SpecialAsked>;

/** A request (特批申請) with the reason for it. */
export const NewSpecial = z
  .strictObject({ about: SpecialScope, terms: SpecialTerms, reason: paragraph(1000) })
  .check(ofItsScope)
  .meta({ id: "NewSpecial" });
export type NewSpecial = z.infer<typeof NewSpecial>;

/**
 * What a special price costs against the price without it, by the facts of the day it was asked; homes that are not signed
 * yet as if they were signed that day. Amounts in fen.
 */
export const SpecialEvaluation = z
  .strictObject({
    /** The homes it is for, the first fifty; the sums are of all. */
    homes: z.array(
      z.strictObject({
        dealId: z.string(),
        building: z.string(),
        unitNumber: z.string(),
        isSigned: z.boolean(),
        listPriceFen: Fen,
        beforeFen: Fen,
        afterFen: Fen,
      }),
    ),
    beforeFen: FenTotal,
    afterFen: FenTotal,
    /** What everybody else in the count pays more, or less when negative: one that does not count can cost them a tier. */
    othersFen: z.int(),
    countedUnits: z.strictObject({ before: z.int().min(0), after: z.int().min(0) }),
    /** The same homes where an own table leads: at the units of its commitment and of its last tier, while so many do not count. */
    ahead: z.array(z.strictObject({ units: z.int().min(1), beforeFen: FenTotal, afterFen: FenTotal })).optional(),
  })
  .meta({ id: "SpecialEvaluation" });
export type SpecialEvaluation = z.infer<typeof SpecialEvaluation>;

/** `countered`: answered with other terms, which the agency may accept. */
export const SpecialState = z.enum(["pending", "returned", "countered", "approved", "withdrawn"]);
export type SpecialState = z.infer<typeof SpecialState>;

/** A special price that was asked for. What was agreed are the counter-terms where there are any, else the terms. */
export const Special = z
  .strictObject({
    id: z.string(),
    /** In its campaign. */
    number: z.int().min(1),
    about: SpecialScope,
    terms: SpecialTerms,
    counterTerms: z.union([SpecialTerms, z.null()]),
    reason: z.string(),
    evaluation: SpecialEvaluation,
    state: SpecialState,
    askedByName: z.string(),
    askedAt: z.iso.datetime(),
    /** Null until it was approved, or its counter-terms accepted. */
    approvedOn: BusinessDay.nullable(),
    /** Its last day has passed: contracts signed from now on do not have it. */
    isOver: z.boolean(),
    approval: z.strictObject({
      id: z.string(),
      decider: z.enum(["developer", "agency"]),
      deciderName: z.string().nullable(),
      decidedAt: z.iso.datetime().nullable(),
      remark: z.string().nullable(),
    }),
    acts: z.array(z.enum(["withdraw", "accept"])),
    version: z.int().min(1),
  })
  .meta({ id: "Special" });
export type Special = z.infer<typeof Special>;

/**
 * What was asked for a deal or its engagement, what of it prices a contract signed today, and how far the commitments of those
 * approved have come.
 */
export const Specials = z
  .strictObject({
    items: z.array(Special),
    next: z.null(),
    inForce: z.array(QuotedSpecial),
    commitments: z.array(z.strictObject({ specialId: z.string(), state: CommitmentState, countedUnits: z.int().min(0) })),
  })
  .meta({ id: "Specials" });
export type Specials = z.infer<typeof Specials>;

/** Of one deal (its engagement's too), or of one engagement. Refused with `filters-exclude` unless exactly one is named. */
export const SpecialsQuery = z.strictObject({ deal: Id.optional(), engagement: Id.optional() }).check(({ value, issues }) => {
  if ((value.deal === undefined) !== (value.engagement === undefined)) return;
  issues.push({ code: "custom", path: ["deal"], params: { code: "filters-exclude" }, message: "filters-exclude", input: value.deal });
});

/** What who decides is shown. */
export const SpecialToDecide = z
  .strictObject({
    specialId: z.string(),
    scope: z.enum(["deal", "engagement"]),
    terms: SpecialTerms,
    counterTerms: z.union([SpecialTerms, z.null()]),
    evaluation: SpecialEvaluation,
    state: SpecialState,
  })
  .meta({ id: "SpecialToDecide" });
export type SpecialToDecide = z.infer<typeof SpecialToDecide>;
