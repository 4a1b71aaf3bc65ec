/** The Worker on this machine (`wrangler dev`): started, waited for, watched, and ended with everything it started. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { quietWrangler, root } from "./prepare.mjs";

const cron = "*/5 * * * *";

/**
 * Starts the Worker and returns once it answers its health check.
 *
 * @param {{ port: number, state: string, assets?: string, vars?: Record<string, string>, onLine?: (line: string) => void }} options
 *   `state` is the folder of its databases; `assets` that of the client, where it is not the built one; `vars` win over
 *   `.dev.vars`; `onLine` gets what the Worker prints
 * @returns {Promise<{ url: string, ended: Promise<unknown>, stop: () => Promise<void>, kill: () => Promise<void> }>}
 *   `kill` is a crash: nothing that runs gets to its end
 * @throws when the port is taken, or the Worker ends or is silent for a minute
 */
export async function startServer({ port, state, assets, vars = {}, onLine = () => {} }) {
  await reclaim(state);
  if (await isTaken(port)) throw new Error(`Port ${port} is in use. Choose another: PORT=${port + 1} npm start`);

  const url = `http://localhost:${port}`;
  const child = spawn(
    process.execPath,
    [
      join(root, "node_modules/wrangler/bin/wrangler.js"),
      ...["dev", "src/local.ts", "--ip", "127.0.0.1", "--port", `${port}`, "--inspector-port", "0", "--persist-to", state],
      ...["--log-level", "log", "--show-interactive-dev-session=false"],
      ...(assets ? ["--assets", assets] : []),
      ...Object.entries({ PUBLIC_ORIGIN: url, ...vars }).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
    ],
    { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...quietWrangler } },
  );
  record(state, { owner: process.pid, group: child.pid, url });

  const said = [];
  let ready = false;
  let giveUp;
  const unbuilt = new Promise((resolve) => (giveUp = () => resolve("did not build")));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      if (ready && !isChatter(line)) onLine(line);
      if (ready) return;
      said.push(line);
      if (line.includes("Build failed")) setTimeout(giveUp, 500); // what failed is in the lines to come
    });
  }

  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ?? code))).then((how) => {
    killGroup(child.pid, "SIGKILL");
    return how;
  });
  const killAtOnce = () => killGroup(child.pid, "SIGKILL");
  process.on("exit", killAtOnce);

  const end = async (signal) => {
    killGroup(child.pid, signal);
    const patience = setTimeout(killAtOnce, 5000);
    await ended;
    clearTimeout(patience);
    process.off("exit", killAtOnce);
    rmSync(recordOf(state), { force: true });
  };
  const stop = () => end("SIGTERM");

  const outcome = await Promise.race([answers(`${url}/api/v1/health`), ended.then((how) => `ended with ${how}`), unbuilt]);
  if (outcome !== "healthy") {
    await stop();
    throw new Error(`The Worker ${outcome}:\n${said.filter((line) => line.trim()).join("\n")}`);
  }
  ready = true;
  return { url, ended, stop, kill: () => end("SIGKILL") };
}

/** The server that keeps its data under `state` and is still running, if there is one. */
export function runningServer(state) {
  const known = readRecord(state);
  return known && isOurs(known.owner, /scripts|playwright/) && isOurs(known.group, /wrangler/) ? known : undefined;
}

/** Fills an empty local system with the demo tenants; asked again it changes nothing. Answered in a local environment only. */
export async function seedDemo(url) {
  const response = await fetch(`${url}/__local/demo`, { method: "POST", headers: { origin: url } });
  if (!response.ok) throw new Error(`The demo data was refused (${response.status}): ${await response.text()}`);
}

/** Lets the scheduled work run now and every minute from now on, as Cloudflare would; returns how to end it. */
export function driveCron(url) {
  const tick = () => fetch(`${url}/cdn-cgi/local/scheduled?cron=${encodeURIComponent(cron)}`).catch(() => {}); // a reload drops one; the next comes
  const timer = setInterval(tick, 60_000);
  tick();
  return () => clearInterval(timer);
}

/** Ends what a starter that was killed outright left behind, so that its port and its databases are free again. */
async function reclaim(state) {
  if (runningServer(state)) throw new Error(`A server of this checkout is running at ${readRecord(state).url}. End it first.`);

  const left = readRecord(state);
  if (!left) return;
  if (isOurs(left.group, /wrangler/)) {
    killGroup(left.group, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 500)); // until the system has taken its port back
  }
  rmSync(recordOf(state), { force: true });
}

function recordOf(state) {
  return join(root, `${state}.server.json`);
}

function record(state, server) {
  mkdirSync(dirname(recordOf(state)), { recursive: true });
  writeFileSync(recordOf(state), JSON.stringify(server));
}

function readRecord(state) {
  return existsSync(recordOf(state)) ? JSON.parse(readFileSync(recordOf(state), "utf8")) : undefined;
}

/** Whether a process lives and is what we started, not another that got its number later. */
function isOurs(pid, command) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const cmdline = `/proc/${pid}/cmdline`;
  return !existsSync(cmdline) || command.test(readFileSync(cmdline, "utf8"));
}

function killGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // nobody is left in it
  }
}

function isTaken(port) {
  const answersOn = (host) =>
    new Promise((resolve) => {
      const socket = connect({ port, host });
      const end = (taken) => {
        socket.destroy();
        resolve(taken);
      };
      socket.once("connect", () => end(true)).once("error", () => end(false));
    });
  return Promise.all([answersOn("127.0.0.1"), answersOn("::1")]).then((found) => found.includes(true));
}

/** @returns {Promise<string>} "healthy", or what was heard instead within a minute */
async function answers(address) {
  let heard = "gave no answer";
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 100))) {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(20_000) });
      if (response.ok) return "healthy";
      heard = `answered ${response.status} ${await response.text()}`;
    } catch {
      // not listening yet
    }
  }
  return heard;
}

/** Wrangler's own remarks and its line for each request; what the Worker itself prints is kept. */
function isChatter(line) {
  return line.trim() === "" || line.startsWith("[wrangler:info]") || line.startsWith("⎔");
}
