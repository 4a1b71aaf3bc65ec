import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const campaign = "/campaigns/zhongyang-2008";
const list = `/a/hopefluent${campaign}/leads`;
const leads = `/agencies/hopefluent${campaign}/leads`;

interface Made {
  id: string;
  version: number;
}

test("a customer is reported by half a number, told to a colleague as protected, completed, reached, and protected", async ({
  page,
  signIn,
  expectAccessible,
  isPhone,
}) => {
  test.setTimeout(240_000);
  const [masked, whole, name] = isPhone ? ["138****4101", "138 0731 4101", "報備甲"] : ["138****4102", "138 0731 4102", "報備乙"];
  await signIn("consultant@hopefluent");
  await page.goto(list);
  const open = () => page.getByRole("button", { name: say("leads.report.title") }).click();
  await open();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel(say("leads.report.phone"))).toBeFocused();
  await dialog.getByRole("button", { name: say("leads.report.act"), exact: true }).click();
  await expect(dialog.getByText(say("leads.report.nameMissing")).first()).toBeVisible();
  await expectAccessible();
  await dialog.getByLabel(say("leads.report.phone")).fill(masked);
  await expect(dialog.getByText(say("leads.report.nameForCheck"))).toBeVisible();
  await dialog.getByLabel(say("leads.report.name")).fill(name);
  await dialog.getByRole("button", { name: say("leads.check.act") }).click();
  await expect(dialog.getByText(say("leads.check.free"))).toBeVisible();
  await dialog.getByRole("button", { name: say("leads.report.act"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText(say("leads.complete.remind", { masked }))).toBeVisible();
  await expectAccessible();
  const own = page.url();

  await signIn("manager@hopefluent");
  await page.goto(list);
  await open();
  await dialog.getByLabel(say("leads.report.phone")).fill(masked);
  await dialog.getByLabel(say("leads.report.name")).fill(name);
  await dialog.getByLabel(say("leads.report.note")).focus(); // leaving the field asks by itself
  await expect(dialog.getByText(say("leads.check.protected"))).toBeVisible();
  await expect(dialog.getByRole("button", { name: say("leads.check.protectedShort") })).toHaveAttribute("aria-disabled", "true");
  await expectAccessible();

  await signIn("consultant@hopefluent");
  await page.goto(own);
  await page
    .getByRole("main")
    .getByRole("button", { name: say("leads.act.complete"), exact: true })
    .click();
  await dialog.getByLabel(say("leads.report.phone")).fill("139 0731 4101");
  await dialog.getByRole("button", { name: say("leads.complete.act") }).click();
  await expect(dialog.getByRole("alert").first()).toBeVisible();
  await dialog.getByLabel(say("leads.report.phone")).fill(whole);
  await dialog.getByRole("button", { name: say("leads.complete.act") }).click();
  await expect(page.getByText(say("leads.complete.done", { name }))).toBeVisible();

  // Two taps record a call that nobody took; one that was taken confirms the report.
  await page.getByRole("button", { name: say("leads.contact.act"), exact: true }).click();
  await expectAccessible();
  await dialog.getByRole("button", { name: say("leads.outcome.no-answer") }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: say("leads.contact.act"), exact: true }).click();
  await dialog.getByLabel(say("leads.contact.note")).fill("週六帶家人來看");
  await dialog.getByRole("button", { name: say("leads.outcome.reached") }).click();
  const clocks = page.getByRole("region", { name: say("leads.clocks") });
  await expect(clocks.getByText(say("leads.clock.done"), { exact: true })).toBeVisible();
  await expect(clocks.getByText(say("leads.clock.days", { n: 14 }))).toBeVisible();
  await expect(page.getByText("週六帶家人來看")).toBeVisible();
  await expectAccessible();
});

test("what is reported without a connection waits here and goes by itself, once", async ({ page, context, signIn, api, isPhone }) => {
  test.setTimeout(120_000);
  const [phone, name] = isPhone ? ["138 0731 4201", "離線甲"] : ["138 0731 4202", "離線乙"];
  await signIn("consultant@hopefluent");
  await page.goto(list);
  await page.getByRole("button", { name: say("leads.report.title") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(say("leads.report.phone")).fill(phone);
  await dialog.getByLabel(say("leads.report.name")).fill(name);
  await context.setOffline(true);
  await dialog.getByRole("button", { name: say("leads.report.actOffline") }).click();
  await expect(page.getByText(say("leads.outbox.kept", { name }))).toBeVisible();
  await expect(page.getByText(say("leads.outbox.waiting", { n: 1 }))).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(say("shell.outboxSent"))).toBeVisible();
  await expect(page.getByText(say("leads.outbox.waiting", { n: 1 }))).toHaveCount(0);
  const found = await api<{ items: { touches: number }[] }>("POST", `${leads}/search`, { phone });
  expect(found.items.map(({ touches }) => touches)).toEqual([1]);
});

test("somebody in the pool is found by name and picked by who is first", async ({ page, signIn, api, expectAccessible, isPhone }) => {
  test.setTimeout(120_000);
  const [phone, name] = isPhone ? ["138 0731 4301", "公海人甲"] : ["138 0731 4302", "公海人乙"];
  await signIn("manager@hopefluent");
  const made = await api<Made>("POST", leads, { name, phone, source: "call" });
  await api("POST", `${leads}/${made.id}/assignment`, { to: "pool" }, made.version);

  await signIn("consultant@hopefluent");
  await page.goto(`${list}?view=pool`);
  const views = page.getByRole("navigation", { name: say("leads.views") });
  await expect(views.getByRole("link", { name: say("leads.view.pool") })).toHaveAttribute("aria-current", "page");
  await expectAccessible();
  await page.getByRole("searchbox").fill("公海");
  const found = page.locator(`[data-lead="${made.id}"]`);
  await expect(found).toBeVisible();
  await found.click();
  await page.getByRole("button", { name: say("leads.pick"), exact: true }).click();
  await expect(page.getByText(say("leads.standing.mine"))).toBeVisible();
  await expect(page.getByText(say("leads.how.picked", { name: "周敏" }))).toBeVisible();
});

test("many are given to one at once, without those whom it is refused for", async ({ page, signIn, api, expectAccessible, isPhone }) => {
  test.setTimeout(180_000);
  await signIn("manager@hopefluent");
  const made: Made[] = [];
  for (const n of [1, 2]) {
    const phone = `138 0731 44${isPhone ? 1 : 2}${n}`;
    made.push(await api<Made>("POST", leads, { name: `批次${isPhone ? "甲" : "乙"}${n}`, phone, source: "event" }));
  }
  await page.goto(`${list}?view=mine`);
  if (isPhone) await page.getByRole("button", { name: say("leads.bulk.begin") }).click();
  for (const { id } of made) {
    const row = page.locator("li, tr").filter({ has: page.locator(`[data-lead="${id}"]`) });
    await row.getByRole("checkbox").check();
  }
  const bar = page.getByRole("region", { name: say("leads.bulk.bar") });
  await expect(bar.getByText(say("leads.bulk.picked", { n: 2 }))).toBeVisible();
  await expectAccessible();
  // Somebody is quicker with one of them: what was seen is old.
  const [first] = made;
  if (first) await api("PATCH", `${leads}/${first.id}`, { unitsWanted: 3 }, first.version);
  await bar.getByRole("button", { name: say("leads.bulk.act.assign") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(say("leads.column.owner")).selectOption({ label: "周敏" });
  await dialog.getByRole("button", { name: say("leads.bulk.leaveOut", { n: 1 }) }).click();
  await expectAccessible();
  await dialog.getByRole("button", { name: say("leads.bulk.do.assign", { n: 1 }), exact: true }).click();
  await expect(page.getByText(say("leads.bulk.done.assign", { n: 1 }))).toBeVisible();
  await page.goto(`${list}/${made[1]?.id}`);
  await expect(page.getByText(say("leads.ownedBy", { name: "周敏" }))).toBeVisible();
});

test("two who are one are compared, merged, and parted again", async ({ page, signIn, api, expectAccessible, isPhone }) => {
  test.setTimeout(180_000);
  const end = isPhone ? "4501" : "4502";
  const name = isPhone ? "同一人甲" : "同一人乙";
  await signIn("manager@hopefluent");
  const kept = await api<Made>("POST", leads, { name, phone: `138 0731 ${end}`, source: "call" });
  await api<Made>("POST", leads, { name, phone: `138 0732 ${end}`, source: "event" });
  await page.goto(`${list}/${kept.id}`);
  const alike = page.getByRole("region", { name: say("leads.alike.title") });
  await alike.getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(say("leads.merge.keeps"))).toBeVisible();
  await expectAccessible();
  await dialog.getByRole("button").last().click();
  await expect(alike).toHaveCount(0);
  const history = page.getByRole("region", { name: say("leads.timeline") });
  await expect(history.getByText(say("leads.merge.took"))).toBeVisible();
  await history.getByRole("button", { name: say("leads.merge.undo") }).click();
  await expect(history.getByText(say("leads.merge.undone"))).toBeVisible();
  await expect(alike).toBeVisible();
});

test("the day goes from one to the next in two taps", async ({ page, signIn, api, expectAccessible, isPhone }) => {
  test.setTimeout(120_000);
  const name = isPhone ? "今日人甲" : "今日人乙";
  await signIn("consultant@hopefluent");
  const { today } = await api<{ today: string }>("GET", "/agencies/hopefluent/leads/day");
  const made = await api<Made>("POST", leads, {
    name,
    phone: isPhone ? "138 0731 4601" : "138 0731 4602",
    source: "call",
    next: { on: today, kind: "call" },
  });
  await page.goto("/a/hopefluent/today");
  await expectAccessible();
  const link = page.locator(`a[href$="/leads/${made.id}"]`);
  await expect(link).toBeVisible();
  const row = page.locator("li").filter({ has: link });
  if ((await row.count()) > 0) await row.getByRole("button").click();
  else await page.getByRole("button", { name: say("leads.contact.act"), exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("leads.outcome.no-answer") })
    .click();
  await expect(link).toHaveCount(0);
});
