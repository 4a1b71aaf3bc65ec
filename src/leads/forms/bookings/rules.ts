import { maskedName } from "../../../people/masking";
import type { BookingState } from "./contract";

/** What the desk may do with a booking; one that was called off stays so, its place has been given to others. */
export const bookingSteps = {
  arrival: { from: ["booked", "missed"], to: "came", event: "booking.came", summary: "Somebody who booked has come" },
  absence: { from: ["booked", "came"], to: "missed", event: "booking.missed", summary: "Somebody who booked did not come" },
  cancellation: { from: ["booked"], to: "cancelled", event: "booking.cancelled", summary: "Call a booking off: its place is free again" },
  return: { from: ["came", "missed"], to: "booked", event: "booking.returned", summary: "Take back what was said of a booking" },
} as const satisfies Record<string, { from: readonly BookingState[]; to: BookingState; event: string; summary: string }>;

export type BookingStep = keyof typeof bookingSteps;

/** A receipt code as it is kept, however it was typed. */
export const receiptOf = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replaceAll(/[\s\-–—.]/g, "")
    .toUpperCase();

/** A name as the desk may call it out; none past the last day on which particulars are kept. */
export const calledName = (name: string | null, keptUntil: string, today: string): string | null =>
  name === null || keptUntil < today ? null : maskedName(name);
