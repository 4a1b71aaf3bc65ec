import { expect, test, toldOn } from "./support/fixtures";
import type { Api } from "./support/homes";
import { subscribedHome } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("desktop");
const campaign = "/campaigns/zhongyang-2008";
/** An account of the demo with fewer than nine. */
const engagement = "eng-lusong";

/** A paper of 1 to 10 July, by whoever is signed in. */
async function issued(api: Api, name: string) {
  const days = { issuedOn: "2008-07-01", expiresOn: "2008-07-10" };
  const asked = { person: { name }, ...days, transferable: "no" };
  const at = `${campaign}/engagements/${engagement}/benefits`;
  const paper = await api<{ id: string; number: number; personId: string }>("POST", `/agencies/hopefluent${at}`, asked);

  return { ...paper, page: `/a/hopefluent${at}/${paper.id}` };
}

test("a confirmation of benefits is issued to somebody without a home, and printed", async ({ page, signIn, expectAccessible }) => {
  await signIn("manager@hopefluent");
  const buyer = "葉秀英";
  const dialog = page.getByRole("dialog");

  await page.goto(`/a/hopefluent${campaign}/engagements/${engagement}`);
  await page.getByRole("button", { name: say("benefits.issue"), exact: true }).click();
  await dialog.locator("form").getByRole("button").last().click();
  await expect(dialog.getByText(say("benefits.missing")).first()).toBeVisible();
  await expectAccessible();
  await dialog.getByLabel(say("deals.subscribing.name")).fill(buyer);
  await dialog.getByText(say("benefits.transferable.family")).click();
  await dialog.getByRole("button", { name: say("benefits.issue.to", { name: buyer }) }).click();

  const sheet = page.getByRole("article", { name: say("benefits.title") });
  await expect(sheet.getByText(say("benefits.sheet.to", { name: buyer }))).toBeVisible();
  await expect(sheet.getByRole("row", { name: say("benefits.tier.from", { n: 9 }) })).toContainText(
    say("benefits.sheet.again", { effect: "9.8折" }),
  );
  await expect(sheet.getByText(say("benefits.right.until", { day: "2008-07-15" }))).toBeVisible();
  await expect(sheet.getByText(say("benefits.right.family"))).toBeVisible();
  await expectAccessible();

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: say("benefits.print") })).toBeHidden();
  await expect(sheet.getByText(/買方簽字/)).toBeVisible();
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  expect(fits, "nothing hangs over the paper's edge").toBe(true);
});

test("a confirmation of benefits is signed by the buyer, and used by the home that they subscribe", async ({
  page,
  signIn,
  expectAccessible,
  api,
  isPhone,
}) => {
  test.setTimeout(120_000);
  await signIn("manager@hopefluent");
  const building = isPhone ? "Y2棟" : "Y1棟";
  const paper = await issued(api, "葉秀清");
  const dialog = page.getByRole("dialog");

  await page.goto(paper.page);
  await page.getByRole("button", { name: say("benefits.confirm"), exact: true }).click();
  await dialog.getByLabel(say("benefits.field.documentNumber")).fill("YH-2008-007");
  await expectAccessible();
  await dialog.locator("form").getByRole("button").last().click();
  await expect(page.getByRole("article").getByText(/YH-2008-007/)).toBeVisible();
  await expect(page.getByRole("button", { name: say("benefits.confirm"), exact: true })).toHaveCount(0);

  const deal = await subscribedHome(api, { building, engagementId: engagement, buyer: { id: paper.personId } });
  await page.reload();
  await expect(page.getByText(say("benefits.state.used"), { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /^作廢第 \d+ 號確認書$/ })).toHaveCount(0);
  await page.getByRole("link", { name: say("benefits.usedBy", { home: `${building} 0901` }) }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${deal.id}$`));
  await expect(page.getByText(say("benefits.deal.same", { n: 1 }))).toBeVisible();
  await expectAccessible();
});

test("a confirmation of benefits is taken back with the reason", async ({ page, signIn, expectAccessible, api }) => {
  await signIn("manager@hopefluent");
  const paper = await issued(api, "葉秀文");
  const dialog = page.getByRole("dialog");

  await page.goto(paper.page);
  await page.getByRole("button", { name: /^作廢第 \d+ 號確認書$/ }).click();
  await dialog.getByRole("textbox").fill("客戶改由家人購買");
  await dialog.locator("form").getByRole("button").last().click();
  await expect(page.getByRole("article").getByText(say("benefits.over.void"))).toBeVisible();
  await expectAccessible();

  await page.goto(`/a/hopefluent${campaign}/engagements/${engagement}`);
  const row = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: say("benefits.numbered", { n: paper.number }) }) });
  await expect(row).toContainText("客戶改由家人購買");
});
