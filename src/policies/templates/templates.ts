import type { TemplateId } from "../../campaigns/contract";
import type { PolicyTerms } from "../contract";
import { plan2008Terms } from "./plan-2008";

/** The terms that come with each campaign template. */
export const templateTerms: Record<TemplateId, PolicyTerms> = { "plan-2008": plan2008Terms };
