import { and, eq, lte, sql } from "drizzle-orm";
import { campaigns } from "../../campaigns/schema";
import { people } from "../../people/schema";
import { keysOf, openKeys } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { businessDay } from "../../time/business-day";
import { defaultLeadRules } from "../rules";
import { leadContacts, leadRules, leads } from "../schema";
import { leadColumns, leadShown, namesOf, type Reader } from "../store";
import type { LeadDay } from "./contract";

/** When the day's work is counted where it spans campaigns: homes are sold in one zone. */
const dayZone = "Asia/Shanghai";

/** Of a day's work so much is listed. */
const dueAtMost = 100;

/** What is due until today in all campaigns that somebody sees, and how many calls they have made today: one round trip. */
export async function dayOf(agency: AgencyScope, reader: Reader): Promise<LeadDay> {
  const { now } = agency.facts;
  const today = businessDay(now, dayZone);
  const lead = agency.from(leads);
  const person = agency.from(people);
  const campaign = agency.from(campaigns);
  const contact = agency.from(leadContacts);
  const rule = agency.from(leadRules);
  const walked = agency.from(leads, "due_lead");
  const isDue = (source: typeof leads) =>
    and(
      eq(source.ownerId, reader.id),
      lte(source.nextOn, today),
      sql`${source.nextOn} is not null and ${source.mergedInto} is null`,
      sql`+coalesce(${source.freeAt} > ${now}, 1)`,
    );
  const [wrapped, rows, [names], [calls], [set]] = await agency.read(
    keysOf(agency),
    db
      .select({
        ...leadColumns(lead, person),
        nextNoteCipher: lead.nextNoteCipher,
        campaignName: sql<string>`${campaign.name}`.as("campaign_name"),
      })
      .from(lead)
      .crossJoin(person)
      .crossJoin(campaign)
      .where(and(isDue(lead), eq(person.id, lead.personId), eq(campaign.id, lead.campaignId)))
      .orderBy(lead.nextOn, lead.id)
      .limit(dueAtMost + 1),
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
        .where(isDue(walked))
        .orderBy(walked.nextOn, walked.id)
        .limit(dueAtMost + 1)
        .as("walked"),
    ),
    db.select({ made: sql<number>`count(*)` }).from(
      db
        .select({ id: contact.id })
        .from(contact)
        .where(and(eq(contact.byId, reader.id), eq(contact.day, today), eq(contact.kind, "call")))
        .limit(callsAtMost)
        .as("called"),
    ),
    db
      .select({ calls: sql<number | null>`max(${rule.callsPerDay})` })
      .from(rule)
      .where(
        sql`${rule.campaignId} in (select ${campaign.id} from ${campaign} where ${campaign.status} = 'running' limit ${campaignsAtMost})`,
      ),
  );
  const keys = wrapped.length ? await openKeys(agency, wrapped) : null;
  const shown = { reader, now, today, keys, names: names ?? { owners: {}, accounts: {}, groups: {} } };

  return {
    today,
    calls: calls?.made ?? 0,
    callsPerDay: set?.calls ?? defaultLeadRules.callsPerDay,
    due: await Promise.all(
      rows.slice(0, dueAtMost).map(async (row) => ({
        ...(await leadShown(row, shown)),
        campaignId: row.campaignId,
        campaignName: row.campaignName,
        nextNote:
          row.nextNoteCipher === null || !keys
            ? null
            : await (await keys.of(row.keyNumber)).open(`leads/${row.id}/next-note`, row.nextNoteCipher),
      })),
    ),
    isCut: rows.length > dueAtMost,
  };
}

/** More calls than anybody makes in a day. */
const callsAtMost = 400;
const campaignsAtMost = 100;
