import { and, asc, desc, eq, inArray, isNull, ne, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { countingGroups, engagements, recognitions } from "../../accounts/engagements/schema";
import { engagementFields } from "../../accounts/engagements/store";
import { accounts } from "../../accounts/schema";
import { accountsNamed } from "../../accounts/store";
import { detailOf } from "../../campaigns/store";
import { keysOf, pageOf, placeWith } from "../../http/page";
import { staff } from "../../organisations/schema";
import { maskedName } from "../../people/masking";
import { people } from "../../people/schema";
import { pricingQueries } from "../../policies/quoting/store";
import { versionInForce } from "../../policies/rules";
import type { AgencyScope } from "../../tenancy/agency";
import { columnsOf, db, type RowsOf } from "../../tenancy/database";
import { addDays, businessDay, nearestInWindow } from "../../time/business-day";
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
  const [campaignRows, published, rows] = await agency.read(found, versions, listedRows(agency, campaignId, query));
  const campaign = detailOf(campaignRows);
  const today = businessDay(agency.facts.now, campaign.zone);
  const terms = versionInForce(published, nearestInWindow(today, campaign.startsOn, campaign.endsOn))?.terms;
  const settleFrom = addDays(campaign.endsOn, terms?.signWithinDays ?? 0);
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
  const { source, fields, fits, order } = isBounded(query) ? amongFound(agency, campaignId, query) : inCampaign(agency, campaignId, query);
  const engagement = agency.from(engagements, "own_engagement");
  const account = agency.from(accounts);
  const root = agency.from(accounts, "root");
  const group = agency.from(countingGroups);
  const recognition = agency.from(recognitions);
  const person = agency.from(people);
  const opener = agency.from(staff);

  return db
    .select({
      ...engagementFields(engagement, account, root),
      signed: engagement.signed,
      counted: engagement.counted,
      owedFen: engagement.owedFen,
      groupCounted: sql<number>`${group.counted}`.as("group_counted"),
      hasOwnTable: ownTable(agency, engagement.id),
      personName: sql<string | null>`${person.name}`.as("person_name"),
      post: recognition.post,
      openedByName: sql<string | null>`${opener.name}`.as("opened_by_name"),
      ...fields,
    })
    .from(source)
    .crossJoin(engagement)
    .crossJoin(group)
    .leftJoin(account, eq(account.id, engagement.accountId))
    .leftJoin(root, and(eq(root.id, engagement.rootId), ne(engagement.rootId, engagement.accountId)))
    .leftJoin(recognition, and(eq(recognition.engagementId, engagement.id), isNull(recognition.untilDay)))
    .leftJoin(person, eq(person.id, recognition.personId))
    .leftJoin(opener, eq(opener.id, engagement.createdBy))
    .where(and(eq(engagement.id, source.id), eq(group.campaignId, engagement.campaignId), eq(group.rootId, engagement.rootId), ...fits))
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

/** Where the rows of a page come from, and in which order. */
interface Walk {
  source: typeof engagements;
  fields: ReturnType<typeof fieldsOf>;
  fits: (SQL | undefined)[];
  order: SQL[];
}

/** Along the index of the campaign, or of a category in it. */
function inCampaign(agency: AgencyScope, campaignId: string, query: EngagementQuery): Walk {
  const row = agency.from(engagements);
  const none = sql`0`;
  const way = wayOf(query);

  return {
    source: row,
    fields: fieldsOf(row.createdAt, { fitting: none, signedSum: none, owedSum: none, looked: none }),
    fits: [
      eq(row.campaignId, campaignId),
      query.category === undefined ? undefined : eq(row.category, query.category),
      beyond(row.createdAt, row.id, query),
    ],
    order: [way(row.createdAt), way(row.id)],
  };
}

const wayOf = ({ order }: EngagementQuery) => (order === "desc" ? desc : asc);

/** What comes after the place that a page goes on from. */
function beyond(key: SQLWrapper, id: SQLWrapper, { after, order }: EngagementQuery): SQL | undefined {
  const place = keysOf(after, 2);

  return place ? sql`(${key}, ${id}) ${sql.raw(order === "desc" ? "<" : ">")} (${Number(place[0]) || 0}, ${place[1]})` : undefined;
}

/** Cut from all that was found, which is summed. */
function amongFound(agency: AgencyScope, campaignId: string, query: EngagementQuery): Walk {
  const { category, stage, search, sort, limit } = query;
  const row = agency.from(engagements);
  const latest = db
    .select()
    .from(row)
    .where(
      search === undefined
        ? and(eq(row.campaignId, campaignId), category === undefined ? undefined : eq(row.category, category))
        : and(sql`+${row.campaignId} = ${campaignId}`, inArray(row.accountId, accountsNamed(agency, search))),
    )
    .orderBy(...(search === undefined ? [desc(row.createdAt), desc(row.id)] : []))
    .limit(lookedAtMost + 1)
    .as("latest");
  const looked = db
    .select({ ...columnsOf(engagements, latest as unknown as typeof engagements), looked: sql<number>`count(*) over ()`.as("looked") })
    .from(latest)
    .as("looked_at");
  const found = db
    .select({
      id: looked.id,
      key: sql<number>`${{ opened: looked.createdAt, signed: looked.signed, owed: looked.owedFen }[sort]}`.as("key"),
      looked: looked.looked,
      fitting: sql<number>`count(*) over ()`.as("fitting"),
      signedSum: sql<number>`sum(${looked.signed}) over ()`.as("signed_sum"),
      owedSum: sql<number>`sum(${looked.owedFen}) over ()`.as("owed_sum"),
    })
    .from(looked)
    .where(
      and(
        category === undefined ? undefined : eq(looked.category, category),
        stage === undefined
          ? undefined
          : eq(sql`iif(${looked.settledOn} is null, 'open', iif(${looked.approvedAt} is null, 'settled', 'approved'))`, stage),
      ),
    )
    .as("found");
  const way = wayOf(query);
  const page = db
    .select({ id: found.id, ...fieldsOf(found.key, found) })
    .from(found)
    .where(beyond(found.key, found.id, query))
    .orderBy(way(found.key), way(found.id))
    .limit(limit + 1)
    .as("page");
  const { fitting, signedSum, owedSum, looked: seen } = page;

  return {
    source: page as unknown as typeof engagements,
    fields: { key: page.key, fitting, signedSum, owedSum, looked: seen },
    fits: [],
    order: [way(page.key), way(page.id)],
  };
}

function fieldsOf(key: SQLWrapper, sums: Record<"fitting" | "signedSum" | "owedSum" | "looked", SQLWrapper>) {
  return {
    key: sql<number>`${key}`.as("key"),
    fitting: sql<number>`${sums.fitting}`.as("fitting"),
    signedSum: sql<number>`${sums.signedSum}`.as("signed_sum"),
    owedSum: sql<number>`${sums.owedSum}`.as("owed_sum"),
    looked: sql<number>`${sums.looked}`.as("looked"),
  };
}
