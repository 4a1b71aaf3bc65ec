import type { LeadSearch } from "../../../api/leads";
import { typedPhone } from "../report/typedPhone";

/** What is looked for: nothing, something that needs more letters, or what the API is asked. */
export type Sought = { kind: "nothing" } | { kind: "more" } | { kind: "ask"; asked: LeadSearch };

/** A receipt as the visitor holds it: letters and digits, never digits alone, and none of a name. */
const RECEIPT = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9-]{4,24}$/;

/** A whole phone, the code of a receipt, else a name or a part of it. Half a phone is asked about by nobody. */
export function soughtBy(text: string): Sought {
  const typed = text.normalize("NFKC").trim();
  if (typed === "") return { kind: "nothing" };
  const phone = typedPhone(typed);
  if (phone.kind === "whole") return { kind: "ask", asked: { phone: typed } };
  if (/^[\d\s+()*-]+$/.test(typed)) return { kind: "more" };
  if (RECEIPT.test(typed.toUpperCase()) && /\d/.test(typed)) return { kind: "ask", asked: { receipt: typed.toUpperCase() } };
  return { kind: "ask", asked: { name: typed.slice(0, 40) } };
}
