import { sql } from "drizzle-orm";
import { invalidField } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { newId } from "../../tenancy/ids";
import { businessDay } from "../../time/business-day";
import type { LeadDetail } from "../contract";
import { asSeen, changeLead, leadBefore, nextColumns, refuseOthers, stillTheirs, stillThere, updateLead } from "../one/changing";
import { protectedByVisit, protectedFrom, reaching, standingOf } from "../rules";
import { leadContacts, leadVisits } from "../schema";
import type { Reader } from "../store";
import type { NewContact, NextStepEdit } from "./contract";

/**
 * Records what was said and done, with what comes next. What reached them makes a registered lead contacted and confirms a
 * running report whose number is whole; who came to the site with its owner is protected from that day on. A visit that
 * another brought about waits for somebody else's yes, and changes nothing but the record until then.
 *
 * @throws Problem `not-your-lead`, `lead-merged`, `invalid` at `/at`
 */
export async function recordContact(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  { kind, outcome, at: told, note, next }: NewContact,
  reader: Reader,
): Promise<LeadDetail> {
  const { now } = agency.facts;
  const at = told === undefined ? now : Date.parse(told);
  if (at > now) throw invalidField("/at", "in-future");
  const before = await leadBefore(agency, campaignId, leadId, reader);
  const { row, campaign, keys } = before;
  const isMine = standingOf(row, reader.id, now) === "mine";
  const isBrought = kind === "site-visit" && !isMine;
  if (!isBrought) refuseOthers(before);
  const id = newId(now);
  const day = businessDay(at, campaign.zone);
  const hasReached = reaching.includes(outcome);
  const whole = sql`owner_id is not null and phone_hash is not null and (free_at is null or free_at > ${now})`;
  const confirms = sql`(${Number(hasReached && !isBrought)} and confirmed_at is null and ${whole})`;
  const from = sql`iif(${confirms}, cast(${protectedFrom(campaign.rules, now)} as integer), protected_until)`;
  const byVisit = protectedByVisit(campaign.rules, at);
  const isVisit = kind === "site-visit" && isMine;
  const protectedUntil = isVisit
    ? sql`iif(${confirms} or confirmed_at is not null, max(${from}, cast(${byVisit} as integer)), null)`
    : from;

  return changeLead(before, {
    event: isBrought ? "lead.visit-reported" : "lead.contacted",
    changes: [
      { field: "kind", to: kind },
      { field: "outcome", to: outcome },
    ],
    guards: [stillThere(agency, leadId), ...(isBrought ? [] : stillTheirs(before))],
    writes: [
      agency.insert(leadContacts, {
        id,
        campaignId,
        leadId,
        kind,
        outcome,
        day,
        at,
        keyNumber: keys.sealing.number,
        noteCipher: note === undefined ? null : await keys.sealing.seal(`lead_contacts/${id}/note`, note),
        byId: agency.actor.id,
        byName: agency.actor.name,
        createdAt: now,
      }),
      ...(isBrought
        ? [
            agency.insert(leadVisits, {
              id,
              campaignId,
              leadId,
              visitedOn: day,
              broughtBy: agency.actor.id,
              broughtByName: agency.actor.name,
            }),
          ]
        : []),
      updateLead(before, {
        contacts: sql`contacts + 1`,
        lastContactAt: sql`max(coalesce(last_contact_at, 0), cast(${at} as integer))`,
        ...(isBrought
          ? {}
          : {
              ...(hasReached ? { state: sql`iif(state = 'registered', 'contacted', state)` as never } : {}),
              ...(isVisit
                ? {
                    visitedWith: sql`iif(coalesce(visited_on, '') > ${day}, visited_with, ${reader.id})`,
                    visitedOn: sql`max(coalesce(visited_on, ''), ${day})`,
                  }
                : {}),
              confirmedAt: sql`iif(${confirms}, cast(${now} as integer), confirmed_at)`,
              protectedUntil,
              ...(next === undefined ? {} : await nextColumns(keys, leadId, row.keyNumber, next)),
            }),
      }),
    ],
    status: 201,
  });
}

/** Sets or clears what comes next. @throws Problem `not-your-lead`, `stale` */
export async function setNextStep(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  version: number,
  { next }: NextStepEdit,
  reader: Reader,
): Promise<LeadDetail> {
  const before = await leadBefore(agency, campaignId, leadId, reader);
  refuseOthers(before);

  return changeLead(before, {
    event: "lead.next-step-set",
    changes: [{ field: "nextOn", from: before.row.nextOn, to: next?.on ?? null }],
    guards: [...asSeen(before, version), ...stillTheirs(before)],
    writes: [updateLead(before, await nextColumns(before.keys, leadId, before.row.keyNumber, next))],
  });
}
