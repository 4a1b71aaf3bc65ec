import type { CampaignPlan, CampaignTemplate } from "../../api/campaigns";
import type { Language } from "../../api/session";
import { nameIn } from "../../lib/names";

/** Where a new campaign may begin, with the window it would start from. */
export interface Source {
  value: string;
  label: string;
  startsOn: string;
  endsOn: string;
  isCampaign: boolean;
  projectId: string | null;
}

interface Known {
  id: string;
  name: string;
  projectId: string;
  startsOn: string;
  endsOn: string;
}

/** The shipped templates first, for as long as they lasted but from today; then the agency's own campaigns. */
export function sourcesOf(templates: CampaignTemplate[], campaigns: Known[], language: Language, today: string): Source[] {
  return [
    ...templates.map(({ id, names, startsOn, endsOn }) => ({
      value: `template:${id}`,
      label: nameIn(names, language),
      startsOn: today,
      endsOn: new Date(Date.parse(today) + Date.parse(endsOn) - Date.parse(startsOn)).toISOString().slice(0, 10),
      isCampaign: false,
      projectId: null,
    })),
    ...campaigns.map(({ id, name, projectId, startsOn, endsOn }) => ({
      value: `campaign:${id}`,
      label: name,
      startsOn,
      endsOn,
      isCampaign: true,
      projectId,
    })),
  ];
}

/** The source an address or a field names; an address may name a campaign by its id alone. None: the first template. */
export function sourceOf(sources: Source[], named: string | null): Source | undefined {
  if (named === null) return sources[0];

  return sources.find(({ value }) => value === named || value === `campaign:${named}`);
}

/** The id of the campaign that an address names as the source, by its id alone or as the field does. */
export function namedCampaign(from: string | null): string | null {
  return from && !from.startsWith("template:") ? from.replace(/^campaign:/, "") : null;
}

/** What the API is sent. */
export function planOf(values: {
  from: string;
  name: string;
  projectId: string;
  startsOn: string | null;
  endsOn: string | null;
}): CampaignPlan {
  const [kind, id] = values.from.split(/:(.*)/s) as [string, string | undefined];
  const from = kind === "template" ? { template: id as "plan-2008" } : kind === "campaign" ? { campaign: id ?? "" } : undefined;

  return {
    name: values.name.trim(),
    projectId: values.projectId,
    startsOn: values.startsOn ?? "",
    endsOn: values.endsOn ?? "",
    ...(from ? { from } : {}),
  };
}
