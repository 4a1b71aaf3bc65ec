import * as z from "zod";
import { dayPageQuery, page } from "../http/page";
import { line } from "../http/text";
import { Names } from "../i18n/names";
import { AreaCentiSqm, PricePerSqmFen } from "../money/contract";
import { BusinessDay } from "../time/contract";
import { Catalogue, Code } from "./catalogue/contract";

export const CampaignStatus = z.enum(["draft", "running", "closed", "archived"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

/** The steps from one status to another; each is a resource of its own: `POST …/opening`. */
export const CampaignStep = z.enum(["opening", "closing", "reopening", "archiving"]);
export type CampaignStep = z.infer<typeof CampaignStep>;

/** A campaign as agency staff see it. Days are business days in the project's zone, both included. */
export const Campaign = z
  .strictObject({
    id: z.string(),
    name: line(80),
    projectId: z.string(),
    projectName: z.string(),
    developerName: z.string(),
    status: CampaignStatus,
    startsOn: BusinessDay,
    endsOn: BusinessDay,
    /** IANA name, copied from the project. */
    zone: z.string(),
    /** The groups that take part: what a consultant bound by group sees. */
    groupIds: z.array(z.string()),
    createdAt: z.iso.datetime(),
    version: z.int().min(1),
  })
  .meta({ id: "Campaign" });
export type Campaign = z.infer<typeof Campaign>;

/** How many days back a day may be recorded without a manager and a reason; null: any number. */
const BackdateDays = z.int().min(1).max(365).nullable();

/** A home to show prices with. */
export const SampleHome = z
  .strictObject({ names: Names, product: Code.nullable(), areaCentiSqm: AreaCentiSqm, pricePerSqmFen: PricePerSqmFen })
  .meta({ id: "SampleHome" });
export type SampleHome = z.infer<typeof SampleHome>;

export const CampaignDetail = Campaign.extend({
  catalogue: Catalogue,
  backdateDays: BackdateDays,
  sampleHomes: z.array(SampleHome),
  /** Whether a project's link makes the developer decide on this campaign's policies, else the agency's finance records. */
  decider: z.enum(["developer", "agency"]),
  /** Where the status may go from here. */
  steps: z.array(CampaignStep),
}).meta({ id: "CampaignDetail" });
export type CampaignDetail = z.infer<typeof CampaignDetail>;

export const CampaignPage = page(Campaign).meta({ id: "CampaignPage" });

export const CampaignQuery = dayPageQuery.extend({ status: CampaignStatus.optional() });

export const TemplateId = z.enum(["plan-2008"]);
export type TemplateId = z.infer<typeof TemplateId>;

/** A campaign that is shipped as data: its words, and the first version of its policy, in a window of its own. */
export const CampaignTemplate = z
  .strictObject({ id: TemplateId, names: Names, startsOn: BusinessDay, endsOn: BusinessDay, catalogue: Catalogue })
  .meta({ id: "CampaignTemplate" });
export type CampaignTemplate = z.infer<typeof CampaignTemplate>;

/**
 * A campaign to be. From a template or another campaign it takes the words, and the newest policy terms as a draft,
 * all their days moved by as many days as the window.
 *
 * Refused with `reversed-window`: a window that ends before it starts.
 */
export const CampaignPlan = Campaign.pick({ name: true, projectId: true, startsOn: true, endsOn: true })
  .extend({
    projectId: z.string().min(1).max(64),
    from: z.union([z.strictObject({ template: TemplateId }), z.strictObject({ campaign: z.string().min(1).max(64) })]).optional(),
  })
  .refine((plan) => plan.startsOn <= plan.endsOn, {
    path: ["endsOn"],
    params: { code: "reversed-window" },
    error: "must not be before startsOn",
  })
  .meta({ id: "CampaignPlan" });
export type CampaignPlan = z.infer<typeof CampaignPlan>;

/** What is left out stays. Refused as a plan is, measured with the days that stay. */
export const CampaignEdit = z
  .strictObject({
    name: Campaign.shape.name.optional(),
    startsOn: BusinessDay.optional(),
    endsOn: BusinessDay.optional(),
    groupIds: z.array(z.string().min(1).max(64)).max(50).optional(),
    backdateDays: BackdateDays.optional(),
  })
  .refine(({ startsOn, endsOn }) => startsOn === undefined || endsOn === undefined || startsOn <= endsOn, {
    path: ["endsOn"],
    params: { code: "reversed-window" },
    error: "must not be before startsOn",
  })
  .meta({ id: "CampaignEdit" });
export type CampaignEdit = z.infer<typeof CampaignEdit>;

/** Nothing to say: the act is the address. */
export const NothingToSay = z.strictObject({}).meta({ id: "NothingToSay" });
