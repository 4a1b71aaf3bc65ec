import { and, asc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import type { Facts } from "../../http/facts";
import { type GoesWithPerson, type Holding, holding } from "../../people/holding/store";
import { people } from "../../people/schema";
import { erased } from "../../people/store";
import { leadPlaces } from "../../secrets/sealed";
import { earnestDeposits } from "../../selection/schema";
import { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import { type ShardName, shardNames } from "../../tenancy/shards";
import { SystemScope } from "../../tenancy/system";
import { earliestToday } from "../../time/business-day";
import { bookings } from "../forms/schema";
import { leadContacts, leads, leadTouches } from "../schema";

/**
 * The leads of one human being: those of the person, those that were merged into them, and the one that these were merged
 * into; each has a person of its own.
 */
function leadsOf({ id: agencyId }: AgencyScope, personId: string): SQL {
  return ofAlike(agencyId, personId, "id");
}

/** By keys alone, and gathered first: SQLite would otherwise walk through the agency to meet a list. */
function ofAlike(agencyId: string, personId: string, column: "id" | "person_id"): SQL {
  const own = sql`leads o cross join leads s on s.agency_id = ${agencyId} and s.id = coalesce(o.merged_into, o.id)`;
  const isTheirs = sql`o.agency_id = ${agencyId} and o.person_id = ${personId}`;
  const told = (of: "s" | "m") => sql.raw(`${of}.${column}`);

  return sql`(select value from json_each((select json_group_array(one) from (
    select ${told("s")} as one from ${own} where ${isTheirs}
    union select ${told("m")} from ${own} cross join leads m on m.agency_id = ${agencyId} and m.merged_into = s.id where ${isTheirs}))))`;
}

const ofTheirLeads = (row: { leadId: SQL | { name: string } }, personId: string, agency: AgencyScope) =>
  sql`${row.leadId} in ${leadsOf(agency, personId)}`;

/** What leads hold on a person: how they came, what they typed, what was noted, where they booked, what they paid in earnest. */
export const leadHoldings: readonly Holding[] = [
  holding("leads", leads, (row, personId, agency) => sql`${row.id} in ${leadsOf(agency, personId)}`, [
    ...(["source", "state", "lostBecause", "intent", "unitsWanted", "visitedOn", "lastContactAt"] as const),
    ...(["nextOn", "nextKind", "keptUntil", "createdAt"] as const),
  ]),
  {
    ...holding("touches", leadTouches, ofTheirLeads, ["id", "at", "source", "language", "receipt", "byName", "answersCipher", "keyNumber"]),
    sealed: { column: "answersCipher", place: leadPlaces.answers, isJson: true, as: "answers" },
  },
  {
    ...holding("lead-contacts", leadContacts, ofTheirLeads, ["id", "kind", "outcome", "day", "byName", "noteCipher", "keyNumber"]),
    sealed: { column: "noteCipher", place: leadPlaces.note, isJson: false, as: "note" },
  },
  holding("bookings", bookings, ofTheirLeads, ["state", "createdAt"], (row, agency) => ({
    startsAt: sql`(select s.starts_at from form_slots s where s.agency_id = ${agency.id} and s.id = ${row.slotId})`.mapWith((at) =>
      new Date(at as number).toISOString(),
    ),
  })),
  holding("earnest", earnestDeposits, ofTheirLeads, [
    ...(["amountFen", "paidOn", "documentNumber", "state", "documentId"] as const),
    ...(["refundedOn", "refundDocumentNumber", "refundDocumentId"] as const),
  ]),
];

/**
 * What goes with a person who registered: whatever they typed, whatever was noted of them, every hash by which they would be
 * known again, and the persons of leads that were merged with theirs. That there was a lead stays, for the figures.
 */
export const leadsGo: GoesWithPerson = (agency, personId) => {
  const theirs = leadsOf(agency, personId);
  const alike = ofAlike(agency.id, personId, "person_id");

  return [
    agency.update(leadTouches, { answersCipher: null }, sql`${leadTouches.leadId} in ${theirs}`),
    agency.update(leadContacts, { noteCipher: null }, sql`${leadContacts.leadId} in ${theirs}`),
    agency.update(
      people,
      erased(agency.facts.now),
      and(sql`${people.id} in ${alike}`, sql`${people.id} <> ${personId}`, sql`${people.erasedAt} is null`),
    ),
    agency.update(
      leads,
      {
        phoneHash: null,
        maskedHash: null,
        projectHash: null,
        maskedPhoneCipher: null,
        nextNoteCipher: null,
        version: sql`version + 1`,
      },
      sql`${leads.id} in ${theirs}`,
    ),
  ];
};

/** Persons that one look finds, and how often one run of the job looks; the next goes on. */
const personsAtOnce = 50;
const looksAtMost = 10;

/**
 * Erases whoever registered and did not buy, once the last day has passed on which their campaign keeps them (in every zone
 * on earth; they are shown to nobody from that day on). Who is known by more than that is only forgotten as a lead.
 *
 * @param goes what goes with a person, their own row included
 */
export async function forgetLeads(facts: Facts, goes: GoesWithPerson): Promise<void> {
  await Promise.all(shardNames.map((shard) => forgetOn(facts, shard, goes)));
}

async function forgetOn(facts: Facts, shard: ShardName, goes: GoesWithPerson): Promise<void> {
  const job = new SystemScope(facts, "retention", shard);
  const lead = job.from(leads);
  for (let looks = 0; looks < looksAtMost; looks += 1) {
    const [found] = await job.run(
      db
        .select({ agencyId: lead.agencyId, id: lead.id, personId: lead.personId })
        .from(lead)
        .where(and(lt(lead.keptUntil, earliestToday(facts.now)), doesNotBuy(lead), isRemembered(lead)))
        .orderBy(asc(lead.keptUntil), asc(lead.agencyId), asc(lead.id))
        .limit(personsAtOnce),
    );
    for (const { agencyId, id, personId } of found) await forget(facts, shard, { agencyId, id, personId }, goes);
    if (found.length < personsAtOnce) return;
  }
}

/** In the words of the index. */
const doesNotBuy = (lead: typeof leads) => sql`${lead.state} not in ('selected', 'signed')`;

/** Something by which the lead's person would be known again is still there. */
const isRemembered = (lead: typeof leads) => or(sql`${lead.phoneHash} is not null`, sql`${lead.maskedHash} is not null`);

interface Expired {
  agencyId: string;
  id: string;
  personId: string;
}

async function forget(facts: Facts, shard: ShardName, { agencyId, id, personId }: Expired, goes: GoesWithPerson): Promise<void> {
  const agency = new AgencyScope(facts, { id: "system", name: "團拓", side: "system" }, agencyId, shard, "all", []);
  const lead = agency.from(leads, "expired_lead");
  const isOver = and(eq(lead.id, id), lt(lead.keptUntil, earliestToday(facts.now)), doesNotBuy(lead));
  try {
    const [[known]] = await agency.read(
      db
        .select({ elsewhere: isKnownElsewhere(agency, personId) })
        .from(lead)
        .where(eq(lead.id, id)),
    );
    const elsewhere = Boolean(known?.elsewhere);
    await agency.change({
      event: elsewhere ? "lead.expired" : "person.expired",
      entity: elsewhere ? "lead" : "person",
      entityId: elsewhere ? id : personId,
      guards: [
        { code: "conflict", holds: hasRow(lead, isOver) },
        { code: "conflict", holds: sql`${isKnownElsewhere(agency, personId)} = ${Number(elsewhere)}` },
      ],
      writes: elsewhere ? leadsGo(agency, personId) : goes(agency, personId),
      location: null,
      status: 204,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.name : "unknown";
    console.error(JSON.stringify({ level: "error", event: "lead.unforgotten", lead: id, reason }));
  }
}

/** Tables and columns by which somebody is known to the agency as more than one who registered. */
export const knownBy = [
  ["contacts", "person_id"],
  ["parties", "person_id"],
  ["first_visits", "person_id"],
  ["recognitions", "person_id"],
  ["key_person_corrections", "person_id"],
  ["key_person_corrections", "was_person_id"],
  ["referrals", "person_id"],
  ["referrals", "referrer_id"],
  ["benefits", "person_id"],
  ["declared_demands", "person_id"],
  ["claims", "person_id"],
  ["recipients", "person_id"],
  ["reward_entries", "person_id"],
] as const;

const isKnownElsewhere = (agency: AgencyScope, personId: string): SQL<number> =>
  sql<number>`(${sql.join(
    knownBy.map(
      ([table, column]) =>
        sql`exists (select 1 from ${sql.identifier(table)} where agency_id = ${agency.id} and ${sql.identifier(column)} = ${personId})`,
    ),
    sql` or `,
  )})`;
