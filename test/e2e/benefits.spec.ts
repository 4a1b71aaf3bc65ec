import { apiOf } from "./support/api";
import { expect, test } from "./support/fixtures";
import { subscribedHome } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
const campaign = "/campaigns/zhongyang-2008";
/** An account of the demo with fewer than nine. */
const engagement = "eng-lusong";

test("a confirmation of benefits is issued, printed, signed by the buyer, and used by the home that they subscribe", async ({
  page,
  context,
  baseURL,
  signIn,
  expectAccessible,
}, testInfo) => {
  test.setTimeout(120_000);
  await signIn("manager@hopefluent");
  const api = apiOf(context, baseURL);
  const isPhone = testInfo.project.name === "phone";
  const [building, buyer] = isPhone ? ["K2棟", "葉秀清"] : ["K1棟", "葉秀英"];
  const dialog = page.getByRole("dialog");

  await page.goto(`/a/hopefluent${campaign}/engagements/${engagement}`);
  await page.getByRole("button", { name: say("benefits.issue"), exact: true }).click();
  await dialog.getByRole("button").last().click();
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
  const pages = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  expect(pages, "nothing hangs over the paper's edge").toBe(true);
  await page.emulateMedia({ media: null });

  const paperAddress = page.url();
  await page.getByRole("button", { name: say("benefits.confirm"), exact: true }).click();
  await dialog.getByLabel(say("benefits.field.confirmedOn")).fill("2008-07-15");
  await dialog.getByLabel(say("benefits.field.documentNumber")).fill("YH-2008-007");
  await expectAccessible();
  await dialog.getByRole("button").last().click();
  await expect(sheet.getByText(/YH-2008-007/)).toBeVisible();
  await expect(page.getByRole("button", { name: say("benefits.confirm"), exact: true })).toHaveCount(0);

  const { personId } = await api<{ personId: string }>(
    "GET",
    `/agencies/hopefluent${campaign}/engagements/${engagement}/benefits/${paperAddress.split("/").at(-1)}`,
  );
  const deal = await subscribedHome(api, { building, engagementId: engagement, buyer: { id: personId }, subscribedOn: "2008-07-15" });
  await page.reload();
  await expect(page.getByText(say("benefits.state.used"))).toBeVisible();
  await expect(page.getByRole("button", { name: say("benefits.void"), exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: say("benefits.usedBy", { home: `${building} 0901` }) }).click();
  await expect(page).toHaveURL(new RegExp(`/deals/${deal.id}$`));
  await expect(page.getByText(say("benefits.deal.same", { n: 1 }))).toBeVisible();
  await expectAccessible();
});

test("a confirmation of benefits is taken back with the reason", async ({ page, context, baseURL, signIn, expectAccessible }) => {
  await signIn("manager@hopefluent");
  const api = apiOf(context, baseURL);
  const paper = await api<{ id: string; number: number }>("POST", `/agencies/hopefluent${campaign}/engagements/${engagement}/benefits`, {
    person: { name: "葉秀文" },
    issuedOn: "2008-07-01",
    expiresOn: "2008-07-10",
    transferable: "no",
  });
  const dialog = page.getByRole("dialog");

  await page.goto(`/a/hopefluent${campaign}/engagements/${engagement}/benefits/${paper.id}`);
  await page.getByRole("button", { name: say("benefits.void"), exact: true }).click();
  await dialog.getByRole("textbox").fill("客戶改由家人購買");
  await dialog.getByRole("button").last().click();
  await expect(page.getByRole("article").getByText(say("benefits.over.void"))).toBeVisible();
  await expectAccessible();

  await page.goto(`/a/hopefluent${campaign}/engagements/${engagement}`);
  const row = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: say("benefits.numbered", { n: paper.number }) }) });
  await expect(row).toContainText("客戶改由家人購買");
});
