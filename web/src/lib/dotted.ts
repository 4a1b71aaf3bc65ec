import type { Language } from "../api/session";

/** Short facts in a row: 中央王座·合富輝煌; between Latin letters the dot needs room. What is empty is left out. */
export function dotted(words: (string | null | undefined | false)[], language: Language): string {
  return words.filter(Boolean).join(language === "en" ? " · " : "·");
}
