import * as z from "zod";
import { line } from "../../http/text";
import { Fen, FenTotal } from "../../money/contract";
import { BusinessDay } from "../../time/contract";

/** The business day as of which an engagement is settled: what happens after it moves its tiers no more. */
export const SettlementAct = z.strictObject({ settledOn: BusinessDay }).meta({ id: "SettlementAct" });
export type SettlementAct = z.infer<typeof SettlementAct>;

/** How a difference reaches the buyer: 改合同價, 抵尾款 or 退現, with the number of the paper that shows it. */
export const Fulfilment = z
  .strictObject({ route: z.enum(["contract", "balance", "cash"]), documentNumber: line(40), fulfilledOn: BusinessDay })
  .meta({ id: "Fulfilment" });
export type Fulfilment = z.infer<typeof Fulfilment>;

/** A settlement that finance has not approved yet. */
export const WaitingSettlement = z
  .strictObject({
    engagementId: z.string(),
    /** Null for a credential channel's own engagement. */
    accountName: z.string().nullable(),
    settledOn: BusinessDay,
  })
  .meta({ id: "WaitingSettlement" });
export type WaitingSettlement = z.infer<typeof WaitingSettlement>;

/** What approving a settlement makes final: each signed home with its difference (less than nothing: it comes back), in fen. */
export const SettlementToApprove = WaitingSettlement.extend({
  homes: z.array(
    z.strictObject({
      dealId: z.string(),
      building: z.string(),
      unitNumber: z.string(),
      contractPriceFen: Fen,
      payableFen: Fen,
      differenceFen: z.int(),
      /** Its contract was seen by finance: of all of them before any is final. */
      isConfirmed: z.boolean(),
    }),
  ),
  differenceFen: z.int(),
  payableFen: FenTotal,
}).meta({ id: "SettlementToApprove" });
export type SettlementToApprove = z.infer<typeof SettlementToApprove>;

export const SettlementApproved = z
  .strictObject({ engagementId: z.string(), approvedAt: z.iso.datetime() })
  .meta({ id: "SettlementApproved" });
export type SettlementApproved = z.infer<typeof SettlementApproved>;
