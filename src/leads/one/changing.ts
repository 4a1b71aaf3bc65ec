import { and, eq, type SQL, sql } from "drizzle-orm";
import type { FieldChange } from "../../audit/schema";
import { Problem, type ProblemCode } from "../../http/problem";
import { type Keys, keysOf, openKeys } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { hasRow, type RowsOfAll } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard, Write } from "../../tenancy/scope";
import type { LeadDetail, NextStep, ownedHows } from "../contract";
import { standingOf } from "../rules";
import { leadOwners, leads } from "../schema";
import { campaignFound, campaignOfLeads, type LeadCampaign, leadPath, type Reader, takesLeads } from "../store";
import { detailOf, leadDetail } from "./store";

type OneRow = RowsOfAll<ReturnType<typeof leadDetail>>[0][number];

/** What a change of one lead starts from. */
export interface Before {
  agency: AgencyScope;
  campaign: LeadCampaign;
  keys: Keys;
  reader: Reader;
  row: OneRow;
}

/**
 * A lead as a change finds it, in one round trip.
 *
 * @param beside read beside another, whose look for an earlier answer goes first: whether it was merged is asked afterwards
 * @throws Problem `not-found`, `lead-merged`
 */
export async function leadBefore(agency: AgencyScope, campaignId: string, leadId: string, reader: Reader, beside = false): Promise<Before> {
  const [wrapped, campaign, [row]] = await agency.read(
    keysOf(agency),
    campaignOfLeads(agency, campaignId),
    leadDetail(agency, campaignId, leadId)[0],
  );
  const found = campaignFound(agency, campaign);
  if (!row) throw new Problem("not-found");
  if (row.mergedInto !== null && !beside) throw new Problem("lead-merged");

  return { agency, campaign: found, keys: await openKeys(agency, wrapped), reader, row };
}

/** @throws Problem `not-your-lead` unless it is the caller's at this instant, or they assign */
export function refuseOthers({ agency, row, reader }: Before): void {
  if (!reader.assigns && standingOf(row, reader.id, agency.facts.now) !== "mine") throw new Problem("not-your-lead");
}

/** The same as a guard, of what is read where it is written. */
export function stillTheirs({ agency, row, reader }: Before): Guard[] {
  if (reader.assigns) return [];
  const lead = agency.from(leads, "still_theirs");
  const { now } = agency.facts;
  const isOwn = and(eq(lead.id, row.id), eq(lead.ownerId, reader.id), sql`(${lead.freeAt} is null or ${lead.freeAt} > ${now})`);

  return [{ code: "not-your-lead", holds: hasRow(lead, isOwn) }];
}

/** A guard that a lead has not been merged into another meanwhile. */
export function stillThere(agency: AgencyScope, leadId: string | SQL): Guard {
  const lead = agency.from(leads, "still_there");

  return { code: "lead-merged", holds: hasRow(lead, and(eq(lead.id, leadId), sql`${lead.mergedInto} is null`)) };
}

/** A guard that a lead stands where somebody saw it. */
export const asSeen = ({ agency, row }: Before, version: number): Guard[] => [agency.at(leads, row.id, version)];

interface Done {
  event: string;
  changes?: FieldChange[];
  guards: Guard[];
  writes: Write[];
  status?: number;
  /** Whose page is answered, where it is another's. */
  answers?: string;
}

/** Commits a change of one lead and reads its page back. Of what is personal only the field stands in the audit row. */
export async function changeLead(
  before: Before,
  { event, changes = [], guards, writes, status = 200, answers }: Done,
): Promise<LeadDetail> {
  const { agency, campaign, row } = before;
  const id = answers ?? row.id;
  const rows = await agency.change({
    event,
    entity: "lead",
    entityId: row.id,
    changes,
    guards: [takesLeads(agency, campaign.id), ...guards],
    writes,
    answer: leadDetail(agency, campaign.id, id),
    location: leadPath(agency, campaign.id, id),
    status,
  });

  return detailOf(rows, before);
}

/** A row of a lead changed, one version on. */
export function updateLead(
  before: Pick<Before, "agency" | "row">,
  set: Parameters<typeof before.agency.update<typeof leads>>[1],
  where?: SQL,
): Write {
  return before.agency.update(leads, { ...set, version: sql`version + 1` }, and(eq(leads.id, before.row.id), where));
}

/** A stretch of ownership that begins now; null: nobody's. */
export function stretch(
  agency: AgencyScope,
  campaign: LeadCampaign,
  told: { leadId: string | SQL; ownerId: string | SQL | null; how: (typeof ownedHows)[number] | SQL; reason?: string },
): Write {
  return agency.insert(leadOwners, {
    id: newId(agency.facts.now),
    campaignId: campaign.id,
    leadId: told.leadId,
    ownerId: told.ownerId,
    how: told.how as "assigned",
    reason: told.reason ?? null,
    day: campaign.today,
    at: agency.facts.now,
    byId: agency.actor.id,
    byName: agency.actor.name,
  });
}

/**
 * The columns of a next step, its note sealed under the key that the row's other sealed columns have.
 *
 * @param keyNumber of the lead's row
 */
export async function nextColumns(keys: Keys, leadId: string, keyNumber: number, next: NextStep | null) {
  if (next === null) return { nextOn: null, nextKind: null, nextNoteCipher: null };
  const key = await keys.of(keyNumber);

  return {
    nextOn: next.on,
    nextKind: next.kind,
    nextNoteCipher: next.note === undefined ? null : await key.seal(`leads/${leadId}/next-note`, next.note),
  };
}

export const refuseUnless = (holds: boolean, code: ProblemCode): void => {
  if (!holds) throw new Problem(code);
};
