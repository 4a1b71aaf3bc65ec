/** A number as it stands in the field: nothing yet, a part of one, whole, or whole but for its middle. */
export type TypedPhone =
  | { kind: "nothing" }
  | { kind: "part" }
  | { kind: "whole"; phone: string }
  | { kind: "masked"; maskedPhone: string };

const HIDDEN = /[*xX×•·?_]/;
const MASKED = /^(1\d{2})(?:[*xX×•·?_-]+|\s+)(\d{4})$/;
const MOBILE = /^(?:\+?86|0086)?1[3-9]\d{9}$/;
const ABROAD = /^(?:\+|00)(?!86)\d{7,15}$/;
const LANDLINE = /^(?:\+?86)?0\d{2,3}\d{7,8}(?:(?:ext|x|#|轉|转)\d{1,6})?$/i;

/**
 * Whether what was typed is a number that can be asked about. What a number is in the end, the API says; this only keeps
 * half a number from being asked about, since questions are counted.
 */
export function typedPhone(text: string): TypedPhone {
  const typed = text.normalize("NFKC").trim();
  if (typed === "") return { kind: "nothing" };
  if (MASKED.test(typed)) return { kind: "masked", maskedPhone: typed };
  if (HIDDEN.test(typed.replace(/(?:ext|x)\d{1,6}$/i, ""))) return { kind: "part" };
  const bare = typed.replace(/[\s().-]/g, "");
  return MOBILE.test(bare) || ABROAD.test(bare) || LANDLINE.test(bare) ? { kind: "whole", phone: typed } : { kind: "part" };
}
