import * as z from "zod";
import { Names } from "../../i18n/names";

/** A short name that data refers to: lower-case letters, digits and single hyphens, at most 64. */
export const Code = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

export const CatalogueEntry = z.strictObject({ code: Code, names: Names }).meta({ id: "CatalogueEntry" });
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/**
 * A way to pay. `paidWithinDays`: within so many days of signing all of it is to be in, and a payment that is not gives
 * cause for another way; absent, nothing is ever proposed.
 */
export const PaymentMethod = CatalogueEntry.extend({ paidWithinDays: z.int().min(1).max(3650).optional() }).meta({ id: "PaymentMethod" });
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/**
 * The words of a campaign: categories of its accounts, credentials that open a channel, ways to pay, kinds of home.
 *
 * Refused with `duplicate-code`: two entries of one list with the same code.
 */
export const Catalogue = z
  .strictObject({
    categories: z.array(CatalogueEntry).max(30),
    credentials: z.array(CatalogueEntry).max(30),
    paymentMethods: z.array(PaymentMethod).max(30),
    products: z.array(CatalogueEntry).max(30),
  })
  .check(({ value, issues }) => {
    for (const [list, entries] of Object.entries(value)) {
      const seen = new Set<string>();
      entries.forEach(({ code }, index) => {
        if (seen.has(code)) {
          const path = [list, index, "code"];
          issues.push({ code: "custom", path, params: { code: "duplicate-code" }, message: "is used twice", input: code });
        }
        seen.add(code);
      });
    }
  })
  .meta({ id: "Catalogue" });
export type Catalogue = z.infer<typeof Catalogue>;
