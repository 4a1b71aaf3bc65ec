import { and, asc, desc, eq, gte, inArray, lt, not, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { accountsNamed } from "../../accounts/store";
import { campaignSeen } from "../../campaigns/store";
import { keysOf, pageOf, placeWith } from "../../http/page";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { columnsOf, db, pageAmong, type RowsOf } from "../../tenancy/database";
import type { DealQuery, ListedDeal } from "../contract";
import { dealListing } from "../schema";
import { dealShown, dealSources } from "../store";
import { pastAll, placeAsked } from "./rules";

/** Of what a search, an engagement or a building bounds so many are looked at; a whole campaign is walked by the indexes of its orders. */
const lookedAtMost = 500;

/**
 * A page of a campaign's deals. Of the whole campaign, or of one state, it is cut from the index of its order; what is
 * bounded otherwise is found first, summed, and put in order where it stands.
 *
 * @throws Problem `not-found` for a campaign that is not there, or not this caller's to see
 */
export async function listDeals(agency: AgencyScope, campaignId: string, query: DealQuery) {
  const [[seen], rows] = await agency.read(campaignSeen(agency, campaignId), listedRows(agency, campaignId, query));
  if (!seen) throw new Problem("not-found");
  const { items, next } = pageOf(rows, query.limit, ({ one, other, id }) => placeWith(one, ...(query.sort === "unit" ? [other] : []), id));

  return { items: items.map(listed), next, found: isBounded(query) ? foundOf(rows[0]) : null };
}

const isBounded = ({ search, engagement, building }: DealQuery) => (search ?? engagement ?? building) !== undefined;

type ListedRow = RowsOf<ReturnType<typeof listedRows>>[number];

function listed({ one: _, other: __, deals: ___, payableSum: ____, dueSum: _____, looked: ______, ...row }: ListedRow): ListedDeal {
  const { dueFen, nextDueOn, ...deal } = row;

  return { ...dealShown(deal), dueFen, nextDueOn };
}

const foundOf = (row: ListedRow | undefined) => ({
  deals: row?.deals ?? 0,
  payableFen: row?.payableSum ?? 0,
  dueFen: row?.dueSum ?? 0,
  isCut: (row?.looked ?? 0) > lookedAtMost,
});

function listedRows(agency: AgencyScope, campaignId: string, query: DealQuery) {
  const { row, sums, where, order } = isBounded(query) ? amongFound(agency, campaignId, query) : inCampaign(agency, campaignId, query);
  const { deal, price, columns } = dealSources(agency);
  const [one, other = sql`''`] = keysIn[query.sort](row);

  return db
    .select({
      ...columns,
      accountName: row.accountName,
      nextDueOn: row.nextDueOn,
      dueFen: sql<number | null>`${row.payableFen} - ${row.paidFen} - ${row.provisionalFen}`.as("due_fen"),
      one: sql<string | number>`${one}`.as("one"),
      other: sql<string>`${other}`.as("other"),
      deals: sql<number>`${sums.deals}`.as("deals"),
      payableSum: sql<number>`${sums.payableSum}`.as("payable_sum"),
      dueSum: sql<number>`${sums.dueSum}`.as("due_sum"),
      looked: sql<number>`${sums.looked}`.as("looked"),
    })
    .from(row)
    .crossJoin(deal)
    .leftJoin(price, eq(price.dealId, deal.id))
    .where(and(eq(deal.id, row.dealId), where))
    .orderBy(...order)
    .limit(query.limit + 1);
}

/** Where the rows of a page come from, what all that was found comes to, and in which order they stand. */
interface Walk {
  row: Row;
  sums: Record<"deals" | "payableSum" | "dueSum" | "looked", SQLWrapper>;
  where: SQL | undefined;
  order: SQL[];
}

/** Along the index of the order, in the campaign or in one state of it. */
function inCampaign(agency: AgencyScope, campaignId: string, query: DealQuery): Walk {
  const row = agency.from(dealListing);
  const none = sql`0`;
  const keys = [...keysOfRow(row, query), row.dealId];

  return {
    row,
    sums: { deals: none, payableSum: none, dueSum: none, looked: none },
    where: and(eq(row.campaignId, campaignId), query.state === undefined ? undefined : eq(row.state, query.state), beyond(keys, query)),
    order: keys.map(wayOf(query)),
  };
}

/** Of those that are looked at, each once: summed and put in order as ids; only what stands on the page is read whole. */
function amongFound(agency: AgencyScope, campaignId: string, query: DealQuery): Walk {
  const keys = [sql`looked_at.one`, ...(query.sort === "unit" ? [sql`looked_at.other`] : []), sql`looked_at.id`];
  const page = pageAmong(lookedAt(agency, campaignId, query), {
    sums: {
      looked: sql`count(*)`,
      deals: sql`sum(looked_at.fits)`,
      payable_sum: sql`sum(iif(looked_at.fits, coalesce(looked_at.payable, 0), 0))`,
      due_sum: sql`sum(iif(looked_at.fits, max(0, looked_at.due), 0))`,
    },
    id: sql`looked_at.id`,
    order: keys.map(wayOf(query)),
    where: and(sql`looked_at.fits`, beyond(keys, query)),
    limit: query.limit + 1,
  });
  const own = agency.from(dealListing, "own_listing");
  const onPage = db
    .select({
      ...columnsOf(dealListing, own),
      place: sql<number>`page.place`.as("place"),
      looked: sql`page.looked`.as("looked"),
      deals: sql`page.deals`.as("deals"),
      payableSum: sql`page.payable_sum`.as("payable_sum"),
      dueSum: sql`page.due_sum`.as("due_sum"),
    })
    .from(page)
    .crossJoin(own)
    .where(eq(own.dealId, sql`page.id`))
    .as("on_page");

  return { row: onPage as unknown as Row, sums: onPage, where: undefined, order: [asc(onPage.place)] };
}

/** What is looked at, with what sums and orders it: an engagement's, else what is called or placed as is searched, else a building's. */
function lookedAt(agency: AgencyScope, campaignId: string, query: DealQuery): SQL {
  const { state, engagement, building, search } = query;
  const row = agency.from(dealListing, "candidate");
  const isNamed = sql`${row.engagementId} in (select id from named)`;
  const there = search === undefined ? undefined : placed(row, search);
  const [one, other = sql`''`] = keysIn[query.sort](row);
  const fits = and(
    eq(row.campaignId, campaignId),
    state === undefined ? undefined : eq(row.state, state),
    building === undefined ? undefined : eq(row.building, building),
    search === undefined || engagement === undefined ? undefined : or(there, isNamed),
  );
  const among = (where: SQL | undefined) =>
    sql`select * from (${db
      .select({
        id: sql`${row.dealId}`.as("id"),
        one: sql`${one}`.as("one"),
        other: sql`${other}`.as("other"),
        payable: sql`${row.payableFen}`.as("payable"),
        due: sql`${dueOf(row)}`.as("due"),
        fits: sql`${fits}`.as("fits"),
      })
      .from(row)
      .where(where)
      .limit(lookedAtMost + 1)})`;
  const ofCampaign = eq(row.campaignId, campaignId);
  const arms =
    engagement !== undefined
      ? [eq(row.engagementId, engagement)]
      : search === undefined
        ? [and(ofCampaign, eq(row.building, building ?? ""))]
        : [isNamed, ...(there ? [and(ofCampaign, there, not(isNamed))] : [])];
  const names = search === undefined ? sql`` : sql`with named as materialized ${named(agency, campaignId, search)} `;

  return sql`(${names}${sql.join(arms.map(among), sql` union all `)}) looked_at`;
}

/** Engagements whose account is called so: from the few accounts on, or the planner walks the campaign. */
function named(agency: AgencyScope, campaignId: string, search: string) {
  const engagement = agency.from(engagements, "named_engagement");

  return db
    .select({ id: engagement.id })
    .from(engagement)
    .where(and(sql`+${engagement.campaignId} = ${campaignId}`, inArray(engagement.accountId, accountsNamed(agency, search))));
}

/** Homes in a building, or whose number begins so; undefined for a text that names no place. */
function placed({ building, unitNumber }: Pick<Row, "building" | "unitNumber">, search: string): SQL | undefined {
  const asked = placeAsked(search);

  return and(
    asked.building === null ? undefined : eq(building, asked.building),
    asked.number === null ? undefined : and(gte(unitNumber, asked.number), lt(unitNumber, pastAll(asked.number))),
  );
}

/** Where a row of the listing is read: the table, or what was found in it. */
type Row = typeof dealListing;

/** What is due, worded as its index is. */
const dueOf = (row: Row) => sql<number>`coalesce(${row.payableFen} - ${row.paidFen} - ${row.provisionalFen}, 0)`;

/** What each order goes by, worded as its index is; the id tells apart what is equal. */
const keysIn: Record<DealQuery["sort"], (row: Row) => [one: SQLWrapper, other?: SQLWrapper]> = {
  subscribed: (row) => [row.subscribedOn],
  unit: (row) => [row.building, row.unitNumber],
  payable: (row) => [sql`coalesce(${row.payableFen}, 0)`],
  due: (row) => [dueOf(row)],
};

const keysOfRow = (row: Row, { sort }: DealQuery): SQLWrapper[] => keysIn[sort](row).filter((key) => key !== undefined);

const wayOf =
  ({ order }: DealQuery) =>
  (key: SQLWrapper): SQL =>
    order === "desc" ? desc(key) : asc(key);

/** What comes after the place that a page goes on from. Its first key stands alone too: of an expression the index is found only so. */
function beyond(keys: SQLWrapper[], query: DealQuery): SQL | undefined {
  const isMoney = query.sort === "payable" || query.sort === "due";
  const place = keysOf(query.after, keys.length)?.map((key, at) => (at === 0 && isMoney ? Number(key) || 0 : key));
  if (!place) return undefined;
  const listed = (parts: readonly unknown[]) =>
    sql.join(
      parts.map((part) => sql`${part}`),
      sql`, `,
    );
  const sign = sql.raw(query.order === "desc" ? "<" : ">");

  return sql`${keys[0]} ${sign}= ${place[0]} and (${listed(keys)}) ${sign} (${listed(place)})`;
}
