import * as z from "zod";
import { FileMention } from "../../files/contract";
import { page, pageQuery } from "../../http/page";
import { Fen, PositiveFen } from "../../money/contract";
import { Claim } from "../../rewards/contract";
import { BusinessDay } from "../../time/contract";
import { WaitingSettlement } from "../closing/contract";
import { Home, Sold } from "../sold/contract";
import { PaymentOverdue } from "../supplements/contract";

/** Nothing is counted further. */
export const countedAtMost = 100;
const count = z.int().min(0).max(countedAtMost);

/** A campaign of an agency as its developer's finance finds it. */
export const SharedCampaign = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    startsOn: BusinessDay,
    endsOn: BusinessDay,
    zone: z.string(),
    waiting: z.strictObject({
      signings: count,
      /** What came in or was kept, and apart from it what went back. */
      receipts: count,
      refunds: count,
      settlements: count,
      /** Approved and not paid. */
      claims: count,
      /** Earnest money to be confirmed or given back. */
      earnest: count,
      /** Final, and how they reach their buyers is still to be recorded: the agency's finance does. */
      differences: count,
    }),
  })
  .meta({ id: "SharedCampaign" });

export type SharedCampaign = z.infer<typeof SharedCampaign>;

export const SharedCampaigns = page(SharedCampaign).meta({ id: "SharedCampaigns" });

/** How much a developer's finance has to do: in each linked agency, and in all. */
export const WaitingAtDesk = z
  .strictObject({ waiting: count, items: z.array(z.strictObject({ agencyId: z.string(), waiting: count })) })
  .meta({ id: "WaitingAtDesk" });
export type WaitingAtDesk = z.infer<typeof WaitingAtDesk>;

/** How much an agency's finance has to do in a campaign: where a developer is linked, how differences reach their buyers alone. */
export const WaitingInCampaign = z.strictObject({ waiting: count }).meta({ id: "WaitingInCampaign" });
export type WaitingInCampaign = z.infer<typeof WaitingInCampaign>;

/** A contract that was reported and not confirmed yet, beside what the rule asks for the home. */
export const WaitingSigning = z
  .strictObject({
    ...Sold,
    /** Null where no rule has priced the home yet. */
    ruleFen: Fen.nullable(),
    signedOn: BusinessDay,
    contractNumber: z.string(),
    contractPriceFen: PositiveFen,
    sellerName: z.string(),
    /** Of the deal: who confirms says by it what was seen. */
    version: z.int().min(1),
  })
  .meta({ id: "WaitingSigning" });

/** A contract that finance has confirmed, by its deal: that may be taken back while nothing rests on it. */
export const ConfirmedSigning = WaitingSigning.omit({ dealId: true, ruleFen: true, sellerName: true, version: true })
  .extend({ id: z.string(), confirmedByName: z.string(), confirmedAt: z.iso.datetime() })
  .meta({ id: "ConfirmedSigning" });
export type ConfirmedSigning = z.infer<typeof ConfirmedSigning>;

export const ConfirmedPage = page(ConfirmedSigning).meta({ id: "ConfirmedPage" });
export const ConfirmedQuery = pageQuery.extend({
  after: z
    .string()
    .regex(/^\d{1,15}~[\w-]{1,64}$/)
    .optional(),
});

/** A signing that finance refused and nobody has reported anew. */
export const RefusedSigning = z
  .strictObject({ ...Home, sellerName: z.string(), refusedByName: z.string(), refusedAt: z.iso.datetime(), why: z.string() })
  .meta({ id: "RefusedSigning" });

/** A line of a ledger that was reported and not confirmed yet, beside what the home costs and what of it was confirmed. */
export const WaitingEntry = z
  .strictObject({
    id: z.string(),
    ...Sold,
    listPriceFen: PositiveFen,
    /** What is to be paid today, by the rule or else by contract; null while there is neither. */
    payableFen: Fen.nullable(),
    /** Receipts less refunds, confirmed. */
    confirmedFen: z.int(),
    kind: z.string(),
    item: z.string(),
    amountFen: PositiveFen,
    onDay: BusinessDay,
    reportedByName: z.string(),
    /** What it was reported with. */
    document: FileMention.nullable(),
  })
  .meta({ id: "WaitingEntry" });

/** A contract whose payment was to be in by a day and is not: open work of the agency, a supplement to be proposed. */
export const WaitingPayment = z
  .strictObject({ ...Home, signedOn: BusinessDay, paymentMethod: z.string(), sellerName: z.string(), ...PaymentOverdue.shape })
  .meta({ id: "WaitingPayment" });

/** A claim that was approved and not paid yet, with the homes that the person buys: what it may be set off against. */
export const WaitingClaim = Claim.extend({ ownDeals: z.array(z.strictObject(Home)) }).meta({ id: "WaitingClaim" });

/** What waits for finance in a campaign, the first of each kind; `more` says that there is more than is shown. */
export const Waiting = z
  .strictObject({
    signings: z.array(WaitingSigning),
    entries: z.array(WaitingEntry),
    claims: z.array(WaitingClaim),
    settlements: z.array(WaitingSettlement),
    /** The agency's own work: none for a developer. */
    payments: z.array(WaitingPayment),
    /** The agency's own work too. */
    refused: z.array(RefusedSigning),
    more: z.boolean(),
  })
  .meta({ id: "Waiting" });
export type Waiting = z.infer<typeof Waiting>;
