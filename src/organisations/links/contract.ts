import * as z from "zod";
import { page } from "../../http/page";

/** Who made an offer. */
export const LinkSide = z.enum(["agency", "developer"]);

/** An offer is accepted, refused by the side it was made to, or withdrawn by the side that made it; what was accepted ends. */
export const LinkState = z.enum(["offered", "accepted", "refused", "withdrawn", "ended"]);

/** What a link lets the developer see or do, by code; the client says it in words. */
export const Shared = z.enum(["campaign-figures", "policy-decisions", "buyer-particulars"]);
/** What stays the agency's, whatever is linked. */
export const Withheld = z.enum(["notes", "leads", "other-projects", "other-agencies"]);

const terms = { shares: z.array(Shared), withholds: z.array(Withheld) };

/** What a link shares, to be read before one is offered or accepted. */
export const LinkTerms = z.strictObject(terms).meta({ id: "LinkTerms" });
export type LinkTerms = z.infer<typeof LinkTerms>;

/**
 * A link between an agency and a developer for one project. Its names are those of its time: a renaming is followed
 * while it is offered or accepted. `endedOn` is a business day in the project's zone, the last whose figures are shared.
 */
export const Link = z
  .strictObject({
    id: z.string(),
    projectId: z.string(),
    projectName: z.string(),
    agencyId: z.string(),
    agencyName: z.string(),
    developerId: z.string(),
    developerName: z.string(),
    state: LinkState,
    offeredBy: LinkSide,
    ...terms,
    offeredAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    endedOn: z.iso.date().nullable(),
    version: z.int(),
  })
  .meta({ id: "Link" });
export type Link = z.infer<typeof Link>;

export const LinkPage = page(Link).meta({ id: "LinkPage" });

const other = z.string().min(1).max(40);

/** A link offered for a project, to the other side by its short name. */
export const LinkOffer = {
  agency: z.strictObject({ projectId: z.string().max(64), developerId: other }).meta({ id: "LinkToDeveloper" }),
  developer: z.strictObject({ projectId: z.string().max(64), agencyId: other }).meta({ id: "LinkToAgency" }),
} as const;
