import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { toGateway } from "./test/support/gateway.mjs";

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      main: "./src/local.ts",
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          ENVIRONMENT: "test",
          ALONE: process.env.FULL ?? "",
          FUZZ: process.env.FUZZ ?? "5000",
          ROWS: process.env.FULL ? "100000" : "10000",
          FUZZ_SEED: process.env.FUZZ_SEED ?? "20081120",
          DIRECTORY_MIGRATIONS: await readD1Migrations("migrations/directory"),
          AGENCY_MIGRATIONS: await readD1Migrations("migrations/agency"),
          TOKEN_KEY: "test-token-key-0123456789abcdef0123456789abcdef",
          MASTER_KEY: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        },
        // No test waits so long: what the queue would do, a test does itself, and nothing else writes while it looks.
        queueConsumers: { "tuantuo-jobs": { maxBatchSize: 100, maxBatchTimeout: 60 } },
        outboundService: toGateway, // nothing leaves the machine in a test
      },
    }),
  ],
  resolve: { alias: { "@hono/zod-openapi": new URL("src/http/zod-openapi.ts", import.meta.url).pathname } }, // as wrangler.toml has it
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "test/tools/**", "test/web/**"],
    setupFiles: ["./test/support/storage.ts"],
    testTimeout: 60_000, // two cores may be shared with a browser and a build
    hookTimeout: 120_000,
    isolate: false,
    // A line that the queue's consumer says waits in the runner until a test says something: after the last test, for ever.
    disableConsoleIntercept: true,
    maxWorkers: 1,
  },
}));
