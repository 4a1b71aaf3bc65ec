import { readFileSync } from "node:fs";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");

test("a campaign is planned from the template, mended where it was wrong, and kept", async ({
  page,
  signIn,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(180_000); // four looks for accessibility on the way
  const name = `秋季拓展 ${testInfo.project.name}`;
  const dialog = page.getByRole("dialog");
  await signIn("manager@hopefluent");
  await page.goto("/a/hopefluent/campaigns");
  await page.getByRole("link", { name: say("campaigns.new") }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("campaigns.new") })).toBeVisible();

  await page.getByRole("button", { name: say("campaigns.plan") }).click();
  await expect(page.getByText(say("campaigns.nameMissing")).first()).toBeVisible();
  await expectAccessible();
  await page.getByLabel(say("campaigns.name")).fill(name);
  await page.getByRole("button", { name: say("campaigns.plan") }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("policies.title") })).toBeVisible();

  await page.goto(new URL(page.url()).pathname.replace(/policy$/, "basics"));
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expectAccessible();
  await page.getByLabel("客戶一組").check();
  await page.getByRole("button", { name: say("campaigns.save") }).click();
  await expect(page.getByText(say("campaigns.saved"))).toBeVisible();

  await page.getByRole("button", { name: say("campaigns.word.addTo", { list: say("campaigns.list.categories") }) }).click();
  await dialog.getByLabel("繁體中文").fill("醫院");
  await dialog.getByLabel("English").fill("Hospital");
  await expectAccessible();
  await dialog.getByRole("button", { name: say("common.save") }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("hospital", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: say("campaigns.word.removeOf", { name: "商會" }) }).click();
  await expect(page.getByRole("alert")).toContainText(say("campaigns.word.notRemoved"));
  await expect(page.getByText("chamber", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: say("campaigns.step.opening") }).click();
  await dialog.getByRole("button", { name: say("campaigns.act.opening", { name }) }).click();
  await expect(dialog.getByRole("alert")).toBeVisible(); // no version of its policy is published yet
  await dialog.getByRole("button", { name: say("common.cancel") }).click();

  // What waits for the campaign to run leads to where it is started.
  const basics = page.url();
  await page.goto(basics.replace(/basics$/, "deals/new"));
  await expect(page.getByText(say("deals.notRunning"), { exact: true })).toBeVisible();
  await page.getByRole("link", { name: say("deals.toBasics") }).click();
  await expect(page).toHaveURL(basics);

  await page.goto("/a/hopefluent/campaigns?status=draft");
  await expect(page.getByText(name).filter({ visible: true }).first()).toBeVisible();
  await page.goto("/a/hopefluent/campaigns?status=archived");
  await expect(page.getByText(say("campaigns.noMatch"))).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: say("common.clearConditions") }).click();
  await expect(page.getByText("大客戶拓展 2008").filter({ visible: true }).first()).toBeVisible();
});

test("the plan's price list stands on screen, on paper and in a file", async ({ page, signIn, expectAccessible }) => {
  await signIn("consultant@hopefluent");
  await page.goto("/a/hopefluent/campaigns/zhongyang-2008/price-list");
  await expect(page.getByText("424,496.80").filter({ visible: true }).first()).toBeVisible();
  await expectAccessible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: say("pricelist.xlsx") }).click();
  const file = await (await download).path();
  expect((await download).suggestedFilename()).toMatch(/中央王座.*\.xlsx$/);
  expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");

  await page.emulateMedia({ media: "print" });
  const row = page.getByRole("table").first().getByRole("row").filter({ hasText: "424,496.80" });
  await expect(row.getByRole("cell")).toHaveText([
    "2",
    "9 以上",
    "442,000.00",
    "433,160.00",
    "8,840.00",
    "9.8折",
    "424,496.80",
    "17,503.20",
  ]);
  await expect(page.getByRole("navigation").filter({ visible: true })).toHaveCount(0);
  await expect(page.getByText(say("pricelist.settings")).filter({ visible: true })).toHaveCount(0);
});

test("a price list that lacks something says what, and one choice changes the address and the figures", async ({ page, signIn }) => {
  await signIn("manager@hopefluent");
  await page.goto("/a/hopefluent/campaigns/zhongyang-2008/price-list?pay=mortgage");
  await expect(page.getByText("428,828.40").filter({ visible: true }).first()).toBeVisible();

  const change = page.getByRole("button", { name: new RegExp(say("pricelist.change")) });
  if (await change.isVisible()) await change.click(); // on a phone the fields are a sheet behind one line

  await page.getByLabel(say("pricelist.area")).fill("");
  await page.getByLabel(say("pricelist.area")).blur();
  await expect(page.getByText(say("pricelist.incompleteHint"))).toBeVisible();
  await page.getByLabel(say("pricelist.area")).fill("100");
  await page.getByLabel(say("pricelist.area")).blur();
  await expect(page.getByText("340,000.00").filter({ visible: true }).first()).toBeVisible();
  await expect(page).toHaveURL(/area=10000/);
});
