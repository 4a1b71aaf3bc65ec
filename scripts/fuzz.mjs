/** `npm run fuzz -- N [seed]`: N valid and almost valid requests over all operations, from a new seed unless one is given. */
import { spawnSync } from "node:child_process";
import { generateTexts, root } from "./prepare.mjs";

const [requests = "50000", seed = `${Date.now() % 2 ** 31}`] = process.argv.slice(2);
if (![requests, seed].every((number) => /^\d+$/.test(number))) {
  console.error("Usage: npm run fuzz -- N [seed]");
  process.exit(2);
}

generateTexts();
console.log(`${requests} requests from seed ${seed}`);
const { status } = spawnSync("vitest", ["run", "test/checks/fuzz.test.ts"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, FUZZ: requests, FUZZ_SEED: seed },
});
process.exit(status ?? 1);
