import * as z from "zod";
import { page, pageQuery } from "../../http/page";
import { Fen, FenTotal } from "../../money/contract";
import { QuotedTier } from "../../policies/quoting/contract";

/** What a group comes to under some terms; amounts in fen over its signed deals that stand. */
const Outcome = z
  .strictObject({
    countedUnits: z.int().min(0),
    /** List prices less what is payable. */
    discountFen: FenTotal,
    payableFen: FenTotal,
    /** What key persons have earned. */
    rewardFen: FenTotal,
    /** The next threshold that lowers anybody's price. */
    next: z.strictObject({ fromUnits: z.int().min(2), moreUnits: z.int().min(1) }).nullable(),
  })
  .meta({ id: "SimulatedOutcome" });

/** A signed home whose price the draft would change. */
const Moved = z.strictObject({
  building: z.string(),
  unitNumber: z.string(),
  beforeFen: Fen,
  afterFen: Fen,
  tier: QuotedTier.nullable(),
});

/** A counting group, with the versions its deals have and as if all had the draft. */
export const SimulatedGroup = z
  .strictObject({
    rootId: z.string(),
    /** Null for a credential channel's own. */
    accountName: z.string().nullable(),
    credential: z.string().nullable(),
    deals: z.int().min(1),
    before: Outcome,
    after: Outcome,
    /** Homes that would cost less, and more. */
    /** Homes that the account has declared beyond those it has subscribed; 0 without a home to reckon them by. */
    demandUnits: z.int().min(0),
    /** With those as well, each like the latest home; null where there are none. */
    withDemand: z.strictObject({ before: Outcome, after: Outcome }).nullable(),
    gains: z.int().min(0),
    loses: z.int().min(0),
    moved: z.array(Moved),
  })
  .meta({ id: "SimulatedGroup" });
export type SimulatedGroup = z.infer<typeof SimulatedGroup>;

/** Groups without a signed home are left out, so a page may be empty and yet have a next. */
export const SimulationPage = page(SimulatedGroup).meta({ id: "SimulationPage" });

/** So many groups are reckoned at once. */
export const SimulationQuery = pageQuery.extend({ limit: z.coerce.number().int().min(1).max(8).default(8) });
