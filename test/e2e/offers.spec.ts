import { expect, test, toldOn } from "./support/fixtures";
import { subscribedHome } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const campaign = "/campaigns/zhongyang-2008";
/** An account of the demo with fewer than nine. */
const engagement = "eng-lusong";

test("an offer is issued before signing, signed by the buyer, superseded by another and voided", async ({
  page,
  signIn,
  expectAccessible,
  api,
  isPhone,
}) => {
  test.setTimeout(120_000);
  await signIn("manager@hopefluent");
  const building = isPhone ? "G2棟" : "G1棟";
  const deal = await subscribedHome(api, { building, engagementId: engagement, buyer: "林玉珍" });
  const home = `${building} 0901`;
  const dialog = page.getByRole("dialog");

  await page.goto(`/a/hopefluent${campaign}/deals/${deal.id}`);
  await page.getByRole("link", { name: say("deals.offer") }).click();
  await expect(page.getByText(say("offers.none"))).toBeVisible();
  await page.getByRole("button", { name: say("offers.issue.act", { home }) }).click();
  await expectAccessible();
  await dialog.getByRole("button", { name: say("offers.issue.act", { home }) }).click();
  await expect(page.getByText(say("offers.issue.done", { home }))).toBeVisible();

  const sheet = page.getByRole("article", { name: say("offers.title") });
  await expect(sheet.getByText(say("offers.sheet.to", { names: "林玉珍" }))).toBeVisible();
  await expect(sheet.getByText("¥433,160.00", { exact: true })).toBeVisible();
  await expect(sheet.getByRole("row", { name: say("offers.units.from", { n: 9 }) })).toContainText("9.8折");
  await expect(sheet.getByRole("row", { name: say("offers.units.from", { n: 9 }) })).toContainText("8,663.20");
  await expect(sheet.getByText(say("offers.promise.neverRises"))).toBeVisible();
  await expect(sheet.getByText(say("offers.promise.signBy", { day: "2008-07-08" }))).toBeVisible();
  await expect(sheet.getByText(say("offers.promise.proof"))).toBeVisible();
  await expectAccessible();

  if (isPhone) {
    // Of four acts the main one has a row of its own: in one row none could be read.
    const [print, other] = await Promise.all([
      page.getByRole("button", { name: say("offers.print"), exact: true }).boundingBox(),
      page.getByRole("button", { name: say("offers.issueAgain"), exact: true }).boundingBox(),
    ]);
    expect(print?.width).toBeGreaterThan(300);
    expect(print?.y).toBeGreaterThan((other?.y ?? 0) + (other?.height ?? 0) - 1);
  }
  await page.emulateMedia({ media: "print" });
  const hands = sheet.getByText(/買方簽收/).locator("..");
  await expect(sheet).toHaveCSS("display", "block"); // a grid would break wherever the page ends
  await expect(hands).toHaveCSS("break-before", "avoid");
  await page.emulateMedia({ media: "screen" });

  await page.getByRole("button", { name: say("offers.confirm"), exact: true }).click();
  await dialog.locator("form").getByRole("button").last().click();
  await expect(page.getByText(say("offers.state.confirmed")).first()).toBeVisible();

  await page.getByRole("button", { name: say("offers.issueAgain"), exact: true }).click();
  await expect(dialog.getByText(say("offers.issue.again"))).toBeVisible();
  await dialog.getByRole("button", { name: say("offers.issue.act", { home }) }).click();
  await expect(page.getByText(say("offers.state.superseded"))).toBeVisible();

  await page.getByRole("button", { name: /^作廢第 \d+ 號告知書$/ }).click();
  await dialog.getByRole("textbox").fill("買方改選房源");
  await dialog.locator("form").getByRole("button").last().click();
  await expect(sheet.getByText(say("offers.over.void"))).toBeVisible();
  await expectAccessible();
});
