import en from "./en.json";
import zhHans from "./generated/zh-Hans.json";
import type { Language } from "./names";
import zhHant from "./zh-Hant.json";

/** A text the Worker answers with; the traditional Chinese file names them all. */
export type TextKey = keyof typeof zhHant;

const texts: Record<Language, Record<string, string>> = { "zh-Hant": zhHant, "zh-Hans": zhHans, en };

/** A text in a language, `{name}` replaced by the parameter of that name. An unknown key answers itself. */
export function text(language: Language, key: TextKey, params: Record<string, string | number> = {}): string {
  const found = texts[language][key] ?? key;

  return found.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
