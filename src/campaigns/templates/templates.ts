import type { Names } from "../../i18n/names";
import type { BusinessDay } from "../../time/contract";
import type { Catalogue } from "../catalogue/contract";
import type { SampleHome, TemplateId } from "../contract";
import { plan2008Catalogue, plan2008Names, plan2008SampleHome, plan2008Window } from "./plan-2008";

interface Template {
  names: Names;
  startsOn: BusinessDay;
  endsOn: BusinessDay;
  catalogue: Catalogue;
  sampleHomes: SampleHome[];
}

/** The campaigns that are shipped as data. Their terms stand with the policies, under the same id. */
export const templates: Record<TemplateId, Template> = {
  "plan-2008": { names: plan2008Names, ...plan2008Window, catalogue: plan2008Catalogue, sampleHomes: [plan2008SampleHome] },
};

/** The homes to show prices with: those of the template that a campaign descends from. */
export function sampleHomesOf(template: string | null): SampleHome[] {
  return template !== null && Object.hasOwn(templates, template) ? templates[template as TemplateId].sampleHomes : [];
}
