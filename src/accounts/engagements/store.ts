import { and, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import { campaignDetail, detailOf, notArchived } from "../../campaigns/store";
import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Scope, Write } from "../../tenancy/scope";
import { latestToday } from "../../time/business-day";
import { instant, instantOf } from "../../time/instant";
import { accounts } from "../schema";
import type { Engagement, EngagementEdit, NewEngagement } from "./contract";
import { countingGroups, engagements } from "./schema";

export function engagementById(agency: AgencyScope, campaignId: string, id: string | SQL) {
  const { engagement, query } = engagementRows(agency);

  return query.where(and(eq(engagement.id, id), eq(engagement.campaignId, campaignId)));
}

function engagementRows(agency: AgencyScope) {
  const engagement = agency.from(engagements);

  return { engagement, query: db.select(engagementFields(engagement)).from(engagement).$dynamic() };
}

export function engagementFields(engagement: typeof engagements) {
  return {
    id: engagement.id,
    campaignId: engagement.campaignId,
    accountId: engagement.accountId,
    accountName: engagement.accountName,
    countsWith: engagement.countsWith,
    credential: engagement.credential,
    category: engagement.category,
    settledOn: engagement.settledOn,
    approvedAt: sql<string | null>`${engagement.approvedAt}`.mapWith(instant),
    referred: engagement.referred,
    createdAt: instantOf(engagement.createdAt),
    version: engagement.version,
  };
}

/**
 * Takes an account into a campaign. It counts together with all that stands under its parent.
 *
 * @throws Problem `not-found` (the campaign), `campaign-not-open`, `invalid` with `unknown` or `unknown-code`, `engagement-exists`
 */
export async function engage(agency: AgencyScope, campaignId: string, wanted: NewEngagement): Promise<Engagement> {
  const { now } = agency.facts;
  const ofAccount = "accountId" in wanted ? wanted : null;
  const account = agency.from(accounts);
  const [found, [known]] = await agency.read(
    campaignDetail(agency, campaignId),
    db
      .select({ name: account.name, parentId: account.parentId })
      .from(account)
      .where(eq(account.id, ofAccount?.accountId ?? "")),
  );
  const { name, catalogue } = detailOf(found);
  if (ofAccount && !known) throw invalidField("/accountId", "unknown");
  const codes = ofAccount ? catalogue.categories : catalogue.credentials;
  const code = "credential" in wanted ? wanted.credential : wanted.category;
  if (!codes.some((word) => word.code === code)) throw invalidField(ofAccount ? "/category" : "/credential", "unknown-code");

  const id = newId(now);
  const rootId = ofAccount ? (known?.parentId ?? ofAccount.accountId) : `credential:${code}`;
  return one(
    await agency.change({
      event: "engagement.opened",
      entity: "engagement",
      entityId: id,
      label: known?.name ?? name,
      changes: Object.entries(wanted).map(([field, to]) => ({ field, to })),
      guards: [
        notArchived(agency, campaignId),
        ...(ofAccount ? [parentUnchanged(agency, ofAccount.accountId, known?.parentId ?? null)] : []),
      ],
      writes: [
        ...opened(agency, campaignId, rootId),
        agency.insert(engagements, {
          id,
          campaignId,
          rootId,
          accountId: ofAccount?.accountId ?? null,
          category: ofAccount?.category ?? null,
          credential: "credential" in wanted ? wanted.credential : null,
          createdBy: agency.actor.id,
          createdAt: now,
        }),
      ],
      answer: engagementById(agency, campaignId, id),
      location: `${pathOf(agency, campaignId)}/${id}`,
      status: 201,
    }),
  );
}

/**
 * Corrects the category of an account in a campaign; its deals follow (a trigger) and are settled anew.
 *
 * @throws Problem `not-found`, `stale`, `wrong-state` (a credential's channel has none), `engagement-settled`,
 * `campaign-not-open`, `invalid` at `/category`
 */
export async function editEngagement(
  agency: AgencyScope,
  campaignId: string,
  id: string,
  version: number,
  { category }: EngagementEdit,
): Promise<Engagement> {
  const engagement = agency.from(engagements);
  const [found, [before]] = await agency.read(campaignDetail(agency, campaignId), engagementById(agency, campaignId, id));
  const { catalogue } = detailOf(found);
  if (!before) throw new Problem("not-found");
  if (before.category === null) throw new Problem("wrong-state");
  if (!catalogue.categories.some(({ code }) => code === category)) throw invalidField("/category", "unknown-code");

  return one(
    await agency.change({
      event: "engagement.edited",
      entity: "engagement",
      entityId: id,
      label: before.accountName ?? campaignId,
      changes: [{ field: "category", from: before.category, to: category }],
      guards: [
        agency.at(engagements, id, version),
        { code: "engagement-settled", holds: hasRow(engagement, and(eq(engagement.id, id), isNull(engagement.settledOn))) },
        notArchived(agency, campaignId),
      ],
      writes: [
        agency.update(engagements, { category, version: sql`version + 1` }, eq(engagements.id, id)),
        groupTouched(agency, campaignId, id),
      ],
      leavesWork: true,
      answer: engagementById(agency, campaignId, id),
      location: `${pathOf(agency, campaignId)}/${id}`,
      status: 200,
    }),
  );
}

/** The group of a root, made when its first engagement comes. */
function opened(agency: AgencyScope, campaignId: string, rootId: string): Write[] {
  return agency.insertMany(countingGroups, [{ campaignId, rootId }], "unless there");
}

/** A guard that an account still has the parent that it was read with: its engagements count where it stands. */
function parentUnchanged(agency: AgencyScope, accountId: string, parentId: string | null): Guard {
  const account = agency.from(accounts);

  return { code: "conflict", holds: hasRow(account, and(eq(account.id, accountId), sql`${account.parentId} is ${parentId}`)) };
}

/**
 * What moves with an account that is put under another, or taken out: its open engagements count with the new group from
 * now on, and both groups are to be settled anew. A settled one stays where it was settled.
 */
export function recounted(agency: AgencyScope, accountId: string, rootId: string): Write[] {
  const own = agency.from(engagements, "moving");
  const moving = and(eq(own.accountId, accountId), isNull(own.settledOn), ne(own.rootId, rootId));
  const left = db.select({ campaignId: own.campaignId, rootId: own.rootId }).from(own).where(moving);
  const campaignsOf = db.select({ campaignId: own.campaignId }).from(own).where(moving);
  const raised = { version: sql`version + 1` };

  return [
    agency.insertFrom(countingGroups, { campaignId: own.campaignId, rootId: sql`${rootId}` }, sql`from ${own} where ${moving}`),
    agency.update(countingGroups, raised, sql`(campaign_id, root_id) in ${left}`),
    agency.update(countingGroups, raised, and(eq(countingGroups.rootId, rootId), inArray(countingGroups.campaignId, campaignsOf))),
    agency.update(
      engagements,
      { rootId, version: sql`version + 1` },
      and(eq(engagements.accountId, accountId), isNull(engagements.settledOn), ne(engagements.rootId, rootId)),
    ),
  ];
}

/**
 * A guard that an account's open engagements neither leave a group of which something is settled nor join one: the count
 * that was settled would be another.
 */
export function leavesSettledAlone(agency: AgencyScope, accountId: string, rootId: string): Guard {
  const own = agency.from(engagements, "moving");
  const settled = agency.from(engagements, "settled");
  const together = and(
    eq(settled.campaignId, own.campaignId),
    sql`${settled.rootId} in (${own.rootId}, ${rootId})`,
    isNotNull(settled.settledOn),
  );

  // From the account's few on: a cross join keeps the planner from walking all that is settled.
  return {
    code: "engagement-settled",
    holds: sql`not exists (select 1 from ${own} cross join ${settled} on ${together}
      where ${own.accountId} = ${accountId} and ${own.settledOn} is null and ${own.rootId} <> ${rootId})`,
  };
}

/** Raises the version of the group that an engagement counts for: something that prices or rewards depend on has changed. */
export function groupTouched(agency: AgencyScope, campaignId: string, engagementId: string): Write {
  const engagement = agency.from(engagements, "touching");
  const root = db.select({ rootId: engagement.rootId }).from(engagement).where(eq(engagement.id, engagementId));

  return agency.update(
    countingGroups,
    { version: sql`version + 1` },
    and(eq(countingGroups.campaignId, campaignId), sql`${countingGroups.rootId} = ${root}`),
  );
}

/** @throws Problem `invalid` with `in-future` */
export function refuseFuture(scope: Pick<Scope, "facts">, day: string, pointer: string): void {
  if (day > latestToday(scope.facts.now)) throw invalidField(pointer, "in-future");
}

function one(rows: Engagement[]): Engagement {
  const [engagement] = rows;
  if (!engagement) throw new Problem("not-found");

  return engagement;
}

export const pathOf = (agency: AgencyScope, campaignId: string) => `/api/v1/agencies/${agency.id}/campaigns/${campaignId}/engagements`;
