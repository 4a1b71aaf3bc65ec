import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { invalidField } from "../../http/problem";
import { phoneOf } from "../../people/rules";
import { people } from "../../people/schema";
import { keysOf, openKeys } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import type { Lead, LeadSearch } from "../contract";
import { gramsSearched, standingOf } from "../rules";
import { leadGramCounts, leadGrams, leads, leadTouches } from "../schema";
import { campaignFound, campaignOfLeads, isGone, leadColumns, leadShown, namesOf, namesOfOne, type Reader } from "../store";

/**
 * Of so many that have the rarest pair of letters the names are read, the newest first. Of each there are read at most the
 * pair, the lead, its person, and of a merged one those of the lead that was kept: all in all five hundred rows.
 */
const namesReadAtMost = 80;
const foundAtMost = 50;

/**
 * Leads of a campaign by a name, a whole phone or the code of a receipt, the newest first.
 *
 * Who competes for leads finds by a phone only their own and what is free: a search is no check without a limit.
 *
 * @throws Problem `not-found`, `invalid` at `/phone`
 */
export async function searchLeads(
  agency: AgencyScope,
  campaignId: string,
  { name, phone: typed, receipt }: LeadSearch,
  reader: Reader,
): Promise<{ items: Lead[]; isCut: boolean }> {
  const phone = typed === undefined ? null : phoneOf(typed);
  if (typed !== undefined && phone === null) throw invalidField("/phone", "wrong-format");
  const nothing = sql`(select null as id where 0) candidate`;
  const byWord = name !== undefined ? named(agency, campaignId, name) : receipt !== undefined ? receipted(agency, receipt) : nothing;
  const [wrapped, campaign, rowsByWord, [looked]] = await agency.read(
    keysOf(agency),
    campaignOfLeads(agency, campaignId),
    foundRows(agency, campaignId, byWord, name),
    rarestOf(agency, campaignId, name ?? ""),
  );
  const { today } = campaignFound(agency, campaign);
  if (!wrapped.length) return { items: [], isCut: false };
  const keys = await openKeys(agency, wrapped);
  const hashes = phone === null ? [] : await Promise.all(wrapped.map(async ({ number }) => (await keys.of(number)).hash("phone", phone)));
  const standing = rowsByWord.filter((row) => !isGone(row, today)).slice(0, foundAtMost);
  const byPhone = numbered(agency, campaignId, hashes);
  const [rowsByPhone, [names]] = await agency.read(
    foundRows(agency, campaignId, byPhone, undefined),
    phone === null ? namesOf(agency, shownBy(standing)) : namesOfOne(agency, (lead) => sql`${lead.id} in (select id from ${byPhone})`),
  );
  const { now } = agency.facts;
  const competes = phone !== null && reader.reports && !reader.assigns;
  const found = new Map([...rowsByWord, ...rowsByPhone].map((row) => [row.id, row]));
  const told = [...found.values()].filter(
    (row) => !isGone(row, today) && (!competes || ["mine", "free"].includes(standingOf(row, reader.id, now))),
  );
  const shown = { reader, now, today, keys, names: names ?? { owners: {}, accounts: {}, groups: {} } };

  return {
    items: await Promise.all(told.slice(0, foundAtMost).map((row) => leadShown(row, shown))),
    isCut: (looked?.many ?? 0) > namesReadAtMost || told.length > foundAtMost,
  };
}

/** What names rows show that were read already. */
function shownBy(rows: readonly { ownerId: string | null; engagementId: string | null; groupId: string | null }[]): SQL {
  const shown = JSON.stringify(rows.map(({ ownerId, engagementId, groupId }) => [ownerId, engagementId, groupId]));

  return sql`(select value ->> 0 as owner_id, value ->> 1 as engagement_id, value ->> 2 as group_id, null as place from json_each(${shown}))`;
}

/** By every key of the agency that is still there: a number is found while a key is being turned. */
function numbered(agency: AgencyScope, campaignId: string, hashes: string[]): SQL {
  const lead = agency.from(leads, "by_phone");
  const has = hashes.length ? inArray(lead.phoneHash, hashes) : sql`0`;

  return sql`(select coalesce(${lead.mergedInto}, ${lead.id}) as id from ${lead} where ${lead.campaignId} = ${campaignId} and ${has} limit ${foundAtMost}) candidate`;
}

function receipted(agency: AgencyScope, receipt: string): SQL {
  const touch = agency.from(leadTouches, "by_receipt");

  return sql`(select ${touch.leadId} as id from ${touch} where ${touch.receipt} = ${receipt.toUpperCase().replaceAll(/\s/g, "")} limit 1) candidate`;
}

/** The pair of letters of a name that the fewest leads have, and how many have it. */
function rarestOf(agency: AgencyScope, campaignId: string, name: string) {
  const count = agency.from(leadGramCounts, "rarest");
  const grams = sql`(select value from json_each(${JSON.stringify(gramsSearched(name))}))`;

  return db
    .select({ gram: count.gram, many: count.leads })
    .from(count)
    .where(and(eq(count.campaignId, campaignId), sql`${count.gram} in ${grams}`))
    .orderBy(asc(count.leads), asc(count.gram))
    .limit(1);
}

/** Leads that have the rarest pair of letters of a name. */
function named(agency: AgencyScope, campaignId: string, name: string): SQL {
  const gram = agency.from(leadGrams, "sharing");
  const rarest = sql`(select gram from (${rarestOf(agency, campaignId, name)}))`;

  return sql`(${db
    .select({ id: sql`${gram.leadId}`.as("id") })
    .from(gram)
    .where(and(eq(gram.campaignId, campaignId), eq(gram.gram, rarest)))
    .orderBy(desc(gram.leadId))
    .limit(namesReadAtMost + 1)}) candidate`;
}

/** Those of the candidates that are so called, each as the lead that it was merged into. */
function foundRows(agency: AgencyScope, campaignId: string, candidate: SQL, name: string | undefined) {
  const found = agency.from(leads, "found_lead");
  const called = agency.from(people, "called");
  const lead = agency.from(leads);
  const person = agency.from(people);

  return db
    .select(leadColumns(lead, person))
    .from(candidate)
    .crossJoin(found)
    .crossJoin(called)
    .crossJoin(lead)
    .crossJoin(person)
    .where(
      and(
        sql`${found.id} = candidate.id`,
        eq(found.campaignId, campaignId),
        eq(called.id, found.personId),
        name === undefined ? undefined : sql`instr(lower(${called.name}), ${name.toLowerCase()}) > 0`,
        sql`${lead.id} = coalesce(${found.mergedInto}, ${found.id})`,
        eq(person.id, lead.personId),
      ),
    )
    .limit(namesReadAtMost);
}
