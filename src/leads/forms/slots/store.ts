import { and, eq, gte, sql } from "drizzle-orm";
import { invalidField, Problem } from "../../../http/problem";
import type { AgencyScope } from "../../../tenancy/agency";
import { db, hasRow } from "../../../tenancy/database";
import { newId } from "../../../tenancy/ids";
import { instantAt } from "../../../time/business-day";
import { instant } from "../../../time/instant";
import { bookings, formSlots } from "../schema";
import { formPath, formSeen, formStands } from "../store";
import type { OfForm } from "../tags/store";
import type { FormSlot, NewSlots } from "./contract";
import { slotsOf } from "./rules";

/** The slots of a form by the clock. @param since UTC milliseconds @param after where the page before ended */
export function slotList(agency: AgencyScope, formId: string, since: number, after: readonly [number, string] | null, limit: number) {
  const slot = agency.from(formSlots);

  return db
    .select({ id: slot.id, startsAt: slot.startsAt, endsAt: slot.endsAt, capacity: slot.capacity, taken: slot.taken })
    .from(slot)
    .where(
      and(
        eq(slot.formId, formId),
        gte(slot.startsAt, since),
        after ? sql`(${slot.startsAt}, ${slot.id}) > (${after[0]}, ${after[1]})` : undefined,
      ),
    )
    .orderBy(slot.startsAt, slot.id)
    .limit(limit);
}

/** A page of slots, where nobody says how many. */
export const slotsShown = 50;

type SlotRow = Pick<typeof formSlots.$inferSelect, "id" | "startsAt" | "endsAt" | "capacity" | "taken">;

export const shownSlot = ({ startsAt, endsAt, ...slot }: SlotRow): FormSlot => ({
  ...slot,
  startsAt: instant(startsAt),
  endsAt: instant(endsAt),
});

function slotOf(agency: AgencyScope, formId: string, slotId: string) {
  const slot = agency.from(formSlots);

  return db
    .select({ id: slot.id, startsAt: slot.startsAt, endsAt: slot.endsAt, capacity: slot.capacity, taken: slot.taken })
    .from(slot)
    .where(and(eq(slot.id, slotId), sql`+${slot.formId} = ${formId}`));
}

/**
 * Makes slots, all or none.
 *
 * @returns the slots from the first of their days on, those that were there before too: a page of them
 * @throws Problem `not-found`, `campaign-not-open`, `slot-exists` where one of them begins with another, `invalid` as `NewSlots` says
 */
export async function makeSlots(agency: AgencyScope, { campaignId, formId }: OfForm, plan: NewSlots): Promise<SlotRow[]> {
  const { now } = agency.facts;
  const [[form]] = await agency.read(formSeen(agency, campaignId, formId));
  if (!form) throw new Problem("not-found");
  const slots = slotsOf(plan, form.zone, now);
  if ("code" in slots) throw invalidField(slots.pointer, slots.code);
  const slot = agency.from(formSlots, "known_slot");
  const starts = JSON.stringify(slots.map(({ startsAt }) => startsAt));

  return agency.change({
    event: "form.slots-made",
    entity: "form",
    entityId: formId,
    label: form.name,
    changes: [
      { field: "slots", to: slots.length },
      { field: "capacity", to: plan.capacity },
    ],
    guards: [
      ...formStands(agency, campaignId, formId),
      {
        code: "slot-exists",
        holds: sql`not ${hasRow(slot, and(eq(slot.formId, formId), sql`${slot.startsAt} in (select value from json_each(${starts}))`))}`,
      },
    ],
    writes: agency.insertMany(
      formSlots,
      slots.map((stretch) => ({ campaignId, formId, id: newId(now), ...stretch, capacity: plan.capacity })),
    ),
    answer: slotList(agency, formId, instantAt(plan.fromDay, 0, form.zone), null, slotsShown + 1),
    location: `${formPath(agency, campaignId, formId)}/slots?from=${plan.fromDay}`,
    status: 201,
  });
}

/** Takes in more of a time, or fewer, never under what is booked. @throws Problem `not-found`, `campaign-not-open`, `capacity-below-taken` */
export async function editSlot(agency: AgencyScope, at: OfForm, slotId: string, capacity: number): Promise<FormSlot> {
  const { campaignId, formId } = at;
  const before = await readSlot(agency, at, slotId);
  const slot = agency.from(formSlots, "changed_slot");

  const [row] = await agency.change({
    event: "form.slot-edited",
    entity: "form",
    entityId: formId,
    label: before.startsAt,
    changes: [{ field: "capacity", from: before.capacity, to: capacity }],
    guards: [
      ...formStands(agency, campaignId, formId),
      { code: "not-found", holds: hasRow(slot, eq(slot.id, slotId)) },
      { code: "capacity-below-taken", holds: hasRow(slot, and(eq(slot.id, slotId), sql`${slot.taken} <= ${capacity}`)) },
    ],
    writes: [agency.update(formSlots, { capacity }, eq(formSlots.id, slotId))],
    answer: slotOf(agency, formId, slotId),
    location: `${formPath(agency, campaignId, formId)}/slots/${slotId}`,
    status: 200,
  });
  if (!row) throw new Problem("not-found");

  return shownSlot(row);
}

/** Takes a time away that nobody has ever booked. @throws Problem `not-found`, `campaign-not-open`, `slot-booked` */
export async function deleteSlot(agency: AgencyScope, at: OfForm, slotId: string): Promise<void> {
  const { campaignId, formId } = at;
  const before = await readSlot(agency, at, slotId);
  const booking = agency.from(bookings, "booked_it");

  await agency.change({
    event: "form.slot-deleted",
    entity: "form",
    entityId: formId,
    label: before.startsAt,
    guards: [
      ...formStands(agency, campaignId, formId),
      { code: "slot-booked", holds: sql`not ${hasRow(booking, eq(booking.slotId, slotId))}` },
    ],
    writes: [agency.delete(formSlots, eq(formSlots.id, slotId))],
    location: null,
    status: 204,
  });
}

/** One slot. @throws Problem `not-found` */
export async function readSlot(agency: AgencyScope, { campaignId, formId }: OfForm, slotId: string): Promise<FormSlot> {
  const [[form], [slot]] = await agency.read(formSeen(agency, campaignId, formId), slotOf(agency, formId, slotId));
  if (!form || !slot) throw new Problem("not-found");

  return shownSlot(slot);
}
