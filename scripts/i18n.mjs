// Makes the texts of the three languages ready to run.
//
// By hand: zh-Hant and en. Generated: zh-Hans, by OpenCC and our glossary (`zh-Hans.glossary.json`, read after
// OpenCC), unless `zh-Hans.override.json` beside the sources says it otherwise. OpenCC is never shipped.
//
//   node scripts/i18n.mjs           write the generated files; fails on a missing key, other placeholders, a doubled key
//   node scripts/i18n.mjs --check   the same, and fails on a text that no source file uses
//
// Web texts are ICU, one JSON object per area and language; they become one compiled catalogue for the first page
// (the CORE areas) and one per further area, with `keys.ts` naming every key and its placeholders for the type check.
// Server texts are one flat JSON object per language.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { Converter } from "opencc-js/t2cn";

export const LANGUAGES = ["zh-Hant", "zh-Hans", "en"];

/** Areas that every page needs; they are loaded before the first paint of words. */
export const CORE = ["common", "session", "shell"];

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const openCc = Converter({ from: "twp", to: "cn" });

/**
 * Simplified Chinese of one text: the override if there is one, else OpenCC and then the glossary, longest word first.
 *
 * @param {string} key
 * @param {string} text in traditional Chinese
 * @param {{ glossary: Record<string, string>, override: Record<string, string> }} words
 * @returns {string}
 */
export function simplify(key, text, { glossary, override }) {
  if (Object.hasOwn(override, key)) return override[key];

  return Object.entries(glossary)
    .sort(([a], [b]) => b.length - a.length)
    .reduce((simplified, [word, ours]) => simplified.replaceAll(word, ours), openCc(text));
}

/**
 * Every placeholder of an ICU text with what it takes, and the tags around words: `n:number`, `name:text`, `<b>`.
 *
 * @param {string} text
 * @returns {Map<string, "number" | "text" | "tag" | string>} `select` gives its choices joined by `|`
 * @throws if the text is not valid ICU
 */
export function placeholders(text) {
  /** @type {Map<string, string>} */
  const found = new Map();

  const walk = (tokens) => {
    for (const token of tokens) {
      if (typeof token === "string") {
        for (const [, tag] of token.matchAll(/<([a-zA-Z]\w*)\/?>/g)) found.set(tag, "tag");
        continue;
      }
      const [name, type, format] = token;
      if (type === "select") found.set(name, choicesOf(format).join("|"));
      else if (type === "plural" || type === "selectordinal" || type === "number") found.set(name, "number");
      else if (!found.has(name)) found.set(name, "text");
      if (format && typeof format === "object") for (const choice of Object.values(format)) if (Array.isArray(choice)) walk(choice);
    }
  };
  walk(compileMessageOrThrow(text));
  return found;
}

/** The words a `select` tells apart; the compiler adds an offset that only plurals have. */
function choicesOf(format) {
  return Object.keys(format)
    .filter((choice) => choice !== "offset")
    .sort();
}

/**
 * What is wrong between two languages of the same texts, in words.
 *
 * @param {Record<string, string>} source
 * @param {Record<string, string>} other
 * @param {string} language the other's name, for the words
 * @returns {string[]}
 */
export function differences(source, other, language) {
  const wrong = [];
  for (const [key, text] of Object.entries(source)) {
    if (!Object.hasOwn(other, key)) {
      wrong.push(`${key}: no text in ${language}`);
      continue;
    }
    try {
      const [ours, theirs] = [text, other[key]].map((words) => [...placeholders(words).keys()].sort().join(", "));
      if (ours !== theirs) wrong.push(`${key}: placeholders are {${ours}} in zh-Hant and {${theirs}} in ${language}`);
    } catch (error) {
      wrong.push(`${key}: not a valid message in zh-Hant or ${language}: ${error.message}`);
    }
  }
  for (const key of Object.keys(other)) if (!Object.hasOwn(source, key)) wrong.push(`${key}: in ${language} alone`);
  return wrong;
}

/**
 * Keys that no source text mentions, neither as a string nor as the outcome of a template (`approvals.state.${state}`).
 *
 * @param {string[]} keys
 * @param {string} source all source files, joined
 */
export function unused(keys, source) {
  const literals = new Set([...source.matchAll(/["'`]([\w-]+(?:\.[\w:-]+)+)["'`]/g)].map(([, literal]) => literal));
  const templates = [...source.matchAll(/`([\w-]+\.(?:[\w.:-]|\$\{[^}`]*\})*)`/g)]
    .map(([, template]) => template)
    .filter((template) => template.includes("${"))
    .map((template) => {
      const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\."));
      return new RegExp(`^${parts.join("[\\w.:-]+")}$`);
    });

  return keys.filter((key) => !literals.has(key) && !templates.some((template) => template.test(key)));
}

/** `keys.ts`: every key of the web texts, and the values that a text needs: a number where either language counts. */
export function keysModule(texts, english) {
  const type = (kind) => (kind === "number" ? "number" : kind === "text" ? "string | number" : `string /* ${kind} */`);
  const lines = Object.keys(texts)
    .sort()
    .map((key) => {
      const inEnglish = knownPlaceholders(english[key] ?? texts[key]);
      const values = [...knownPlaceholders(texts[key])]
        .filter(([, kind]) => kind !== "tag")
        .map(([name, kind]) => [name, kind === "text" ? (inEnglish.get(name) ?? kind) : kind]);
      const fields = values.map(([name, kind]) => `${/^\d/.test(name) ? JSON.stringify(name) : name}: ${type(kind)}`);
      return `  ${JSON.stringify(key)}: ${fields.length ? `{ ${fields.join("; ")} }` : "undefined"};`;
    });
  return `// Made by scripts/i18n.mjs from the zh-Hant texts.\nexport interface MessageValues {\n${lines.join("\n")}\n}\n`;
}

/** As `placeholders`; none for a text that is not valid, which is reported elsewhere. */
function knownPlaceholders(text) {
  try {
    return placeholders(text);
  } catch {
    return new Map();
  }
}

function readJson(path) {
  if (!existsSync(path)) return {};
  const text = readFileSync(path, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: ${error.message}`);
  }
}

function write(path, content) {
  if (existsSync(path) && readFileSync(path, "utf8") === content) return; // an unchanged file keeps its time: no rebuild
  writeFileSync(path, content);
}

/** Reads the areas of one language and says which keys stand twice or under a foreign area. */
function readAreas(directory, wrong) {
  const areas = new Map();
  const owner = new Map();
  for (const file of existsSync(directory) ? readdirSync(directory).sort() : []) {
    if (!file.endsWith(".json")) continue;
    const area = file.slice(0, -".json".length);
    const texts = readJson(join(directory, file));
    areas.set(area, texts);
    for (const key of Object.keys(texts)) {
      if (!key.startsWith(`${area}.`)) wrong.push(`${key}: in ${area}.json, so it must begin with ${area}.`);
      if (owner.has(key)) wrong.push(`${key}: in ${owner.get(key)}.json and in ${area}.json`);
      owner.set(key, area);
    }
  }
  return areas;
}

function sourceOf(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes("generated"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

const compile = (texts) =>
  JSON.stringify(Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compileMessageOrThrow(text)])));

/** Makes the web texts; an area with something wrong keeps what was made of it before, the others are made anew. */
function buildWeb(root, glossary, check, wrong) {
  const texts = join(root, "web/src/i18n");
  const generated = join(texts, "generated");
  const hant = readAreas(join(texts, "zh-Hant"), wrong);
  const en = readAreas(join(texts, "en"), wrong);
  const words = { glossary, override: readJson(join(texts, "zh-Hans.override.json")) };
  const hans = new Map([...hant].map(([area, its]) => [area, simplified(its, words)]));
  const all = Object.assign({}, ...hant.values());
  const english = Object.assign({}, ...en.values());

  const broken = new Set();
  for (const area of new Set([...hant.keys(), ...en.keys()])) {
    const its = hant.get(area) ?? {};
    const found = [...differences(its, en.get(area) ?? {}, "en"), ...differences(its, hans.get(area) ?? {}, "zh-Hans")];
    wrong.push(...found);
    if (found.length > 0) broken.add(CORE.includes(area) ? "core" : area);
  }
  for (const key of Object.keys(words.override)) if (!Object.hasOwn(all, key)) wrong.push(`${key}: overridden in zh-Hans, but not a text`);
  if (check) wrong.push(...unused(Object.keys(all), sourceOf(join(root, "web/src"))).map((key) => `${key}: used by no source file`));

  for (const [language, areas] of [
    ["zh-Hant", hant],
    ["zh-Hans", hans],
    ["en", en],
  ]) {
    const catalogues = catalogueOf(areas);
    const directory = join(generated, language);
    mkdirSync(directory, { recursive: true });
    for (const [name, its] of catalogues) if (!broken.has(name)) write(join(directory, `${name}.json`), compile(its));
    for (const file of readdirSync(directory)) if (!catalogues.has(file.slice(0, -".json".length))) rmSync(join(directory, file));
  }
  write(join(generated, "keys.ts"), keysModule(all, english));
}

/** What is loaded together: the core areas as one, every further area alone. */
function catalogueOf(areas) {
  const core = Object.assign({}, ...CORE.map((area) => areas.get(area) ?? {}));
  return new Map([["core", core], ...[...areas].filter(([area]) => !CORE.includes(area))]);
}

function buildServer(root, glossary, wrong) {
  const texts = join(root, "src/i18n");
  const hant = readJson(join(texts, "zh-Hant.json"));
  const words = { glossary, override: readJson(join(texts, "zh-Hans.override.json")) };
  const en = readJson(join(texts, "en.json"));
  const hans = simplified(hant, words);

  wrong.push(...differences(hant, en, "en"), ...differences(hant, hans, "zh-Hans"));
  if (wrong.length || !existsSync(texts)) return;
  mkdirSync(join(texts, "generated"), { recursive: true });
  write(join(texts, "generated/texts.json"), `${JSON.stringify(packed(hant, en, hans), null, 1)}\n`);
}

/**
 * The server's texts as small as they come, since they are a tenth of the Worker: each language by itself (what is alike
 * must stand near each other to compress), the keys once, with the English; traditional Chinese in the same order;
 * simplified only where `signs` does not make it of the traditional.
 *
 * @returns {{ signs: [string, string], en: Record<string, string>, hant: string[], hans: Record<string, string> }} `signs`:
 *   each sign of the first is the one at the same place of the second
 */
export function packed(hant, en, hans) {
  const seen = new Map();
  for (const [key, text] of Object.entries(hant)) {
    const [ours, theirs] = [[...text], [...hans[key]]];
    if (ours.length !== theirs.length) continue;
    for (const [at, sign] of ours.entries()) {
      const counts = seen.get(sign) ?? new Map();
      seen.set(sign, counts.set(theirs[at], (counts.get(theirs[at]) ?? 0) + 1));
    }
  }
  const pairs = [...seen]
    .map(([sign, counts]) => [sign, [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0]])
    .filter(([sign, simple]) => sign !== simple);
  const simple = new Map(pairs);
  const made = (text) => [...text].map((sign) => simple.get(sign) ?? sign).join("");

  return {
    signs: [pairs.map(([sign]) => sign).join(""), pairs.map(([, its]) => its).join("")],
    en: Object.fromEntries(Object.keys(hant).map((key) => [key, en[key]])),
    hant: Object.values(hant),
    hans: Object.fromEntries(Object.entries(hans).filter(([key, text]) => made(hant[key]) !== text)),
  };
}

function simplified(texts, words) {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, simplify(key, text, words)]));
}

/**
 * Generates everything under a checkout.
 *
 * @param {{ root?: string, check?: boolean }} options
 * @returns {string[]} what is wrong, one sentence each
 */
export function generate({ root = ROOT, check = false } = {}) {
  const glossary = readJson(join(root, "scripts/zh-Hans.glossary.json"));
  const [server, web] = [[], []];
  buildServer(root, glossary, server);
  buildWeb(root, glossary, check, web);
  return [...server.map((words) => `src/i18n ${words}`), ...web.map((words) => `web/src/i18n ${words}`)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = generate({ check: process.argv.includes("--check") });
  for (const words of wrong) console.error(words);
  if (wrong.length) process.exit(1);
}
