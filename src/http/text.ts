import * as z from "zod";

/**
 * One line of text that a person types: a name, a title. Trimmed, 1 to `max` characters.
 * Refused with the code `control-character`: control characters, line and paragraph separators, characters that
 * turn the direction of writing round, halves of a character.
 */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !unprintable.test(text), { params: { code: "control-character" }, error: "must not contain control characters" });
}

/** Text of several lines: as {@link line}, with line feeds and tabs; CR LF becomes LF. */
export function paragraph(max: number) {
  return z
    .string()
    .overwrite((text) => text.replaceAll("\r\n", "\n").trim())
    .min(1)
    .max(max)
    .refine((text) => !unprintable.test(text.replaceAll(/[\n\t]/g, "")), {
      params: { code: "control-character" },
      error: "must not contain control characters",
    });
}

const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
