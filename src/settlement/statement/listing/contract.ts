import * as z from "zod";
import { Engagement } from "../../../accounts/engagements/contract";
import { page } from "../../../http/page";
import { Names } from "../../../i18n/names";

/** An account in one campaign, as its file lists it: how far it is, and how many homes it has come to. */
export const AccountEngagement = Engagement.pick({ id: true, campaignId: true, category: true, settledOn: true, approvedAt: true })
  .extend({
    campaignName: z.string(),
    campaignStatus: z.string(),
    /** What the campaign calls its category; null once the campaign has no word for it. */
    categoryNames: Names.nullable(),
    /** Homes that are signed and stand; those of them that count, as settled last. */
    signed: z.int().min(0),
    counted: z.int().min(0),
  })
  .meta({ id: "AccountEngagement" });

export const AccountEngagementPage = page(AccountEngagement).meta({ id: "AccountEngagementPage" });
