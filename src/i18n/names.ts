import * as z from "zod";
import { line } from "../http/text";

/** The languages of the product, the source language first. */
export const languages = ["zh-Hant", "zh-Hans", "en"] as const;
export type Language = (typeof languages)[number];

/** A word that a campaign chooses itself (a category, a step of its policy), in its own language and perhaps in the others. */
export const Names = z.strictObject({ "zh-Hant": line(80), "zh-Hans": line(80).optional(), en: line(80).optional() }).meta({ id: "Names" });
export type Names = z.infer<typeof Names>;

/** The word in a language, else in traditional Chinese: what people type is never converted. */
export function nameIn(names: Names, language: Language): string {
  return names[language] ?? names["zh-Hant"];
}
