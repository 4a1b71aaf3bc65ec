import { describe, expect, test } from "vitest";
import { line, paragraph } from "../../src/http/text";
import { Names, nameIn } from "../../src/i18n/names";

describe("a line", () => {
  test.each([
    { typed: "  商會 ", read: "商會", why: "trimmed" },
    { typed: "商會🙂", read: "商會🙂", why: "characters of two halves are whole" },
    { typed: "a".repeat(10), read: "a".repeat(10), why: "as long as allowed" },
  ])("$why", ({ typed, read }) => {
    expect(line(10).parse(typed)).toBe(read);
  });

  test.each([
    { typed: "   ", code: "too_small", why: "nothing but blanks" },
    { typed: "a".repeat(11), code: "too_big", why: "one too many" },
    { typed: "a".repeat(10_000), code: "too_big", why: "ten thousand" },
    { typed: "a\u0000b", code: "control-character", why: "a nought" },
    { typed: "a\nb", code: "control-character", why: "a second line" },
    { typed: "a\tb", code: "control-character", why: "a tab" },
    { typed: "a\u007Fb", code: "control-character", why: "delete" },
    { typed: "a\u2028b", code: "control-character", why: "a line separator" },
    { typed: "a\u202Eb", code: "control-character", why: "writing turned round" },
    { typed: "a\uD800b", code: "control-character", why: "half a character" },
  ])("refuses $why", ({ typed, code }) => {
    const issue = line(10).safeParse(typed).error?.issues[0];
    expect(issue?.code === "custom" ? issue.params?.code : issue?.code).toBe(code);
  });
});

test.each([
  { typed: "一\r\n二\t三\n", read: "一\n二\t三", why: "lines and tabs stay, CR LF is LF" },
  { typed: "一\u0007", read: undefined, why: "a bell is refused" },
  { typed: "一\r二", read: undefined, why: "a lone CR is refused" },
])("a paragraph: $why", ({ typed, read }) => {
  expect(paragraph(100).safeParse(typed).data).toBe(read);
});

test.each([
  { names: { "zh-Hant": "商會", en: "Chamber" }, language: "en", read: "Chamber", why: "in the language" },
  { names: { "zh-Hant": "商會", en: "Chamber" }, language: "zh-Hans", read: "商會", why: "what was typed is not converted" },
] as const)("a name $why", ({ names, language, read }) => {
  expect(nameIn(Names.parse(names), language)).toBe(read);
});

test("a name needs the campaign's own language", () => {
  expect(Names.safeParse({ en: "Chamber" }).success).toBe(false);
});
