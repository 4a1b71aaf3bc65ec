/** Runs the steps of a check: each after those it needs, two at a time, its words kept together, its tests counted. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";

const patience = 20 * 60_000;
const running = new Set();

/**
 * @typedef {object} Step
 * @property {string} name what `--only` calls it
 * @property {string} title
 * @property {string[][]} commands run one after the other until one fails
 * @property {string[]} [after] steps that go first, however they end
 * @property {string[]} [needs] steps that go first and without which this one fails unrun
 * @property {boolean} [alone] wants both cores
 * @property {"vitest" | "playwright"} [report] what kind of JSON report it writes; without one the step counts as one check
 */

/**
 * @param {Step[]} steps
 * @returns {Promise<{ passed: number, failed: number }>} over all steps
 */
export async function runSteps(steps) {
  const results = new Map();
  const waiting = new Set(steps);
  const busy = new Map();

  while (waiting.size > 0 || busy.size > 0) {
    for (const step of waiting) {
      const earlier = [...(step.after ?? []), ...(step.needs ?? [])].filter((name) => steps.some((other) => other.name === name));
      if (!earlier.every((name) => results.has(name)) || !hasRoom(step, busy)) continue;

      waiting.delete(step);
      const broken = step.needs?.find((name) => results.get(name)?.failed > 0);
      busy.set(step, broken ? notRun(broken) : runStep(step));
    }
    const [step, result] = await Promise.race([...busy].map(async ([step, outcome]) => [step, await outcome]));
    busy.delete(step);
    results.set(step.name, result);
    tell(step, result);
  }

  const sum = (key) => [...results.values()].reduce((total, result) => total + result[key], 0);
  return { passed: sum("passed"), failed: sum("failed") };
}

/** Where a step's runner writes its JSON report. */
export const reportOf = (name) => join(root, ".wrangler/reports", `${name}.json`);

/** Ends everything that runs, when the check is interrupted. */
export function endSteps() {
  for (const child of running) killGroup(child);
}

function hasRoom(step, busy) {
  if (busy.size === 0) return true;
  return !step.alone && busy.size < 2 && ![...busy.keys()].some((other) => other.alone);
}

async function runStep(step) {
  console.log(`   … ${step.title}`);
  const startedAt = Date.now();
  if (step.report) rmSync(reportOf(step.name), { force: true });

  let output = "";
  let ok = true;
  for (const command of step.commands) {
    const { code, said } = await runCommand(command);
    output += said;
    ok = code === 0;
    if (!ok) break;
  }
  return { ...count(step, ok), output, seconds: Math.round((Date.now() - startedAt) / 1000) };
}

function notRun(broken) {
  return Promise.resolve({ passed: 0, failed: 1, output: `Not run: it needs ${broken}, which failed.\n`, seconds: 0 });
}

function runCommand([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    running.add(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));

    const timer = setTimeout(() => {
      said += `\nStopped after ${patience / 60_000} minutes.\n`;
      killGroup(child);
    }, patience);
    child.on("error", (error) => (said += error.message));
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      killGroup(child);
      resolve({ code, said });
    });
  });
}

function killGroup(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // it has ended, and so has all it started
  }
}

/** What the runner's own report says; a runner that failed without a failed test, or ran none, is a failure of its own. */
function count(step, ok) {
  if (!step.report) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!existsSync(reportOf(step.name))) return { passed: 0, failed: 1 };

  const report = JSON.parse(readFileSync(reportOf(step.name), "utf8"));
  const { passed, failed } = step.report === "vitest" ? countVitest(report) : countPlaywright(report);
  const broke = (!ok && failed === 0) || passed + failed === 0;
  return { passed, failed: failed + (broke ? 1 : 0) };
}

function countVitest(report) {
  const unread = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unread };
}

function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

function tell(step, { passed, failed, output, seconds }) {
  console.log(`\n${failed > 0 ? "✗" : "✓"} ${step.title}: ${passed} passed, ${failed} failed (${seconds} s)`);
  if (failed > 0) console.log(indent(output));
}

const indent = (text) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
