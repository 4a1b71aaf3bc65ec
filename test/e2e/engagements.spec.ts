import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/a/hopefluent/campaigns/zhongyang-2008";

test("the key person's record says who changed, when and why, and whom they recommended and what came of it", async ({
  page,
  expectAccessible,
  signIn,
  isPhone,
}) => {
  test.setTimeout(180_000);
  await signIn("manager@hopefluent");
  await page.goto(`${campaign}/engagements/eng-second-school?tab=key-person`);
  await expect(page.getByText("關鍵人物有過變更：2008-06-20 起是校長向雪梅。")).toBeVisible();
  await expect(page.getByText("蔣文博調往市教育局，校長向雪梅接手")).toBeVisible();
  await expect(page.getByText(say("rewards.rule.strict", { n: "1" }))).toBeVisible();
  const referred = page.getByRole("region", { name: say("rewards.referredDeals") });
  const place = isPhone ? "listitem" : "row";
  await expect(referred.getByRole(place).filter({ hasText: "1棟 0804" }).getByText(say("rewards.earned"))).toBeVisible();
  await expect(referred.getByRole(place).filter({ hasText: "1棟 0901" }).getByText(say("rewards.why.key-person-changed"))).toBeVisible();
  await expectAccessible();

  await page
    .getByRole("main")
    .getByRole("link", { name: say("engagements.rewards"), exact: true })
    .click();
  const unrewarded = page.getByRole("region", { name: say("rewards.unrewarded") });
  await expect(unrewarded.getByText(say("rewards.why.key-person-changed"))).toBeVisible();
  await expect(unrewarded.getByText("1棟 0804")).toHaveCount(0);
  await expectAccessible();

  await page.goto(`${campaign}/engagements/eng-quanzhou?tab=referrals`);
  await expect(page.getByText("陳建明")).toBeVisible();
  await expect(page.getByRole("heading", { name: say("engagements.referrals.aloneTitle") })).toBeVisible();
  await expectAccessible();
});

test("what an account says that it will take is recorded, stands for the next draft, and is taken back", async ({
  page,
  signIn,
  expectAccessible,
  isPhone,
}) => {
  // One product for each width: of a product one word stands at a time.
  const product = isPhone ? say("engagements.demand.anyProduct") : "TOP 公寓";
  await signIn("manager@hopefluent");
  await page.goto("/a/hopefluent/campaigns/zhongyang-2008/engagements/eng-lusong");
  const panel = page.getByRole("region", { name: say("engagements.demand.title") });
  await panel.getByRole("button", { name: say("engagements.demand.declare") }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel(say("engagements.demand.product"))).toBeFocused(); // the form is there, not only its frame
  await dialog.getByRole("button", { name: say("engagements.demand.declare") }).click();
  await expect(dialog.getByText(say("engagements.demand.unitsMissing")).first()).toBeVisible();
  await dialog.getByLabel(say("engagements.demand.product")).selectOption({ label: product });
  await dialog.getByLabel(say("engagements.demand.unitsLabel")).fill("12");
  await expectAccessible();
  await dialog.getByRole("button", { name: say("engagements.demand.act", { n: 12 }) }).click();
  await expect(panel.getByText(say("engagements.demand.units", { product, n: 12 }))).toBeVisible();

  await panel.getByRole("button", { name: say("engagements.demand.withdrawOf", { product }) }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("engagements.demand.withdrawOf", { product }) })
    .click();
  await expect(page.getByText(say("engagements.demand.withdrawn"))).toBeVisible();
  await expect(panel.getByRole("button", { name: say("engagements.demand.withdrawOf", { product }) })).toHaveCount(0);
});

test("a recommendation recorded by mistake is taken back: it stays struck through with its reason, and may be recorded again", async ({
  page,
  signIn,
  expectAccessible,
  api,
  isPhone,
}) => {
  const name = isPhone ? "誤登甲" : "誤登乙";
  const at = "/campaigns/zhongyang-2008/engagements/eng-quanzhou";
  const record = () =>
    api("POST", `/agencies/hopefluent${at}/referrals`, { referredOn: "2008-06-20", evidence: "roster", people: [{ name }] });
  await signIn("manager@hopefluent");
  await record();
  await page.goto(`/a/hopefluent${at}?tab=referrals`);
  const menu = (who: string) => page.getByRole("button", { name: say("engagements.referrals.actsOf", { name: who }) });
  await menu("陳建明").click();
  await expect(page.getByRole("menuitem", { name: say("engagements.referrals.withdraw") })).toBeDisabled();
  await page.keyboard.press("Escape");
  await menu(name).click();
  await page.getByRole("menuitem", { name: say("engagements.referrals.withdraw") }).click();
  const dialog = page.getByRole("dialog");
  const act = dialog.getByRole("button", { name: say("engagements.referrals.withdrawAct", { name }) });
  await act.click();
  await expect(dialog.getByText(say("engagements.visit.reasonMissing")).first()).toBeVisible();
  await dialog.getByLabel(say("engagements.visit.reason")).fill("名冊抄錯了一行");
  await expectAccessible();
  await act.click();
  await expect(page.locator("s").getByText(name)).toBeVisible();
  const row = page.getByRole(isPhone ? "listitem" : "row").filter({ hasText: name });
  await expect(row.getByText(/撤回：名冊抄錯了一行$/)).toBeVisible();
  await expect(menu(name)).toHaveCount(0);
  await expectAccessible();
  await record();
});
