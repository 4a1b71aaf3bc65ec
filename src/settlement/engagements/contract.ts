import * as z from "zod";
import { Engagement } from "../../accounts/engagements/contract";
import { Code } from "../../campaigns/catalogue/contract";
import { page, pageQuery } from "../../http/page";
import { line } from "../../http/text";
import { FenTotal } from "../../money/contract";
import { Tier } from "../../policies/contract";

/** An engagement in a list: what it has come to, as settled last, and who is behind it. */
export const ListedEngagement = Engagement.extend({
  /** Homes that are signed and stand, and homes that count. */
  signed: z.int().min(0),
  counted: z.int().min(0),
  /** Homes that count of everything that counts together: what its tier goes by. */
  groupCounted: z.int().min(0),
  /** What its buyers owe now, without what goes back to others. */
  owedFen: FenTotal,
  /** What the version in force gives at that count, and the next that it gives; its own table of a special price goes before, and is its statement's to say. */
  tier: z.strictObject(Tier.shape).nullable(),
  hasOwnTable: z.boolean(),
  /** Null where there is none, or no deal can come to count any more. */
  next: z.strictObject({ tier: z.strictObject(Tier.shape), moreUnits: z.int().min(1) }).nullable(),
  /** Who is the key person, by a masked name; null while nobody is recognised. */
  keyPerson: z.strictObject({ name: z.string().nullable(), post: z.string() }).nullable(),
  /** Who took it into the campaign; null for who is no member of the agency. */
  openedByName: z.string().nullable(),
}).meta({ id: "ListedEngagement" });
export type ListedEngagement = z.infer<typeof ListedEngagement>;

export const EngagementPage = page(ListedEngagement)
  .extend({
    /**
     * How many were found and what they come to; null of all or of a category in the order in which they were taken in. `isCut`: more fit,
     * and only so many of them were looked at.
     */
    found: z.strictObject({ engagements: z.int().min(0), signed: z.int().min(0), owedFen: FenTotal, isCut: z.boolean() }).nullable(),
  })
  .meta({ id: "EngagementPage" });

/** `search` finds those whose account's name contains it. `stage`: open, settled by a manager, approved by finance. */
export const EngagementQuery = pageQuery.extend({
  category: Code.optional(),
  stage: z.enum(["open", "settled", "approved"]).optional(),
  search: line(40).optional(),
  sort: z.enum(["opened", "signed", "owed"]).default("opened"),
  order: z.enum(["asc", "desc"]).default("desc"),
});
export type EngagementQuery = z.infer<typeof EngagementQuery>;
