import { defineConfig } from "@playwright/test";

/** Where this run's own Worker answers; another port than `npm start`, so that both may run. */
const port = Number(process.env.E2E_PORT ?? 8790);

const common = { locale: "zh-TW", timezoneId: "Asia/Shanghai" };

/** One Worker with its own data for the whole run, so one browser at a time: a spec may move the Worker's clock. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  globalSetup: "./support/worker.ts",
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json"]],
  use: {
    baseURL: `http://localhost:${port}`,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: ["--no-sandbox"] },
  },
  projects: [
    { name: "desktop", use: { ...common, viewport: { width: 1440, height: 900 } } },
    { name: "phone", use: { ...common, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } },
  ],
});
