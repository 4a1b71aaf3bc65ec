/** How large the Worker and the client's first page are, and how long the Worker takes to start. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { quietWrangler, root } from "../scripts/prepare.mjs";
import { work } from "./servers.mjs";

export const gzipBytes = (script) => gzipSync(readFileSync(script), { level: 9 }).length;

/**
 * Milliseconds in which the Worker was busy starting, by `wrangler check startup`: what its profile sampled outside `(idle)`.
 * The least of three, since the rest is what else this machine was doing.
 */
export function startupMs() {
  const outfile = join(work, "startup.cpuprofile");
  const once = () => {
    const { status, stdout, stderr } = spawnSync("wrangler", ["check", "startup", "--args=--minify", "--outfile", outfile], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, ...quietWrangler },
    });
    if (status !== 0) throw new Error(`wrangler check startup failed:\n${stdout}${stderr}`);
    return busyMs(JSON.parse(readFileSync(outfile, "utf8")));
  };
  return Math.min(once(), once(), once());
}

function busyMs({ nodes, samples, timeDeltas }) {
  const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === "(idle)").map(({ id }) => id));
  const busy = samples.reduce((total, node, at) => (idle.has(node) ? total : total + timeDeltas[at]), 0);
  return Math.round(busy / 100) / 10;
}
