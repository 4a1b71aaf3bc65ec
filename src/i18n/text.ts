import generated from "./generated/texts.json";
import type { Language } from "./names";
import type zhHant from "./zh-Hant.json";

/** A text the Worker answers with; the traditional Chinese file names them all. */
export type TextKey = keyof typeof zhHant;

const english: Record<string, string> = generated.en;
const traditional = new Map(Object.keys(english).map((key, at) => [key, generated.hant[at]]));
const simplified: Record<string, string> = generated.hans;
const [signs = [], simpleSigns = []] = generated.signs.map((row) => [...row]);
const simple = new Map(signs.map((sign, at) => [sign, simpleSigns[at] ?? sign]));

/** A text in a language, `{name}` replaced by the parameter of that name. An unknown key answers itself. */
export function text(language: Language, key: TextKey, params: Record<string, string | number> = {}): string {
  const found = wordsOf(language, key) ?? key;

  return found.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

function wordsOf(language: Language, key: TextKey): string | undefined {
  if (language === "en") return english[key];
  if (language === "zh-Hant") return traditional.get(key);

  return simplified[key] ?? traditional.get(key)?.replaceAll(/\P{ASCII}/gu, (sign) => simple.get(sign) ?? sign);
}
