import * as z from "zod";
import { Code } from "../../campaigns/catalogue/contract";
import { SupplementKind } from "../../deals/contract";
import { FileMention } from "../../files/contract";
import { line } from "../../http/text";
import { AreaCentiSqm, Fen, PositiveFen } from "../../money/contract";
import { BusinessDay } from "../../time/contract";

const Id = z.string().min(1).max(64);

/** The price that the supplement prints, typed from it: from its day it takes the contract's place. */
const contractPriceFen = PositiveFen;

/**
 * What a supplementary agreement (補充協議) changes: how the buyer pays (priced anew by the deal's own version), the home,
 * its measured area, the price, who buys (family keeps the place in the count, an outsider leaves it), or the account that
 * the deal counts for. Cancellation is a resource of its own.
 */
export const SupplementChange = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("payment-method"), paymentMethod: Code, contractPriceFen }),
    z.strictObject({ kind: z.literal("unit"), unitId: Id, contractPriceFen }),
    z.strictObject({ kind: z.literal("measured-area"), areaCentiSqm: AreaCentiSqm, listPriceFen: PositiveFen, contractPriceFen }),
    z.strictObject({ kind: z.literal("price"), contractPriceFen }),
    z.strictObject({
      kind: z.literal("name"),
      isFamily: z.boolean(),
      buyers: z
        .array(z.strictObject({ personId: Id, shareBps: z.int().min(1).max(10_000) }))
        .min(1)
        .max(4)
        .refine((buyers) => buyers.reduce((sum, { shareBps }) => sum + shareBps, 0) === 10_000, {
          params: { code: "shares-do-not-add-up" },
          error: "must add up to 10000",
        })
        .refine((buyers) => new Set(buyers.map(({ personId }) => personId)).size === buyers.length, {
          params: { code: "duplicate" },
          error: "names somebody twice",
        }),
    }),
    z.strictObject({ kind: z.literal("engagement"), engagementId: Id }),
  ])
  .meta({ id: "SupplementChange" });
export type SupplementChange = z.infer<typeof SupplementChange>;

/** `signedOn`: the day that its paper bears, or is to bear. */
export const SupplementAsked = z.strictObject({ change: SupplementChange, signedOn: BusinessDay }).meta({ id: "SupplementAsked" });
export type SupplementAsked = z.infer<typeof SupplementAsked>;

/**
 * A payment that was to be in by a day and is not: the deal pays in another way instead, by a supplement that somebody
 * signs. `proposes`: that other way, null where none is without such a day.
 */
export const PaymentOverdue = z
  .strictObject({ payBy: BusinessDay, confirmedFen: Fen, shortFen: PositiveFen, proposes: Code.nullable() })
  .meta({ id: "PaymentOverdue" });
export type PaymentOverdue = z.infer<typeof PaymentOverdue>;

/** A supplement as it was signed: its day, the number of the paper, and the paper itself where it was scanned. */
export const NewSupplement = z
  .strictObject({ change: SupplementChange, signedOn: BusinessDay, documentNumber: line(40), documentId: Id.optional() })
  .meta({ id: "NewSupplement" });
export type NewSupplement = z.infer<typeof NewSupplement>;

export const Supplement = z
  .strictObject({
    id: z.string(),
    dealId: z.string(),
    kind: SupplementKind,
    signedOn: BusinessDay,
    documentNumber: z.string().nullable(),
    document: FileMention.nullable(),
    /** From what to what; of persons their number alone. */
    change: z.array(z.strictObject({ field: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })),
    recordedByName: z.string(),
  })
  .meta({ id: "Supplement" });
export type Supplement = z.infer<typeof Supplement>;

export const Supplements = z.strictObject({ items: z.array(Supplement), next: z.null() }).meta({ id: "Supplements" });
