/**
 * Runs one of our scripts as it wants to be run: `node scripts/launch.mjs start …`.
 *
 * A fresh clone has no node_modules and perhaps Node 20, while the tools need Node 24. So this file uses
 * nothing but Node's own modules, installs from the lockfile when what is installed differs from it, and
 * hands over to the Node that the lockfile names.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packagedNode = join(root, "node_modules/node/bin/node");
const [name = "", ...args] = process.argv.slice(2);
const script = join(root, "scripts", `${name}.mjs`);

if (!/^[a-z-]+$/.test(name) || !existsSync(script)) {
  console.error(`There is no scripts/${name}.mjs`);
  process.exit(2);
}

if (!isInstalled()) install();

process.env.PATH = `${join(root, "node_modules/.bin")}:${process.env.PATH ?? ""}`;
if (process.version === `v${lockedVersion("node")}`) {
  process.argv.splice(1, 2, script);
  await import(pathToFileURL(script).href);
} else {
  handOver();
}

/** Whether npm's own record of the last install names the version of every package that the lockfile asks for. */
function isInstalled() {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(packagedNode) || !existsSync(record)) return false;

  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = Object.entries(lockedPackages()).filter(([path]) => path !== "");
  return wanted.every(([path, { version, optional }]) => (installed[path] ? installed[path].version === version : optional === true));
}

function install() {
  console.log("Installing what package-lock.json names (about 20 s) …");
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const { status, error } = spawnSync(npm[0], [...npm.slice(1), "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status === 0 && isInstalled()) return;

  console.error(error?.message ?? "npm ci did not install everything. Is the npm registry in reach, and are install scripts allowed?");
  process.exit(1);
}

/** The same script on the packaged Node. Ctrl-C reaches both from the terminal, so only the child decides when to end. */
function handOver() {
  const child = spawn(packagedNode, [script, ...args], { cwd: root, stdio: "inherit" });
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const starter = process.ppid; // npm dies of a SIGTERM and passes it to its shell alone
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === starter || child.kill("SIGTERM"), 1000).unref();
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function lockedPackages() {
  return JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
}

function lockedVersion(name) {
  return lockedPackages()[`node_modules/${name}`].version;
}
