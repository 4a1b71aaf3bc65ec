import type { Catalogue } from "../../campaigns/catalogue/contract";
import { addDays } from "../../time/business-day";
import type { PolicyTerms } from "../contract";

/** The same terms in a window that begins `days` later (earlier when negative): every day that they name moves along. */
export function shiftedBy(days: number, terms: PolicyTerms): PolicyTerms {
  const moved = (day: string | undefined) => (day === undefined ? undefined : addDays(day, days));

  return {
    ...terms,
    regular: terms.regular.map((step) => {
      const { from, until, ...when } = step.when;
      const window = Object.fromEntries(Object.entries({ from: moved(from), until: moved(until) }).filter(([, day]) => day !== undefined));

      return { ...step, when: { ...when, ...window } };
    }),
  };
}

/** The codes that a new wording of a campaign leaves out, by list. */
export function codesLeftOut(before: Catalogue, after: Catalogue): Record<keyof Catalogue, string[]> {
  const leftOut = (list: keyof Catalogue) => {
    const kept = new Set(after[list].map(({ code }) => code));
    return before[list].map(({ code }) => code).filter((code) => !kept.has(code));
  };

  return {
    categories: leftOut("categories"),
    credentials: leftOut("credentials"),
    paymentMethods: leftOut("paymentMethods"),
    products: leftOut("products"),
  };
}
