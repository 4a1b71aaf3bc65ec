/**
 * `npm run bench [-- --json] [-- --rows N]`: what our Worker costs, beside a bare Hono and D1 Worker in the same run.
 * Exits 1 when a bound is missed. `--rows` is how many audit rows the grown tenant has (100,000); `--json` prints the
 * figures alone, as JSON, on standard output.
 */
import { parseArgs } from "node:util";
import { cases, growing } from "../bench/cases.mjs";
import { costOf, load, signIn } from "../bench/load.mjs";
import { addAudit, addCampaigns } from "../bench/rows.mjs";
import { bundle, forget, migrate, startBare, startOurs } from "../bench/servers.mjs";
import { gzipBytes, startupMs } from "../bench/sizes.mjs";
import { firstRouteBytes } from "./bundle-size.mjs";
import { buildWeb } from "./prepare.mjs";
import { seedDemo } from "./server.mjs";

const most = { bundleGzipBytes: 300 * 1024, startupMs: 80, clientFirstRouteBytes: 197 * 1024 };
const rowsSmall = 1000;
const rounds = 9;
const secondsEach = 2;

const { values } = parseArgs({ options: { json: { type: "boolean", default: false }, rows: { type: "string", default: "100000" } } });
const rowsLarge = Number(values.rows);
if (!Number.isInteger(rowsLarge) || rowsLarge <= rowsSmall) {
  console.error(`--rows takes a whole number above ${rowsSmall}`);
  process.exit(2);
}

const missed = [];
const report = await measure();
if (values.json) console.log(JSON.stringify(report, null, 2));
else print(report);
for (const miss of missed) console.error(`Missed: ${miss}`);
process.exit(missed.length > 0 ? 1 : 0);

async function measure() {
  say("Building …");
  buildWeb();
  const scripts = { ours: bundle("ours"), local: bundle("local", "src/local.ts"), bare: bundle("bare", "bench/baseline/worker.ts") };
  const sizes = { bundleGzipBytes: gzipBytes(scripts.ours), startupMs: startupMs(), clientFirstRouteBytes: firstRouteBytes() };
  for (const [name, bound] of Object.entries(most)) require(sizes[name] <= bound, `${name} is ${sizes[name]}, at most ${bound}`);

  forget();
  const { costs, growth } = await measureCosts(scripts.local);
  const speeds = await measureSpeeds(scripts);
  forget();
  return { cases: cases.map(({ name }, at) => ({ name, ...speeds[at], ...costs[at] })), ...sizes, growth };
}

/**
 * Round trips and rows, as the Worker itself counts them in a local environment, with a small and a large tenant. The local
 * entry wraps the deployed one and can fill the demo, which the speeds are then measured on.
 */
async function measureCosts(script) {
  say(`Counting round trips and rows, with ${rowsSmall} and ${rowsLarge} audit rows …`);
  const ours = await startOurs(script, "local");
  try {
    await migrate(ours);
    await seedDemo(ours.url);
    const headers = await signIn(ours.url);
    const shard = await ours.miniflare.getD1Database("SHARD_1");
    await addCampaigns(shard, rowsSmall);
    await addAudit(shard, 0, rowsSmall);
    const rowsReadOf = ({ path }) => costOf(ours.url, headers, { path }).then(({ rowsRead }) => rowsRead);
    const small = await inTurn(growing, rowsReadOf);
    await addAudit(shard, rowsSmall, rowsLarge);
    const large = await inTurn(growing, rowsReadOf);

    const growth = growing.map(({ name }, at) => ({ name, rowsReadSmall: small[at], rowsReadLarge: large[at] }));
    for (const { name, rowsReadSmall, rowsReadLarge } of growth) {
      require(rowsReadLarge <= rowsReadSmall, `${name}: ${rowsReadSmall} rows read became ${rowsReadLarge} as the tenant grew`);
    }
    return { growth, costs: await inTurn(cases, (one) => boundedCost(ours.url, headers, one)) };
  } finally {
    await ours.stop();
  }
}

async function boundedCost(url, headers, { name, ours, mostRoundTrips, reads }) {
  const { returned, ...cost } = await costOf(url, headers, ours);
  require(cost.roundTrips <= mostRoundTrips, `${name}: ${cost.roundTrips} round trips, at most ${mostRoundTrips}`);
  if (reads)
    require(cost.rowsRead <=
      3 * returned + 20, `${name}: ${cost.rowsRead} rows read for ${returned} returned, at most ${3 * returned + 20}`);
  return cost;
}

/** Loads the two Workers in turn, round by round, so that what else this machine does strikes both; medians of the rounds. */
async function measureSpeeds(scripts) {
  const ours = await startOurs(scripts.ours, "production");
  const bare = await startBare(scripts.bare, rowsSmall);
  try {
    const headers = await signIn(ours.url);
    return await inTurn(cases, async (one) => {
      say(`Loading: ${one.name} …`);
      await load(ours.url, headers, one.ours, 1);
      await load(bare.url, {}, one.bare, 1);
      const runs = await inTurn(Array(rounds).fill(one), async () => ({
        bare: await load(bare.url, {}, one.bare, secondsEach),
        ours: await load(ours.url, headers, one.ours, secondsEach),
      }));
      const ratioToBare = round(median(runs.map((run) => run.ours.requestsPerSecond / run.bare.requestsPerSecond)), 2);
      require(ratioToBare >= (one.leastRatio ?? 0), `${one.name}: ${ratioToBare} of the bare Worker, at least ${one.leastRatio}`);
      const middle = (figure) => round(median(runs.map((run) => run.ours[figure])), 1);
      return { requestsPerSecond: middle("requestsPerSecond"), p50Ms: middle("p50Ms"), p99Ms: middle("p99Ms"), ratioToBare };
    });
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}

function print({ cases: measured, growth, ...sizes }) {
  console.table(Object.fromEntries(measured.map(({ name, ...figures }) => [name, figures])));
  console.table(Object.fromEntries(growth.map(({ name, ...figures }) => [name, figures])));
  console.table(sizes);
}

function require(held, miss) {
  if (!held) missed.push(miss);
}

function say(words) {
  console.error(words);
}

async function inTurn(list, act) {
  const results = [];
  for (const one of list) results.push(await act(one));
  return results;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function round(number, digits) {
  return Math.round(number * 10 ** digits) / 10 ** digits;
}
