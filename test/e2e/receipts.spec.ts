import { expect, test, toldOn } from "./support/fixtures";
import { subscribedHome } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const campaign = "/campaigns/zhongyang-2008";
/** An account of the demo with fewer than nine. */
const engagement = "eng-lusong";

test("a buyer opens their own page by the receipt's code, and no longer once it is withdrawn", async ({
  page,
  browser,
  baseURL,
  signIn,
  expectAccessible,
  api,
  isPhone,
}, testInfo) => {
  test.setTimeout(120_000);
  await signIn("manager@hopefluent");
  const building = isPhone ? "K2棟" : "K1棟";
  const deal = await subscribedHome(api, { building, engagementId: engagement, buyer: "林玉珍" });
  await api("POST", `/agencies/hopefluent${campaign}/deals/${deal.id}/ledger`, {
    kind: "receipt",
    item: "deposit",
    amountFen: 20_000_00,
    onDay: "2008-07-01",
  });
  const home = `${building} 0901`;

  await page.goto(`/a/hopefluent${campaign}/deals/${deal.id}`);
  await page.getByRole("link", { name: say("deals.receipt") }).click();
  await expect(page.getByText(say("receipts.none"))).toBeVisible();
  await page.getByRole("button", { name: say("receipts.issue", { home }) }).click();
  await expect(page.getByText(say("receipts.issued", { home }))).toBeVisible();
  const sheet = page.getByRole("article", { name: say("receipts.title") });
  await expect(sheet.getByRole("img", { name: say("receipts.sheet.code") })).toBeVisible();
  await expect(sheet.getByText(say("receipts.sheet.from", { names: "林玉珍" }))).toBeVisible();
  await expect(sheet.getByText("¥20,000.00").first()).toBeVisible();
  await expectAccessible();

  const { receipt } = await api<{ receipt: { secret: string } }>("GET", `/agencies/hopefluent${campaign}/deals/${deal.id}/receipt`);
  const { viewport, isMobile, hasTouch, locale, timezoneId } = testInfo.project.use;
  const theirs = await browser.newContext({ baseURL, viewport, isMobile, hasTouch, locale, timezoneId });
  const own = await theirs.newPage();
  await own.goto(`/r#${receipt.secret}`);
  await expect(own.getByRole("heading", { level: 1, name: home })).toBeVisible();
  await expect(own.getByText(say("receipts.unsigned", { day: "2008-07-08" }))).toBeVisible();
  await expect(own.getByText("20,000.00").first()).toBeVisible();
  await expect(
    own.getByText(`${say("receipts.kind.receipt")}·${say("deals.ledger.item.deposit")}`),
    "in the buyer’s own words: paid, not collected",
  ).toBeVisible();
  await expect(own.getByText("林玉珍")).toHaveCount(0);
  await expectAccessible(own);

  await page.getByRole("button", { name: say("receipts.withdraw"), exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("receipts.withdrawOf", { home }) })
    .click();
  await expect(page.getByText(say("receipts.withdrawn", { home }))).toBeVisible();
  await own.reload();
  await expect(own.getByText(say("receipts.ended"))).toBeVisible();
  await theirs.close();
});
