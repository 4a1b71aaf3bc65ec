import * as z from "zod";
import { Engagement } from "../../accounts/engagements/contract";
import { Because, Deal, WithdrawnBecause } from "../../deals/contract";
import { Fen, FenTotal } from "../../money/contract";
import { Tier } from "../../policies/contract";
import { QuotedTier, QuoteLine } from "../../policies/quoting/contract";
import { BusinessDay } from "../../time/contract";
import { PaymentOverdue } from "../supplements/contract";

/** A line of what a deal costs. Those that are not withdrawn add up to what is payable. */
export const PriceLine = z
  .strictObject({
    id: z.string(),
    kind: z.enum(["base", "adjustment", "closing"]),
    amountFen: z.int(),
    because: Because.nullable(),
    postedOn: BusinessDay,
    state: z.enum(["provisional", "final", "fulfilled", "withdrawn"]),
    withdrawnOn: BusinessDay.nullable(),
    withdrawnBecause: WithdrawnBecause.nullable(),
    route: z.enum(["contract", "balance", "cash"]).nullable(),
    documentNumber: z.string().nullable(),
    fulfilledOn: BusinessDay.nullable(),
  })
  .meta({ id: "PriceLine" });
export type PriceLine = z.infer<typeof PriceLine>;

/**
 * A deal on its engagement's statement. `steps` say how today's price comes about; `lines` how it came to be. The balance
 * is payable + forfeited − received + refunded: what is due now (negative: back to the buyer) and what is only expected.
 */
export const StatementDeal = z
  .strictObject({
    deal: Deal,
    steps: z.array(QuoteLine),
    lines: z.array(PriceLine),
    baseFen: Fen.nullable(),
    /** The adjustments that stand. */
    adjustmentsFen: z.int(),
    receivedFen: Fen,
    refundedFen: Fen,
    forfeitedFen: Fen,
    /** Of what was received: reported, and not confirmed by finance yet. */
    unconfirmedFen: Fen,
    balanceFen: z.int().nullable(),
    /** The balance without the provisional lines: nobody may ask for those before settlement is approved. */
    dueFen: z.int().nullable(),
    /** The provisional lines of a deal that stands: negative is expected to go back to the buyer. */
    provisionalFen: z.int(),
    /** Until when it must be signed to count; null once it is signed or cancelled. */
    signBy: BusinessDay.nullable(),
    /** Its payment was to be in by now and is not. */
    overdue: PaymentOverdue.nullable(),
  })
  .meta({ id: "StatementDeal" });
export type StatementDeal = z.infer<typeof StatementDeal>;

/** The next threshold that lowers anybody's price: what it saves those in, and a newcomer with a home like the latest. */
export const NextOfGroup = z
  .strictObject({
    fromUnits: z.int().min(2),
    moreUnits: z.int().min(1),
    savesOthersFen: FenTotal,
    /** The last day to reach it, where a special price hangs on a commitment to so many; null: any. */
    by: BusinessDay.nullable(),
    newcomer: z.strictObject({ listPriceFen: Fen, payableFen: Fen, savesFen: Fen, tier: QuotedTier.nullable() }).nullable(),
  })
  .meta({ id: "NextOfGroup" });

/** What the buyers of an engagement owe and have paid, deal by deal, with every cause. Amounts in fen. */
export const Statement = z
  .strictObject({
    engagement: Engagement,
    /** Units that count now, of everything that counts together. */
    countedUnits: z.int().min(0),
    isSettling: z.boolean(),
    deals: z.array(StatementDeal),
    /** What a cancellation does to the tier of the others, where all versions say the same; null where they do not, or a tier is that of its signing day. */
    onDrop: z.enum(["keep", "reverse"]).nullable(),
    /** Base and adjustments, of the deals that are signed and stand, add up to what is payable. */
    totals: z.strictObject({
      signed: z.int().min(0),
      baseFen: FenTotal,
      adjustmentsFen: z.int(),
      provisionalFen: z.int(),
      payableFen: FenTotal,
      receivedFen: FenTotal,
      /** What buyers still owe now, and what is due back to others now: never set off against each other. */
      owedFen: FenTotal,
      dueBackFen: FenTotal,
    }),
    /** Null where no higher threshold lowers anything, or no deal can come to count any more (`tiersEnd`). */
    next: NextOfGroup.nullable(),
    /** The first tier that the version in force gives these buyers, while nothing counts and none is `next`; null where there is none to reach. */
    first: z.strictObject(Tier.shape).nullable(),
    /** Why no deal can move the tiers any more: settled, or past the days to sign and to record; null: one still can. */
    tiersEnd: z.enum(["settled", "over"]).nullable(),
    /** From when a manager may settle: window's end and the days to sign. */
    settleFrom: BusinessDay,
  })
  .meta({ id: "Statement" });
export type Statement = z.infer<typeof Statement>;
