import { readFileSync } from "node:fs";
import { setupI18n } from "@lingui/core";
import type { Language } from "../../web/src/api/session";
import type { Translate } from "../../web/src/i18n/messages";

/** The client's own texts of some areas, as a page of that language would have them. */
export function wordsIn(language: Language, ...areas: string[]): Translate {
  const catalogue = Object.assign({}, ...areas.map((area) => JSON.parse(readFileSync(generated(language, area), "utf8"))));
  const i18n = setupI18n({ locale: language, messages: { [language]: catalogue } });

  return i18n._.bind(i18n) as Translate;
}

const generated = (language: Language, area: string) =>
  new URL(`../../web/src/i18n/generated/${language}/${area}.json`, import.meta.url).pathname;
