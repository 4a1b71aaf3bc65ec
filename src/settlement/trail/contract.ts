import * as z from "zod";
import { DealState } from "../../deals/contract";
import { FileMention } from "../../files/contract";
import { Fen, PositiveFen } from "../../money/contract";
import { BusinessDay } from "../../time/contract";
import { Sold } from "../sold/contract";
import { PriceLine } from "../statement/contract";

const { dealId: id, ...sold } = Sold;

/** A line of what a home costs, with the place of the home that was the cause, where one was. */
export const HandedLine = PriceLine.extend({ causeHome: z.string().nullable() }).meta({ id: "HandedLine" });
export type HandedLine = z.infer<typeof HandedLine>;

/** A line of its ledger: who reported it, who of finance decided, and with which papers. */
export const HandedEntry = z
  .strictObject({
    id: z.string(),
    kind: z.enum(["due", "receipt", "refund", "forfeit"]),
    item: z.string(),
    amountFen: PositiveFen,
    onDay: BusinessDay,
    state: z.enum(["reported", "confirmed", "refused", "withdrawn"]),
    reportedByName: z.string(),
    decidedByName: z.string().nullable(),
    document: FileMention.nullable(),
    confirmingDocument: FileMention.nullable(),
  })
  .meta({ id: "HandedEntry" });
export type HandedEntry = z.infer<typeof HandedEntry>;

/** The papers of a deal as its developer's finance looks them up: contract, price lines, ledger, supplements and cancellation. */
export const HandedDeal = z
  .strictObject({
    id,
    ...sold,
    engagementId: z.string(),
    state: DealState,
    listPriceFen: Fen,
    subscribedOn: BusinessDay,
    signedOn: BusinessDay.nullable(),
    contractNumber: z.string().nullable(),
    contractPriceFen: Fen.nullable(),
    signingConfirmedByName: z.string().nullable(),
    signingConfirmedAt: z.iso.datetime().nullable(),
    signingDocument: FileMention.nullable(),
    cancelledOn: BusinessDay.nullable(),
    cancellationDocument: FileMention.nullable(),
    /** Null before signing. */
    payableFen: Fen.nullable(),
    /** The oldest first, as all of these. */
    lines: z.array(HandedLine),
    entries: z.array(HandedEntry),
    supplements: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        signedOn: BusinessDay,
        documentNumber: z.string().nullable(),
        document: FileMention.nullable(),
        recordedByName: z.string(),
      }),
    ),
  })
  .meta({ id: "HandedDeal" });
export type HandedDeal = z.infer<typeof HandedDeal>;
