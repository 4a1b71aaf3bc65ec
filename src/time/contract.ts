import * as z from "zod";

/** A business day, `YYYY-MM-DD`, in the project's zone; days that do not exist are refused. */
export const BusinessDay = z.iso.date();
export type BusinessDay = z.infer<typeof BusinessDay>;
