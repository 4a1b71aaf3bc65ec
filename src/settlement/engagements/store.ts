import { and, asc, desc, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { countingGroups, engagements } from "../../accounts/engagements/schema";
import { engagementFields } from "../../accounts/engagements/store";
import { accountsNamed } from "../../accounts/store";
import { detailOf } from "../../campaigns/store";
import { keysOf, pageOf, placeWith } from "../../http/page";
import { maskedName } from "../../people/masking";
import { people } from "../../people/schema";
import { pricingQueries } from "../../policies/quoting/store";
import { versionInForce } from "../../policies/rules";
import type { AgencyScope } from "../../tenancy/agency";
import { columnsOf, db, pageAmong, type RowsOf } from "../../tenancy/database";
import { addDays, businessDay, nearestInWindow } from "../../time/business-day";
import { graceOf } from "../grace";
import { specials } from "../specials/schema";
import { tiersEndOf } from "../statement/rules";
import type { EngagementQuery, ListedEngagement } from "./contract";
import { tierStanding } from "./rules";

/** So many of a campaign's engagements are looked at for what no index gives, the latest; no campaign of ours has had a quarter. */
const lookedAtMost = 500;

/**
 * A page of a campaign's engagements with what they have come to. Of all or of a category, in the order in which they were
 * taken in, it is cut from an index; else what is asked for is found among the latest five hundred, summed, and put in order.
 *
 * @throws Problem `not-found` for a campaign that is not there, or not this caller's to see
 */
export async function listEngagements(agency: AgencyScope, campaignId: string, query: EngagementQuery) {
  const [, found, versions] = pricingQueries(agency, campaignId, {});
  const [campaignRows, published, [grace], rows] = await agency.read(
    found,
    versions,
    graceOf(agency, campaignId),
    listedRows(agency, campaignId, query),
  );
  const campaign = detailOf(campaignRows);
  const today = businessDay(agency.facts.now, campaign.zone);
  const terms = versionInForce(published, nearestInWindow(today, campaign.startsOn, campaign.endsOn))?.terms;
  const settleFrom = addDays(campaign.endsOn, grace?.days ?? 0);
  const { items, next } = pageOf(rows, query.limit, ({ key, id }) => placeWith(key, id));
  const [first] = rows;

  return {
    items: items.map((row) => listed(row)),
    next,
    found: isBounded(query)
      ? {
          engagements: first?.fitting ?? 0,
          signed: first?.signedSum ?? 0,
          owedFen: first?.owedSum ?? 0,
          isCut: (first?.looked ?? 0) > lookedAtMost,
        }
      : null,
  };

  function listed({
    key: _,
    fitting: __,
    signedSum: ___,
    owedSum: ____,
    looked: _____,
    personName,
    post,
    ...row
  }: ListedRow): ListedEngagement {
    const { tier, next: further } = terms ? tierStanding(terms, row, row.groupCounted) : { tier: null, next: null };
    const isOver = row.hasOwnTable || tiersEndOf(row.settledOn, settleFrom, campaign.backdateDays, today) !== null;

    return {
      ...row,
      tier: row.hasOwnTable ? null : tier,
      next: isOver ? null : further,
      keyPerson: post === null ? null : { name: personName === null ? null : maskedName(personName), post },
    };
  }
}

const isBounded = ({ search, stage, sort }: EngagementQuery) => (search ?? stage) !== undefined || sort !== "opened";

type ListedRow = RowsOf<ReturnType<typeof listedRows>>[number];

function listedRows(agency: AgencyScope, campaignId: string, query: EngagementQuery) {
  const { engagement, sums, key, where, order } = isBounded(query)
    ? amongFound(agency, campaignId, query)
    : inCampaign(agency, campaignId, query);
  const group = agency.from(countingGroups);
  const person = agency.from(people);

  return db
    .select({
      ...engagementFields(engagement),
      signed: engagement.signed,
      counted: engagement.counted,
      owedFen: engagement.owedFen,
      groupCounted: sql<number>`${group.counted}`.as("group_counted"),
      hasOwnTable: ownTable(agency, engagement.id),
      personName: sql<string | null>`${person.name}`.as("person_name"),
      post: engagement.keyPost,
      openedByName: engagement.openedByName,
      key: sql<number>`${key}`.as("key"),
      fitting: sql<number>`${sums.fitting}`.as("fitting"),
      signedSum: sql<number>`${sums.signedSum}`.as("signed_sum"),
      owedSum: sql<number>`${sums.owedSum}`.as("owed_sum"),
      looked: sql<number>`${sums.looked}`.as("looked"),
    })
    .from(engagement)
    .crossJoin(group)
    .leftJoin(person, eq(person.id, engagement.keyPersonId))
    .where(and(eq(group.campaignId, engagement.campaignId), eq(group.rootId, engagement.rootId), where))
    .orderBy(...order)
    .limit(query.limit + 1);
}

/** Whether a special price of an engagement has a table of its own. */
function ownTable(agency: AgencyScope, engagementId: SQLWrapper) {
  const special = agency.from(specials);
  const agreed = sql`coalesce(${special.counterTerms}, ${special.terms})`;

  return sql<boolean>`exists (select 1 from ${special} where ${special.engagementId} = ${engagementId} and ${special.state} = 'approved'
    and ${agreed} ->> '$.effect.kind' = 'tiers')`.mapWith(Boolean);
}

/** Where the rows of a page come from, what all that was found comes to, and in which order they stand. */
interface Walk {
  engagement: typeof engagements;
  sums: Record<"fitting" | "signedSum" | "owedSum" | "looked", SQLWrapper>;
  key: SQLWrapper;
  where: SQL | undefined;
  order: SQL[];
}

/** Along the index of the campaign, or of a category in it. */
function inCampaign(agency: AgencyScope, campaignId: string, query: EngagementQuery): Walk {
  const engagement = agency.from(engagements);
  const none = sql`0`;
  const way = wayOf(query);

  return {
    engagement,
    sums: { fitting: none, signedSum: none, owedSum: none, looked: none },
    key: engagement.createdAt,
    where: and(
      eq(engagement.campaignId, campaignId),
      query.category === undefined ? undefined : eq(engagement.category, query.category),
      beyond(engagement.createdAt, engagement.id, query),
    ),
    order: [way(engagement.createdAt), way(engagement.id)],
  };
}

const wayOf = ({ order }: EngagementQuery) => (order === "desc" ? desc : asc);

/** What comes after the place that a page goes on from. */
function beyond(key: SQLWrapper, id: SQLWrapper, { after, order }: EngagementQuery): SQL | undefined {
  const place = keysOf(after, 2);

  return place ? sql`(${key}, ${id}) ${sql.raw(order === "desc" ? "<" : ">")} (${Number(place[0]) || 0}, ${place[1]})` : undefined;
}

/** Of those that are looked at, each once: summed and put in order as ids; only what stands on the page is read whole. */
function amongFound(agency: AgencyScope, campaignId: string, query: EngagementQuery): Walk {
  const { category, stage, search, sort, limit } = query;
  const row = agency.from(engagements, "latest");
  const ofCategory = category === undefined ? undefined : eq(row.category, category);
  const ofStage =
    stage === undefined
      ? undefined
      : eq(sql`iif(${row.settledOn} is null, 'open', iif(${row.approvedAt} is null, 'settled', 'approved'))`, stage);
  const looked = db
    .select({
      id: row.id,
      key: sql<number>`${{ opened: row.createdAt, signed: row.signed, owed: row.owedFen }[sort]}`.as("key"),
      signed: row.signed,
      owedFen: row.owedFen,
      fits: sql<number>`${and(ofCategory, ofStage) ?? sql`1`}`.as("fits"),
    })
    .from(row)
    .where(
      search === undefined
        ? and(eq(row.campaignId, campaignId), ofCategory)
        : and(sql`+${row.campaignId} = ${campaignId}`, inArray(row.accountId, accountsNamed(agency, search))),
    )
    .orderBy(...(search === undefined ? [desc(row.createdAt), desc(row.id)] : []))
    .limit(lookedAtMost + 1)
    .as("looked_at");
  const page = pageAmong(looked, {
    sums: {
      looked: sql`count(*)`,
      fitting: sql`sum(${looked.fits})`,
      signed_sum: sql`sum(iif(${looked.fits}, ${looked.signed}, 0))`,
      owed_sum: sql`sum(iif(${looked.fits}, ${looked.owedFen}, 0))`,
    },
    id: looked.id,
    order: [wayOf(query)(looked.key), wayOf(query)(looked.id)],
    where: and(sql`${looked.fits}`, beyond(looked.key, looked.id, query)),
    limit: limit + 1,
  });
  const own = agency.from(engagements, "own_engagement");
  const onPage = db
    .select({
      ...columnsOf(engagements, own),
      place: sql<number>`page.place`.as("place"),
      looked: sql`page.looked`.as("looked"),
      fitting: sql`page.fitting`.as("fitting"),
      signedSum: sql`page.signed_sum`.as("signed_sum"),
      owedSum: sql`page.owed_sum`.as("owed_sum"),
    })
    .from(page)
    .crossJoin(own)
    .where(eq(own.id, sql`page.id`))
    .as("on_page");
  const engagement = onPage as unknown as typeof engagements;

  return {
    engagement,
    sums: onPage,
    key: { opened: engagement.createdAt, signed: engagement.signed, owed: engagement.owedFen }[sort],
    where: undefined,
    order: [asc(onPage.place)],
  };
}
