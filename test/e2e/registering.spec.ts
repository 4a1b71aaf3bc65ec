import type { Page } from "@playwright/test";
import { expect, test, toldOn } from "./support/fixtures";

toldOn("phone");

const chamber = "/f/1quanzhou8";
const site = "/f/1onsite2008";

/** A number that nobody else of this run has. */
const phoneOf = (project: string, at: number) =>
  `13${project === "phone" ? "5" : "6"}${String(Date.now()).slice(-6)}${String(at).padStart(2, "0")}`;

const spoken = {
  "zh-Hant": { name: "姓名", phone: "手機", two: "2 套", send: "送出登記", wrong: "少了 1 位，手機號碼應有 11 位。", done: "登記成功" },
  "zh-Hans": { name: "姓名", phone: "手机", two: "2 套", send: "提交登记", wrong: "少了 1 位，手机号码应有 11 位。", done: "登记成功" },
  en: {
    name: "Name",
    phone: "Mobile number",
    two: "2",
    send: "Send registration",
    wrong: "Digits missing: 1. A mobile number has 11.",
    done: "You are registered",
  },
} as const;

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  for (const [at, language] of (["zh-Hant", "zh-Hans", "en"] as const).entries())
    test(`in ${language} a person registers, errs, corrects, and sees the code`, async ({ page }, { project }) => {
      const says = spoken[language];
      const phone = phoneOf(project.name, at);
      await page.goto(chamber);
      if (language !== "zh-Hant")
        await page
          .getByRole("navigation")
          .getByRole("link", { name: language === "en" ? "EN" : "简" })
          .click();
      await expect(page.locator("html")).toHaveAttribute("lang", language);

      await page.getByLabel(says.name, { exact: true }).fill("林曉雯");
      await page.getByLabel(says.phone).fill(phone.slice(0, 10));
      await page.getByRole("radio", { name: says.two, exact: true }).check();
      await page.getByRole("checkbox").check();
      await page.getByRole("button", { name: says.send }).click();

      await expect(page.getByText(says.wrong)).toBeVisible();
      await expect(page.getByRole("alert").getByRole("link", { name: says.phone })).toHaveAttribute("href", "#phone");
      await expect(page.getByLabel(says.name, { exact: true })).toHaveValue("林曉雯");
      await expect(page.getByRole("radio", { name: says.two, exact: true })).toBeChecked();
      await expect(page.getByRole("checkbox")).toBeChecked();
      if (language === "zh-Hant") await shot(page, "form-wrong", project.name);
      await page.getByLabel(says.phone).fill(phone);
      await page.getByRole("button", { name: says.send }).click();

      await expect(page.getByRole("heading", { level: 1, name: says.done })).toBeVisible();
      await expect(page.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)).toBeVisible();
      expect(await page.content()).not.toContain(phone.slice(-4));
      if (language === "zh-Hant") await shot(page, "form-done", project.name);
    });

  test("a visit is booked, moved and called off", async ({ page }, { project }) => {
    await page.goto(site);
    await page.getByLabel("姓名", { exact: true }).fill("林曉雯");
    await page.getByLabel("手機").fill(phoneOf(project.name, 9));
    await page.getByRole("radio", { name: "1 套" }).check();
    const times = page.getByRole("group", { name: /約個時間看房/ }).locator("label");
    const first = ((await times.nth(0).textContent()) ?? "").split(" · ")[0] ?? "";
    const second = ((await times.nth(1).textContent()) ?? "").split(" · ")[0] ?? "";
    await times.nth(0).click();
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "送出登記" }).click();

    await expect(page.getByRole("heading", { name: `已約 ${first}` })).toBeVisible();
    await shot(page, "form-booked", project.name);
    await page.locator("label", { hasText: second }).click();
    await page.getByRole("button", { name: "改到這個時間" }).click();
    await expect(page.getByRole("heading", { name: `已約 ${second}` })).toBeVisible();
    await page.getByRole("button", { name: "取消預約" }).click();
    await expect(page.getByText("預約已取消。")).toBeVisible();
  });

  test("no such form, and one that is not open yet, are told in three languages", async ({ page }) => {
    for (const [query, none, early] of [
      ["", "沒有這張登記表", "還沒有開放登記"],
      ["?lang=zh-Hans", "没有这张登记表", "还没有开放登记"],
      ["?lang=en", "There is no such form", "Not open yet"],
    ] as const) {
      expect((await page.goto(`/f/1nosuchone${query}`))?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1, name: none })).toBeVisible();
      await page.goto(`/f/2jiangpan8${query}`);
      await expect(page.getByRole("heading", { level: 1, name: early })).toBeVisible();
    }
  });
});

for (const width of [320, 390, 1440])
  test(`at ${width} px every page is accessible, and nothing is wider than the screen`, async ({ page, expectAccessible }) => {
    await page.setViewportSize({ width, height: 844 });
    for (const path of [chamber, `${site}?lang=en`, `${chamber}/privacy`, "/f/1nosuchone", "/f/2jiangpan8"]) {
      await page.goto(path);
      await expectAccessible();
      await expectFits(page);
    }
    await page.goto(site);
    await page.getByLabel("手機").fill("9123 4567");
    await page.getByRole("button", { name: "送出登記" }).click();
    await expect(page.getByLabel("號碼是哪裡的")).toBeVisible();
    await expectAccessible();
    await expectFits(page);
    await page.screenshot({ path: `test-results/registering/site-wrong-${width}.png`, fullPage: true });
    for (const control of await page.locator("button, select, textarea, .n, .g label, nav a").all())
      expect((await control.boundingBox())?.height, await control.evaluate(({ outerHTML }) => outerHTML)).toBeGreaterThanOrEqual(48);
  });

test.describe("with script", () => {
  test("a draft is kept, never the consent, and dropped once it was sent", async ({ page }, { project }) => {
    await page.goto(chamber);
    await page.getByLabel("姓名", { exact: true }).fill("林曉雯");
    await page.getByRole("radio", { name: "2 套" }).check();
    await page.getByRole("checkbox").check();
    await page.reload();
    await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("林曉雯");
    await expect(page.getByRole("radio", { name: "2 套" })).toBeChecked();
    await expect(page.getByRole("checkbox")).not.toBeChecked();

    await page.getByLabel("手機").fill(phoneOf(project.name, 7));
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "送出登記" }).click();
    await expect(page.getByRole("heading", { name: "登記成功" })).toBeVisible();
    await page.goto(chamber);
    await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("");
  });

  test("the first wrong field has the focus", async ({ page }) => {
    await page.goto(chamber);
    await page.getByLabel("姓名", { exact: true }).fill("林曉雯");
    await page.getByRole("button", { name: "送出登記" }).click();
    await expect(page.getByLabel("手機")).toBeFocused();
  });

  test("a double tap sends once", async ({ page }, { project }) => {
    let posts = 0;
    await page.route(`**${chamber}`, async (route) => {
      if (route.request().method() === "POST") {
        posts += 1;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      await route.continue();
    });
    await page.goto(chamber);
    await page.getByLabel("姓名", { exact: true }).fill("林曉雯");
    await page.getByLabel("手機").fill(phoneOf(project.name, 8));
    await page.getByRole("radio", { name: "1 套" }).check();
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "送出登記" }).dblclick();
    await expect(page.getByRole("heading", { name: "登記成功" })).toBeVisible();
    expect(posts).toBe(1);
  });
});

async function expectFits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}

const shot = (page: Page, name: string, project: string) =>
  page.screenshot({ path: `test-results/registering/${name}-${project}.png`, fullPage: true });
