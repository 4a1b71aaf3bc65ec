import { codeOf, stepAt } from "../../src/identity/second-factor/rules";
import { fromBase32 } from "../support/base32";
import { apiOf, linkTo } from "./support/api";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const password = "a-good-long-secret";

test("a second factor is set up, signs in by code and by recovery code, and is required of who handles money", async ({
  page,
  browser,
  baseURL,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(180_000);
  const agency = `factor-${testInfo.project.name}`;
  const email = `owner@${agency}.example`;
  const financeEmail = `finance@${agency}.example`;
  const api = apiOf(page.context(), baseURL);
  const dialog = page.getByRole("dialog");
  const panel = page.getByRole("region", { name: say("account.factor.title") });
  let secret = new Uint8Array();
  let recoveryCodes: string[] = [];
  let used = 0;
  /** A code that was not used yet: of now, or of the next step, which is taken early. */
  const nextCode = () => {
    used = Math.max(used + 1, stepAt(Date.now()));
    return codeOf(secret, used);
  };
  const signOut = async () => {
    await page.goto("/me");
    await page
      .getByRole("main")
      .getByRole("button", { name: say("shell.signOut") })
      .click();
    await expect(page).toHaveURL(/\/login/);
  };
  const givePassword = async () => {
    await page.goto("/login");
    await page.getByLabel(say("session.email")).fill(email);
    await page.getByLabel(say("session.password"), { exact: true }).fill(password);
    await page.getByRole("button", { name: say("session.login.act"), exact: true }).click();
    await expect(page.getByText(say("session.code.say", { email }))).toBeVisible();
  };

  await test.step("a new agency's owner sets it up", async () => {
    await api("POST", "/agencies", { id: agency, name: "兩步代理", owner: { name: "林負責", email, password, language: "zh-Hant" } });
    await page.goto("/me");
    await expect(panel.getByText(say("account.factor.off"))).toBeVisible();
    await expectAccessible();

    await panel.getByRole("button", { name: say("account.factor.setUp") }).click();
    await dialog.getByLabel(say("session.password"), { exact: true }).fill("not-the-password");
    await dialog.getByRole("button", { name: say("account.factor.next") }).click();
    await expect(dialog.getByText("目前的密碼不正確")).toBeVisible();
    await expectAccessible();
    await dialog.getByLabel(say("session.password"), { exact: true }).fill(password);
    await dialog.getByRole("button", { name: say("account.factor.next") }).click();

    await expect(dialog.getByRole("img", { name: say("account.factor.qr") })).toBeVisible();
    await expectAccessible();
    secret = Uint8Array.from(fromBase32(((await dialog.locator("code").textContent()) ?? "").replaceAll(" ", "")));
    await dialog.getByLabel(say("account.factor.codeLabel")).fill("000000");
    await dialog.getByRole("button", { name: say("account.factor.enable") }).click();
    await expect(dialog.getByText("驗證碼不正確，或已經用過")).toBeVisible();
    await dialog.getByLabel(say("account.factor.codeLabel")).fill(nextCode());
    await dialog.getByRole("button", { name: say("account.factor.enable") }).click();
  });

  await test.step("and keeps the recovery codes", async () => {
    await expect(dialog.getByRole("listitem")).toHaveCount(10);
    recoveryCodes = (await dialog.getByRole("listitem").allInnerTexts()).map((code) => code.trim());
    await expectAccessible();
    await dialog.getByRole("button", { name: say("account.factor.kept") }).click();
    await expect(panel.getByText(say("account.factor.on"))).toBeVisible();
    await expect(panel.getByText(say("account.factor.left", { n: 10 }))).toBeVisible();
    await expectAccessible();
  });

  await test.step("signing in takes a code: a wrong one is said in place, the right one lets in, pasted as the app shows it", async () => {
    await signOut();
    await givePassword();
    const field = page.getByLabel(say("session.code.app"), { exact: true });
    await expect(field).toBeFocused();
    await expectAccessible();

    await field.fill("000000");
    await page.getByRole("button", { name: say("session.login.act"), exact: true }).click();
    await expect(page.getByText(say("session.code.wrong"))).toBeVisible();
    await expectAccessible();

    const code = nextCode();
    await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByRole("button", { name: say("session.login.act"), exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/a/${agency}/campaigns`));
  });

  await test.step("without the phone a recovery code lets in, once", async () => {
    await signOut();
    await givePassword();
    await page.getByRole("button", { name: say("session.code.useRecovery") }).click();
    const field = page.getByLabel(say("session.code.recovery"), { exact: true });
    await expect(field).toBeFocused();
    await expectAccessible();
    await field.fill(recoveryCodes[0]?.toUpperCase() ?? "");
    await field.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/a/${agency}/campaigns`));

    await page.goto("/me");
    await expect(panel.getByText(say("account.factor.left", { n: 9 }))).toBeVisible();
  });

  await test.step("a session that ended is opened again over the page, code and all", async () => {
    await page.context().clearCookies();
    await page.getByLabel(say("account.me.name")).fill("林負責人");
    await page.getByRole("button", { name: say("common.save"), exact: true }).click();
    await dialog.getByLabel(say("session.password"), { exact: true }).fill(password);
    await dialog.getByRole("button", { name: say("session.login.act"), exact: true }).click();
    await dialog.getByRole("button", { name: say("session.code.useRecovery") }).click();
    await expectAccessible();
    await dialog.getByLabel(say("session.code.recovery"), { exact: true }).fill(recoveryCodes[1] ?? "");
    await dialog.getByRole("button", { name: say("session.login.act"), exact: true }).click();
    await expect(page.getByText(say("account.me.saved"))).toBeVisible();
  });

  await test.step("the owner requires it of who handles money", async () => {
    await page.goto(`/a/${agency}/settings/org`);
    const policy = page.getByRole("region", { name: say("settings.factor.policy") });
    await policy.getByText(say("settings.factor.policy.on"), { exact: true }).click();
    await expect(dialog.getByText(say("settings.factor.policy.after"))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("settings.factor.policy.act.on") }).click();
    await expect(page.getByText(say("settings.factor.policy.changed.on"))).toBeVisible();
    await expect(policy.getByRole("radio", { name: say("settings.factor.policy.on"), exact: true })).toBeChecked();
  });

  await test.step("finance, who has none, is told so and where to go", async () => {
    await api("POST", `/agencies/${agency}/invitations`, { email: financeEmail, role: "finance" });
    const link = await linkTo(page.context(), financeEmail);
    const theirs = await browser.newContext({ ...testInfo.project.use, baseURL });
    const token = new URL(link, baseURL).searchParams.get("token");
    await apiOf(theirs, baseURL)("POST", "/invitations/acceptance", { token, name: "周財務", password, language: "zh-Hant" });
    const finance = await theirs.newPage();
    await finance.goto(`/a/${agency}/campaigns`);
    await expect(finance.getByText(say("session.secondFactor.bar"))).toBeVisible();
    await expectAccessible(finance);
    await finance.getByRole("link", { name: say("session.secondFactor.setUp") }).click();
    await expect(finance.getByText(say("account.factor.required", { company: "兩步代理" }))).toBeVisible();
    await expectAccessible(finance);

    const own = apiOf(theirs, baseURL);
    const shown = await own<{ secret: string }>("POST", "/me/second-factor", { password });
    await own("POST", "/me/second-factor/confirmation", { code: codeOf(fromBase32(shown.secret), stepAt(Date.now())) });
    await finance.goto(`/a/${agency}/campaigns`);
    await expect(finance.getByRole("heading", { level: 1, name: "拓展活動" })).toBeVisible();
    await expect(finance.getByText(say("session.secondFactor.bar"))).toBeHidden();
    await theirs.close();
  });

  await test.step("the list of members says who has it; a colleague's is reset there, one's own is not", async () => {
    await page.goto(`/a/${agency}/settings/members`);
    await expect(page.getByText("周財務")).toBeVisible();
    await expect(page.getByText(new RegExp(say("settings.factor.has"))).first()).toBeVisible();
    await expect(page.getByRole("button", { name: say("settings.factor.resetOf", { name: "林負責人" }) })).toHaveCount(0);
    await page.getByRole("button", { name: say("settings.factor.resetOf", { name: "周財務" }) }).click();
    await expect(dialog.getByText(say("settings.factor.resetAfter", { name: "周財務" }))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("settings.factor.resetAct", { name: "周財務" }) }).click();
    await expect(page.getByText(say("settings.factor.resetDone", { name: "周財務" }))).toBeVisible();
    await expect(page.getByRole("button", { name: say("settings.factor.resetOf", { name: "周財務" }) })).toHaveCount(0);
    await linkTo(page.context(), financeEmail);
  });

  await test.step("it is turned off with password and code", async () => {
    await page.goto("/me");
    await panel.getByRole("button", { name: say("account.factor.remove") }).click();
    await expect(dialog.getByText(say("account.factor.removeRequired", { company: "兩步代理" }))).toBeVisible();
    await expectAccessible();
    await dialog.getByLabel(say("session.password"), { exact: true }).fill(password);
    await dialog.getByRole("button", { name: say("session.code.useRecovery") }).click();
    await dialog.getByLabel(say("session.code.recovery"), { exact: true }).fill(recoveryCodes[2] ?? "");
    await dialog.getByRole("button", { name: say("account.factor.remove") }).click();
    await expect(panel.getByText(say("account.factor.off"))).toBeVisible();
  });
});
