import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          ENVIRONMENT: "test",
          FUZZ: process.env.FUZZ ?? "5000",
          FUZZ_SEED: process.env.FUZZ_SEED ?? "20081120",
          DIRECTORY_MIGRATIONS: await readD1Migrations("migrations/directory"),
          AGENCY_MIGRATIONS: await readD1Migrations("migrations/agency"),
          TOKEN_KEY: "test-token-key-0123456789abcdef0123456789abcdef",
          MASTER_KEY: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        },
        outboundService: () => Response.json({ success: true }), // nothing leaves the machine in a test
      },
    }),
  ],
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "test/tools/**", "test/web/**"],
    setupFiles: ["./test/support/storage.ts"],
    isolate: false,
    maxWorkers: 1,
  },
}));
