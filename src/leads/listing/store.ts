import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { pageOf } from "../../http/page";
import { invalidField, Problem } from "../../http/problem";
import { people } from "../../people/schema";
import { keysOf, openKeys } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import type { LeadCounts, LeadPage, LeadQuery } from "../contract";
import { dayMs, isOtherChannel, isSincere } from "../rules";
import { leadCounts, leads, leadTouches } from "../schema";
import { campaignFound, campaignOfLeads, leadColumns, leadShown, namesOf, type Reader } from "../store";

/** What no index gives is looked for among so many at a time, in the order of the list; the next page goes on behind them. */
const lookedAtMost = 500;

/**
 * A page of a campaign's leads. One condition with its order walks an index of its own; what else is asked is looked for
 * along it.
 *
 * @throws Problem `not-found`; `invalid` at `?sort` for a pair that is not declared; `not-permitted` for another's leads
 */
export async function listLeads(
  agency: AgencyScope,
  campaignId: string,
  query: LeadQuery,
  reader: Reader,
): Promise<z.infer<typeof LeadPage>> {
  const asked = askedOf(query);
  if (asked.owner !== undefined && !["me", "none", reader.id].includes(asked.owner) && !reader.assigns) throw new Problem("not-permitted");
  const walk = walkOf(agency, campaignId, asked, reader);
  const [wrapped, campaign, rows, [names]] = await agency.read(
    keysOf(agency),
    campaignOfLeads(agency, campaignId),
    pageRows(agency, walk, query.limit),
    namesOf(agency, walkedRows(agency, walk, query.limit), walk.sort === "newest" ? "min" : "max"),
  );
  const { today } = campaignFound(agency, campaign);
  const keys = wrapped.length ? await openKeys(agency, wrapped) : null;
  const page = pageOf(rows, query.limit, ({ place }) => place);
  const shown = { reader, now: agency.facts.now, today, keys, names: names ?? { owners: {}, accounts: {}, groups: {} } };
  const isCut = walk.fits !== undefined && page.next === null && (names?.looked ?? 0) > lookedAtMost;

  return { items: await Promise.all(page.items.map((row) => leadShown(row, shown))), next: isCut ? (names?.last ?? null) : page.next };
}

type Asked = LeadQuery & { sort: "newest" | "next" | "free" };

/** @throws Problem `invalid` at `?sort` */
function askedOf(query: LeadQuery): Asked {
  const goesByFree = query.pool !== undefined || query.expiring !== undefined;
  const sort = query.sort ?? (goesByFree ? "free" : "newest");
  if (goesByFree && sort !== "free") throw invalidField("/query/sort", "not-together");
  if (query.form !== undefined && sort !== "newest") throw invalidField("/query/sort", "not-together");
  if (query.pool !== undefined && query.expiring !== undefined) throw invalidField("/query/expiring", "not-together");

  return { ...query, sort };
}

/** Which index a page is cut from, and what of the question it does not answer. */
interface Walk {
  sort: Asked["sort"];
  /** Of the touches of a form, newest first, in place of leads. */
  form?: string;
  where: (lead: typeof leads) => SQL | undefined;
  fits?: (lead: typeof leads) => SQL;
  after?: string;
}

type Condition = (lead: typeof leads) => SQL;

/** The conditions of a question, those that narrow most first; each has an index that goes by the newest. */
function conditionsOf(asked: Asked, reader: Reader): [name: string, holds: Condition][] {
  const owner = asked.owner === "me" ? reader.id : asked.owner;
  const listed: [string, Condition | undefined][] = [
    ["owner", owner === undefined ? undefined : (lead) => (owner === "none" ? sql`${lead.ownerId} is null` : eq(lead.ownerId, owner))],
    ["engagement", asked.engagement === undefined ? undefined : (lead) => eq(lead.engagementId, asked.engagement ?? "")],
    ["group", asked.group === undefined ? undefined : (lead) => eq(lead.groupId, asked.group ?? "")],
    ["state", asked.state === undefined ? undefined : (lead) => eq(lead.state, asked.state ?? "registered")],
    ["source", asked.source === undefined ? undefined : (lead) => eq(lead.source, asked.source ?? "other")],
    ["unvisited", asked.unvisited === undefined ? undefined : (lead) => sql`${lead.visitedOn} is null`],
  ];

  return listed.flatMap(([name, holds]) => (holds ? [[name, holds] as [string, Condition]] : []));
}

function walkOf(agency: AgencyScope, campaignId: string, asked: Asked, reader: Reader): Walk {
  const { now } = agency.facts;
  const conditions = conditionsOf(asked, reader);
  const leads_ = (lead: typeof leads) => sql`${lead.mergedInto} is null`;
  const here: Condition = (lead) => eq(lead.campaignId, campaignId);
  const fitting = (rest: Condition[]): Pick<Walk, "fits"> =>
    rest.length ? { fits: (lead) => and(...rest.map((holds) => holds(lead))) as SQL } : {};
  const others = (but: string) => conditions.filter(([name]) => name !== but).map(([, holds]) => holds);
  const shared = { sort: asked.sort, after: asked.after };

  if (asked.form !== undefined) return { ...shared, form: asked.form, where: () => undefined, ...fitting([here, ...others("")]) };
  if (asked.sort === "free") {
    const until = asked.expiring === undefined ? now : now + (Number(asked.expiring) / 24) * dayMs;
    const window: Condition = (lead) =>
      asked.pool === undefined && asked.expiring === undefined
        ? sql`${lead.freeAt} is not null`
        : sql`${lead.freeAt} > ${asked.pool === undefined ? now : -1} and ${lead.freeAt} <= ${until}`;

    return { ...shared, where: (lead) => and(here(lead), window(lead)), ...fitting(others("")) };
  }
  const [name, holds] = conditions.find(([named]) => asked.sort === "newest" || named === "owner") ?? [];
  if (asked.sort === "next") {
    const due: Condition = (lead) => sql`${lead.nextOn} is not null`;
    if (holds) return { ...shared, where: (lead) => and(holds(lead), due(lead), leads_(lead)), ...fitting([here, ...others("owner")]) };

    return { ...shared, where: (lead) => and(here(lead), due(lead), leads_(lead)), ...fitting(others("")) };
  }
  if (!holds || name === undefined) return { ...shared, where: (lead) => and(here(lead), leads_(lead)) };
  if (name === "group") return { ...shared, where: (lead) => and(holds(lead), leads_(lead)), ...fitting([here, ...others(name)]) };

  return { ...shared, where: (lead) => and(here(lead), holds(lead), leads_(lead)), ...fitting(others(name)) };
}

/** Where a row stands in its order, as text, and what the order goes by. */
const orders = {
  newest: { place: (lead: typeof leads) => sql`${lead.id}`, by: (lead: typeof leads) => [desc(lead.id)] },
  next: {
    place: (lead: typeof leads) => sql`${lead.nextOn} || '~' || ${lead.id}`,
    by: (lead: typeof leads) => [asc(lead.nextOn), asc(lead.id)],
  },
  free: {
    place: (lead: typeof leads) => sql`printf('%015d~%s', ${lead.freeAt}, ${lead.id})`,
    by: (lead: typeof leads) => [asc(lead.freeAt), asc(lead.id)],
  },
};

/** What stands behind the place that a page goes on from. */
function beyond(lead: typeof leads, { sort, after }: Walk): SQL | undefined {
  if (after === undefined) return undefined;
  const [one = "", id = ""] = after.split("~");
  if (sort === "newest") return sql`${lead.id} < ${after}`;
  if (sort === "next") return sql`${lead.nextOn} >= ${one} and (${lead.nextOn}, ${lead.id}) > (${one}, ${id})`;

  return sql`${lead.freeAt} >= ${Number(one) || 0} and (${lead.freeAt}, ${lead.id}) > (${Number(one) || 0}, ${id})`;
}

/** The rows along an index, as far as a page may look. */
function along(agency: AgencyScope, walk: Walk, limit: number) {
  if (walk.form !== undefined) return alongForm(agency, walk.form, walk);
  const lead = agency.from(leads, "along");
  const { place, by } = orders[walk.sort];

  return db
    .select({
      ...walkedColumns(lead),
      place: sql<string>`${place(lead)}`.as("place"),
      fits: sql`${walk.fits?.(lead) ?? sql`1`}`.as("fits"),
    })
    .from(lead)
    .where(and(walk.where(lead), beyond(lead, walk)))
    .orderBy(...by(lead))
    .limit(walk.fits ? lookedAtMost + 1 : limit + 1);
}

const walkedColumns = (lead: typeof leads) => ({
  leadId: sql<string>`${lead.id}`.as("lead_id"),
  owner: sql`${lead.ownerId}`.as("owner_id"),
  engagement: sql`${lead.engagementId}`.as("engagement_id"),
  group: sql`${lead.groupId}`.as("group_id"),
});

/** A form's touches, each lead at its latest of them. */
function alongForm(agency: AgencyScope, form: string, walk: Walk) {
  const touch = agency.from(leadTouches, "along_form");
  const later = agency.from(leadTouches, "later_touch");
  const lead = agency.from(leads, "along");
  const [one = "", id = ""] = walk.after?.split("~") ?? [];
  // Along the lead's touches, never along the form's: `+` keeps its index out.
  const isLatest = sql`not exists (select 1 from ${later} where ${later.leadId} = ${touch.leadId} and +${later.formId} = ${form} and (${later.at}, ${later.id}) > (${touch.at}, ${touch.id}))`;

  return db
    .select({
      ...walkedColumns(lead),
      place: sql<string>`printf('%015d~%s', ${touch.at}, ${touch.id})`.as("place"),
      fits: sql`${and(sql`${lead.mergedInto} is null`, isLatest, walk.fits?.(lead))}`.as("fits"),
    })
    .from(touch)
    .crossJoin(lead)
    .where(
      and(
        eq(touch.formId, form),
        eq(lead.id, touch.leadId),
        walk.after === undefined
          ? undefined
          : sql`${touch.at} <= ${Number(one) || 0} and (${touch.at}, ${touch.id}) < (${Number(one) || 0}, ${id})`,
      ),
    )
    .orderBy(desc(touch.at), desc(touch.id))
    .limit(lookedAtMost + 1);
}

/** The rows whose names a page shows: of what only fits in part, all that were looked at. */
const walkedRows = (agency: AgencyScope, walk: Walk, limit: number) => along(agency, walk, limit).as("walked");

/** The rows of a page: straight along an index, or those that fit of what was looked at. */
function pageRows(agency: AgencyScope, walk: Walk, limit: number) {
  const lead = agency.from(leads);
  const person = agency.from(people);
  if (walk.fits === undefined && walk.form === undefined) {
    const { place, by } = orders[walk.sort];

    return db
      .select({ ...leadColumns(lead, person), place: sql<string>`${place(lead)}`.as("place") })
      .from(lead)
      .crossJoin(person)
      .where(and(eq(person.id, lead.personId), walk.where(lead), beyond(lead, walk)))
      .orderBy(...by(lead))
      .limit(limit + 1);
  }
  const looked = along(agency, walk, limit).as("looked");
  const order = sql.raw(walk.sort === "newest" ? "desc" : "asc");
  const fitting = db
    .select({ id: sql<string>`${looked.leadId}`.as("fit_id"), place: sql<string>`${looked.place}`.as("fit_place") })
    .from(looked)
    .where(sql`${looked.fits}`)
    .orderBy(sql`${looked.place} ${order}`)
    .limit(limit + 1)
    .as("fitting");

  return db
    .select({ ...leadColumns(lead, person), place: sql<string>`${fitting.place}`.as("its_place") })
    .from(fitting)
    .crossJoin(lead)
    .crossJoin(person)
    .where(and(eq(lead.id, fitting.id), eq(person.id, lead.personId)))
    .orderBy(sql`${fitting.place} ${order}`);
}

/** As many as a heading says; beyond it says "as many or more". */
const countedAtMost = 100;

/** What stands over the list. @throws Problem `not-found` */
export async function countLeads(agency: AgencyScope, campaignId: string, reader: Reader): Promise<LeadCounts> {
  const { now } = agency.facts;
  const count = agency.from(leadCounts);
  const [campaign, rows, [expiring], [free]] = await agency.read(
    campaignOfLeads(agency, campaignId),
    db
      .select({ source: count.source, state: count.state, leads: count.leads })
      .from(count)
      .where(and(eq(count.campaignId, campaignId), sql`${count.leads} > 0`))
      .limit(leadCountsAtMost),
    countBetween(agency, campaignId, now, now + 2 * dayMs, reader.assigns ? undefined : reader.id),
    countBetween(agency, campaignId, -1, now),
  );
  campaignFound(agency, campaign);
  const sum = (of: (row: (typeof rows)[number]) => boolean) => rows.filter(of).reduce((all, row) => all + row.leads, 0);
  const otherChannels = sum(({ source }) => isOtherChannel(source));
  const sincereOfOthers = sum(({ source, state }) => isOtherChannel(source) && isSincere(state));

  return {
    bySource: rows,
    registered: sum(() => true),
    sincere: sum(({ state }) => isSincere(state)),
    otherChannels,
    sincereOfOthers,
    sincereBps: otherChannels === 0 ? null : Math.floor((sincereOfOthers * 10_000) / otherChannels),
    expiring: expiring?.leads ?? 0,
    free: free?.leads ?? 0,
  };
}

/** Eight sources in six states. */
const leadCountsAtMost = 48;

/** How many come free after one instant and until another; of one owner's among the first five hundred. */
function countBetween(agency: AgencyScope, campaignId: string, after: number, until: number, owner?: string) {
  const lead = agency.from(leads);
  const found = db
    .select({ owner: sql`${lead.ownerId}`.as("owner_id") })
    .from(lead)
    .where(and(eq(lead.campaignId, campaignId), sql`${lead.freeAt} > ${after} and ${lead.freeAt} <= ${until}`))
    .limit(owner === undefined ? countedAtMost : lookedAtMost)
    .as("between");

  return db
    .select({ leads: sql<number>`min(count(*), ${countedAtMost})` })
    .from(found)
    .where(owner === undefined ? undefined : sql`${found.owner} = ${owner}`);
}
