import * as z from "zod";
import { page, pageQuery } from "../../../http/page";
import { BusinessDay } from "../../../time/contract";

export const BookingState = z.enum(["booked", "cancelled", "came", "missed"]);
export type BookingState = z.infer<typeof BookingState>;

/** A visit that somebody booked. Their name is masked: null once they were erased or their particulars are no longer kept. */
export const Booking = z
  .strictObject({
    id: z.string(),
    slotId: z.string(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    state: BookingState,
    leadId: z.string(),
    nameMasked: z.string().nullable(),
    /** What the visitor holds in hand. */
    receipt: z.string().nullable(),
    ownerName: z.string().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "Booking" });
export type Booking = z.infer<typeof Booking>;
export const BookingPage = page(Booking).meta({ id: "BookingPage" });

/** Of one business day, by the clock; `after` is `{startsAt}~{id}` of the page before. */
export const BookingQuery = pageQuery.extend({
  day: BusinessDay,
  after: z
    .string()
    .regex(/^\d{1,15}~[\w-]{1,64}$/)
    .optional(),
});

/** A receipt code as somebody reads it out: with spaces or dashes, in small letters. */
export const ReceiptSearch = z.strictObject({ receipt: z.string().trim().min(1).max(40) }).meta({ id: "ReceiptSearch" });

/** Who registered by a form and holds a code; `booking` is null where they booked no time. */
export const Registration = z
  .strictObject({ leadId: z.string(), registeredAt: z.iso.datetime(), nameMasked: z.string().nullable(), booking: Booking.nullable() })
  .meta({ id: "Registration" });
export type Registration = z.infer<typeof Registration>;
