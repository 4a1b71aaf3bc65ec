import { defineConfig } from "@playwright/test";

/** Where this run's own Worker answers; another port than `npm start`, so that both may run. */
const port = Number(process.env.E2E_PORT ?? 8790);

const common = { locale: "zh-TW", timezoneId: "Asia/Shanghai", reducedMotion: "reduce" } as const; // waiting for a drawer to slide in proves nothing

/** One Worker with its own data for the whole run: each test makes what it changes, so that two browsers may work at once. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  globalSetup: "./support/worker.ts",
  workers: process.env.FULL ? 1 : 2, // what is timed runs alone
  testIgnore: process.env.FULL ? [] : "full/**",
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json"]],
  use: {
    baseURL: `http://localhost:${port}`,
    actionTimeout: 30_000, // a button that is not there is said at once, not when the whole story's time is over
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off", // recording takes a fifth of the run's time
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: ["--no-sandbox"],
      env: { ...process.env, LC_ALL: "C.UTF-8" } as Record<string, string>, // else a file named in Chinese is downloaded as "download"
    },
  },
  projects: [
    {
      name: "desktop",
      use: { ...common, viewport: { width: 1440, height: 900 } },
    },
    { name: "phone", use: { ...common, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } },
  ],
});
