/**
 * What a browser loads of the built client, in brotli bytes, against the limits of the first route and the lazy ones.
 *
 *   node scripts/bundle-size.mjs           the figures, exit 1 over a limit
 *   node scripts/bundle-size.mjs --json    the same as one JSON object
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const DIST = fileURLToPath(new URL("../web/dist/", import.meta.url));
const KB = 1024;

/** Where everybody begins; with the entry it is the first route. */
const FIRST_PAGE = "src/pages/session/LoginPage.tsx";
const ENTRY = "index.html";

/** Limits in brotli bytes. A part that only some people ever load has its own. */
export const LIMITS = {
  firstJs: 170 * KB,
  firstCss: 15 * KB,
  route: 40 * KB,
  locale: 12 * KB,
  spreadsheet: 20 * KB,
};

/**
 * The chunks that come with some of the manifest's entries: themselves and all they import, not what they import later.
 *
 * @param {Record<string, { file: string, imports?: string[], css?: string[] }>} manifest
 * @param {string[]} keys
 * @returns {Set<string>} keys of the manifest
 */
export function closure(manifest, keys) {
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key) || !manifest[key]) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) visit(next);
  };
  for (const key of keys) visit(key);
  return seen;
}

/**
 * Sizes of a built client.
 *
 * @param {Record<string, { file: string, imports?: string[], css?: string[], isDynamicEntry?: boolean }>} manifest
 * @param {(file: string) => number} sizeOf brotli bytes of a file of the build
 */
export function measure(manifest, sizeOf) {
  const files = (keys, kind) => {
    const all = new Set();
    for (const key of keys) for (const file of kind === "js" ? [manifest[key].file] : (manifest[key].css ?? [])) all.add(file);
    return all;
  };
  const sum = (names) => [...names].reduce((total, file) => total + sizeOf(file), 0);

  const first = closure(manifest, [ENTRY, FIRST_PAGE]);
  const lazy = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry);
  const locales = lazy.filter((key) => /\/i18n\/generated\/[^/]+\/core\.json$/.test(key));
  const routes = lazy.filter((key) => !key.endsWith(".json") && key !== FIRST_PAGE);

  return {
    firstJs: sum(files(first, "js")),
    firstCss: sum(files(first, "css")),
    locales: Object.fromEntries(locales.map((key) => [key.split("/").at(-2), sizeOf(manifest[key].file)])),
    routes: Object.fromEntries(
      routes.map((key) => {
        const own = [...closure(manifest, [key])].filter((each) => !first.has(each));
        return [key, sum(files(own, "js")) + sum(files(own, "css"))];
      }),
    ),
  };
}

/**
 * @param {ReturnType<typeof measure>} sizes
 * @returns {string[]} what is over its limit
 */
export function excesses(sizes) {
  const over = [];
  const check = (name, bytes, limit) => {
    if (bytes > limit) over.push(`${name}: ${kilobytes(bytes)} of ${kilobytes(limit)}`);
  };
  check("first route, JS", sizes.firstJs, LIMITS.firstJs);
  check("first route, CSS", sizes.firstCss, LIMITS.firstCss);
  for (const [language, bytes] of Object.entries(sizes.locales)) check(`first texts, ${language}`, bytes, LIMITS.locale);
  for (const [route, bytes] of Object.entries(sizes.routes)) {
    check(route, bytes, route.includes("write-excel-file") ? LIMITS.spreadsheet : LIMITS.route);
  }
  return over;
}

/** What the first page costs before anything can be read on it: code, styles and the longest of the three languages. @throws unbuilt */
export function firstRouteBytes() {
  const { firstJs, firstCss, locales } = measure(readManifest(), brotliBytes);
  return firstJs + firstCss + Math.max(...Object.values(locales));
}

function readManifest() {
  const path = join(DIST, ".vite/manifest.json");
  if (!existsSync(path)) throw new Error("web/dist is not built");
  return JSON.parse(readFileSync(path, "utf8"));
}

function kilobytes(bytes) {
  return `${(bytes / KB).toFixed(1)} KB`;
}

function brotliBytes(file) {
  const content = readFileSync(join(DIST, file));
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

function report() {
  const sizes = measure(readManifest(), brotliBytes);
  const over = excesses(sizes);

  if (process.argv.includes("--json")) console.log(JSON.stringify({ ...sizes, over }));
  else {
    console.log(`first route   JS ${kilobytes(sizes.firstJs)}   CSS ${kilobytes(sizes.firstCss)}`);
    for (const [language, bytes] of Object.entries(sizes.locales)) console.log(`first texts   ${language} ${kilobytes(bytes)}`);
    for (const [route, bytes] of Object.entries(sizes.routes).sort(([, a], [, b]) => b - a))
      console.log(`later         ${kilobytes(bytes)}  ${route}`);
    for (const words of over) console.error(`over its limit: ${words}`);
  }
  if (over.length > 0) process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) report();
