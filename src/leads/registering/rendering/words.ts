import type { Language, Names } from "../../../i18n/names";
import { type TextKey, text } from "../../../i18n/text";
import { digest } from "../../../secrets/seal";
import type { FieldKind, FormField } from "../../forms/contract";
import type { RegisteringForm } from "../contract";
import { html, type Markup } from "./markup";

/** A text of ours on the public's pages. */
export const say = (language: Language, key: string, params: Record<string, string | number> = {}): string =>
  text(language, `register.${key}` as TextKey, params);

type Words = Pick<Names, "zh-Hant"> & Partial<Names>;

/** Words of the agency's, else in traditional Chinese: what people type is never converted. */
export const wordsIn = (words: Words, language: Language): string => words[language] ?? words["zh-Hant"];

/** The same as markup: a reader that speaks is told when they are in another language than the page. */
export function spoken(words: Words, language: Language): Markup {
  return words[language] === undefined && language !== "zh-Hant"
    ? html`<span lang="zh-Hant">${words["zh-Hant"]}</span>`
    : html`${wordsIn(words, language)}`;
}

/** What a field asks, in the agency's own words or ours. */
export const labelOf = ({ kind, label }: FormField, language: Language): string =>
  label ? wordsIn(label, language) : say(language, `field.${kind}`);

export const fieldName = (fields: readonly FormField[], kind: FieldKind | "consent", language: Language): string => {
  const field = fields.find((known) => known.kind === kind);

  return field ? labelOf(field, language) : say(language, `field.${kind}`);
};

const months = "January February March April May June July August September October November December".split(" ");

/** A business day as it is read: 2008年7月15日, 15 July 2008. */
export function dayWords(day: string, language: Language): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];

  return language === "en" ? `${date} ${months[month - 1]} ${year}` : `${year}年${month}月${date}日`;
}

/** An instant in the campaign's zone: 7月12日（六）09:30, Sat 12 Jul 09:30. */
export function timeWords(instantMs: number, zone: string, language: Language): string {
  const part = partsOf(instantMs, zone);
  const clock = `${part.hour}:${part.minute}`;
  if (language === "en") return `${part.weekday} ${part.day} ${months[Number(part.month) - 1]?.slice(0, 3)} ${clock}`;

  return `${part.month}月${part.day}日（${weekdays[part.weekday ?? ""]}）${clock}`;
}

/** From when to when, on one day. */
export const spanWords = (startsAt: number, endsAt: number, zone: string, language: Language): string => {
  const end = partsOf(endsAt, zone);

  return `${timeWords(startsAt, zone, language)}–${end.hour}:${end.minute}`;
};

const weekdays: Record<string, string> = { Sun: "日", Mon: "一", Tue: "二", Wed: "三", Thu: "四", Fri: "五", Sat: "六" };

function partsOf(instantMs: number, zone: string): Record<string, string> {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en", {
      timeZone: zone,
      hourCycle: "h23",
      ...{ month: "numeric", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit" },
    });
    clocks.set(zone, clock);
  }

  return Object.fromEntries(clock.formatToParts(instantMs).map(({ type, value }) => [type, value]));
}

/** Making one costs some hundred times more than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** What is agreed to: the sentence beside the box, and what stands behind it, in paragraphs with their heads. */
export interface Consent {
  sentence: string;
  paragraphs: { head: string; text: string }[];
}

/** Made from words of ours and the names and the last day that are true now. */
export function consentOf(form: RegisteringForm, language: Language): Consent {
  const params = {
    agency: form.agencyName,
    developer: form.developerName,
    project: form.projectName,
    campaign: form.campaignName,
    until: dayWords(form.keptUntil, language),
    fields: form.fields.map((field) => labelOf(field, language)).join(say(language, "separator")),
  };
  const paragraph = (name: string) => ({ head: say(language, `privacy.${name}`), text: say(language, `privacy.${name}.text`, params) });

  return { sentence: say(language, "consent", params), paragraphs: ["who", "what", "why", "long", "seen", "rights"].map(paragraph) };
}

/** The words as they are kept with a registration, and the digest by which they are known again. */
export async function consentKept(form: RegisteringForm, { sentence, paragraphs }: Consent, language: Language) {
  const words = [sentence, ...paragraphs.map(({ head, text: its }) => `${head}: ${its}`)].join("\n");

  return { words, id: await digest([form.campaignId, language, words].join("\n")) };
}
