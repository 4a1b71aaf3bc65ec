import { and, eq, type SQL, sql } from "drizzle-orm";
import { Problem } from "../../http/problem";
import { people } from "../../people/schema";
import { keysOf, openKeys } from "../../people/store";
import { earnestDeposits } from "../../selection/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import type { LeadDetail } from "../contract";
import { bookings } from "../forms/schema";
import { asSeen, changeLead, leadBefore, stillThere } from "../one/changing";
import { leadContacts, leadMerges, leadOwners, leads, leadTouches, leadVisits } from "../schema";
import { campaignFound, campaignOfLeads, type LeadCampaign, leadColumns, leadShown, namesOf, type Reader } from "../store";
import type { Lookalikes } from "./contract";

/** What goes over, each row under its own id. */
const movable = {
  touches: leadTouches,
  contacts: leadContacts,
  owners: leadOwners,
  bookings,
  deposits: earnestDeposits,
  visits: leadVisits,
};

/** What of the lead that is kept a merge may change: written down before and after, so that it can be undone. */
const kept = [
  "state",
  "lost_because",
  "intent",
  "units_wanted",
  "engagement_id",
  "owner_id",
  "group_id",
  "reported_at",
  "report_until",
  "confirmed_at",
  "protected_until",
  "visited_on",
  "visited_with",
  "contacts",
  "last_contact_at",
  "touches",
  "created_at",
] as const;
const columns = sql.raw(`json_array(${kept.join(", ")})`);
const rankOf = (of: string) =>
  `case ${of}.state when 'signed' then 5 when 'selected' then 4 when 'sincere' then 3 when 'contacted' then 2 when 'registered' then 1 else 0 end`;

/**
 * What merges one lead into another: its rows go over, the strongest state and the earliest day stand, the one that is kept
 * stays its owner's (or becomes the other's where it is free and the other is not), and what was merged before goes along.
 * The row that is merged stays as it was and says where it went, so that its number finds the other.
 */
export function mergeWrites(
  agency: AgencyScope,
  campaign: LeadCampaign,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Write[] {
  const { now } = agency.facts;
  const id = newId(now);
  const one = (source: typeof leads, leadId: string) => and(eq(source.id, leadId));
  const [stays, before] = [agency.from(leads, "stays"), agency.from(leads, "went_before")];
  const idsOf = (table: (typeof movable)[keyof typeof movable]) => {
    const row = agency.from(table as typeof leadTouches, "goes_over");

    return sql`(select json_group_array(${row.id}) from ${row} where ${row.leadId} = ${mergedId})`;
  };
  const parts = Object.entries(movable).map(([name, table]) => sql`${name}, json(${idsOf(table)})`);
  const moved = sql`json_object(${sql.join(parts, sql`, `)}, 'leads', json((select json_group_array(${before.id}) from ${before} where ${before.mergedInto} = ${mergedId})),
    'before', json((select ${columns} from ${stays} where ${one(stays, keptId)})))`;
  const other = (column: string) => sql`(select ${sql.raw(column)} from leads g where g.agency_id = ${agency.id} and g.id = ${mergedId})`;
  const isFree = (row: SQL) =>
    sql`coalesce((select g.free_at <= ${now} or g.state = 'lost' from leads g where g.agency_id = ${agency.id} and g.id = ${row}), 0)`;
  const takesOwner = sql`(${isFree(sql`${keptId}`)} and not ${isFree(sql`${mergedId}`)} and ${other("owner_id")} is not null)`;
  const strongest = sql`(select s.state from leads s where s.agency_id = ${agency.id} and s.id in (${keptId}, ${mergedId}) order by ${sql.raw(rankOf("s"))} desc, s.id = ${keptId} desc limit 1)`;

  return [
    agency.insert(leadMerges, {
      id,
      campaignId: campaign.id,
      keptId,
      mergedId,
      moved: moved as never,
      byId: agency.actor.id,
      byName: agency.actor.name,
      at: now,
    }),
    agency.update(
      leads,
      {
        ownerId: other("owner_id"),
        groupId: other("group_id"),
        reportedAt: other("reported_at"),
        reportUntil: other("report_until"),
        confirmedAt: other("confirmed_at"),
        protectedUntil: other("protected_until"),
      },
      and(eq(leads.id, keptId), takesOwner),
    ),
    agency.update(
      leads,
      {
        lostBecause: sql`iif(${strongest} = 'lost', coalesce(lost_because, ${other("lost_because")}), null)` as never,
        state: strongest as never,
        intent: sql`coalesce(intent, ${other("intent")})` as never,
        unitsWanted: sql`coalesce(units_wanted, ${other("units_wanted")})`,
        engagementId: sql`coalesce(engagement_id, ${other("engagement_id")})`,
        visitedWith: sql`iif(coalesce(${other("visited_on")}, '') > coalesce(visited_on, ''), ${other("visited_with")}, visited_with)`,
        visitedOn: sql`nullif(max(coalesce(visited_on, ''), coalesce(${other("visited_on")}, '')), '')`,
        contacts: sql`contacts + ${other("contacts")}`,
        touches: sql`touches + ${other("touches")}`,
        lastContactAt: sql`nullif(max(coalesce(last_contact_at, 0), coalesce(${other("last_contact_at")}, 0)), 0)`,
        createdAt: sql`min(created_at, ${other("created_at")})`,
        version: sql`version + 1`,
      },
      eq(leads.id, keptId),
    ),
    ...Object.values(movable).map((table) =>
      agency.update(table as typeof leadTouches, { leadId: keptId }, eq((table as typeof leadTouches).leadId, mergedId)),
    ),
    agency.update(leads, { mergedInto: keptId, version: sql`version + 1` }, eq(leads.id, mergedId)),
    agency.update(leads, { mergedInto: keptId, version: sql`version + 1` }, eq(leads.mergedInto, mergedId)),
    // What the one that is kept is now, read last: only from there can it be undone.
    agency.update(leadMerges, { moved: sql`json_set(moved, '$.after', json(${after(agency, keptId)}))` as never }, eq(leadMerges.id, id)),
  ];
}

function after(agency: AgencyScope, keptId: string): SQL {
  const lead = agency.from(leads, "after_it");

  return sql`(select ${columns} from ${lead} where ${lead.id} = ${keptId})`;
}

/**
 * Merges another lead into this one; a report whose number is not whole yet goes into the one whose is.
 *
 * @throws Problem `not-found`, `lead-merged`, `stale`
 */
export async function mergeLeads(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  version: number,
  { otherId, otherVersion }: { otherId: string; otherVersion: number },
  reader: Reader,
): Promise<LeadDetail> {
  const [one, other] = await Promise.all([
    leadBefore(agency, campaignId, leadId, reader),
    leadBefore(agency, campaignId, otherId, reader, true),
  ]);
  if (leadId === otherId || other.row.mergedInto !== null) throw new Problem("lead-merged");
  const staysHere = one.row.phoneHash !== null || other.row.phoneHash === null;
  const [keptId, mergedId] = staysHere ? [leadId, otherId] : [otherId, leadId];

  return changeLead(one, {
    event: "lead.merged",
    changes: [{ field: "mergedId", to: mergedId }],
    guards: [...asSeen(one, version), ...asSeen(other, otherVersion), stillThere(agency, leadId), stillThere(agency, otherId)],
    writes: mergeWrites(agency, one.campaign, { keptId, mergedId }),
    answers: keptId,
  });
}

/**
 * Takes a merge back: what went over returns, and the lead that was kept is what it was.
 *
 * @throws Problem `not-found`, `already-decided`, `merge-moved-on` when more has happened to the one that was kept
 */
export async function undoMerge(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  mergeId: string,
  reader: Reader,
): Promise<LeadDetail> {
  const merge = agency.from(leadMerges);
  const [before, [[found]]] = await Promise.all([
    leadBefore(agency, campaignId, leadId, reader),
    agency.read(
      db
        .select({ mergedId: merge.mergedId, undoneAt: merge.undoneAt })
        .from(merge)
        .where(and(eq(merge.id, mergeId), eq(merge.keptId, leadId))),
    ),
  ]);
  if (!found) throw new Problem("not-found");
  if (found.undoneAt !== null) throw new Problem("already-decided");
  const { now } = agency.facts;
  const this_ = agency.from(leadMerges, "this_merge");
  const moved = (path: string) => sql`(select ${this_.moved} ->> ${path} from ${this_} where ${this_.id} = ${mergeId})`;
  const idsOf = (name: string) => sql`(select value from json_each(${moved(`$.${name}`)}))`;
  const was = (at: number) =>
    sql`(select ${this_.moved} -> '$.before' ->> ${sql.raw(String(at))} from ${this_} where ${this_.id} = ${mergeId})` as never;
  const back = Object.fromEntries(kept.map((column, at) => [camel(column), was(at)]));

  return changeLead(before, {
    event: "lead.merge-undone",
    changes: [{ field: "mergedId", from: found.mergedId, to: null }],
    guards: [stillUndone(agency, mergeId), { code: "merge-moved-on", holds: sql`${after(agency, leadId)} = ${moved("$.after")}` }],
    writes: [
      ...Object.entries(movable).map(([name, table]) =>
        agency.update(table as typeof leadTouches, { leadId: found.mergedId }, sql`${(table as typeof leadTouches).id} in ${idsOf(name)}`),
      ),
      agency.update(leads, { mergedInto: null, version: sql`version + 1` }, eq(leads.id, found.mergedId)),
      agency.update(leads, { mergedInto: found.mergedId, version: sql`version + 1` }, sql`${leads.id} in ${idsOf("leads")}`),
      agency.update(leads, { ...back, version: sql`version + 1` }, eq(leads.id, leadId)),
      agency.update(leadMerges, { undoneAt: now, undoneBy: agency.actor.id }, eq(leadMerges.id, mergeId)),
    ],
  });
}

const camel = (column: string) => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function stillUndone(agency: AgencyScope, mergeId: string): Guard {
  const merge = agency.from(leadMerges, "standing_merge");

  return {
    code: "already-decided",
    holds: sql`exists (select 1 from ${merge} where ${merge.id} = ${mergeId} and ${merge.undoneAt} is null)`,
  };
}

/** Leads that may be the same person: those whose number has the same ends, who are called the same first. @throws Problem `not-found` */
export async function lookalikes(agency: AgencyScope, campaignId: string, leadId: string, reader: Reader): Promise<Lookalikes> {
  const self = agency.from(leads, "itself");
  const own = agency.from(people, "own_person");
  const lead = agency.from(leads);
  const person = agency.from(people);
  const ends = sql`(select ${self.maskedHash} from ${self} where ${self.id} = ${leadId})`;
  const name = sql`(select ${own.name} from ${self} cross join ${own} where ${self.id} = ${leadId} and ${own.id} = ${self.personId})`;
  const alike = (source: typeof leads) =>
    and(eq(source.campaignId, campaignId), eq(source.maskedHash, ends), sql`${source.id} <> ${leadId}`, sql`${source.mergedInto} is null`);
  const walked = agency.from(leads, "walked_lead");
  const [wrapped, campaign, [found], rows, [names]] = await agency.read(
    keysOf(agency),
    campaignOfLeads(agency, campaignId),
    db
      .select({ id: self.id })
      .from(self)
      .where(and(eq(self.id, leadId), eq(self.campaignId, campaignId))),
    db
      .select({ ...leadColumns(lead, person), isNamesake: sql<boolean>`${person.name} is ${name}`.mapWith(Boolean) })
      .from(lead)
      .crossJoin(person)
      .where(and(alike(lead), eq(person.id, lead.personId)))
      .limit(alikeAtMost),
    namesOf(
      agency,
      db
        .select({
          owner: sql`${walked.ownerId}`.as("owner_id"),
          engagement: sql`${walked.engagementId}`.as("engagement_id"),
          group: sql`${walked.groupId}`.as("group_id"),
          place: sql`${walked.id}`.as("place"),
        })
        .from(walked)
        .where(alike(walked))
        .limit(alikeAtMost)
        .as("walked"),
    ),
  );
  const { today } = campaignFound(agency, campaign);
  if (!found) throw new Problem("not-found");
  const shown = {
    reader,
    now: agency.facts.now,
    today,
    keys: await openKeys(agency, wrapped),
    names: names ?? { owners: {}, accounts: {}, groups: {} },
  };
  const items = await Promise.all(
    rows.map(async (row) => ({
      ...(await leadShown(row, shown)),
      alike: row.isNamesake ? ("number-and-name" as const) : ("number" as const),
    })),
  );

  return { items: items.toSorted((a, b) => Number(b.alike === "number-and-name") - Number(a.alike === "number-and-name")) };
}

const alikeAtMost = 20;
