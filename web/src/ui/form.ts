import type { UseFormReturnType } from "@mantine/form";
import { ApiProblem } from "../api/problem";

/** `/terms/regular/0/payableBps` as the form names the field: `terms.regular.0.payableBps`. */
export function fieldOf(pointer: string): string {
  return pointer
    .replace(/^#?\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".");
}

/**
 * Puts what the API found wrong under the fields it concerns.
 *
 * @returns the failure when it still has to be said elsewhere: it concerns no field of this form
 */
export function showProblem<Values>(form: UseFormReturnType<Values>, error: unknown, fields: readonly string[]): unknown {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return error;

  const known = error.errors.filter(({ pointer }) => fields.includes(fieldOf(pointer).split(".")[0] ?? ""));
  form.setErrors(Object.fromEntries(known.map(({ pointer, detail }) => [fieldOf(pointer), detail])));
  return known.length === error.errors.length ? null : error;
}
