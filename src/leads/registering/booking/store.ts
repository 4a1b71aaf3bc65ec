import { keyedHash } from "../../../secrets/seal";
import { newId } from "../../../tenancy/ids";
import type { PublicFormScope } from "../../../tenancy/public-form";
import type { Receipt, RegisteringForm } from "../contract";
import { posted, reminders } from "../letters";
import { triesOfPhone, windowStart } from "../rules";

/** Why a booking is not made or called off now: the first that holds. */
const guarding = `insert into guard select code from (select case
  when coalesce((select tries from form_tries where agency_id = :agency and key_hash = :key and window_at = :window), 0) >= ${triesOfPhone.most} then 'form-phone-busy'
  when not exists (select 1 from lead_touches where agency_id = :agency and id = :touch and form_id = :form and lead_id = :lead) then 'stale'
  when :slot is not null and not exists (select 1 from form_slots s where s.agency_id = :agency and s.form_id = :form and s.id = :slot
    and s.starts_at > :now and s.taken < s.capacity) then 'slot-full'
  end as code) where code is not null and :agency is not null`;

const counting = `insert into form_tries (agency_id, key_hash, window_at, tries) values (:agency, :key, :window, 1)
  on conflict (agency_id, key_hash, window_at) do update set tries = tries + 1`;

/** A visit that has begun is no longer called off. */
const givenBack = `update bookings set state = 'cancelled', version = version + 1 where agency_id = :agency and lead_id = :lead and state = 'booked'
  and slot_id in (select id from form_slots where agency_id = :agency and form_id = :form and starts_at > :now)`;

const booked = `insert into bookings (agency_id, campaign_id, id, slot_id, lead_id, touch_id, created_at)
  select :agency, campaign_id, :booking, :slot, lead_id, id, :now from lead_touches where agency_id = :agency and id = :touch`;

/**
 * Books another time, or calls the booked one off: in one batch, so that nobody is left without the old place and the new.
 *
 * @param slotId null: none
 * @throws Problem `slot-full`, `form-phone-busy` above five changes a minute, `stale`
 */
export async function changeBooking(
  scope: PublicFormScope,
  form: RegisteringForm,
  { touchId, leadId }: Receipt,
  slotId: string | null,
  about: { language: string; code: string; receipt: string },
): Promise<void> {
  const { env, now } = scope.facts;
  const booking = newId(now);
  const visitAt = form.slots.find(({ id }) => id === slotId)?.startsAt;
  const values = {
    now,
    key: await keyedHash(env, "attempts", `form-booking:${touchId}`),
    window: windowStart(now, triesOfPhone.windowMs),
    touch: touchId,
    lead: leadId,
    slot: slotId,
    booking,
    letters: JSON.stringify(visitAt === undefined ? [] : reminders(form, { ...about, booking, visitAt }, now)),
  };
  const write = (text: string) => scope.file(text, values);

  await scope.change({
    event: slotId === null ? "booking.cancelled" : "booking.made",
    entity: "lead-touch",
    entityId: touchId,
    writes: [write(guarding), write(counting), write(givenBack), ...(slotId === null ? [] : [write(booked), write(posted)])],
    location: null,
    status: 303,
  });
}
