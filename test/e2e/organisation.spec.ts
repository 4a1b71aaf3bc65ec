import { enter, linkTo } from "./support/api";
import { demoPassword } from "./support/demo";
import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");

test("a colleague is invited, joins by the letter, is given another role and is taken out", async ({
  page,
  browser,
  baseURL,
  signIn,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(180_000);
  const email = `liang-${testInfo.project.name}@example.com`;
  const name = testInfo.project.name === "phone" ? "梁小可" : "梁文達";
  const dialog = page.getByRole("dialog");

  await test.step("an owner invites", async () => {
    await signIn("owner@hopefluent");
    await page.goto("/a/hopefluent/settings/members");
    await expect(page.getByText("黃昭祥")).toBeVisible();
    await expectAccessible();

    await page.getByRole("button", { name: say("settings.invite.title") }).click();
    await dialog.getByRole("button", { name: say("settings.invite.act") }).click();
    await expect(dialog.getByText(say("session.emailInvalid"))).toBeVisible();
    await expectAccessible();

    await dialog.getByLabel(say("session.email")).fill(email);
    await dialog.getByLabel(say("settings.staff.group")).selectOption({ label: "客戶二組" });
    await dialog.getByRole("button", { name: say("settings.invite.act") }).click();
    await expect(page.getByText(say("settings.invite.done", { email }))).toBeVisible();
  });

  await test.step("the invitation stands open, its address masked", async () => {
    await page.goto("/a/hopefluent/settings/members?tab=invitations");
    await expect(page.getByText("l•••@example.com").first()).toBeVisible();
    await expect(page.getByText(email)).toHaveCount(0);
    await expectAccessible();
  });

  const theirs = await browser.newContext({ baseURL, locale: "zh-TW", timezoneId: "Asia/Shanghai" });
  await test.step("the invited opens the letter's link elsewhere and joins", async () => {
    const invited = await theirs.newPage();
    await invited.goto(await linkTo(page.context(), email));
    await invited.getByLabel(say("account.join.name")).fill(name);
    await invited.getByLabel(say("session.password"), { exact: true }).fill(`${demoPassword}-of-my-own`);
    await invited.getByRole("button", { name: say("account.join.act", { tenant: "合富輝煌" }) }).click();
    await expect(invited).toHaveURL(/\/a\/hopefluent\/campaigns/);
  });

  await test.step("the owner makes them a manager after reading what that adds", async () => {
    await page.goto("/a/hopefluent/settings/members");
    await page.getByRole("searchbox").fill(name);
    await expect(page.getByText("黃昭祥")).toBeHidden();
    await page.getByRole("button", { name: say("settings.place.title", { name }) }).click();
    await dialog.getByLabel(say("settings.staff.role")).selectOption({ label: say("session.role.manager") });
    await expect(dialog.getByText(say("settings.permission.policy:draft"))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("settings.place.act.role", { name, role: say("session.role.manager") }) }).click();
    await expect(page.getByText(say("settings.place.done", { name }))).toBeVisible();
  });

  await test.step("and takes them out, by name", async () => {
    await page.getByRole("button", { name: say("settings.remove.act", { name }) }).click();
    await expect(dialog.getByText(say("settings.remove.stays"))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("settings.remove.act", { name }) }).click();
    await expect(page.getByText(say("settings.staff.noMatch"))).toBeVisible();
    await page.getByRole("button", { name: say("common.clearConditions") }).click();
    await expect(page.getByText("黃昭祥")).toBeVisible();
  });

  await test.step("the audit trail says all of it", async () => {
    await page.goto("/a/hopefluent/audit?entity=staff");
    const entries = page.getByRole("main").getByRole("listitem");
    await expect(entries.filter({ hasText: `把 ${name} 移出公司` })).toBeVisible();
    await expect(entries.filter({ hasText: `調整了 ${name} 的角色` }).first()).toContainText("置業顧問");
    await expectAccessible();
  });
  await theirs.close();
});

test("a project is made, offered, accepted by the developer after seeing what is shared, and ended", async ({
  page,
  browser,
  baseURL,
  signIn,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(180_000);
  const project = `東岸名邸 ${testInfo.project.name}`;
  const dialog = page.getByRole("dialog");
  const rows = page.getByRole("main").getByRole("listitem").filter({ hasText: project });

  await test.step("the agency makes a project under a developer that is only a name", async () => {
    await signIn("owner@hopefluent");
    await page.goto("/a/hopefluent/settings/org");
    await page
      .getByRole("button", { name: say("settings.project.add") })
      .first()
      .click();
    await dialog.getByLabel(say("settings.project.name")).fill(project);
    await dialog.getByLabel(say("settings.project.developer")).fill("東岸地產");
    await dialog.getByRole("button", { name: say("settings.project.add") }).click();
    await expect(page.getByText(say("settings.project.made", { name: project }))).toBeVisible();
  });

  await test.step("and offers it, after reading what will be shared", async () => {
    await page.getByRole("button", { name: say("settings.offer.agency.rowAct", { project }) }).click();
    await expect(dialog.getByText(say("settings.terms.share.campaign-figures"))).toBeVisible();
    await expect(dialog.getByText(say("settings.terms.withhold.notes"))).toBeVisible();
    await expectAccessible();

    await dialog.getByLabel(say("settings.offer.agency.other")).fill("nobody-here");
    await dialog.getByRole("button", { name: say("settings.offer.agency.act", { project }) }).click();
    await expect(dialog.getByText(say("settings.offer.agency.otherUnknown", { other: "nobody-here" }))).toBeVisible();

    await dialog.getByLabel(say("settings.offer.agency.other")).fill("shangge");
    await dialog.getByRole("button", { name: say("settings.offer.agency.act", { project }) }).click();
    await expect(page.getByText(say("settings.offer.done", { project, other: "shangge" }))).toBeVisible();
    await expectAccessible();
  });

  await test.step("the developer sees the same and accepts", async () => {
    const theirs = await browser.newContext({ ...testInfo.project.use, baseURL });
    await enter(theirs, baseURL, "owner@shangge.example");
    const other = await theirs.newPage();
    await other.goto("/d/shangge/projects");
    await expectAccessible(other);
    const step = say("settings.linkStep.acceptance");
    await other.getByRole("button", { name: say("settings.linkRow", { step, partner: "合富輝煌", project }) }).click();
    const answer = other.getByRole("dialog");
    await expect(answer.getByText(say("settings.terms.share.buyer-particulars"))).toBeVisible();
    await expect(answer.getByText(say("settings.terms.withhold.other-agencies"))).toBeVisible();
    await expectAccessible(other);
    await answer.getByRole("button", { name: say("settings.linkAct.acceptance", { partner: "合富輝煌" }) }).click();
    await other.getByRole("link", { name: project }).click();
    await expect(other.getByRole("heading", { level: 1, name: project })).toBeVisible();
    await expect(other.getByText(say("settings.link.accepted")).filter({ visible: true }).first()).toBeVisible();
    await expectAccessible(other);
    await theirs.close();
  });

  await test.step("the agency ends it, after reading what follows", async () => {
    await page.reload();
    const step = say("settings.linkStep.ending");
    await page.getByRole("button", { name: say("settings.linkRow", { step, partner: "尚格", project }) }).click();
    await expect(dialog.getByText(say("settings.linkEnd.agency.figures", { partner: "尚格" }))).toBeVisible();
    await expectAccessible();
    await dialog.getByRole("button", { name: say("settings.linkAct.ending", { partner: "尚格" }) }).click();
    await expect(rows.filter({ hasText: say("settings.link.ended") })).toBeVisible();
    await expectAccessible();
  });
});
