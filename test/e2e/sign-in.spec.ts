import { demoPassword } from "./support/demo";
import { expect, test, toldOn } from "./support/fixtures";

toldOn("phone");

test("someone of the agency signs in and stands before its campaigns", async ({ page, expectAccessible }) => {
  await page.goto("/login");
  await expect(page.getByRole("heading", { level: 1, name: "登入" })).toBeVisible();
  await expectAccessible();

  await page.getByLabel("電子郵件").fill("manager@hopefluent.example");
  await page.getByLabel("密碼", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "登入", exact: true }).click();

  await expect(page).toHaveURL(/\/a\/hopefluent\/campaigns/);
  await expect(page.getByRole("heading", { level: 1, name: "拓展活動" })).toBeVisible();
  await expectAccessible();
});

test("a wrong password is said in place, and what was typed stays", async ({ page, expectAccessible }) => {
  await page.goto("/login");
  await page.getByLabel("電子郵件").fill("manager@hopefluent.example");
  await page.getByLabel("密碼", { exact: true }).fill("not-the-password");
  await page.getByRole("button", { name: "登入", exact: true }).click();

  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("電子郵件")).toHaveValue("manager@hopefluent.example");
  await expectAccessible();
});
