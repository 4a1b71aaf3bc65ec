import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setupI18n } from "@lingui/core";
import { root } from "../../../scripts/prepare.mjs";

export const languages = ["zh-Hant", "zh-Hans", "en"] as const;
export type Language = (typeof languages)[number];

/** Stands for whatever a text may say in this place. */
export const ANY = "\u25a1";

/** The client's own texts in a language, so that a test asks for what stands on the page and not for a copy of it. */
export function wordsIn(language: Language) {
  const folder = join(root, "web/src/i18n/generated", language);
  const i18n = setupI18n();
  for (const file of readdirSync(folder)) i18n.load(language, JSON.parse(readFileSync(join(folder, file), "utf8")));
  i18n.activate(language);

  const say = (key: string, values: Record<string, string | number> = {}) => {
    const words = i18n._(key, values);
    if (words === key) throw new Error(`no text ${key} in ${language}`);
    return words;
  };
  /** As `say`, for a text of which parts are not known: `ANY` in their place. */
  const like = (key: string, values: Record<string, string | number> = {}) =>
    new RegExp(
      `^${say(key, values)
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replaceAll(ANY, ".+")}$`,
    );

  return { say, like };
}
