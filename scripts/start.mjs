/** `npm start`: everything a fresh clone needs, then the product on this machine until Ctrl-C. */
import { buildWeb, localState, migrate, writeSecrets } from "./prepare.mjs";
import { driveCron, runningServer, seedDemo, startServer } from "./server.mjs";

const port = Number(process.env.PORT || 8787);

const signIns = [
  ["合富輝煌 (agency)", "/a/hopefluent", "owner, manager, consultant, finance, compliance", "@hopefluent.example"],
  ["尚格 (developer)", "/d/shangge", "owner, marketing, finance", "@shangge.example"],
];

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
  if (running) throw new Error(`A server of this checkout is running already: ${running.url}`);

  writeSecrets();
  if (buildWeb()) console.log("Built the client");
  if (await migrate(localState)) console.log("Applied the migrations");

  const server = await startServer({ port, state: localState, onLine: (line) => console.log(line) });
  endWith(server);
  await seedDemo(server.url);
  driveCron(server.url);
  welcome(server.url);
}

/** Ends the server with this process, however that ends, and this process with the server or with the npm that started it. */
function endWith(server) {
  let ending = false;
  const end = async (code) => {
    if (ending) return;
    ending = true;
    await server.stop();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(0));
  server.ended.then(() => end(1));

  const starter = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === starter || end(1), 2000).unref();
}

function welcome(url) {
  console.log(`\n  團拓 is running at ${url}   (Ctrl-C ends it)\n`);
  for (const [tenant, home, roles, domain] of signIns) console.log(`  ${tenant}   ${url}${home}\n    ${roles} ${domain}\n`);
  console.log("  The password of each is tuantuo-demo. Mail sent: /__local/mail. Empty it all: npm run reset.\n");
}
