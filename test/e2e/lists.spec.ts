import { expect, test, toldOn } from "./support/fixtures";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/a/hopefluent/campaigns/zhongyang-2008";

test("the one home is found by its number, a chamber's homes stand by what is due, and a reload keeps what was asked", async ({
  page,
  isMobile,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  await signIn("manager@hopefluent");
  await page.goto(`${campaign}/deals`);
  const homes = page.getByRole("main").getByRole("link", { name: /棟 \d{4}/ });
  const search = page.getByLabel(say("deals.search"));

  await search.fill("1棟 1402");
  await expect(homes).toHaveCount(1);
  await expect(page).toHaveURL(/q=/);
  await expectAccessible();
  await homes.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /1棟 1402/ })).toBeVisible();
  await page.goBack();
  await expect(search).toHaveValue("1棟 1402");
  await expect(homes).toHaveCount(1);

  await search.fill("");
  await page.getByLabel(say("deals.byEngagement")).selectOption({ label: "泉州商會" });
  await expect(page.getByText(say("deals.found", { n: 9 }))).toBeVisible();
  if (isMobile) await page.getByLabel(say("common.order")).selectOption({ label: say("deals.order.due") });
  else await page.getByRole("button", { name: say("deals.dueYuan") }).click();
  await expect(page).toHaveURL(/engagement=eng-quanzhou.*sort=due/);
  await expect(homes.first()).toContainText("1棟 1402");
  await expect(homes.last()).toContainText(/1棟 (1201|1102|1003|1002|0902)/);
  if (!isMobile) await expect(page.getByRole("columnheader", { name: say("deals.dueYuan") })).toHaveAttribute("aria-sort", "descending");

  await page.reload();
  await expect(page.getByText(say("deals.found", { n: 9 }))).toBeVisible();
  await expect(page.getByLabel(say("deals.byEngagement"))).toHaveValue("eng-quanzhou");
  await expect(homes.first()).toContainText("1棟 1402");
  await expectAccessible();

  await search.fill("沒有這個房號");
  await expect(page.getByText(say("deals.noMatch"))).toBeVisible();
  await expectAccessible();
  await page.getByRole("button", { name: say("common.clearConditions") }).click();
  await expect(page).not.toHaveURL(/engagement=|q=/);
  await expect.poll(() => homes.count()).toBeGreaterThan(9);
});

test("the lists of engagements and of accounts are searched and sorted, and lead on", async ({
  page,
  isMobile,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  await signIn("manager@hopefluent");
  await page.goto(`${campaign}/engagements`);
  const rows = page.getByRole("main").getByRole(isMobile ? "listitem" : "row");
  await page.getByLabel(say("engagements.search")).fill("泉州");
  await expect(rows.filter({ hasText: "泉州商會" })).toContainText("施＊文");
  await expect(rows.filter({ hasText: "蘆淞" })).toHaveCount(0);
  await expectAccessible();
  await page.getByLabel(say("engagements.stageHead")).selectOption({ label: say("engagements.stage.approved") });
  await expect(page.getByText(say("engagements.noMatch"))).toBeVisible();
  await page.getByRole("button", { name: say("common.clearConditions") }).click();
  await expect(rows.filter({ hasText: "蘆淞大市場中國城" })).toContainText(say("engagements.countsWithOne", { name: "蘆淞大市場" }));
  if (isMobile) await page.getByLabel(say("common.order")).selectOption({ label: say("engagements.order.signed") });
  else await page.getByRole("button", { name: say("engagements.signed") }).click();
  await expect(page).toHaveURL(/sort=signed/);
  await expect(rows.filter({ hasText: /[商廠校學城場]/ }).first()).toBeVisible();
  await expectAccessible();

  await page.goto("/a/hopefluent/accounts?sort=name");
  const account = rows.filter({ hasText: "泉州商會" });
  await expect(account).toContainText("大客戶拓展 2008");
  await expectAccessible();
  if (isMobile) return;
  await account.getByRole("link", { name: "大客戶拓展 2008" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "泉州商會" })).toBeVisible();
});
