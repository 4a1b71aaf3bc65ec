import { and, asc, desc, eq, gte, inArray, lt, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { accountsNamed } from "../../accounts/store";
import { campaignSeen } from "../../campaigns/store";
import { keysOf, pageOf, placeWith } from "../../http/page";
import { Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { columnsOf, db, type RowsOf } from "../../tenancy/database";
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
  const { deal, account, price, columns } = dealSources(agency);
  const { source, fields, fits, order } = isBounded(query) ? amongFound(agency, campaignId, query) : inCampaign(agency, campaignId, query);

  return db
    .select({ ...columns, ...fields })
    .from(source)
    .crossJoin(deal)
    .leftJoin(account, eq(account.id, deal.accountId))
    .leftJoin(price, eq(price.dealId, deal.id))
    .where(and(eq(deal.id, source.dealId), ...fits))
    .orderBy(...order)
    .limit(query.limit + 1);
}

/** Where the rows of a page come from, and in which order. */
interface Walk {
  source: Row;
  fields: ReturnType<typeof fieldsOf>;
  fits: (SQL | undefined)[];
  order: SQL[];
}

/** Along the index of the order, in the campaign or in one state of it. */
function inCampaign(agency: AgencyScope, campaignId: string, query: DealQuery): Walk {
  const row = agency.from(dealListing);
  const none = sql`0`;
  const state = query.state === undefined ? undefined : eq(row.state, query.state);

  return {
    source: row,
    fields: fieldsOf(row, { deals: none, payableSum: none, dueSum: none, looked: none }, query),
    fits: [eq(row.campaignId, campaignId), state, beyond(row, query)],
    order: orderOf(row, query),
  };
}

/** Cut from all that was found, which is summed. */
function amongFound(agency: AgencyScope, campaignId: string, query: DealQuery): Walk {
  const { state, engagement, building, search } = query;
  const row = agency.from(dealListing);
  const lookedAt = db
    .select({ ...columnsOf(dealListing, row), looked: sql<number>`count(*) over ()`.as("looked") })
    .from(row)
    .where(inArray(row.dealId, candidates(agency, campaignId, query)))
    .as("looked_at");
  const its = lookedAt as unknown as Row;
  const found = db
    .select({
      ...columnsOf(dealListing, its),
      looked: lookedAt.looked,
      deals: sql<number>`count(*) over ()`.as("deals"),
      payableSum: sql<number>`sum(coalesce(${its.payableFen}, 0)) over ()`.as("payable_sum"),
      dueSum: sql<number>`sum(max(0, ${dueOf(its)})) over ()`.as("due_sum"),
    })
    .from(lookedAt)
    .where(
      and(
        eq(its.campaignId, campaignId),
        state === undefined ? undefined : eq(its.state, state),
        engagement === undefined ? undefined : eq(its.engagementId, engagement),
        building === undefined ? undefined : eq(its.building, building),
        search === undefined || engagement === undefined
          ? undefined
          : or(placed(its, search), inArray(its.engagementId, named(agency, campaignId, search))),
      ),
    )
    .as("found");
  const fit = found as unknown as Row;
  const page = db
    .select({ dealId: fit.dealId, ...fieldsOf(fit, found, query) })
    .from(found)
    .where(beyond(fit, query))
    .orderBy(...orderOf(fit, query))
    .limit(query.limit + 1)
    .as("page");
  const way = wayOf(query);
  const { nextDueOn, dueFen, one, other, deals, payableSum, dueSum, looked } = page;
  const fields = { nextDueOn, dueFen, one, other, deals, payableSum, dueSum, looked };

  return { source: page as unknown as Row, fields, fits: [], order: [way(one), way(other), way(page.dealId)] };
}

/** The ids of those that are looked at: an engagement's, else what is called as is searched, else a building's. */
function candidates(agency: AgencyScope, campaignId: string, { engagement, search, building }: DealQuery): SQL {
  const row = agency.from(dealListing, "candidate");
  const among = (where: SQL | undefined) =>
    sql`select * from (${db
      .select({ id: row.dealId })
      .from(row)
      .where(where)
      .limit(lookedAtMost + 1)})`;

  if (engagement !== undefined) return sql`(${among(eq(row.engagementId, engagement))})`;
  if (search === undefined) return sql`(${among(and(eq(row.campaignId, campaignId), eq(row.building, building ?? "")))})`;
  const there = placed(row, search);

  return sql`(${among(inArray(row.engagementId, named(agency, campaignId, search)))}${
    there && sql` union ${among(and(eq(row.campaignId, campaignId), there))}`
  })`;
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

const keysOfRow = (row: Row, { sort }: DealQuery): SQLWrapper[] => [...keysIn[sort](row).filter((key) => key !== undefined), row.dealId];

const wayOf = ({ order }: DealQuery) => (order === "desc" ? desc : asc);

const orderOf = (row: Row, query: DealQuery): SQL[] => keysOfRow(row, query).map(wayOf(query));

/** What comes after the place that a page goes on from. Its first key stands alone too: of an expression the index is found only so. */
function beyond(row: Row, query: DealQuery): SQL | undefined {
  const keys = keysOfRow(row, query);
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

function fieldsOf(row: Row, sums: Record<"deals" | "payableSum" | "dueSum" | "looked", SQLWrapper>, { sort }: DealQuery) {
  const [one, other = sql`''`] = keysIn[sort](row);

  return {
    nextDueOn: sql<string | null>`${row.nextDueOn}`.as("next_due_on"),
    dueFen: sql<number | null>`${row.payableFen} - ${row.paidFen} - ${row.provisionalFen}`.as("due_fen"),
    one: sql<string | number>`${one}`.as("one"),
    other: sql<string>`${other}`.as("other"),
    deals: sql<number>`${sums.deals}`.as("deals"),
    payableSum: sql<number>`${sums.payableSum}`.as("payable_sum"),
    dueSum: sql<number>`${sums.dueSum}`.as("due_sum"),
    looked: sql<number>`${sums.looked}`.as("looked"),
  };
}
