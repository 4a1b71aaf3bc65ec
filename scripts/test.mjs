/**
 * `npm test`: every check of the project. `-- --only worker,e2e` runs a part, `--full` (`npm run test:full`) adds the
 * whole accessibility matrix, timings and large data. The last line is the sum over all runners.
 */
import { chromiumPath } from "./chromium.mjs";
import { writeSecrets } from "./prepare.mjs";
import { endSteps, reportOf, runSteps } from "./steps.mjs";

const vitest = (name, ...args) => [
  "vitest",
  "run",
  ...args,
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${reportOf(name)}`,
];

/** What asks every operation many times over. */
const walks = ["test/checks/mutations.test.ts", "test/checks/isolation.test.ts", "test/checks/fuzz.test.ts"];

/** @type {import("./steps.mjs").Step[]} */
const steps = [
  { name: "texts", title: "Texts in three languages", commands: [["node", "scripts/i18n.mjs", "--check"]] },
  {
    name: "lint",
    title: "Format and lint, and what mutations break still stands",
    after: ["texts"],
    commands: [
      ["biome", "check", "--error-on-warnings", "."],
      ["node", "scripts/mutate.mjs", "--check"],
    ],
  },
  {
    name: "types",
    title: "Types",
    after: ["texts"],
    commands: [
      ["tsc", "--noEmit"],
      ["tsc", "--noEmit", "-p", "web/tsconfig.json"],
      ["tsc", "--noEmit", "-p", "test/e2e/tsconfig.json"],
    ],
  },
  // Three runtimes, so that two cores have work to the end: the two walks together take as long as all the rest.
  {
    name: "worker",
    title: "Rules and Worker",
    after: ["texts"],
    commands: [vitest("worker", ...walks.flatMap((walk) => ["--exclude", walk]))],
    report: "vitest",
  },
  {
    name: "changes",
    title: "Every operation: what it changes",
    after: ["texts"],
    commands: [vitest("changes", walks[0])],
    report: "vitest",
  },
  {
    name: "checks",
    title: "Every operation: who may, and whatever is sent",
    after: ["texts"],
    commands: [vitest("checks", ...walks.slice(1))],
    report: "vitest",
  },
  {
    name: "client",
    title: "Client and tools",
    after: ["texts"],
    commands: [vitest("client", "--config", "vitest.node.config.ts")],
    report: "vitest",
  },
  {
    name: "build",
    title: "Client built, within its size",
    after: ["texts"],
    commands: [
      ["node", "scripts/build-web.mjs"],
      ["node", "scripts/bundle-size.mjs"],
    ],
  },
  {
    name: "e2e",
    title: "End to end in Chromium",
    needs: ["build"],
    alone: true,
    commands: [["playwright", "test", "--config", "test/e2e/playwright.config.ts"]],
    report: "playwright",
  },
];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    endSteps();
    process.exit(130);
  });
}

const { only, full } = readArguments(process.argv.slice(2));
const chosen = only ? steps.filter((step) => only.includes(step.name)) : steps;
if (full) process.env.FULL = "1";

writeSecrets();
process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = reportOf("e2e");
if (chosen.some((step) => step.name === "e2e")) process.env.CHROMIUM_PATH = chromiumPath();

const { passed, failed } = await runSteps(chosen);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function readArguments(args) {
  const names = steps.map((step) => step.name);
  const at = args.indexOf("--only");
  const only = at < 0 ? undefined : (args[at + 1] ?? "").split(",");
  const unknown = args.filter((arg, index) => arg !== "--full" && (at < 0 || (index !== at && index !== at + 1)));
  if (unknown.length > 0 || only?.some((name) => !names.includes(name))) {
    console.error(`Usage: npm test [-- --only ${names.join(",")}] [-- --full]`);
    process.exit(2);
  }
  return { only, full: args.includes("--full") };
}
