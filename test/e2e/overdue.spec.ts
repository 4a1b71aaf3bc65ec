import { expect, test, toldOn } from "./support/fixtures";
import { chamber, openedCampaign, signing } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");

test("a one-off payment that is not in by its day proposes the supplement to a mortgage", async ({
  page,
  signIn,
  expectAccessible,
  api,
  as,
  isPhone,
}) => {
  test.setTimeout(180_000); // looks for accessibility on the way
  const width = isPhone ? "窄" : "寬";
  // A campaign of its own: its words are changed here.
  const campaign = await openedCampaign(as, `逾期付款${width}`);
  const pages = campaign.replace("/agencies/", "/a/");
  const dialog = page.getByRole("dialog");

  await test.step("the campaign says how many days a one-off payment leaves", async () => {
    await page.goto(`${pages}/basics`);
    await page.getByRole("button", { name: say("campaigns.word.editOf", { name: "一次性付款" }) }).click();
    await dialog.getByLabel(say("campaigns.word.days")).fill("0");
    await dialog.getByRole("button", { name: say("common.save") }).click();
    await expect(dialog.getByText(say("campaigns.word.daysWrong", { most: "3650" })).first()).toBeVisible();
    await dialog.getByLabel(say("campaigns.word.days")).fill("30");
    await expectAccessible();
    await dialog.getByRole("button", { name: say("common.save") }).click();
    await expect(page.getByText(say("campaigns.word.within", { n: 30 }))).toBeVisible();
  });

  const building = `T4${width}棟`;
  const { homes } = await chamber(as, { campaign, building, name: `石獅商會${width}`, homes: 1 });
  const [home] = homes;
  if (!home) throw new Error("no home");
  await api("POST", `${campaign}/deals/${home.id}/signing`, signing(home.place, 433_160_00));

  await test.step("the deal's page proposes the supplement, with the other way chosen", async () => {
    await page.goto(`${pages}/deals/${home.id}`);
    const told = { method: "一次性付款", day: "2008-08-02", confirmed: "¥0.00", short: "¥433,160.00" };
    await expect(page.getByText(say("deals.overdue.say", told))).toBeVisible();
    await expectAccessible();
    await page.getByRole("link", { name: say("deals.overdue.proposeTo", { method: "按揭付款" }) }).click();
    await expect(page.getByLabel(say("deals.paymentMethod"))).toHaveValue("mortgage");
  });

  await test.step("finance finds the home among what waits", async () => {
    await signIn("finance@hopefluent");
    await page.goto(`${pages}/desk`);
    await expect(page.getByRole("link", { name: home.place })).toBeVisible();
    await expect(page.getByText(say("desk.short", { amount: "¥433,160.00" }))).toBeVisible();
    await expectAccessible();
  });
});
