import { expect, test } from "vitest";
import { dotted } from "../../web/src/lib/dotted";

test.each([
  { words: ["中央王座", "合富輝煌"], language: "zh-Hant", is: "中央王座·合富輝煌", why: "the dot is wide enough in a Chinese face" },
  { words: ["中央王座", "合富辉煌"], language: "zh-Hans", is: "中央王座·合富辉煌", why: "in both" },
  {
    words: ["offered on 2026-11-25", "linked"],
    language: "en",
    is: "offered on 2026-11-25 · linked",
    why: "between Latin letters it needs room",
  },
  { words: ["only", null, "", undefined, false], language: "en", is: "only", why: "what is empty leaves no dot" },
] as const)("$is: $why", ({ words, language, is }) => {
  expect(dotted([...words], language)).toBe(is);
});
