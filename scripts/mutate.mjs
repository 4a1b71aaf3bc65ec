/**
 * `npm run mutate [-- --only id,id] [-- --check]`: breaks one line at a time, as `test/mutations.json` lists them, in a copy of the
 * working tree, and expects the named test to notice. A mutation that no assertion notices is a check that checks nothing.
 * With `--check` it only looks whether each line still stands where the list says.
 *
 * An entry: `id`; `file`, `find` (must stand there exactly once) and `replace`; `why`, what would go wrong unnoticed;
 * `test`, which test must notice, as `file > words of its name` or `file > its describe > words of its name`.
 */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateTexts, root } from "./prepare.mjs";

const atOnce = 2;
const { values } = parseArgs({ options: { only: { type: "string" }, check: { type: "boolean", default: false } } });
const listed = JSON.parse(readFileSync(join(root, "test/mutations.json"), "utf8"));
const mutations = values.only ? listed.filter(({ id }) => values.only.split(",").includes(id)) : listed;

const unknown = values.only?.split(",").filter((id) => !listed.some((mutation) => mutation.id === id)) ?? [];
const mistakes = [...unknown.map((id) => `${id}: there is no such mutation`), ...mistakesIn(mutations)];
if (mistakes.length > 0) {
  console.error(mistakes.join("\n"));
  process.exit(2);
}
if (values.check) process.exit(0);

const scratch = mkdtempSync(join(tmpdir(), "mutate-"));
const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGTERM");
  rmSync(scratch, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

generateTexts();
const copies = Array.from({ length: Math.min(atOnce, mutations.length) }, (_, at) => copyTree(join(scratch, `${at}`)));
await expectGreen(copies[0]);

const outcomes = [];
const waiting = [...mutations];
await Promise.all(copies.map(work));

const survivors = outcomes.filter(({ outcome }) => outcome !== "noticed");
console.log(`\n${outcomes.length - survivors.length} noticed, ${survivors.length} not`);
process.exit(survivors.length > 0 ? 1 : 0);

async function work(copy) {
  for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
    const result = { ...mutation, ...(await outcomeOf(mutation, copy)) };
    outcomes.push(result);
    console.log(`${result.outcome === "noticed" ? "✓" : "✗"} ${result.id.padEnd(34)} ${result.outcome.padEnd(12)} ${result.why}`);
    if (result.outcome !== "noticed") console.log(`    ${mutation.file} by ${mutation.test}: ${result.said}`);
  }
}

/** Applies one mutation, runs its test, and takes the mutation back. */
async function outcomeOf({ file, find, replace, test }, copy) {
  const path = join(copy, file);
  const original = readFileSync(path, "utf8");
  writeFileSync(
    path,
    original.replace(find, () => replace),
  );
  try {
    return judge(await runTests(copy, [fileOf(test)], nameOf(test)), nameOf(test));
  } finally {
    writeFileSync(path, original);
  }
}

/** Only an assertion that fails has noticed anything; a file that cannot even be read has not. */
function judge(report, name) {
  if (!report) return { outcome: "broken", said: "the tests did not run" };
  const unread = report.testResults.find((file) => file.status === "failed" && file.assertionResults.length === 0);
  if (unread) return { outcome: "broken", said: unread.message };

  const failed = report.testResults.flatMap((file) => file.assertionResults).filter(({ status }) => status === "failed");
  if (failed.some(({ fullName }) => isNamed(fullName, name))) return { outcome: "noticed", said: "" };
  return { outcome: "survived", said: report.numPassedTests === 0 ? "no test has that name" : `${report.numPassedTests} tests passed` };
}

/** A test that is red before anything is broken proves nothing, nor does one that is not there. */
async function expectGreen(copy) {
  console.log("The named tests, with nothing broken …");
  for (const group of [mutations.filter(({ test }) => !isNodeTest(test)), mutations.filter(({ test }) => isNodeTest(test))]) {
    if (group.length === 0) continue;
    const report = await runTests(
      copy,
      [...new Set(group.map(({ test }) => fileOf(test)))],
      ...new Set(group.map(({ test }) => nameOf(test))),
    );
    const tests = report?.testResults.flatMap((file) => file.assertionResults) ?? [];
    const wrong = [
      ...(report?.testResults ?? [])
        .filter(({ status }) => status === "failed")
        .map(({ name, message, assertionResults }) => `${name.replace(copy, "")}: red ${message} ${redIn(assertionResults)}`),
      ...group
        .filter(({ test }) => !tests.some(({ fullName, status }) => status === "passed" && isNamed(fullName, nameOf(test))))
        .map(({ id, test }) => `${id}: ${test} did not pass`),
    ];
    if (wrong.length > 0) {
      console.error(`With nothing broken:\n${wrong.join("\n")}`);
      process.exit(2);
    }
  }
}

function redIn(results) {
  const red = results.filter(({ status }) => status === "failed");
  return red.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]}`).join("\n");
}

/** @returns {Promise<object | undefined>} vitest's JSON report */
function runTests(copy, files, ...names) {
  const output = join(copy, ".report.json");
  rmSync(output, { force: true });
  const args = ["run", ...files, "--reporter=json", `--outputFile=${output}`];
  if (isNodeTest(files[0])) args.push("--config", "vitest.node.config.ts");
  args.push("--testNamePattern", names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"));
  return new Promise((resolve) => {
    const child = spawn("vitest", args, { cwd: copy, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => (said += chunk));
    running.add(child);
    child.on("close", (code, signal) => {
      running.delete(child);
      try {
        resolve(JSON.parse(readFileSync(output, "utf8")));
      } catch {
        console.error(`vitest wrote no report (${signal ?? code}): ${said.trim().slice(-2000)}`);
        resolve(undefined);
      }
    });
  });
}

/** The working tree as it is, committed or not, with the installed packages linked. */
function copyTree(to) {
  const { stdout } = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  const generated = ["src/i18n/generated", "web/src/i18n/generated"];
  for (const path of [...stdout.split("\0").filter(Boolean), ...generated]) {
    cpSync(join(root, path), join(to, path), { recursive: true, force: true, errorOnExist: false });
  }
  symlinkSync(join(root, "node_modules"), join(to, "node_modules"));
  return to;
}

function mistakesIn(entries) {
  const ids = entries.map(({ id }) => id);
  return entries.flatMap(({ id, file, find, replace, test }) => {
    const times = readFileSync(join(root, file), "utf8").split(find).length - 1;
    return [
      ...(ids.filter((other) => other === id).length > 1 ? [`${id}: this id is used twice`] : []),
      ...(times === 1 ? [] : [`${id}: \`${find}\` stands ${times} times in ${file}, it must stand there once`]),
      ...(nameOf(test) === "" ? [`${id}: names a file and no test in it`] : []),
      ...(find === replace ? [`${id}: replaces a line by itself`] : []),
    ];
  });
}

function isNodeTest(file) {
  return /^test\/(web|tools)\//.test(file);
}

function fileOf(test) {
  return test.split(" > ")[0];
}

/** Vitest joins the names of a describe and its test with ` > ` to choose by, and with a space to report. */
function isNamed(fullName, name) {
  return fullName.includes(name.replaceAll(" > ", " "));
}

function nameOf(test) {
  return test.split(" > ").slice(1).join(" > ");
}
