import type { BusinessDay } from "../../time/contract";

/**
 * Why the days to sign cannot be extended to a day; null when they can. An extension only gives days, and only days that
 * can still make the deal count: nothing for a contract signed in time, nothing before the day of one signed late.
 */
export function refusalOf(
  { signBy, signedOn }: { signBy: BusinessDay; signedOn: BusinessDay | null },
  extendTo: BusinessDay,
): "signed-in-time" | "not-later" | "before-signing" | null {
  if (signedOn !== null && signedOn <= signBy) return "signed-in-time";
  if (extendTo <= signBy) return "not-later";

  return signedOn !== null && extendTo < signedOn ? "before-signing" : null;
}
