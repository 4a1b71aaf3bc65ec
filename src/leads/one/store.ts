import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { Problem } from "../../http/problem";
import { staff } from "../../organisations/schema";
import { maskedName } from "../../people/masking";
import { people } from "../../people/schema";
import { type Keys, keysOf, openKeys, personColumns, personShown } from "../../people/store";
import { earnestDeposits } from "../../selection/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, type RowsOfAll } from "../../tenancy/database";
import { instant, instantOrNull } from "../../time/instant";
import type { LeadDetail, Touch } from "../contract";
import { bookings, formSlots, forms } from "../forms/schema";
import { leadContacts, leadMerges, leadOwners, leads, leadTouches, leadVisits } from "../schema";
import { campaignFound, campaignOfLeads, type LeadCampaign, leadColumns, leadShown, namesOfOne, type Reader, seesAll } from "../store";

/** Of each list on a lead's page; nobody has come, called or been called more often. */
const listedAtMost = 100;

/** One lead with all that happened, in one round trip. @throws Problem `not-found` */
export async function readLead(agency: AgencyScope, campaignId: string, leadId: string, reader: Reader): Promise<LeadDetail> {
  const [wrapped, campaign, ...rows] = await agency.read(
    keysOf(agency),
    campaignOfLeads(agency, campaignId),
    ...leadDetail(agency, campaignId, leadId),
  );
  const found = campaignFound(agency, campaign);
  if (!rows[0].length) throw new Problem("not-found");

  return detailOf(rows, { agency, campaign: found, keys: await openKeys(agency, wrapped), reader });
}

/** What a lead's page is read by. @param leadId an id, or an expression that finds one where it is read */
export function leadDetail(agency: AgencyScope, campaignId: string, leadId: string | SQL) {
  const lead = agency.from(leads);
  const person = agency.from(people);
  const touch = agency.from(leadTouches);
  const form = agency.from(forms);
  const booking = agency.from(bookings);
  const slot = agency.from(formSlots);
  const contact = agency.from(leadContacts);
  const visit = agency.from(leadVisits);
  const stretch = agency.from(leadOwners);
  const owner = agency.from(staff);
  const deposit = agency.from(earnestDeposits);
  const merge = agency.from(leadMerges);
  const [kept, gone] = [agency.from(leadMerges, "into_it"), agency.from(leadMerges, "of_it")];

  return [
    db
      .select({
        ...leadColumns(lead, person),
        nextNoteCipher: lead.nextNoteCipher,
        mergedInto: lead.mergedInto,
        phoneHash: lead.phoneHash,
        maskedHash: lead.maskedHash,
        visitedWith: lead.visitedWith,
      })
      .from(lead)
      .crossJoin(person)
      .where(and(eq(lead.id, leadId), eq(lead.campaignId, campaignId), eq(person.id, lead.personId))),
    db
      .select(personColumns(person))
      .from(lead)
      .crossJoin(person)
      .where(and(eq(lead.id, leadId), eq(person.id, lead.personId))),
    db
      .select({
        id: touch.id,
        at: touch.at,
        source: touch.source,
        formId: touch.formId,
        formName: sql<string | null>`${form.name}`.as("form_name"),
        tag: touch.tag,
        receipt: touch.receipt,
        language: touch.language,
        keyNumber: touch.keyNumber,
        answersCipher: touch.answersCipher,
        byName: touch.byName,
      })
      .from(touch)
      .leftJoin(form, eq(form.id, touch.formId))
      .where(eq(touch.leadId, leadId))
      .orderBy(desc(touch.at), desc(touch.id))
      .limit(listedAtMost),
    db
      .select({ id: booking.id, touchId: booking.touchId, state: booking.state, startsAt: slot.startsAt, endsAt: slot.endsAt })
      .from(booking)
      .crossJoin(slot)
      .where(and(eq(booking.leadId, leadId), eq(slot.id, booking.slotId)))
      .orderBy(desc(booking.id))
      .limit(listedAtMost),
    db
      .select({
        id: contact.id,
        kind: contact.kind,
        outcome: contact.outcome,
        day: contact.day,
        at: contact.at,
        keyNumber: contact.keyNumber,
        noteCipher: contact.noteCipher,
        byId: contact.byId,
        byName: contact.byName,
        visit: sql<"waiting" | "accepted" | "refused" | null>`${visit.state}`.as("visit_state"),
      })
      .from(contact)
      .leftJoin(visit, eq(visit.id, contact.id))
      .where(eq(contact.leadId, leadId))
      .orderBy(desc(contact.at), desc(contact.id))
      .limit(listedAtMost),
    db
      .select({
        id: stretch.id,
        ownerId: stretch.ownerId,
        ownerName: sql<string | null>`${owner.name}`.as("owner_name"),
        how: stretch.how,
        reason: stretch.reason,
        day: stretch.day,
        at: sql<string>`${stretch.at}`.mapWith(instant),
        byId: stretch.byId,
        byName: stretch.byName,
      })
      .from(stretch)
      .leftJoin(owner, eq(owner.id, stretch.ownerId))
      .where(eq(stretch.leadId, leadId))
      .orderBy(desc(stretch.id))
      .limit(listedAtMost),
    db
      .select({
        id: deposit.id,
        amountFen: deposit.amountFen,
        paidOn: deposit.paidOn,
        documentNumber: deposit.documentNumber,
        state: deposit.state,
        reportedByName: deposit.reportedByName,
      })
      .from(deposit)
      .where(eq(deposit.leadId, leadId))
      .orderBy(desc(deposit.id))
      .limit(listedAtMost),
    db
      .select({
        id: merge.id,
        keptId: merge.keptId,
        mergedId: merge.mergedId,
        at: sql<string>`${merge.at}`.mapWith(instant),
        byName: merge.byName,
        undoneAt: sql<string | null>`${merge.undoneAt}`.mapWith((ms: number | null) => instantOrNull(ms)),
      })
      .from(merge)
      .where(
        sql`${merge.id} in (select ${kept.id} from ${kept} where ${kept.keptId} = ${leadId} union all select ${gone.id} from ${gone} where ${gone.mergedId} = ${leadId})`,
      )
      .orderBy(desc(merge.id))
      .limit(listedAtMost),
    namesOfOne(agency, (named) => eq(named.id, leadId)),
  ] as const;
}

export type LeadDetailRows = Readonly<RowsOfAll<ReturnType<typeof leadDetail>>>;

interface With {
  agency: AgencyScope;
  campaign: LeadCampaign;
  keys: Keys;
  reader: Reader;
}

/** @throws Problem `not-found` */
export async function detailOf(
  [[row], [person], touches, booked, contacts, owners, deposits, merges, [names]]: LeadDetailRows,
  { agency, campaign, keys, reader }: With,
): Promise<LeadDetail> {
  if (!row || !person) throw new Problem("not-found");
  const { now } = agency.facts;
  const shown = await leadShown(row, {
    reader,
    now,
    today: campaign.today,
    keys,
    names: names ?? { owners: {}, accounts: {}, groups: {} },
  });
  const isTold = seesAll(row, reader, now);
  const isOpen = !shown.isGone && isTold;
  const opened = async (keyNumber: number, place: string, sealed: string | null) =>
    sealed === null || !isOpen ? null : (await keys.of(keyNumber)).open(place, sealed);
  const isMine = shown.standing === "mine";
  const isLive = row.mergedInto === null;

  return {
    ...shown,
    campaignId: row.campaignId,
    person: whoShown(await personShown(person, keys), shown.isGone, isTold),
    maskedPhone: row.maskedPhoneCipher === null ? null : shown.phoneMasked,
    nextNote: await opened(row.keyNumber, `leads/${row.id}/next-note`, row.nextNoteCipher),
    keptUntil: row.keptUntil,
    mergedInto: row.mergedInto,
    may: {
      contact: isLive && reader.reports && (isMine || reader.assigns),
      complete: isLive && reader.reports && row.phoneHash === null && row.maskedPhoneCipher !== null && (isMine || reader.assigns),
      pick: isLive && reader.reports && shown.standing === "free",
      giveBack: isLive && reader.reports && isMine,
      assign: isLive && reader.assigns,
    },
    touchList: await Promise.all(
      touches.map(async ({ keyNumber, answersCipher, at, ...touch }) => ({
        ...touch,
        at: instant(at),
        answers: answersOf(await opened(keyNumber, `lead_touches/${touch.id}/answers`, answersCipher)),
        bookings: booked
          .filter(({ touchId }) => touchId === touch.id)
          .map(({ id, startsAt, endsAt, state }) => ({ id, startsAt: instant(startsAt), endsAt: instant(endsAt), state })),
      })),
    ),
    contactList: await Promise.all(
      contacts.map(async ({ keyNumber, noteCipher, at, ...contact }) => ({
        ...contact,
        ...(isTold || contact.byId === reader.id ? {} : { byId: "", byName: "—" }),
        at: instant(at),
        note: await opened(keyNumber, `lead_contacts/${contact.id}/note`, noteCipher),
      })),
    ),
    owners: owners.map(({ byId, ...stretch }) => ({
      ...stretch,
      ...(isTold || stretch.ownerId === reader.id ? {} : { ownerId: null, ownerName: null }),
      byName: isTold || byId === reader.id ? stretch.byName : "—",
    })),
    deposits: isTold || !reader.reports ? deposits : [],
    merges,
  };
}

/** The person as far as somebody is told: masked to who competes for them, nothing of who is gone. */
function whoShown(person: LeadDetail["person"], isGoneNow: boolean, isTold: boolean): LeadDetail["person"] {
  if (isGoneNow) return { ...person, name: null, phoneMasked: null, identityMasked: null };

  return isTold || person.name === null ? person : { ...person, name: maskedName(person.name) };
}

/** What was typed, without the number: that is read whole by a revelation alone. */
function answersOf(typed: string | null): Touch["answers"] {
  if (typed === null) return null;
  const { phone: _, ...answers } = JSON.parse(typed) as Record<string, unknown>;

  return answers;
}
