import * as z from "zod";
import { line } from "../../http/text";
import { BusinessDay } from "../../time/contract";

/** The business day as of which an engagement is settled: what happens after it moves its tiers no more. */
export const SettlementAct = z.strictObject({ settledOn: BusinessDay }).meta({ id: "SettlementAct" });
export type SettlementAct = z.infer<typeof SettlementAct>;

/** How a difference reaches the buyer: 改合同價, 抵尾款 or 退現, with the number of the paper that shows it. */
export const Fulfilment = z
  .strictObject({ route: z.enum(["contract", "balance", "cash"]), documentNumber: line(40), fulfilledOn: BusinessDay })
  .meta({ id: "Fulfilment" });
export type Fulfilment = z.infer<typeof Fulfilment>;
