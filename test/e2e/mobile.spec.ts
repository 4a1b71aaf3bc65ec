import { demoPassword } from "./support/demo";
import { expect, test, toldOn } from "./support/fixtures";

toldOn("phone");

interface Item {
  template: string;
  channel: string;
  sms: { params: { code?: string } } | null;
}

/** Somebody of the demo records a number of their own and signs in by it. */
test("a mobile number is confirmed by a code, and then signs in by another", async ({ page, setClock, expectAccessible }, { project }) => {
  const number = `138${project.name === "phone" ? "0013" : "0014"}${String(Date.now()).slice(-4)}`;
  const newest = async (template: string) => {
    const { items } = (await (await page.request.get("/__local/mail?format=json")).json()) as { items: Item[] };
    return items.find((item) => item.template === template)?.sms?.params.code ?? "";
  };
  const who = project.name === "phone" ? "consultant@hopefluent.example" : "compliance@hopefluent.example";
  await page.goto("/login");
  await page.getByLabel("電子郵件").fill(who);
  await page.getByLabel("密碼", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "登入", exact: true }).click();
  await expect(page).toHaveURL(/\/a\/hopefluent/);

  await page.goto("/me");
  await expect(page.getByText("還沒有登記手機")).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: "登記手機" }).click();
  await page.getByLabel("手機號碼").fill(number);
  await page.getByRole("dialog").getByLabel("密碼", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "取得驗證碼" }).click();
  await expect(page.getByLabel("簡訊驗證碼")).toBeVisible();
  await expectAccessible();
  await page.getByLabel("簡訊驗證碼").fill(await newest("mobile-code"));
  await page.getByRole("button", { name: "確認手機" }).click();
  await expect(page.getByText(`138****${number.slice(-4)}`)).toBeVisible();

  await page.context().clearCookies();
  // Two minutes on: a number gets one code a minute.
  await setClock(new Date(Date.now() + 120_000).toISOString());
  await page.goto("/login");
  await page.getByRole("button", { name: "用簡訊驗證碼登入" }).click();
  await page.getByLabel("手機號碼").fill(number);
  await page.getByRole("button", { name: "取得驗證碼" }).click();
  await page.getByLabel("簡訊驗證碼").fill("000000");
  await page.getByRole("button", { name: "登入", exact: true }).click();
  await expect(page.getByText("不正確，或已經失效").first()).toBeVisible();
  await expectAccessible();
  await page.getByLabel("簡訊驗證碼").fill(await newest("sign-in-code"));
  await page.getByRole("button", { name: "登入", exact: true }).click();
  await expect(page).toHaveURL(/\/a\/hopefluent/);
});

test("the log of messages opens and can be read by everybody", async ({ page, expectAccessible }) => {
  await page.goto("/login");
  await page.getByLabel("電子郵件").fill("owner@hopefluent.example");
  await page.getByLabel("密碼", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "登入", exact: true }).click();
  await expect(page).toHaveURL(/\/a\/hopefluent/);
  await page.goto("/a/hopefluent/settings/messages");
  await expect(page.getByRole("heading", { level: 1, name: "訊息" })).toBeVisible();
  await expectAccessible();
});
