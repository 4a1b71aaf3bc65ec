/** `npm run recount`: asks the local databases whether what must always hold does, from the raw facts. Exits 1 when anything breaks. */
import { join } from "node:path";
import { getPlatformProxy } from "wrangler";
import { localState, quietWrangler, root } from "./prepare.mjs";
import { invariants } from "./recount/invariants.ts";
import { runningServer } from "./server.mjs";

const running = runningServer(localState);
if (running) {
  console.error(`A server of this checkout is running at ${running.url}: end it first, it holds this data open.`);
  process.exit(1);
}
Object.assign(process.env, quietWrangler, { WRANGLER_LOG: "warn" });
const { env, dispose } = await getPlatformProxy({
  configPath: join(root, "wrangler.toml"),
  persist: { path: join(root, localState, "v3") },
});

let broken = 0;
for (const shard of ["SHARD_1", "SHARD_2"]) {
  for (const { says, sql } of invariants) {
    const { results } = await env[shard].prepare(sql).all();
    if (results.length === 0) continue;
    broken += 1;
    console.error(
      `${shard}: not so that ${says}: ${results
        .slice(0, 5)
        .map(({ id }) => id)
        .join(", ")}${results.length > 5 ? " …" : ""}`,
    );
  }
}
await dispose();
console.log(broken === 0 ? `${invariants.length} invariants hold on both shards.` : `${broken} do not hold.`);
process.exit(broken === 0 ? 0 : 1);
