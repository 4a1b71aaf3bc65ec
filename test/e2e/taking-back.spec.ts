import { expect, test, toldOn } from "./support/fixtures";
import { subscribedHome } from "./support/homes";
import { wordsIn } from "./support/words";

const { say } = wordsIn("zh-Hant");
toldOn("phone");
const campaign = "/campaigns/zhongyang-2008";
const desk = "/d/shangge/desk?agency=hopefluent&campaign=zhongyang-2008";

test("wrong money or a wrong signing is taken back by who reported it, or refused at the developer's desk; it stays in sight and counts for nothing", async ({
  page,
  signIn,
  expectAccessible,
  api,
  isPhone,
}) => {
  test.setTimeout(180_000);
  await signIn("manager@hopefluent");
  const building = isPhone ? "B2棟" : "B1棟";
  const { id } = await subscribedHome(api, { building, engagementId: "eng-lusong", buyer: "林玉珍" });
  const reported = (amountFen: number, kind = "receipt") =>
    api("POST", `/agencies/hopefluent${campaign}/deals/${id}/ledger`, { kind, item: "deposit", amountFen, onDay: "2008-07-01" });
  await reported(30_000_00, "due");
  await reported(20_000_00);
  await reported(11_000_00);

  await page.goto(`/a/hopefluent${campaign}/deals/${id}`);
  const unconfirmed = page.getByText(say("deals.ledger.sum.unconfirmed")).locator("..");
  await expect(unconfirmed).toContainText("31,000.00");
  const words = { kind: say("deals.ledger.kind.receipt"), item: say("deals.ledger.item.deposit"), amount: "¥20,000.00" };
  await page.getByRole("button", { name: say("deals.ledger.takeBackOf", words) }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: say("deals.ledger.takeBackOf", words) }).click();
  await expect(dialog.getByText(say("deals.ledger.reasonMissing")).first()).toBeVisible();
  await dialog.getByLabel(say("deals.ledger.reasonHead")).fill("記錯了一套");
  await expectAccessible();
  await dialog.getByRole("button", { name: say("deals.ledger.takeBackOf", words) }).click();
  await expect(dialog).toHaveCount(0);
  await expect(unconfirmed).toContainText("11,000.00");
  await expect(page.locator("s").getByText("20,000.00")).toBeVisible();
  await expect(page.getByText(/：記錯了一套$/)).toBeVisible();
  await expectAccessible();

  await signIn("finance@shangge");
  await page.goto(desk);
  await page
    .locator("label")
    .filter({ hasText: `${building} 0901` })
    .click();
  const one = (key: "desk.signingsN" | "desk.entriesN", amount: string) => say("desk.counted", { what: say(key, { n: "1" }), amount });
  const refuse = say("desk.refusing.act", { what: one("desk.entriesN", "¥11,000.00") });
  await page.getByRole("button", { name: refuse }).click();
  await dialog.getByLabel(say("deals.ledger.reasonHead")).fill("銀行沒有這筆款");
  await expectAccessible();
  await dialog.getByRole("button", { name: refuse }).click();
  await expect(page.getByText(say("desk.refusing.done", { n: "1" }))).toBeVisible();
  await expect(page.locator("label").filter({ hasText: `${building} 0901` })).toHaveCount(0);

  await signIn("manager@hopefluent");
  await page.goto(`/a/hopefluent${campaign}/deals/${id}`);
  await expect(page.getByText(/：銀行沒有這筆款$/)).toBeVisible();
  await expect(page.locator("s").getByText("11,000.00")).toBeVisible();
  await expect(unconfirmed).toHaveCount(0);

  // The contract, first with a wrong day: taken back by who reported it, who sees before what that does.
  const sign = (signedOn: string) =>
    api("POST", `/agencies/hopefluent${campaign}/deals/${id}/signing`, {
      signedOn,
      contractNumber: `HT-${building}`,
      contractPriceFen: 433_160_00,
    });
  const home = `${building} 0901`;
  const signing = { home, amount: "¥433,160.00" };
  await sign("2008-07-01");
  await page.reload();
  await page.getByRole("button", { name: say("deals.unsigning.short") }).click();
  await expect(dialog.getByText(say("deals.unsigning.own"))).toBeVisible();
  await dialog.getByRole("button", { name: say("deals.unsigning.act", signing) }).click();
  await expect(dialog.getByText(say("deals.ledger.reasonMissing")).first()).toBeVisible();
  await dialog.getByLabel(say("deals.ledger.reasonHead")).fill("日期看錯了一欄");
  await expectAccessible();
  const refused: string[] = [];
  page.on("response", (answer) => {
    if (answer.status() === 409) refused.push(answer.url());
  });
  await dialog.getByRole("button", { name: say("deals.unsigning.act", signing) }).click();
  await expect(page.getByRole("button", { name: say("deals.sign") })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  expect(refused, "what taking it back would do is not asked again once it is done").toEqual([]);

  // Typed anew it is refused at the developer's desk; the right one is confirmed, and that yes taken back.
  await sign("2008-07-02");
  await signIn("finance@shangge");
  await page.goto(desk);
  const row = page.locator("label").filter({ hasText: home });
  await row.click();
  const refuseSigning = say("desk.refusing.act", { what: one("desk.signingsN", signing.amount) });
  await page.getByRole("button", { name: refuseSigning }).click();
  await dialog.getByLabel(say("deals.ledger.reasonHead")).fill("合同上是七月三日");
  await dialog.getByRole("button", { name: refuseSigning }).click();
  await expect(row).toHaveCount(0);

  await signIn("manager@hopefluent");
  await page.goto(`/a/hopefluent${campaign}/deals/${id}`);
  await expect(page.getByText("合同上是七月三日")).toBeVisible();
  await expectAccessible();
  await page.goto(`/a/hopefluent${campaign}/deals?state=subscribed`);
  await expect(page.getByText(say("deals.refused.word")).first()).toBeVisible();
  await sign("2008-07-03");

  await signIn("finance@shangge");
  await page.goto(desk);
  await row.click();
  await page.getByRole("button", { name: say("desk.confirm", { what: one("desk.signingsN", signing.amount) }), exact: true }).click();
  await dialog.getByRole("button", { name: say("desk.confirm", { what: one("desk.signingsN", signing.amount) }) }).click();
  const yesBack = page.getByRole("button", { name: say("desk.unconfirming.act", signing) });
  await yesBack.click();
  await dialog.getByLabel(say("deals.ledger.reasonHead")).fill("看錯了一套");
  await expectAccessible();
  await dialog.getByRole("button", { name: say("desk.unconfirming.act", signing) }).click();
  await expect(row).toHaveCount(1);
  await expect(yesBack).toHaveCount(0);
});
