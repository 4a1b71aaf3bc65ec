import { and, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { engagements } from "../accounts/engagements/schema";
import { accounts } from "../accounts/schema";
import { campaigns } from "../campaigns/schema";
import { Problem } from "../http/problem";
import { groups, staff } from "../organisations/schema";
import { maskedName } from "../people/masking";
import { maskedPhone } from "../people/rules";
import { people } from "../people/schema";
import type { Keys } from "../people/store";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow, type RowsOf } from "../tenancy/database";
import { type AgencyPermission, agencyPermissions } from "../tenancy/roles";
import type { Guard } from "../tenancy/scope";
import { businessDay } from "../time/business-day";
import { instant, instantOrNull } from "../time/instant";
import type { Lead } from "./contract";
import { defaultLeadRules, type LeadRules, standingOf } from "./rules";
import { leadRules, leads } from "./schema";

/** Who asks: whether they say whose a lead is, and whether they compete for it. */
export interface Reader {
  id: string;
  assigns: boolean;
  reports: boolean;
}

/** What a role may of leads, from the caller's permissions. */
export const readerOf = (id: string, may: (permission: AgencyPermission) => boolean): Reader => ({
  id,
  assigns: may("lead:assign"),
  reports: may("lead:report"),
});

/** What is read of a lead to show it in a list; names of others than the person are read beside (`namesOf`). */
export function leadColumns(lead: typeof leads, person: typeof people) {
  return {
    id: lead.id,
    campaignId: lead.campaignId,
    personId: lead.personId,
    source: lead.source,
    engagementId: lead.engagementId,
    state: lead.state,
    lostBecause: lead.lostBecause,
    intent: lead.intent,
    unitsWanted: lead.unitsWanted,
    keyNumber: lead.keyNumber,
    maskedPhoneCipher: lead.maskedPhoneCipher,
    ownerId: lead.ownerId,
    groupId: lead.groupId,
    reportedAt: lead.reportedAt,
    reportUntil: lead.reportUntil,
    confirmedAt: lead.confirmedAt,
    protectedUntil: lead.protectedUntil,
    visitedOn: lead.visitedOn,
    freeAt: sql<number | null>`${lead.freeAt}`.as("free_at_of_lead"),
    contacts: lead.contacts,
    lastContactAt: lead.lastContactAt,
    nextOn: lead.nextOn,
    nextKind: lead.nextKind,
    touches: lead.touches,
    keptUntil: lead.keptUntil,
    createdAt: lead.createdAt,
    version: lead.version,
    name: person.name,
    phoneCipher: person.phoneCipher,
    personKey: sql<number>`${person.keyNumber}`.as("person_key"),
    erasedAt: person.erasedAt,
  };
}

/** Leads with their persons; a lead is looked up before its person. */
export function leadRows(agency: AgencyScope) {
  const lead = agency.from(leads);
  const person = agency.from(people);
  const query = db.select(leadColumns(lead, person)).from(lead).crossJoin(person);

  return { lead, person, joined: eq(person.id, lead.personId), query: query.$dynamic() };
}

export type LeadRow = RowsOf<ReturnType<typeof leadRows>["query"]>[number];

export interface Names {
  owners: Record<string, string>;
  accounts: Record<string, string>;
  groups: Record<string, string>;
}

/**
 * The names that rows show, each once, and how many rows were looked at up to which place.
 *
 * @param walked a source with `owner_id`, `engagement_id`, `group_id` and `place`
 * @param lastOf `min` where the place falls, else `max`
 */
export function namesOf(agency: AgencyScope, walked: SQLWrapper, lastOf: "min" | "max" = "min") {
  const [owner, engagement, account, group] = [
    agency.from(staff, "named_owner"),
    agency.from(engagements, "named_engagement"),
    agency.from(accounts, "named_account"),
    agency.from(groups, "named_group"),
  ];
  const distinct = (column: string) => sql.raw(`json_group_array(distinct ${column}) filter (where ${column} is not null)`);
  const found = sql`(select ${distinct("owner_id")} as owners, ${distinct("engagement_id")} as engagements, ${distinct("group_id")} as teams,
    count(*) as looked, ${sql.raw(lastOf)}(place) as last from ${walked}) found`;
  const named = (from: SQL) => sql`(select json_group_object(id, name) from (${from}))`.mapWith(JSON.parse) as SQL<Record<string, string>>;

  return db
    .select({
      owners: named(
        sql`select ${owner.id} as id, ${owner.name} as name from json_each(found.owners) v cross join ${owner} where ${owner.id} = v.value`,
      ),
      accounts: named(
        sql`select ${engagement.id} as id, ${account.name} as name from json_each(found.engagements) v cross join ${engagement} cross join ${account} where ${engagement.id} = v.value and ${account.id} = ${engagement.accountId}`,
      ),
      groups: named(
        sql`select ${group.id} as id, ${group.name} as name from json_each(found.teams) v cross join ${group} where ${group.id} = v.value`,
      ),
      looked: sql<number>`found.looked`,
      last: sql<string | null>`found.last`,
    })
    .from(found);
}

/** A lead's names, to be read beside it. */
export function namesOfOne(agency: AgencyScope, where: (lead: typeof leads) => SQL | undefined) {
  const lead = agency.from(leads, "named_lead");
  const walked = db
    .select({
      owner: sql`${lead.ownerId}`.as("owner_id"),
      engagement: sql`${lead.engagementId}`.as("engagement_id"),
      group: sql`${lead.groupId}`.as("group_id"),
      place: sql`${lead.id}`.as("place"),
    })
    .from(lead)
    .where(where(lead))
    .limit(namedAtMost)
    .as("walked");

  return namesOf(agency, walked);
}

const namedAtMost = 200;

/** What a list needs to know of its campaign: its zone, and how it treats its leads. */
export function campaignOfLeads(agency: AgencyScope, campaignId: string) {
  const campaign = agency.from(campaigns);
  const rule = agency.from(leadRules);

  return db
    .select({
      id: campaign.id,
      zone: campaign.zone,
      status: campaign.status,
      endsOn: campaign.endsOn,
      reportHours: rule.reportHours,
      protectDays: rule.protectDays,
      visitDays: rule.visitDays,
      visitWins: rule.visitWins,
      picksPerDay: rule.picksPerDay,
      coolDownDays: rule.coolDownDays,
      callsPerDay: rule.callsPerDay,
      retentionDays: rule.retentionDays,
      rulesVersion: sql<number | null>`${rule.version}`.as("rules_version"),
    })
    .from(campaign)
    .leftJoin(rule, eq(rule.campaignId, campaign.id))
    .where(eq(campaign.id, campaignId));
}

export interface LeadCampaign {
  id: string;
  /** Today in its zone. */
  today: string;
  zone: string;
  endsOn: string;
  rules: LeadRules;
  rulesVersion: number;
}

/** @throws Problem `not-found` for a campaign that is not there, or not this caller's to see */
export function campaignFound(agency: AgencyScope, [row]: RowsOf<ReturnType<typeof campaignOfLeads>>): LeadCampaign {
  if (!row) throw new Problem("not-found");
  const { id, zone, endsOn, status: _, rulesVersion, ...set } = row;

  return {
    id,
    zone,
    endsOn,
    today: businessDay(agency.facts.now, zone),
    rules: rulesVersion === null ? defaultLeadRules : (set as LeadRules),
    rulesVersion: rulesVersion ?? 0,
  };
}

/** What showing rows asks for besides them. */
export interface Shown {
  reader: Reader;
  now: number;
  /** Today in the campaign's zone. */
  today: string;
  keys: Keys | null;
  names: Names;
}

/** Erased, or past the last day on which particulars are kept; who buys is kept. */
export const isGone = ({ erasedAt, keptUntil, state }: Pick<LeadRow, "erasedAt" | "keptUntil" | "state">, today: string): boolean =>
  erasedAt !== null || (keptUntil < today && state !== "selected" && state !== "signed");

/** Whether somebody is told what was typed and noted of a lead, and whose it is. */
export const seesAll = (row: Pick<LeadRow, "state" | "ownerId" | "freeAt">, reader: Reader, now: number): boolean =>
  reader.assigns || standingOf(row, reader.id, now) === "mine";

/** A row as a list shows it. The number is opened here and nowhere kept. */
export async function leadShown(row: LeadRow, { reader, now, today, keys, names }: Shown): Promise<Lead> {
  const gone = isGone(row, today);
  const standing = standingOf(row, reader.id, now);
  const isTold = standing !== "free" && seesAll(row, reader, now);
  const ownerId = isTold ? row.ownerId : null;

  return {
    id: row.id,
    personId: row.personId,
    nameMasked: gone || row.name === null ? null : maskedName(row.name),
    phoneMasked: gone || !keys ? null : await phoneMaskedOf(row, keys),
    isNumberMasked: row.maskedPhoneCipher !== null,
    isGone: gone,
    source: row.source,
    engagementId: row.engagementId,
    accountName: row.engagementId === null ? null : (names.accounts[row.engagementId] ?? null),
    state: row.state,
    lostBecause: row.lostBecause,
    standing,
    ownerId,
    ownerName: ownerId === null ? null : (names.owners[ownerId] ?? null),
    groupId: row.groupId,
    groupName: row.groupId === null ? null : (names.groups[row.groupId] ?? null),
    clocks: {
      reportedAt: instantOrNull(row.reportedAt),
      reportUntil: instantOrNull(row.reportUntil),
      confirmedAt: instantOrNull(row.confirmedAt),
      protectedUntil: instantOrNull(row.protectedUntil),
      visitedOn: row.visitedOn,
      freeAt: instantOrNull(row.freeAt),
    },
    next: row.nextOn !== null && row.nextKind !== null ? { on: row.nextOn, kind: row.nextKind } : null,
    intent: row.intent,
    unitsWanted: row.unitsWanted,
    touches: row.touches,
    contacts: row.contacts,
    lastContactAt: instantOrNull(row.lastContactAt),
    createdAt: instant(row.createdAt),
    version: row.version,
  };
}

/** The ends of the number: of the person's own, else of what was reported masked. */
export async function phoneMaskedOf(
  row: Pick<LeadRow, "id" | "personId" | "phoneCipher" | "personKey" | "maskedPhoneCipher" | "keyNumber">,
  keys: Keys,
): Promise<string | null> {
  if (row.phoneCipher !== null) {
    const key = await keys.of(row.personKey);

    return maskedPhone(await key.open(`people/${row.personId}/phone`, row.phoneCipher));
  }
  if (row.maskedPhoneCipher === null) return null;

  return (await keys.of(row.keyNumber)).open(`leads/${row.id}/masked-phone`, row.maskedPhoneCipher);
}

/** A guard that a campaign takes leads: it is not archived. */
export function takesLeads(agency: AgencyScope, campaignId: string): Guard {
  const campaign = agency.from(campaigns, "taking");

  return { code: "campaign-not-open", holds: hasRow(campaign, and(eq(campaign.id, campaignId), sql`${campaign.status} <> 'archived'`)) };
}

/** Roles that may own leads: who is dealt them in turn. */
export const reportingRoles: readonly string[] = agencyPermissions["lead:report"];

export const leadPath = (agency: AgencyScope, campaignId: string, leadId: string) =>
  `${agency.address}/campaigns/${campaignId}/leads/${leadId}`;
