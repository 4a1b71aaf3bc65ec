import type { Names } from "../../../src/i18n/names";
import type { Language } from "../api/session";

/** A campaign's own word in a language, else as it was written: what people type is never converted. */
export function nameIn(names: Names, language: Language): string {
  return names[language] ?? names["zh-Hant"];
}
