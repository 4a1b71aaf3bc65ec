import * as z from "zod";

/** A business day, `YYYY-MM-DD`, in the project's zone; days that do not exist are refused. */
export const BusinessDay = z.iso.date();
export type BusinessDay = z.infer<typeof BusinessDay>;

/** The name of a time zone as the IANA writes it, such as Asia/Shanghai; offsets are refused, their days move with the law. */
export const Zone = z
  .string()
  .max(64)
  .regex(/^[A-Z][A-Za-z_]*(?:\/[A-Za-z0-9_+-]+)*$/)
  .refine(isKnownZone, { params: { code: "unknown-zone" }, error: "unknown time zone" });

function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });

    return true;
  } catch {
    return false;
  }
}
