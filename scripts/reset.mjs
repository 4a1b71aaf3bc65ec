/** `npm run reset`: empties what the local server keeps (databases, files, queues). Secrets and the built client stay. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { localState, root } from "./prepare.mjs";
import { runningServer } from "./server.mjs";

const running = runningServer(localState);
if (running) {
  console.error(`A server of this checkout is running at ${running.url}: end it first, it holds this data open.`);
  process.exit(1);
}
rmSync(join(root, localState), { recursive: true, force: true });
console.log("The local data is gone; npm start makes the demo anew.");
