import { rmSync } from "node:fs";
import { join } from "node:path";
import type { FullConfig } from "@playwright/test";
import { e2eState, migrate, root } from "../../../scripts/prepare.mjs";
import { seedDemo, startServer } from "../../../scripts/server.mjs";

/** Starts the Worker of this run over empty databases, fills them with the demo, and returns how to end it. */
export default async function startWorker(config: FullConfig): Promise<() => Promise<void>> {
  rmSync(join(root, e2eState), { recursive: true, force: true });
  await migrate(e2eState);

  const { port } = new URL(config.projects[0]?.use.baseURL ?? "");
  const server = await startServer({
    port: Number(port),
    state: e2eState,
    vars: { ENVIRONMENT: "local" },
    onLine: (line: string) => process.env.E2E_VERBOSE && console.log(line),
  });
  await seedDemo(server.url);

  return server.stop;
}
