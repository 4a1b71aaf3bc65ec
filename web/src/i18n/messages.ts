import { setupI18n } from "@lingui/core";
import { setApiLanguage } from "../api/client";
import type { Language } from "../api/session";
import type { MessageValues } from "./generated/keys";

export type MessageKey = keyof MessageValues;

/** Keys of texts that need no values. */
export type PlainMessageKey = { [Key in MessageKey]: MessageValues[Key] extends undefined ? Key : never }[MessageKey];

/** `t("common.retry")`, `t("shell.waiting", { n: 3 })`: a key that does not exist, or a value left out, does not compile. */
export type Translate = <Key extends MessageKey>(
  key: Key,
  ...values: MessageValues[Key] extends undefined ? [] : [MessageValues[Key]]
) => string;

type Catalogue = Record<string, [string]>;

export const LANGUAGES: readonly Language[] = ["zh-Hant", "zh-Hans", "en"];

/** What each language calls itself; the same in every language. */
export const LANGUAGE_NAMES: Record<Language, string> = { "zh-Hant": "繁體中文", "zh-Hans": "简体中文", en: "English" };

/** Where the choice is kept, and where public/language.js looks for it before the first paint. */
const STORAGE_KEY = "tuantuo.language";

export const i18n = setupI18n();

const catalogues = import.meta.glob<Catalogue>("./generated/*/*.json", { import: "default" });
const areas = new Set(["core"]);

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

export function currentLanguage(): Language {
  return isLanguage(i18n.locale) ? i18n.locale : "zh-Hant";
}

/** The language that the page was opened with: chosen before, else the browser's. */
export function languageOfPage(): Language {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : "zh-Hant";
}

/** Loads the texts of further areas in the current language; a route names the areas of its page. @throws when offline */
export async function loadAreas(names: readonly string[]): Promise<void> {
  const missing = names.filter((name) => !areas.has(name));
  if (missing.length === 0) return;
  const language = currentLanguage();
  await Promise.all(missing.map((name) => loadCatalogue(language, name)));
  for (const name of missing) areas.add(name);
  if (currentLanguage() !== language) await speak(currentLanguage()); // switched meanwhile
}

/** Switches the page to a language: every area opened so far, then all at once. @throws when offline; the old one stays */
export async function speak(language: Language): Promise<void> {
  await Promise.all([...areas].map((name) => loadCatalogue(language, name)));
  i18n.activate(language);
  document.documentElement.lang = language;
  setApiLanguage(language);
}

/** Remembers the choice on this device. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // storage is forbidden here; the choice holds until the page is closed
  }
}

async function loadCatalogue(language: Language, area: string): Promise<void> {
  const load = catalogues[`./generated/${language}/${area}.json`];
  if (!load) throw new Error(`no texts for the area ${area}`);
  i18n.load(language, await load());
}

/** Takes the account's language, unless another was chosen on this device. @throws never: offline, the page stays as it is */
export async function adoptLanguage(language: Language): Promise<void> {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(STORAGE_KEY);
  } catch {
    // storage is forbidden: nothing was chosen
  }
  if (isLanguage(chosen) || language === currentLanguage()) return;
  await speak(language).catch(() => undefined);
}
