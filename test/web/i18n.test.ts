import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { differences, generate, keysModule, packed, placeholders, simplify, unused } from "../../scripts/i18n.mjs";
import glossary from "../../scripts/zh-Hans.glossary.json" with { type: "json" };
import { type TextKey, text } from "../../src/i18n/text";
import hant from "../../src/i18n/zh-Hant.json" with { type: "json" };

const words = { glossary: { 行事历: "日历", 帐号: "账号", "「": "“", "」": "”" }, override: { "a.said": "我们这样说" } };

describe("simplified Chinese", () => {
  test.each([
    { key: "a.x", text: "優惠政策", hans: "优惠政策", why: "glyph by glyph" },
    { key: "a.x", text: "登入後匯出資料", hans: "登录后导出数据", why: "the words of the mainland, not only its glyphs" },
    { key: "a.x", text: "我的帳號在「行事曆」", hans: "我的账号在“日历”", why: "our glossary after OpenCC" },
    { key: "a.said", text: "隨便", hans: "我们这样说", why: "an override wins" },
    { key: "a.x", text: "還差 {n} 套，<b>{rate}</b>", hans: "还差 {n} 套，<b>{rate}</b>", why: "placeholders and tags stay" },
  ])("$text: $why", ({ key, text, hans }) => {
    expect(simplify(key, text, words)).toBe(hans);
  });

  test.each([
    { text: "請選單位", hans: "请选单位", why: "no menu (選單) is meant where a word begins with 單" },
    { text: "以認籌序列號為準", hans: "以认筹序列号为准", why: "a place in a queue is no serial port" },
    { text: "新增草稿", hans: "新增草稿", why: "a word that both sides say" },
  ])("our own glossary: $text: $why", ({ text, hans }) => {
    expect(simplify("a.x", text, { glossary, override: {} })).toBe(hans);
  });
});

describe("placeholders", () => {
  test("are named with what they take", () => {
    const found = placeholders("{name} {n, plural, one {# home by <b>{who}</b>} other {# homes}} {kind, select, a {A} other {B}}");
    expect(Object.fromEntries(found)).toEqual({ name: "text", n: "number", who: "text", b: "tag", kind: "a|other" });
  });

  test.each<{ hant: Record<string, string>; en: Record<string, string>; wrong: RegExp[]; why: string }>([
    { hant: { "a.x": "還差 {n} 套" }, en: { "a.x": "{n, plural, one {# more} other {# more}}" }, wrong: [], why: "the same names" },
    { hant: { "a.x": "還差 {n} 套" }, en: { "a.x": "more" }, wrong: [/placeholders/], why: "a value left out" },
    { hant: { "a.x": "<b>9</b> 套" }, en: { "a.x": "9 homes" }, wrong: [/placeholders/], why: "a mark left out" },
    { hant: { "a.x": "套" }, en: {}, wrong: [/no text in en/], why: "a key left out" },
    { hant: {}, en: { "a.x": "homes" }, wrong: [/in en alone/], why: "a key too many" },
    { hant: { "a.x": "{n" }, en: { "a.x": "n" }, wrong: [/not a valid message/], why: "a brace that never closes" },
  ])("two languages: $why", ({ hant, en, wrong }) => {
    const found = differences(hant, en, "en");
    expect(found).toHaveLength(wrong.length);
    for (const [position, pattern] of wrong.entries()) expect(found[position]).toMatch(pattern);
  });

  test("are typed: a number where either language counts, none where there is none", () => {
    const module = keysModule(
      { "a.n": "{n} 套", "a.none": "套", "a.who": "{who}" },
      { "a.n": "{n, plural, other {#}}", "a.none": "x", "a.who": "{who}" },
    );
    expect(module).toContain('"a.n": { n: number };');
    expect(module).toContain('"a.none": undefined;');
    expect(module).toContain('"a.who": { who: string | number };');
  });
});

describe("texts that nothing uses", () => {
  test.each([
    { source: 't("a.x")', used: true, why: "named as a string" },
    { source: `t(\`a.$\{part}\`)`, used: true, why: "an outcome of a template" },
    { source: `t(\`a.$\{part}.deep\`)`, used: false, why: "the template makes another key" },
    { source: 't("a.xy")', used: false, why: "a longer key is another" },
    { source: "// a.x", used: false, why: "a comment is no use" },
  ])("$source: $why", ({ source, used }) => {
    expect(unused(["a.x"], source)).toEqual(used ? [] : ["a.x"]);
  });
});

describe("a checkout", () => {
  type Files = Record<string, object | string>;

  /** A checkout with these files, and nothing else. */
  function checkout(files: Files): string {
    const root = mkdtempSync(join(tmpdir(), "texts-"));
    const all = { "scripts/zh-Hans.glossary.json": { 帐号: "账号" }, "web/src/app.ts": 't("common.me"); t("b.x", { n })', ...files };
    for (const [path, content] of Object.entries(all)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
    }
    return root;
  }
  const read = (root: string, path: string) => JSON.parse(readFileSync(join(root, "web/src/i18n/generated", path), "utf8"));
  const sound = {
    "web/src/i18n/zh-Hant/common.json": { "common.me": "我的帳號" },
    "web/src/i18n/en/common.json": { "common.me": "My account" },
    "web/src/i18n/zh-Hant/b.json": { "b.x": "{n} 套" },
    "web/src/i18n/en/b.json": { "b.x": "{n} homes" },
  };

  test("gets a catalogue for the first page and one for each further area, compiled, in three languages", () => {
    const root = checkout(sound);
    expect(generate({ root, check: true })).toEqual([]);
    expect(read(root, "zh-Hans/core.json")).toEqual({ "common.me": ["我的账号"] });
    expect(read(root, "en/b.json")).toEqual({ "b.x": [["n"], " homes"] });
  });

  test.each<{ change: Files; wrong: string | RegExp; why: string }>([
    { change: { "web/src/i18n/en/b.json": {} }, wrong: "web/src/i18n b.x: no text in en", why: "a missing key" },
    { change: { "web/src/i18n/en/b.json": { "b.x": "homes" } }, wrong: /b\.x: placeholders/, why: "other placeholders" },
    { change: { "web/src/i18n/zh-Hant/c.json": { "b.x": "套" } }, wrong: /b\.x: in b\.json and in c\.json/, why: "a key of another area" },
    { change: { "web/src/app.ts": 't("common.me")' }, wrong: "web/src/i18n b.x: used by no source file", why: "an unused text" },
    { change: { "web/src/i18n/zh-Hans.override.json": { "b.y": "套" } }, wrong: /b\.y: overridden/, why: "an override of nothing" },
    {
      change: { "src/i18n/zh-Hant.json": { "problem.x": "錯" }, "src/i18n/en.json": {} },
      wrong: /src\/i18n problem\.x: no text/,
      why: "the server's texts",
    },
  ])("is refused for $why", ({ change, wrong }) => {
    const found = generate({ root: checkout({ ...sound, ...change }), check: true });
    expect(found).toContainEqual(typeof wrong === "string" ? wrong : expect.stringMatching(wrong));
  });

  test("keeps the other areas when one is wrong", () => {
    const root = checkout({ ...sound, "web/src/i18n/en/b.json": {} });
    generate({ root });
    expect(read(root, "en/core.json")).toEqual({ "common.me": ["My account"] });
    expect(() => read(root, "en/b.json")).toThrow();
  });

  test("gets the server's texts with simplified Chinese only where its signs do not make it", () => {
    const root = checkout({
      ...sound,
      "src/i18n/zh-Hant.json": { "problem.x": "帳號{id}", "problem.y": "號碼", "problem.z": "皇后在後" },
      "src/i18n/en.json": { "problem.x": "Account {id}", "problem.y": "Number", "problem.z": "The queen is behind" },
      "src/i18n/zh-Hans.override.json": { "problem.y": "号数" },
    });
    expect(generate({ root })).toEqual([]);
    expect(JSON.parse(readFileSync(join(root, "src/i18n/generated/texts.json"), "utf8"))).toEqual({
      signs: ["帳號碼後", "账号数后"],
      en: { "problem.x": "Account {id}", "problem.y": "Number", "problem.z": "The queen is behind" },
      hant: ["帳號{id}", "號碼", "皇后在後"],
      hans: {},
    });
  });

  test("makes of a sign what it mostly becomes, and says the rest", () => {
    const hant = { one: "著作", two: "著名", three: "看著" };
    const hans = { one: "著作", two: "著名", three: "看着" };
    expect(packed(hant, hant, hans)).toEqual({
      signs: ["", ""],
      en: hant,
      hant: ["著作", "著名", "看著"],
      hans: { three: "看着" },
    });
  });
});

test("the server says every text in simplified Chinese as the generator has it", () => {
  for (const [key, traditional] of Object.entries(hant)) {
    expect(text("zh-Hans", key as TextKey), key).toBe(simplify(key, traditional, { glossary, override: {} }));
  }
});

test("every text of the product is in all its languages", () => {
  expect(generate({ check: false })).toEqual([]);
});
