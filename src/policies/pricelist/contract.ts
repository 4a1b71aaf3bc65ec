import * as z from "zod";
import { Code } from "../../campaigns/catalogue/contract";
import { AreaCentiSqm, Fen, PricePerSqmFen } from "../../money/contract";
import { BusinessDay } from "../../time/contract";
import { unique } from "../faults/rules";
import { buildingGiven, CalculationStep, FurtherFacts, PriceListTable, priceGiven, SheetHead } from "../quoting/contract";

/**
 * 購房優惠情況明細表 of one home: what it costs for each payment method and number of counted units.
 * The home is described as in a quote, and refused with the same codes.
 */
export const PriceListRequest = z
  .strictObject({
    /** Without it, nobody's where a credential is given, else the first of the campaign that the version has a table for. */
    category: Code.optional(),
    credential: Code.optional(),
    /** In the order of the sections; without it, all of the campaign's. */
    paymentMethods: z.array(Code).min(1).max(30).check(unique("duplicate-code")).optional(),
    listPriceFen: Fen.optional(),
    areaCentiSqm: AreaCentiSqm.optional(),
    pricePerSqmFen: PricePerSqmFen.optional(),
    product: Code.optional(),
    ...FurtherFacts.shape,
    on: BusinessDay.optional(),
    version: z.string().min(1).max(64).optional(),
  })
  .check(priceGiven, buildingGiven)
  .meta({ id: "PriceListRequest" });
export type PriceListRequest = z.infer<typeof PriceListRequest>;

export const PriceList = z
  .strictObject({
    ...SheetHead.shape,
    tables: z.array(PriceListTable),
    /** How the last row of the first table comes about, step by step, and what is saved in all. */
    calculation: z.strictObject({
      paymentMethod: z.strictObject({ code: Code, label: z.string() }),
      countedUnits: z.int().min(1),
      steps: z.array(CalculationStep),
      saved: CalculationStep,
    }),
    /** Sentences that stand under the tables. */
    notes: z.array(z.string()),
  })
  .meta({ id: "PriceList" });
export type PriceList = z.infer<typeof PriceList>;
