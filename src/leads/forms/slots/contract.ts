import * as z from "zod";
import { page, pageQuery } from "../../../http/page";
import { BusinessDay } from "../../../time/contract";

const Capacity = z.int().min(1).max(1000);

/** When somebody may come, and how many at once. */
export const FormSlot = z
  .strictObject({
    id: z.string(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    capacity: Capacity,
    /** Places that are booked. */
    taken: z.int(),
  })
  .meta({ id: "FormSlot" });
export type FormSlot = z.infer<typeof FormSlot>;
export const FormSlotPage = page(FormSlot).meta({ id: "FormSlotPage" });

/** Of a day on, or after a slot of the page before: `{startsAt}~{id}`. */
export const SlotQuery = pageQuery.extend({
  from: BusinessDay.optional(),
  after: z
    .string()
    .regex(/^\d{1,15}~[\w-]{1,64}$/)
    .optional(),
});

/**
 * Slots at each of the times on each of the days, both included: at most 500, none before now. Times are those of the
 * campaign's clock; each lasts `minutes`. Refused with `reversed-window`, `too-many-slots`, `in-past`, `no-such-day`.
 */
export const NewSlots = z
  .strictObject({
    fromDay: BusinessDay,
    toDay: BusinessDay,
    /** Monday is 1. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    times: z
      .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/))
      .min(1)
      .max(48),
    minutes: z.int().min(5).max(720),
    capacity: Capacity,
  })
  .meta({ id: "NewFormSlots" });
export type NewSlots = z.infer<typeof NewSlots>;

export const SlotEdit = z.strictObject({ capacity: Capacity }).meta({ id: "FormSlotEdit" });
export type SlotEdit = z.infer<typeof SlotEdit>;
