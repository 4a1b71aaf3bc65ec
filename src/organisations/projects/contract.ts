import * as z from "zod";
import { page } from "../../http/page";
import { line } from "../../http/text";
import { Zone } from "../../time/contract";
import { LinkSide, LinkState } from "../links/contract";

/**
 * A project (樓盤) as its developer sees it. Its zone, in which its business days are counted, is chosen once:
 * campaigns have copied it.
 */
export const DeveloperProject = z
  .strictObject({
    id: z.string(),
    name: line(80),
    developerName: line(80),
    /** Null while the developer is only a name. */
    developerId: z.string().nullable(),
    zone: Zone,
    version: z.int(),
  })
  .meta({ id: "DeveloperProject" });
export type DeveloperProject = z.infer<typeof DeveloperProject>;

/** A project as an agency sees it, with its own link to the developer: offered or accepted, null where there is none. */
export const AgencyProject = DeveloperProject.extend({
  link: z.strictObject({ id: z.string(), state: LinkState, offeredBy: LinkSide, developerName: z.string(), version: z.int() }).nullable(),
}).meta({ id: "Project" });
export type AgencyProject = z.infer<typeof AgencyProject>;

export const ProjectPage = {
  agency: page(AgencyProject).meta({ id: "ProjectPage" }),
  developer: page(DeveloperProject).meta({ id: "DeveloperProjectPage" }),
} as const;

const zone = Zone.default("Asia/Shanghai");

/** An agency's project is under a developer that is only a name until one claims it. */
export const NewProject = {
  agency: AgencyProject.pick({ name: true, developerName: true }).extend({ zone }).meta({ id: "NewAgencyProject" }),
  developer: DeveloperProject.pick({ name: true }).extend({ zone }).meta({ id: "NewProject" }),
} as const;

const says = (edit: object) => Object.values(edit).some((value) => value !== undefined);

export const ProjectEdit = {
  agency: z
    .strictObject({ name: line(80).optional(), developerName: line(80).optional() })
    .refine(says, { params: { code: "required" }, error: "nothing to change" })
    .meta({ id: "AgencyProjectEdit" }),
  developer: z.strictObject({ name: line(80) }).meta({ id: "ProjectEdit" }),
} as const;
