import { and, eq, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { invalidField, Problem } from "../../http/problem";
import { people } from "../../people/schema";
import { editedPerson, keysOf, newPersonRow, openKeys, personRows } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import { addDays } from "../../time/business-day";
import type { LeadDetail } from "../contract";
import { mergeWrites } from "../merging/store";
import { asSeen, changeLead, leadBefore, nextColumns, refuseOthers, refuseUnless, updateLead } from "../one/changing";
import { detailOf, leadDetail } from "../one/store";
import { pickable } from "../owning/picking";
import { protectedFrom, reaching, reportClock, standingOf } from "../rules";
import { leadContacts, leadOwners, leads, leadTouches } from "../schema";
import { campaignFound, campaignOfLeads, type LeadCampaign, leadPath, type Reader, takesLeads } from "../store";
import type { Completion, Report } from "./contract";
import { alikeAtMost, hashesOf, matched, numberOf } from "./matching";

/**
 * Reports somebody as one's own (報備): who is free becomes theirs and the report's clock runs; who is another's is refused
 * in the same words whoever that is. One round trip to read the key, one in which all is found, guarded and written.
 *
 * @throws Problem `lead-yours` with its address, `lead-protected`, `picks-used-up`, `lead-cooling`, `lead-of-group`,
 * `campaign-not-open`, `invalid`
 */
export async function reportLead(agency: AgencyScope, campaignId: string, report: Report, reader: Reader): Promise<LeadDetail> {
  const { now } = agency.facts;
  const number = numberOf(report);
  const engagement = agency.from(engagements);
  const [wrapped, found, [named]] = await agency.read(
    keysOf(agency),
    campaignOfLeads(agency, campaignId),
    db
      .select({ id: engagement.id })
      .from(engagement)
      .where(and(eq(engagement.id, report.engagementId ?? ""), eq(engagement.campaignId, campaignId))),
  );
  const campaign = campaignFound(agency, found);
  if (report.engagementId !== undefined && !named) throw invalidField("/engagementId", "unknown");
  const keys = await openKeys(agency, wrapped);
  const known = await hashesOf(number, keys, wrapped.length ? wrapped.map((key) => key.number) : [keys.sealing.number]);
  const match = matched(agency, campaignId, known, report.name);
  const [leadId, personId, touchId] = [newId(now), newId(now), newId(now)];
  const clock = reportClock(campaign.rules, now);
  const person = await newPersonRow(personId, { name: report.name, ...(number.whole ? { phone: report.phone ?? "" } : {}) }, keys);
  const next = report.next ? await nextColumns(keys, leadId, keys.sealing.number, report.next) : null;
  const insertedOnce = sql`where not exists (select 1 from ${match.source})`;
  const values = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, sql`${value}`]));
  const wants = {
    ...(report.intent === undefined ? {} : { intent: report.intent }),
    ...(report.unitsWanted === undefined ? {} : { unitsWanted: report.unitsWanted }),
  };
  const typed = { name: report.name, ...(report.note === undefined ? {} : { remark: report.note }) };

  try {
    const rows = await agency.change({
      event: "lead.reported",
      entity: "campaign",
      entityId: campaignId,
      changes: [{ field: "source", to: report.source }, { field: "name" }, { field: number.whole ? "phone" : "maskedPhone" }],
      guards: [takesLeads(agency, campaignId), ...match.guards(), ...pickable(agency, campaign, match.id, reader, { ownedOnly: true })],
      writes: [
        ...keys.writes,
        // The stretch first: whether anybody had it before says whether this is a pick.
        agency.insertFrom(
          leadOwners,
          {
            ...values({
              id: newId(now),
              campaignId,
              ownerId: reader.id,
              day: campaign.today,
              at: now,
              byId: reader.id,
              byName: agency.actor.name,
            }),
            leadId: match.id,
            how: sql`iif(exists (select 1 from lead_owners o where o.agency_id = ${agency.id} and o.lead_id = ${match.id}), 'picked', 'reported')`,
          } as never,
          sql`where exists (select 1 from ${match.source})`,
        ),
        agency.update(
          leads,
          {
            ...clock,
            ...wants,
            ownerId: reader.id,
            groupId: null,
            state: sql`iif(state = 'lost', 'registered', state)` as never,
            lostBecause: null,
            engagementId: sql`coalesce(engagement_id, ${named?.id ?? null})`,
            ...(report.next ? { nextOn: report.next.on, nextKind: report.next.kind, nextNoteCipher: null } : {}),
            version: sql`version + 1`,
          },
          eq(leads.id, match.id),
        ),
        agency.insertFrom(people, { ...values({ ...person, createdAt: now }) } as never, insertedOnce),
        agency.insertFrom(
          leads,
          values({
            id: leadId,
            campaignId,
            personId,
            engagementId: named?.id ?? null,
            source: report.source,
            ...wants,
            ...(next ?? {}),
            keyNumber: keys.sealing.number,
            phoneHash: known.sealing.phoneHash,
            maskedHash: known.sealing.maskedHash,
            maskedPhoneCipher: number.whole ? null : await keys.sealing.seal(`leads/${leadId}/masked-phone`, number.masked ?? ""),
            ownerId: reader.id,
            reportedAt: clock.reportedAt,
            reportUntil: clock.reportUntil,
            keptUntil: keptUntil(campaign),
            createdBy: reader.id,
            createdAt: now,
          }) as never,
          insertedOnce,
        ),
        agency.insertFrom(
          leadOwners,
          values({
            id: newId(now),
            campaignId,
            leadId,
            ownerId: reader.id,
            how: "reported",
            day: campaign.today,
            at: now,
            byId: reader.id,
            byName: agency.actor.name,
          }) as never,
          sql`where exists (select 1 from leads l where l.agency_id = ${agency.id} and l.id = ${leadId})`,
        ),
        agency.insert(leadTouches, {
          id: touchId,
          campaignId,
          leadId: match.id,
          at: now,
          source: report.source,
          keyNumber: keys.sealing.number,
          answersCipher: await keys.sealing.seal(`lead_touches/${touchId}/answers`, JSON.stringify(typed)),
          byId: reader.id,
          byName: agency.actor.name,
        }),
      ],
      answer: leadDetail(agency, campaignId, match.ofTouch(touchId)),
      location: `${agency.address}/campaigns/${campaignId}/leads/${leadId}`,
      status: 201,
    });

    return await detailOf(rows, { agency, campaign, keys, reader });
  } catch (error) {
    if (!(error instanceof Problem && error.code === "lead-yours")) throw error;
    const [[own]] = await agency.read(db.select({ id: sql<string>`mine.id` }).from(sql`(select ${match.id} as id) mine`));
    throw new Problem("lead-yours", [], own ? { Location: leadPath(agency, campaignId, own.id) } : {});
  }
}

/**
 * Completes a masked report with the whole number. Where that is another lead's, it is merged into it if that is free or
 * one's own, and refused otherwise. Confirmed at once where its owner has reached them already.
 *
 * @throws Problem `not-your-lead`, `number-whole`, `lead-protected`, `stale`, `invalid` at `/phone`
 */
export async function completeLead(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  version: number,
  { phone: typed }: Completion,
  reader: Reader,
): Promise<LeadDetail> {
  const { now } = agency.facts;
  const lead = agency.from(leads, "this_one");
  const alike = agency.from(leads, "alike");
  const ends = sql`(select ${lead.maskedHash} from ${lead} where ${lead.id} = ${leadId})`;
  const person = sql`(select ${lead.personId} from ${lead} where ${lead.id} = ${leadId})`;
  const [before, [[whose], others]] = await Promise.all([
    leadBefore(agency, campaignId, leadId, reader),
    agency.read(
      personRows(agency, sql`${agency.from(people).id} = ${person}`),
      db
        .select({
          id: sql<string>`coalesce(${alike.mergedInto}, ${alike.id})`.as("alike_id"),
          phoneHash: alike.phoneHash,
          state: alike.state,
          ownerId: alike.ownerId,
          freeAt: sql<number | null>`${alike.freeAt}`.as("alike_free"),
          version: alike.version,
        })
        .from(alike)
        .where(and(eq(alike.campaignId, campaignId), sql`${alike.maskedHash} = ${ends}`, sql`${alike.phoneHash} is not null`))
        .limit(alikeAtMost),
    ),
  ]);
  refuseOthers(before);
  const { row, keys, campaign } = before;
  refuseUnless(row.phoneHash === null && row.maskedPhoneCipher !== null, "number-whole");
  const number = numberOf({ phone: typed });
  const key = await keys.of(row.keyNumber);
  if ((await key.hash("masked-phone", number.masked ?? "")) !== row.maskedHash) throw invalidField("/phone", "not-the-masked-number");
  const phoneHash = await key.hash("phone", number.whole ?? "");
  const other = others.find((candidate) => candidate.phoneHash === phoneHash);
  const changes = [{ field: "phone" }];
  if (other) {
    const isFree = other.state === "lost" || standingOf(other, reader.id, now) === "free";
    if (!isFree && other.ownerId !== row.ownerId) throw new Problem("lead-protected");

    return changeLead(before, {
      event: "lead.completed",
      changes,
      guards: [...asSeen(before, version), agency.at(leads, other.id, other.version)],
      writes: [
        ...mergeWrites(agency, campaign, { keptId: other.id, mergedId: row.id }),
        agency.update(leads, { state: sql`iif(state = 'lost', 'registered', state)` as never, lostBecause: null }, eq(leads.id, other.id)),
      ],
      answers: other.id,
    });
  }
  if (!whose) throw new Problem("not-found");
  const contact = agency.from(leadContacts, "reached_by");
  const hasReached = sql`exists (select 1 from ${contact} where ${contact.leadId} = ${row.id} and ${contact.at} >= ${row.reportedAt ?? 0}
    and ${contact.outcome} in (select value from json_each(${JSON.stringify(reaching)})))`;
  const confirms = sql`owner_id is not null and confirmed_at is null and ${hasReached}`;

  return changeLead(before, {
    event: "lead.completed",
    changes,
    guards: asSeen(before, version),
    writes: [
      agency.update(people, { ...(await editedPerson(whose, { phone: typed }, keys)), version: sql`version + 1` }, eq(people.id, whose.id)),
      updateLead(before, {
        phoneHash,
        maskedPhoneCipher: null,
        confirmedAt: sql`iif(${confirms}, cast(${now} as integer), confirmed_at)`,
        protectedUntil: sql`iif(${confirms}, cast(${protectedFrom(campaign.rules, now)} as integer), protected_until)`,
      }),
    ],
  });
}

/** Until when somebody's particulars are kept: so many days after the campaign, or after today where that is over. */
const keptUntil = ({ endsOn, today, rules }: LeadCampaign): string => addDays([endsOn, today].sort()[1] ?? today, rules.retentionDays);
