import { type SQL, sql } from "drizzle-orm";
import { groupMembers } from "../../organisations/schema";
import type { AgencyScope } from "../../tenancy/agency";
import type { Guard } from "../../tenancy/scope";
import { dayMs } from "../rules";
import { leadOwners, leads } from "../schema";
import type { LeadCampaign, Reader } from "../store";

/**
 * Guards of who takes a lead out of the pool: so many a day, not again too soon, and not one that waits for another group.
 *
 * @param ownedOnly it is a pick only if somebody had it before
 */
export function pickable(
  agency: AgencyScope,
  { id: campaignId, today, rules }: LeadCampaign,
  leadId: string | SQL,
  reader: Reader,
  { ownedOnly = false } = {},
): Guard[] {
  const { now } = agency.facts;
  const picked = agency.from(leadOwners, "picked_today");
  const before = agency.from(leadOwners, "had_before");
  const mine = agency.from(leadOwners, "mine_before");
  const ended = agency.from(leadOwners, "ended_by");
  const lead = agency.from(leads, "to_pick");
  const member = agency.from(groupMembers, "picking");
  const picks = sql`(select count(*) from ${picked} where ${picked.ownerId} = ${reader.id} and ${picked.day} = ${today} and ${picked.how} = 'picked' and ${picked.campaignId} = ${campaignId})`;
  const isPick = ownedOnly ? sql`exists (select 1 from ${before} where ${before.leadId} = ${leadId})` : sql`1`;
  const until = sql`coalesce((select min(${ended.at}) from ${ended} where ${ended.leadId} = ${mine.leadId} and ${ended.id} > ${mine.id}),
    (select ${lead.freeAt} from ${lead} where ${lead.id} = ${mine.leadId}), 0)`;
  const isCooling = sql`exists (select 1 from ${mine} where ${mine.leadId} = ${leadId} and ${mine.ownerId} = ${reader.id} and ${until} > ${now - rules.coolDownDays * dayMs})`;
  const isClosed = sql`exists (select 1 from ${lead} where ${lead.id} = ${leadId} and ${lead.groupId} is not null
    and not exists (select 1 from ${member} where ${member.userId} = ${reader.id} and ${member.groupId} = ${lead.groupId}))`;

  return [
    ...(reader.assigns ? [] : [{ code: "lead-of-group" as const, holds: sql`not ${isClosed}` }]),
    { code: "lead-cooling", holds: sql`not ${isCooling}` },
    { code: "picks-used-up", holds: sql`not ${isPick} or ${picks} < ${rules.picksPerDay}` },
  ];
}
