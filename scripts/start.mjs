/** `npm start`: everything a fresh clone needs, then the product on this machine until Ctrl-C. */
import { buildWeb, localState, migrate, writeSecrets } from "./prepare.mjs";
import { driveCron, runningServer, seedDemo, startServer } from "./server.mjs";

const port = Number(process.env.PORT || 8787);

const signIns = [
  ["合富輝煌 (agency)", "/a/hopefluent", "owner, manager, consultant, finance, compliance", "@hopefluent.example"],
  ["恆遠行 (agency on its own)", "/a/hengyuan", "owner, finance", "@hengyuan.example"],
  ["尚格 (developer)", "/d/shangge", "owner, marketing, finance", "@shangge.example"],
];

let server;
let ending = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(0));
const starter = process.ppid; // npm dies of a SIGTERM and passes it to its shell alone
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === starter || end(1), 1000).unref();

try {
  await start();
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}

async function start() {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT must be a number from 1 to 65535, not ${process.env.PORT}`);
  const running = runningServer(localState);
  if (running) throw new Error(`A server of this checkout is running already: ${running.url} (process ${running.owner})`);

  writeSecrets();
  if (buildWeb()) console.log("Built the client");
  if (await migrate(localState)) console.log("Applied the migrations");

  server = await startServer({ port, state: localState, onLine: (line) => console.log(line) });
  server.ended.then(() => end(1));
  await seedDemo(server.url);
  driveCron(server.url);
  welcome(server.url);
}

/** Ends with everything that was started; a server still on its way up is ended by its own watch over this process. */
async function end(code) {
  if (ending) return;
  ending = true;
  await server?.stop();
  process.exit(code);
}

function welcome(url) {
  console.log(`\n  團拓 is running at ${url}   (Ctrl-C ends it)\n`);
  for (const [tenant, home, roles, domain] of signIns) console.log(`  ${tenant}   ${url}${home}\n    ${roles} ${domain}\n`);
  console.log("  The password of each is tuantuo-demo. Mail sent: /__local/mail. Empty it all: npm run reset.\n");
}
