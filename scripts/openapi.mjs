/**
 * Writes the OpenAPI document of the API among the client's files, from where the Worker's address for it is answered:
 * the schemas tell it, so their code is bundled for Node and asked once. Only what writes it is left out of the Worker.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundled = join(root, ".wrangler/openapi");

/** What the code imports of the runtime; nothing of it is called while the schemas are read. */
const runtime = {
  name: "runtime",
  resolveId: (id) => (id === "cloudflare:workers" ? "\0runtime" : undefined),
  load: (id) => (id === "\0runtime" ? "export const waitUntil = () => {};" : undefined),
};

await build({
  root,
  configFile: false,
  logLevel: "warn",
  plugins: [{ ...runtime, enforce: "pre" }],
  resolve: { alias: { "@hono/zod-openapi": join(root, "src/http/zod-openapi.ts") } },
  ssr: { noExternal: true },
  build: { ssr: join(root, "src/http/openapi.ts"), outDir: bundled, emptyOutDir: true, minify: false, copyPublicDir: false },
});
const { openApiDocument } = await import(pathToFileURL(join(bundled, "openapi.js")).href);
const document = JSON.stringify(await openApiDocument());
rmSync(bundled, { recursive: true });

const file = join(root, "web/dist/api/v1/openapi.json");
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, document);
