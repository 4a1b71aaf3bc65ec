import { describe, expect, test } from "vitest";
import { closure, excesses, LIMITS, measure } from "../../scripts/bundle-size.mjs";

const manifest = {
  "index.html": { file: "index.js", imports: ["_react.js"], css: ["index.css"] },
  "_react.js": { file: "react.js" },
  "_kit.js": { file: "kit.js", imports: ["_react.js"], css: ["kit.css"] },
  "src/pages/session/LoginPage.tsx": { file: "login.js", imports: ["_kit.js", "index.html"], isDynamicEntry: true },
  "src/pages/policies/PolicyPage.tsx": { file: "policy.js", imports: ["_kit.js", "_table.js"], css: ["policy.css"], isDynamicEntry: true },
  "_table.js": { file: "table.js", imports: ["_react.js"] },
  "src/i18n/generated/en/core.json": { file: "core-en.js", isDynamicEntry: true },
  "src/i18n/generated/en/policies.json": { file: "policies-en.js", isDynamicEntry: true },
};
const bytes: Record<string, number> = {
  "index.js": 10,
  "react.js": 100,
  "kit.js": 20,
  "login.js": 3,
  "index.css": 5,
  "kit.css": 1,
  "policy.js": 30,
  "policy.css": 2,
  "table.js": 12,
  "core-en.js": 4,
  "policies-en.js": 9,
};

test("an entry comes with all it imports, each once, and nothing that it asks for later", () => {
  expect([...closure(manifest, ["index.html", "_kit.js"])].sort()).toEqual(["_kit.js", "_react.js", "index.html"]);
});

test("the first route is the entry and the sign-in page; a later one counts what is new", () => {
  const sizes = measure(manifest, (file: string) => bytes[file] ?? 0);
  expect(sizes.firstJs).toBe(133);
  expect(sizes.firstCss).toBe(6);
  expect(sizes.locales).toEqual({ en: 4 });
  expect(sizes.routes).toEqual({ "src/pages/policies/PolicyPage.tsx": 44 });
});

describe("limits", () => {
  const within = { firstJs: LIMITS.firstJs, firstCss: LIMITS.firstCss, locales: { en: LIMITS.locale }, routes: { page: LIMITS.route } };

  test.each([
    { sizes: within, over: [], why: "each exactly at its limit" },
    { sizes: { ...within, firstJs: LIMITS.firstJs + 1 }, over: [/^first route, JS/], why: "a byte of code" },
    { sizes: { ...within, firstCss: LIMITS.firstCss + 1 }, over: [/^first route, CSS/], why: "a byte of styles" },
    { sizes: { ...within, locales: { en: LIMITS.locale + 1 } }, over: [/^first texts, en/], why: "a byte of text" },
    { sizes: { ...within, routes: { page: LIMITS.route + 1 } }, over: [/^page/], why: "a byte of a later page" },
  ])("$why", ({ sizes, over }) => {
    const found = excesses(sizes);
    expect(found).toHaveLength(over.length);
    for (const [position, pattern] of over.entries()) expect(found[position]).toMatch(pattern);
  });
});
