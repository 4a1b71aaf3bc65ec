import * as z from "zod";
import { Approval } from "../../approvals/contract";
import { TemplateId } from "../../campaigns/contract";
import { page } from "../../http/page";
import { BusinessDay } from "../../time/contract";
import { Finding } from "../checking/contract";
import { PolicyTerms, PolicyVersionSummary } from "../contract";

/** A version in the list of its campaign. */
export const PolicyVersionItem = PolicyVersionSummary.extend({
  publishedAt: z.iso.datetime().nullable(),
  /** Who began it, by the name they have today; null where nobody of the agency did. */
  createdByName: z.string().nullable(),
  /** The subscription days that it prices, once published; an open end is null. Null while it prices none. */
  inForce: z.strictObject({ from: BusinessDay, until: BusinessDay.nullable() }).nullable(),
}).meta({ id: "PolicyVersionItem" });
export type PolicyVersionItem = z.infer<typeof PolicyVersionItem>;

export const PolicyVersionPage = page(PolicyVersionItem).meta({ id: "PolicyVersionPage" });

/** What may be done with a version as it stands, and as this caller's role permits. */
export const PolicyAct = z.enum(["edit", "delete", "submit", "withdraw", "publish"]);
export type PolicyAct = z.infer<typeof PolicyAct>;

/** A version in full, what the self-check finds in it, and its latest approval. */
export const PolicyVersionDetail = PolicyVersionItem.extend({
  terms: PolicyTerms,
  findings: z.array(Finding),
  approval: Approval.nullable(),
  acts: z.array(PolicyAct),
}).meta({ id: "PolicyVersionDetail" });
export type PolicyVersionDetail = z.infer<typeof PolicyVersionDetail>;

/**
 * Where a new draft begins: at another version of the campaign, at a template, or, with neither, at terms that take off
 * nothing. Refused with `one-of-both`: both are named.
 */
export const PolicyStart = z
  .strictObject({ basedOn: z.string().min(1).max(64).optional(), template: TemplateId.optional() })
  .refine(({ basedOn, template }) => basedOn === undefined || template === undefined, {
    path: ["template"],
    params: { code: "one-of-both" },
    error: "name one, not both",
  })
  .meta({ id: "PolicyStart" });
export type PolicyStart = z.infer<typeof PolicyStart>;

/** Terms that are still being written, to be checked without being saved. */
export const PolicyCheck = z.strictObject({ effectiveFrom: BusinessDay.nullable(), terms: PolicyTerms }).meta({ id: "PolicyCheck" });

export const PolicyFindings = z.strictObject({ findings: z.array(Finding) }).meta({ id: "PolicyFindings" });
export type PolicyFindings = z.infer<typeof PolicyFindings>;
