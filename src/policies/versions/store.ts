import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Approval } from "../../approvals/contract";
import { approvals } from "../../approvals/schema";
import { approvalFields } from "../../approvals/store";
import { changesBetween } from "../../audit/rules";
import type { CampaignDetail } from "../../campaigns/contract";
import { campaigns } from "../../campaigns/schema";
import { campaignDetail, campaignPath, detailOf, notArchived } from "../../campaigns/store";
import type { Facts } from "../../http/facts";
import { invalidField, Problem } from "../../http/problem";
import { staff } from "../../organisations/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import { addDays } from "../../time/business-day";
import { instant } from "../../time/instant";
import { unitCounts, units } from "../../units/schema";
import type { KnownHomes } from "../checking/rules";
import type { PolicyDraft, PolicyTerms } from "../contract";
import { policyVersions } from "../schema";
import { templateTerms } from "../templates/templates";
import { findingsIn } from "../wording/findings/rules";
import type { PolicyStart, PolicyVersionDetail, PolicyVersionItem } from "./contract";
import { actsOn, checkIn, lexiconOf, mayBeDeleted, mayBeEdited, plainTerms } from "./rules";

/** What a role permits, asked permission by permission. */
export type Permitted = (permission: string) => boolean;

/** The versions of a campaign as lists show them, to be filtered and cut; `version` is the source that filters name. */
export function versionList(agency: AgencyScope) {
  const { version, shown } = sources(agency);
  const campaign = agency.from(campaigns);
  // The join also keeps drizzle naming columns by their source: of a single one it leaves the source out, inside subqueries too.
  const query = db.select(shown).from(version).innerJoin(campaign, eq(campaign.id, version.campaignId)).$dynamic();

  return { version, query };
}

type ItemRow = RowsOf<ReturnType<typeof versionList>["query"]>[number];

export function itemOf({ nextFrom, ...row }: ItemRow): PolicyVersionItem {
  const until = nextFrom === null ? null : addDays(nextFrom, -1);

  return { ...row, inForce: row.status === "published" && row.effectiveFrom !== null ? { from: row.effectiveFrom, until } : null };
}

/**
 * One version with its terms, what the project has of the homes that they name, and its latest approval.
 *
 * @param terms where others than its own are checked
 */
export function versionRow(agency: AgencyScope, campaignId: string, versionId: string, terms?: PolicyTerms) {
  const { version, shown } = sources(agency);
  const approval = agency.from(approvals);
  const other = agency.from(approvals, "other");
  const latest = sql`(select ${other.id} from ${other} where ${other.subjectId} = ${version.id} order by ${other.id} desc limit 1)`;

  return db
    .select({
      version: { ...shown, terms: version.terms },
      homes: knownHomes(agency, campaignId, terms ? sql`${JSON.stringify(terms)}` : sql`${version.terms}`),
      approval: approvalFields(approval),
    })
    .from(version)
    .leftJoin(approval, eq(approval.id, latest))
    .where(and(eq(version.campaignId, campaignId), eq(version.id, versionId)));
}

/** Null while the agency has entered no unit of the project. Looked up one by one: the terms name few, and a project has thousands. */
function knownHomes(agency: AgencyScope, campaignId: string, terms: SQL) {
  const unit = agency.from(units, "named_unit");
  const building = agency.from(unitCounts, "named_building");
  const any = agency.from(unitCounts, "any_building");
  const campaign = agency.from(campaigns, "of_project");
  const project = sql`(select ${campaign.projectId} from ${campaign} where ${campaign.id} = ${campaignId})`;
  const when = (list: string) => sql`json_each(${terms}, '$.regular') step cross join json_each(step.value, ${`$.when.${list}`}) named`;
  const buildings = sql`(select json_group_array(distinct ${building.building}) from ${when("buildings")} cross join ${building}
    where ${building.projectId} = ${project} and ${building.building} = named.value)`;
  const homes = sql`(select json_group_array(distinct json_object('building', ${unit.building}, 'number', ${unit.number}, 'product', ${unit.product}))
    from ${when("units")} cross join ${unit}
    where ${unit.projectId} = ${project} and ${unit.building} = named.value->>'building' and ${unit.number} = named.value->>'number')`;

  return sql<KnownHomes | null>`(select json_object('buildings', json(${buildings}), 'units', json(${homes})) from ${any}
    where ${any.projectId} = ${project} limit 1)`.mapWith(JSON.parse);
}

export type VersionRow = RowsOf<ReturnType<typeof versionRow>>[number];

/** A version as it was found, with its campaign. */
export interface FoundVersion {
  campaign: CampaignDetail;
  row: VersionRow;
}

/** @throws Problem `not-found` for a campaign or version that is not there, or not this person's to see */
export async function findVersion(agency: AgencyScope, campaignId: string, versionId: string, terms?: PolicyTerms): Promise<FoundVersion> {
  const [campaigns, [row]] = await agency.read(campaignDetail(agency, campaignId), versionRow(agency, campaignId, versionId, terms));
  const campaign = detailOf(campaigns);
  if (!row) throw new Problem("not-found");

  return { campaign, row };
}

/** A version in full, in the caller's language. */
export function versionDetail({ campaign, row }: FoundVersion, { language }: Pick<Facts, "language">, may: Permitted): PolicyVersionDetail {
  const { terms, ...summary } = row.version;
  const approval = row.approval?.id ? (row.approval as Approval) : null;
  const item = itemOf(summary);
  const findings = checkIn(campaign, { terms, effectiveFrom: item.effectiveFrom }, row.homes);

  return {
    ...item,
    terms,
    findings: findingsIn(lexiconOf(campaign, language), terms, findings),
    approval,
    acts: actsOn({ status: item.status, wasSubmitted: approval !== null, archived: campaign.status === "archived" }, may),
  };
}

/** What every change of a version says of itself. */
export function aboutVersion(
  agency: AgencyScope,
  { id: campaignId, name }: Pick<CampaignDetail, "id" | "name">,
  versionId: string,
  number: number,
) {
  return {
    entity: "policy-version",
    entityId: versionId,
    label: `${name} #${number}`,
    answer: versionRow(agency, campaignId, versionId),
    location: versionPath(agency.id, campaignId, versionId),
  };
}

export const versionPath = (agencyId: string, campaignId: string, versionId: string) =>
  `${campaignPath(agencyId, campaignId)}/policy-versions/${versionId}`;

/**
 * Begins a draft; its number follows the campaign's last.
 *
 * @throws Problem `campaign-not-open` for an archived campaign, `invalid` for a version to copy that is not there
 */
export async function draftVersion(agency: AgencyScope, campaignId: string, start: PolicyStart): Promise<FoundVersion> {
  const { now } = agency.facts;
  const id = newId(now);
  const base = agency.from(policyVersions);
  const last = agency.from(policyVersions, "last");
  const [found, [based], [counted]] = await agency.read(
    campaignDetail(agency, campaignId),
    db
      .select({ number: base.number, terms: base.terms })
      .from(base)
      .where(and(eq(base.campaignId, campaignId), eq(base.id, start.basedOn ?? ""))),
    db
      .select({ number: sql<number>`coalesce(max(${last.number}), 0) + 1` })
      .from(last)
      .where(eq(last.campaignId, campaignId)),
  );
  const campaign = detailOf(found);
  if (start.basedOn !== undefined && !based) throw invalidField("/basedOn", "unknown");
  const terms = based?.terms ?? (start.template ? templateTerms[start.template] : plainTerms);

  const [row] = await agency.change({
    ...aboutVersion(agency, campaign, id, counted?.number ?? 1),
    event: "policy.drafted",
    changes: changesBetween({}, { basedOn: based?.number, template: start.template }),
    guards: [notArchived(agency, campaignId)],
    writes: [
      agency.insert(policyVersions, {
        id,
        campaignId,
        number: nextNumber(agency, campaignId),
        effectiveFrom: based ? null : campaign.startsOn,
        terms,
        basedOn: start.basedOn ?? null,
        createdBy: agency.actor.id,
        createdAt: now,
        updatedAt: now,
      }),
    ],
    status: 201,
  });

  return foundAgain(campaign, row);
}

/**
 * Writes a draft, or one that was returned, which stays the same version.
 *
 * @throws Problem `stale`, `version-not-draft`, `campaign-not-open`
 */
export async function writeVersion(agency: AgencyScope, found: FoundVersion, expected: number, draft: PolicyDraft): Promise<FoundVersion> {
  const { campaign, row } = found;
  const { id, number, status, version } = row.version;
  if (version !== expected) throw new Problem("stale");
  if (!mayBeEdited(status)) throw new Problem("version-not-draft");

  const [written] = await agency.change({
    ...aboutVersion(agency, campaign, id, number),
    event: "policy.edited",
    changes: changesBetween(row.version, draft),
    guards: [agency.at(policyVersions, id, expected), notArchived(agency, campaign.id)],
    writes: [
      agency.update(policyVersions, { ...draft, updatedAt: agency.facts.now, version: sql`version + 1` }, eq(policyVersions.id, id)),
    ],
    status: 200,
  });

  return foundAgain(campaign, written);
}

/** Deletes a draft that nobody was asked about. @throws Problem `version-not-draft`, `campaign-not-open` */
export async function deleteVersion(agency: AgencyScope, { campaign, row }: FoundVersion): Promise<void> {
  const { id, number, status, terms, effectiveFrom, version } = row.version;
  if (!mayBeDeleted(status, row.approval?.id != null)) throw new Problem("version-not-draft");
  const approval = agency.from(approvals);

  await agency.change({
    event: "policy.deleted",
    entity: "policy-version",
    entityId: id,
    label: `${campaign.name} #${number}`,
    changes: [
      { field: "terms", from: terms, to: null },
      { field: "effectiveFrom", from: effectiveFrom, to: null },
    ],
    guards: [
      agency.at(policyVersions, id, version),
      { code: "version-not-draft", holds: sql`not ${hasRow(approval, eq(approval.subjectId, id))}` },
      notArchived(agency, campaign.id),
    ],
    writes: [
      agency.update(policyVersions, { basedOn: null }, eq(policyVersions.basedOn, id)),
      agency.delete(policyVersions, eq(policyVersions.id, id)),
    ],
    location: null,
    status: 204,
  });
}

/** The campaign beside the version as a change read it back. */
export function foundAgain(campaign: CampaignDetail, row: VersionRow | undefined): FoundVersion {
  if (!row) throw new Problem("not-found");

  return { campaign, row };
}

/** A guard that the campaign's words and window are still those that were checked against. */
export const campaignUnchanged = (agency: AgencyScope, { id, version }: CampaignDetail) => ({
  ...agency.at(campaigns, id, version),
  code: "conflict" as const,
});

function sources(agency: AgencyScope) {
  const version = agency.from(policyVersions);
  const decided = agency.from(approvals, "decided");
  const next = agency.from(policyVersions, "next");
  const author = agency.from(staff, "author");
  const shown = {
    id: version.id,
    campaignId: version.campaignId,
    number: version.number,
    status: version.status,
    effectiveFrom: version.effectiveFrom,
    basedOn: version.basedOn,
    remark: sql<
      string | null
    >`(select ${decided.remark} from ${decided} where ${decided.subjectId} = ${version.id} order by ${decided.id} desc limit 1)`,
    version: version.version,
    createdAt: sql`${version.createdAt}`.mapWith(instant),
    updatedAt: sql`${version.updatedAt}`.mapWith(instant),
    createdByName: sql<string | null>`(select ${author.name} from ${author} where ${author.id} = ${version.createdBy})`,
    publishedAt: sql<string | null>`${version.publishedAt}`.mapWith(instant),
    nextFrom: sql<
      string | null
    >`(select min(${next.effectiveFrom}) from ${next} where ${next.campaignId} = ${version.campaignId} and ${next.status} = 'published' and ${next.effectiveFrom} > ${version.effectiveFrom})`,
  };

  return { version, shown };
}

/** Read where it is written, so that two drafts begun at once get two numbers. */
function nextNumber(agency: AgencyScope, campaignId: string) {
  const last = agency.from(policyVersions, "last");

  return sql`(select coalesce(max(${last.number}), 0) + 1 from ${last} where ${last.campaignId} = ${campaignId})`;
}
