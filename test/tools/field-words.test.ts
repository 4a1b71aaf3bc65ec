import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const texts = (language: string): Record<string, string> => JSON.parse(readFileSync(`src/i18n/${language}.json`, "utf8"));

/** What is said of a field: by a shape's own check, or by a rule that names the field. */
function codes(): string[] {
  const sources = globSync("src/**/*.ts").map((path) => readFileSync(path, "utf8"));
  const said = [/params: \{ code: "([a-z-]+)"/g, /invalidField\([^()]*?, "([a-z-]+)"\)/g, /fault\([^()]*?, "([a-z-]+)"\)/g];

  return [...new Set(sources.flatMap((source) => said.flatMap((pattern) => [...source.matchAll(pattern)].map(([, code]) => code ?? ""))))];
}

test("what is wrong with a field is said in words, never by a bare key", () => {
  const found = codes();
  expect(found).toEqual(expect.arrayContaining(["filters-exclude", "consultants-do-not-add-up", "unknown", "duplicate"]));
  for (const language of ["zh-Hant", "en"]) {
    const words = texts(language);
    expect(
      found.filter((code) => words[`field.${code}`] === undefined),
      language,
    ).toEqual([]);
  }
});
