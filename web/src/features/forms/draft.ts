import type { FieldKind, Form, FormEdit, FormField, FormTexts } from "../../api/forms";
import type { Language } from "../../api/session";
import { CHOICE_KINDS } from "./words";

/** What the builder edits of a form. */
export type Draft = Pick<Form, "name" | "texts" | "fields" | "assignment" | "opensOn" | "closesOn" | "capacity">;

export type Words = FormTexts["title"];
export type Convert = (text: string) => string;

const EDITED = ["name", "texts", "fields", "assignment", "opensOn", "closesOn", "capacity"] as const;

export const draftOf = (form: Form): Draft => Object.fromEntries(EDITED.map((key) => [key, form[key]])) as unknown as Draft;

/** What differs from the form as it was read; null when nothing does. */
export function editOf(form: Form, draft: Draft): FormEdit | null {
  const changed = EDITED.filter((key) => JSON.stringify(form[key]) !== JSON.stringify(draft[key]));
  return changed.length ? (Object.fromEntries(changed.map((key) => [key, draft[key]])) as FormEdit) : null;
}

/**
 * Words with what was typed in one language. Simplified Chinese follows the traditional until somebody writes it otherwise.
 *
 * @param convert null as long as it is not here
 * @returns undefined where nothing is left of them
 */
export function retold(words: Words | undefined, language: Language, text: string, convert: Convert | null): Words | undefined {
  const before: Words = words ?? { "zh-Hant": "" };
  const { "zh-Hans": hans, en } = before;
  if (language !== "zh-Hant") return tidy({ ...before, [language]: text || undefined });
  const follows = hans === undefined || (convert !== null && hans === convert(before["zh-Hant"]));
  const simplified = follows ? (convert && text ? convert(text) : undefined) : hans;
  if (!text && !en && (follows || !simplified)) return undefined;
  return tidy({ "zh-Hant": text, "zh-Hans": simplified, en });
}

const tidy = (words: Words): Words => JSON.parse(JSON.stringify(words)) as Words;

/** The same with simplified Chinese made wherever there is none, and blanks taken away. */
export function completed<Part>(part: Part, convert: Convert | null): Part {
  return walked(part, (words) => {
    const trimmed = Object.fromEntries(
      Object.entries(words).flatMap(([language, text]) => (text?.trim() ? [[language, text.trim()]] : [])),
    );
    const made = convert && !trimmed["zh-Hans"] && trimmed["zh-Hant"] ? { "zh-Hans": convert(trimmed["zh-Hant"]) } : {};
    return { "zh-Hant": "", ...trimmed, ...made };
  });
}

/** The same after writing without a converter: simplified Chinese that was made, as `saved` shows, follows what is written since. */
export function caughtUp<Part>(part: Part, saved: unknown, convert: Convert): Part {
  const made = new Set<string>();
  walked(saved, (words) => {
    if (words["zh-Hans"] === convert(words["zh-Hant"])) made.add(words["zh-Hans"]);
    return words;
  });
  return walked(part, (words) => (made.has(words["zh-Hans"] ?? "") ? { ...words, "zh-Hans": convert(words["zh-Hant"]) } : words));
}

/** The same with simplified Chinese made anew from the traditional, whatever stood there. */
export function simplified<Part>(part: Part, convert: Convert): Part {
  return walked(part, (words) => ({ ...words, "zh-Hans": convert(words["zh-Hant"]) }));
}

function walked<Part>(part: Part, each: (words: Words) => Words): Part {
  if (Array.isArray(part)) return part.map((item) => walked(item, each)) as Part;
  if (typeof part !== "object" || part === null) return part;
  if ("zh-Hant" in part) return each(part as unknown as Words) as Part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, walked(value, each)])) as Part;
}

/** Changes the place of a question; where it cannot go further it stays. */
export function moved(fields: FormField[], kind: FieldKind, by: -1 | 1): FormField[] {
  const at = fields.findIndex((field) => field.kind === kind);
  const to = at + by;
  const [field, other] = [fields[at], fields[to]];
  if (!field || !other) return fields;
  return fields.with(at, other).with(to, field);
}

export const withField = (fields: FormField[], kind: FieldKind): FormField[] => [
  ...fields,
  { kind, required: false, ...(CHOICE_KINDS.includes(kind) ? { options: [{ "zh-Hant": "" }] } : {}) },
];

export const changedField = (fields: FormField[], kind: FieldKind, change: Partial<FormField>): FormField[] =>
  fields.map((field) => (field.kind === kind ? (JSON.parse(JSON.stringify({ ...field, ...change })) as FormField) : field));
