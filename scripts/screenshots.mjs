/**
 * `npm run screenshots`: the README's pictures, taken of the real product with its demo data, into docs/screenshots.
 * The Worker runs over data of its own, so the pictures are the same whatever `npm start` was used for.
 */
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { chromiumPath } from "./chromium.mjs";
import { buildWeb, migrate, root, writeSecrets } from "./prepare.mjs";
import { seedDemo, startServer } from "./server.mjs";

const state = ".wrangler/screenshots";
const folder = join(root, "docs/screenshots");
const mostBytes = 240_000;
const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const agency = "/api/v1/agencies/hopefluent";

try {
  await takeAll();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function takeAll() {
  writeSecrets();
  buildWeb();
  rmSync(join(root, state), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await migrate(state);
  const server = await startServer({ port: Number(process.env.PORT || 8792), state, vars: { ENVIRONMENT: "local" } });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
  try {
    await seedDemo(server.url);
    const take = (name, who, size, path) => picture(browser, server.url, { name, who, size, path });
    const draft = await draftVersion(browser, server.url);

    await take("campaigns", "manager@hopefluent", desktop, "/a/hopefluent/campaigns");
    await take("policy", "manager@hopefluent", desktop, `/a/hopefluent/campaigns/zhongyang-2008/policy/${draft}`);
    await take("price-list", "consultant@hopefluent", desktop, "/a/hopefluent/campaigns/zhongyang-2008/price-list");
    await take("policy-phone", "manager@hopefluent", phone, `/a/hopefluent/campaigns/zhongyang-2008/policy/${draft}`);
    await take("projects", "marketing@shangge", desktop, "/d/shangge/projects");

    await signTheNinth(browser, server.url);
    const chamber = "/a/hopefluent/campaigns/zhongyang-2008/engagements/eng-quanzhou";
    await take("statement", "manager@hopefluent", desktop, chamber);
    await take("statement-phone", "manager@hopefluent", phone, chamber);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** A draft to look at, based on the version in force. @returns its id */
async function draftVersion(browser, url) {
  const context = await signedIn(browser, url, "manager@hopefluent", desktop);
  const versions = `${agency}/campaigns/zhongyang-2008/policy-versions`;
  const { items } = await (await context.request.get(versions)).json();
  const made = await context.request.post(versions, { headers: { origin: url }, data: { basedOn: items[0].id } });
  if (made.status() !== 201) throw new Error(`No draft was made: ${made.status()} ${await made.text()}`);
  const { id } = await made.json();
  await context.close();
  return id;
}

/** The home that the demo's chamber has subscribed and not signed: the ninth, at the group's price. */
async function signTheNinth(browser, url) {
  const context = await signedIn(browser, url, "manager@hopefluent", desktop);
  const deals = `${agency}/campaigns/zhongyang-2008/deals`;
  const { items } = await (await context.request.get(`${deals}?engagement=eng-quanzhou`)).json();
  const ninth = items.find(({ state }) => state === "subscribed");
  const signed = await context.request.post(`${deals}/${ninth.id}/signing`, {
    headers: { origin: url, "idempotency-key": crypto.randomUUID() },
    data: { signedOn: "2008-07-12", contractNumber: "ZY-2008-0009", contractPriceFen: 42_449_680 },
  });
  if (!signed.ok()) throw new Error(`The ninth was not signed: ${signed.status()} ${await signed.text()}`);
  await context.close();
}

async function picture(browser, url, { name, who, size, path }) {
  const context = await signedIn(browser, url, who, size);
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: "disabled" });
  await context.close();

  const bytes = statSync(file).size;
  if (bytes > mostBytes) throw new Error(`${name}.png has ${bytes} bytes, at most ${mostBytes}`);
  console.log(`${name}.png  ${Math.round(bytes / 1000)} KB`);
}

async function signedIn(browser, url, who, size) {
  const context = await browser.newContext({ ...size, baseURL: url, locale: "zh-TW", timezoneId: "Asia/Shanghai" });
  const answer = await context.request.post("/api/v1/session", {
    headers: { origin: url },
    data: { email: `${who}.example`, password: "tuantuo-demo" },
  });
  if (answer.status() !== 200) throw new Error(`${who} could not sign in: ${answer.status()} ${await answer.text()}`);
  return context;
}
