import { and, eq, gte, lt, sql } from "drizzle-orm";
import { Problem } from "../../../http/problem";
import { staff } from "../../../organisations/schema";
import { people } from "../../../people/schema";
import type { AgencyScope } from "../../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../../tenancy/database";
import { businessDay } from "../../../time/business-day";
import { instant } from "../../../time/instant";
import { leads, leadTouches } from "../../schema";
import { bookings, formSlots } from "../schema";
import { formPath, formSeen, formStands } from "../store";
import type { OfForm } from "../tags/store";
import type { Booking, Registration } from "./contract";
import { type BookingStep, bookingSteps, calledName, receiptOf } from "./rules";

/** The bookings of a form between two instants, by the clock, with who they are. */
export function bookingList(
  agency: AgencyScope,
  formId: string,
  from: number,
  until: number,
  after: readonly [number, string] | null,
  limit: number,
) {
  const { booking, slot, query } = sources(agency, "day");

  return query
    .where(
      and(
        eq(slot.formId, formId),
        gte(slot.startsAt, from),
        lt(slot.startsAt, until),
        after ? sql`(${slot.startsAt}, ${booking.id}) > (${after[0]}, ${after[1]})` : undefined,
      ),
    )
    .orderBy(slot.startsAt, booking.id)
    .limit(limit);
}

export type BookingRow = RowsOf<ReturnType<typeof bookingList>>[number];

/** @param today the business day by which particulars are still kept */
export function shownBooking({ name, keptUntil, startsAt, endsAt, ...booking }: BookingRow, today: string): Booking {
  return { ...booking, startsAt: instant(startsAt), endsAt: instant(endsAt), nameMasked: calledName(name, keptUntil, today) };
}

function bookingOf(agency: AgencyScope, formId: string, bookingId: string) {
  const { booking, slot, query } = sources(agency);

  return query.where(and(eq(booking.id, bookingId), sql`+${slot.formId} = ${formId}`));
}

/** One booking. @throws Problem `not-found` */
export async function readBooking(agency: AgencyScope, { campaignId, formId }: OfForm, bookingId: string): Promise<Booking> {
  const [[form], [row]] = await agency.read(formSeen(agency, campaignId, formId), bookingOf(agency, formId, bookingId));
  if (!form || !row) throw new Problem("not-found");

  return shownBooking(row, businessDay(agency.facts.now, form.zone));
}

/** Who registered by a form, by the code that they hold. @throws Problem `not-found` */
export async function findRegistration(agency: AgencyScope, { campaignId, formId }: OfForm, typed: string): Promise<Registration> {
  const touch = agency.from(leadTouches, "held");
  const lead = agency.from(leads, "holder");
  const person = agency.from(people, "registered");
  const receipt = receiptOf(typed);
  const { booking, query } = sources(agency);
  const holding = and(eq(touch.receipt, receipt), sql`+${touch.formId} = ${formId}`);
  const [[form], [found], [booked]] = await agency.read(
    formSeen(agency, campaignId, formId),
    db
      .select({ leadId: touch.leadId, at: touch.at, name: person.name, keptUntil: lead.keptUntil })
      .from(touch)
      .innerJoin(lead, eq(lead.id, touch.leadId))
      .innerJoin(person, eq(person.id, lead.personId))
      .where(holding),
    // Of several that were chosen one after the other, the one that stands.
    query
      .where(sql`${booking.touchId} = (select ${touch.id} from ${touch} where ${holding})`)
      .orderBy(sql`${booking.state} = 'cancelled'`, sql`${booking.id} desc`)
      .limit(1),
  );
  if (!form || !found) throw new Problem("not-found");
  const today = businessDay(agency.facts.now, form.zone);

  return {
    leadId: found.leadId,
    registeredAt: instant(found.at),
    nameMasked: calledName(found.name, found.keptUntil, today),
    booking: booked ? shownBooking(booked, today) : null,
  };
}

/** Says of a booking what became of it. @throws Problem `not-found`, `campaign-not-open`, `wrong-state` */
export async function moveBooking(agency: AgencyScope, at: OfForm, bookingId: string, step: BookingStep): Promise<Booking> {
  const { campaignId, formId } = at;
  const before = await readBooking(agency, at, bookingId);
  const { from, to, event } = bookingSteps[step];
  if (!(from as readonly string[]).includes(before.state)) throw new Problem("wrong-state");
  const booking = agency.from(bookings, "standing");

  const [row] = await agency.change({
    event,
    entity: "booking",
    entityId: bookingId,
    label: before.startsAt,
    changes: [{ field: "state", from: before.state, to }],
    guards: [
      ...formStands(agency, campaignId, formId),
      { code: "wrong-state", holds: hasRow(booking, and(eq(booking.id, bookingId), eq(booking.state, before.state))) },
    ],
    writes: [agency.update(bookings, { state: to, version: sql`version + 1` }, eq(bookings.id, bookingId))],
    answer: bookingOf(agency, formId, bookingId),
    location: `${formPath(agency, campaignId, formId)}/bookings/${bookingId}`,
    status: 200,
  });
  if (!row) throw new Problem("not-found");

  return { ...before, state: row.state, version: row.version };
}

/** @param way what the bookings are found by: the slots of a day, or themselves; SQLite chooses the other for a day of few */
function sources(agency: AgencyScope, way: "day" | "booking" = "booking") {
  const booking = agency.from(bookings);
  const slot = agency.from(formSlots);
  const touch = agency.from(leadTouches);
  const lead = agency.from(leads);
  const person = agency.from(people);
  const owner = agency.from(staff);
  const query = db
    .select({
      id: booking.id,
      slotId: booking.slotId,
      startsAt: slot.startsAt,
      endsAt: slot.endsAt,
      state: booking.state,
      leadId: booking.leadId,
      name: person.name,
      keptUntil: lead.keptUntil,
      receipt: touch.receipt,
      ownerName: sql<string | null>`(select ${owner.name} from ${owner} where ${owner.id} = ${lead.ownerId})`.as("owner_name"),
      version: booking.version,
    })
    .from(slot)
    .innerJoin(booking, way === "day" ? sql`${booking.slotId} = +${slot.id}` : eq(booking.slotId, slot.id))
    // From a booking on and never towards one: somebody may have many.
    .innerJoin(touch, sql`${touch.id} = +${booking.touchId}`)
    .innerJoin(lead, sql`${lead.id} = +${booking.leadId}`)
    .innerJoin(person, eq(person.id, lead.personId))
    .$dynamic();

  return { booking, slot, query };
}
