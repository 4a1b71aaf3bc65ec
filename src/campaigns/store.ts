import { and, desc, eq, ne, type Placeholder, type SQL, sql } from "drizzle-orm";
import { changesBetween } from "../audit/rules";
import { invalidField, Problem } from "../http/problem";
import { agencyLinks, agencyProjects, groups } from "../organisations/schema";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow, type RowsOf } from "../tenancy/database";
import type { Guard, Scope } from "../tenancy/scope";
import { instantOf } from "../time/instant";
import type { CampaignDetail, CampaignEdit, CampaignStep } from "./contract";
import { mayMoveStart, stepFrom, stepsFrom } from "./rules";
import { campaignGroups, campaigns } from "./schema";
import { sampleHomesOf } from "./templates/templates";

/** Campaigns as lists show them, the latest start first; after a place: of an earlier start, or of the same start and an earlier id. */
export function campaignList(agency: AgencyScope, at: { status?: Placeholder; day?: Placeholder; last?: Placeholder; rows: Placeholder }) {
  const { campaign, project, shown } = sources(agency);

  return db
    .select(shown)
    .from(campaign)
    .innerJoin(project, sameProject(campaign, project))
    .where(
      and(at.status && eq(campaign.status, at.status), at.day && sql`(${campaign.startsOn}, ${campaign.id}) < (${at.day}, ${at.last})`),
    )
    .orderBy(desc(campaign.startsOn), desc(campaign.id))
    .limit(at.rows);
}

/** Whether this person may see a campaign: what a list within it asks beside its rows. */
export function campaignSeen(scope: Scope, campaignId: string) {
  const campaign = scope.from(campaigns);

  return db.select({ id: campaign.id }).from(campaign).where(eq(campaign.id, campaignId));
}

/** One campaign with its words, and who decides on its policies. */
export function campaignDetail(agency: AgencyScope, campaignId: string) {
  const { campaign, project, shown } = sources(agency);

  return db
    .select({
      ...shown,
      catalogue: campaign.catalogue,
      backdateDays: campaign.backdateDays,
      template: campaign.template,
      isLinked: isLinked(agency, campaign.projectId),
    })
    .from(campaign)
    .innerJoin(project, sameProject(campaign, project))
    .where(eq(campaign.id, campaignId));
}

export type CampaignRow = RowsOf<ReturnType<typeof campaignDetail>>[number];

/** @throws Problem `not-found` for a campaign that is not there, or not this person's to see */
export function detailOf([row]: CampaignRow[]): CampaignDetail {
  if (!row) throw new Problem("not-found");
  const { template, isLinked, ...campaign } = row;

  return {
    ...campaign,
    sampleHomes: sampleHomesOf(template),
    decider: isLinked ? "developer" : "agency",
    steps: stepsFrom(campaign.status),
  };
}

/**
 * Changes a campaign that stands at `version`. Groups are those that take part from now on. Triggers, which read deals
 * that stand above campaigns, hold the last day: prices follow what it takes in.
 *
 * @throws Problem `stale`, `campaign-not-open` for an archived one, `subscribed-after-end`, `engagement-settled` (of what a
 * later last day would take in), `invalid` with `reversed-window`, `start-fixed` (its
 * first day, once opened) or `unknown` (a group)
 */
export async function editCampaign(agency: AgencyScope, campaignId: string, version: number, edit: CampaignEdit): Promise<CampaignDetail> {
  const { groupIds, ...fields } = edit;
  const group = agency.from(groups);
  const [found, known] = await agency.read(
    campaignDetail(agency, campaignId),
    db
      .select({ id: group.id })
      .from(group)
      .where(sql`${group.id} in (select value from json_each(${JSON.stringify(groupIds ?? [])}))`),
  );
  const before = detailOf(found);
  if (before.version !== version) throw new Problem("stale");
  refuseEdit(before, edit, new Set(known.map(({ id }) => id)));

  const wanted = [...new Set(groupIds ?? before.groupIds)].sort();
  const leaving = before.groupIds.filter((id) => !wanted.includes(id));
  const joining = wanted.filter((id) => !before.groupIds.includes(id));
  const rows = await agency.change({
    event: "campaign.edited",
    entity: "campaign",
    entityId: campaignId,
    label: fields.name ?? before.name,
    changes: changesBetween(before, { ...fields, groupIds: wanted }),
    guards: [agency.at(campaigns, campaignId, version), notArchived(agency, campaignId)],
    writes: [
      agency.update(campaigns, { ...fields, version: sql`version + 1` }, eq(campaigns.id, campaignId)),
      ...leaving.map((id) => agency.delete(campaignGroups, and(eq(campaignGroups.campaignId, campaignId), eq(campaignGroups.groupId, id)))),
      ...joining.map((groupId) => agency.insert(campaignGroups, { campaignId, groupId })),
    ],
    ...(fields.endsOn === undefined ? {} : { leavesWork: true }),
    answer: campaignDetail(agency, campaignId),
    location: campaignPath(agency.id, campaignId),
    status: 200,
  });

  return detailOf(rows);
}

function refuseEdit(before: CampaignDetail, edit: CampaignEdit, known: Set<string>): void {
  const { startsOn = before.startsOn, endsOn = before.endsOn, groupIds = [] } = edit;
  if (before.status === "archived") throw new Problem("campaign-not-open");
  if (startsOn > endsOn) throw invalidField(edit.endsOn === undefined ? "/startsOn" : "/endsOn", "reversed-window");
  if (startsOn !== before.startsOn && !mayMoveStart(before.status)) throw invalidField("/startsOn", "start-fixed");

  const unknown = groupIds.flatMap((id, index) => (known.has(id) ? [] : [{ pointer: `/groupIds/${index}`, code: "unknown" }]));
  if (unknown.length) throw new Problem("invalid", unknown);
}

/** Takes one step of a campaign's status, if it still starts from where it was read. @throws Problem `wrong-state` */
export async function takeStep(agency: AgencyScope, campaignId: string, step: CampaignStep, guards: Guard[] = []): Promise<CampaignDetail> {
  const [found] = await agency.read(campaignDetail(agency, campaignId));
  const { name, status } = detailOf(found);
  const taken = stepFrom(status, step);
  if (!taken) throw new Problem("wrong-state");
  const campaign = agency.from(campaigns);

  const rows = await agency.change({
    event: taken.event,
    entity: "campaign",
    entityId: campaignId,
    label: name,
    changes: [{ field: "status", from: status, to: taken.to }],
    guards: [{ code: "wrong-state", holds: hasRow(campaign, and(eq(campaign.id, campaignId), eq(campaign.status, status))) }, ...guards],
    writes: [agency.update(campaigns, { status: taken.to, version: sql`version + 1` }, eq(campaigns.id, campaignId))],
    answer: campaignDetail(agency, campaignId),
    location: campaignPath(agency.id, campaignId),
    status: 200,
  });

  return detailOf(rows);
}

/** A guard that nothing of an archived campaign changes. */
export function notArchived(agency: AgencyScope, campaignId: string): Guard {
  const campaign = agency.from(campaigns);

  return { code: "campaign-not-open", holds: hasRow(campaign, and(eq(campaign.id, campaignId), ne(campaign.status, "archived"))) };
}

export const campaignPath = (agencyId: string, campaignId: string) => `/api/v1/agencies/${agencyId}/campaigns/${campaignId}`;

type Campaigns = typeof campaigns;
type Projects = typeof agencyProjects;

function sources(agency: AgencyScope) {
  const campaign = agency.from(campaigns);
  const project = agency.from(agencyProjects);
  const group = agency.from(campaignGroups);
  const shown = {
    id: campaign.id,
    name: campaign.name,
    projectId: campaign.projectId,
    projectName: sql<string>`${project.name}`,
    developerName: project.developerName,
    status: campaign.status,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    zone: campaign.zone,
    groupIds: sql`(select json_group_array(${group.groupId}) from ${group} where ${group.campaignId} = ${campaign.id})`.mapWith(
      (json: string) => (json === "[]" ? [] : (JSON.parse(json) as string[])),
    ),
    createdAt: instantOf(campaign.createdAt),
    version: campaign.version,
  };

  return { campaign, project, shown };
}

const sameProject = (campaign: Campaigns, project: Projects) =>
  and(eq(project.agencyId, campaign.agencyId), eq(project.id, campaign.projectId));

/** Whether the developer has accepted: it then decides on the policies of this project's campaigns. */
function isLinked(agency: AgencyScope, projectId: Campaigns["projectId"]): SQL<boolean> {
  const link = agency.from(agencyLinks);

  return sql`${hasRow(link, and(eq(link.projectId, projectId), eq(link.state, "accepted")))}`.mapWith(Boolean) as SQL<boolean>;
}
